"""The texts above and below the plots of a figure: painting of title, counter and caption."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from lrgui.colours.theme import Theme
from lrgui.export.figure.layout import GAP, Widths, wrapped


def paint_title(painter: QPainter, room: QRectF, text: str, font: QFont, theme: Theme) -> float:
    """At the top of the room, cut where it is too long; returns where what is below begins."""
    bold = QFont(font)
    bold.setBold(True)
    metrics = QFontMetricsF(bold)
    painter.setFont(bold)
    painter.setPen(QColor(theme.text))
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(QPointF(room.left(), room.top() + metrics.ascent()), cut)
    return room.top() + metrics.height() + GAP / 2


def paint_counter(painter: QPainter, room: QRectF, text: str, font: QFont, kept: Widths, theme: Theme) -> float:
    """At the right of the room, in its first line; returns how wide it is. Digits end where they always end."""
    metrics = QFontMetricsF(font)
    (width,) = kept.of("counter", [metrics.horizontalAdvance(text)])
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    left = room.right() - metrics.horizontalAdvance(text)
    painter.drawText(QPointF(left, room.top() + metrics.ascent()), text)
    return width


def paint_caption(
    painter: QPainter, room: QRectF, items: Sequence[str], font: QFont, kept: Widths, theme: Theme
) -> float:
    """Items with dots between them, in lines at the bottom of the room; returns where what is above ends."""
    metrics = QFontMetricsF(font)
    widths = kept.of("caption", [metrics.horizontalAdvance(item) for item in items])
    rows = wrapped(widths, 2 * GAP, room.width())
    (height,) = kept.of("height of the caption", [len(rows) * metrics.lineSpacing()])
    top = room.bottom() - height
    painter.setFont(font)
    for i, row in enumerate(rows):
        x, y = room.left(), top + i * metrics.lineSpacing()
        for k in row:
            if k != row[0]:  # a dot that is drawn: as a letter it is as wide as a Chinese one in some fonts
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.text))
                painter.drawEllipse(QPointF(x - GAP, y + metrics.height() / 2), 1.2, 1.2)
            painter.setPen(QColor(theme.text))
            painter.drawText(QPointF(x, y + metrics.ascent()), items[k])
            x += widths[k] + 2 * GAP
    return top - GAP
