"""The plotting area: one graphics item on which all marks of a plot are drawn, in pixels.

Two facts make it fast. One item costs one call per repaint, however many curves there are. And what has not
changed since the last repaint is kept: the leading marks, in drawing order, that stayed the same are drawn
once into an opaque picture, and a repaint begins with a copy of it. Nobody has to say what is static; a
playhead that moves over finished curves costs one copy and one line.
"""

from __future__ import annotations

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from lrgui.colours.theme import Theme
from lrgui.plot.obstacles import Obstacles
from lrgui.plot.occupation import Occupation
from lrgui.plot.records import Record
from lrgui.plot.transform import Transform


class Mark:
    """Something drawn on a canvas.

    Attributes:
        z: marks with a higher z are drawn later
        version: goes up with each change; the canvas compares it to know what to redraw
        gives_way: what it occupies depends on the other marks
    """

    gives_way = False

    def __init__(self, canvas: Canvas, z: float) -> None:
        self.canvas = canvas
        self.z = z
        self.version = 0
        self._visible = True
        canvas.add(self)

    @property
    def visible(self) -> bool:
        """Whether the mark is drawn."""
        return self._visible

    def set_visible(self, visible: bool) -> None:
        """Draw the mark, or not."""
        if visible != self._visible:
            self._visible = visible
            self.changed()

    def changed(self, *regions: QRectF) -> None:
        """Ask for a repaint: of the given regions (pixels) if the rest of the plot is untouched, else of
        all.
        """
        self.version += 1
        if regions:
            for region in regions:
                self.canvas.update(region)
        else:
            self.canvas.update()

    def draw(self, painter: QPainter, view: Transform) -> None:
        """Draw with coordinates in pixels of the plotting area."""
        raise NotImplementedError

    def occupy(self, _obstacles: Obstacles, _view: Transform) -> None:
        """Says where it has data that no text may hide; a mark that is not data has none."""

    def records(self) -> list[Record]:
        """What the mark shows, in data units; nothing where it shows nothing. Asked for while it is visible."""
        raise NotImplementedError


