"""Plots that are fast, honest about what they cannot show, and readable from the last row."""

from lrgui.plot.arrow import Arrow
from lrgui.plot.axis import Axis
from lrgui.plot.band import Band
from lrgui.plot.canvas import Mark
from lrgui.plot.cells import Cells
from lrgui.plot.colour_scale import ColourScale
from lrgui.plot.contours import Contours
from lrgui.plot.curve import STYLES, Curve
from lrgui.plot.edge import EdgeMark
from lrgui.plot.hatch import Hatch
from lrgui.plot.hover import Hover
from lrgui.plot.image import Shading
from lrgui.plot.ink import Inks
from lrgui.plot.marks import Playhead
from lrgui.plot.plot import Plot
from lrgui.plot.points import SYMBOLS, Points
from lrgui.plot.ramp import Ramp
from lrgui.plot.ticks import grow, nice_range
from lrgui.plot.transform import Transform
from lrgui.plot.vertical_lines import Upright

__all__ = [
    "STYLES",
    "SYMBOLS",
    "Arrow",
    "Axis",
    "Band",
    "Cells",
    "ColourScale",
    "Contours",
    "Curve",
    "EdgeMark",
    "Hatch",
    "Hover",
    "Inks",
    "Mark",
    "Playhead",
    "Plot",
    "Points",
    "Ramp",
    "Shading",
    "Transform",
    "Upright",
    "grow",
    "nice_range",
]
