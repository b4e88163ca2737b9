"""The drawings of sweeps: the core's numbers, and nothing finite, drawn or said, where there is none."""

import math
from dataclasses import replace

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.core.sweeps.summary import summary
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.training.history import History
from lrgui.drawing import sweep_texts
from lrgui.drawing.batch_map import MapDrawing
from lrgui.drawing.rate_range import RangeDrawing
from lrgui.drawing.run_marks import final_value
from lrgui.drawing.scene import Scene, Swept
from lrgui.drawing.sweep import BAND, SweepDrawing
from lrgui.plot import Plot

RUNS = (Run(), Run(learning_rate=0.9, colour=COLOURS[1]), Run(learning_rate=3.0, colour=COLOURS[2]))
DESCENT = Experiment(problem="descent", runs=RUNS)
BOTH = Experiment(epochs=6, runs=RUNS)
_histories: dict[int, History] = {}


def scene(experiment, *, stale=False, **question):
    """With everything computed."""
    job = SweepJob(SweepQuestion(**question), experiment).complete()
    history = _histories.setdefault(id(experiment), History(experiment))
    return Scene(experiment, history.complete(), experiment.length, sweep=Swept(job, stale))


def draw(kind, shown):
    drawing = kind()
    drawing.retitle()
    drawing.draw_history(shown)
    drawing.draw_position(shown)
    return drawing


@pytest.fixture(autouse=True)
def _close_plots(qapp):
    made = []
    init = Plot.__init__

    def noted(self, *args, **kwargs):
        init(self, *args, **kwargs)
        made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plot, "__init__", noted)
        yield
    for plot in made:
        plot.close()
        plot.deleteLater()


def test_the_line_is_what_the_core_says():
    shown = scene(BOTH)
    drawing = draw(SweepDrawing, shown)
    alone = Sweep(BOTH, "classifier").complete()
    found = summary(alone)
    rates, values = drawing._line.data
    assert np.array_equal(rates, alone.rates)
    assert np.array_equal(values, found.median)
    assert drawing.found.best_rate == found.best_rate
    assert f"best η = {sweep_texts.rate(found.best_rate)}" in sweep_texts.subtitle(shown.sweep)


def test_the_edge_of_the_descent_is_at_one_and_its_best_rate_at_a_half():
    shown = scene(DESCENT)
    drawing = draw(SweepDrawing, shown)
    step = shown.sweep.job.sweep.rates[1] / shown.sweep.job.sweep.rates[0]
    [hatch] = drawing.plot.marks().hatches
    start, end = hatch.start, hatch.end
    assert 1.0 < start <= 1.0 * step * (1 + 1e-9)
    assert end == math.inf
    assert 0.5 / step <= drawing.found.best_rate <= 0.5 * step
    assert drawing._bound.x == 1.0
    assert drawing._bound.text == "2/L = 1"


def test_no_loss_of_a_diverged_rate_is_drawn_as_a_number():
    drawing = draw(SweepDrawing, scene(DESCENT))
    rates, values = drawing._line.data
    assert not np.isfinite(values[rates > 1.01]).any()
    rates, _ = drawing._points.data
    assert rates.max() <= 1.01


def test_theory_lies_on_the_descent():
    drawing = draw(SweepDrawing, scene(DESCENT))
    rates, theory = drawing._theory.data
    _, values = drawing._line.data
    seen = np.isfinite(values) & (values > 1e-12)
    assert seen.sum() > 20
    assert theory[seen] == pytest.approx(values[seen], rel=1e-6)
    assert theory[0] == pytest.approx(36 * (1 - 2 * rates[0]) ** 80)


def test_there_is_no_theory_of_the_classifier_but_a_bound():
    shown = scene(BOTH)
    drawing = draw(SweepDrawing, shown)
    assert not len(drawing._theory.data[0])
    assert drawing._bound.text.startswith("2/L = 5.3")


def test_several_seeds_make_a_band():
    shown = scene(BOTH, seeds=3)
    drawing = draw(SweepDrawing, shown)
    band = next(b for b in drawing.plot.marks().bands if b.colour == BAND.lower())
    low, high = band.low, band.high
    assert (low <= drawing.found.median).all()
    assert (high >= drawing.found.median).all()
    assert "3 seeds" in sweep_texts.subtitle(shown.sweep)


def test_runs_are_where_they_have_ended():
    shown = scene(DESCENT)
    drawing = draw(SweepDrawing, shown)
    loss = float(shown.history.parabola.loss(shown.history.descent.at(40))[1, 0])
    assert drawing.runs._places[1] == (0.9, loss)
    assert math.isnan(final_value(shown.history, "descent", "loss", 2, 1.0))
    top = drawing.plot.home[1][1]
    assert drawing.runs._places[2][1] > top * 1e-3  # under the edge, not at any loss


def test_a_rate_outside_is_named_at_the_edge():
    experiment = Experiment(problem="descent", runs=(Run(learning_rate=1e-7),))
    drawing = draw(SweepDrawing, scene(experiment))
    [mark] = [mark for mark in drawing.plot._edge._marks if mark.visible]
    assert (mark.edge, mark.text) == ("left", "η = 10⁻⁷") or mark.text == "η = 1×10⁻⁷"


