"""Lessons of one's own: their folder in the menu, making and changing them, and lessons on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from lrgui.core.files.lesson_files import ENDING, lesson_files, save_lesson
from lrgui.core.lessons.lesson import Lesson
from lrgui.core.model.errors import shown
from lrgui.session.session import Session
from lrgui.session.settings import LESSONS, Settings
from lrgui.session.teaching import Teaching
from lrgui.ui.documents.document_commands import Files
from lrgui.ui.language import Language
from lrgui.ui.widgets import destination
from lrgui.ui.widgets.progress_dialog import Stopped, wait_for

if TYPE_CHECKING:
    from lrgui.ui.lessons.editor import LessonEditor


class OwnLessons(QObject):
    """Fills the menu of own lessons whenever it opens.

    Signal: `said(sentence)`.
    """

    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        language: Language,
        files: Files,
        teaching: Teaching,
        menu: QMenu,
        actions: dict[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._settings, self._language = window, session, settings, language
        self._files, self._teaching, self._menu, self._actions = files, teaching, menu, actions
        self.editor: LessonEditor | None = None
        menu.aboutToShow.connect(self._fill)
        actions["lesson-new"].triggered.connect(self.new)
        actions["lesson-edit"].triggered.connect(self.edit)
        actions["handout"].triggered.connect(lambda: self.print_handout(answers=False))
        actions["handout-answers"].triggered.connect(lambda: self.print_handout(answers=True))
        teaching.turned.connect(self._enable)
        self._enable()

    @property
    def folder(self) -> Path:
        """Where own lessons are."""
        chosen = self._settings.get(LESSONS)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(chosen) if chosen else Path(documents) / "lrgui"

    @Slot()
    def _enable(self) -> None:
        for name in ("lesson-edit", "handout", "handout-answers"):
            self._actions[name].setEnabled(self._teaching.lesson is not None)

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        for path in lesson_files(self.folder):
            action = self._menu.addAction(shown(path.stem).replace("&", "&&"))
            action.triggered.connect(lambda _on=False, p=path: self._files.open(p))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Another folder…")).triggered.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Folder of your lessons"), str(self.folder))
        if name:
            self._settings.set(LESSONS, name)

    # Making

    @Slot()
    def new(self) -> None:
        """Opens the editor with a lesson that has no stage yet."""
        self._edit(None)

    @Slot()
    def edit(self) -> None:
        """Opens the editor with the lesson that is open."""
        self._edit(self._teaching.lesson)

    def _edit(self, lesson: Lesson | None) -> None:
        from lrgui.ui.lessons.editor import LessonEditor  # seldom asked for

        if self.editor is not None:
            self.editor.raise_()
            return
        self.editor = LessonEditor(self._window, self._session, lesson)
        self.editor.previewed.connect(self._on_previewed)
        self.editor.saved.connect(self._on_saved)
        self.editor.finished.connect(self._on_closed)
        self.editor.show()

    @Slot()
    def _on_closed(self) -> None:
        self.editor = None

    @Slot(object, int)
    def _on_previewed(self, lesson: Lesson, stage: int) -> None:
        number = next(i for i, page in enumerate(lesson.pages) if page.stage == stage)
        self._teaching.open(lesson, number)

    @Slot(object)
    def _on_saved(self, lesson: Lesson) -> None:
        start = self.folder / f"{lesson.id}{ENDING}"
        if not start.parent.is_dir():
            start = self._settings.folder / start.name
        path = destination.ask_path(self._window, self.tr("Save the lesson"), start, (ENDING,))
        if path is None:
            return
        try:
            save_lesson(path, lesson)
        except OSError as error:
            self.said.emit(destination.failure(error, path))
        else:
            if self.editor is not None:
                self.editor.was_saved()
            self.said.emit(self.tr("Saved as “{0}”.").format(shown(path.name)))

    # On paper

    def print_handout(self, *, answers: bool) -> None:
        """Asks for a file, and writes the lesson that is open as pages to be printed."""
        from lrgui.export.handout import handout_in_steps

        lesson = self._teaching.lesson
        if lesson is None:
            return
        start = self._settings.folder / f"{lesson.id}.pdf"
        path = destination.ask_path(self._window, self.tr("Save the hand-out"), start, (".pdf",))
        if path is None:
            return
        self._settings.folder = path.parent
        work = handout_in_steps(lesson, self._language.code, answers=answers)
        try:
            content = wait_for(self._window, self.tr("Hand-out"), self.tr("Drawing the pages…"), work)
        except Stopped:
            self.said.emit(self.tr("Stopped: nothing was written."))
            return
        problem = destination.write_all({path: content})
        self.said.emit(problem or destination.wrote([path]))
