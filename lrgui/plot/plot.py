"""The plot widget that all panels are built on.

Axes, a canvas for marks, and the mouse. See `HomeAndZoom` for which ranges it shows, `Canvas` for how it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsGridLayout, QSizePolicy, QToolTip

from lrgui.colours.theme import Theme
from lrgui.colours.themes import LIGHT
from lrgui.core.model.types import Range
from lrgui.plot.axis import INSET, RIGHT_MARGIN, TOP_MARGIN, Axis
from lrgui.plot.canvas import Canvas
from lrgui.plot.edge import EdgeLayer
from lrgui.plot.end_labels import EndLabel, EndLabels
from lrgui.plot.home_range import DEEPEST, SQUARED_DEEPEST, HomeAndZoom
from lrgui.plot.magnified_view import MagnifiedView
from lrgui.plot.marking import Z_EDGE, Z_GRID, Marking
from lrgui.plot.marks import Grid
from lrgui.plot.records import Marks
from lrgui.plot.text_size import PIXELS
from lrgui.plot.transform import Transform
from lrgui.plot.zoom_box import Vertex, ZoomBox

SHAPES = ("free", "equal", "square")


class Plot(Marking, MagnifiedView):
    """Axes, grid, and a canvas for marks. All values are in data units, on logarithmic axes too.

    Signals:
        view_changed(bool): whether the view is now away from home
    """

    view_changed = Signal(bool)
    _shape = "free"
    _margins = TOP_MARGIN, RIGHT_MARGIN
    _room = QSizeF(1, 1)  # pixels for axes and plotting area
    _end_labels: EndLabels | None = None
    _end_texts: tuple[tuple[str, str], ...] = ()

    def __init__(self, parent: Any = None, *, name: str = "", theme: Theme = LIGHT) -> None:
        self.left_axis, self.bottom_axis = Axis("left"), Axis("bottom")
        super().__init__(parent, background=theme.paper)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.enableMouse(False)  # the view box has it
        self.box = self._box = ZoomBox()
        self._place_parts()
        self._box.setDefaultPadding(0.0)
        self._box.disableAutoRange()
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there is nothing in it for the keyboard
        self.setAcceptDrops(False)  # nor for files, which its window may take
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.canvas = Canvas(self._box, theme)
        self._grid = Grid(self.canvas, self.bottom_axis, self.left_axis, Z_GRID)
        self._edge = EdgeLayer(self.canvas, Z_EDGE)
        self._ranges = HomeAndZoom(self._box, self.view_changed.emit)
        for axis in (self.left_axis, self.bottom_axis):
            axis.on_ticks = self._on_ticks
        self.set_theme(theme)
        self.set_name(name)
        self._apply_font()
        self._ranges.reset()

    def _place_parts(self) -> None:
        """Two axes and the view box in a grid. pyqtgraph's PlotItem has much besides that is never seen here: two more
        axes, a title, a menu with three forms; and takes three times as long to make.
        """
        self._item = pg.GraphicsWidget()
        layout = QGraphicsGridLayout()
        layout.setHorizontalSpacing(0)
        layout.setVerticalSpacing(0)
        layout.addItem(self.left_axis, 0, 0)
        layout.addItem(self._box, 0, 1)
        layout.addItem(self.bottom_axis, 1, 1)
        layout.setRowStretchFactor(0, 100)
        layout.setColumnStretchFactor(1, 100)
        self._item.setLayout(layout)
        self._layout = layout
        self._set_margins(TOP_MARGIN, RIGHT_MARGIN)
        for axis in (self.left_axis, self.bottom_axis):
            axis.linkToView(self._box)
            axis.setZValue(0.5)
        self.setCentralItem(self._item)

    # Looks

    def set_name(self, name: str) -> None:
        """The accessible name, which a screen reader says."""
        self.setAccessibleName(name)

    def set_titles(self, x: str, y: str) -> None:
        """The texts along the axes."""
        self.bottom_axis.set_title(x)
        self.left_axis.set_title(y)

    def set_integers(self, x: bool = False, y: bool = False) -> None:
        """Ticks at whole numbers only: epochs, iterations."""
        self.bottom_axis.set_integers(x)
        self.left_axis.set_integers(y)

    @property
    def theme(self) -> Theme:
        """What its colours are looked up in."""
        return self.canvas.theme

    def set_theme(self, theme: Theme) -> None:
        """Other colours for everything: marks have theirs by role, or are runs'."""
        self.setBackground(QColor(theme.paper))
        self.canvas.set_theme(theme)
        self.left_axis.set_theme(theme)
        self.bottom_axis.set_theme(theme)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange and hasattr(self, "canvas"):
            self._apply_font()
        super().changeEvent(event)

    def _apply_font(self) -> None:
        font = self.font()
        if font.pixelSize() > 0:
            self.magnify(font.pixelSize() / PIXELS)
            font.setPixelSize(PIXELS)
        self.canvas.set_font(font)
        self.left_axis.set_font(font)
        self.bottom_axis.set_font(font)
        self._make_room()

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        self._room = self.units
        if self._shape == "square" and not self.closed:
            self._fit_shape()  # before the parts have their places: they take no less than the margins of a wider plot
        super().resizeEvent(ev)
        self._make_room()

    def _on_ticks(self) -> None:
        self._grid.changed()
        if self._shape == "square":
            self._fit_shape()  # labels may need more room

    # Figures

    def lay_out(self, width: float, height: float, *, top: float = TOP_MARGIN, right: float = RIGHT_MARGIN) -> None:
        """Gives axes and plotting area the places that they have in a figure of so many pixels.

        top, right: the room between the plotting area and the edge, 0 where it reaches it.
        """
        self._room = QSizeF(width, height)
        self._set_margins(top, right)
        self.left_axis.forget_room()
        for _ in range(2):  # a new height may need other labels, and these another width
            self._item.setGeometry(0, 0, width, height)
            self._layout.activate()

    def _set_margins(self, top: float, right: float) -> None:
        self._margins = top, right
        self._fit_shape()
        self.left_axis.beyond, self.bottom_axis.beyond = top or -INSET, right or -INSET

    def draw_figure(self, painter: QPainter, pen: float) -> None:
        """The plot as it was laid out, at the painter's origin, as paths and text; the ground stays free.

        Lines are `pen` times as wide as on the screen.
        """
        for part in (self.canvas, self.left_axis, self.bottom_axis):
            painter.save()
            painter.translate(part.scenePos())
            part.draw_figure(painter, pen)
            painter.restore()

    # Ranges

    def set_ranges(self, x: Range | None = None, y: Range | None = None) -> None:
        """The home range. It is shown at once unless the user is looking elsewhere."""
        self._ranges.set_home(x, y)

    @property
    def home(self) -> tuple[Range, Range]:
        """The home range: x and y."""
        return self._ranges.home

    @property
    def seen(self) -> tuple[Range, Range]:
        """The ranges of x and y that can be seen, home included where one has zoomed in: beyond them is outside."""
        (left, right), (bottom, top) = self.home
        x, y = self.view.x_limits, self.view.y_limits
        return (min(left, x[0]), max(right, x[1])), (min(bottom, y[0]), max(top, y[1]))

    @property
    def view(self) -> Transform:
        """What is visible, and where data lie in pixels of the plotting area."""
        return self.canvas.current

    @property
    def away(self) -> bool:
        """Whether the user has zoomed or panned."""
        return self._ranges.away

    def set_floor(self, y: float | None, share: float = 0.0) -> None:
        """There is nothing below `y`, and no more of it is ever shown than this share of the view."""
        self._ranges.floor = None if y is None else (y, share)

    def set_vertices(self, vertices: Sequence[Vertex]) -> None:
        """The minima of a curve that is drawn, see `ZoomBox`: zooming there keeps the curve's shape."""
        self.box.vertices = vertices
        self._ranges.deepest = SQUARED_DEEPEST if vertices else DEEPEST

    def set_shape(self, shape: str) -> None:
        """ "free"; "equal": one scale on both axes, the view is as much wider or higher than home as the widget asks
        for; "square": so is the plotting area, too.
        """
        if shape not in SHAPES:
            raise ValueError(f"a shape is one of {', '.join(SHAPES)}, not {shape!r}")
        if shape != self._shape:
            self._shape = shape
            self._fit_shape()
            self._ranges.set_equal(shape != "free")

    def _fit_shape(self) -> None:
        """The margins that leave a square of the plotting area."""
        top, right = self._margins
        across = down = 0.0
        if self._shape == "square":
            room, left, bottom = self._room, self.left_axis.minimumWidth(), self.bottom_axis.minimumHeight()
            spare = (room.width() - left - right) - (room.height() - top - bottom)
            across, down = max(0.0, spare), max(0.0, -spare)
        # Whole pixels at the left and above: what an axis has drawn once is moved there as it is.
        before, above = across // 2, down // 2
        self._layout.setContentsMargins(before, top + above, right + across - before, down - above)

    def set_log_x(self, log: bool) -> None:
        """Powers of ten along x. A home range that has no logarithm is replaced; set another one."""
        self._set_log(0, log)

    def set_log_y(self, log: bool) -> None:
        """Powers of ten along y. A home range that has no logarithm is replaced; set another one."""
        self._set_log(1, log)

    def _set_log(self, axis: int, log: bool) -> None:
        if log != self._ranges.log[axis]:
            self._ranges.set_log(axis, log)
            (self.bottom_axis, self.left_axis)[axis].set_log(log)
            self.canvas.set_log(*self._ranges.log)
            self.reset_view()

    def reset_view(self) -> None:
        """Back to the home range."""
        self._ranges.reset()

    def look_at(self, x: Range, y: Range) -> None:
        """Zooms to these ranges as the user does, within the same limits."""
        self._ranges.look_at(x, y)

    # Labels at the ends of curves

    def set_end_texts(self, texts: Sequence[tuple[str, str]]) -> None:
        """Which labels `show_end_labels` may have, whole and brief: the plot leaves room for them where it is wide
        enough.
        """
        if tuple(texts) != self._end_texts:
            if self._end_labels is None:
                self._end_labels = EndLabels(self._item, self.canvas)
            self._end_texts = tuple(texts)
            self._make_room()

    def show_end_labels(self, labels: Sequence[EndLabel]) -> None:
        """Labels the ends of curves, the most important one first; texts that were not announced have no room."""
        if self._end_labels is not None:
            self._end_labels.show_labels(labels)

    def keep_free(self, *covered: QRect) -> None:
        """Where widgets stand on the plot, in its pixels: no text among the data is put there."""
        rects = [self.mapToScene(rect).boundingRect() for rect in covered]
        self.canvas.reserve([self.canvas.mapRectFromScene(rect) for rect in rects])

    def _make_room(self) -> None:
        if self._end_labels is None or self.closed:
            return
        before = self._end_labels.room
        room = self._end_labels.measure(self._end_texts, self._room.width())
        if room != before:
            top, _ = self._margins
            self._set_margins(top, RIGHT_MARGIN + room)
        self._layout.activate()
        self._end_labels.follow()

    def marks(self) -> Marks:
        """What is drawn now, as values: for tests and for whoever describes a picture."""
        view = self.canvas.current
        titles = self.bottom_axis.title, self.left_axis.title
        records = self.canvas.records() + tuple(self._end_labels.records() if self._end_labels is not None else ())
        return Marks(*titles, view.x_limits, view.y_limits, view.log_x, view.log_y, records)

    # Mouse

    def place_of(self, event: QMouseEvent) -> QPointF:
        """Where the mouse is, in pixels of the plotting area as `view` has them."""
        return QPointF(self.canvas.mapFromScene(self.mapToScene(event.position().toPoint())))

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        super().mouseMoveEvent(ev)
        inside = self.place_of(ev)
        free = ev.buttons() == Qt.MouseButton.NoButton
        self._read_at(inside if free and self.canvas.boundingRect().contains(inside) else None)

    def _read_at(self, place: QPointF | None) -> None:
        """What the mouse reads takes the place of the labels."""
        if self._hover is not None:
            self._hover.move(place)
            if self._end_labels is not None:
                self._end_labels.setVisible(not self._hover.lines)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            text = self._edge.text_at(self.canvas.mapFromScene(self.mapToScene(event.pos())))
            if text:
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return bool(super().viewportEvent(event))

    def leaveEvent(self, ev: QEvent) -> None:
        super().leaveEvent(ev)
        self._read_at(None)

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(ev)
        if ev.button() == Qt.MouseButton.LeftButton:
            self.reset_view()
            ev.accept()
