"""Shading: a ready picture behind the points, such as the probability of a class over the plane."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import ImageRecord, Record
from lrgui.plot.transform import Transform


class Shading(Mark):
    """A handle returned by `Plot.add_shading`.

    It is a mark of the canvas and not a pyqtgraph ImageItem, so that it lies above the grid and below the
    points, is part of the kept picture, and needs no look-up table, levels, or conversion at each repaint.
    """

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._pixels: npt.NDArray[np.uint32] | None = None
        self._image: QImage | None = None
        self._x, self._y = (0.0, 1.0), (0.0, 1.0)

    def set_image(self, rgba: npt.NDArray[np.uint8], x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show `rgba`, shape (rows, columns, 4), over the ranges `x` and `y` in data units.

        Row 0 is at the bottom (the smallest y) and column 0 at the left, as a grid made with linspace has it;
        each cell covers its share of the ranges. The array is copied.
        """
        if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8:
            raise ValueError(f"an array of bytes (rows, columns, 4) is needed, not {rgba.dtype} {rgba.shape}")
        channels = rgba[::-1].astype(np.uint32)
        alpha = channels[..., 3]
        opaque = bool((alpha == 255).all())
        if not opaque:
            channels[..., :3] = (channels[..., :3] * alpha[..., None] + 127) // 255
        pixels = (alpha << 24) | (channels[..., 0] << 16) | (channels[..., 1] << 8) | channels[..., 2]
        self._pixels = np.ascontiguousarray(pixels, dtype=np.uint32)  # QImage does not copy: keep it alive
        rows, columns = self._pixels.shape
        layout = QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
        self._image = QImage(self._pixels.data, columns, rows, 4 * columns, layout)
        self._x, self._y = x, y
        self.changed()

    def clear(self) -> None:
        """Show nothing."""
        self._image = None
        self.changed()

    def records(self) -> list[Record]:
        if self._image is None:
            return []
        image = self._image.convertToFormat(QImage.Format.Format_RGBA8888)
        rgba = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[::-1].copy()
        return [ImageRecord(rgba, self._x, self._y)]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if self._image is None:
            return
        (left, right), (bottom, top) = view.x_pixels(self._x), view.y_pixels(self._y)
        target = QRectF(left, top, right - left, bottom - top)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.drawImage(target, self._image, QRectF(self._image.rect()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
