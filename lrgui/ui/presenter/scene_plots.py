"""The plots of the presenter: drawings of its own, magnified, side by side."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lrgui.core.files.view import FIRST_PANELS, NOISE, PLOTS, View, has_plot
from lrgui.core.model.experiment import Experiment
from lrgui.core.training.history import History
from lrgui.drawing import fonts
from lrgui.drawing.batch_map import MapDrawing
from lrgui.drawing.boundary import BoundaryDrawing
from lrgui.drawing.chart import Chart
from lrgui.drawing.cut import CutDrawing
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.lens import LensDrawing
from lrgui.drawing.line import LineDrawing
from lrgui.drawing.plane import PlaneDrawing
from lrgui.drawing.quantities import chart_quantities
from lrgui.drawing.quantities.noise import NoiseQuantity, noise_quantities
from lrgui.drawing.quantities.noise_book import NoiseBook
from lrgui.drawing.quantities.noise_growth import NoiseGrowth
from lrgui.drawing.rate_range import RangeDrawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.start_map import StartMapDrawing
from lrgui.drawing.surface import BowlDrawing, SurfaceDrawing
from lrgui.drawing.sweep import SweepDrawing
from lrgui.drawing.weights import WeightsDrawing
from lrgui.text.numbers import format_count
from lrgui.ui import theme
from lrgui.ui.presenter.measures import TEXT, pixels
from lrgui.ui.widgets.line_legend import LineLegend

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
_SWEEPS: dict[str, type[Drawing]] = {
    "sweep": SweepDrawing,
    "map": MapDrawing,
    "range": RangeDrawing,
    "starts": StartMapDrawing,
}
SWEEP = "sweep"
NOISE_PLOT = "noise"  # whichever quantity of it the view has
MOST = 2  # beside each other


def presentable(experiment: Experiment) -> tuple[str, ...]:
    """The plots of an experiment that can be presented, in the order of the keys that call them."""
    known = (*_DRAWINGS, *chart_quantities(), SWEEP)
    return tuple(name for name in (*PLOTS, NOISE_PLOT) if name in (*known, NOISE_PLOT) and has_plot(experiment, name))


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
        self._sweep_view = SWEEP  # of the four drawings of a sweep
        self._noise = NOISE[0]
        self._book = NoiseBook(live=True)
        self._quantities = noise_quantities(self._book)
        self._growth = NoiseGrowth(self._book)
        self.drawings: dict[str, Drawing] = {}  # by name, those of a sweep by that of its view
        self._height = 0
        self.badge = QLabel()  # how far the view of the descent has widened
        self.badge.setObjectName("ticker")
        self.badge.hide()
        self.legend = LineLegend()  # of the noise
        self._row = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._row, 1)
        layout.addWidget(self.legend)

    def choose(self, names: tuple[str, ...], sweep_view: str, noise: str) -> None:
        """Shows these plots, from left to right; of a sweep as this view has it, of the noise this quantity."""
        if (names, sweep_view, noise) == (self.shown, self._sweep_view, self._noise):
            return
        self.shown, self._sweep_view, self._noise = names, sweep_view, noise
        for name in map(self._key, names):
            if name not in self.drawings:
                self.drawings[name] = self._made(name)
                self.drawings[name].retitle()
                self.drawings[name].plot.viewport().installEventFilter(self._hand)
                self.made.emit(name)
        for drawing in self.drawings.values():
            drawing.plot.hide()
            self._row.removeWidget(drawing.plot)
        for drawing in self._drawn():
            self._row.addWidget(drawing.plot, 1)
            drawing.plot.show()
        self.legend.setVisible(NOISE_PLOT in names)
        if NOISE_PLOT not in names:
            self._growth.stop()
        self.magnify(self._height)

    def _key(self, name: str) -> str:
        return {SWEEP: f"{SWEEP} {self._sweep_view}", NOISE_PLOT: self._noise}.get(name, name)

    def _made(self, key: str) -> Drawing:
        if key.startswith(f"{SWEEP} "):
            return _SWEEPS[self._sweep_view]()
        if key in self._quantities:
            return Chart(self._quantities[key])
        return _DRAWINGS[key]() if key in _DRAWINGS else Chart(chart_quantities()[key])

    def _drawn(self) -> list[Drawing]:
        return [self.drawings[self._key(name)] for name in self.shown]

    def magnify(self, height: int) -> None:
        """Texts, lines and marks as large as a screen of that height asks for."""
        self._height = height
        font = fonts.sans(pixels(TEXT, height))  # whatever the window's text size is
        for drawing in self.drawings.values():
            drawing.plot.setFont(font)
        self.legend.setFont(font)

    def retitle(self) -> None:
        for drawing in self.drawings.values():
            drawing.retitle()

    def draw(self, scene: Scene, view: View, *, history: bool) -> None:
        """Brings the plots up to date; history: not the playhead alone has changed."""
        for name, drawing in zip(self.shown, self._drawn(), strict=True):
            if history or (name == NOISE_PLOT and self._grows(scene, view)):
                self._set_options(drawing, scene, view)
                drawing.draw_history(scene)
                if name == NOISE_PLOT:
                    self._growth.drawn(*self._looked_at(scene, view))
                    self.legend.show_entries(self._quantities[self._noise].entries())
            drawing.draw_position(scene)
            if isinstance(drawing, DescentDrawing):
                self._show_badge(drawing)

    @staticmethod
    def _set_options(drawing: Drawing, scene: Scene, view: View) -> None:
        drawing.set_patterns(view.patterns)
        if drawing.plot.theme is not theme.now():
            drawing.set_theme(theme.now())
        if isinstance(drawing, LensDrawing):
            drawing.choose_problem(view, scene)
        if isinstance(drawing, PlaneDrawing):
            drawing.set_equal(view.equal_scales)
        if isinstance(drawing, DescentDrawing):
            drawing.follow = view.follow
        if isinstance(drawing, Chart):
            drawing.set_options(log=view.log_loss, iterations=view.iterations, future=view.future)

    def _looked_at(self, scene: Scene, view: View) -> tuple[History, list[int], NoiseQuantity]:
        """Of which runs what noise is shown, the selected one first."""
        quantity = self._quantities[self._noise]
        quantity.factor = view.smoothing
        return scene.history, scene.draw_order()[::-1], quantity

    def _grows(self, scene: Scene, view: View) -> bool:
        """Whether there is more of the noise than is drawn."""
        return self._growth.growing and self._growth.advance(*self._looked_at(scene, view))

    @property
    def waits(self) -> bool:
        """Whether something was not there yet, so that they should be drawn once more."""
        return self._growth.growing or any(drawing.waits for drawing in self._drawn())

    def _show_badge(self, drawing: DescentDrawing) -> None:
        badge, plot = self.badge, drawing.plot
        if badge.parent() is not plot:
            badge.setParent(plot)
        badge.setVisible(bool(drawing.stage))
        badge.setText(f"×{format_count(10**drawing.stage)}")
        badge.setFont(fonts.sans(pixels(TEXT, self._height)))
        badge.adjustSize()
        badge.move((plot.width() - badge.width()) // 2, 4)
        plot.keep_free(*([badge.geometry()] if drawing.stage else []))

    def forget(self) -> None:
        """Lets go of what was drawn: histories are large."""
        self._growth.stop()
        self._book.forget()
        for drawing in self.drawings.values():
            drawing.forget()
