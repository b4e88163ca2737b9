"""The File menu: opening and saving, what is asked on the way, and what is said when it cannot be."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QMessageBox, QWidget

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.lesson_files import is_lesson_file, open_lesson
from lrgui.core.lessons.faults import LessonFaults
from lrgui.core.model.errors import shown
from lrgui.session.documents import ENDING, Documents, read_file
from lrgui.session.recovery import Leftover
from lrgui.text.names import error_sentence
from lrgui.text.numbers import format_count
from lrgui.ui.documents.notes_dialog import NotesDialog
from lrgui.ui.documents.recent_menu import RecentMenu
from lrgui.ui.widgets import destination

_Role = QMessageBox.ButtonRole


def _is_gone(path: Path) -> bool:
    """Whether there is surely no such file; one in a folder that may not be entered may be there."""
    try:
        path.stat()
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.ENOTDIR)
    return False


def _missing_data(path: Path) -> DamagedFile | None:
    """What is wrong with the file of an experiment's large data, if that is why it cannot be opened."""
    with contextlib.suppress(OSError, LessonFaults):
        try:
            read_file(path)
        except DamagedFile as error:
            return error if error.rule in ("no_file", "changed") else None
    return None


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
        if self.error_of(path) is None:
            self.unless_unsaved(lambda: self._open(path))
        elif (missing := _missing_data(path)) is not None:
            self._ask_for_data(path, missing)
        else:
            self._say_unopened(path)

    def _ask_for_data(self, path: Path, missing: DamagedFile) -> None:
        """Large data stand in a file of their own, which is not where it was, or not what it was."""
        text = self.tr("“{0}” keeps its data in a file of their own, which is needed: {1}.")
        box = self._box(text.format(shown(path.name), error_sentence(missing)), QMessageBox.Icon.Question)
        choose = box.addButton(self.tr("Choose the file…"), _Role.AcceptRole)
        box.setEscapeButton(box.addButton(self.tr("Cancel"), _Role.RejectRole))
        box.setDefaultButton(choose)

        def answered() -> None:
            if box.clickedButton() is not choose:
                return
            name, _ = QFileDialog.getOpenFileName(
                self._window, self.tr("Choose the file of the data"), str(path.parent)
            )
            if not name:
                return
            try:
                read_file(path, Path(name))
            except DamagedFile as error:
                self._ask_for_data(path, error)
            else:
                self.unless_unsaved(lambda: self.documents.open(path, Path(name)))

        box.finished.connect(answered)
        box.open()

    def replace(self, path: Path) -> None:
        """Opens a file in the place of what is there, whatever was tried with it."""
        self.documents.forget_changes()
        self._open(path)

    @Slot(object)
    def open_first(self, paths: list[Path]) -> None:
        """Opens the first of several files that can be opened."""
        path = next((path for path in paths if self.error_of(path) is None), paths[0])
        self.open(path)
        if len(paths) > 1 and self.error_of(path) is None:
            text = self.tr("One experiment is open at a time: of {0} {0:file|files} this is “{1}”.")
            self.said.emit(text.format(format_count(len(paths)), shown(path.name)))

    def error_of(self, path: Path) -> str | None:
        """Why a file cannot be opened, found out before anything is asked."""
        try:
            if is_lesson_file(path):
                open_lesson(path)
            else:
                read_file(path)
        except LessonFaults as error:
            return error_sentence(error.faults[0])
        except DamagedFile as error:
            return error_sentence(error)
        except OSError as error:
            reasons = {
                errno.ENOENT: self.tr("there is no such file"),
                errno.EACCES: self.tr("it may not be read"),
                errno.EISDIR: self.tr("it is a folder"),
            }
            return reasons.get(error.errno or 0, error.strerror or str(error))
        return None

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
        reason = self.error_of(path)
        if reason is not None:
            self._complain(self.tr("“{0}” cannot be opened: {1}.").format(shown(path.name), reason))

    @Slot(object)
    def open_recent(self, path: Path) -> None:
        """Opens a file of the list, or takes it off the list where it is gone."""
        if not _is_gone(path):
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
        box = self._box(text.format(shown(path.name)))
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
        box = self._box(text.format(shown(path.name) if path is not None else ""), QMessageBox.Icon.Question)
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

    @Slot()
    def offer_recovery(self) -> None:
        """Asks about what a program that ended unexpectedly had not saved, one after another."""
        self._offer(self.documents.leftovers())

    def _offer(self, leftovers: list[Leftover]) -> None:
        if not leftovers:
            return
        found, *others = leftovers
        text = self.tr("lrgui ended unexpectedly. Recover the experiment that was open?")
        if found.path is not None:
            text = self.tr("lrgui ended unexpectedly. Recover “{0}”?").format(shown(found.path.name))
        when = QLocale().toString(QDateTime.fromSecsSinceEpoch(round(found.time)), QLocale.FormatType.ShortFormat)
        box = self._box(text, QMessageBox.Icon.Question)
        box.setInformativeText(self.tr("Its changes were kept on {0}.").format(when))
        recover = box.addButton(self.tr("Recover"), _Role.AcceptRole)
        discard = box.addButton(self.tr("Discard"), _Role.DestructiveRole)
        later = box.addButton(self.tr("Ask again later"), _Role.RejectRole)
        box.setDefaultButton(recover)
        box.setEscapeButton(later)

        def answered() -> None:
            chosen = box.clickedButton()
            if chosen is discard:
                found.remove()
                self._offer(others)
                return
            if chosen is recover:
                self.unless_unsaved(lambda: self.documents.recover(found))
            for leftover in others if chosen is recover else leftovers:
                leftover.leave()  # one window shows one experiment: the next start asks about the others

        box.finished.connect(answered)
        box.open()

    def _complain(self, sentence: str) -> None:
        box = self._box(sentence, QMessageBox.Icon.Warning)
        box.addButton(self.tr("Close"), _Role.RejectRole)
        box.open()

    def _box(self, text: str, icon: QMessageBox.Icon = QMessageBox.Icon.Warning) -> QMessageBox:
        box = QMessageBox(icon, "lrgui", "", parent=self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.setTextFormat(Qt.TextFormat.PlainText)  # names of files are no markup
        box.setText(text)
        return box

    @Slot(object)
    def _on_copy_failed(self, error: OSError) -> None:
        text = self.tr("Unsaved changes cannot be kept for recovery: {0}.")
        self.said.emit(text.format(error.strerror or str(error)))

    # Notes

    @Slot()
    def edit_notes(self) -> None:
        NotesDialog(self._window, self.documents).open()
