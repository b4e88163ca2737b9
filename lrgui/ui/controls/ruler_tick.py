"""A tick of the ruler under the learning rate, which is a button."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QWidget

from lrgui.ui import theme
from lrgui.ui.theme import scaled

TOP, BAND = 5, 9  # pixels: the moving mark stands above the band, and in it
NOTCH = 4  # how far a tick reaches out of the band
AIR = 3  # between a tick and its label


class Tick(QAbstractButton):
    """A rate on the ruler that a click, or Enter, goes to."""

    def __init__(self, ruler: QWidget) -> None:
        super().__init__(ruler)
        self.rate = math.nan
        self.letters = self.font()  # not its font: a style sheet gives a widget back the one that it had
        self.at = 0  # where its line is, in pixels of the ruler
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def place(self, at: int, left: int, width: int, height: int) -> None:
        """The line at `at`, the label from `left` on."""
        self.at = at
        first, last = min(left, at - scaled(AIR)), max(left + width, at + scaled(AIR) + 1)
        self.setGeometry(first, 0, last - first, height)
        label = QRect(
            left - first,
            scaled(TOP) + scaled(BAND) + scaled(NOTCH) - 1,
            width,
            height - scaled(TOP) - scaled(BAND) - scaled(NOTCH) + 1,
        )
        line = QRect(at - scaled(AIR) - first, 0, 2 * scaled(AIR) + 1, height)
        self.setMask(QRegion(label) + QRegion(line))
        self.label = label

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            lit = self.underMouse() or self.isDown()
            colour = theme.seen("focus" if self.hasFocus() else "accent" if lit else "text")
            painter.fillRect(
                QRect(self.at - self.x(), scaled(TOP) - 1, scaled(2), scaled(BAND) + 1 + scaled(NOTCH)), colour
            )
            painter.setPen(theme.seen("text") if self.hasFocus() else colour)
            painter.setFont(self.letters)
            painter.drawText(self.label, Qt.AlignmentFlag.AlignCenter, self.text())
            if self.hasFocus():
                painter.setPen(QPen(theme.seen("focus"), theme.now().ring))
                painter.drawRect(self.label.adjusted(0, 0, -1, -1))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
