"""The strip under the toolbar: a lesson's page with its question, or the one line that says how to begin."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolBar, QToolButton, QVBoxLayout, QWidget

from lrgui.core.lessons.lesson import headings
from lrgui.core.lessons.texts import text_in
from lrgui.session.teaching import Teaching
from lrgui.ui.icons import put_icon
from lrgui.ui.lessons.answers import Answers

_ACROSS = (14, 6, 8, 6)  # margins


class Strip(QToolBar):
    """It is as high as the longest page of a lesson needs, so that nothing below it moves from page to page.

    Signals: `closed()` when the user puts it away; `begun()` when the first lesson is asked for.
    """

    closed = Signal()
    begun = Signal()

    def __init__(self, teaching: Teaching, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._teaching, self._language, self._hint = teaching, "en", False
        self.setObjectName("strip")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.text.linkActivated.connect(self.begun)
        self.answers = Answers(teaching)
        self.number, self.edited = QLabel(), QLabel()
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edited.setObjectName("muted")
        self.back, self.on, self.restart = (self._button(actions[n]) for n in ("page-back", "page-on", "page-restart"))
        self.begin = QToolButton()
        self.begin.setObjectName("primary")
        self.begin.clicked.connect(self.begun)
        self.close_button = QToolButton()
        self.close_button.setObjectName("flat")
        put_icon(self.close_button, "close", "muted")
        self.close_button.setIconSize(QSize(14, 14))
        for button in (self.begin, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self._on_close)
        for label in (self.text, self.answers.said):
            label.setObjectName("lesson")  # larger letters than a control's
        self._lay_out()
        for signal in (teaching.turned, teaching.changed):
            signal.connect(self.retranslate)
        self.retranslate()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        self._body, self._turning = QWidget(), QWidget()
        turning = QHBoxLayout(self._turning)
        turning.setContentsMargins(0, 0, 0, 0)
        turning.setSpacing(4)
        for part in (self.back, self.number, self.on, self.restart):
            turning.addWidget(part)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self.text, 1)
        middle.addWidget(self.answers)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(*_ACROSS)
        row.setSpacing(12)
        row.addWidget(self._turning)
        row.addLayout(middle, 1)
        row.addWidget(self.edited)
        row.addWidget(self.begin)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(self._body)

    # What it shows

    def show_hint(self, on: bool) -> None:
        """The line of the first start, or not; a lesson is shown in its place."""
        if on != self._hint:
            self._hint = on
            self.retranslate()

    @property
    def hinting(self) -> bool:
        return self._hint and self._teaching.page is None

    def set_language(self, language: str) -> None:
        self._language = language
        self.answers.set_language(language)
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        teaching = self._teaching
        page, lesson = teaching.page, teaching.lesson
        self.setWindowTitle(self.tr("Lesson"))
        name = self.tr("Leave the lesson") if page is not None else self.tr("Put this away")
        self.close_button.setToolTip(name)
        self.close_button.setAccessibleName(name)
        self.begin.setText(self.tr("Begin with lesson 1"))
        self.begin.setToolTip(text_in(headings()[0].title, self._language))
        self.begin.setVisible(self.hinting)
        self._turning.setVisible(page is not None)
        self.answers.setVisible(page is not None)
        self.edited.setText(self.tr("changed"))
        self.edited.setToolTip(
            self.tr("The experiment is not what this page says; “{0}” brings it back.").format(self.restart.text())
        )
        self.edited.setVisible(teaching.edited)
        if page is not None and lesson is not None:
            number = self.tr("{0} / {1}").format(page.stage + 1, len(lesson.stages))
            self.number.setText(number)
            self.number.setAccessibleName(self.tr("stage {0}").format(number))
            self.text.setText(self._page_text(teaching.place.number if teaching.place is not None else 0))
        elif self._hint:
            self.text.setText(
                self.tr(
                    "<b>Space</b> plays, <b>→</b> makes one update, <b>←</b> takes it back. "
                    "Drag the learning rate η at the left."
                )
            )
        self.setVisible(page is not None or self._hint)
        self._fit()

    def _page_text(self, number: int) -> str:
        """The text of a page; the first one begins with the lesson's title."""
        lesson = self._teaching.lesson
        assert lesson is not None
        text = html.escape(text_in(lesson.pages[number].say, self._language))
        if number == 0:
            text = f"<b>{html.escape(text_in(lesson.title, self._language))}</b>&nbsp;&nbsp; {text}"
        return text

    # Its size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the longest page at this width: a tool bar does not ask its widgets how high they are."""
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance("10 / 10") + 8)
        least = self.close_button.sizeHint().height()
        lesson = self._teaching.lesson
        taken = _ACROSS[0] + _ACROSS[2] + 12 + self.close_button.sizeHint().width() + 12
        if lesson is None:
            taken += self.begin.sizeHint().width()
            height = max(
                least, self.begin.sizeHint().height(), self.text.heightForWidth(max(200, self.width() - taken))
            )
        else:
            taken += self._turning.sizeHint().width() + 12 + self.edited.sizeHint().width()
            room = max(200, self.width() - taken)
            answers = self.answers.height_at(room)
            self.answers.setFixedHeight(answers)
            height = self._highest(room) + answers + 4
        self._body.setFixedHeight(height + _ACROSS[1] + _ACROSS[3])

    def _highest(self, width: int) -> int:
        """Of all texts of the lesson, whichever page is open."""
        lesson = self._teaching.lesson
        assert lesson is not None
        ruler = QLabel()
        ruler.setFont(self.text.font())
        ruler.setWordWrap(True)
        ruler.setTextFormat(Qt.TextFormat.RichText)
        highest = 0
        for number in range(len(lesson.pages)):
            ruler.setText(self._page_text(number))
            highest = max(highest, ruler.heightForWidth(width))
        return highest

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_body"):
            self._fit()

    @Slot()
    def _on_close(self) -> None:
        self._hint = False
        self.closed.emit()
        self.retranslate()
