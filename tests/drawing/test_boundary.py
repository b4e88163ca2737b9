"""The picture of the classifier: data, batch, shading and boundaries are where the mathematics has them."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from lrgui.colours.themes import LIGHT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.problems.datasets import built_in, dataset_of, split, two_points, with_point
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History
from lrgui.drawing import boundary
from lrgui.drawing.boundary import CLASS_0, CLASS_1, BoundaryDrawing
from lrgui.drawing.colours import TEXT, pale
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import Style

RATES = (0.5, 0.05)
RACE = Experiment(problem="classifier", epochs=4, precision="float64", runs=(Run(0.5), Run(0.05, colour=COLOURS[1])))
BATCH = RACE.batch_size


@pytest.fixture(scope="module")
def history():
    return History(RACE).complete()


@pytest.fixture
def drawing(qapp):
    return BoundaryDrawing()


def training_data(experiment):
    data = built_in("school-district")
    index = split(dataset_of(experiment), experiment.seed)[0]
    return data.points[index], data.labels[index]


def points_of(marks, symbol, size=None):
    [found] = [p for p in marks.points if p.symbol == symbol and (size is None or p.size == size)]
    return np.column_stack([found.x, found.y])


def rings(marks):
    return [p for p in marks.points if p.symbol == "circle" and p.colour is None]


def runs_lines(marks, colours):
    """The boundary in each colour."""
    return [next(c for c in marks.curves if c.colour == colour.lower() and c.pattern == "solid") for colour in colours]


def sigmoid(score):
    return 1 / (1 + np.exp(-score))


def test_the_data_are_the_training_data_each_class_with_its_symbol(history, drawing, draw):
    marks = draw(drawing, Scene(RACE, history, 100))
    points, labels = training_data(RACE)
    zeros, ones = points_of(marks, "circle", 4.2), points_of(marks, "plus")
    np.testing.assert_array_equal(zeros, points[labels == 0])
    np.testing.assert_array_equal(ones, points[labels == 1])
    assert next(p for p in marks.points if p.symbol == "plus").colour == LIGHT.seen(CLASS_1)


def test_another_seed_has_other_data(history, drawing, draw):
    draw(drawing, Scene(RACE, history, 100))
    other = replace(RACE, seed=3, epochs=1)
    marks = draw(drawing, Scene(other, History(other).complete(), 10))
    points, labels = training_data(other)
    np.testing.assert_array_equal(points_of(marks, "plus"), points[labels == 1])


def test_the_true_boundary_parts_the_classes(history, drawing, draw):
    marks = draw(drawing, Scene(RACE, history, 100))
    [truth] = [c for c in marks.curves if c.pattern == "dotted"]
    assert truth.colour == LIGHT.seen(TEXT)
    assert truth.x[0] <= 0 and truth.x[-1] >= 1  # noqa: PT018
    points, labels = training_data(RACE)
    above = points[:, 1] - np.interp(points[:, 0], truth.x, truth.y)
    assert above[labels == 1].min() > -0.0101  # points are rounded to a hundredth
    assert above[labels == 0].max() < 0.0101


def test_of_very_many_points_some_are_drawn_and_that_is_known(draw, qapp):
    points = np.random.RandomState(1).normal(size=(60_000, 2))
    data = OwnData("many", ("a", "b", "k"), ("0", "1"), points, (points[:, 0] > 0).astype(float))
    history = History(Experiment(problem="classifier", data=data, batch_size=48_000, epochs=1)).complete()
    drawing = BoundaryDrawing()
    marks = draw(drawing, Scene(history.experiment, history, 0))
    assert sum(len(p.x) for p in marks.points if len(p.x) > 100) == len(drawing.shown) == 16_000
    assert set(drawing.shown) <= set(history.model.train_index)
    assert (marks.x_title, marks.y_title) == ("a", "b")


def test_of_points_that_are_drawn_none_vanishes(draw, qapp):
    data = two_points()
    for x in np.linspace(-0.9, 0.9, 12).tolist():
        data = with_point(Experiment(data=data, batch_size=1), x, x**2, int(x > 0))
    history = History(Experiment(problem="classifier", data=data, batch_size=1, epochs=1)).complete()
    marks = draw(BoundaryDrawing(), Scene(history.experiment, history, 0))
    seen = [[x, y] for p in marks.points for x, y in zip(p.x, p.y, strict=True)]
    assert all(point in seen for point in data.points.tolist())
    assert (marks.x, marks.y) == data.plane


@pytest.mark.parametrize("position", [1, 57, 639])
def test_on_every_runs_line_the_classifier_cannot_decide(history, drawing, draw, position):
    marks = draw(drawing, Scene(RACE, history, position))
    for run, line in enumerate(runs_lines(marks, COLOURS[:2])):
        w1, w2, b = history.classifier.at(position)[run]
        assert w1 * line.x + w2 * line.y + b == pytest.approx(0.0, abs=1e-12)
        assert np.ptp(line.x) >= 1 or np.ptp(line.y) >= 1  # through the whole square


@pytest.mark.parametrize("start", [(0.5, 3.0), (-4.0, 0.5), (0.2, -2.0)])
def test_steep_or_flat_the_line_is_where_it_is(drawing, draw, start):
    experiment = replace(RACE, epochs=1, start_w1=start[0], start_w2=start[1])
    history = History(experiment).complete()
    lines = runs_lines(draw(drawing, Scene(experiment, history, 20)), COLOURS[:2])
    for run, line in enumerate(lines):
        w1, w2, b = history.classifier.at(20)[run]
        assert (abs(w2) > abs(w1)) == (abs(start[1]) > abs(start[0]))
        assert b != 0
        assert w1 * line.x + w2 * line.y + b == pytest.approx(0.0, abs=1e-12)


def test_before_the_first_update_there_is_no_line_and_all_is_pale(history, drawing, draw):
    marks = draw(drawing, Scene(RACE, history, 0))
    assert [c.pattern for c in marks.curves] == ["dotted"]
    [ramp] = marks.ramps
    assert min(ramp.colour(0.1, 0.9)) > 240


@pytest.mark.parametrize("selected", [0, 1])
def test_the_selected_run_is_thicker_and_over_the_others(history, drawing, draw, selected):
    lines = [c for c in draw(drawing, Scene(RACE, history, 300, selected)).curves if c.pattern == "solid"]
    assert [line.colour for line in lines] == [COLOURS[1 - selected].lower(), COLOURS[selected].lower()]
    assert lines[1].width > lines[0].width


@pytest.mark.parametrize("selected", [0, 1])
def test_the_ground_is_the_probability_of_the_selected_run_in_its_classes_colours(history, drawing, draw, selected):
    [ramp] = draw(drawing, Scene(RACE, history, 600, selected)).ramps
    w1, w2, b = history.classifier.at(600)[selected]
    assert (*ramp.weights, ramp.bias) == pytest.approx((w1, w2, b))
    for x, y in ((0.02, 0.98), (0.98, 0.02), (0.3, 0.8), (0.5, 0.5)):
        red, _, blue = ramp.colour(x, y)
        # The symbols of the class that is predicted there have the same hue.
        sign = QColor(LIGHT.seen(CLASS_1 if w1 * x + w2 * y + b > 0 else CLASS_0))
        assert (red > blue) == (sign.red() > sign.blue())
    places = sorted(((0.0, y) for y in (0.2, 0.4, 0.6, 0.8, 1.0)), key=lambda p: abs(w1 * p[0] + w2 * p[1] + b))
    strength = [255 - min(ramp.colour(*place)) for place in places]
    assert strength[0] < strength[-1]  # paler towards the boundary, where p is a half


def test_on_the_screen_too_class_1_is_warm_and_class_0_cold(history, drawing, draw, pixel):
    draw(drawing, Scene(RACE, history, 640))
    warm, cold = pixel(drawing.plot, -0.01, 1.01), pixel(drawing.plot, 1.01, -0.01)
    assert warm.red() > warm.blue() + 10
    assert cold.blue() > cold.red() + 10


@pytest.mark.parametrize("position", [0, 1, 159, 160, 400])
def test_the_rings_are_the_points_that_the_next_update_uses(history, drawing, draw, position):
    """The gradient of what is ringed leads from here to the next parameters: of no other batch."""
    [ring] = rings(draw(drawing, Scene(RACE, history, position)))
    assert len(ring.x) == BATCH
    points, labels = training_data(RACE)
    x = np.column_stack([ring.x, ring.y, np.ones(BATCH)])
    known = {tuple(p): label for p, label in zip(points.tolist(), labels, strict=True)}
    y = np.array([known[tuple(p)] for p in x[:, :2].tolist()])
    for run, rate in enumerate(RATES):
        here, there = history.classifier.at(position)[run], history.classifier.at(position + 1)[run]
        gradient = x.T @ (sigmoid(x @ here) - y) / BATCH
        np.testing.assert_allclose(there, here - rate * gradient, atol=1e-12)


def test_no_rings_where_no_update_follows_or_no_eye_does(history, drawing, draw):
    assert not rings(draw(drawing, Scene(RACE, history, history.classifier.total)))
    assert not rings(draw(drawing, Scene(RACE, history, 100, rushing=True)))
    large = replace(RACE, batch_size=400, epochs=1)
    assert not rings(draw(drawing, Scene(large, History(large).complete(), 1)))
    # A run that has made all of its updates has no next one, whatever those do that it is compared with.
    runs = (Run(0.5, batch_size=20), Run(0.05, colour=COLOURS[1]))
    race = replace(RACE, runs=runs, aligned="updates")
    scene = Scene(race, History(race).complete(), 320)
    assert rings(draw(drawing, replace(scene, selected=1)))
    assert not rings(draw(drawing, replace(scene, selected=0)))


@pytest.mark.parametrize("selected", [0, 1])
def test_the_samples_say_what_the_selected_run_predicts(history, drawing, draw, selected):
    marks = draw(drawing, Scene(RACE, history, 500, selected))
    [samples] = [p for p in marks.points if p.symbol == "diamond"]
    w1, w2, b = history.classifier.at(500)[selected]
    for x, y, text, k in zip(samples.x, samples.y, samples.texts, (1, 2, 3), strict=True):
        number, said = text.split(" → ")
        assert int(number) == k
        assert float(said) == pytest.approx(sigmoid(w1 * x + w2 * y + b), abs=0.00501)
    assert (samples.x.tolist(), samples.y.tolist()) == ([0.2, 0.4, 0.6], [0.8, 0.9, 0.5])


@pytest.mark.parametrize("run", [0, 1])
def test_the_ghost_is_where_its_own_run_would_be(history, drawing, draw, run):
    """Of the run that was changed and of no other, whichever is selected."""
    changed = replace(RACE, runs=tuple(replace(r, learning_rate=0.2) for r in RACE.runs))
    shown = Scene(changed, History(changed).complete(), 300, 1 - run, ghost=Ghost(history, run, 100))
    [line] = [c for c in draw(drawing, shown).curves if c.pattern == "dashed"]
    w1, w2, b = history.classifier.at(300)[run]
    assert w1 * line.x + w2 * line.y + b == pytest.approx(0.0, abs=1e-12)
    assert line.colour == LIGHT.seen(pale(COLOURS[run]))


def test_before_the_fork_there_is_no_ghost(history, drawing, draw):
    for position, ghost in ((100, Ghost(history, 0, 100)), (50, Ghost(history, 0, 100)), (300, None)):
        marks = draw(drawing, Scene(RACE, history, position, ghost=ghost))
        assert not [c for c in marks.curves if c.pattern == "dashed"]


def test_a_run_without_numbers_says_so_at_the_edge_and_has_no_line(drawing, draw):
    experiment = replace(RACE, epochs=1, runs=(Run(0.5), Run(1e308, optimizer="momentum", colour=COLOURS[1])))
    history = History(experiment).complete()
    scene = Scene(experiment, history, 160, selected=1)
    marks = draw(drawing, scene)
    [edge] = marks.edges
    assert edge.colour == COLOURS[1].lower()
    since = history.classifier.away_since(1, 160)
    assert edge.text == f"step {since}: parameters are not finite"
    assert not [c for c in marks.curves if c.colour == COLOURS[1].lower()]
    assert marks.ramps == []
    assert not draw(drawing, replace(scene, position=0)).edges


def test_weights_at_the_end_of_the_numbers_have_their_line(drawing, draw):
    experiment = replace(RACE, epochs=1, runs=(Run(1.7e308, colour=COLOURS[0]),))
    history = History(experiment).complete()
    drawn = 0
    for position in range(1, 6):
        lines = runs_lines(draw(drawing, Scene(experiment, history, position)), COLOURS[:1])
        parameters = history.classifier.at(position)[0]
        if np.isfinite(parameters).all():
            w1, w2, b = parameters / np.abs(parameters).max()
            assert w1 * lines[0].x + w2 * lines[0].y + b == pytest.approx(0.0, abs=1e-12)
            drawn += np.abs(parameters).max() > 1e307
    assert drawn


def test_runs_that_are_gone_leave_nothing(history, drawing, draw):
    draw(drawing, Scene(RACE, history, 300))
    alone = RACE.removing(1)
    marks = draw(drawing, Scene(alone, History(alone).complete(), 300))
    assert not [mark for mark in marks.curves if mark.colour == COLOURS[1].lower()]


def test_on_grey_paper_runs_differ_by_pattern_and_symbol(history, draw, qapp):
    marks = draw(BoundaryDrawing(Style(emphasis=False, grey=True)), Scene(RACE, history, 300))
    lines = {c.colour: c for c in marks.curves if c.colour in {c.lower() for c in COLOURS[:2]}}
    assert len({line.pattern for line in lines.values()}) == 2
    signs = {p.colour: p for p in marks.points if p.size == 10.0}
    assert len({sign.symbol for sign in signs.values()}) == 2
    for run, colour in enumerate(COLOURS[:2]):  # along the line of its own run
        w1, w2, b = history.classifier.at(300)[run]
        sign = signs[colour.lower()]
        assert w1 * sign.x + w2 * sign.y + b == pytest.approx(0.0, abs=1e-12)


def test_very_many_points_are_smaller(draw, qapp, monkeypatch):
    experiment = Experiment(problem="classifier", data="clouds", epochs=1)
    sizes = []
    for crowd in (2500, 80):
        monkeypatch.setattr(boundary, "_CROWD", crowd)
        fresh = BoundaryDrawing()
        marks = draw(fresh, Scene(experiment, History(experiment).complete(), 0))
        sizes.append(next(p.size for p in marks.points if p.symbol == "plus"))
    assert sizes == [8, 4]  # 320 points are four times as many as 80
