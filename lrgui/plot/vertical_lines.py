"""Upright lines with a word beside them: a bound, a best value. Their texts are laid out together.

The texts stand in rows under the upper edge, in the first row in which they hide nothing, and on paper of their own,
so that they can be read over hatching, and over curves where there is no other place.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.curve import STYLES
from lrgui.plot.dashed import draw_line
from lrgui.plot.obstacles import Obstacles
from lrgui.plot.records import Record, VerticalLineRecord, box_of
from lrgui.plot.transform import Transform

_TOP = 19.0  # pixels: above, there is room for what stands at the edge
_PADDING = 4.0
_BESIDE = 3.0  # pixels between a line and its text


class Upright:
    """A handle returned by `Plot.add_upright`; hidden until `show` is called."""

    def __init__(self, layer: UprightLayer, colour: str, width: float, style: str) -> None:
        self._layer = layer
        self.colour, self.width, self.style = colour, width, style
        self.x, self.text, self.visible = 0.0, "", False

    def show(self, x: float, text: str = "") -> None:
        """A line at the data value `x`, with `text` beside it."""
        if (x, text, True) != (self.x, self.text, self.visible):
            self.x, self.text, self.visible = float(x), text, True
            self._layer.changed()

    def hide(self) -> None:
        """Show nothing."""
        if self.visible:
            self.visible = False
            self._layer.changed()


@dataclass(frozen=True)
class PlacedText:
    """An upright in sight: its x in pixels and the rectangle of its text (empty without text)."""

    upright: Upright
    x: float
    box: QRectF


class UprightLayer(Mark):
    """All uprights of one plot."""

    gives_way = True

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._uprights: list[Upright] = []

    def add(self, colour: str, width: float, style: str) -> Upright:
        """A new one, hidden. Those that come first have their texts in the upper rows."""
        self._uprights.append(Upright(self, colour, width, style))
        return self._uprights[-1]

    def occupy(self, obstacles: Obstacles, view: Transform) -> None:
        for placed in self.place(view):
            if not placed.box.isEmpty():
                obstacles.add_box(placed.box)

    def records(self) -> list[Record]:
        return [
            VerticalLineRecord(
                p.upright.x,
                p.upright.text,
                self.canvas.theme.seen(p.upright.colour),
                p.upright.width,
                p.upright.style,
                box_of(p.box),
            )
            for p in self.place(self.canvas.current)
        ]

    def place(self, view: Transform) -> list[PlacedText]:
        """Where everything in sight goes: right of its line, left of it where it would leave the plot or hide data."""
        metrics = QFontMetricsF(self.canvas.font)
        height = metrics.height() + 2
        seen = [(upright, float(view.x_pixels(upright.x))) for upright in self._uprights if upright.visible]
        seen = [(upright, x) for upright, x in seen if -0.5 <= x <= view.width + 0.5]
        placed: list[PlacedText] = []
        for upright, x in seen:
            box = QRectF()
            if upright.text:
                size = QSizeF(metrics.horizontalAdvance(upright.text) + 2 * _PADDING, height)
                lines = [other for _, other in seen if other != x]
                box = self._free(x, size, lines, [other.box for other in placed], view)
            placed.append(PlacedText(upright, x, box))
        return placed

    def _free(self, x: float, size: QSizeF, lines: list[float], texts: list[QRectF], view: Transform) -> QRectF:
        """The highest place beside a line that hides nothing, or else least, but no other text."""
        data = self.canvas.obstacles_for(self, view)
        step = size.height() + 2
        rows = [_TOP + i * step for i in range(max(1, int((view.height - _TOP) / step)))]
        right, left = x + _BESIDE, x - _BESIDE - size.width()
        sides = [side for side in (right, left) if side >= 0 and side + size.width() <= view.width]
        boxes = [QRectF(QPointF(side, row), size) for row in rows for side in sides]
        apart = [box for box in boxes if not any(box.adjusted(-2, -1, 2, 1).intersects(text) for text in texts)]
        if apart:
            return min(apart, key=lambda box: (data.taken(box), sum(box.left() <= at <= box.right() for at in lines)))
        box = QRectF(QPointF(min(max(right, 0.0), max(0.0, view.width - size.width())), _TOP), size)
        while any(box.adjusted(-2, -1, 2, 1).intersects(text) for text in texts):
            box.moveTop(box.top() + step)
        return box

    def draw(self, painter: QPainter, view: Transform) -> None:
        placed = self.place(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setFont(self.canvas.font)
        for item in placed:
            pen = QPen(self.canvas.colour(item.upright.colour), item.upright.width * view.pen)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            dashes = STYLES[item.upright.style]
            if dashes is not None:
                pen.setDashPattern(dashes)
            painter.setPen(pen)
            draw_line(painter, QLineF(item.x, 0, item.x, view.height))
        paper = self.canvas.colour("paper")
        paper.setAlpha(225)
        for item in placed:
            if not item.box.isEmpty():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(paper)
                painter.drawRoundedRect(item.box, 3, 3)
                painter.setPen(QColor(self.canvas.theme.read_as(item.upright.colour)))
                painter.drawText(item.box, Qt.AlignmentFlag.AlignCenter, item.upright.text)
