"""Reading values with the mouse: a hair line and a box of text that stays inside the plot."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter, QPen

from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import HoverRecord, Record
from lrgui.plot.transform import Transform

Lines = Sequence[tuple[str | None, str]]
_PADDING = 7.0
_DOT = 9.0
_AWAY = 12.0  # pixels between hair line and box


class Hover(Mark):
    """A handle returned by `Plot.set_hover`.

    `text_at(x)` gives lines (colour, text) for the data value x; a line without colour has no dot; no lines,
    no box. `snap(x)` gives the nearest value that has data, where the hair line then stands.
    """

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self.text_at: Callable[[float], Lines] | None = None
        self.snap: Callable[[float], float] | None = None
        self._mouse: QPointF | None = None
        self._x = math.nan
        self._lines: Lines = ()
        self._box = QRectF()
        self._font = QFont(canvas.font)

    @property
    def lines(self) -> Lines:
        """What is shown at the moment."""
        return self._lines

    @property
    def box(self) -> QRectF:
        """Where the text is, in pixels of the plotting area; empty if there is none."""
        return self._box

    @property
    def y(self) -> float:
        """The data value at the height of the mouse; nan where there is no mouse."""
        return math.nan if self._mouse is None else self.canvas.current.y_data(self._mouse.y())

    def move(self, mouse: QPointF | None) -> None:
        """The mouse is at these pixels of the plotting area, or has left it."""
        if mouse is not None or self._mouse is not None:
            self._mouse = mouse
            self.refresh()

    def refresh(self) -> None:
        """Read the values again: after the mouse has moved, or the data under it have changed."""
        if self._mouse is None and not self._lines:
            return
        before = self._region()
        self._x, self._lines, self._box = math.nan, (), QRectF()
        view = self.canvas.current
        if self._mouse is not None and self.text_at is not None:
            x = view.x_data(self._mouse.x())
            x = self.snap(x) if self.snap is not None else x
            lines = self.text_at(x) if math.isfinite(x) else ()
            if lines:
                self._x, self._lines = x, tuple(lines)
                self._box = self._place(view, self._mouse)
        self.changed(before, self._region())

    def _region(self) -> QRectF:
        """All that is painted, with a little air."""
        if not self._lines:
            return QRectF(0, 0, 1, 1)
        view = self.canvas.current
        at = float(view.x_pixels(self._x))
        return QRectF(at - 2, 0, 4, view.height).united(self._box.adjusted(-2, -2, 2, 2))

    def _place(self, view: Transform, mouse: QPointF) -> QRectF:
        """The box beside the hair line; its letters get smaller where the plot is too small for it."""
        self._font = QFont(self.canvas.font)
        width, height = self._size()
        share = min((view.width - 4) / width, (view.height - 4) / height)
        if share < 1:
            self._font.setPixelSize(max(round(QFontInfo(self._font).pixelSize() * share * 0.95), 8))
            width, height = self._size()
        at = float(view.x_pixels(self._x))
        left = at + _AWAY if at + _AWAY + width <= view.width - 2 else at - _AWAY - width
        left = min(max(left, 2.0), max(view.width - width - 2.0, 2.0))
        top = min(max(mouse.y() - height / 2, 2.0), max(view.height - height - 2.0, 2.0))
        return QRectF(round(left), round(top), width, height)

    def _size(self) -> tuple[int, int]:
        metrics = QFontMetricsF(self._font)
        dots = [_DOT + 6 if colour else 0.0 for colour, _ in self._lines]
        widths = [metrics.horizontalAdvance(text) for _, text in self._lines]
        width = max(a + b for a, b in zip(dots, widths, strict=True)) + 2 * _PADDING
        return math.ceil(width), math.ceil(len(self._lines) * metrics.lineSpacing() + 2 * _PADDING - 4)

    def records(self) -> list[Record]:
        if not self._lines:
            return []
        seen = self.canvas.theme.seen
        return [HoverRecord(self._x, tuple((colour and seen(colour), text) for colour, text in self._lines))]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if not self._lines or view.vector:
            return
        ink = self.canvas.colour
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        at = math.floor(float(view.x_pixels(self._x)) * view.scale) / view.scale
        painter.fillRect(QRectF(at, 0, 1, view.height), ink("axis"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(ink("edge"), 1.0))
        painter.setBrush(ink("paper"))
        painter.drawRoundedRect(self._box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        top = self._box.top() + _PADDING - 2
        for colour, text in self._lines:
            left = self._box.left() + _PADDING
            if colour:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink(colour))
                painter.drawEllipse(QRectF(left, top + (metrics.lineSpacing() - _DOT) / 2, _DOT, _DOT))
                left += _DOT + 6
            painter.setPen(ink("text"))
            painter.drawText(QPointF(left, top + metrics.ascent()), text)
            top += metrics.lineSpacing()
