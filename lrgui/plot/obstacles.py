"""Where a plot has data: what texts keep away from."""

from __future__ import annotations

import math
from copy import copy

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF

from lrgui.core.model.types import Floats
from lrgui.plot.transform import Transform

_CELL = 6.0  # pixels
_OF_POINTS = 10  # lines are read on where a text crosses them, and symbols and texts are not
_FEW = 20  # points
_MOST = 4000  # points of a curve that are looked at
_LONGEST = 400  # cells between two points of a curve that are looked at


class Obstacles:
    """A coarse grid over the plotting area. Coordinates in its pixels."""

    def __init__(self, view: Transform) -> None:
        self._rows, self._columns = math.ceil(view.height / _CELL), math.ceil(view.width / _CELL)
        self._taken = np.zeros((self._rows, self._columns), np.int64)

    def copy(self) -> Obstacles:
        """The same, to which more can be added."""
        made = copy(self)
        made._taken = self._taken.copy()
        return made

    def add_points(self, px: Floats, py: Floats, radius: float) -> None:
        """Symbols of this size, of shape (n,)."""
        reach = max(0, math.ceil(radius / _CELL) - 1)
        if len(px) <= _FEW:  # as most marks have: a rectangle each, without the price of arrays
            for x, y in zip(px.tolist(), py.tolist(), strict=True):
                row, column = math.floor(y / _CELL), math.floor(x / _CELL)
                rows = slice(max(0, row - reach), max(0, row + reach + 1))
                self._taken[rows, max(0, column - reach) : max(0, column + reach + 1)] = _OF_POINTS
            return
        for dx in range(-reach, reach + 1):
            for dy in range(-reach, reach + 1):
                self._mark(px + dx * _CELL, py + dy * _CELL, _OF_POINTS)

    def add_path(self, px: Floats, py: Floats) -> None:
        """The lines between neighbours that are both there, of shape (n,)."""
        stride = max(1, len(px) // _MOST)
        px, py = px[::stride], py[::stride]
        there = np.isfinite(px[1:] + px[:-1] + py[1:] + py[:-1])
        ax, ay, bx, by = px[:-1][there], py[:-1][there], px[1:][there], py[1:][there]
        count = np.ceil(np.maximum(np.abs(bx - ax), np.abs(by - ay)) / _CELL).clip(1, _LONGEST).astype(int)
        start = np.repeat(np.cumsum(count) - count, count)
        share = (np.arange(count.sum()) - start) / np.repeat(count, count)
        self._mark(np.repeat(ax, count) * (1 - share) + np.repeat(bx, count) * share,
                   np.repeat(ay, count) * (1 - share) + np.repeat(by, count) * share)  # fmt: skip
        self._mark(bx, by)

    def add_box(self, box: QRectF) -> None:
        """A rectangle, such as that of another text."""
        rows = slice(max(0, int(box.top() / _CELL)), int(box.bottom() / _CELL) + 1)
        self._taken[rows, max(0, int(box.left() / _CELL)) : int(box.right() / _CELL) + 1] = _OF_POINTS

    def _mark(self, px: npt.NDArray[np.float64], py: npt.NDArray[np.float64], weight: int = 1) -> None:
        inside = (px >= 0) & (py >= 0) & (px < self._columns * _CELL) & (py < self._rows * _CELL)
        cells = (py[inside] / _CELL).astype(int), (px[inside] / _CELL).astype(int)
        self._taken[cells] = np.maximum(self._taken[cells], weight)

    def free(self, box: QRectF) -> bool:
        """Whether there are no data in a rectangle."""
        return not self.taken(box)

    def taken(self, box: QRectF) -> int:
        """How much a rectangle hides: cells with data, those of symbols and texts by their weight."""
        rows = slice(max(0, int(box.top() / _CELL)), int(box.bottom() / _CELL) + 1)
        columns = slice(max(0, int(box.left() / _CELL)), int(box.right() / _CELL) + 1)
        return int(self._taken[rows, columns].sum())
