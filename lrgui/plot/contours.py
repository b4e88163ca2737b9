"""Contour lines: where a function on a grid has a given value, as lines that stay sharp at any size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph.functions as fn
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from lrgui.core.model.types import Floats
from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import ContourRecord, Record, locked
from lrgui.plot.transform import Transform

_SHARES = (0.16, 0.84, 0.3, 0.7)  # along a line, where its label is tried
_AIR = 4.0  # pixels between a label and everything else
_LEAST = 60.0  # pixels; a shorter line has no label


def contour_lines(x: Floats, y: Floats, z: Floats, levels: Sequence[float]) -> list[list[Floats]]:
    """For each level the lines on which z has it, each of shape (k, 2); a closed one ends where it began.

    x (columns,) and y (rows,) ascend, z is of shape (rows, columns); between grid points it is taken to be linear.
    Cells with a corner that is not finite have no line.
    """
    from contourpy import LineType, contour_generator  # only the weight space needs it: not when the program starts

    if min(z.shape) < 2:
        return [[] for _ in levels]
    generator = contour_generator(x, y, np.ma.masked_invalid(z), name="serial", line_type=LineType.Separate)
    return [[np.asarray(line)[::-1] for line in generator.lines(level)] for level in levels]


class Contours(Mark):
    """A handle returned by `Plot.add_contours`. Lines and their labels; for linear axes."""

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._levels: list[tuple[list[Floats], str, str]] = []
        self._for: tuple[int, Transform] | None = None
        self._paths: list[QPainterPath] = []
        self._labels: list[tuple[QRectF, str]] = []

    def set_grid(
        self, x: Floats, y: Floats, z: Floats, levels: Sequence[tuple[float, str, str]], width: float = 1.0
    ) -> None:
        """Draws the lines of z at each of `levels`: value, label (empty for none) and colour. See `contour_lines`."""
        found = contour_lines(x, y, z, [level for level, _, _ in levels])
        self._levels = [(lines, text, c) for lines, (_, text, c) in zip(found, levels, strict=True)]
        self._width = width
        self.changed()

    def clear(self) -> None:
        """Show nothing."""
        if self._levels:
            self._levels = []
            self.changed()

    def records(self) -> list[Record]:
        seen = self.canvas.theme.seen
        return [ContourRecord(text, tuple(map(locked, lines)), seen(colour)) for lines, text, colour in self._levels]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if self._for != (self.version, view):
            self._prepare(view)
            self._for = (self.version, view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path, (_, _, colour) in zip(self._paths, self._levels, strict=True):
            painter.setPen(QPen(self.canvas.colour(colour), self._width * view.pen))
            painter.drawPath(path)
        self._draw_labels(painter)

    def _prepare(self, view: Transform) -> None:
        self._paths, self._labels = [], []
        metrics = QFontMetricsF(self.canvas.font)
        for lines, text, _ in self._levels:
            path = QPainterPath()
            places = [(view.x_pixels(line[:, 0]), view.y_pixels(line[:, 1])) for line in lines]
            for px, py in places:
                path.addPath(fn.arrayToQPath(px, py, connect="all", finiteCheck=False))
            self._paths.append(path)
            if text and places:
                self._place_label(view, metrics, text, *max(places, key=lambda place: len(place[0])))

    def _place_label(self, view: Transform, metrics: QFontMetricsF, text: str, px: Floats, py: Floats) -> None:
        """On the line, as low as may be, inside the plot and away from other labels; nowhere if there is no place."""
        inside = (px > 0) & (px < view.width) & (py > 0) & (py < view.height)
        px, py = px[inside], py[inside]
        if len(px) < 2 or np.hypot(np.diff(px), np.diff(py)).sum() < _LEAST:
            return
        width, height = metrics.horizontalAdvance(text) + _AIR, metrics.height() - 2
        room = QRectF(_AIR, _AIR, view.width - 2 * _AIR, view.height - 2 * _AIR)
        tried = [round(share * (len(px) - 1)) for share in _SHARES]
        for i in sorted(tried, key=lambda i: -float(py[i])):  # so that labels stand in one row
            box = QRectF(px[i] - width / 2, py[i] - height / 2, width, height)
            air = box.adjusted(-_AIR, -_AIR, _AIR, _AIR)
            if room.contains(box) and not any(air.intersects(other) for other, _ in self._labels):
                self._labels.append((box, text))
                return

    def _draw_labels(self, painter: QPainter) -> None:
        painter.setFont(self.canvas.font)
        descent = QFontMetricsF(self.canvas.font).descent()
        paper = self.canvas.colour("paper")
        paper.setAlpha(200)
        for box, text in self._labels:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paper)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(self.canvas.colour("muted"))
            painter.drawText(QPointF(box.left() + _AIR / 2, box.bottom() - descent), text)
