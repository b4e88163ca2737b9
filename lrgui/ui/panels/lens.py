"""One update under the lens: from the samples of its batch to the new parameters, in numbers and as arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from lrgui.core.analysis.anatomy import Anatomy
from lrgui.core.analysis.worked_update import worked
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.names import shortened
from lrgui.core.problems.registry import PAIR
from lrgui.core.training.history import History
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.lens import LensDrawing, taken_apart
from lrgui.session.session import Session
from lrgui.text.numbers import format_count, format_rate
from lrgui.text.problems import short_problem_name
from lrgui.ui import theme
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.arrow_legend import ArrowLine
from lrgui.ui.widgets.choices import Segments
from lrgui.ui.widgets.update_sheet import SPACING, UpdateSheet

_PLAYING_MS = 80  # as in the tables: numbers that change faster cannot be read
_WIDE = 1.25  # times as wide as high: the plot stands beside the numbers
_AROUND = 16  # pixels
_WIDTH_LEAST = 780
_PLOT_LEAST = 170  # pixels under which arrows say nothing


class LensPanel(Panel):
    """What is shown is the next update of the selected run, at the end or where that is concealed the last one made.

    The sample that is selected in the table is told in figures, and its arrow is thick.
    """

    name = "lens"
    options = frozenset({"lens_problem"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawing = LensDrawing()
        self.plot = self.drawing.plot
        self.sheet = UpdateSheet()
        self.sheet.sample_chosen.connect(self._on_sample)
        self.sheet.reshaped.connect(self._arrange)
        self.meaning = ArrowLine()
        self._arrows = QWidget()
        arrows = QVBoxLayout(self._arrows)
        arrows.setContentsMargins(0, 0, 0, 0)
        arrows.setSpacing(SPACING)
        arrows.addWidget(self.plot, 1)
        arrows.addWidget(self.meaning)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.addWidget(self.sheet)
        self._sides.addWidget(self._arrows)
        self._layout.addLayout(self._sides, 1)
        self.add_plot(self.plot)
        self.problem = Segments(PAIR, short_problem_name)
        self.problem.chosen.connect(self._on_problem)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._refresh)
        self._shown: tuple[History, str, int, int] | None = None
        self._update: Anatomy | None = None
        self.retranslate()

    @property
    def pending(self) -> bool:
        """Whether the numbers are behind the playhead, and will follow."""
        return self._pause.isActive()

    def title(self) -> str:
        return self.tr("One update")

    def header_widget(self) -> QWidget:
        return self.problem

    def retranslate(self) -> None:
        self.drawing.retitle()
        self.sheet.retranslate()
        self.problem.retranslate()
        self.problem.setAccessibleName(self.tr("The problem whose update is taken apart"))
        self._shown = None
        super().retranslate()

    @Slot(str)
    def _on_problem(self, code: str) -> None:
        self.session.set_view(lens_problem=code)

    @property
    def _problem(self) -> str:
        return self.session.view.problem_of_lens(self.session.shown_experiment)

    # Drawing

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def forget(self) -> None:
        self.drawing.forget()
        self._shown = self._update = None

    def draw_history(self) -> None:
        several = len(self.session.shown_experiment.problems) > 1
        self.problem.setVisible(several)
        if several:
            self.problem.set_code(self._problem)
        self.header_changed.emit()
        self.drawing.choose_problem(self.session.view, self.scene())
        self.drawing.draw_history(self.scene())
        self._shown = None

    def draw_position(self) -> None:
        if not self._pause.isActive():
            if self.session.player.playing:
                self._pause.start(_PLAYING_MS)
            else:
                self._refresh()

    @Slot()
    def _refresh(self) -> None:
        scene, problem = self.scene(), self._problem
        if problem not in scene.history.traces:
            return
        update = taken_apart(scene, problem)
        shown = None if update is None else (scene.history, problem, scene.selected, update.update)
        if shown is None or shown != self._shown:
            self._shown, self._update = shown, update
            self._show_numbers(problem)
        self._arrange()
        self._say()
        self.drawing.draw_position(scene)
        self.meaning.show_entries(self.drawing.entries)

    def _show_numbers(self, problem: str) -> None:
        update = self._update
        if update is None:
            self.sheet.conceal()
            return
        curve = self.session.shown.traces[problem].problem
        derivative = shortened(curve.curve.derivative) if isinstance(curve, Descent) else ""
        self.sheet.show_update(update, worked(update), problem, derivative)
        self.drawing.chosen = self.sheet.chosen

    def _say(self) -> None:
        update = self._update
        if update is None:
            self.set_subtitle("")
            return
        at, trace = self.scene().update_of(self._problem), self.session.shown.traces[self._problem]
        number = format_count(update.update + 1)
        last = trace.made(self.session.shown_selected, at) > update.update
        items = [(self.tr("update {0}, which was the last") if last else self.tr("update {0}")).format(number)]
        if update.batch is not None and trace.problem.on_data:
            items.append(self.tr("{0} {0:sample|samples}").format(format_count(update.batch.size)))
        items.append(f"η = {format_rate(update.rate)}")
        if len(self.session.shown_experiment.runs) > 1:
            items.append(self.tr("run {0}").format(format_count(self.session.shown_selected + 1)))
        if gone := self.sheet.gone:
            items.append(self.tr("+{0} {0:column|columns}").format(format_count(gone)))
        if self._drawn and self._arrows.isHidden():
            items.append(self.tr("+{0} {0:plot|plots}").format(format_count(1)))
        self.set_subtitle(" · ".join(items))

    @Slot()
    def _on_sample(self) -> None:
        self.drawing.chosen = self.sheet.chosen
        self.mark(history=False)
        self.wanted.emit()

    # Room

    @Slot()
    def _arrange(self) -> None:
        """The plot stands below the numbers or beside them, or gives way where there is no room for it."""
        width, height = self.width() - _AROUND, self.height() - _AROUND
        beside = width > max(_WIDE * height, theme.scaled(_WIDTH_LEAST)) and self._drawn
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(across if beside else down)
        with_batch = self._update is not None and self._update.batch is not None
        for side, stretch in enumerate(((3, 2) if with_batch else (1, 1)) if beside else (0, 1)):
            self._sides.setStretch(side, stretch)
        below = self.sheet.fit(width, height, theme.scaled(_PLOT_LEAST) if self._drawn and not beside else 0)
        self._arrows.setVisible(beside or below)

    @property
    def _drawn(self) -> bool:
        """Whether there is something to be drawn."""
        return self._update is not None and len(self._update.parameters) > 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._say()
