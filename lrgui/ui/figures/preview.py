"""A preview of figures as the pages that they will be, at their true proportions."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lrgui.export.figure.figure import Figure
from lrgui.ui import theme

_GAP = 14
_SQUARE = 8  # of the pattern that shows through what is transparent


class Preview(QWidget):
    """Shows figures side by side, each as large as there is room for; they are painted at the screen's own pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: Sequence[Figure] = ()
        self._pages: list[tuple[QRectF, QImage]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)

    def sizeHint(self) -> QSize:
        return QSize(760, 480)

    @property
    def pages(self) -> list[QRectF]:
        """Where the figures are."""
        return [place for place, _ in self._pages]

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Paints the figures, which are read again when the preview gets another size."""
        self._figures = figures
        self._paint_pages()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint_pages()

    def _paint_pages(self) -> None:
        self._pages.clear()
        if self._figures:
            width, height = self._figures[0].options.points  # all have the same size
            columns, scale = self._best(len(self._figures), width, height)
            rows = math.ceil(len(self._figures) / columns)
            size = round(width * scale), round(height * scale)
            left = (self.width() - columns * size[0] - (columns - 1) * _GAP) / 2
            top = (self.height() - rows * size[1] - (rows - 1) * _GAP) / 2
            for i, figure in enumerate(self._figures):
                x = left + (i % columns) * (size[0] + _GAP)
                y = top + i // columns * (size[1] + _GAP)
                self._pages.append((QRectF(round(x), round(y), *size), self._image(figure, size, scale)))
        self.update()

    def _best(self, count: int, width: float, height: float) -> tuple[int, float]:
        """In how many columns pages of so many points come out largest, and how large a point is then in pixels."""
        room = self.width() - 2, self.height() - 2

        def scale(columns: int) -> float:
            rows = math.ceil(count / columns)
            across, down = (room[0] - (columns - 1) * _GAP) / columns, (room[1] - (rows - 1) * _GAP) / rows
            return max(min(across / width, down / height), 1 / max(width, height))

        columns = max(range(1, count + 1), key=scale)
        return columns, scale(columns)

    def _image(self, figure: Figure, size: tuple[int, int], scale: float) -> QImage:
        ratio = self.devicePixelRatioF()
        image = QImage(
            max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio)), QImage.Format.Format_ARGB32_Premultiplied
        )
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.scale(scale * ratio, scale * ratio)
            figure.paint(painter)
        image.setDevicePixelRatio(ratio)
        return image

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground = self._ground()
        with QPainter(self) as painter:
            for place, image in self._pages:
                painter.drawTiledPixmap(place, ground)
                painter.drawImage(place.topLeft(), image)
                painter.setPen(QPen(theme.seen("border"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _ground(self) -> QPixmap:
        """Four squares, two of them darker: what shows through a picture without a ground, again and again."""
        ratio = self.devicePixelRatioF()
        tile = QPixmap(round(2 * _SQUARE * ratio), round(2 * _SQUARE * ratio))
        tile.setDevicePixelRatio(ratio)
        tile.fill(theme.seen("paper"))
        with QPainter(tile) as painter:
            for place in (0, _SQUARE):
                painter.fillRect(QRectF(place, place, _SQUARE, _SQUARE), theme.seen("grid"))
        return tile
