"""One update as arrows: what every sample pulls at, the mean of it, and the step."""

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing.lens import LensDrawing, taken_apart, update_of
from lrgui.drawing.scene import Scene


def scene(at, optimizer="gradient-descent", **fields):
    experiment = Experiment(**{"problem": "classifier", "epochs": 1, "runs": (Run(0.3, optimizer=optimizer),)} | fields)
    return Scene(experiment, History(experiment).complete(), at)


def ends(marks, *roles):
    colours = {LIGHT.seen(role) for role in roles}
    return np.array([arrow.end for arrow in marks.arrows if arrow.colour in colours])


def test_the_mean_of_the_arrows_of_all_samples_is_the_step(draw):
    marks = draw(LensDrawing(), scene(40))
    samples = ends(marks, "class_0", "class_1")
    assert samples.shape == (10, 2)
    trace = scene(40).history.classifier
    step = (trace.at(41) - trace.at(40))[0, :2]
    assert samples.mean(axis=0) == pytest.approx(step)
    assert ends(marks, "text") == pytest.approx(step[None])
    assert all(arrow.start == (0, 0) for arrow in marks.arrows)
    longest = np.abs(samples).max()
    assert longest < marks.y[1] < 3 * longest


def test_gradient_velocity_and_step_of_an_optimizer_with_memory(draw):
    marks = draw(LensDrawing(), scene(40, "momentum"))
    parts = [ends(marks, role)[0] for role in ("gradient", "velocity", "text")]
    assert parts[0] + parts[1] == pytest.approx(parts[2])
    assert parts[0] == pytest.approx(ends(marks, "class_0", "class_1").mean(axis=0))


def test_a_step_of_another_size_has_a_scale_that_is_said(draw):
    drawing = LensDrawing()
    marks = draw(drawing, scene(12, "adam", problem="regression"))
    trace = scene(12, "adam", problem="regression").history.traces["regression"]
    scale = next(entry.scale for entry in drawing.entries if entry.colour == "text")
    assert scale != 1
    assert ends(marks, "text")[0] == pytest.approx(scale * (trace.at(13) - trace.at(12))[0, :2])


@pytest.mark.parametrize("rate", [1.7e308, 1e308, 1e-308, 1e-320])
def test_arrows_of_any_length_have_axes(draw, rate):
    drawing = LensDrawing()
    for optimizer in ("gradient-descent", "adam", "sign"):
        marks = draw(drawing, scene(0, runs=(Run(rate, optimizer=optimizer),)))
        assert np.isfinite(marks.x).all()
        assert marks.x[0] < 0 < marks.x[1]


def test_the_last_update_made_where_there_is_no_next_one():
    shown = scene(160)
    assert update_of(shown, "classifier") == 159
    assert update_of(shown.at(159), "classifier") == 159
    assert update_of(shown.at(0), "classifier") == 0
    until = History(shown.experiment, until=7).complete()
    concealed = Scene(shown.experiment, until, 7)
    assert update_of(concealed, "classifier") == 6
    assert update_of(Scene(shown.experiment, History(shown.experiment, until=0).complete(), 0), "classifier") is None


@pytest.mark.parametrize("aligned", ["epochs", "updates"])
def test_a_run_of_larger_batches_goes_by_its_own_updates(draw, aligned):
    runs = Run(0.3), Run(0.3, batch_size=800, optimizer="momentum", colour=COLOURS[1])
    experiment = Experiment(problem="classifier", epochs=2, runs=runs, aligned=aligned)
    history = History(experiment).complete()
    for place in (0, 2, 100, experiment.length):
        slow = Scene(experiment, history, place, 1)
        made = history.classifier.made(1, place)
        found = taken_apart(slow, "classifier")
        assert found.update == min(made, 3)  # of four updates in all
        step = (found.after - found.before)[:2]
        assert ends(draw(LensDrawing(), slow), "text")[0] == pytest.approx(step)


def test_nothing_is_drawn_of_a_run_that_is_hidden_or_has_one_parameter(draw):
    of = scene(40)
    hidden = Scene(of.experiment, of.history, 40, hidden=frozenset({0}))
    assert not draw(LensDrawing(), hidden).arrows
    assert not draw(LensDrawing(), scene(3, problem="descent")).arrows


def test_of_a_surface_each_slope_alone(draw):
    of = scene(3, problem="surface")
    taken = anatomy(of.history.traces["surface"], 0, 3)
    alone = ends(draw(LensDrawing(), of), "middle")
    assert alone[:, 0].tolist() == [-0.3 * taken.gradient[0], 0] or alone[:, 0].tolist() == [
        0,
        -0.3 * taken.gradient[0],
    ]
    assert alone.sum(axis=0) == pytest.approx(taken.step)


def test_the_arrow_under_the_mouse_is_told(draw, hover):
    drawing = LensDrawing()
    marks = draw(drawing, scene(0))
    batch = anatomy(scene(0).history.classifier, 0, 0).batch
    found = hover(drawing.plot, *(-0.3 * batch.pulls[2, :2]).tolist())
    texts = " ".join(text for _, text in found.lines)
    assert "sample 3" in texts
    assert f"{batch.x[2, 0]:g}, {batch.x[2, 1]:g}, {batch.y[2]:g}" in texts
    assert hover(drawing.plot, *(-0.9 * np.array([marks.x[1], marks.y[1]]))) is None


@pytest.mark.parametrize("aligned", ["epochs", "updates"])
def test_of_a_run_of_larger_batches_the_update_is_its_own(aligned):
    runs = (Run(0.3, batch_size=800), Run(0.3, optimizer="momentum"))
    experiment = Experiment(problem="classifier", epochs=2, runs=runs, aligned=aligned)
    history = History(experiment).complete()
    alone = History(experiment.alone(0)).complete()
    for at, own in ((0, 0), (3, 0 if aligned == "epochs" else 3), (100, 1 if aligned == "epochs" else 3), (320, 3)):
        found = taken_apart(Scene(experiment, history, at), "classifier")
        assert (found.update, found.batch.size) == (own, 800)
        assert found.after.tolist() == alone.classifier.at(own + 1)[0].tolist()
