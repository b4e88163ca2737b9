"""Marks that are not data: the grid and the playhead."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from lrgui.plot.axis import Axis
from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import PlayheadRecord, Record
from lrgui.plot.transform import Transform


class Grid(Mark):
    """Lines at the ticks of both axes: opaque, one device pixel, not smoothed; that is what makes them
    cheap.
    """

    def __init__(self, canvas: Canvas, horizontal: Axis, vertical: Axis, z: float) -> None:
        super().__init__(canvas, z)
        self._horizontal, self._vertical = horizontal, vertical

    def records(self) -> list[Record]:
        return []  # lines at the ticks, which the axes have

    def draw(self, painter: QPainter, view: Transform) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, view.vector)
        pen = QPen(self.canvas.colour("grid"), view.pen)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        for x in self._horizontal.tick_pixels():
            painter.drawLine(QPointF(x, 0), QPointF(x, view.height))
        for y in self._vertical.tick_pixels():
            painter.drawLine(QPointF(0, y), QPointF(view.width, y))


class Playhead(Mark):
    """A vertical line at one x: the update that all panels show. A handle returned by `Plot.add_playhead`."""

    WIDTH = 2.0

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._x = math.nan

    @property
    def x(self) -> float:
        """Where it is, in data units; nan is nowhere."""
        return self._x

    def set_x(self, x: float) -> None:
        """Move it. Only the two strips are repainted."""
        if x == self._x or (math.isnan(x) and math.isnan(self._x)):
            return
        before = self._strip()
        self._x = float(x)
        self.changed(before, self._strip())

    def records(self) -> list[Record]:
        return [] if math.isnan(self._x) else [PlayheadRecord(self._x)]

    def _strip(self) -> QRectF:
        view = self.canvas.current
        at = float(view.x_pixels(self._x))
        return QRectF(at - 3, 0, 6, view.height) if 0 <= at <= view.width else QRectF(0, 0, 1, 1)

    def draw(self, painter: QPainter, view: Transform) -> None:
        at = float(view.x_pixels(self._x))
        if not 0 <= at <= view.width:
            return
        thickness, left = self.WIDTH * view.pen, at - self.WIDTH * view.pen / 2
        if not view.vector:  # whole pixels are sharp
            thickness = max(round(thickness * view.scale), 1) / view.scale
            left = round((at - thickness / 2) * view.scale) / view.scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, view.vector)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(QRectF(left, 0, thickness, view.height), self.canvas.colour("playhead"))
