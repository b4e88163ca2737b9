"""The picture of the 1-D descent: paths, the next update, and what is said of runs that leave."""

import math
from dataclasses import replace

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History
from lrgui.drawing.arrows import GRADIENT, STEP
from lrgui.drawing.colours import pale
from lrgui.drawing.descent import DOTS, PATH_ENDS, DescentDrawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import Style

RUNS = (Run(0.2), Run(0.9, colour=COLOURS[1]), Run(0.05, colour=COLOURS[2]))
RACE = Experiment(problem="descent", precision="float64", start=5.0, runs=RUNS)
RATES = (0.2, 0.9, 0.05)


@pytest.fixture(scope="module")
def history():
    return History(RACE).complete()


@pytest.fixture
def drawing(qapp):
    return DescentDrawing()


def w_after(rate: float, updates: int, start: float = 5.0) -> float:
    """w after so many updates of plain gradient descent on (w + 1)²."""
    return -1 + (start + 1) * (1 - 2 * rate) ** updates


def loss(w):
    return (w + 1) ** 2


def path_of(marks, run):
    return next(c for c in marks.curves if c.colour == COLOURS[run].lower() and c.pattern == "solid")


def dots_of(marks, run):
    return [p for p in marks.points if p.colour == COLOURS[run].lower() and p.size < 8]


def said(edge):
    """Without regard to where the line may be broken."""
    return edge.text.replace("\u00a0", " ")


@pytest.mark.parametrize("position", [0, 1, 17])
def test_every_path_leads_from_the_start_to_where_its_run_is(history, drawing, draw, position):
    marks = draw(drawing, Scene(RACE, history, position, 1))
    for run, rate in enumerate(RATES):
        path = path_of(marks, run)
        wanted = [w_after(rate, k) for k in range(position + 1)]
        assert path.x == pytest.approx(wanted)
        assert path.y == pytest.approx(loss(np.array(wanted)))
        [dots] = dots_of(marks, run)
        assert dots.x == pytest.approx(wanted)


def test_a_curve_is_as_fine_where_it_was_seen_before_the_view_widened(drawing, draw):
    experiment = Experiment(problem="descent", curve="plateau", updates=40, runs=(Run(5.0),))
    history = History(experiment).complete()
    drawing.follow = True
    narrow = draw(drawing, Scene(experiment, history, 0)).curves[0]
    wide = draw(drawing, Scene(experiment, history, 40)).curves[0]
    assert wide.x.max() > 20 * narrow.x.max()
    assert set(narrow.x) <= set(wide.x)
    assert (np.diff(wide.x) > 0).all()


def test_start_minimum_and_parabola_are_where_they_are(history, drawing, draw):
    marks = draw(drawing, Scene(RACE, history, 5))
    [star] = [p for p in marks.points if p.symbol == "star"]
    assert (star.x.tolist(), star.y.tolist()) == ([-1.0], [0.0])
    [start] = [p for p in marks.points if p.colour == "#ffffff" and p.size == 12]
    assert (start.x.tolist(), start.y.tolist()) == ([5.0], [36.0])
    parabola = marks.curves[0]
    assert parabola.y == pytest.approx(loss(parabola.x))
    assert parabola.x[0] <= marks.x[0] < marks.x[1] <= parabola.x[-1]
    assert (marks.x_title, marks.y_title) == ("w", "loss = (w + 1)²")


@pytest.mark.parametrize("selected", [0, 1, 2])
def test_the_selected_run_shows_where_it_is_its_slope_and_its_next_update(history, drawing, draw, selected):
    marks = draw(drawing, Scene(RACE, history, 3, selected))
    colour, rate = COLOURS[selected].lower(), RATES[selected]
    w, following = w_after(rate, 3), w_after(rate, 4)
    [here] = [p for p in marks.points if p.colour == colour and p.size == 11]
    assert (here.x[0], here.y[0]) == pytest.approx((w, loss(w)))
    [tangent] = [c for c in marks.curves if c.pattern == "dashdot"]
    assert tangent.colour == colour
    assert np.diff(tangent.y) / np.diff(tangent.x) == pytest.approx(2 * (w + 1))
    assert (tangent.x.mean(), tangent.y.mean()) == pytest.approx((w, loss(w)))
    [step] = [c for c in marks.curves if c.pattern == "dotted"]
    assert step.colour == colour
    assert step.x == pytest.approx([w, following])
    assert step.y == pytest.approx([loss(w), loss(following)])
    assert path_of(marks, selected).width > path_of(marks, (selected + 1) % 3).width


