"""What the window does with lessons: opens them, arranges itself for each page, and takes that away again."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget

from lrgui.core.lessons.lesson import Lesson, headings, lesson
from lrgui.core.lessons.question import MOST, RATE
from lrgui.core.lessons.texts import text_in
from lrgui.session.session import Session
from lrgui.session.settings import HINT_SEEN, Settings
from lrgui.session.teaching import Teaching
from lrgui.ui.controls.lesson_box import LessonBox
from lrgui.ui.controls.stability_ruler import StabilityRuler
from lrgui.ui.documents.document_commands import Files
from lrgui.ui.lessons.strip import Strip
from lrgui.ui.window.panel_layout import Layout

# What of the view a lesson takes away with it.
_BORROWED = (
    "panels", "maximised", "charts", "log_loss", "iterations", "future", "best", "best_b",
    "runs_problem", "steps_problem", "lens_problem", "noise", "smoothing", "averaged", "averaging",
    "sweep", "speed",
)  # fmt: skip


class Lessons(QObject):
    """Shows the page that is open in strip, box and panels.

    Signal: `changed()` when another lesson, or none, is open.
    """

    changed = Signal()

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        files: Files,
        teaching: Teaching,
        strip: Strip,
        box: LessonBox,
        layout: Layout,
        actions: dict[str, QAction],
    ) -> None:
        super().__init__(window)
        self._session, self._settings, self._files = session, settings, files
        self.teaching, self._strip, self._box, self._layout, self._actions = teaching, strip, box, layout, actions
        self._language = "en"
        self._before: dict[str, Any] | None = None  # the view that the user had
        self._arranged: object = None
        strip.closed.connect(self._on_closed)
        strip.begun.connect(self.begin)
        strip.show_hint(not settings.get(HINT_SEEN))
        actions["page-on"].triggered.connect(teaching.forward)
        actions["page-back"].triggered.connect(teaching.backward)
        actions["page-restart"].triggered.connect(teaching.restart)
        self._digits = [QShortcut(str(i + 1), window) for i in range(MOST)]
        for i, digit in enumerate(self._digits):
            digit.activated.connect(lambda i=i: teaching.vote(i))
        teaching.turned.connect(self._on_turned)
        self._on_turned()

    @property
    def title(self) -> str:
        """Of the lesson that is open; empty where there is none."""
        open_ = self.teaching.lesson
        return text_in(open_.title, self._language) if open_ is not None else ""

    def set_language(self, code: str) -> None:
        self._language = code
        self._strip.set_language(code)
        self._box.set_language(code)

    # Opening

    @Slot()
    def begin(self) -> None:
        """Opens the first lesson."""
        self.open(headings()[0].id)

    @Slot(str)
    def open(self, lesson_id: str) -> None:
        """Opens a lesson of the program."""
        self.show(lesson(lesson_id))

    def show(self, chosen: Lesson) -> None:
        """Opens a lesson at its start; undo brings the former experiment back, so that only a file is asked about."""
        if self._session.opened.path is None:
            self.show_now(chosen)
        else:
            self._show_box()  # what is open until there is an answer
            self._files.unless_unsaved(lambda: self.show_now(chosen))

    @Slot(object)
    def show_now(self, chosen: Lesson) -> None:
        """Opens a lesson without a question."""
        self._hint_was_seen()
        self._borrow()
        self.teaching.open(chosen)

    # Following

    @Slot()
    def _on_turned(self) -> None:
        teaching = self.teaching
        page = teaching.page
        if page is not None:
            self._borrow()  # where undo or a file has led into a lesson
            view = page.view
            self._session.set_view(**{name: getattr(view, name) for name in _BORROWED if name != "speed"})
            arranged = page.view.panels, page.large, page.experiment.problems
            if arranged != self._arranged:
                self._arranged = arranged
                self._layout.arrange(page.large)
            if "sweep" in page.view.panels:
                self._layout.raise_panel("sweep")
        else:
            self.give_back()
        ask = teaching.stage.ask if teaching.stage is not None else None
        self._layout.want_ruler(teaching.asking and ask is not None and ask.kind == RATE)
        self._actions["page-on"].setEnabled(teaching.can_go_on)
        self._actions["page-back"].setEnabled(teaching.can_go_back)
        self._actions["page-restart"].setEnabled(page is not None)
        for digit in self._digits:
            digit.setEnabled(teaching.asking)
        self._show_box()
        self.changed.emit()

    def _show_box(self) -> None:
        open_ = self.teaching.lesson
        self._box.show_lesson(open_.id if open_ is not None else None)

    def _borrow(self) -> None:
        """The user's own arrangement is put aside."""
        if self._before is None:
            view = self._session.view
            self._before = {name: getattr(view, name) for name in _BORROWED}
            self._layout.lend()

    def give_back(self) -> None:
        """What a lesson has brought goes with it."""
        if self._before is not None:
            before, self._before, self._arranged = self._before, None, None
            self._layout.take_back()
            self._session.set_view(**before)

    def end(self) -> None:
        """The window closes: what is remembered is the user's, though nobody sees it come back."""
        if self._before is not None:
            self._session.set_view(**{name: self._before[name] for name in _BORROWED if name != "panels"})

    @Slot()
    def _on_closed(self) -> None:
        if self.teaching.lesson is not None:
            self.teaching.leave()
        self._hint_was_seen()

    def _hint_was_seen(self) -> None:
        self._strip.show_hint(False)
        self._settings.set(HINT_SEEN, True)


class RulerHand(QObject):
    """Places a learning rate on the ruler while that is asked for."""

    def __init__(self, ruler: StabilityRuler, teaching: Teaching) -> None:
        super().__init__(ruler)
        self._ruler, self._teaching = ruler, teaching
        ruler.placed.connect(teaching.predict)
        for signal in (teaching.turned, teaching.answered):
            signal.connect(self._show)

    @Slot()
    def _show(self) -> None:
        teaching = self._teaching
        stage = teaching.stage
        asks = stage is not None and stage.ask is not None and stage.ask.kind == RATE
        placed = teaching.prediction if asks else None
        self._ruler.show_prediction(math.nan if placed is None else placed, asking=asks and teaching.asking)
