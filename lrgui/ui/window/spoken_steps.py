"""What a screen reader is told at every step: where the selected run is, and how it fares."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from lrgui.core.problems.registry import PROBLEMS
from lrgui.drawing.run_figures import rows
from lrgui.drawing.scene import Scene
from lrgui.session.session import Session
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number
from lrgui.ui.widgets.shown_scene import shown_scene

_REST_MS = 400  # a playhead that moves on sooner is not spoken of


class SpokenSteps(QObject):
    """Announces a sentence whenever the playhead has come to rest: "step 3, w −0.04, loss 0.92, converging"."""

    def __init__(self, session: Session, place: QWidget) -> None:
        super().__init__(place)
        self._session, self._place = session, place
        self.said = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._say)
        session.position_changed.connect(self._rest.start)
        session.selection_changed.connect(self._rest.start)

    @Slot()
    def _say(self) -> None:
        scene = shown_scene(self._session)
        self.said = "; ".join([sentence(scene, problem) for problem in scene.experiment.problems])
        self._place.setAccessibleDescription(self.said)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._place, self.said))


def sentence(scene: Scene, problem: str) -> str:
    """Where the selected run of one problem is, and how it fares."""
    row = rows(scene, problem)[scene.selected]
    at = scene.update_of(problem)
    if not PROBLEMS[problem].on_data:
        text = translate("Spoken", "step {0}, {1}, loss {2}, {3}")
        place = ", ".join(f"{name} {row[name]}" for name in PROBLEMS[problem].parameters)
        return text.format(format_count(at), place, row["loss"], row["state"])
    epoch = format_number(scene.experiment.epochs_made(problem, scene.selected, at), 3)
    text = translate("Spoken", "epoch {0}, loss {1}, accuracy {2}, {3}")
    return text.format(epoch, row["train_loss"], row["train_accuracy"], row["state"])
