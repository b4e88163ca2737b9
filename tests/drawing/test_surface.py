"""The map of a surface and the cut through it: losses where they are said to be, paths, axes of curvature, gaps."""

from __future__ import annotations

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.files.view import THEORY
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History
from lrgui.drawing.colours import pale
from lrgui.drawing.cut import CutDrawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.surface import SurfaceDrawing

RACE = (Run(0.2), Run(0.95, colour=COLOURS[1]), Run(0.1, optimizer="adam", colour=COLOURS[2]))
EDGE = {"surface": "hyperbola", "start_x": 3.2, "start_y": 0.3}


def history_of(*runs, updates=40, **settings):
    return History(Experiment(problem="surface", updates=updates, runs=runs or RACE, **settings)).complete()


def scene_of(history, position, **values):
    return Scene(history.experiment, history, position, **values)


def path_of(marks, run):
    return next(c for c in marks.curves if c.colour == run.colour.lower() and len(c.x) > 2)


def axes_of(marks):
    """Both segments, (2, 2, 2): of each axis its ends."""
    curve = next(c for c in marks.curves if len(c.x) == 6 and np.isnan(c.x[2]))
    points = np.column_stack([curve.x, curve.y])
    return np.array([points[:2], points[3:5]])


@pytest.mark.parametrize("surface", ["bowl", "hyperbola", "sin(x)cos(y)", "e^(x/2) + y^2"])
def test_contours_lie_where_the_loss_is_what_they_say(draw, surface):
    history = history_of(Run(0.01), surface=surface, start_x=2.0, start_y=1.0)
    marks = draw(SurfaceDrawing(), scene_of(history, 10))
    labelled = [c for c in marks.contours if c.label and c.lines]
    assert len(labelled) >= 3
    for contour in labelled:
        level = float(contour.label.replace("−", "-"))
        losses = np.concatenate([history.surface.loss(line) for line in contour.lines])
        assert losses == pytest.approx(level, rel=0.06, abs=0.02)


def test_where_there_is_no_loss_there_is_a_gap(draw):
    history = history_of(Run(0.01), surface="ln(x) + y^2", start_x=1.0, start_y=1.0)
    marks = draw(SurfaceDrawing(), scene_of(history, 0))
    assert min(line[:, 0].min() for contour in marks.contours for line in contour.lines) > 0


def test_paths_start_and_minima_are_where_the_history_has_them(draw):
    history = history_of()
    trace = history.traces["surface"]
    marks = draw(SurfaceDrawing(), scene_of(history, 12))
    for i, run in enumerate(RACE):
        path = path_of(marks, run)
        states = trace.states(0, 12)[:, i]
        assert np.column_stack([path.x, path.y]) == pytest.approx(np.vstack([states, states[-1:]]))
    [start] = [p for p in marks.points if p.colour == "#ffffff" and p.size == 12]
    assert (start.x[0], start.y[0]) == (5, 2)
    [star] = [p for p in marks.points if p.symbol == "star"]
    assert (star.x[0], star.y[0]) == (0, 0)


def test_axes_stand_along_the_eigenvectors_and_are_shorter_where_it_is_steeper(draw):
    marks = draw(SurfaceDrawing(), scene_of(history_of(), 5))
    flat, steep = sorted(axes_of(marks), key=lambda ends: -np.ptp(ends, axis=0).max())
    assert np.ptp(flat, axis=0)[1] == pytest.approx(0, abs=1e-12)
    assert np.ptp(steep, axis=0)[0] == pytest.approx(0, abs=1e-12)
    assert np.ptp(flat, axis=0)[0] / np.ptp(steep, axis=0)[1] == pytest.approx(20**0.5)
    concealed = draw(SurfaceDrawing(), scene_of(history_of(), 5, concealed=frozenset({THEORY})))
    assert not [c for c in concealed.curves if len(c.x) == 6 and np.isnan(c.x[2])]


