"""An axis that is cheap to paint, does not overlap its labels, and does not make the plot jump.

pyqtgraph draws a grid with its axis, in translucent lines over the whole plot; that alone costs more than all
curves. Here the axis paints only itself, inside a clip rectangle, from ticks chosen when the range changes
and not when it is painted; the grid belongs to the canvas.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen

from lrgui.colours.theme import Theme
from lrgui.colours.themes import LIGHT
from lrgui.plot.ticks import Ticks, linear_ticks, log_ticks

TICK = 4  # length of a tick, pixels
GAP = 4  # between tick and label, and between labels and title
JUMP = 14  # a vertical axis gets wider in steps of this many pixels
TOP_MARGIN, RIGHT_MARGIN = 10.0, 16.0  # free room above the plotting area, and right of it
INSET = 3.0  # of labels where there is none
OVERHANG = 40  # how far a label may stand out beyond the end of the axis


@lru_cache(maxsize=512)  # an axis is asked about ten times while a window opens, and most axes ask alike
def _first_that_fit(
    low: float, high: float, length: float, log: bool, integers: bool, vertical: bool, font: QFont
) -> Ticks:
    """The finest ticks for `length` pixels whose labels stand well apart from each other.

    A single number says nothing of the scale: where there would be no other, the coarsest that do not touch.
    """
    metrics = QFontMetricsF(font)
    scale = length / (high - low)  # pixels per axis unit

    def fit(ticks: Ticks, *, close: bool) -> bool:
        if vertical:
            room = [(1.1 if close else 2.3) * metrics.height()] * len(ticks.labels)
        else:
            gap = (1.0 if close else 3.0) * metrics.averageCharWidth()
            room = [metrics.horizontalAdvance(text) + gap for text in ticks.labels]
        places = [p * scale for p in ticks.positions]
        pairs = zip(places, places[1:], room, room[1:], strict=False)
        return all(b - a >= (room_a + room_b) / 2 for a, b, room_a, room_b in pairs)

    offered = list(log_ticks(low, high) if log else linear_ticks(low, high, integers=integers))
    several = [ticks for ticks in offered if len(ticks.labels) > 1]
    apart = next((ticks for ticks in several if fit(ticks, close=False)), None)
    if apart is not None:
        return apart
    for ticks in reversed(several):
        if fit(ticks, close=True):
            return ticks
    coarsest = offered[-1] if offered else Ticks((), ())
    return Ticks(coarsest.positions[:1], coarsest.labels[:1])


class Axis(pg.AxisItem):
    """The left or bottom axis of a `Plot`.

    Attributes:
        ticks: the chosen ticks, in axis units
        log: whether the limits are exponents
        integers: no ticks between whole numbers (epochs, iterations)
        on_ticks: called after the ticks have changed
        beyond: the room for labels beyond the axis's end (right, top), in pixels; less than none where they keep away
    """

    ticks = Ticks((), ())
    log = False
    integers = False
    on_ticks: Callable[[], None] | None = None
    beyond = 0.0
    _title = ""
    _label_font: QFont | None = None
    _theme = LIGHT
    _reserved = 0  # pixels for labels
    _length = 0.0
    _ready = False

    def __init__(self, orientation: str, parent: Any = None) -> None:
        super().__init__(orientation, parent=parent)
        self.label.hide()
        self._label_font = QGuiApplication.font()
        self._vertical = orientation in ("left", "right")
        self._ready = True
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)
        self._refresh()

    def set_title(self, text: str) -> None:
        """The text along the axis; empty text frees its room."""
        self._title = text
        self._refresh()

    @property
    def title(self) -> str:
        """The text along the axis."""
        return self._title

    @property
    def shown_title(self) -> str:
        """As much of the title as there is room for: all, what stands before its "=", or nothing."""
        room = self.size().height() if self._vertical else self.size().width()
        texts = (self._title, *(self._title.split(sign)[0] for sign in (" · ", " = ", ", ", "，")))
        return next((text for text in texts if self._metrics().horizontalAdvance(text) <= room), "")

    def set_font(self, font: QFont) -> None:
        """The font of labels and title."""
        self._label_font = QFont(font)
        self._reserved = 0
        self._refresh()

    def forget_room(self) -> None:
        """The room that labels had before is not kept: for a figure, which stands still anyway."""
        self._reserved = 0
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._theme = theme
        self.update()

    def set_log(self, log: bool) -> None:
        """Read the limits as exponents of ten."""
        self.log = log
        self._reserved = 0
        self._refresh()

    def set_integers(self, integers: bool) -> None:
        """Ticks at whole numbers only."""
        self.integers = integers
        self._refresh()

    def tick_pixels(self) -> list[float]:
        """Positions of the ticks in pixels along the axis, from the left or from the top."""
        low, high = self.range
        length = self.size().height() if self._vertical else self.size().width()
        scale = length / (high - low)
        if self._vertical:
            return [(high - t) * scale for t in self.ticks.positions]
        return [(t - low) * scale for t in self.ticks.positions]

    # What pyqtgraph calls

    def setRange(self, mn: float, mx: float) -> None:
        if math.isfinite(mn) and math.isfinite(mx) and mx > mn:
            self.range = [mn, mx]
            self._refresh()

    def linkedViewChanged(self, view: Any, newRange: Any = None) -> None:
        limits = view.viewRange()[1 if self._vertical else 0] if newRange is None else newRange
        self.setRange(*limits)

    def setLabel(self, text: str | None = None, *_args: Any, **_kwargs: Any) -> None:
        self.labelText = ""
        if self._ready:
            self.set_title(text or "")

    def _updateLabel(self) -> None:
        """pyqtgraph's own label is never seen."""

    def showLabel(self, show: bool = True) -> None:
        """The title is shown when it is not empty."""

    def resizeEvent(self, ev: Any = None) -> None:
        if self._ready:
            length = self.size().height() if self._vertical else self.size().width()
            if length != self._length:  # what was reserved before was for another size
                self._length = length
                self._reserved = 0
            self._refresh()

    def boundingRect(self) -> QRectF:
        size = self.size()
        if getattr(self, "_vertical", False):
            return QRectF(0, -OVERHANG / 4, size.width(), size.height() + OVERHANG / 2)
        return QRectF(-OVERHANG, 0, size.width() + 2 * OVERHANG, size.height())

    def shape(self) -> Any:
        path = pg.QtGui.QPainterPath()
        path.addRect(QRectF(QPointF(0, 0), self.size()))
        return path

    def _updateWidth(self) -> None:
        if self._ready and self._vertical:
            self._set_extent(self._reserved)

    def _updateHeight(self) -> None:
        if self._ready and not self._vertical:
            self._set_extent(self._reserved)

    # Layout

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._label_font or QGuiApplication.font())

    def _refresh(self) -> None:
        """Choose ticks for the range and the length; then the room that their labels need."""
        if not self._ready:
            return
        metrics = self._metrics()
        length = self.size().height() if self._vertical else self.size().width()
        font = self._label_font or QGuiApplication.font()
        self.ticks = _first_that_fit(*self.range, length, self.log, self.integers, self._vertical, font)
        if self._vertical:
            needed = max((metrics.horizontalAdvance(text) for text in self.ticks.labels), default=0.0)
            wanted = math.ceil(max(needed, 2.2 * metrics.averageCharWidth()) / JUMP) * JUMP
            if wanted > self._reserved or wanted < self._reserved - 2 * JUMP:
                self._reserved = wanted
        else:
            self._reserved = math.ceil(metrics.height())
        self._set_extent(self._reserved)
        self.update()
        if self.on_ticks is not None:
            self.on_ticks()

    def _set_extent(self, labels: int) -> None:
        title = math.ceil(self._metrics().height()) + GAP if self._title else 0
        extent = (TICK + GAP + labels + title + 2) if self.isVisible() else 0
        if self._vertical:
            if self.maximumWidth() != extent or self.minimumWidth() != extent:
                self.setMaximumWidth(extent)
                self.setMinimumWidth(extent)
        elif self.maximumHeight() != extent or self.minimumHeight() != extent:
            self.setMaximumHeight(extent)
            self.setMinimumHeight(extent)

    # Painting

    def paint(self, p: QPainter, opt: Any, widget: Any) -> None:
        p.setClipRect(self.boundingRect())
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._draw(p, self._theme.line)

    def draw_figure(self, painter: QPainter, pen: float) -> None:
        """The axis with lines `pen` pixels wide, and not cut to whole pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._draw(painter, pen)

    def _draw(self, p: QPainter, pen: float) -> None:
        p.setRenderHint(QPainter.RenderHint.TextAntialiasing, True)
        p.setFont(self._label_font or QGuiApplication.font())
        line = QPen(QColor(self._theme.axis), pen)
        line.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._vertical:
            self._paint_vertical(p, line)
        else:
            self._paint_horizontal(p, line)

    def _paint_vertical(self, p: QPainter, pen: QPen) -> None:
        width, height = self.size().width(), self.size().height()
        line = width - 0.5
        half = self._metrics().height() / 2
        p.setPen(pen)
        p.drawLine(QPointF(line, 0), QPointF(line, height + pen.widthF() / 2))
        pixels = self.tick_pixels()
        for y in pixels:
            p.drawLine(QPointF(line - TICK, y), QPointF(line, y))
        p.setPen(QColor(self._theme.text))
        right = line - TICK - GAP
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, text in zip(pixels, self.ticks.labels, strict=True):
            y = max(place, half - self.beyond)
            p.drawText(QRectF(0, y - half, right, 2 * half), align, text)
        if self._title:
            p.save()
            p.translate(0, height)
            p.rotate(-90)
            self._paint_title(p, QRectF(0, 0, height, 2 * half + 2))
            p.restore()

    def _paint_horizontal(self, p: QPainter, pen: QPen) -> None:
        width, height = self.size().width(), self.size().height()
        metrics = self._metrics()
        p.setPen(pen)
        p.drawLine(QPointF(-0.5, 0.5), QPointF(width, 0.5))
        pixels = self.tick_pixels()
        for x in pixels:
            p.drawLine(QPointF(x, 0.5), QPointF(x, 0.5 + TICK))
        p.setPen(QColor(self._theme.text))
        top = TICK + GAP - 1
        for x, text in zip(pixels, self.ticks.labels, strict=True):
            half = metrics.horizontalAdvance(text) / 2 + 1
            middle = min(x, width + self.beyond - half)  # the last label stays whole
            rect = QRectF(middle - half, top, 2 * half, metrics.height())
            p.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        if self._title:
            self._paint_title(p, QRectF(0, height - metrics.height() - 2, width, metrics.height() + 2))

    def _paint_title(self, p: QPainter, rect: QRectF) -> None:
        p.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.shown_title)
