"""Hides runs and shows them again: by their eyes in the table, by menu and by key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QMenu, QTableView

from lrgui.session.session import Session
from lrgui.ui.widgets.runs_model import EYE, Index, RunsModel


class RunEyes(QObject):
    """A click on an eye hides or shows its run, with Shift it leaves that run alone to be seen, or ends that."""

    def __init__(self, session: Session, table: QTableView, model: RunsModel) -> None:
        super().__init__(table)
        self._session, self._model = session, model
        table.clicked.connect(self._on_clicked)

    def fill(self, menu: QMenu) -> None:
        """What can be done with the selected run."""
        run = self._session.selected
        if len(self._session.experiment.runs) < 2:
            return
        hidden, alone = self._is_hidden(run), self._session.view.solo == run
        menu.addAction(self.tr("Show the run") if hidden else self.tr("Hide the run"), self.toggle)
        menu.addAction(self.tr("Show the others too") if alone else self.tr("Show this run only"), self.toggle_solo)

    def _is_hidden(self, run: int) -> bool:
        return run in self._session.view.not_drawn(len(self._session.experiment.runs))

    @Slot()
    def toggle(self) -> None:
        """Hides or shows the selected run."""
        self._toggle(self._session.selected)

    @Slot()
    def toggle_solo(self) -> None:
        """Shows the selected run only, or ends that."""
        run = self._session.selected
        self._session.solo(None if self._session.view.solo == run else run)

    def _toggle(self, run: int) -> None:
        self._session.hide(run, not self._is_hidden(run))

    @Slot()
    def _on_clicked(self, index: Index) -> None:
        if self._model.columns[index.column()] != EYE:
            return
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            run = index.row()
            self._session.solo(None if self._session.view.solo == run else run)
        else:
            self._toggle(index.row())
