"""The panel of the weight space: its drawing, whose terrain is computed between frames, and the start to be dragged."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QWidget

from lrgui.core.analysis.loss_surface import points_looked_at
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.limits import MAX_START_WEIGHT
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.drawing.averaged import averaged_words
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.terrain import Terrain
from lrgui.drawing.weights import FINE, WeightsDrawing
from lrgui.session.session import Session
from lrgui.text.numbers import format_count, format_fixed, format_number
from lrgui.ui import theme
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.arrow_legend import ArrowLine
from lrgui.ui.widgets.choices import Segments
from lrgui.ui.widgets.places import pointed_at
from lrgui.ui.widgets.start_handle import StartHandle

_LOW = 330  # pixels: in a lower panel the plot needs the room of the sentence about the noise ball
_SNAP = 6  # pixels around the origin, the usual start, in which the start is there
_COARSE = 28  # points of the terrain along each axis while it changes all the time
_SLICE = 0.004  # seconds of computing between two looks at the mouse
_EVERY = 0.2  # seconds between two terrains while playing
_NEAR = 0.004  # a terrain is good enough while playing if b differs by less than this share


class WeightsPanel(Panel):
    """Left click near the start and drag: the selected run, and who shares its start, starts where the hand is.

    The terrain takes up to a quarter of a second: it is computed in slices, coarsely at first, and what is there stays
    until the next one is whole.
    """

    name = "weights"
    options = frozenset({"best_b", "equal_scales", "averaged", "averaging"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawing = WeightsDrawing()
        self.drawing.live = True
        self.plot = self.drawing.plot
        self.meaning = ArrowLine()
        self._layout.addWidget(self.plot, 1)
        self.add_plot(self.plot, self.name)
        self._layout.addWidget(self.meaning)
        self.ball = QLabel()
        self.ball.setObjectName("muted")
        self.ball.setWordWrap(True)
        self.ball.hide()
        self._layout.addWidget(self.ball)
        self.choice = Segments(("run", "best"), self._choice_name)
        self.choice.chosen.connect(self._on_choice)
        self._shown: Terrain | None = None
        self._growing: Terrain | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._grow)
        self._drawn_at = 0.0
        handle = StartHandle(self.plot, Qt.CursorShape.SizeAllCursor, self._start)
        handle.taken.connect(self._on_taken)
        handle.dragged.connect(self._on_dragged)
        handle.released.connect(self._on_released)
        self.plot.box.sigRangeChanged.connect(self._on_range)
        session.player.playing_changed.connect(self._on_playing)
        self.show_options()
        self.retranslate()

    def _choice_name(self, code: str) -> str:
        return self.tr("b of the run") if code == "run" else self.tr("best b")

    def title(self) -> str:
        return self.tr("Weight space")

    def header_widget(self) -> QWidget:
        return self.choice

    def retranslate(self) -> None:
        self.drawing.retitle()
        self.ball.setText(
            self.tr(
                "Dashed: where this η keeps the run (two deviations), if the loss is the bowl that it is at its "
                "minimum and every epoch is shuffled anew. What counts is η/m."
            )
        )
        self.choice.retranslate()
        self.choice.setAccessibleName(self.tr("The b of the contours"))
        for button, text in zip(
            self.choice.buttons,
            (
                self.tr("The training loss with the selected run's b, which moves while it learns."),
                self.tr("The training loss with the b that is best at each point: a valley that never ends."),
            ),
            strict=True,
        ):
            button.setToolTip(text)
        super().retranslate()

    def show_options(self) -> None:
        self.drawing.best_b = self.session.view.best_b
        self.drawing.set_equal(self.session.view.equal_scales)
        self.choice.set_code("best" if self.drawing.best_b else "run")

    @Slot(str)
    def _on_choice(self, code: str) -> None:
        self.session.set_view(best_b=code == "best")

    @Slot(bool)
    def _on_playing(self, _playing: bool) -> None:
        self.mark(history=False)
        self.wanted.emit()

    @Slot()
    def _on_range(self) -> None:
        self.mark(history=False)
        self.wanted.emit()

    # Drawing

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def draw_history(self) -> None:
        if self.session.shown.classifier is not None:
            self.drawing.draw_history(self.scene())

    def draw_position(self) -> None:
        trace, model = self.session.shown.classifier, self.session.shown.logistic
        if trace is None:
            return
        if model is None:
            self._growing, self._shown = None, None
            self.set_subtitle("")
            return
        self.drawing.draw_position(self.scene())
        self.meaning.show_entries(self.drawing.arrows.entries)
        self.ball.setVisible(self.drawing.has_ball and self.height() > theme.scaled(_LOW))
        trained = trace.at(self.scene().update_of(trace.problem_name))[self.session.shown_selected]
        w1, w2, b = model.in_units(trained.astype(float)).tolist()
        if w2 and all(map(math.isfinite, (w1, w2, b))):
            slope, intercept = w1 / w2, b / w2
            sign = "−" if intercept > 0 else "+"
            line = f"x₂ = {_short(-slope)} x₁ {sign} {_short(abs(intercept))}"
            if self.session.shown_experiment.standardised:
                text = self.tr("in units of the data: boundary {0} · w₁ = {1} · w₂ = {2} · b = {3}")
                said = text.format(line, *(format_number(value, 3) for value in (w1, w2, b)))
            else:
                text = self.tr("w₁/w₂ = {0} · b/w₂ = {1} · boundary {2}")
                said = text.format(_short(slope), _short(intercept), line)
        else:
            said = self.tr("w₁ = {0} · w₂ = {1}").format(format_number(w1), format_number(w2))
        looked_at, size = points_looked_at(model), model.data.training_size
        if looked_at < size:
            some = self.tr("contours of {0} of {1}").format(format_count(looked_at), format_count(size))
            said = f"{some} · {said}"
        said = " · ".join([said, *averaged_words(self.scene(), trace.problem_name)])
        self.set_subtitle(said)
        self._keep_up(model)

    # The terrain

    @property
    def resting(self) -> bool:
        """Whether the terrain that can be seen is the one that is wanted, as fine as it gets."""
        return self._growing is None and not self._next.isActive()

    def _keep_up(self, model: LogisticRegression) -> None:
        """Begins the next terrain where the one that is seen, or on its way, is another."""
        playing = self.session.player.playing
        wanted = (model, *self.drawing.wanted(self.scene()))
        share = _NEAR if playing else 0.0
        if self._growing is not None and self._growing.shows(*wanted, share):
            return
        if self._shown is not None and self._shown.shows(*wanted, share):
            if playing or self._shown.points == FINE:
                self._growing = None
                self._next.stop()
                return
            points = FINE
        elif self._growing is not None and self._growing.points == _COARSE:
            return  # else none would ever be finished
        else:
            points = _COARSE
        self._growing = Terrain(*wanted, points)
        if not self._next.isActive():
            rest = self._drawn_at + _EVERY - time.perf_counter() if playing else 0.0
            self._next.start(max(0, round(rest * 1000)))

    @Slot()
    def _grow(self) -> None:
        if self._growing is None:
            return
        if not self._growing.advance(_SLICE):
            self._next.start(0)
            return
        self._shown, self._growing = self._growing, None
        self._drawn_at = time.perf_counter()
        self.drawing.draw_terrain(self._shown)
        if (model := self.session.shown.logistic) is not None:
            self._keep_up(model)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._growing = None
        self._next.stop()

    # The start can be dragged

    def _start(self) -> tuple[float, float] | None:
        trace = self.session.shown.classifier
        if trace is None or self.session.shown.logistic is None:
            return None
        w1, w2, _ = trace.at(0)[self.session.shown_selected].tolist()
        return w1, w2

    @Slot()
    def _on_taken(self) -> None:
        self.drawing.steady = True

    @Slot(float, float)
    def _on_dragged(self, x: float, y: float) -> None:
        view = self.plot.view
        w1, w2 = (
            pointed_at(value, limits, -MAX_START_WEIGHT, MAX_START_WEIGHT)
            for value, limits in ((view.x_data(x), view.x_limits), (view.y_data(y), view.y_limits))
        )
        if math.hypot(x - float(view.x_pixels(0.0)), y - float(view.y_pixels(0.0))) < _SNAP:
            w1 = w2 = 0.0
        with suppress(InvalidValue):  # another value of the experiment may be what is wrong
            self.session.edit_own(gesture="start-weights", start_w1=w1, start_w2=w2)

    @Slot()
    def _on_released(self) -> None:
        self.drawing.steady = False
        self.session.end_gesture()
        self.mark(history=True)
        self.wanted.emit()


def _short(value: float) -> str:
    return format_fixed(value, 2) if abs(value) < 1000 else format_number(value, 3)
