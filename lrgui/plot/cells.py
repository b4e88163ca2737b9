"""Cells: rectangles of one colour each, as a heat map has them; exact at any size, in a figure too."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from lrgui.core.model.types import Flags, Floats
from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import CellsRecord, Record, locked
from lrgui.plot.transform import Transform


class Cells(Mark):
    """Made on the canvas of a plot. Data units throughout."""

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._x, self._y = np.zeros(1), np.zeros(1)
        self._rgb: npt.NDArray[np.uint8] = np.zeros((0, 0, 3), np.uint8)
        self._there: Flags = np.zeros((0, 0), bool)

    def set_data(self, x: Floats, y: Floats, rgb: npt.NDArray[np.uint8], there: Flags) -> None:
        """Colours (rows, columns, 3) between the edges `x` (columns + 1) and `y` (rows + 1), in ascending data units.

        there: (rows, columns), which cells are drawn at all.
        """
        if rgb.shape != (len(y) - 1, len(x) - 1, 3) or there.shape != rgb.shape[:2]:
            raise ValueError(f"{rgb.shape} colours do not fit {len(y) - 1} × {len(x) - 1} cells")
        self._x, self._y, self._rgb, self._there = x, y, rgb, there
        self.changed()

    def records(self) -> list[Record]:
        if not self._there.any():
            return []
        return [CellsRecord(locked(self._x), locked(self._y), locked(self._rgb), locked(self._there))]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if not self._there.any():
            return
        px = np.clip(view.x_pixels(self._x), -10.0, view.width + 10.0)
        py = np.clip(view.y_pixels(self._y), -10.0, view.height + 10.0)
        if not view.vector:  # at whole pixels, so that no seam shines through between two cells
            px, py = (np.round(p * view.scale) / view.scale for p in (px, py))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, view.vector)
        for row, column in np.argwhere(self._there).tolist():
            left, right = px[column], px[column + 1]
            bottom, top = py[row], py[row + 1]
            rect = QRectF(left, top, right - left, bottom - top)
            if view.vector:
                rect.adjust(0, 0, 0.3, 0.3)
            painter.fillRect(rect, QColor(*self._rgb[row, column].tolist()))
