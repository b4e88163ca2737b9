"""Words at the ends of curves: which line is which, without looking anywhere else.

They stand right of the last points, one below the other, and where these are at the right edge, beside the plotting
area, which leaves room for them. No label lies on data, and where there is no room there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject

from lrgui.plot.canvas import Canvas
from lrgui.plot.records import EndLabelRecord, box_of
from lrgui.plot.transform import Transform

_GAP, _PADDING = 8.0, 3.0  # pixels between the curve and its label, and around the text
_BAR = 3.0  # the width of the line in the curve's colour
_SHARE = 0.2  # of the plot's width, at most, for labels


@dataclass(frozen=True)
class EndLabel:
    """A text for the curve that ends at `x`, `y` (data units) and has this colour, and what to say where that is too
    long.
    """

    text: str
    brief: str
    colour: str
    x: float
    y: float


@dataclass(frozen=True)
class PlacedLabel:
    """A label and its rectangle, in pixels of the plotting area."""

    label: EndLabel
    box: QRectF


class EndLabels(QGraphicsObject):
    """All labels of one plot; of those that have no room together the first ones are kept.

    `room`: pixels beside the plotting area that they ask for. `brief`: whether there is no more room than for that.
    """

    def __init__(self, parent: QGraphicsItem, canvas: Canvas) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._labels: tuple[EndLabel, ...] = ()
        self.room, self.brief = 0.0, False
        self.setZValue(20)

    def measure(self, texts: Sequence[tuple[str, str]], width: float) -> float:
        """Asks for the room that such texts, whole or brief, need in a plot of this width; gives it."""
        metrics = QFontMetricsF(self._canvas.font)
        self.room = 0.0
        for self.brief in (False, True):
            widest = max((metrics.horizontalAdvance(text[self.brief]) for text in texts), default=0.0)
            wanted = round(widest + _BAR + 3 * _PADDING + _GAP)
            if widest and wanted <= _SHARE * width:
                self.room = float(wanted)
                break
        return self.room

    def _text(self, label: EndLabel) -> str:
        return label.brief if self.brief else label.text

    def show_labels(self, labels: Sequence[EndLabel]) -> None:
        """What ends where, the most important one first."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self.follow()

    def follow(self) -> None:
        """The plotting area has moved, or what it shows."""
        rect = self._canvas.mapRectToItem(self.parentItem(), self._canvas.boundingRect())
        self.prepareGeometryChange()
        self.setPos(rect.topLeft())
        self._canvas.reserve([placed.box for placed in self.place(self._canvas.current)])
        self.update()

    def place(self, view: Transform) -> list[PlacedLabel]:
        """Where they go, from top to bottom."""
        if not self.room:
            return []
        metrics = QFontMetricsF(self._canvas.font)
        high = metrics.height()
        inside = [label for label in self._labels if 0 <= float(view.y_pixels(label.y)) <= view.height]
        inside = inside[: max(0, int(view.height // high))]
        inside.sort(key=lambda label: float(view.y_pixels(label.y)))
        tops = [float(view.y_pixels(label.y)) - high / 2 for label in inside]
        for i in range(len(tops)):
            tops[i] = max(tops[i], tops[i - 1] + high if i else 0.0)
        lowest = view.height
        for i in reversed(range(len(tops))):
            tops[i] = min(tops[i], lowest - high)
            lowest = tops[i]
        placed = []
        for label, top in zip(inside, tops, strict=True):
            left = min(float(view.x_pixels(label.x)), view.width) + _GAP
            width = metrics.horizontalAdvance(self._text(label)) + _BAR + 3 * _PADDING
            placed.append(PlacedLabel(label, QRectF(left, top, width, high)))
        return placed

    def records(self) -> list[EndLabelRecord]:
        """What they say, and where."""
        return [
            EndLabelRecord(
                self._text(p.label), self._canvas.theme.seen(p.label.colour), p.label.x, p.label.y, box_of(p.box)
            )
            for p in self.place(self._canvas.current)
        ]

    def boundingRect(self) -> QRectF:
        return self._canvas.boundingRect().adjusted(0, 0, self.room, 0)

    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        view = self._canvas.current
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setFont(self._canvas.font)
        paper = QColor(self._canvas.colour("paper"))
        paper.setAlpha(225)
        for placed in self.place(view):
            box, label = placed.box, placed.label
            painter.setPen(QPen(self._canvas.colour(label.colour), 1.0))
            end = QPointF(min(float(view.x_pixels(label.x)), view.width), float(view.y_pixels(label.y)))
            painter.drawLine(QLineF(end, QPointF(box.left(), box.center().y())))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paper)
            painter.drawRect(box)
            painter.fillRect(
                QRectF(box.left(), box.top() + 2, _BAR, box.height() - 4), self._canvas.colour(label.colour)
            )
            painter.setPen(self._canvas.colour("text"))
            inner = box.adjusted(_BAR + 2 * _PADDING, 0, 0, 0)
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._text(label))
