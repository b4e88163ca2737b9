"""The runs table as a picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from lrgui.colours.theme import Theme
from lrgui.colours.themes import LIGHT
from lrgui.drawing import run_figures
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.plot import SYMBOLS

_AIR = 22.0  # pixels between two columns
_LEAST_AIR = 8.0
_MOST_AIR = 60.0
_SIGN = 16.0  # the room of a run's colour
_LINES = 1.75  # the height of a row, in heights of the text


class RunsTable:
    """Draws the runs of a scene into a rectangle; where that is too small, everything gets smaller together."""

    def __init__(self, style: Style = WINDOW, theme: Theme = LIGHT) -> None:
        self._style, self._theme = style, theme

    def paint(
        self,
        painter: QPainter,
        room: QRectF,
        font: QFont,
        scene: Scene,
        problem: str,
        *,
        best: bool,
        keep: Callable[[list[float]], list[float]] = list,
    ) -> None:
        """`room` in pixels of the layout, for which `font` is. keep: makes columns wider than they have to be."""
        bold = QFont(font)
        bold.setBold(True)
        metrics, headings = QFontMetricsF(font), QFontMetricsF(bold)
        names = run_figures.columns(problem)
        rows = [(i, row) for i, row in enumerate(run_figures.rows(scene, problem, best=best)) if i not in scene.hidden]
        widths = [
            max(
                [
                    headings.horizontalAdvance(run_figures.heading(name, best=best)),
                    *(metrics.horizontalAdvance(row[name]) for _, row in rows),  # none where all are hidden
                ]
            )
            if name != "colour"
            else _SIGN
            for name in names
        ]
        widths = keep(widths)
        row_height = _LINES * metrics.height()
        gaps = len(widths) - 1
        scale = min(1.0, room.width() / (sum(widths) + gaps * _LEAST_AIR), room.height() / row_height / (len(rows) + 1))
        air = min(max((room.width() / scale - sum(widths)) / gaps, _LEAST_AIR), _MOST_AIR)
        air = min(air, _AIR) if scale < 1 else air
        width = sum(widths) + gaps * air
        painter.save()
        painter.translate(room.left() + (room.width() - width * scale) / 2, room.top())
        painter.scale(scale, scale)
        line = QPen(QColor(self._theme.text), 1.2)
        line.setCapStyle(Qt.PenCapStyle.FlatCap)
        for y, thickness in ((0.0, 1.4), (row_height, 0.8), (row_height * (len(rows) + 1), 1.4)):
            line.setWidthF(thickness)
            painter.setPen(line)
            painter.drawLine(QPointF(0, y), QPointF(width, y))
        left = 0.0
        for name, column in zip(names, widths, strict=True):
            side = Qt.AlignmentFlag.AlignLeft if name in run_figures.STATES else Qt.AlignmentFlag.AlignRight
            align = side | Qt.AlignmentFlag.AlignVCenter
            painter.setFont(bold)
            painter.setPen(QColor(self._theme.text))
            painter.drawText(QRectF(left - 1, 0, column + 2, row_height), align, run_figures.heading(name, best=best))
            painter.setFont(font)
            for place, (i, row) in enumerate(rows, 1):
                cell = QRectF(left - 1, row_height * place, column + 2, row_height)
                if name == "colour":
                    self._draw_sign(painter, cell.center(), i, row["code"])
                else:
                    painter.setPen(QColor(self._theme.text))
                    painter.drawText(cell, align, row[name])
            left += column + air
        painter.restore()

    def _draw_sign(self, painter: QPainter, at: QPointF, run: int, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(self._theme.seen(colour))))
        painter.save()
        painter.translate(at)
        painter.scale(11, 11)
        painter.drawPath(SYMBOLS[self._style.symbol(run)])
        painter.restore()