def test_a_run_that_leaves_is_marked_with_the_reason(draw):
    history = history_of(Run(0.2), Run(1.5, colour=COLOURS[1]))
    marks = draw(SurfaceDrawing(), scene_of(history, 40))
    [edge] = [e for e in marks.edges if e.text]
    assert edge.text == "step 1: |1 − ηL| = 2 > 1".replace("L| = 2 > 1", "L|\u00a0=\u00a02\u00a0>\u00a01").replace(
        "|1 − η", "|1\u00a0−\u00a0η"
    )
    far = history_of(Run(0.05), surface="rosenbrock", start_x=-1.2, start_y=1.0)
    [edge] = [e for e in draw(SurfaceDrawing(), scene_of(far, 1)).edges if e.text]
    assert edge.text.startswith("step 1: x = ")
    [edge] = [e for e in draw(SurfaceDrawing(), scene_of(far, 40)).edges if e.text]
    assert "nan" in edge.text


def test_the_view_holds_what_is_worth_seeing_whatever_runs_away(draw):
    drawing = SurfaceDrawing()
    draw(drawing, scene_of(history_of(Run(0.2), Run(3.0, colour=COLOURS[1])), 40))
    (left, right), (bottom, top) = drawing.plot.home
    assert left < 0 < 5 < right < 12
    assert bottom < 0 < 2 < top < 8


def test_the_future_that_was_given_up(draw):
    before = history_of(Run(0.2))
    after = History(before.experiment.with_change(10, 0, learning_rate=0.9)).complete()
    ghost = Ghost(before, 0, 10)
    marks = draw(SurfaceDrawing(), scene_of(after, 20, ghost=ghost))
    [line] = [c for c in marks.curves if c.colour == LIGHT.seen(pale(COLOURS[0])) and len(c.x)]
    assert np.column_stack([line.x, line.y]) == pytest.approx(before.traces["surface"].states(10, 20)[:, 0])


# The cut


def test_the_cut_goes_from_here_to_where_the_step_leads(draw):
    history = history_of(Run(0.3), **EDGE)
    problem, trace = history.surface, history.traces["surface"]
    marks = draw(CutDrawing(), scene_of(history, 5))
    here, there = trace.at(5)[0], trace.at(6)[0]
    ends = sorted((p.x[0], p.y[0]) for p in marks.points if len(p.x))
    assert ends == [(0, pytest.approx(problem.loss(here))), (1, pytest.approx(problem.loss(there)))]
    loss = next(c for c in marks.curves if c.pattern == "solid")
    middle = int(np.argmin(np.abs(loss.x - 0.5)))
    assert loss.y[middle] == pytest.approx(problem.loss(here + loss.x[middle] * (there - here)))
    # A bowl is its own parabola.
    bowl = draw(CutDrawing(), scene_of(history_of(Run(0.3)), 5))
    loss, parabola = (next(c for c in bowl.curves if c.pattern == p) for p in ("solid", "dashed"))
    assert parabola.y == pytest.approx(loss.y)


def test_at_the_end_the_cut_goes_down_and_without_a_loss_there_is_none(draw):
    history = history_of(Run(0.01))
    marks = draw(CutDrawing(), scene_of(history, 40))
    assert len([p for p in marks.points if len(p.x)]) == 2
    lost = history_of(Run(0.9), surface="ln(x) + y^2", start_x=0.5, start_y=1.0)
    marks = draw(CutDrawing(), scene_of(lost, 20))
    assert not [c for c in marks.curves if len(c.x)]


def test_on_a_plain_the_axes_are_equally_long(draw):
    history = history_of(Run(1e-300), surface="e^(x)*y^2", start_x=-1e6, start_y=1.0)
    assert not history.surface.second(history.traces["surface"].at(3)).any()
    first, second = axes_of(draw(SurfaceDrawing(), scene_of(history, 3)))
    assert np.linalg.norm(first[1] - first[0]) == pytest.approx(np.linalg.norm(second[1] - second[0]))


def test_a_step_beyond_the_numbers_has_a_cut_without_a_parabola(draw):
    history = history_of(Run(1e300, optimizer="sign"), surface="1/(x^2+y^2)", start_x=1e6, start_y=2.0, updates=3)
    marks = draw(CutDrawing(), scene_of(history, 0))
    [parabola] = [c for c in marks.curves if c.pattern == "dashed"]
    assert not np.isfinite(parabola.y).all()
