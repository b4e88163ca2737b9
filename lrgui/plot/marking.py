"""What can be put on a plot."""

from __future__ import annotations

from collections.abc import Callable

from lrgui.plot.band import Band
from lrgui.plot.canvas import Canvas
from lrgui.plot.curve import Curve
from lrgui.plot.edge import EdgeLayer, EdgeMark
from lrgui.plot.hatch import Hatch
from lrgui.plot.hover import Hover, Lines
from lrgui.plot.image import Shading
from lrgui.plot.marks import Playhead
from lrgui.plot.point_texts import PointTexts
from lrgui.plot.points import Points
from lrgui.plot.ramp import Ramp
from lrgui.plot.vertical_lines import Upright, UprightLayer

# The order of drawing.
Z_GRID, Z_SHADING, Z_POINTS, Z_CURVES, Z_UPRIGHT, Z_PLAYHEAD = 0, 10, 20, 30, 35, 40
Z_TEXTS, Z_EDGE, Z_HOVER = 45, 50, 60


class Marking:
    """The part of a plot that makes marks; each is a handle of what is drawn."""

    canvas: Canvas
    _edge: EdgeLayer
    _uprights: UprightLayer | None = None
    _hover: Hover | None = None

    def add_curve(self, colour: str, width: float = 2.0, style: str = "solid", *, z: float = Z_CURVES) -> Curve:
        """A line; `style` is solid, dashed, dotted or dashdot."""
        return Curve(self.canvas, colour, width, style, z)

    def add_points(self, symbol: str, colour: str, size: float = 7.0, *, z: float = Z_POINTS) -> Points:
        """Symbols: circle, square, diamond, triangle, plus, cross, star."""
        return Points(self.canvas, symbol, colour, size, z)

    def add_point_texts(self) -> PointTexts:
        """Texts beside points of a curve."""
        return PointTexts(self.canvas, Z_TEXTS)

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
