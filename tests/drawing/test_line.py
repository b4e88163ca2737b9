"""A line through points as it is drawn: points, lines, what is missed, the bowl and its directions, the split loss."""

from __future__ import annotations

import numpy as np
import pytest

from lrgui.core.files.view import THEORY
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing.line import LineDrawing
from lrgui.drawing.quantities import chart_quantities
from lrgui.drawing.scene import Scene
from lrgui.drawing.surface import BowlDrawing

RACE = (Run(0.1), Run(0.5, colour=COLOURS[1]), Run(0.02, optimizer="adam", colour=COLOURS[2]))


def history_of(*runs, **settings):
    return History(Experiment("regression", runs or RACE, **settings)).complete()


def scene_of(history, position, **values):
    return Scene(history.experiment, history, position, **values)


def line_of(marks, colour, dashed=False):
    """Slope and intercept of the line of that colour."""
    [curve] = [c for c in marks.curves if c.colour == colour and len(c.x) == 2 and (c.pattern == "dashed") == dashed]
    slope = (curve.y[1] - curve.y[0]) / (curve.x[1] - curve.x[0])
    return slope, curve.y[0] - slope * curve.x[0]


@pytest.mark.parametrize("standardised", [False, True])
def test_lines_are_those_of_the_runs_over_the_data(draw, standardised):
    history = history_of(Run(0.01), Run(0.02, colour=COLOURS[1]), points="eight", standardised=standardised)
    marks = draw(LineDrawing(), scene_of(history, 7))
    problem = history.regression
    for i, run in enumerate(history.experiment.runs):
        w, b = history.traces["regression"].at(7)[i]
        slope, intercept = line_of(marks, run.colour.lower())
        x = np.arange(8.0)
        assert slope * x + intercept == pytest.approx(w * problem.x + b)
    dashed = next(c for c in marks.curves if c.pattern == "dashed" and len(c.x) == 2)
    assert (dashed.y[1] - dashed.y[0]) / (dashed.x[1] - dashed.x[0]) == pytest.approx(13 / 14)
    points = next(p for p in marks.points if len(p.x) == 8)
    assert (points.x.tolist(), points.y.tolist()) == (list(range(8)), [1, 3, 2, 5, 4, 6, 8, 7])


def test_what_the_selected_run_misses_is_drawn_unless_it_is_concealed_or_hidden(draw):
    history = history_of()
    problem, (w, b) = history.regression, history.traces["regression"].at(3)[0]
    errors = next(c for c in draw(LineDrawing(), scene_of(history, 3)).curves if len(c.x) == 12)
    found = errors.y.reshape(4, 3)
    assert found[:, 1] - found[:, 0] == pytest.approx(w * problem.x + b - problem.y)
    for values in ({"concealed": frozenset({THEORY})}, {"hidden": frozenset({0})}):
        marks = draw(LineDrawing(), scene_of(history, 3, **values))
        assert not [c for c in marks.curves if len(c.x) == 12]


def test_a_line_that_has_run_away_is_not_drawn_and_disturbs_nobody(draw):
    alone, both = LineDrawing(), LineDrawing()
    draw(alone, scene_of(history_of(Run(0.1)), 40))
    marks = draw(both, scene_of(history_of(Run(0.1), Run(1e30, colour=COLOURS[1])), 40))
    assert not [c for c in marks.curves if c.colour == COLOURS[1].lower() and len(c.x)]
    assert both.plot.home == alone.plot.home


def test_the_axes_of_the_bowl_cross_where_the_best_line_is(draw):
    history = history_of()
    marks = draw(BowlDrawing(), scene_of(history, 5))
    curve = next(c for c in marks.curves if len(c.x) == 6 and np.isnan(c.x[2]))
    axes = np.column_stack([curve.x, curve.y])[[0, 1, 3, 4]].reshape(2, 2, 2)
    assert axes.mean(axis=1) == pytest.approx(np.array([[1.2, 0.9]] * 2))
    hessian = np.array([[3.0, 1.0], [1.0, 2.0]])  # 2/4 times Σx² = 6, Σx = 2 and n = 4
    for axis, curvature in zip(axes[:, 1] - axes[:, 0], ((5 - np.sqrt(5)) / 2, (5 + np.sqrt(5)) / 2), strict=True):
        assert hessian @ axis == pytest.approx(curvature * axis)
    star = next(p for p in marks.points if p.symbol == "star")
    assert (star.x[0], star.y[0]) == pytest.approx((1.2, 0.9))


def test_the_split_adds_up_to_the_loss_and_each_part_falls_by_its_own_factor(qapp):
    history = history_of(Run(0.1))
    steep, flat = sorted(chart_quantities()["regression-split"].lines(history), key=lambda line: line.dashed)
    loss = history.regression.loss(history.traces["regression"].states(0, 40))[:, 0]
    assert steep.values + flat.values == pytest.approx(loss - history.regression.lowest, abs=1e-12)
    for line, curvature in ((steep, history.regression.curvatures[0]), (flat, history.regression.curvatures[1])):
        assert line.values[1:5] / line.values[:4] == pytest.approx([(1 - 0.1 * curvature) ** 2] * 4)
