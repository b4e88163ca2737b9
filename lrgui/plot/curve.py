"""A curve: lines through points, thinned to the screen, cut at the border, broken at nan."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph.functions as fn
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from shiboken6 import Shiboken

from lrgui.core.model.types import Flags, Floats
from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.clipping import clip_polyline
from lrgui.plot.dashed import draw_path
from lrgui.plot.obstacles import Obstacles
from lrgui.plot.records import CurveRecord, Record, locked
from lrgui.plot.strokes import dashes, pieces
from lrgui.plot.thinning import simplify, thin, thin_path
from lrgui.plot.transform import Transform

STYLES = {
    "solid": None,
    "dashed": [4.0, 2.5],
    "dotted": [1.2, 2.0],
    "dashdot": [5.0, 2.0, 1.2, 2.0],
    "longdash": [9.0, 3.0],
    "dashdotdot": [5.0, 2.0, 1.2, 2.0, 1.2, 2.0],
    "sparse": [1.2, 5.0],
    "longdashdot": [9.0, 2.0, 1.2, 2.0],
    "wide": [4.0, 6.0],
    "dashdashdot": [4.0, 2.0, 4.0, 2.0, 1.2, 2.0],
    "longdashshort": [10.0, 2.0, 3.0, 2.0],
    "dashdotdotdot": [5.0, 2.0, 1.2, 2.0, 1.2, 2.0, 1.2, 2.0],
}
_LONG = 400  # lines; where more of them run up and down, a thin pen shows more and costs less
_TOO_MANY = 12_000  # lines; not smoothed beyond
_ROUGH = 10.0  # times width and height of the plot: of a longer line in pixels no joint can be seen
_EMPTY = np.empty(0)


class Curve(Mark):
    """A handle returned by `Plot.add_curve`. Data units throughout; the logarithm is the plot's business."""

    def __init__(self, canvas: Canvas, colour: str, width: float, style: str, z: float) -> None:
        super().__init__(canvas, z)
        self._x, self._y = _EMPTY, _EMPTY
        self._for: tuple[int, Transform] | None = None
        self._lines: Floats | None = None
        self._path: QPainterPath | None = None
        self._rough: Floats | None = None  # the same as lines, where it runs up and down
        self._noisy = False
        self.set_style(colour, width, style)

    def set_style(self, colour: str, width: float = 2.0, style: str = "solid") -> None:
        """`style` is one of `STYLES`; `width` in pixels of the layout."""
        self._style, self._pattern = style, STYLES[style]
        self._colour, self._width = colour, width
        self.changed()

    def _pen(self, width: float) -> QPen:
        pen = QPen(self.canvas.colour(self._colour), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # Qt draws flat lines many times faster than others
        return pen

    def set_data(self, x: npt.ArrayLike, y: npt.ArrayLike) -> None:
        """Points of shape (n,). Nan makes a gap, infinity runs off the plot. The arrays must not change
        afterwards.
        """
        new_x, new_y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        if new_x.shape != new_y.shape or new_x.ndim != 1:
            raise ValueError(f"x and y need the same length, not {new_x.shape} and {new_y.shape}")
        if len(new_x) == len(self._x) == 0:
            return
        self._x, self._y = new_x, new_y
        self.changed()

    @property
    def data(self) -> tuple[Floats, Floats]:
        """The points as they were given."""
        return self._x, self._y

    def occupy(self, obstacles: Obstacles, view: Transform) -> None:
        if len(self._x):
            obstacles.add_path(view.x_pixels(self._x), view.y_pixels(self._y))

    def records(self) -> list[Record]:
        if not len(self._x):
            return []
        colour = self.canvas.theme.seen(self._colour)
        return [CurveRecord(locked(self._x), locked(self._y), colour, self._width, self._style)]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if self._for != (self.version, view):
            self._prepare(view)
            self._for = (self.version, view)
        # Smoothed as a whole, which files have, a line that runs up and down takes seconds in a large picture.
        lines = self._rough if self._rough is not None and isinstance(painter.device(), QImage) else self._lines
        if lines is not None and len(lines):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(lines) <= _TOO_MANY)
            painter.setPen(self._pen(view.pen if self._noisy else self._width * view.pen))
            first: Any = Shiboken.wrapInstance(lines.ctypes.data, QLineF)  # no copy of thousands of lines
            painter.drawLines(first, len(lines))
        elif self._path is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            pen = self._pen(self._width * view.pen)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if self._pattern is not None:
                pen.setDashPattern(self._pattern)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            draw_path(painter, self._path)

    def _prepare(self, view: Transform) -> None:
        """Data to lines in pixels; to a path where a figure is exported."""
        self._lines = self._path = self._rough = None
        self._noisy = False
        px, py, connected = self._pixels(view)
        if len(px) < 2:
            return
        if view.vector:
            self._path = fn.arrayToQPath(px, py, connect=connected, finiteCheck=False)
            lines = pieces(px, py, connected, 0.3 * self._width * view.pen)
            if self._pattern is None and len(lines) > _LONG and _length(lines) > _ROUGH * (view.width + view.height):
                self._rough = np.ascontiguousarray(lines)
            return
        width = self._width * view.pen
        if self._pattern is not None:
            lines = dashes(px, py, connected, [length * width for length in self._pattern])
        else:
            lines = pieces(px, py, connected, 0.3 * width)
        self._noisy = len(lines) > _LONG and _length(lines) > 40.0 * (view.width + view.height)
        self._lines = np.ascontiguousarray(lines)

    def _pixels(self, view: Transform) -> tuple[Floats, Floats, Flags]:
        """Thinned, mapped and cut; see `clip_polyline` for what is returned."""
        x, y = self._x, self._y
        columns = int(view.width * view.scale)
        px = view.x_pixels(x)
        if len(x) <= 4 * columns:
            py = view.y_pixels(y)
        elif (px[1:] >= px[:-1]).all():  # thin first: the fewer logarithms, the better
            px, y, _ = thin(px, y, 0.0, view.width, columns)
            py = view.y_pixels(y)
        else:
            px, py = thin_path(px, view.y_pixels(y), 0.5 / view.scale)
        if len(px) > _LONG:
            px, py = simplify(px, py)
        return clip_polyline(px, py, view.width, view.height)


def _length(lines: Floats) -> float:
    """Of all lines (n, 4) together, along both axes."""
    return float(np.abs(lines[:, 2:] - lines[:, :2]).sum())
