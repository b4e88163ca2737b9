"""The panel of the 2-D classifier: its drawing, and the accuracy in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from lrgui.core.problems.logistic import LogisticRegression
from lrgui.drawing.boundary import BoundaryDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.run_figures import rate_text
from lrgui.session.session import Session
from lrgui.text.numbers import format_fixed, format_percent
from lrgui.ui.panels.panel import Panel


class BoundaryPanel(Panel):
    name = "boundary"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawing = BoundaryDrawing()
        self.plot = self.drawing.plot
        self._layout.addWidget(self.plot, 1)
        self.add_plot(self.plot, self.name)
        session.player.playing_changed.connect(self._on_playing)
        self.retranslate()

    def title(self) -> str:
        return self.tr("2-D classifier")

    def retranslate(self) -> None:
        self.drawing.retitle()
        super().retranslate()

    def _on_playing(self, _playing: bool) -> None:
        self.mark(history=False)
        self.wanted.emit()

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def draw_history(self) -> None:
        if self.session.shown.classifier is not None:
            self.drawing.draw_history(self.scene())

    def draw_position(self) -> None:
        history = self.session.shown
        trace = history.classifier
        if trace is None:
            return
        scene = self.scene()
        self.drawing.draw_position(scene)
        at, chosen = scene.update_of(trace.problem_name), self.session.shown_selected
        sample = history.model.predict(trace.at(at)[chosen : chosen + 1], history.model.data.samples[1:2])
        accuracy = float(history.evaluation(at).train_accuracy[chosen])
        items = [self.tr("accuracy {0}").format(format_percent(accuracy, 1))]
        if len(scene.experiment.runs) > 1:  # whose that is, and the shading
            items.append(f"η = {rate_text(scene, LogisticRegression.code, chosen)}")
        items.append(self.tr("sample 2 → {0}").format(format_fixed(float(sample[0, 0]), 2)))
        if scene.experiment.standardised:
            items.append(self.tr("trained on standardised features"))
        self.set_subtitle(" · ".join(items))
