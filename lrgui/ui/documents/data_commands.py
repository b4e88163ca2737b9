"""What the window does with data of one's own: takes them from files and the clipboard, and writes those in use.

Dialogs are imported when they are asked for: the window opens without them.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.datasets import training_size
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.own_data.reading import read_bytes
from lrgui.session.session import Session
from lrgui.session.settings import Settings
from lrgui.text.names import error_sentence
from lrgui.text.numbers import format_count
from lrgui.ui.documents.sheets import sheet
from lrgui.ui.widgets import destination

ENDINGS = (".csv", ".tsv", ".txt", ".dat", ".data")


class OwnDataCommands(QObject):
    """Answers the window's actions. Whatever is wrong with data is said, and the experiment stays as it is.

    Signal: `said(sentence)`.
    """

    said = Signal(str)

    def __init__(self, window: QWidget, session: Session, settings: Settings, actions: dict[str, QAction]) -> None:
        super().__init__(window)
        self._window, self._session, self._settings = window, session, settings
        actions["import-data"].triggered.connect(self.choose)
        actions["paste-data"].triggered.connect(self.paste)
        actions["export-data"].triggered.connect(self.export)

    @Slot()
    def choose(self) -> None:
        """Asks for a file of data, and shows it."""
        filters = ";;".join(
            (self.tr("Tables in text ({0})").format(" ".join(f"*{e}" for e in ENDINGS)), self.tr("All files (*)"))
        )
        folder = str(self._settings.folder)
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import data for the classifier"), folder, filters)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Shows a file of data before it is taken, or says why it cannot be read."""
        try:
            data = read_bytes(path)
        except DataFault as error:
            self._complain(error)
            return
        self._settings.folder = path.parent
        self._show(data, path.name, os.path.abspath(path))

    @Slot()
    def paste(self) -> None:
        """Shows the table on the clipboard."""
        text = QGuiApplication.clipboard().text()
        self._show(text.encode("utf-8", "replace"), self.tr("Pasted data"), None)

    def _show(self, data: bytes, name: str, path: str | None) -> None:
        from lrgui.ui.documents.data_dialog import DataDialog

        if not data.strip():
            self._complain(DataFault("data", name, "no_data"))
            return
        dialog = DataDialog(self._window, data, name, path)
        dialog.taken.connect(self.take)
        dialog.open()

    @Slot(object)
    def take(self, data: OwnData) -> None:
        """Data become those of the classifier; a batch is no larger than what there is to be trained on."""
        session, experiment = self._session, self._session.experiment
        most = training_size(data)
        problem = experiment.problem if experiment.problem_on_data else LogisticRegression.code
        try:
            session.edit(data=data, problem=problem, **experiment.batches_up_to(most))
        except InvalidValue as error:  # so many samples would make too many updates
            self._say_in_box(error_sentence(error))
            return
        ones = int(data.labels.sum())
        first, last = data.classes
        text = self.tr("{0} {0:row|rows}: {1} of “{2}” and {3} of “{4}”.")
        counts = format_count(len(data.labels)), format_count(len(data.labels) - ones), first, format_count(ones), last
        self.said.emit(text.format(*counts))

    @Slot()
    def export(self) -> None:
        """Writes the data in use as a table."""
        from lrgui.core.tables.records import data_csv

        experiment = self._session.experiment
        own = experiment.data
        name = own.exported_name if isinstance(own, OwnData) else f"{own}.csv"
        path = destination.ask_path(
            self._window, self.tr("Export the data in use"), self._settings.folder / name, (".csv",)
        )
        if path is None:
            return
        self._settings.folder = path.parent
        problem = destination.write_all({path: data_csv(experiment)})
        self.said.emit(problem or destination.wrote([path]))

    def _complain(self, error: DataFault) -> None:
        self._say_in_box(self.tr("These data cannot be taken: {0}.").format(error_sentence(error)))

    def _say_in_box(self, sentence: str) -> None:
        box = sheet(self._window, sentence)
        box.addButton(self.tr("Close"), QMessageBox.ButtonRole.RejectRole)
        box.open()
