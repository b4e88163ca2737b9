"""What is hidden is drawn nowhere, and everything else stays as it was."""

from dataclasses import replace

import pytest

from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.view import View
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.drawing.boundary import BoundaryDrawing
from lrgui.drawing.chart import Chart
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.line import LineDrawing
from lrgui.drawing.quantities import chart_quantities
from lrgui.drawing.scene import Scene
from lrgui.drawing.surface import BowlDrawing, SurfaceDrawing
from lrgui.drawing.weights import WeightsDrawing
from lrgui.export.figure.figure import Figure
from lrgui.plot import CurveRecord, EdgeRecord, PointsRecord

RACE = Experiment(
    "both",
    epochs=2,
    runs=tuple(
        Run(rate, optimizer="momentum", colour=c) for rate, c in ((0.05, "#0072B2"), (3.0, "#D55E00"), (0.1, "#009E73"))
    ),
)
MAKERS = {
    "descent": DescentDrawing,
    "boundary": BoundaryDrawing,
    "weights": WeightsDrawing,
    "descent-loss": lambda: Chart(chart_quantities()["descent-loss"]),
    "loss": lambda: Chart(chart_quantities()["loss"]),
    "rate": lambda: Chart(chart_quantities()["rate"]),
    "line": LineDrawing,
    "bowl": BowlDrawing,
    "regression-split": lambda: Chart(chart_quantities()["regression-split"]),
    "surface": SurfaceDrawing,
    "surface-loss": lambda: Chart(chart_quantities()["surface-loss"]),
}


@pytest.fixture(scope="module")
def both():
    return Scene.of(History(RACE).complete(), View(selected=1))


@pytest.fixture(scope="module")
def surface():
    race = RACE.edited(problem="surface", surface="saddle", start_x=0.5, start_y=0.1)
    return Scene.of(History(race).complete(), View(selected=1))


def drawn(drawing, scene):
    drawing.retitle()
    drawing.draw_history(scene)
    drawing.draw_position(scene)
    marks = drawing.plot.marks()
    kinds = (CurveRecord, EdgeRecord, PointsRecord)
    colours = [(r.colour, getattr(r, "edge", None)) for r in marks.records if isinstance(r, kinds)]
    return {colour for pair in colours for colour in pair} & {
        run.colour.lower() for run in RACE.runs
    }, drawing.plot.home


@pytest.fixture(scope="module")
def line():
    return Scene.of(History(RACE.edited(problem="regression", updates=3)).complete(), View(selected=1))


@pytest.mark.parametrize("name", list(MAKERS))
def test_a_hidden_run_leaves_no_trace_and_comes_back(qapp, both, surface, line, name):
    scenes = {"surface": surface, "surface-loss": surface, "line": line, "bowl": line, "regression-split": line}
    drawing, scene = MAKERS[name](), scenes.get(name, both)
    everything, home = drawn(drawing, scene)
    assert everything == {run.colour.lower() for run in RACE.runs}
    for hidden in ({0}, {1}, {0, 1}, {0, 1, 2}):
        some, same = drawn(drawing, replace(scene, hidden=frozenset(hidden)))
        assert some == {run.colour.lower() for i, run in enumerate(RACE.runs) if i not in hidden}, hidden
        assert same == home  # axes stand still
        if 1 in hidden:
            assert drawing.plot.marks().arrows == []
            assert drawing.plot.marks().ramps == []
    assert drawn(drawing, scene) == (everything, home)


def test_a_figure_and_its_words_keep_to_it(qapp):
    history = History(RACE).complete()
    with_all, without = (Scene.of(history, View(hidden=hidden)) for hidden in ((), (1,)))
    options = FigureOptions.preset("slide", 2, caption=True)
    colours = []
    for scene in (with_all, without):
        figure = Figure(["descent-loss", "boundary"], options, View(), scene)
        found = {c.colour for plot in figure.plots.values() for c in plot.marks().curves}
        colours.append(RACE.runs[1].colour.lower() in found)
        assert ("3" in figure.caption[0]) == colours[-1]
        figure.close()
    assert colours == [True, False]
