"""What the window does with tables: copies, exports and compares them.

Dialogs are imported when they are asked for: the window opens without them.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lrgui.session.settings import TABLE_FORMAT, TABLE_KIND
from lrgui.ui.figures.figure_source import Source
from lrgui.ui.panels.panel_dock import PanelDock
from lrgui.ui.panels.steps import StepsPanel
from lrgui.ui.tables.copy_menu import CopyMenu
from lrgui.ui.tables.table_choice import KINDS, SUFFIXES, ChosenTable

_PANELS = {"runs": "runs", "steps": "steps", "update": "lens", "noise": "noise"}  # which shows a kind of table


class Tables(QObject):
    """Answers the window's actions, and gives the panels of tables their menus.

    Signal: `said(sentence)`.
    """

    said = Signal(str)

    def __init__(
        self, window: QWidget, source: Source, actions: dict[str, QAction], docks: dict[str, PanelDock]
    ) -> None:
        super().__init__(window)
        self._window, self._source = window, source
        self._session, self._settings = source.session, source.settings
        actions["export-table"].triggered.connect(self.export)
        actions["compare"].triggered.connect(self.compare)
        self.menus: dict[str, CopyMenu] = {}
        for kind, name in _PANELS.items():
            dock = docks[name]
            menu = self.menus[kind] = CopyMenu(dock.panel, kind, partial(self._meant, kind))
            menu.copy_wanted.connect(partial(self.copy, kind))
            menu.export_wanted.connect(partial(self._open, kind))
            for part in (dock.panel, dock.header):
                part.addAction(menu.menuAction())
        steps = docks["steps"]
        assert isinstance(steps.panel, StepsPanel)
        steps.panel.copy.setMenu(self.menus["steps"])

    def _problem(self, kind: str) -> str:
        """The problem that a panel shows."""
        view, experiment = self._session.view, self._session.shown_experiment
        if kind == "noise" and experiment.problem_on_data is not None:
            return experiment.problem_on_data
        return {"runs": view.problem_of_runs, "update": view.problem_of_lens}.get(kind, view.problem_of_steps)(
            experiment
        )

    def _meant(self, kind: str, form: str) -> ChosenTable:
        view, run = self._session.view, self._session.shown_selected
        return ChosenTable(kind, self._problem(kind), run, form, smoothing=view.smoothing)

    def copy(self, kind: str, form: str) -> None:
        """Copies the table of a panel, all of it."""
        from lrgui.ui.tables.table_output import copy_table

        self.said.emit(copy_table(self._window, self._meant(kind, form), self._source.scene()))

    @Slot(str)
    def copy_panel(self, kind: str) -> None:
        """Copies the table of a panel for a spreadsheet."""
        self.copy(kind, "tsv")

    @Slot()
    def export(self) -> None:
        """Opens the dialog with the kind of table that was chosen last."""
        kind = self._settings.get(TABLE_KIND)
        there = kind in KINDS and self._meant(kind, "tsv").possible(self._source.scene())
        self._open(kind if there else "steps")

    def _open(self, kind: str) -> None:
        from lrgui.ui.tables.table_dialog import TableDialog

        form = self._settings.get(TABLE_FORMAT)
        chosen = self._meant(kind, form if form in SUFFIXES else "tsv")
        TableDialog(self._window, self._settings, self._source.scene(), chosen, self._source.name).open()

    @Slot()
    def compare(self) -> None:
        """Opens the dialog for the selected run."""
        from lrgui.ui.tables.compare_dialog import CompareDialog

        CompareDialog(self._window, self._session, self._problem("steps")).open()
