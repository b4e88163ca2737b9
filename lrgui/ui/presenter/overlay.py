"""What lies over everything: a pointer while a button is held, what the pen drew, and the dark that stops a talk."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QWidget

from lrgui.drawing.colours import PREDICTED
from lrgui.ui import theme

_STRONG = 150  # of 255: how much of the pointer's light hides what is under it


class Overlay(QWidget):
    """Lets the mouse through; the presenter tells it what to draw."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.blank = False
        self._pointer: QPointF | None = None
        self._strokes: list[QPainterPath] = []

    @property
    def drawn(self) -> bool:
        """Whether the pen has drawn something."""
        return bool(self._strokes)

    def set_blank(self, on: bool) -> None:
        self.blank = on
        self.update()

    def point(self, at: QPointF | None) -> None:
        """Shows the pointer there, or takes it away."""
        self._pointer = at
        self.update()

    def begin_stroke(self, at: QPointF) -> None:
        self._strokes.append(QPainterPath(at))

    def go_on(self, at: QPointF) -> None:
        """The pen moves."""
        if self._strokes:
            self._strokes[-1].lineTo(at)
            self.update()

    def wipe(self) -> None:
        """Nothing is drawn any more."""
        self._strokes.clear()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self.blank:
                painter.fillRect(self.rect(), Qt.GlobalColor.black)
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width = max(2.5, self.height() / 180)
            painter.setPen(QPen(theme.seen(PREDICTED), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for stroke in self._strokes:
                painter.drawPath(stroke)
            if self._pointer is not None:
                radius = self.height() / 30
                light = QRadialGradient(self._pointer, radius)
                for at, strength in ((0.0, _STRONG), (0.55, _STRONG), (1.0, 0)):
                    colour = theme.seen(PREDICTED)
                    colour.setAlpha(strength)
                    light.setColorAt(at, colour)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(light)
                place = QPointF(radius, radius)
                painter.drawEllipse(QRectF(self._pointer - place, self._pointer + place))