class Canvas(pg.GraphicsObject):
    """The item that draws all marks. It lies in the ViewBox, in its pixel coordinates."""

    def __init__(self, box: pg.ViewBox, theme: Theme) -> None:
        super().__init__()
        self._box = box
        self._rect = QRectF(0, 0, 1, 1)
        self._marks: list[Mark] = []
        self._log = (False, False)
        self._view: Transform | None = None
        self._scale = 1.0
        self._base: QImage | None = None
        self._base_of: Transform | None = None
        self._base_marks: list[tuple[Mark, int]] = []
        self._last: list[tuple[Mark, int]] = []
        self._occupation, self._others = Occupation(), Occupation()
        self._reserved: list[QRectF] = []
        self.theme = theme
        self.font = QGuiApplication.font()
        self.setParentItem(box)
        self.setZValue(10)
        box.sigResized.connect(self.refresh)
        box.sigRangeChanged.connect(self.refresh)

    def add(self, mark: Mark) -> None:
        """Take up a mark; marks of equal z are drawn in the order of their coming."""
        self._marks.append(mark)
        self._marks.sort(key=lambda m: m.z)
        self.update()

    def set_log(self, x: bool, y: bool) -> None:
        """Which axes are logarithmic: the ranges of the ViewBox are then exponents."""
        self._log = (x, y)
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Other colours for everything."""
        self.theme = theme
        self.refresh()

    def colour(self, name: str) -> QColor:
        """What a role, or the #rrggbb of a run, is in the theme."""
        return QColor(self.theme.seen(name))

    def set_font(self, font: QFont) -> None:
        """Another font for texts among the data."""
        self.font = QFont(font)
        self.refresh()

    @property
    def current(self) -> Transform:
        """What is shown now, whatever the scale of the screen."""
        return self._view if self._view is not None else self.view(self._scale)

    def refresh(self, *_: Any) -> None:
        """Forget what was kept: the range, the size, or a colour has changed."""
        size = self._box.size()
        rect = QRectF(0, 0, size.width(), size.height())
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self._view = None
        self.update()

    def view(self, scale: float = 1.0) -> Transform:
        """What is shown now. The same object as long as nothing has changed, so that it can serve as a
        key.
        """
        if self._view is None or self._view.scale != scale:
            self._view = self._now(scale)
        return self._view

    def _now(self, scale: float, *, vector: bool = False, pen: float = 1.0) -> Transform:
        x, y = self._box.viewRange()
        width, height = max(self._rect.width(), 1.0), max(self._rect.height(), 1.0)
        pen = pen if vector else self.theme.line
        return Transform((x[0], x[1]), (y[0], y[1]), width, height, scale, *self._log, vector, pen)

    def draw_figure(self, painter: QPainter, pen: float) -> None:
        """All marks as paths and text, with lines `pen` times as wide as on the screen; the ground stays free."""
        painter.setClipRect(self._rect)
        view = self._now(1.0, vector=True, pen=pen)
        for mark in self._marks:
            if mark.visible:
                mark.draw(painter, view)

    def before(self, mark: Mark) -> list[Mark]:
        """What is seen and drawn before a mark."""
        return [other for other in self._marks[: self._marks.index(mark)] if other.visible]

    def obstacles(self, view: Transform) -> Obstacles:
        """Where there are data."""
        return self._occupation.of(view, [mark for mark in self._marks if mark.visible], self._reserved)

    def obstacles_for(self, own: Mark, view: Transform) -> Obstacles:
        """Where there are data of other marks, for the one that has a place in `obstacles` itself."""
        return self._others.of(view, [mark for mark in self._marks if mark is not own and mark.visible])

    def reserve(self, boxes: list[QRectF]) -> None:
        """Rectangles (pixels) where something else stands that no text of a mark may hide."""
        self._reserved = boxes

    def records(self) -> tuple[Record, ...]:
        """What is drawn, in the order of drawing."""
        return tuple(record for mark in self._marks if mark.visible for record in mark.records())

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, _option: Any, _widget: Any = None) -> None:
        transform = painter.deviceTransform()
        painter.setClipRect(self._rect)
        self._scale = max(abs(transform.m11()), 1e-3)
        view = self.view(self._scale)
        current = [(mark, mark.version) for mark in self._marks if mark.visible]
        settled = self._settle(view, current, transform.dx() % 1.0, transform.dy() % 1.0)
        if settled and self._base is not None:
            offset = QPointF(-(transform.dx() % 1.0) / view.scale, -(transform.dy() % 1.0) / view.scale)
            painter.drawImage(offset, self._base)
        else:
            painter.fillRect(self._rect, self.colour("paper"))
        for mark, _ in current[settled:]:
            mark.draw(painter, view)

    def _settle(self, view: Transform, current: list[tuple[Mark, int]], dx: float, dy: float) -> int:
        """Bring the kept picture up to date; returns how many of the leading marks are in it."""
        if self._base_of is not view:
            self._base_of, self._base_marks, self._last = view, [], current
            return 0  # while zooming nothing is worth keeping
        same = 0
        for now, before in zip(current, self._last, strict=False):
            if now != before:
                break
            same += 1
        self._last = current
        if self._base_marks != current[: len(self._base_marks)]:
            self._base_marks = []
        kept = len(self._base_marks)
        if same > kept:
            self._extend_base(view, current[kept:same], dx, dy, fresh=not kept)
            self._base_marks = current[:same]
        return len(self._base_marks)

    def _extend_base(
        self, view: Transform, marks: list[tuple[Mark, int]], dx: float, dy: float, *, fresh: bool
    ) -> None:
        width, height = math.ceil(view.width * view.scale) + 1, math.ceil(view.height * view.scale) + 1
        if self._base is None or self._base.width() != width or self._base.height() != height:
            self._base = QImage(width, height, QImage.Format.Format_RGB32)
        self._base.setDevicePixelRatio(view.scale)
        if fresh:
            self._base.fill(self.colour("paper"))
        with QPainter(self._base) as painter:
            painter.translate(dx / view.scale, dy / view.scale)
            painter.setClipRect(self._rect)
            for mark, _ in marks:
                mark.draw(painter, view)
