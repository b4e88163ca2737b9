"""What is drawn while a step moves."""

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.drawing.boundary import BoundaryDrawing
from lrgui.drawing.chart import Chart
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.quantities import chart_quantities
from lrgui.drawing.scene import Scene
from lrgui.drawing.way import partway
from lrgui.drawing.weights import WeightsDrawing

ALONE = Experiment(problem="descent", runs=(Run(0.25),), updates=4, precision="float64")
BOTH = Experiment(problem="both", epochs=2, batch_size=800, updates=2, precision="float64")


@pytest.fixture(scope="module")
def descent():
    return History(ALONE).complete()


@pytest.fixture(scope="module")
def both():
    return History(BOTH).complete()


def test_a_point_between_two_updates():
    path = np.array([[0.0], [4.0], [8.0]])
    assert partway(path, 0.0) is path
    assert partway(path, 0.25).tolist() == [[0.0], [4.0], [5.0]]


def test_forward_and_back_each_problem_at_its_own_pace(both):
    there = Scene(BOTH, both, BOTH.length)
    assert there.progress("descent") == (2, 0.0)
    halfway = there.on_the_way(0, 0.75)
    assert halfway.progress("descent") == (1, 0.5)
    assert halfway.progress("classifier") == (3, 0.0)
    back = Scene(BOTH, both, 0).on_the_way(BOTH.length, 0.75)
    assert back.progress("descent") == (0, 0.5)
    assert back.progress("classifier") == (1, 0.0)


def test_the_descent_moves_along_the_chord_and_names_no_slope_on_the_way(descent, draw):
    drawing = DescentDrawing()
    marks = draw(drawing, Scene(ALONE, descent, 1).on_the_way(0, 0.5))
    (path,) = [curve for curve in marks.curves if len(curve.x) == 2]
    assert path.x.tolist() == [5.0, 3.5], "on the way from 5 to 2"
    assert path.y.tolist() == [36.0, (36.0 + 9.0) / 2]
    marks = draw(drawing, Scene(ALONE, descent, 1))
    assert len([curve for curve in marks.curves if len(curve.x) == 2]) == 3, "tangent and next update"


def test_a_chart_is_on_its_way(descent, draw):
    marks = draw(Chart(chart_quantities()["descent-loss"]), Scene(ALONE, descent, 2).on_the_way(1, 0.5))
    (line,) = [curve for curve in marks.curves if len(curve.x)]
    assert line.x.tolist() == [0, 1, 1.5]
    assert line.y.tolist() == [36.0, 9.0, (9.0 + 2.25) / 2]
    assert marks.playhead == 1.5


def test_weights_and_boundary_are_on_their_way(both, draw):
    at = both.classifier.states(0, 2)[:, 0].astype(float)
    here = tuple(at[1, :2] + 0.25 * (at[2, :2] - at[1, :2]))
    scene = Scene(BOTH, both, 2).on_the_way(1, 0.25)
    (path,) = [c for c in draw(WeightsDrawing(), scene).curves if c.colour == BOTH.runs[0].colour.lower() and len(c.x)]
    assert (path.x[-1], path.y[-1]) == pytest.approx(here)
    assert draw(BoundaryDrawing(), scene).ramps[0].weights == pytest.approx(here)
