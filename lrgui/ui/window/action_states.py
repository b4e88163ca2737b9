"""Which actions can be done now."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from lrgui.session.session import Session

# Actions, and the fields of the view that they set.
_CHOICES = {"equal-scales": "equal_scales", "patterns": "patterns", "averaged": "averaged"}


class ActionStates(QObject):
    """Enables the actions that would do something to the session, and checks those that have done it."""

    def __init__(self, session: Session, actions: dict[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        for signal in (session.shown_changed, session.selection_changed, session.experiment_changed):
            signal.connect(self._enable_edits)
        for signal in (session.shown_changed, session.position_changed):
            signal.connect(self._enable_moves)
        session.view_changed.connect(self._on_view)
        for name, field in _CHOICES.items():
            actions[name].setCheckable(True)
            actions[name].triggered.connect(lambda on, f=field: session.set_view(**{f: on}))
        self._check_choices()
        self._enable_edits()
        self._enable_moves()
        self._on_view(frozenset({"follow"}))

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        if "follow" in names:
            self._actions["follow"].setChecked(self._session.view.follow)
        if "concealed" in names:
            self._actions["conceal"].setChecked(bool(self._session.view.concealed))
            self._enable_moves()
        if names & set(_CHOICES.values()):
            self._check_choices()

    @Slot()
    def _check_choices(self) -> None:
        for name, field in _CHOICES.items():
            self._actions[name].setChecked(getattr(self._session.view, field))

    @Slot()
    def _enable_edits(self) -> None:
        session, actions = self._session, self._actions
        actions["undo"].setEnabled(session.can_undo)
        actions["redo"].setEnabled(session.can_redo)
        actions["keep-fork"].setEnabled(session.ghost is not None)
        for name in ("remove", "hide", "solo"):
            actions[name].setEnabled(len(session.experiment.runs) > 1)
        actions["previous-run"].setEnabled(session.selected > 0)
        actions["next-run"].setEnabled(session.selected + 1 < len(session.experiment.runs))

    @Slot()
    def _enable_moves(self) -> None:
        at, length = self._session.position, min(self._session.shown_experiment.length, self._session.last)
        for name in ("back", "reset", "epoch-back", "iteration-back"):
            self._actions[name].setEnabled(at > 0)
        for name in ("step", "epoch", "iteration", "end"):
            self._actions[name].setEnabled(at < length)
