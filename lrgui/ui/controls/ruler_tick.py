"""A tick of the ruler under the learning rate, which is a button."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QWidget

from lrgui.ui import theme

TOP, BAND = 5, 9  # pixels: the moving mark stands above the band, and in it
NOTCH = 4  # how far a tick reaches out of the band
AIR = 3  # between a tick and its label


class Tick(QAbstractButton):
    """A rate on the ruler that a click, or Enter, goes to."""

    def __init__(self, ruler: QWidget) -> None:
        super().__init__(ruler)
        self.rate = math.nan
        self.at = 0  # where its line is, in pixels of the ruler
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def place(self, at: int, left: int, width: int, height: int) -> None:
        """The line at `at`, the label from `left` on."""
        self.at = at
        first, last = min(left, at - AIR), max(left + width, at + AIR + 1)
        self.setGeometry(first, 0, last - first, height)
        label = QRect(left - first, TOP + BAND + NOTCH - 1, width, height - TOP - BAND - NOTCH + 1)
        line = QRect(at - AIR - first, 0, 2 * AIR + 1, height)
        self.setMask(QRegion(label) + QRegion(line))
        self.label = label

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            lit = self.underMouse() or self.isDown()
            colour = theme.FOCUS if self.hasFocus() else theme.ACCENT if lit else theme.TEXT
            painter.fillRect(QRect(self.at - self.x(), TOP - 1, 2, BAND + 1 + NOTCH), QColor(colour))
            painter.setPen(QColor(colour))
            painter.drawText(self.label, Qt.AlignmentFlag.AlignCenter, self.text())
            if self.hasFocus():
                painter.setPen(QPen(QColor(theme.FOCUS), 1))
                painter.drawLine(self.label.bottomLeft(), self.label.bottomRight())

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
