"""The panels of functions of two parameters: the map, the curvature where the run is, and the start to be dragged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, Slot

from lrgui.core.analysis.theory import best_rate, regime
from lrgui.core.model.errors import InvalidValue
from lrgui.core.training.trace import Trace
from lrgui.drawing.averaged import averaged_words
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.surface import BowlDrawing, FunctionDrawing, SurfaceDrawing
from lrgui.session.session import Session
from lrgui.text.numbers import format_count, format_number, format_rate
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.arrow_legend import ArrowLine
from lrgui.ui.widgets.formula_line import FormulaLine
from lrgui.ui.widgets.places import pointed_at
from lrgui.ui.widgets.start_handle import StartHandle


class MapPanel(Panel):
    """Left click near the start and drag: the selected run, and who shares its start, starts where the hand is.

    starts: the fields of the experiment that the start is made of.
    """

    options = frozenset({"equal_scales", "averaged", "averaging"})
    starts: tuple[str, str]

    def __init__(self, session: Session, drawing: FunctionDrawing) -> None:
        super().__init__(session)
        self.drawing = drawing
        self.plot = self.drawing.plot
        self.meaning, self.curvature = ArrowLine(), FormulaLine()
        self._layout.addWidget(self.plot, 1)
        self.add_plot(self.plot, self.name)
        self._layout.addWidget(self.meaning)
        self._layout.addWidget(self.curvature)
        handle = StartHandle(self.plot, Qt.CursorShape.SizeAllCursor, self._start)
        handle.taken.connect(self._on_taken)
        handle.dragged.connect(self._on_dragged)
        handle.released.connect(self._on_released)
        self.plot.box.sigRangeChanged.connect(self._on_range)
        self.show_options()
        self.retranslate()

    def retranslate(self) -> None:
        self.drawing.retitle()
        super().retranslate()

    def show_options(self) -> None:
        self.drawing.set_equal(self.session.view.equal_scales)

    @property
    def _trace(self) -> Trace | None:
        return self.session.shown.traces.get(self.drawing.problem)

    # Drawing

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    @Slot()
    def _on_range(self) -> None:
        """What is seen of the map is another part of it."""
        self.mark(history=False)
        self.wanted.emit()

    def draw_history(self) -> None:
        if self._trace is not None:
            self.drawing.draw_history(self.scene())

    def draw_position(self) -> None:
        trace = self._trace
        if trace is None:
            return
        self.drawing.draw_position(self.scene())
        self.meaning.show_entries(self.drawing.arrows.entries)
        at, i = self.scene().update_of(trace.problem_name), self.session.shown_selected
        here = trace.at(at)[i : i + 1]
        problem = self.drawing.function(self.session.shown)
        values = (*here[0].tolist(), float(problem.loss(here)[0]))
        names = (*problem.parameters, self.tr("loss"))
        told = (f"{name} = {format_number(value, 4)}" for name, value in zip(names, values, strict=True))
        self.set_subtitle(
            " · ".join(
                [
                    self.tr("step {0}").format(format_count(at)),
                    *told,
                    *averaged_words(self.scene(), trace.problem_name),
                ]
            )
        )
        self.curvature.setVisible(self.scene().tells_why)
        self.curvature.show_formula("", self._curved(trace, at, i))

    def _curved(self, trace: Trace, at: int, run: int) -> str:
        """The eigenvalues of the Hessian where the run is, and what follows for η; of a bowl the rates that it has."""
        problem = self.drawing.function(self.session.shown)
        large, small = problem.eigenvalues(trace.at(at)[run : run + 1])[0].tolist()
        text = f"λ₁ = {format_number(large, 3)} · λ₂ = {format_number(small, 3)}"
        if not math.isfinite(large):
            return self.tr("There is no curvature where the run is now.")
        if problem.quadratic:
            rates = (1 / large, 1 / small, best_rate((large, small)), 2 / large)
            letters = ("1/λ₁", "1/λ₂", "2/(λ₁ + λ₂)", "2/λ₁")
            pairs = zip(letters, rates, strict=True)
            return " · ".join([text, *(f"{name} = {format_number(rate, 3)}" for name, rate in pairs)])
        settings = self.session.shown_experiment.runs_at(at, trace.problem_name)[run]
        if not large > 0:
            downwards = self.tr("no bound: the loss is curved downwards")
            return f"{text} · {downwards}"
        bound = regime(1.0, large, settings.rule.key, settings.momentum)
        if math.isnan(bound.bound):
            return text
        rate = float(trace.rates(at, at + 1)[0, run])
        theory = settings.rule.theory
        assert theory is not None
        name = "2/λ₁" if bound.plain else theory.formula.format("λ₁")
        above, below = self.tr("η = {0} is above {1} = {2}"), self.tr("η = {0} is below {1} = {2}")
        said = (above if rate > bound.bound else below).format(format_rate(rate), name, format_number(bound.bound, 3))
        return f"{text} · {said}"

    # The start can be dragged

    def _start(self) -> tuple[float, float] | None:
        trace = self._trace
        if trace is None:
            return None
        x, y = trace.at(0)[self.session.shown_selected].tolist()
        return x, y

    @Slot()
    def _on_taken(self) -> None:
        self.drawing.steady = True

    @Slot(float, float)
    def _on_dragged(self, x: float, y: float) -> None:
        view = self.plot.view
        values = pointed_at(view.x_data(x), view.x_limits), pointed_at(view.y_data(y), view.y_limits)
        with suppress(InvalidValue):  # beyond what a start may be it stays where it was
            self.session.edit_own(gesture="start-place", **dict(zip(self.starts, values, strict=True)))

    @Slot()
    def _on_released(self) -> None:
        self.drawing.steady = False
        self.session.end_gesture()
        self.mark(history=True)
        self.wanted.emit()


class SurfacePanel(MapPanel):
    """That of the descent on a surface."""

    name = "surface"
    starts = ("start_x", "start_y")

    def __init__(self, session: Session) -> None:
        super().__init__(session, SurfaceDrawing())

    def title(self) -> str:
        return self.tr("Surface")


class BowlPanel(MapPanel):
    """That of a line through points: the bowl that its loss is, over w and b."""

    name = "bowl"
    starts = ("start_w", "start_b")

    def __init__(self, session: Session) -> None:
        super().__init__(session, BowlDrawing())

    def title(self) -> str:
        return self.tr("Loss over w and b")
