"""The view box of a plot: what the mouse does to the ranges, within limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF

Vertex = tuple[float, float, float]
_NEAR = 60.0  # pixels from the mouse to a vertex
_NOTCH = 120  # in Qt's units
_MOST_NOTCHES = 4  # that one event may count: a wheel that runs free, or a driver, sends thousands at once


class ZoomBox(pg.ViewBox):
    """pyqtgraph's, but for a wheel that turns in large steps: those make a range of zero or of infinity.

    vertices: the minima of a curve: x, y in axis units, and the power of the distance with which it rises there, 2 for
    a parabola. Near one of them the wheel keeps it where it is, and the curve's shape.
    """

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.vertices: Sequence[Vertex] = ()

    def setRange(self, rect: Any = None, xRange: Any = None, yRange: Any = None, *more: Any, **options: Any) -> None:
        """As pyqtgraph does, but for a range beyond the largest number, to which a mouse at its end would drag it."""
        ranges = [ends for ends in (xRange, yRange) if ends is not None]
        if isinstance(rect, QRectF):
            ranges += [(rect.left(), rect.right()), (rect.top(), rect.bottom())]
        if all(math.isfinite(abs(low) + abs(high)) for low, high in ranges):
            super().setRange(rect, xRange, yRange, *more, **options)

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:
        most = _MOST_NOTCHES * _NOTCH
        ev.setDelta(max(-most, min(ev.delta(), most)))
        vertex = self._vertex_at(ev.pos()) if axis is None else None
        if vertex is None:
            super().wheelEvent(ev, axis)
            return
        x, y, power = vertex
        left, right = self.viewRange()[0]
        share = 1.02 ** (ev.delta() * self.state["wheelScaleFactor"])  # as pyqtgraph has it
        self._resetTarget()
        narrowest, widest = self.state["limits"]["xRange"]
        share = min(max(share, (narrowest or 0.0) / (right - left)), (widest or math.inf) / (right - left))
        self.scaleBy((share, share**power), pg.Point(x, y))
        ev.accept()
        self.sigRangeChangedManually.emit(self.state["mouseEnabled"])

    def _vertex_at(self, mouse: QPointF) -> Vertex | None:
        """The vertex near the mouse."""
        for vertex in self.vertices:
            way = self.mapFromView(QPointF(*vertex[:2])) - mouse
            if math.hypot(way.x(), way.y()) < _NEAR:
                return vertex
        return None