def test_what_is_old_or_grows_claims_no_answer():
    old = draw(SweepDrawing, scene(DESCENT, stale=True))
    assert old.plot.marks().hatches == []
    assert not old._best.visible
    assert sweep_texts.subtitle(scene(DESCENT, stale=True).sweep) == "computing…"
    job = SweepJob(SweepQuestion(), BOTH)
    job.advance(0)
    job.advance(0)
    growing = Scene(BOTH, History(BOTH), 0, sweep=Swept(job))
    drawing = draw(SweepDrawing, growing)
    assert not drawing._best.visible
    assert sweep_texts.subtitle(growing.sweep).startswith("epoch ")
    assert sweep_texts.subtitle(growing.sweep).endswith(" of 6")


def test_where_there_is_no_best_rate_it_is_said():
    shown = scene(DESCENT)
    none = replace(summary(shown.sweep.job.sweep), best=None, best_rate=None, interval=None)
    assert sweep_texts.answers(none, shown.sweep.job) == ["no rate converges", "diverges from 1.25"]
    never = scene(BOTH, criterion="updates_to_target", target=1e-12)
    drawing = draw(SweepDrawing, never)
    assert not drawing._best.visible
    assert sweep_texts.subtitle(never.sweep).startswith("no rate reaches a loss of ")


@pytest.mark.parametrize(
    "criterion", ["loss", "validation_loss", "accuracy", "validation_accuracy", "updates_to_target"]
)
def test_every_criterion_reads_its_values(criterion):
    shown = scene(BOTH, criterion=criterion)
    drawing = draw(SweepDrawing, shown)
    found = summary(shown.sweep.job.sweep, criterion)
    lines = [text for _, text in drawing._read(0.2)]
    i = drawing._index(0.2)
    assert sweep_texts.value_text(criterion, float(found.median[i])) in lines[1]
    assert drawing.plot.left_axis._title


def test_textbook_losses_that_are_nan_are_marked_and_nothing_is_read_off_them():
    experiment = Experiment(problem="classifier", epochs=12, loss_form="textbook")
    shown = scene(experiment)
    drawing = draw(SweepDrawing, shown)
    values = drawing.found.median
    assert not np.isfinite(values).all()
    assert len(drawing._bad.data[0]) or drawing.plot.marks().hatches
    assert math.isfinite(drawing.found.best_value)
    tested = scene(experiment, view="range")
    draw(RangeDrawing, tested)
    suggestion = tested.sweep.job.test.suggestion
    assert suggestion is None or math.isfinite(suggestion)


# The other two views


def test_the_map_has_a_colour_for_every_cell_and_names_the_best():
    shown = scene(BOTH, view="map")
    drawing = draw(MapDrawing, shown)
    loss = shown.sweep.job.map.loss
    assert drawing._cells._there.all()
    best = np.unravel_index(np.nanargmin(loss), loss.shape)
    assert drawing._best.data[0] == shown.sweep.job.map.rates[best[1]]
    size = shown.sweep.job.map.batch_sizes[best[0]]
    assert f"batch size {sweep_texts.format_count(size)} · loss" in sweep_texts.subtitle(shown.sweep)


def test_rows_that_are_not_computed_have_no_colour():
    job = SweepJob(SweepQuestion(view="map"), BOTH)
    while job.map is None or job.map.computed < 2:
        job.advance(0)
    shown = Scene(BOTH, History(BOTH).complete(), 0, sweep=Swept(job))
    drawing = draw(MapDrawing, shown)
    assert drawing._cells._there[-2:].all()
    assert not drawing._cells._there[:-2].any()
    assert sweep_texts.subtitle(shown.sweep) == f"2 of {len(job.map.batch_sizes)} batch sizes"


def test_the_range_test_stands_beside_the_sweep():
    shown = scene(DESCENT, view="range")
    drawing = draw(RangeDrawing, shown)
    job = shown.sweep.job
    assert drawing._suggestion.x == job.test.suggestion
    assert drawing._best.x == summary(job.sweep).best_rate
    assert drawing.plot.marks().hatches[0].start == job.test.rates[-1]
    said = sweep_texts.subtitle(shown.sweep)
    assert "steepest at η" in said
    assert "best of the sweep" in said
    [_, raw, smooth] = drawing._read(0.05)
    assert raw[1].startswith("loss ")
    assert smooth[1].startswith("smoothed ")


def test_an_empty_scene_clears_what_was_drawn():
    for kind, view in ((SweepDrawing, "sweep"), (MapDrawing, "map"), (RangeDrawing, "range")):
        shown = scene(BOTH, view=view)
        drawing = draw(kind, shown)
        empty = shown.with_sweep(None)
        drawing.draw_history(empty)
        drawing.draw_position(empty)
        assert drawing.runs.near(100, 100) is None
        assert not [u for u in (drawing.plot._uprights._uprights if drawing.plot._uprights else []) if u.visible]
