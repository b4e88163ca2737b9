"""The plots of the presenter: drawings of its own, magnified, side by side."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lrgui.core.files.view import FIRST_PANELS, PLOTS, View, has_plot
from lrgui.core.model.experiment import Experiment
from lrgui.drawing import fonts
from lrgui.drawing.boundary import BoundaryDrawing
from lrgui.drawing.chart import Chart
from lrgui.drawing.cut import CutDrawing
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.lens import LensDrawing
from lrgui.drawing.line import LineDrawing
from lrgui.drawing.plane import PlaneDrawing
from lrgui.drawing.quantities import chart_quantities
from lrgui.drawing.scene import Scene
from lrgui.drawing.surface import BowlDrawing, SurfaceDrawing
from lrgui.drawing.weights import WeightsDrawing
from lrgui.ui import theme
from lrgui.ui.presenter.measures import TEXT, pixels

_DRAWINGS: dict[str, type[Drawing]] = {
    "descent": DescentDrawing,
    "boundary": BoundaryDrawing,
    "weights": WeightsDrawing,
    "surface": SurfaceDrawing,
    "cut": CutDrawing,
    "line": LineDrawing,
    "bowl": BowlDrawing,
    "lens": LensDrawing,
}
MOST = 2  # beside each other


def presentable(experiment: Experiment) -> tuple[str, ...]:
    """The plots of an experiment that can be presented, in the order of the keys that call them."""
    known = (*_DRAWINGS, *chart_quantities())
    return tuple(name for name in PLOTS if name in known and has_plot(experiment, name))


def proposed(view: View, experiment: Experiment, large: str | None = None) -> tuple[str, ...]:
    """What is presented where nobody has chosen: what is large in a lesson or fills the window, or the first panel and
    the first chart.
    """
    charts, large = view.charts_of(experiment), large or view.maximised
    if large == "curves":
        return charts[:MOST]
    if large in presentable(experiment):
        return (large,)
    first = [FIRST_PANELS[problem][0] for problem in experiment.problems]
    return tuple(first[:MOST]) if len(first) > 1 else (*first, *charts[:1])


class ScenePlots(QWidget):
    """Draws scenes in one or two plots; plots that were shown once are kept for when they come again.

    Signal: `made(name)` when a plot is new.
    """

    made = Signal(str)

    def __init__(self, hand: QObject) -> None:
        """hand: sees the mouse before the plots do, as their event filter."""
        super().__init__()
        self._hand = hand
        self.shown: tuple[str, ...] = ()
        self.drawings: dict[str, Drawing] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def choose(self, names: tuple[str, ...]) -> None:
        """Shows these plots, from left to right."""
        self.shown = names
        for name in names:
            if name not in self.drawings:
                self.drawings[name] = _DRAWINGS[name]() if name in _DRAWINGS else Chart(chart_quantities()[name])
                self.drawings[name].retitle()
                self.drawings[name].plot.viewport().installEventFilter(self._hand)
                self.made.emit(name)
        for drawing in self.drawings.values():
            drawing.plot.hide()
            self._row.removeWidget(drawing.plot)
        for name in names:
            self._row.addWidget(self.drawings[name].plot, 1)
            self.drawings[name].plot.show()

    def magnify(self, height: int) -> None:
        """Texts, lines and marks as large as a screen of that height asks for."""
        font = fonts.sans(pixels(TEXT, height))  # whatever the window's text size is
        for drawing in self.drawings.values():
            drawing.plot.setFont(font)

    def retitle(self) -> None:
        for drawing in self.drawings.values():
            drawing.retitle()

    def draw(self, scene: Scene, view: View, *, history: bool) -> None:
        """Brings the plots up to date; history: not the playhead alone has changed."""
        for name in self.shown:
            drawing = self.drawings[name]
            if history:
                drawing.set_patterns(view.patterns)
                if drawing.plot.theme is not theme.now():
                    drawing.set_theme(theme.now())
                if isinstance(drawing, LensDrawing):
                    drawing.choose_problem(view, scene)
                if isinstance(drawing, PlaneDrawing):
                    drawing.set_equal(view.equal_scales)
                if isinstance(drawing, Chart):
                    drawing.set_options(log=view.log_loss, iterations=view.iterations, future=view.future)
                drawing.draw_history(scene)
            drawing.draw_position(scene)

    def forget(self) -> None:
        """Lets go of what was drawn: histories are large."""
        for drawing in self.drawings.values():
            drawing.forget()
