"""Contour lines: where a function on a grid has a given value, as lines that stay sharp at any size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyqtgraph.functions as fn
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from lrgui.core.model.types import Floats
from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import ContourRecord, Record, locked
from lrgui.plot.transform import Transform

# Which sides of a cell (0 below, 1 right, 2 above, 3 left) its line joins, for every set of corners that are above the
# level: 1 below left, 2 below right, 4 above right, 8 above left. Two opposite corners (5 and 10) give two lines; which
# two is decided by the middle of the cell.
_JOINED: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 2), (0, 1)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((2, 0),),
    10: ((3, 0), (1, 2)),
    11: ((2, 1),),
    12: ((1, 3),),
    13: ((1, 0),),
    14: ((0, 3),),
}
_SHARES = (0.16, 0.84, 0.3, 0.7)  # along a line, where its label is tried
_AIR = 4.0  # pixels between a label and everything else
_LEAST = 60.0  # pixels; a shorter line has no label


def contour_lines(x: Floats, y: Floats, z: Floats, level: float) -> list[Floats]:
    """The lines on which z is `level`, by marching squares, each of shape (k, 2); a closed one ends where it began.

    x (columns,) and y (rows,) ascend, z is of shape (rows, columns); between grid points it is taken to be linear.
    Cells with a corner that is not finite have no line.
    """
    if min(z.shape) < 2:
        return []
    begin, end = _segments(z, level)
    if not len(begin):
        return []
    ids = np.unique(np.concatenate([begin, end]))
    places = _crossings(x, y, z, level, ids)
    pairs = np.column_stack([np.searchsorted(ids, begin), np.searchsorted(ids, end)])
    return [places[line] for line in _chained(pairs.tolist(), len(ids))]


def _segments(z: Floats, level: float) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The pieces of line of all cells, each by the numbers of the two grid edges that it joins.

    Edge 2k leads from grid point k to the right, edge 2k + 1 upwards; two cells that share an edge share its crossing.
    """
    columns = z.shape[1]
    with np.errstate(invalid="ignore"):
        above = z >= level
    corners = (above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1])
    kind = sum(corner.astype(np.int64) << i for i, corner in enumerate(corners))
    finite = np.isfinite(z)
    known = finite[:-1, :-1] & finite[:-1, 1:] & finite[1:, 1:] & finite[1:, :-1]
    kind = np.where(known, kind, 0)
    with np.errstate(all="ignore"):
        middle = (z[:-1, :-1] + z[:-1, 1:] + z[1:, 1:] + z[1:, :-1]) / 4 >= level
    # Where the middle is above, the lines cut off the two corners below, as in the table; else those above.
    turned = np.where((kind == 5) & ~middle, 10, np.where((kind == 10) & ~middle, 5, kind))
    begin, end = [], []
    for code, joined in _JOINED.items():
        rows, cells = np.nonzero(turned == code)
        corner = rows * columns + cells
        sides = (2 * corner, 2 * (corner + 1) + 1, 2 * (corner + columns), 2 * corner + 1)
        for a, b in joined:
            begin.append(sides[a])
            end.append(sides[b])
    return np.concatenate(begin), np.concatenate(end)


def _crossings(x: Floats, y: Floats, z: Floats, level: float, edges: npt.NDArray[np.intp]) -> Floats:
    """Where the level crosses the grid edges: (k, 2)."""
    row, column = np.divmod(edges // 2, z.shape[1])
    up = edges % 2
    low, high = z[row, column], z[row + up, column + 1 - up]
    share = np.clip((level - low) / (high - low), 0.0, 1.0)
    px = x[column] + np.where(up, 0.0, share * (x[np.minimum(column + 1, len(x) - 1)] - x[column]))
    py = y[row] + np.where(up, share * (y[np.minimum(row + 1, len(y) - 1)] - y[row]), 0.0)
    return np.column_stack([px, py])


def _chained(pairs: list[list[int]], count: int) -> list[list[int]]:
    """Pieces that share an end, joined: each of the `count` ends belongs to one piece or two."""
    ends: list[list[int]] = [[] for _ in range(count)]
    for i, (a, b) in enumerate(pairs):
        ends[a].append(i)
        ends[b].append(i)
    used = [False] * len(pairs)
    lines = []
    # Open lines first, from an end that only one piece has; what is left then is closed.
    for start in sorted(range(count), key=lambda end: len(ends[end])):
        free = [piece for piece in ends[start] if not used[piece]]
        if not free:
            continue
        line, piece = [start], free[0]
        while not used[piece]:
            used[piece] = True
            a, b = pairs[piece]
            line.append(b if line[-1] == a else a)
            piece = next((other for other in ends[line[-1]] if not used[other]), piece)
        lines.append(line)
    return lines


class Contours(Mark):
    """A handle returned by `Plot.add_contours`. Lines and their labels; for linear axes."""

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._levels: list[tuple[list[Floats], str, QColor]] = []
        self._for: tuple[int, Transform] | None = None
        self._paths: list[QPainterPath] = []
        self._labels: list[tuple[QRectF, str]] = []

    def set_grid(
        self, x: Floats, y: Floats, z: Floats, levels: Sequence[tuple[float, str, str]], width: float = 1.0
    ) -> None:
        """Draws the lines of z at each of `levels`: value, label (empty for none) and colour. See `contour_lines`."""
        self._levels = [(contour_lines(x, y, z, level), text, QColor(colour)) for level, text, colour in levels]
        self._width = width
        self.changed()

    def clear(self) -> None:
        """Show nothing."""
        if self._levels:
            self._levels = []
            self.changed()

    def records(self) -> list[Record]:
        return [ContourRecord(text, tuple(map(locked, lines)), colour.name()) for lines, text, colour in self._levels]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if self._for != (self.version, view):
            self._prepare(view)
            self._for = (self.version, view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path, (_, _, colour) in zip(self._paths, self._levels, strict=True):
            painter.setPen(QPen(colour, self._width * view.pen))
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
        paper = QColor(self.canvas.inks.background)
        paper.setAlpha(200)
        for box, text in self._labels:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paper)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(self.canvas.inks.axis).darker(130))
            painter.drawText(QPointF(box.left() + _AIR / 2, box.bottom() - descent), text)
