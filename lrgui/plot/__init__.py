"""Plots that are fast, honest about what they cannot show, and readable from the last row."""

import lrgui.override_guard  # before any class below one of Qt's
import lrgui.plot.quick_start  # noqa: F401  (before anything imports pyqtgraph)
from lrgui.plot.arrow import Arrow
from lrgui.plot.axis import RIGHT_MARGIN, TOP_MARGIN, Axis
from lrgui.plot.band import Band
from lrgui.plot.canvas import Mark
from lrgui.plot.cells import Cells
from lrgui.plot.colour_scale import ColourScale
from lrgui.plot.contours import Contours
from lrgui.plot.curve import STYLES, Curve
from lrgui.plot.dashed import draw_line
from lrgui.plot.edge import EdgeMark
from lrgui.plot.end_labels import EndLabel
from lrgui.plot.hatch import Hatch
from lrgui.plot.hover import Hover
from lrgui.plot.image import Shading
from lrgui.plot.marks import Playhead
from lrgui.plot.plot import Plot
from lrgui.plot.point_texts import PointTexts
from lrgui.plot.points import SYMBOLS, Points
from lrgui.plot.ramp import Ramp
from lrgui.plot.records import (
    ArrowRecord,
    BandRecord,
    CellsRecord,
    ColourScaleRecord,
    ContourRecord,
    CurveRecord,
    EdgeRecord,
    EndLabelRecord,
    HatchRecord,
    HoverRecord,
    ImageRecord,
    Marks,
    PlayheadRecord,
    PointsRecord,
    PointTextRecord,
    RampRecord,
    Record,
    VerticalLineRecord,
)
from lrgui.plot.ticks import grow, nice_range
from lrgui.plot.transform import Transform
from lrgui.plot.vertical_lines import Upright

__all__ = [
    "RIGHT_MARGIN",
    "STYLES",
    "SYMBOLS",
    "TOP_MARGIN",
    "Arrow",
    "ArrowRecord",
    "Axis",
    "Band",
    "BandRecord",
    "Cells",
    "CellsRecord",
    "ColourScale",
    "ColourScaleRecord",
    "ContourRecord",
    "Contours",
    "Curve",
    "CurveRecord",
    "EdgeMark",
    "EdgeRecord",
    "EndLabel",
    "EndLabelRecord",
    "Hatch",
    "HatchRecord",
    "Hover",
    "HoverRecord",
    "ImageRecord",
    "Mark",
    "Marks",
    "Playhead",
    "PlayheadRecord",
    "Plot",
    "PointTextRecord",
    "PointTexts",
    "Points",
    "PointsRecord",
    "Ramp",
    "RampRecord",
    "Record",
    "Shading",
    "Transform",
    "Upright",
    "VerticalLineRecord",
    "draw_line",
    "grow",
    "nice_range",
]