def test_at_the_end_there_is_no_next_update(history, drawing, draw):
    total = history.descent.total
    assert [c for c in draw(drawing, Scene(RACE, history, total - 1)).curves if c.pattern == "dotted"]
    assert not [c for c in draw(drawing, Scene(RACE, history, total)).curves if c.pattern == "dotted"]
    # A playhead that counts another problem's updates may be further.
    assert len(path_of(draw(drawing, Scene(RACE, history, 10 * total)), 0).x) == total + 1


def test_axes_stand_still_while_playing_and_hold_what_stays(history, drawing, draw):
    ranges = {(m.x, m.y) for m in (draw(drawing, Scene(RACE, history, at)) for at in (0, 1, 20, 40))}
    assert len(ranges) == 1
    ((left, right), (bottom, top)) = next(iter(ranges))
    assert left < w_after(0.9, 1) and right > 5.0  # noqa: PT018
    assert bottom < 0 and top > 36  # noqa: PT018


@pytest.mark.parametrize("start", [-8.0, 0.5, 40.0])
def test_another_start_has_another_range(history, drawing, draw, start):
    draw(drawing, Scene(RACE, history, 0))
    other = replace(RACE, start=start)
    marks = draw(drawing, Scene(other, History(other).complete(), 0))
    assert marks.x[0] < start < marks.x[1]
    assert loss(start) < marks.y[1]
    assert marks.x[1] - marks.x[0] < 8 * abs(start + 1)


def test_a_run_that_diverges_leaves_and_says_when_and_why(drawing, draw):
    experiment = replace(RACE, runs=(Run(0.2), Run(1.02, colour=COLOURS[1])), updates=100)
    history = History(experiment).complete()
    assert not draw(drawing, Scene(experiment, history, 1)).edges
    marks = draw(drawing, Scene(experiment, history, 100))
    [edge] = marks.edges
    assert edge.colour == COLOURS[1].lower()
    since = history.descent.away_since(1, 100)
    assert said(edge) == f"step {since}: |1 − ηL| = 1.04 > 1"
    path = path_of(marks, 1)
    left = path.x[(path.x < marks.x[0]) | (path.x > marks.x[1]) | (path.y > marks.y[1])][0]
    assert edge.edge == ("right" if left > -1 else "left")
    assert len(path_of(marks, 0).x) == 101  # and the other runs are where they were


def test_a_run_that_is_infinite_says_what_it_is(drawing, draw):
    experiment = Experiment(problem="descent", updates=2000, runs=(Run(3.0),))
    history = History(experiment).complete()
    marks = draw(drawing, Scene(experiment, history, 2000))
    [edge] = marks.edges
    assert "|1 − ηL| = 5 > 1 · now " in said(edge)
    assert not [p for p in marks.points if p.size == 11]  # nowhere, so not drawn
    assert not [c for c in marks.curves if c.pattern in ("dashdot", "dotted")]


def test_a_long_path_shows_its_beginning_and_its_end(drawing, draw):
    updates = 2 * PATH_ENDS + 500
    experiment = Experiment(problem="descent", precision="float64", updates=updates, runs=(Run(1e-4),))
    history = History(experiment).complete()
    path = path_of(draw(drawing, Scene(experiment, history, updates)), 0)
    there = path.x[~np.isnan(path.x)]
    assert np.isnan(path.x).sum() == 1  # with a gap between
    assert len(there) == 2 * (PATH_ENDS + 1)
    assert there[0] == 5.0
    assert there[-1] == pytest.approx(w_after(1e-4, updates))
    assert there[PATH_ENDS] == pytest.approx(w_after(1e-4, PATH_ENDS))
    assert there[PATH_ENDS + 1] == pytest.approx(w_after(1e-4, updates - PATH_ENDS))


