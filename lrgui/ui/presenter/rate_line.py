"""The learning rate as a line with numbers: thin, dark, and to be taken with the mouse."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen

from lrgui.drawing.colours import ACCENT
from lrgui.text.numbers import format_rate
from lrgui.ui import theme
from lrgui.ui.controls.rate_slider import HIGHEST, LOWEST, RateSlider

# The most important numbers first: one that has no room beside those before it is left out.
_NUMBERS = (1.0, 0.1, 10.0, 0.01, 100.0, 0.001, 0.0001, 0.5, 0.2, 2.0, 5.0, 0.05, 0.02, 20.0, 50.0)


class RateLine(RateSlider):
    """Drawn by itself, in sizes of its own height; Shift-drag is fine."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._colour = ACCENT

    def set_colour(self, colour: str) -> None:
        """The handle's ring, as the selected run has it."""
        self._colour = colour
        self.update()

    def place_of(self, rate: float) -> float:
        """The middle of the handle, in pixels from the left; rates beyond the ends are at the ends."""
        share = math.log10(min(max(rate, LOWEST), HIGHEST) / LOWEST) / math.log10(HIGHEST / LOWEST)
        return self._radius + share * (self.width() - 2 * self._radius)

    @property
    def _radius(self) -> float:
        return max(6.0, 0.24 * self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        radius, y = self._radius, 0.34 * self.height()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(
                QPen(theme.seen("bar_line"), max(2.0, radius / 3), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            painter.drawLine(QPointF(radius, y), QPointF(self.width() - radius, y))
            self._paint_numbers(painter, y)
            ring = theme.seen("focus" if self.hasFocus() else self._colour)
            painter.setPen(QPen(ring, radius / 3))
            painter.setBrush(theme.seen("on_bar"))
            painter.drawEllipse(QPointF(self.place_of(self._rate), y), radius * 0.85, radius * 0.85)

    def _paint_numbers(self, painter: QPainter, y: float) -> None:
        font = QFont(self.font())
        painter.setFont(font)
        measure = QFontMetricsF(font)
        taken: list[QRectF] = []
        for rate in _NUMBERS:
            text, x = format_rate(rate), self.place_of(rate)
            width = measure.horizontalAdvance(text)
            left = min(max(0.0, x - width / 2), self.width() - width)
            place = QRectF(left, self.height() - measure.height(), width, measure.height())
            if any(place.adjusted(-width / 2, 0, width / 2, 0).intersects(other) for other in taken):
                continue
            taken.append(place)
            painter.setPen(QPen(theme.seen("quiet_on_bar"), 1.5))
            painter.drawLine(QPointF(x, y - self._radius * 0.6), QPointF(x, y + self._radius * 0.6))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    # The hand: all of the widget is the handle's way, whatever the style thinks

    def _value_at(self, x: float) -> int:
        share = (x - self._radius) / max(1.0, self.width() - 2 * self._radius)
        return round(self.minimum() + min(max(share, 0.0), 1.0) * (self.maximum() - self.minimum()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(True)
        near = abs(event.position().x() - self.place_of(self._rate)) <= 1.5 * self._radius
        self._fine = None
        if not near:
            self.setValue(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.isSliderDown():
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().mouseMoveEvent(event)
            return
        self._fine = None
        self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)
