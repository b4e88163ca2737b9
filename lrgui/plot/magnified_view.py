"""A view in which everything grows with the text: lines, marks, and the room between them keep their proportion."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QResizeEvent, QTransform


class MagnifiedView(pg.GraphicsView):
    """A unit of its scene is so many of the screen's pixels as `magnify` says."""

    _magnification = 1.0

    def magnify(self, factor: float) -> None:
        """factor: 1 at the normal size of text."""
        if factor != self._magnification:
            self._magnification = factor
            self.autoPixelRange = factor == 1.0  # of pyqtgraph: a unit of the scene is a pixel
            self.resizeEvent(None)

    @property
    def units(self) -> QSizeF:
        """The size of the view in units of its scene."""
        return QSizeF(self.width() / self._magnification, self.height() / self._magnification)

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        if self._magnification != 1.0:
            self.range = QRectF(QPointF(), self.units)
        super().resizeEvent(ev)

    def updateMatrix(self, propagate: bool = True) -> None:
        if self._magnification == 1.0:
            super().updateMatrix(propagate)
            return
        # pyqtgraph would leave a margin of two pixels.
        self.setSceneRect(self.range)
        self.setTransform(QTransform.fromScale(self._magnification, self._magnification))
        self.sigDeviceRangeChanged.emit(self, self.range)
        self.sigDeviceTransformChanged.emit(self)
