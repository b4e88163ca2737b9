"""The menu that copies a table in one of its formats."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lrgui.ui.tables.table_choice import SUFFIXES, TENSORFLOW, ChosenTable, format_name


class CopyMenu(QMenu):
    """`choose(form)` gives the table that is meant when the menu opens.

    Signals: `copy_wanted(form)`; `export_wanted()`, the dialog is asked for.
    """

    copy_wanted = Signal(str)
    export_wanted = Signal()

    def __init__(self, parent: QWidget, kind: str, choose: Callable[[str], ChosenTable]) -> None:
        super().__init__(parent)
        self._choose = choose
        self._forms: dict[str, QAction] = {}
        for form in SUFFIXES:
            if kind == "steps" or form != TENSORFLOW:
                self._forms[form] = self.addAction("")
                self._forms[form].triggered.connect(lambda _on=False, f=form: self.copy_wanted.emit(f))
        self.addSeparator()
        self._export = self.addAction("")
        self._export.triggered.connect(self.export_wanted)
        self.aboutToShow.connect(self._enable)
        self._retranslate()

    @Slot()
    def _enable(self) -> None:
        possible = self._choose("tsv").forms()
        for form, action in self._forms.items():
            action.setEnabled(form in possible)

    def _retranslate(self) -> None:
        self.setTitle(self.tr("Copy table"))
        for form, action in self._forms.items():
            action.setText(format_name(form))
        self._export.setText(self.tr("Export table…"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
