"""What the window does with lessons: opens them, and shows which one is open."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from lrgui.core.lessons.lesson import Lesson, lesson
from lrgui.session.session import Session
from lrgui.session.settings import HINT_SEEN, Settings
from lrgui.ui.controls.lesson_box import LessonBox
from lrgui.ui.documents.document_commands import Files
from lrgui.ui.lessons.explanation import Strip


class Lessons(QObject):
    """Shows the session's lesson in the strip and in the box of the controls.

    Signals: `opened(lesson)`; `changed()` when another lesson, or none, is open.
    """

    opened = Signal(object)
    changed = Signal()

    def __init__(
        self, session: Session, settings: Settings, files: Files, strip: Strip, box: LessonBox, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._files = session, settings, files
        self._strip, self._box = strip, box
        self._language = "en"
        self.current: Lesson | None = None
        strip.closed.connect(self._on_closed)
        strip.show_hint(not settings.get(HINT_SEEN))
        session.experiment_changed.connect(self._on_experiment)
        session.position_changed.connect(self._on_position)

    @property
    def title(self) -> str:
        """Of the lesson that is open; empty where there is none."""
        return self.current.title[self._language] if self.current is not None else ""

    def set_language(self, code: str) -> None:
        self._language = code
        self._strip.set_language(code)
        self._box.set_language(code)

    @Slot(str)
    def open(self, lesson_id: str) -> None:
        """Opens a lesson at its start; undo brings the former experiment back, so that only a file is asked about."""
        if self._session.opened.path is None:
            self._open(lesson_id)
        else:
            self._box.show_lesson(self._session.lesson)  # what is open until there is an answer
            self._files.unless_unsaved(lambda: self._open(lesson_id))

    def _open(self, lesson_id: str) -> None:
        chosen = lesson(lesson_id)
        view = replace(chosen.shown_in(self._session.view), position=0, selected=0, speed=None)
        self._session.load(chosen.experiment, chosen.id, view=view)
        self._show(chosen)  # again, also where its explanation was put away
        self.opened.emit(chosen)

    def _show(self, chosen: Lesson | None) -> None:
        self.current = chosen
        self._strip.show_lesson(chosen, self._language)
        self._box.show_lesson(chosen.id if chosen else None)
        self.changed.emit()

    @Slot()
    def _on_experiment(self) -> None:
        now = self._session.lesson
        if now != (self.current.id if self.current is not None else None):
            self._show(lesson(now) if now is not None else None)

    @Slot()
    def _on_position(self) -> None:
        if self._strip.hinting and self._session.position > 0:
            self._on_closed()

    @Slot()
    def _on_closed(self) -> None:
        self._strip.show_hint(False)
        self._settings.set(HINT_SEEN, True)
