"""Averaged weights are drawn where the mathematics has them, dashed and named, and only where they are wanted."""

from dataclasses import replace

import numpy as np
import pytest

from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.view import View
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing.averaged import averaged_loss, averaged_words
from lrgui.drawing.boundary import BoundaryDrawing
from lrgui.drawing.chart import Chart
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.line import LineDrawing
from lrgui.drawing.quantities import all_quantities
from lrgui.drawing.scene import Scene
from lrgui.drawing.surface import BowlDrawing, SurfaceDrawing
from lrgui.drawing.weights import WeightsDrawing
from lrgui.export.figure import legend
from lrgui.export.figure.figure import Figure
from lrgui.text.numbers import format_number

FACTOR = 0.9
RUNS = (Run(0.1), Run(0.3, optimizer="momentum", colour=COLOURS[1]))
CLASSIFIER = Experiment(problem="classifier", epochs=4, runs=(Run(2.0), RUNS[1]))
DRAWINGS = {
    "boundary": (BoundaryDrawing, CLASSIFIER),
    "weights": (WeightsDrawing, CLASSIFIER),
    "descent": (DescentDrawing, Experiment(problem="descent", runs=RUNS)),
    "surface": (SurfaceDrawing, Experiment(problem="surface", surface="bowl", runs=RUNS)),
    "line": (LineDrawing, Experiment(problem="regression", runs=RUNS)),
    "bowl": (BowlDrawing, Experiment(problem="regression", runs=RUNS)),
}


def averages_of(history, at, run):
    """By a plain loop."""
    states = next(iter(history.traces.values())).states(0, at)[:, run].astype(float)
    found = [states[0], *states[1:2]]
    for state in states[2:]:
        found.append(FACTOR * found[-1] + (1 - FACTOR) * state)
    return np.array(found)


def named(marks):
    """The text beside averaged weights, and where it is."""
    return [(text, p.x[i], p.y[i]) for p in marks.points for i, text in enumerate(p.texts) if "averaged" in text]


def dashed(marks, colour):
    return [np.column_stack([c.x, c.y]) for c in marks.curves if c.pattern == "dashed" and c.colour == colour.lower()]


@pytest.mark.parametrize("name", DRAWINGS)
def test_they_are_where_they_are(draw, name):
    make, experiment = DRAWINGS[name]
    history, drawing = History(experiment).complete(), make()
    if name == "weights":
        drawing.live = True  # no terrain
    late, early = (610, 555) if experiment.problem == "classifier" else (25, 7)
    for at, run in ((late, 1), (early, 0), (late, 1), (0, 1)):
        scene = replace(Scene(experiment, history, at, run), averaging=FACTOR)
        marks = draw(drawing, scene)
        path = averages_of(history, at, run)
        lines = dashed(marks, RUNS[run].colour)
        if name == "boundary" and at == 0:
            assert not lines  # all weights are 0: there is no boundary
            assert not named(marks)
            continue
        [(text, x, y)] = named(marks)
        assert text == "averaged, d = 0.9"
        if name in ("weights", "surface", "bowl"):
            assert np.allclose([x, y], path[-1, :2], rtol=0, atol=1e-12)
            assert np.allclose(lines[0][[0, -1]], path[[0, -1], :2], rtol=0, atol=1e-12)
        elif name == "descent":
            assert np.allclose([x, y], [path[-1, 0], (path[-1, 0] + 1) ** 2])
        elif name == "line":
            assert np.allclose(path[-1, 0] * lines[0][:, 0] + path[-1, 1], lines[0][:, 1])
        else:
            w1, w2, b = path[-1]
            assert np.allclose(w1 * lines[0][:, 0] + w2 * lines[0][:, 1] + b, 0, atol=1e-9)
            assert abs(w1 * x + w2 * y + b) < 1e-9
    for without in (replace(scene, averaging=None), replace(scene, hidden=frozenset({1}))):
        marks = draw(drawing, without)
        assert not named(marks)
        assert not dashed(marks, RUNS[1].colour)
    assert not drawing.waits


def test_their_loss_and_accuracy_are_curves(draw, hover):
    history, run = History(CLASSIFIER).complete(), 1
    path = averages_of(history, 640, run)
    for name, which in (("loss", 0), ("accuracy", 1)):
        chart = Chart(all_quantities()[name])
        chart.set_options(log=False, iterations=True, future=False)
        for at in (640, 320):
            scene = replace(Scene(CLASSIFIER, history, at, run), averaging=FACTOR)
            [line] = [c for c in draw(chart, scene).curves if c.pattern == "dashdot" and len(c.x)]
            assert line.colour == RUNS[run].colour.lower()
            assert line.x[-1] == at
            steps = history.checkpoints_of(run).steps(len(line.x))
            assert np.array_equal(line.x, steps)
            assert np.allclose(line.y, history.model.evaluate(path[steps])[which], rtol=1e-9)
            read = hover(chart.plot, at, float(line.y[-1])).lines
            assert f"averaged: {chart.quantity.text(line.y[-1])}" in [text for _, text in read]
        assert not chart.waits
        assert not [
            c for c in draw(chart, replace(scene, averaging=None)).curves if c.pattern == "dashdot" and len(c.x)
        ]


