"""The panel of the 1-D descent: its drawing, the next update in numbers, and the start, which can be dragged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel

from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.function import Function
from lrgui.core.problems.names import shortened
from lrgui.core.training.trace import Trace
from lrgui.drawing.averaged import averaged_words
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.session.session import Session
from lrgui.text.by_hand import update_in_numbers
from lrgui.text.numbers import format_count, format_number
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.arrow_legend import ArrowLine
from lrgui.ui.widgets.formula_line import FormulaLine
from lrgui.ui.widgets.places import pointed_at
from lrgui.ui.widgets.start_handle import StartHandle

_SHARE = 0.8  # of the plot's width, beyond which a text above the curve would hide it


def _short(value: float) -> str:
    """Four digits, two beside a power of ten: the line of numbers must fit beside the title."""
    return format_number(value, 4 if value == 0 or abs(value) >= 1e-4 else 2)


class DescentPanel(Panel):
    """Left click near the start and drag: the selected run, and who shares its start, starts where the hand is."""

    name = "descent"
    options = frozenset({"follow", "averaged", "averaging"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawing = DescentDrawing()
        self.plot = self.drawing.plot
        self.formula = FormulaLine()
        self.meaning = ArrowLine()
        self.ticker = QLabel(self.plot)
        self.ticker.setObjectName("ticker")
        self.ticker.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.drawing.follow = session.view.follow
        self._layout.addWidget(self.plot, 1)
        self.add_plot(self.plot, self.name)
        self._layout.addWidget(self.meaning)
        self._layout.addWidget(self.formula)
        handle = StartHandle(self.plot, Qt.CursorShape.SizeHorCursor, self._start)
        handle.taken.connect(self._on_taken)
        handle.dragged.connect(self._on_dragged)
        handle.released.connect(self._on_released)
        self.retranslate()

    def title(self) -> str:
        return self.tr("1-D descent")

    def retranslate(self) -> None:
        self.drawing.retitle()
        super().retranslate()

    @property
    def _trace(self) -> Trace | None:
        return self.session.shown.descent

    # Drawing

    def show_options(self) -> None:
        self.drawing.follow = self.session.view.follow

    def _show_ticker(self, trace: Trace, at: int, run: int) -> None:
        """What the last step has multiplied the distance to the minimum by, and how far the view has widened."""
        stage = 0 if self.plot.away else self.drawing.stage
        widened = [f"×{format_count(10**stage)}"] if stage else []
        full, brief = list(widened), list(widened)
        minimum = self.session.shown.curve.nearest_minimum(trace.at(at)[run])
        if at and self.scene().tells_why and minimum is not None and len(self.session.shown.curve.minima) == 1:
            before, now = (abs(float(trace.at(t)[run, 0]) - float(minimum[0])) for t in (at - 1, at))
            if before > 0 and math.isfinite(before) and math.isfinite(now) and now > 0:
                sign = "−" if minimum[0] > 0 else "+"
                distance = f"|w {sign} {format_number(abs(float(minimum[0])))}|" if minimum[0] else "|w|"
                settings = self.session.shown_experiment.runs_at(at - 1, trace.problem_name)[run]
                even = settings.rule.plain and settings.pace.constant
                even = even and isinstance(trace.problem, Function) and trace.problem.quadratic
                text = self.tr("{0} × {1} each step") if even else self.tr("{0} × {1} in this step")
                factor = format_number(now / before, 3)
                full.append(text.format(distance, factor))
                brief.append(f"{distance} × {factor}")
        room = self.plot.box.width()
        for texts, share in ((full, _SHARE), (brief, _SHARE), (brief, 1.0), (widened, 1.0)):
            self.ticker.setText("  ·  ".join(texts))
            self.ticker.adjustSize()
            if self.ticker.width() <= share * room:
                break
        self.ticker.setVisible(bool(texts))
        self.ticker.move(max(0, (self.plot.width() - self.ticker.width()) // 2), 4)
        self.plot.keep_free(*([self.ticker.geometry()] if texts else []))

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def draw_history(self) -> None:
        if self._trace is not None:
            self.drawing.draw_history(self.scene())

    def draw_position(self) -> None:
        trace = self._trace
        if trace is None:
            return
        self.drawing.draw_position(self.scene())
        self.meaning.show_entries(self.drawing.arrows.entries)
        at = self.scene().update_of(trace.problem_name)
        i = self.session.shown_selected
        here = trace.at(at)[i : i + 1]
        w, slope = float(here[0, 0]), float(trace.problem.gradient(here)[0, 0])
        loss = float(self.session.shown.curve.loss(here)[0])
        following = float(trace.at(at + 1)[i, 0]) if at + 1 <= trace.computed else None
        said = self.tr("step {0} · w = {1} · loss = {2} · slope = {3}").format(
            format_count(at), format_number(w, 5), _short(loss), _short(slope)
        )
        self.set_subtitle(" · ".join([said, *averaged_words(self.scene(), trace.problem_name)]))
        self._show_ticker(trace, at, i)
        self.formula.show_formula(*self._formula(trace, at, i, w, following))

    def _formula(self, trace: Trace, at: int, i: int, w: float, following: float | None) -> tuple[str, str]:
        """The next update of the selected run, in symbols and in numbers."""
        if following is None:
            if at >= trace.total:
                return "", self.tr("The descent has finished: step {0} was the last.").format(format_count(trace.total))
            if at >= trace.until:
                return "", self.tr("The next update is concealed.")
            return "", self.tr("The next update is being computed.")
        run = self.session.shown_experiment.runs_at(at, trace.problem_name)[i]
        rate = float(trace.rates(at, at + 1)[0, i])
        optimizer, slope = run.rule, self._linear_slope
        symbols = optimizer.formula
        if not optimizer.plain:
            return symbols, update_in_numbers(w, rate, following)
        if slope is None:
            derivative = shortened(self.session.shown.curve.curve.derivative)
            return symbols.replace("g", f"({derivative})"), update_in_numbers(w, rate, following)
        symbols = symbols.replace("g", f"({format_number(slope[0])}w + {format_number(slope[1])})")
        return symbols, update_in_numbers(w, rate, following, slope)

    @property
    def _linear_slope(self) -> tuple[float, float] | None:
        """(a, b) of a slope a·w + b, as the parabola has it; None for all others."""
        return self.session.shown.curve.curve.linear_slope

    # The start can be dragged

    def _start(self) -> tuple[float, float] | None:
        if self._trace is None:
            return None
        start = self._trace.at(0)[self.session.shown_selected].astype(float)
        return float(start[0]), float(self.session.shown.curve.loss(start))

    @Slot()
    def _on_taken(self) -> None:
        self.drawing.steady = True

    @Slot(float, float)
    def _on_dragged(self, x: float, _y: float) -> None:
        view = self.plot.view
        with suppress(InvalidValue):  # beyond what a start may be it stays where it was
            self.session.edit_own(gesture="start", start=pointed_at(view.x_data(x), view.x_limits))

    @Slot()
    def _on_released(self) -> None:
        self.drawing.steady = False
        self.session.end_gesture()
        self.mark(history=True)
        self.wanted.emit()
