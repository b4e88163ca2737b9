"""The noise of batches: losses and gradients of single updates beside those of all data, computed while one looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from lrgui.core.analysis.batch_noise import Comparing, Comparison, batch_at, epoch_mean_at, settings_of
from lrgui.core.files.view import NOISE
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.training.history import History
from lrgui.core.training.trace import Trace
from lrgui.drawing.chart import Chart
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.quantities.noise import NoiseQuantity, averaged, noise_quantities
from lrgui.drawing.quantities.noise_book import NoiseBook
from lrgui.drawing.quantities.noise_growth import NoiseGrowth
from lrgui.session.session import Session
from lrgui.text.numbers import format_count, format_number
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.choices import Segments
from lrgui.ui.widgets.line_legend import LineLegend
from lrgui.ui.widgets.smoothing_slider import SmoothingSlider

_REST_MS = 120  # a history that is another one sooner is not looked at: a hand that drags η has the time of it
_PLAYING_MS = 80  # as in the tables: numbers that change faster cannot be read
_SLICE = 0.02  # seconds of one comparison with all data between two looks at the mouse
_SMOOTHED = ("batch-loss", "gradient-norm", "cosine")


@dataclass(frozen=True)
class _Place:
    """What the numbers in the subtitle are of: updates that a run of a history has made, and what is shown of them."""

    history: History
    run: int
    made: int
    shown: str


class NoisePanel(Panel):
    """One plot at a time. What it shows grows in slices while it can be seen, and is forgotten with its history."""

    name = "noise"
    options = frozenset({"noise", "smoothing", "log_loss", "iterations", "future"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.book = NoiseBook(live=True)
        self._quantities = noise_quantities(self.book)
        self.charts: dict[str, Chart] = {}  # those that were chosen once
        self.choice = Segments(NOISE, lambda code: self._quantities[code].name())
        self.choice.chosen.connect(lambda code: session.set_view(noise=code))
        self.smoothing = SmoothingSlider()
        self.smoothing.moved.connect(lambda _place: session.set_view(smoothing=self.smoothing.factor))
        self._factor = QLabel()
        self._factor.setBuddy(self.smoothing)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.choice)
        layout.addStretch(1)
        layout.addWidget(self._factor)
        layout.addWidget(self.smoothing)
        self._layout.addWidget(row)
        self.legend = LineLegend()
        self._layout.addWidget(self.legend)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._grow)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._say)
        self._slices = QTimer(self)
        self._slices.setSingleShot(True)
        self._slices.timeout.connect(self._compare)
        self._comparing: tuple[Comparing, _Place] | None = None  # and where, while it is not done
        self._growth = NoiseGrowth(self.book)
        self._history: History | None = None  # that was drawn last
        self.show_options()
        self.retranslate()

    @property
    def resting(self) -> bool:
        """Whether all is there that is to be seen."""
        return not (self._growth.growing or self._pause.isActive() or self._comparing)

    @property
    def chart(self) -> Chart:
        """The chart that can be seen."""
        return self.charts[self.session.view.noise]

    def title(self) -> str:
        return self.tr("Noise")

    def retranslate(self) -> None:
        self.choice.retranslate()
        self.choice.setAccessibleName(self.tr("What is shown of the batches"))
        for button, quantity in zip(self.choice.buttons, self._quantities.values(), strict=True):
            button.setToolTip(quantity.about())
        self.smoothing.setAccessibleName(self.tr("Smoothing β"))
        self.smoothing.setToolTip(
            self.tr(
                "v ← βv + (1 − β)·value at each update, divided by 1 − βⁿ for its start at 0: about 1/(1 − β) updates "
                "are averaged. Where a batch is all of the data nothing is smoothed."
            )
        )
        self._show_factor()
        for chart in self.charts.values():
            chart.retitle()
        super().retranslate()

    def _show_factor(self) -> None:
        factor = self.session.view.smoothing
        text = self.tr("β = {0} (≈ {1} {1:update|updates})").format(format_number(factor, 4), averaged(factor))
        self._factor.setText(text)
        self.smoothing.say(text)

    def show_options(self) -> None:
        view = self.session.view
        if view.noise not in self.charts:
            chart = self.charts[view.noise] = Chart(self._quantities[view.noise])
            chart.set_patterns(view.patterns)
            self._layout.insertWidget(1, chart.plot, 1)
            self.add_plot(chart.plot, view.noise)
        self.choice.set_code(view.noise)
        self.smoothing.show_value(SmoothingSlider.place_of(view.smoothing))
        smooth = view.noise in _SMOOTHED
        self.smoothing.setVisible(smooth)
        self._factor.setVisible(smooth)
        self._show_factor()
        for name, chart in self.charts.items():
            chart.plot.setVisible(name == view.noise)
            chart.set_options(log=view.log_loss, iterations=view.iterations, future=view.future)
            self._quantities[name].factor = view.smoothing

    # Drawing

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.chart,)

    def forget(self) -> None:
        self.book.forget()
        self._history = self._comparing = None
        for chart in self.charts.values():
            chart.forget()

    @property
    def _there(self) -> bool:
        return LogisticRegression.code in self.session.shown.traces

    def draw_history(self) -> None:
        if self._there:
            self.chart.draw_history(self.scene())
            self.legend.show_entries(self._quantities[self.session.view.noise].entries())
            self._growth.drawn(*self._looked_at())
            history = self.session.shown
            self._next.start(0 if history is self._history else _REST_MS)
            self._history = history

    def draw_position(self) -> None:
        if self._there:
            self.chart.draw_position(self.scene())
            if not (self._pause.isActive() or self._comparing):
                self._pause.start(_PLAYING_MS if self.session.player.playing else 0)

    def _looked_at(self) -> tuple[History, list[int], NoiseQuantity]:
        """Of which runs what is shown, the selected one first."""
        scene = self.scene()
        return scene.history, scene.draw_order()[::-1], self._quantities[self.session.view.noise]

    @Slot()
    def _grow(self) -> None:
        """Computes a little more; what is there already is drawn from time to time."""
        if not (self._there and self.isVisible()):
            return
        if self._growth.advance(*self._looked_at()):
            self.mark(history=True)
            self.wanted.emit()
        elif self._growth.growing:
            self._next.start(0)

    @Slot()
    def _say(self) -> None:
        """What the last update saw, exactly, whether it is among those that are drawn or not."""
        if not self._there:
            return
        place = self._place()
        if not place.made:
            self.set_subtitle("")
            return
        trace = self.session.shown.traces[LogisticRegression.code]
        if self._quantities[place.shown].compares:
            self._comparing = Comparing(trace, place.run, np.array([place.made - 1])), place
            self._compare()
        else:
            self._tell(place, self._of_batch(trace, place.run, place.made - 1))

    def _place(self) -> _Place:
        """What is looked at."""
        scene = self.scene()
        return _Place(scene.history, scene.selected, scene.made(LogisticRegression.code), self.session.view.noise)

    @Slot()
    def _compare(self) -> None:
        """Goes on with the comparison; who plays on meanwhile is told of it all the same, and then of the next one."""
        if self._comparing is None or not self._there:
            return
        comparing, place = self._comparing
        now = self._place()
        if now != replace(place, made=now.made):
            self._comparing = None
            self._say()
        elif not comparing.advance(_SLICE):
            self._slices.start(0)
        else:
            self._comparing = None
            assert comparing.found is not None
            self._tell(place, self._compared(comparing.found, place.run))
            if now != place:
                self._pause.start(_PLAYING_MS if self.session.player.playing else 0)

    def _tell(self, place: _Place, text: str) -> None:
        self.set_subtitle(f"{self.tr('update {0}').format(format_count(place.made))} · {text}")

    def _of_batch(self, trace: Trace, run: int, update: int) -> str:
        loss, norm = (format_number(value, 3) for value in batch_at(trace, run, update))
        if self.session.view.noise == "gradient-norm":
            return f"‖g‖ = {norm}"
        noise = self.book.of(self.session.shown, run, compare=False)
        mean = epoch_mean_at(trace, run, update + 1) if noise is None else noise.epoch_mean(update + 1)
        return self.tr("batch {0} · epoch so far {1}").format(loss, format_number(mean, 3))

    def _compared(self, found: Comparison, run: int) -> str:
        _, _, cosine, border, whole, scale = (format_number(float(values[0]), 3) for values in found)
        size = format_count(settings_of(self.session.shown.traces[LogisticRegression.code], run).batch_size)
        return {
            "cosine": f"cos = {cosine}",
            "border": self.tr("2/λ: batch {0} · all data {1}").format(border, whole),
            "noise-scale": self.tr("tr Σ/‖G‖² = {0} · batch size {1}").format(scale, size),
        }[self.session.view.noise]

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._next.stop()
        self._pause.stop()
        self._comparing = None
        self._growth.stop()
