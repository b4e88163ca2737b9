"""An arrow from a point of the data: a step, or a direction."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.clipping import clip_polyline
from lrgui.plot.curve import STYLES
from lrgui.plot.dashed import draw_line
from lrgui.plot.records import ArrowRecord, Record
from lrgui.plot.transform import Transform

Place = tuple[float, float]

_HEAD = 4.2  # the head's length in widths of the line; it is 0.8 times as wide
_SHORT = 3.0  # pixels: a shorter arrow is only its head
_HALO = 1.5  # pixels of paper around it, so that it is seen on lines


class Arrow(Mark):
    """A handle returned by `Plot.add_arrow`; hidden until it is shown. Data units, on linear axes."""

    def __init__(self, canvas: Canvas, colour: str, width: float, style: str, z: float, *, halo: bool = True) -> None:
        super().__init__(canvas, z)
        self._from, self._to = (math.nan, math.nan), (math.nan, math.nan)
        self._drop, self._room = 0.0, 0.0
        self._halo = _HALO if halo else 0.0
        self._colour, self._width, self._style, self._pattern = colour, width, style, STYLES[style]

    def show(self, start: Place, end: Place, *, drop: float = 0.0, room: float = 0.0) -> None:
        """From `start` to `end`, drawn `drop` pixels lower, if there is one, but `room` pixels above the lower edge.

        Where an end is not finite, nothing is shown.
        """
        if (start, end, drop, room) != (self._from, self._to, self._drop, self._room):
            self._from, self._to, self._drop, self._room = start, end, drop, room
            self.changed()

    def set_style(self, colour: str, width: float) -> None:
        """Another colour and width."""
        if (colour, width) != (self._colour, self._width):
            self._colour, self._width = colour, width
            self.changed()

    def hide(self) -> None:
        """Show nothing."""
        if not math.isnan(self._from[0]):
            self.show((math.nan, math.nan), (math.nan, math.nan))

    def records(self) -> list[Record]:
        if not all(map(math.isfinite, (*self._from, *self._to))):
            return []
        return [ArrowRecord(self._from, self._to, self.canvas.theme.seen(self._colour), self._width, self._style)]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if not all(map(math.isfinite, (*self._from, *self._to))):
            return
        x, y = view.x_pixels([self._from[0], self._to[0]]), view.y_pixels([self._from[1], self._to[1]])
        y += min(self._drop, view.height - self._room - y[0]) if self._drop else 0.0
        length = float(np.hypot(x[1] - x[0], y[1] - y[0]))
        if length < 0.5:
            return
        along = QPointF((x[1] - x[0]) / length, (y[1] - y[0]) / length)
        width = self._width * view.pen
        head = min(_HEAD * width, max(length, _SHORT))
        tip = QPointF(x[1], y[1])
        base = tip - along * head
        across = QPointF(-along.y(), along.x()) * (0.4 * head)
        shaft = self._shaft(view, QPointF(x[0], y[0]), base + along * (0.3 * head)) if length > head else None
        polygon = QPolygonF([tip, base + across, base + along * (0.2 * head), base - across])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if self._halo:
            self._draw_in(painter, view, self.canvas.colour("paper"), 2 * self._halo, width, shaft, polygon)
        self._draw_in(painter, view, self.canvas.colour(self._colour), 0.0, width, shaft, polygon)

    def _draw_in(
        self,
        painter: QPainter,
        view: Transform,
        colour: QColor,
        more: float,
        width: float,
        shaft: QLineF | None,
        head: QPolygonF,
    ) -> None:
        pen = QPen(colour, width + more)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._pattern is not None and not more:
            pen.setDashPattern(self._pattern)
        if shaft is not None:
            painter.setPen(pen)
            draw_line(painter, shaft)
        tip = head.first()
        if -20 < tip.x() < view.width + 20 and -20 < tip.y() < view.height + 20:
            painter.setPen(QPen(colour, more) if more else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(colour)
            painter.drawPolygon(head)

    @staticmethod
    def _shaft(view: Transform, start: QPointF, end: QPointF) -> QLineF | None:
        """The line, cut at the border: its end may be as far away as numbers go."""
        x, y, _ = clip_polyline(np.array([start.x(), end.x()]), np.array([start.y(), end.y()]), view.width, view.height)
        return QLineF(x[0], y[0], x[-1], y[-1]) if len(x) > 1 else None
