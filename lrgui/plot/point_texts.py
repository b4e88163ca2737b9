"""Texts beside points, where they hide nothing: those that have no room are left out."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from lrgui.core.model.types import Floats
from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import PointTextRecord, Record, box_of
from lrgui.plot.transform import Transform

_AWAY = (9.0, 15.0)  # pixels between a point and its text that are tried
_AIR = 1.0  # around a text, from other texts


class PointTexts(Mark):
    """A handle returned by `Plot.add_point_texts`. The first texts have their places first."""

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._x = self._y = self._slope = np.empty(0)
        self._texts: tuple[str, ...] = ()

    def set_data(self, x: Floats, y: Floats, slope: Floats, texts: Sequence[str]) -> None:
        """Places of shape (n,) in data units on a curve of this `slope`, below which the texts stand."""
        self._x, self._y, self._slope, self._texts = x, y, slope, tuple(texts)
        self.changed()

    def place(self, view: Transform) -> list[tuple[int, QRectF]]:
        """The numbers of the points that have a text, and where it stands, in pixels of the plotting area."""
        if not self._texts:
            return []
        metrics = QFontMetricsF(self.canvas.font)
        obstacles = self.canvas.obstacles(view)
        inside = QRectF(0, 0, view.width, view.height)
        px, py = view.x_pixels(self._x), view.y_pixels(self._y)
        # One unit of data up is so many times as many pixels as one to the right.
        with np.errstate(over="ignore"):
            steep = self._slope * (view.height / (view.y[1] - view.y[0])) / (view.width / (view.x[1] - view.x[0]))
        placed: list[tuple[int, QRectF]] = []
        height = metrics.tightBoundingRect("0").height() + 2
        for i, text in enumerate(self._texts):
            x, y, s = float(px[i]), float(py[i]), float(steep[i])
            if not inside.contains(QPointF(x, y)) or not math.isfinite(s):
                continue
            if any(math.hypot(x - px[j], y - py[j]) < 2 * height for j, _ in placed):
                continue  # nobody could tell to which of the two it belongs
            width = metrics.horizontalAdvance(text) + 2
            across, down = s / math.hypot(s, 1.0), 1.0 / math.hypot(s, 1.0)
            for away in _AWAY:
                middle = QPointF(x + across * (away + width / 2), y + down * (away + height / 2))
                box = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
                near = box.adjusted(-_AIR, -_AIR, _AIR, _AIR)
                if inside.contains(box) and obstacles.free(box) and not any(near.intersects(b) for _, b in placed):
                    placed.append((i, box))
                    break
        return placed

    def records(self) -> list[Record]:
        return [
            PointTextRecord(float(self._x[i]), float(self._y[i]), self._texts[i], box_of(box))
            for i, box in self.place(self.canvas.current)
        ]

    def draw(self, painter: QPainter, view: Transform) -> None:
        placed = self.place(view)
        if placed:
            painter.setFont(self.canvas.font)
            painter.setPen(self.canvas.colour("text"))
            for i, box in placed:
                room = box.adjusted(-4, -6, 4, 6)  # a font has more height than its digits
                painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self._texts[i])
