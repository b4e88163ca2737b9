"""A band between two lines, such as the quartiles around a median."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import BandRecord, Record, locked
from lrgui.plot.transform import Transform

_EMPTY = np.empty(0)
_BEYOND = 50.0  # pixels outside the plot at which a side that is far away is drawn


class Band(Mark):
    """A handle returned by `Plot.add_band`. Data units throughout."""

    def __init__(self, canvas: Canvas, colour: str, z: float) -> None:
        super().__init__(canvas, z)
        self._colour = colour
        self._x, self._low, self._high = _EMPTY, _EMPTY, _EMPTY

    def set_data(self, x: npt.ArrayLike, low: npt.ArrayLike, high: npt.ArrayLike) -> None:
        """From `low` to `high` at ascending `x`, all of shape (n,). Infinity runs off the plot, nan makes a gap."""
        new = [np.asarray(values, dtype=np.float64) for values in (x, low, high)]
        if not new[0].shape == new[1].shape == new[2].shape or new[0].ndim != 1:
            raise ValueError(f"x, low and high need the same length, not {[v.shape for v in new]}")
        if len(new[0]) == len(self._x) == 0:
            return
        self._x, self._low, self._high = new
        self.changed()

    def records(self) -> list[Record]:
        if not len(self._x):
            return []
        return [
            BandRecord(locked(self._x), locked(self._low), locked(self._high), self.canvas.theme.seen(self._colour))
        ]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if not len(self._x):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.canvas.colour(self._colour))
        for polygon in self.polygons(view):
            painter.drawPolygon(polygon)

    def polygons(self, view: Transform) -> list[QPolygonF]:
        """One for each stretch without a gap, in pixels. A side that is infinite stands up straight at its x."""
        px = np.clip(view.x_pixels(self._x), -_BEYOND, view.width + _BEYOND)
        low = np.clip(view.y_pixels(self._low), -_BEYOND, view.height + _BEYOND)
        high = np.clip(view.y_pixels(self._high), -_BEYOND, view.height + _BEYOND)
        there = ~(np.isnan(px) | np.isnan(low) | np.isnan(high))
        edges = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]]).astype(int)))
        return [
            QPolygonF([QPointF(*p) for p in zip(px[a:b], low[a:b], strict=True)]
                      + [QPointF(*p) for p in zip(px[a:b][::-1], high[a:b][::-1], strict=True)])
            for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
            if b - a > 1
        ]  # fmt: skip
