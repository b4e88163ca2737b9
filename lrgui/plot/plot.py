"""The plot widget that all panels are built on.

Axes, a canvas for marks, and the mouse. See `HomeAndZoom` for which ranges it shows, `Canvas` for how it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QResizeEvent, QTransform
from PySide6.QtWidgets import QGraphicsGridLayout, QSizePolicy, QToolTip

from lrgui.colours.theme import Theme
from lrgui.colours.themes import LIGHT
from lrgui.core.model.types import Range
from lrgui.plot.axis import INSET, RIGHT_MARGIN, TOP_MARGIN, Axis
from lrgui.plot.band import Band
from lrgui.plot.canvas import Canvas
from lrgui.plot.curve import Curve
from lrgui.plot.edge import EdgeLayer, EdgeMark
from lrgui.plot.hatch import Hatch
from lrgui.plot.home_range import DEEPEST, SQUARED_DEEPEST, HomeAndZoom
from lrgui.plot.hover import Hover, Lines
from lrgui.plot.image import Shading
from lrgui.plot.marks import Grid, Playhead
from lrgui.plot.points import Points
from lrgui.plot.ramp import Ramp
from lrgui.plot.records import Marks
from lrgui.plot.text_size import PIXELS
from lrgui.plot.transform import Transform
from lrgui.plot.vertical_lines import Upright, UprightLayer
from lrgui.plot.zoom_box import Vertex, ZoomBox

SHAPES = ("free", "equal", "square")
Z_GRID, Z_SHADING, Z_POINTS, Z_CURVES, Z_UPRIGHT, Z_PLAYHEAD, Z_EDGE, Z_HOVER = 0, 10, 20, 30, 35, 40, 50, 60


class Plot(pg.GraphicsView):
    """Axes, grid, and a canvas for marks. All values are in data units, on logarithmic axes too.

    Signals:
        view_changed(bool): whether the view is now away from home
    """

    view_changed = Signal(bool)
    _magnification = 1.0
    _shape = "free"
    _margins = TOP_MARGIN, RIGHT_MARGIN
    _room = QSizeF(1, 1)  # pixels for axes and plotting area

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
        self._uprights: UprightLayer | None = None
        self._hover: Hover | None = None
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
            self._magnify(font.pixelSize() / PIXELS)
            font.setPixelSize(PIXELS)
        self.canvas.set_font(font)
        self.left_axis.set_font(font)
        self.bottom_axis.set_font(font)

    def _magnify(self, factor: float) -> None:
        """Everything grows with the text: lines, marks, and the room between them keep their proportion to it."""
        if factor == self._magnification:
            return
        self._magnification = factor
        self.autoPixelRange = factor == 1.0  # of pyqtgraph: a unit of the scene is a pixel
        self.resizeEvent(None)

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        if self._magnification != 1.0:
            self.range = QRectF(0, 0, self.width() / self._magnification, self.height() / self._magnification)
        super().resizeEvent(ev)
        self._room = QSizeF(self.width() / self._magnification, self.height() / self._magnification)
        if self._shape == "square" and not self.closed:
            self._fit_shape()

    def updateMatrix(self, propagate: bool = True) -> None:
        if self._magnification == 1.0:
            super().updateMatrix(propagate)
            return
        # pyqtgraph would leave a margin of two pixels.
        self.setSceneRect(self.range)
        self.setTransform(QTransform.fromScale(self._magnification, self._magnification))
        self.sigDeviceRangeChanged.emit(self, self.range)
        self.sigDeviceTransformChanged.emit(self)

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
            across, down = max(0.0, spare / 2), max(0.0, -spare / 2)
        self._layout.setContentsMargins(across, top + down, right + across, down)

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

    # Marks

    def add_curve(self, colour: str, width: float = 2.0, style: str = "solid", *, z: float = Z_CURVES) -> Curve:
        """A line; `style` is solid, dashed, dotted or dashdot."""
        return Curve(self.canvas, colour, width, style, z)

    def add_points(self, symbol: str, colour: str, size: float = 7.0, *, z: float = Z_POINTS) -> Points:
        """Symbols: circle, square, diamond, triangle, plus, cross, star."""
        return Points(self.canvas, symbol, colour, size, z)

    def add_shading(self, *, z: float = Z_SHADING) -> Shading:
        """A picture behind the data."""
        return Shading(self.canvas, z)

    def add_ramp(self, *, z: float = Z_SHADING) -> Ramp:
        """Shading by a linear function of x and y."""
        return Ramp(self.canvas, z)

    def add_band(self, colour: str, *, z: float = Z_SHADING) -> Band:
        """The room between two lines, filled."""
        return Band(self.canvas, colour, z)

    def add_hatch(self, colour: str, ground: str, *, z: float = Z_SHADING) -> Hatch:
        """A region over the whole height, hatched."""
        return Hatch(self.canvas, colour, ground, z)

    def add_upright(self, colour: str, width: float = 1.5, style: str = "dashed") -> Upright:
        """A line over the whole height with a word beside it, hidden until shown."""
        if self._uprights is None:
            self._uprights = UprightLayer(self.canvas, Z_UPRIGHT)
        return self._uprights.add(colour, width, style)

    def add_playhead(self) -> Playhead:
        """The vertical line at the current update."""
        return Playhead(self.canvas, Z_PLAYHEAD)

    def add_edge_mark(self, colour: str) -> EdgeMark:
        """A triangle and a text at the edge, hidden until shown."""
        return self._edge.add(colour)

    def set_hover(
        self, text_at: Callable[[float], Lines] | None, snap: Callable[[float], float] | None = None
    ) -> Hover:
        """Read values with the mouse; see `Hover`."""
        if self._hover is None:
            self._hover = Hover(self.canvas, Z_HOVER)
        self._hover.text_at, self._hover.snap = text_at, snap
        self._hover.refresh()
        return self._hover

    def marks(self) -> Marks:
        """What is drawn now, as values: for tests and for whoever describes a picture."""
        view = self.canvas.current
        titles = self.bottom_axis.title, self.left_axis.title
        return Marks(*titles, view.x_limits, view.y_limits, view.log_x, view.log_y, self.canvas.records())

    # Mouse

    def place_of(self, event: QMouseEvent) -> QPointF:
        """Where the mouse is, in pixels of the plotting area as `view` has them."""
        return QPointF(self.canvas.mapFromScene(self.mapToScene(event.position().toPoint())))

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        super().mouseMoveEvent(ev)
        if self._hover is not None:
            inside = self.place_of(ev)
            free = ev.buttons() == Qt.MouseButton.NoButton
            self._hover.move(inside if free and self.canvas.boundingRect().contains(inside) else None)

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
        if self._hover is not None:
            self._hover.move(None)

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(ev)
        if ev.button() == Qt.MouseButton.LeftButton:
            self.reset_view()
            ev.accept()
