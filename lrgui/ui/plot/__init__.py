"""Plots that are fast, honest about what they cannot show, and readable from the last row."""

from lrgui.ui.plot.axis import Axis
from lrgui.ui.plot.canvas import Mark
from lrgui.ui.plot.curve import Curve
from lrgui.ui.plot.edge import EdgeMark
from lrgui.ui.plot.hover import Hover
from lrgui.ui.plot.image import Shading
from lrgui.ui.plot.ink import Inks
from lrgui.ui.plot.marks import Playhead
from lrgui.ui.plot.plot import Plot
from lrgui.ui.plot.points import Points
from lrgui.ui.plot.ticks import grow, nice_range
from lrgui.ui.plot.view import View

__all__ = [
    "Axis",
    "Curve",
    "EdgeMark",
    "Hover",
    "Inks",
    "Mark",
    "Playhead",
    "Plot",
    "Points",
    "Shading",
    "View",
    "grow",
    "nice_range",
]
