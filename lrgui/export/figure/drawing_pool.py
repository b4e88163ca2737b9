"""The drawings that figures are made with: lent to one figure after another, and never deleted.

pyqtgraph does not survive it well when many plots are made and deleted; and a preview that changes while someone types
is quicker with plots that are there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

from lrgui.drawing.batch_map import MapDrawing
from lrgui.drawing.boundary import BoundaryDrawing
from lrgui.drawing.chart import Chart
from lrgui.drawing.cut import CutDrawing
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.lens import LensDrawing
from lrgui.drawing.line import LineDrawing
from lrgui.drawing.quantities import all_quantities
from lrgui.drawing.rate_range import RangeDrawing
from lrgui.drawing.start_map import StartMapDrawing
from lrgui.drawing.style import Style
from lrgui.drawing.surface import BowlDrawing, SurfaceDrawing
from lrgui.drawing.sweep import SweepDrawing
from lrgui.drawing.weights import WeightsDrawing

_MAKERS: dict[str, Callable[[Style], Drawing]] = {
    "descent": DescentDrawing,
    "boundary": BoundaryDrawing,
    "weights": WeightsDrawing,
    "surface": SurfaceDrawing,
    "cut": CutDrawing,
    "line": LineDrawing,
    "bowl": BowlDrawing,
    "lens": LensDrawing,
    "sweep": SweepDrawing,
    "sweep-map": MapDrawing,
    "sweep-range": RangeDrawing,
    "sweep-starts": StartMapDrawing,
}

_idle: dict[tuple[str, Style], list[Drawing]] = {}
_wall: list[QWidget] = []  # the plots' parent, which is never shown


def take(panel: str, style: Style) -> Drawing:
    """A drawing of `panel` that nobody else has; what it showed before is forgotten."""
    idle = _idle.get((panel, style), [])
    while idle:
        drawing = idle.pop()
        if Shiboken.isValid(drawing.plot):
            return drawing
    if not _wall or not Shiboken.isValid(_wall[0]):
        _wall[:] = [QWidget()]
        _wall[0].setObjectName("lrgui-figures")
    drawing = _MAKERS[panel](style) if panel in _MAKERS else Chart(all_quantities()[panel], style)
    drawing.plot.setParent(_wall[0])
    return drawing


def give_back(panel: str, style: Style, drawing: Drawing) -> None:
    """Takes a drawing back for the next figure."""
    drawing.forget()
    _idle.setdefault((panel, style), []).append(drawing)
