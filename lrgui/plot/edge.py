"""Marks at the edge of a plot: what has left it, where, at which step and why.

A triangle points out of the plot where something went, and a box inside tells about it. Boxes never overlap
each other, the border or data; where there is no room left for a box, the triangle stands alone with a number, and
tells its text under the mouse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.obstacles import Obstacles
from lrgui.plot.records import EdgeRecord, Record, box_of
from lrgui.plot.transform import Transform

EDGES = ("top", "bottom", "left", "right")
_TRIANGLE = 11.0  # pixels: its height; it is as wide
_AIR = 4.0
_FLAG = 8.0  # half of the room of a number
_PADDING = 6.0
_STEP, _STEPS = 12.0, 14  # pixels by which a box is moved in search of a free place, and how often


class EdgeMark:
    """A handle returned by `Plot.add_edge_mark`; hidden until `show` is called."""

    def __init__(self, layer: EdgeLayer, colour: str) -> None:
        self._layer = layer
        self.colour = colour
        self.edge, self.at, self.text, self.number, self.visible = "top", 0.0, "", 0, False

    def show(self, edge: str, at: float, text: str, number: int = 0) -> None:
        """Point out of `edge` (top, bottom, left, right) at the data value `at` along it, and say `text`.

        Where that has no room, a `number` stands there, if it is not 0.
        """
        if edge not in EDGES:
            raise ValueError(f"an edge is one of {', '.join(EDGES)}, not {edge!r}")
        if (edge, at, text, number, True) != (self.edge, self.at, self.text, self.number, self.visible):
            self.edge, self.at, self.text, self.number, self.visible = edge, float(at), text, number, True
            self._layer.changed()

    def hide(self) -> None:
        """Show nothing."""
        if self.visible:
            self.visible = False
            self._layer.changed()

    def set_colour(self, colour: str) -> None:
        """Another colour for triangle and border."""
        self.colour = colour
        self._layer.changed()


@dataclass(frozen=True)
class Placed:
    """An edge mark on the screen: corners of its triangle and the rectangle of its box (empty without
    text).
    """

    mark: EdgeMark
    triangle: tuple[QPointF, QPointF, QPointF]
    box: QRectF

    @property
    def flag(self) -> QRectF:
        """Where its number stands, if it has no box."""
        middle = _middle_of_base(self.triangle) + _inward(self.mark.edge) * _FLAG
        return QRectF(middle.x() - _FLAG, middle.y() - _FLAG, 2 * _FLAG, 2 * _FLAG)


class EdgeLayer(Mark):
    """All edge marks of one plot: they are laid out together."""

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._marks: list[EdgeMark] = []
        self._boxes: dict[EdgeMark, QRectF] = {}  # where they were last
        self._boxes_in = (0.0, 0.0)

    def add(self, colour: str) -> EdgeMark:
        """A new mark, hidden."""
        mark = EdgeMark(self, colour)
        self._marks.append(mark)
        return mark

    def records(self) -> list[Record]:
        return [
            EdgeRecord(
                p.mark.edge,
                p.mark.at,
                p.mark.text,
                self.canvas.theme.seen(p.mark.colour),
                p.triangle[0].toTuple(),
                box_of(p.box),
            )
            for p in self.place(self.canvas.current)
        ]

    def place(self, view: Transform) -> list[Placed]:
        """Where everything goes."""
        metrics = QFontMetricsF(self.canvas.font)
        shown = [mark for mark in self._marks if mark.visible]
        tips = [self._tip(mark, view) for mark in shown]
        triangles = [_triangle(mark.edge, tip) for mark, tip in zip(shown, tips, strict=True)]
        taken = [QPolygonF(list(triangle)).boundingRect() for triangle in triangles]
        placed: list[Placed] = []
        obstacles = self.canvas.obstacles(view)
        if (view.width, view.height) != self._boxes_in:
            self._boxes_in = view.width, view.height
            self._boxes.clear()
        for mark, tip, triangle in zip(shown, tips, triangles, strict=True):
            size = _text_size(metrics, mark.text, view.width - 2 * _AIR)
            wanted = _box_beside(mark.edge, tip, size, view)
            before = self._boxes.get(mark)
            kept = before is not None and before.size() == wanted.size() and obstacles.free(before)
            if kept and before is not None and not any(other.intersects(before) for other in taken):
                box = before  # it rests while it can
            else:
                box = _free_box(wanted, mark.edge, taken, obstacles, view)
            self._boxes[mark] = box
            taken.append(box)
            placed.append(Placed(mark, triangle, box))
        return placed

    def draw(self, painter: QPainter, view: Transform) -> None:
        if not any(mark.visible for mark in self._marks):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setFont(self.canvas.font)
        placed = self.place(view)
        for item in placed:  # all leading lines first: none may cross a text
            if not item.box.isEmpty():
                base = _middle_of_base(item.triangle)
                painter.setPen(QPen(self.canvas.colour(item.mark.colour), 1.5 * view.pen))
                painter.drawLine(base, _nearest(item.box, base))
        for item in placed:
            self._draw_one(painter, item, view.pen)
        painter.setPen(self.canvas.colour("text"))
        for place, text in numbers(placed, QFontMetricsF(self.canvas.font), view):
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _draw_one(self, painter: QPainter, item: Placed, pen: float) -> None:
        painter.setPen(QPen(self.canvas.colour(item.mark.colour), 1.5 * pen))
        painter.setBrush(self.canvas.colour(item.mark.colour))
        painter.drawPolygon(QPolygonF(list(item.triangle)))
        if not item.box.isEmpty():
            painter.setBrush(self.canvas.colour("paper"))
            painter.drawRoundedRect(item.box, 4, 4)
            painter.setPen(self.canvas.colour("text"))
            inner = item.box.adjusted(_PADDING, 0, -_PADDING, 0)
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), held(item.mark.text))

    def text_at(self, place: QPointF) -> str:
        """What the mark under the mouse says; nothing where there is none."""
        for item in self.place(self.canvas.current):
            around = QPolygonF(list(item.triangle)).boundingRect().united(item.flag).adjusted(-4, -4, 4, 4)
            if around.contains(place):
                return item.mark.text
        return ""

    def _tip(self, mark: EdgeMark, view: Transform) -> QPointF:
        """The outer corner of the triangle, far enough from the corners of the plot to be seen whole."""
        half = _TRIANGLE / 2 + 2
        if mark.edge in ("top", "bottom"):
            x = min(max(float(view.x_pixels(mark.at)), half), view.width - half)
            return QPointF(x, 2.0 if mark.edge == "top" else view.height - 2.0)
        y = min(max(float(view.y_pixels(mark.at)), half), view.height - half)
        return QPointF(2.0 if mark.edge == "left" else view.width - 2.0, y)


def numbers(placed: list[Placed], metrics: QFontMetricsF, view: Transform) -> list[tuple[QRectF, str]]:
    """The numbers of marks without a box, and where they stand; those at one place, as of runs alike, share it."""
    groups: list[tuple[Placed, list[str]]] = []
    for item in placed:
        if item.box.isEmpty() and item.mark.number:
            there = next((texts for other, texts in groups if other.flag.intersects(item.flag)), None)
            if there is None:
                groups.append((item, [str(item.mark.number)]))
            else:
                there.append(str(item.mark.number))
    found = []
    for item, texts in groups:
        text, place = ", ".join(texts), item.flag
        wider = max(0.0, metrics.horizontalAdvance(text) + _AIR - place.width())
        inward = _inward(item.mark.edge).x()
        left = place.left() - wider * (1 - inward) / 2  # away from an edge at the side
        left = min(max(left, 0.0), max(0.0, view.width - place.width() - wider))
        found.append((QRectF(left, place.top(), place.width() + wider, place.height()), text))
    return found


def _inward(edge: str) -> QPointF:
    return {"top": QPointF(0, 1), "bottom": QPointF(0, -1), "left": QPointF(1, 0), "right": QPointF(-1, 0)}[edge]


def _triangle(edge: str, tip: QPointF) -> tuple[QPointF, QPointF, QPointF]:
    inward = _inward(edge)
    across = QPointF(inward.y(), inward.x())
    base = tip + inward * _TRIANGLE
    return tip, base + across * (_TRIANGLE / 2), base - across * (_TRIANGLE / 2)


def _middle_of_base(triangle: tuple[QPointF, QPointF, QPointF]) -> QPointF:
    return (triangle[1] + triangle[2]) * 0.5


def _nearest(box: QRectF, point: QPointF) -> QPointF:
    x = min(max(point.x(), box.left() + 4), box.right() - 4)
    y = min(max(point.y(), box.top() + 4), box.bottom() - 4)
    return QPointF(x, y)


def held(text: str) -> str:
    """The same with a bar that opens held to what it opens: a line may end after any bar, says Unicode."""
    return re.sub(r"(?<!\S)\|(?=\S)", "|\u2060", text)


def _text_size(metrics: QFontMetricsF, text: str, most: float) -> tuple[float, float]:
    """Width and height of a box for `text`, on several lines if one is wider than `most`."""
    if not text:
        return 0.0, 0.0
    room = QRectF(0, 0, max(most - 2 * _PADDING, 20.0), 10_000)
    rect = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), held(text))
    return float(round(rect.width() + 2 * _PADDING + 2)), float(round(rect.height() + 5))


def _box_beside(edge: str, tip: QPointF, size: tuple[float, float], view: Transform) -> QRectF:
    width, height = size
    if not width:
        return QRectF()
    distance = _TRIANGLE + 6.0
    if edge in ("top", "bottom"):
        left = tip.x() - width / 2
        top = tip.y() + distance if edge == "top" else tip.y() - distance - height
    else:
        left = tip.x() + distance if edge == "left" else tip.x() - distance - width
        top = tip.y() - height / 2
    left = min(max(left, _AIR), max(view.width - width - _AIR, _AIR))
    top = min(max(top, _AIR), max(view.height - height - _AIR, _AIR))
    return QRectF(round(left), round(top), width, height)


def _free_box(box: QRectF, edge: str, taken: list[QRectF], obstacles: Obstacles, view: Transform) -> QRectF:
    """The box moved along the edge and away from it until it hides neither data nor another box; none where there is no
    such place within reach.
    """
    if box.isEmpty():
        return box
    steps = [sign * i * _STEP for i in range(_STEPS) for sign in (1, -1)][1:]
    inward = -1 if edge == "bottom" else 1
    level = edge in ("top", "bottom")
    deeper = [(inward if level else -1 if edge == "right" else 1) * i * _STEP for i in range(_STEPS)]
    places = sorted((abs(a) + 2 * abs(d), a, d) for a in steps for d in deeper)
    inside = QRectF(_AIR, _AIR, view.width - 2 * _AIR, view.height - 2 * _AIR)
    for _, along, depth in places:
        moved = box.translated(along, depth) if level else box.translated(depth, along)
        if (
            inside.contains(moved)
            and not any(other.adjusted(-2, -2, 2, 2).intersects(moved) for other in taken)
            and obstacles.free(moved)
        ):
            return moved
    return QRectF()
