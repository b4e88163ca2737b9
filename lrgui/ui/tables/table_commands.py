"""What the window does with tables: copies, exports and compares them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from lrgui.drawing.scene import Scene
from lrgui.ui.panels.runs import RunsPanel
from lrgui.ui.panels.steps import StepsPanel
from lrgui.ui.tables.compare_dialog import CompareDialog
from lrgui.ui.tables.copy_menu import CopyMenu
from lrgui.ui.tables.table_choice import KINDS, SUFFIXES, ChosenTable
from lrgui.ui.tables.table_dialog import TableDialog
from lrgui.ui.tables.table_output import copy_table

if TYPE_CHECKING:
    from lrgui.ui.window.main_window import MainWindow


class Tables(QObject):
    """Answers the window's actions, and gives the panels of tables their menus."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.actions_by_name["export-table"].triggered.connect(self.export)
        window.actions_by_name["compare"].triggered.connect(self.compare)
        self.menus: dict[str, CopyMenu] = {}
        for kind in KINDS:
            dock = window.docks[kind]
            menu = self.menus[kind] = CopyMenu(dock.panel, kind, partial(self._meant, kind))
            menu.copy_wanted.connect(partial(self.copy, kind))
            menu.export_wanted.connect(partial(self._open, kind))
            for part in (dock.panel, dock.header):
                part.addAction(menu.menuAction())
        steps = window.docks["steps"]
        assert isinstance(steps.panel, StepsPanel)
        steps.panel.copy.setMenu(self.menus["steps"])

    def _scene(self) -> Scene:
        return self._window.exporting.source.scene()

    def _problem(self, kind: str) -> str:
        """The problem that a panel shows."""
        panel = self._window.docks[kind].panel
        assert isinstance(panel, RunsPanel | StepsPanel)
        problems = self._window.session.shown_experiment.problems
        return panel.model.problem if panel.model.problem in problems else problems[0]

    def _meant(self, kind: str, form: str) -> ChosenTable:
        return ChosenTable(kind, self._problem(kind), self._window.session.shown_selected, form)

    def copy(self, kind: str, form: str) -> None:
        """Copies the table of a panel, all of it."""
        self._window.say(copy_table(self._window, self._meant(kind, form), self._scene()))

    @Slot()
    def export(self) -> None:
        """Opens the dialog with the kind of table that was chosen last."""
        kind = self._window.settings.text("table/kind", "steps")
        self._open(kind if kind in KINDS else "steps")

    def _open(self, kind: str) -> None:
        form = self._window.settings.text("table/format", "tsv")
        chosen = self._meant(kind, form if form in SUFFIXES else "tsv")
        path = self._window.documents.path
        stem = path.stem if path is not None else self._window.session.lesson or ""
        TableDialog(self._window, self._window.settings, self._scene(), chosen, stem).open()

    @Slot()
    def compare(self) -> None:
        """Opens the dialog for the selected run."""
        CompareDialog(self._window, self._window.session, self._problem("steps")).open()