def test_of_many_updates_there_are_no_dots(drawing, draw):
    experiment = replace(RACE, updates=200)
    history = History(experiment).complete()
    assert dots_of(draw(drawing, Scene(experiment, history, DOTS)), 0)
    assert not dots_of(draw(drawing, Scene(experiment, history, DOTS + 1)), 0)


@pytest.mark.parametrize("run", [0, 1])
def test_the_ghost_goes_on_as_its_run_would_have(history, drawing, draw, run):
    changed = replace(RACE, runs=tuple(replace(r, learning_rate=0.4) for r in RACE.runs))
    shown = Scene(changed, History(changed).complete(), 9, 2, ghost=Ghost(history, run, 4))
    marks = draw(drawing, shown)
    [ghost] = [c for c in marks.curves if c.pattern == "dashed"]
    assert ghost.colour == LIGHT.seen(pale(COLOURS[run]))
    assert ghost.x == pytest.approx([w_after(RATES[run], k) for k in range(4, 10)])
    assert ghost.y == pytest.approx(loss(ghost.x))
    [now] = [p for p in marks.points if p.edge == LIGHT.seen(pale(COLOURS[run]))]
    assert now.x == pytest.approx([w_after(RATES[run], 9)])
    before = draw(drawing, replace(shown, position=4))
    assert not [c for c in before.curves if c.pattern == "dashed"]


def test_a_loss_that_overflows_is_no_crash(drawing, draw):
    experiment = Experiment(problem="descent", updates=400, precision="float64", runs=(Run(1e10),))
    history = History(experiment).complete()
    for position in (0, 1, 10, 400):
        marks = draw(drawing, Scene(experiment, history, position))
        assert all(map(math.isfinite, (*marks.x, *marks.y)))


def test_momentum_shows_arrows_that_lead_to_the_next_point(drawing, draw):
    experiment = replace(RACE, runs=(Run(0.1, optimizer="momentum"), Run(0.1, colour=COLOURS[1])))
    history = History(experiment).complete()
    marks = draw(drawing, Scene(experiment, history, 5))
    w, following = history.descent.at(5)[0, 0], history.descent.at(6)[0, 0]
    arrows = {a.colour: a for a in marks.arrows}
    assert arrows[LIGHT.seen(STEP)].start[0] == pytest.approx(w)
    assert arrows[LIGHT.seen(STEP)].end[0] == pytest.approx(following)
    gradient = arrows[LIGHT.seen(GRADIENT)]
    assert gradient.end[0] - gradient.start[0] == pytest.approx(-0.1 * 2 * (w + 1))
    assert draw(drawing, Scene(experiment, history, 5, 1)).arrows == []  # plain: the step is the gradient's


def test_on_grey_paper_runs_differ_by_pattern_and_symbol(history, draw, qapp):
    marks = draw(DescentDrawing(Style(emphasis=False, grey=True)), Scene(RACE, history, 10))
    colours = [colour.lower() for colour in COLOURS[:3]]
    own = {c.colour: c for c in marks.curves if c.colour in colours and c.pattern not in ("dashdot",) and len(c.x) > 2}
    assert len({c.pattern for c in own.values()}) == 3
    assert len({p.symbol for p in marks.points if p.colour in colours and p.size == 8.0}) == 3


def test_runs_that_are_gone_leave_nothing(history, drawing, draw):
    draw(drawing, Scene(RACE, history, 10))
    alone = RACE.removing(2).removing(1)
    marks = draw(drawing, Scene(alone, History(alone).complete(), 10))
    left = {record.colour for record in (*marks.curves, *marks.points, *marks.edges)}
    assert not left & {COLOURS[1].lower(), COLOURS[2].lower()}
