"""Points: one symbol at many places, drawn once and then copied."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

from lrgui.core.model.types import Floats
from lrgui.plot.beside import beside
from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.obstacles import Obstacles
from lrgui.plot.records import PointsRecord, Record, locked
from lrgui.plot.transform import Transform

_FEW = 100  # so many are drawn directly; a picture is kept of more
_ROOM = 60.0  # square pixels that each of many points should have in a figure
_WIDEST = 0.4  # of the plot, that a text with a shorter form may take
_TOGETHER = 50  # dots in one path: Qt needs ten times as long to fill a path of a thousand in pixels
_EMPTY = np.empty(0)


def _polygon(*corners: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*corners[0]))
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.closeSubpath()
    return path


def _circle() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
    return path


def _star() -> QPainterPath:
    angles = [math.pi * (k / 5 - 0.5) for k in range(10)]
    radii = [0.62 if k % 2 == 0 else 0.26 for k in range(10)]
    return _polygon(*((r * math.cos(a), r * math.sin(a)) for r, a in zip(radii, angles, strict=True)))


def _plus() -> QPainterPath:
    a, b = 0.55, 0.16
    corners = [
        (-b, -a),
        (b, -a),
        (b, -b),
        (a, -b),
        (a, b),
        (b, b),
        (b, a),
        (-b, a),
        (-b, b),
        (-a, b),
        (-a, -b),
        (-b, -b),
    ]
    return _polygon(*corners)


SYMBOLS = {
    "circle": _circle(),
    "square": _polygon((-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)),
    "diamond": _polygon((0, -0.6), (0.5, 0), (0, 0.6), (-0.5, 0)),
    "triangle": _polygon((0, -0.55), (0.52, 0.42), (-0.52, 0.42)),
    "plus": _plus(),
    "cross": QTransform().rotate(45).map(_plus()),
    "star": _star(),
    "down": _polygon((0, 0.55), (0.52, -0.42), (-0.52, -0.42)),
    "left": _polygon((-0.55, 0), (0.42, 0.52), (0.42, -0.52)),
    "right": _polygon((0.55, 0), (-0.42, 0.52), (-0.42, -0.52)),
    "bar": _polygon((-0.6, -0.2), (0.6, -0.2), (0.6, 0.2), (-0.6, 0.2)),
    "post": _polygon((-0.2, -0.6), (0.2, -0.6), (0.2, 0.6), (-0.2, 0.6)),
    "hourglass": _polygon((-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5)),
}


class Points(Mark):
    """A handle returned by `Plot.add_points`. Data units throughout."""

    def __init__(self, canvas: Canvas, symbol: str, colour: str, size: float, z: float) -> None:
        super().__init__(canvas, z)
        self._x, self._y = _EMPTY, _EMPTY
        self._texts: tuple[tuple[str, ...], ...] = ()
        self._image: QImage | None = None
        self._for: tuple[int, Transform] | None = None
        self.set_style(symbol, colour, size)

    def set_style(
        self, symbol: str, colour: str | None, size: float, edge: str | None = None, edge_width: float = 1.5
    ) -> None:
        """One of `SYMBOLS`; `size` in pixels. Without `colour` hollow, without `edge` no outline."""
        self._symbol = symbol
        self._path = QTransform.fromScale(size, size).map(SYMBOLS[symbol])
        self._size = size
        self._colour, self._edge, self._edge_width = colour, edge, edge_width
        self._margin = size * 0.7 + edge_width + 1.0
        self.changed()

    def _brush(self) -> QColor:
        return self.canvas.colour(self._colour) if self._colour else QColor(Qt.GlobalColor.transparent)

    def _pen(self, scale: float) -> QPen:
        if not self._edge:
            return QPen(Qt.PenStyle.NoPen)
        pen = QPen(self.canvas.colour(self._edge), self._edge_width * scale)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return pen

    def set_data(self, x: npt.ArrayLike, y: npt.ArrayLike, texts: Sequence[str | tuple[str, ...]] = ()) -> None:
        """Places of shape (n,); what is not finite is left out. `texts`, if given, stand beside the
        points, where they hide none of them; of a text in several forms the first for which there is room.
        """
        new_x = np.atleast_1d(np.asarray(x, dtype=np.float64))
        new_y = np.atleast_1d(np.asarray(y, dtype=np.float64))
        if new_x.shape != new_y.shape or new_x.ndim != 1 or (texts and len(texts) != len(new_x)):
            raise ValueError(f"x, y and texts need the same length, not {new_x.shape}, {new_y.shape}, {len(texts)}")
        if len(new_x) == len(self._x) == 0:
            return
        self._x, self._y = new_x, new_y
        self._texts = tuple((text,) if isinstance(text, str) else text for text in texts)
        self.changed()

    @property
    def data(self) -> tuple[Floats, Floats]:
        """The places as they were given."""
        return self._x, self._y

    def occupy(self, obstacles: Obstacles, view: Transform) -> None:
        if len(self._x):
            px, py, _ = self._places(view)
            obstacles.add_points(px, py, self._margin)

    def records(self) -> list[Record]:
        if not len(self._x):
            return []
        colour, edge = (self.canvas.theme.seen(name) if name else None for name in (self._colour, self._edge))
        x, y = locked(self._x), locked(self._y)
        return [PointsRecord(x, y, self._symbol, colour, self._size, edge, tuple(forms[0] for forms in self._texts))]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if not len(self._x):
            return
        if len(self._x) <= _FEW or view.vector:
            self._draw_each(painter, view)
            return
        if self._image is None or self._for != (self.version, view):
            self._image = self._picture(view)
            self._for = (self.version, view)
        painter.drawImage(QPointF(0, 0), self._image)

    def _places(self, view: Transform) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
        """Pixels of the points in sight, and their indices."""
        px, py = view.x_pixels(self._x), view.y_pixels(self._y)
        m = self._margin
        with np.errstate(invalid="ignore"):
            seen = (px > -m) & (px < view.width + m) & (py > -m) & (py < view.height + m)
        index = np.flatnonzero(seen & np.isfinite(self._x) & np.isfinite(self._y))
        return px[index], py[index], index

    def _draw_each(self, painter: QPainter, view: Transform) -> None:
        px, py, _ = self._places(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._pen(view.pen))
        painter.setBrush(self._brush())
        path = self._path
        share = 1.0
        if view.vector and len(px) > _FEW:  # where the figure is small, many points must not become one spot
            share = min(1.0, math.sqrt(view.width * view.height / len(px) / _ROOM))
            path = QTransform.fromScale(share, share).map(path)
        if self._symbol == "circle" and len(px) > _FEW and not self._edge:
            self._draw_dots(painter, px, py, self._size * share)
        else:
            for x, y in zip(px.tolist(), py.tolist(), strict=True):
                painter.drawPath(path.translated(x, y))
        if self._texts:
            self._draw_texts(painter, view)

    def _draw_dots(self, painter: QPainter, px: Floats, py: Floats, size: float) -> None:
        """Many circles as the round ends of lines without length: a tenth of the size in a file."""
        cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(self._brush(), size, Qt.PenStyle.SolidLine, cap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        order = np.argsort(py)
        for start in range(0, len(order), _TOGETHER):
            dots = QPainterPath()
            part = order[start : start + _TOGETHER]
            for x, y in zip(px[part].tolist(), py[part].tolist(), strict=True):
                dots.moveTo(x, y)
                dots.lineTo(x + 0.01, y)
            painter.drawPath(dots)

    @property
    def _font(self) -> QFont:
        font = QFont(self.canvas.font)
        font.setBold(True)
        return font

    def said(self, view: Transform) -> list[tuple[str, QRectF]]:
        """The texts that have room, each with its place; half of one, or of another, would say something else.

        They hide neither a point that has a text nor what stands beside it, whose mark comes before this one.
        """
        others = [box for mark in self.canvas.before(self) if isinstance(mark, Points) for box in mark.taken(view)]
        px, py, index = self._places(view)
        metrics = QFontMetricsF(self._font)
        places, room = list(zip(px.tolist(), py.tolist(), strict=True)), QSizeF(view.width, view.height)
        left = [list(self._texts[i]) for i in index.tolist()]  # the forms that each may still have
        for forms in left:
            while len(forms) > 1 and metrics.horizontalAdvance(forms[0]) > _WIDEST * view.width:
                del forms[0]
        while True:
            sizes = [QSizeF(metrics.horizontalAdvance(t) + 4, metrics.height()) if t else QSizeF() for t, *_ in left]
            boxes = beside(places, sizes, self._margin, room, others)
            shorter = [forms for forms, box in zip(left, boxes, strict=True) if box is None and len(forms) > 1]
            if not shorter:
                return [(text, box) for (text, *_), box in zip(left, boxes, strict=True) if box is not None]
            for forms in shorter:
                del forms[0]

    def taken(self, view: Transform) -> list[QRectF]:
        """Where its points and their texts are; nowhere where it has no texts."""
        if not self._texts:
            return []
        px, py, _ = self._places(view)
        m = self._margin
        points = [QRectF(x - m, y - m, 2 * m, 2 * m) for x, y in zip(px.tolist(), py.tolist(), strict=True)]
        return [*points, *(box for _, box in self.said(view))]

    def _draw_texts(self, painter: QPainter, view: Transform) -> None:
        painter.setFont(self._font)
        paper = self.canvas.colour("paper")
        paper.setAlpha(215)  # under the text, so that it can be read among points
        for text, rect in self.said(view):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paper)
            painter.drawRoundedRect(rect, 3, 3)
            painter.setPen(self.canvas.colour("text"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _picture(self, view: Transform) -> QImage:
        """All points on a transparent picture of the plotting area: one stamp, copied to whole device
        pixels.
        """
        scale = view.scale
        side = 2 * math.ceil(self._margin * scale) + 1
        stamp = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        stamp.fill(0)
        with QPainter(stamp) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.translate(side / 2, side / 2)
            painter.scale(scale, scale)
            painter.setPen(self._pen(view.pen))
            painter.setBrush(self._brush())
            painter.drawPath(self._path)
        size = math.ceil(view.width * scale), math.ceil(view.height * scale)
        image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        px, py, _ = self._places(view)
        left = np.floor(px * scale - (side - 1) / 2).astype(int).tolist()
        top = np.floor(py * scale - (side - 1) / 2).astype(int).tolist()
        with QPainter(image) as painter:
            copy = painter.drawImage
            for x, y in zip(left, top, strict=True):
                copy(x, y, stamp)
            if self._texts:
                painter.scale(scale, scale)
                self._draw_texts(painter, view)
        image.setDevicePixelRatio(scale)
        return image
