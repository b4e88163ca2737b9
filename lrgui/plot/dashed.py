"""Dashed lines that are the same in every part of a picture."""

from __future__ import annotations

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPainterPathStroker

_EXACT = 0.05  # pixels by which an outline may differ from the curve that it is of


def draw_path(painter: QPainter, path: QPainterPath) -> None:
    """As the painter would draw it.

    In a picture where a dash begins depends on how much of the line lies outside, as Qt cuts dashes: strips of a large
    one would not fit together. Dashes are outlines there, which depend on the line alone.
    """
    if _outlined(painter):
        pen = painter.pen()
        stroker = QPainterPathStroker(pen)
        stroker.setCurveThreshold(_EXACT)
        painter.fillPath(stroker.createStroke(path), pen.brush())
    else:
        painter.drawPath(path)


def draw_line(painter: QPainter, line: QLineF) -> None:
    """The same for a straight line."""
    if _outlined(painter):
        path = QPainterPath(line.p1())
        path.lineTo(line.p2())
        draw_path(painter, path)
    else:
        painter.drawLine(line)


def _outlined(painter: QPainter) -> bool:
    return painter.pen().style() == Qt.PenStyle.CustomDashLine and isinstance(painter.device(), QImage)