@pytest.mark.parametrize("name", ["descent", "surface", "regression"])
def test_their_loss_on_a_function_is_a_curve_that_is_in_sight(draw, name):
    experiment = Experiment(problem=name, surface="bowl", runs=(Run({"descent": 0.9, "surface": 0.1}.get(name, 0.5)),))
    history = History(experiment).complete()
    chart = Chart(all_quantities()[f"{name}-loss"])
    chart.set_options(log=True, iterations=True, future=False)
    marks = draw(chart, replace(Scene(experiment, history, 40), averaging=FACTOR))
    [line] = [c for c in marks.curves if c.pattern == "dashdot" and len(c.x)]
    losses = history.function.problem.loss(averages_of(history, 40, 0))
    assert np.allclose(line.y, losses)
    assert chart.plot.home[1][0] <= line.y.min()


def test_a_figure_says_what_they_are(qapp):
    history = History(CLASSIFIER).complete()
    view = View(averaged=True, averaging=FACTOR, selected=1)
    figure = Figure(("loss", "boundary"), FigureOptions(), view, Scene.of(history, view))
    texts = legend.entries(Scene.of(history, view), figure.panels, figure._drawings.values(), figure._style)
    said = [entry[:3] for entry in texts]
    assert ("averaged, d = 0.9", RUNS[1].colour, "dashdot") in said
    assert ("boundary of the averaged weights", RUNS[1].colour, "dashed") in said
    figure.close()


def test_of_hidden_units_there_is_a_boundary_and_no_plane(draw):
    experiment = Experiment(problem="classifier", data="circles", hidden_units=3, epochs=6, runs=(Run(1.0),))
    history = History(experiment).complete()
    scene = replace(Scene(experiment, history, 900), averaging=0.5)
    assert dashed(draw(BoundaryDrawing(), scene), RUNS[0].colour)
    assert not named(draw(WeightsDrawing(), scene))


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("rate", [40.0, 1e200, 1e308])
def test_of_a_run_that_is_away_they_are_nowhere(draw, name, rate):
    make, experiment = DRAWINGS[name]
    experiment = experiment.edited(runs=(Run(rate),), updates=400, epochs=4)
    history, drawing = History(experiment).complete(), make()
    if name == "weights":
        drawing.live = True  # no terrain
    for at in (1, 2, 200, 400):
        draw(drawing, replace(Scene(experiment, history, at), averaging=FACTOR))
        averaged_words(replace(Scene(experiment, history, at), averaging=FACTOR), experiment.problems[0])


def test_whoever_cannot_wait_draws_once_more(draw):
    make, experiment = DRAWINGS["boundary"]
    history, drawing = History(experiment.edited(epochs=10)).complete(), make()
    scene = replace(Scene(history.experiment, history, 1600), averaging=FACTOR, patience=0.0)
    seen = []
    while not seen or drawing.waits:
        seen.append(len(named(draw(drawing, scene))))
        assert drawing.waits == (not seen[-1])
    assert len(seen) > 2


@pytest.mark.parametrize("name", DRAWINGS)
def test_on_the_way_back_from_where_they_were_not_known_yet(draw, name):
    make, experiment = DRAWINGS[name]
    history, drawing = History(experiment).complete(), make()
    last = experiment.length
    for share in (0.0, 0.5):
        draw(drawing, replace(Scene(experiment, history, last - 2), averaging=FACTOR + share / 100, way=(last, share)))
        assert not drawing.waits


def test_in_words():
    experiment = Experiment(problem="classifier", epochs=6, batch_size=1, weight_decay=3e-4, runs=(Run(10.0),))
    history = History(experiment).complete()
    scene = replace(Scene(experiment, history, 8960), averaging=0.99)
    states = history.classifier.states(0, 8960)[:, 0]
    average = states[1]
    for state in states[2:]:
        average = 0.99 * average + (1 - 0.99) * state
    average, own = (float(history.model.evaluate(w[None]).train_loss[0]) for w in (average, states[-1]))
    said = f"averaged weights: loss {format_number(average, 3)}, weights {format_number(own, 3)}"
    assert averaged_words(scene, "classifier") == [said]
    assert averaged_loss(scene, "classifier") == [f"averaged: {format_number(average, 3)}"]
    assert averaged_words(replace(scene, averaging=None), "classifier") == []
    assert average < own / 2  # the averaged weights are quiet where the weights rattle


def test_a_view_keeps_them():
    view = View(averaged=True, averaging=0.95)
    assert View.from_dict(view.to_dict()) == view
    assert view.average == 0.95
    assert View(averaging=0.95).average is None
    history = History(DRAWINGS["descent"][1]).complete()
    assert Scene.of(history, view).averaging == 0.95


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_words_ask_the_data_once_for_a_place(problem, monkeypatch):
    """However many say it: in large data a look takes its time."""
    experiment = Experiment(problem=problem, epochs=2, runs=(Run(0.5), Run(0.3, batch_size=400)))
    scene = replace(Scene(experiment, History(experiment).complete(), 30, selected=1), averaging=0.9)
    trace = scene.history.traces[problem]
    states = np.stack([scene.averages(problem).at(30)[1], trace.at(30)[1]])
    losses = [format_number(float(loss), 3) for loss in trace.problem.evaluate(states).train_loss]
    if trace.problem.on_data:
        scene.history.evaluation(30)  # as the frame has asked for it
    asked, real = [], type(trace.problem).evaluate
    monkeypatch.setattr(type(trace.problem), "evaluate", lambda *a: asked.append(1) or real(*a))
    for _ in range(3):
        assert averaged_words(scene, problem) == ["averaged weights: loss {}, weights {}".format(*losses)]
    assert len(asked) == (1 if trace.problem.on_data else 4)
