"""A number that is typed before a hall: as large as it fits, with a caret as long as it is not said."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from lrgui.text.numbers import parse_number
from lrgui.ui import theme
from lrgui.ui.presenter.measures import LOWEST

_CARET = "▏"
_MOST = 24  # characters
_PARTS = set("0123456789.,-+−×^/eE ")


class TypedNumber(QLabel):
    """Signal: `entered(number)`; None where what was said before is not said any more."""

    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("typed")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.typed = ""
        self.said = False  # it was entered, and nothing was typed since
        self.wrong = False  # it is no number
        self._mark = ""  # behind the number, when it is known whether it is right
        self._size = LOWEST

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key is one of a number, which it then has its effect on."""
        if event.key() == Qt.Key.Key_Backspace:
            self._change(self.typed[:-1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif event.text() and set(event.text()) <= _PARTS and (self.typed or event.text() != " "):
            self._change(("" if self.said else self.typed) + event.text())
        else:
            return False
        return True

    def enter(self) -> bool:
        """Says what was typed; False where that is no number."""
        if not self.typed.strip() or self.said:
            return True
        try:
            number = parse_number(self.typed)
        except ValueError:
            self.wrong = True
            self._show()
            return False
        self.said = True
        self._show()
        self.entered.emit(number)
        return True

    def clear_number(self) -> None:
        """Nothing is typed; what was said stays said until something is."""
        self.typed, self.said, self.wrong, self._mark = "", False, False, ""
        self._show()

    def judge(self, right: bool | None) -> None:
        """Marks what was said as right or wrong; None while that is not to be known."""
        theme.mark(self, "answer", "" if right is None else "right" if right else "wrong")
        self._mark = "" if right is None else " ✓" if right else " ✗"
        self._show()

    def _change(self, text: str) -> None:
        taken_back, self.said, self.wrong = self.said, False, False
        self.typed = text[:_MOST]
        self._show()
        if taken_back:
            self.entered.emit(None)

    def grow(self, size: int) -> None:
        """Twice as large as other texts of that size, if it fits."""
        self._size = 2 * size
        self.setFixedHeight(round(2.6 * self._size))
        self._show()

    def _show(self) -> None:
        """No digit is cut: a long number has smaller letters."""
        text, font = self.typed + (self._mark if self.said else _CARET), QFont(self.font())
        font.setBold(True)
        for size in range(self._size, LOWEST - 1, -1):
            font.setPixelSize(size)
            if QFontMetrics(font).horizontalAdvance(text) <= self.width() - self._size:
                break
        self.setFont(font)
        self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()
