"""The panel of the cut through a surface, along the next step of the selected run."""

from __future__ import annotations

from collections.abc import Sequence

from lrgui.core.problems.surface import SurfaceDescent
from lrgui.drawing.cut import CutDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.session.session import Session
from lrgui.text.numbers import format_number
from lrgui.ui.panels.panel import Panel


class CutPanel(Panel):
    name = "cut"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawing = CutDrawing()
        self.plot = self.drawing.plot
        self._layout.addWidget(self.plot, 1)
        self.add_plot(self.plot, self.name)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Cut along the step")

    def retranslate(self) -> None:
        self.drawing.retitle()
        super().retranslate()

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def draw_history(self) -> None:
        self.drawing.draw_history(self.scene())

    def draw_position(self) -> None:
        trace = self.session.shown.traces.get(SurfaceDescent.code)
        if trace is None:
            return
        self.drawing.draw_position(self.scene())
        at, run = self.scene().update_of(trace.problem_name), self.session.shown_selected
        if at >= trace.computed:
            self.set_subtitle("")
            return
        before, after = (float(trace.problem.evaluate(trace.at(t)).train_loss[run]) for t in (at, at + 1))
        text = self.tr("loss {0} → {1}")
        self.set_subtitle(text.format(format_number(before, 4), format_number(after, 4)))
