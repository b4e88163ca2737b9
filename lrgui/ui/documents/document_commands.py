"""The File menu: opening and saving, what is asked on the way, and what is said when it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QMessageBox, QWidget

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.lesson_files import is_lesson_file, open_lesson
from lrgui.core.files.unread_data import unread_data
from lrgui.core.lessons.faults import LessonFaults
from lrgui.core.model.errors import shown
from lrgui.session.documents import ENDING, Documents, read_file
from lrgui.text.names import error_sentence
from lrgui.text.numbers import format_count
from lrgui.ui.documents.notes_dialog import NotesDialog
from lrgui.ui.documents.openable import error_of, is_gone, missing_data
from lrgui.ui.documents.reading_dialog import when_read
from lrgui.ui.documents.recent_menu import RecentMenu
from lrgui.ui.documents.recovering import Recovering
from lrgui.ui.documents.sheets import sheet
from lrgui.ui.widgets import destination

_Role = QMessageBox.ButtonRole


class Files(QObject):
    """Asks before something unsaved goes; every question is a sheet of the window, answered later.

    Signals: `said(sentence)`; `lesson_opened(lesson)` where a file was one.
    """

    said = Signal(str)
    lesson_opened = Signal(object)

    def __init__(self, window: QWidget, documents: Documents, actions: dict[str, QAction], recent: QMenu) -> None:
        super().__init__(window)
        self._window, self.documents = window, documents
        self._question: QMessageBox | None = None
        actions["new"].triggered.connect(self.new)
        actions["open"].triggered.connect(self.choose)
        actions["save"].triggered.connect(self.save)
        actions["save-as"].triggered.connect(self.save_as)
        actions["notes"].triggered.connect(self.edit_notes)
        self._recent = RecentMenu(recent, documents)
        self._recent.chosen.connect(self.open_recent)
        self.recovering = Recovering(window, documents, self.unless_unsaved)
        documents.copy_failed.connect(self._on_copy_failed)

    def show_title(self, lesson: str) -> None:
        """Names the window after the document's file, or after a lesson's title, and marks what is modified.

        What has no name has no mark, either: Qt puts it into a name.
        """
        path = self.documents.path
        name = shown(path.name).replace("[*]", "[*][*]") if path is not None else lesson  # twice: not a mark
        self._window.setWindowModified(False)  # Qt wants the mark's place first
        self._window.setWindowTitle(f"{name}[*] — lrgui" if name else "lrgui")
        self._window.setWindowModified(bool(name) and self.documents.modified)

    # Opening

    @Slot()
    def new(self) -> None:
        self.unless_unsaved(self.documents.new)

    @Slot()
    def choose(self) -> None:
        """Asks for a file, and opens it."""
        experiments = self.tr(
            "Experiments, lessons and figures (*.lrgui *.lrlesson *.json *.svg *.png *.apng *.pdf *.gif)"
        )
        filters = ";;".join((experiments, self.tr("All files (*)")))
        folder = str(self.documents.folder)
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open an experiment"), folder, filters)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Opens a file, or says why it cannot be opened: then everything stays."""
        self._when_read(path, None, lambda: self._open_unless_unsaved(path))

    def _when_read(self, path: Path, data_path: Path | None, then: Callable[[], object]) -> None:
        """Does `then` when the large data that a file is about are read, and nothing where that is cancelled."""
        data = unread_data(path, None if data_path is None else str(data_path))
        when_read(self._window, shown(path.name), data, then)

    def _open_unless_unsaved(self, path: Path) -> None:
        if error_of(path) is None:
            self.unless_unsaved(lambda: self._open(path))
        elif (missing := missing_data(path)) is not None:
            self._ask_for_data(path, missing)
        else:
            self._say_unopened(path)

    def _ask_for_data(self, path: Path, missing: DamagedFile) -> None:
        """Large data stand in a file of their own, which is not where it was, or not what it was."""
        text = self.tr("“{0}” keeps its data in a file of their own, which is needed: {1}.")
        box = sheet(self._window, text.format(shown(path.name), error_sentence(missing)), QMessageBox.Icon.Question)
        choose = box.addButton(self.tr("Choose the file…"), _Role.AcceptRole)
        box.setEscapeButton(box.addButton(self.tr("Cancel"), _Role.RejectRole))
        box.setDefaultButton(choose)

        def answered() -> None:
            if box.clickedButton() is not choose:
                return
            name, _ = QFileDialog.getOpenFileName(
                self._window, self.tr("Choose the file of the data"), str(path.parent)
            )
            if name:
                self._when_read(path, Path(name), lambda: self._open_with(path, Path(name)))

        box.finished.connect(answered)
        box.open()

    def _open_with(self, path: Path, data_path: Path) -> None:
        """Opens a file whose large data are elsewhere now, or asks once more."""
        try:
            read_file(path, data_path)
        except DamagedFile as error:
            self._ask_for_data(path, error)
        else:
            self.unless_unsaved(lambda: self.documents.open(path, data_path))

    def replace(self, path: Path, over: QWidget, begins: Callable[[], object]) -> None:
        """Opens a file in the place of what is there, whatever was tried with it; before that it does `begins`.

        over: the window in which one waits for large data; where that is cancelled everything stays.
        """

        def read() -> None:
            begins()
            self.documents.forget_changes()
            self._open(path)

        when_read(over, shown(path.name), unread_data(path), read)

    @Slot(object)
    def open_first(self, paths: list[Path]) -> None:
        """Opens the first of several files that can be opened."""
        self._when_read(paths[0], None, lambda: self._open_first(paths))

    def _open_first(self, paths: list[Path]) -> None:
        path = next((path for path in paths if error_of(path) is None), paths[0])
        self.open(path)
        if len(paths) > 1 and error_of(path) is None:
            text = self.tr("One experiment is open at a time: of {0} {0:file|files} this is “{1}”.")
            self.said.emit(text.format(format_count(len(paths)), shown(path.name)))

    def _open(self, path: Path) -> None:
        try:
            # Read again: the answer to the question may have saved this very file.
            if is_lesson_file(path):
                self.lesson_opened.emit(open_lesson(path))
            else:
                self.documents.open(path)
        except (LessonFaults, DamagedFile, OSError):
            self._say_unopened(path)

    def _say_unopened(self, path: Path) -> None:
        reason = error_of(path)
        if reason is not None:
            self._complain(self.tr("“{0}” cannot be opened: {1}.").format(shown(path.name), reason))

    @Slot(object)
    def open_recent(self, path: Path) -> None:
        """Opens a file of the list, or takes it off the list where it is gone."""
        if not is_gone(path):
            self.open(path)
            return
        self.documents.forget_recent(path)
        text = self.tr("“{0}” is not in {1} any more, so it was taken off the list.")
        self._complain(text.format(shown(path.name), path.parent))

    # Saving

    @Slot()
    def save(self) -> bool:
        """Saves to the document's file, asking for one where it has none; returns whether it is saved."""
        self._finish_typing()
        path = self.documents.path
        if path is None:
            return self.save_as()
        if self.documents.changed_on_disk and not self._may_overwrite(path):
            return False
        return self._save(path)

    def _may_overwrite(self, path: Path) -> bool:
        """Asks where the file is not any more what was opened."""
        text = self.tr("“{0}” was changed by another program since it was opened. Overwrite it?")
        box = sheet(self._window, text.format(shown(path.name)))
        box.setInformativeText(self.tr("“Save as…” keeps both."))
        overwrite = box.addButton(self.tr("Overwrite"), _Role.DestructiveRole)
        cancel = box.addButton(self.tr("Cancel"), _Role.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        box.exec()
        agreed = box.clickedButton() is overwrite
        box.deleteLater()
        return agreed

    @Slot()
    def save_as(self) -> bool:
        self._finish_typing()
        documents = self.documents
        suggested = documents.path or documents.folder / (self.tr("Experiment") + ENDING)
        path = destination.ask_path(self._window, self.tr("Save the experiment as"), suggested, (ENDING,))
        return path is not None and self._save(path)

    def _save(self, path: Path) -> bool:
        try:
            self.documents.save(path)
        except OSError as error:
            self._complain(destination.failure(error, path))
            return False
        self.said.emit(self.tr("Saved as “{0}”.").format(shown(path.name)))
        return True

    def _finish_typing(self) -> None:
        """What is typed into a field and not entered yet belongs to the experiment, too."""
        field = self._window.focusWidget()
        if isinstance(field, QLineEdit) and field.isModified():
            self._window.setFocus()

    # Questions

    def unless_unsaved(self, then: Callable[[], object]) -> None:
        """Does `then`, but asks first where something is not saved."""
        self._finish_typing()
        if not self.documents.modified:
            then()
            return
        if self._question is not None:
            self._question.raise_()
            return
        path = self.documents.path
        text = self.tr("Save the changes to “{0}”?") if path is not None else self.tr("Save the experiment?")
        box = sheet(self._window, text.format(shown(path.name) if path is not None else ""), QMessageBox.Icon.Question)
        box.setInformativeText(self.tr("What is not saved is lost."))
        save = box.addButton(self.tr("Save"), _Role.AcceptRole)
        drop = box.addButton(self.tr("Don't save"), _Role.DestructiveRole)
        cancel = box.addButton(self.tr("Cancel"), _Role.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        self._question = box

        def answered() -> None:
            self._question = None
            chosen = box.clickedButton()
            if chosen is drop or (chosen is save and self.save()):
                then()

        box.finished.connect(answered)
        box.open()

    def may_close(self) -> bool:
        """Whether the window may close now; if not, it closes when that is the answer."""
        self._finish_typing()
        if not self.documents.modified:
            return True
        self.unless_unsaved(self._close)
        return False

    def _close(self) -> None:
        self.documents.forget_changes()
        self._window.close()

    def _complain(self, sentence: str) -> None:
        box = sheet(self._window, sentence, QMessageBox.Icon.Warning)
        box.addButton(self.tr("Close"), _Role.RejectRole)
        box.open()

    @Slot(object)
    def _on_copy_failed(self, error: OSError) -> None:
        text = self.tr("Unsaved changes cannot be kept for recovery: {0}.")
        self.said.emit(text.format(error.strerror or str(error)))

    # Notes

    @Slot()
    def edit_notes(self) -> None:
        NotesDialog(self._window, self.documents).open()
