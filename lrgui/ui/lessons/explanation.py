"""The strip under the toolbar: a lesson's explanation, or the one line that says how to begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from lrgui.core.lessons.lesson import Lesson
from lrgui.ui import theme
from lrgui.ui.icons import icon


class Strip(QToolBar):
    """Signal: `closed()` when the user puts it away."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setMovable(False)
        self.setFloatable(False)
        self.toggleViewAction().setVisible(False)
        self._lesson: Lesson | None = None
        self._language = "en"
        self._hint = False
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(14, 7, 8, 7)
        row.setSpacing(10)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row.addWidget(self.text, 1)
        self.close_button = QToolButton()
        self.close_button.setObjectName("flat")
        self.close_button.setIcon(icon("close", theme.MUTED))
        self.close_button.setIconSize(QSize(14, 14))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self._on_close)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(self._body)
        self.retranslate()

    def show_lesson(self, lesson: Lesson | None, language: str) -> None:
        """A lesson's title and explanation; None puts the strip away."""
        self._lesson, self._language = lesson, language
        self.retranslate()

    def show_hint(self, on: bool) -> None:
        """The line for the first start, or not; a lesson's explanation stays."""
        if on != self._hint:
            self._hint = on
            self.retranslate()

    @property
    def hinting(self) -> bool:
        return self._hint

    def set_language(self, language: str) -> None:
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Explanation"))
        self.close_button.setToolTip(self.tr("Put the explanation away"))
        self.close_button.setAccessibleName(self.tr("Put the explanation away"))
        if self._lesson is not None:
            title, text = self._lesson.title[self._language], self._lesson.text[self._language]
            self.text.setText(f"<b>{title}</b>&nbsp;&nbsp; {text}")
        elif self._hint:
            self.text.setText(
                self.tr(
                    "<b>Space</b> plays, <b>→</b> makes one update, <b>←</b> takes it back. "
                    "Drag the learning rate η at the left."
                )
            )
        self.setVisible(self._lesson is not None or self._hint)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the wrapped text: a tool bar does not ask its widgets how high they are at a width."""
        width = max(200, self.width() - self.close_button.sizeHint().width() - 44)
        height = max(self.text.heightForWidth(width), self.close_button.sizeHint().height())
        self._body.setFixedHeight(height + 14)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange and hasattr(self, "_body"):
            self._fit()

    @Slot()
    def _on_close(self) -> None:
        self._lesson, self._hint = None, False
        self.retranslate()
        self.closed.emit()
