"""The drawing of a sweep: the core's numbers, and nothing finite, drawn or said, where there is none."""

import math
from dataclasses import replace

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.core.sweeps.summary import summary
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.training.history import History
from lrgui.drawing import sweep_texts
from lrgui.drawing.colours import ACCENT, TEXT
from lrgui.drawing.rate_range import RangeDrawing
from lrgui.drawing.scene import Scene, Swept
from lrgui.drawing.sweep import BAND, GOOD_GROUND, PALE, SweepDrawing, headroom


@pytest.fixture
def drawing(qapp):
    return SweepDrawing()


def line_of(marks):
    [line] = [c for c in marks.curves if c.pattern == "solid"]
    return line


def upright(marks, word):
    return next((line for line in marks.vertical_lines if word in line.text), None)


def test_the_line_is_what_the_core_says(swept, swept_both, drawing, draw):
    shown = swept(swept_both)
    marks = draw(drawing, shown)
    alone = Sweep(swept_both, "classifier").complete()
    found = summary(alone)
    assert np.array_equal(line_of(marks).x, alone.rates)
    assert np.array_equal(line_of(marks).y, found.median)
    assert line_of(marks).colour == LIGHT.seen(ACCENT)
    best = upright(marks, "best")
    assert best.x == found.best_rate
    assert best.text == f"best {sweep_texts.rate(found.best_rate)}"
    assert f"best η = {sweep_texts.rate(found.best_rate)}" in sweep_texts.subtitle(shown.sweep)
    [close] = [b for b in marks.bands if b.colour == LIGHT.seen(GOOD_GROUND)]
    low, high = found.interval
    step = alone.rates[1] / alone.rates[0]
    assert (close.x[0], close.x[1]) == pytest.approx((low / step**0.5, high * step**0.5))


def test_a_loss_is_logarithmic_and_all_of_it_is_in_sight(swept, swept_both, drawing, draw):
    marks = draw(drawing, swept(swept_both))
    assert marks.log_x
    assert marks.log_y
    values = line_of(marks).y[np.isfinite(line_of(marks).y)]
    assert marks.y[0] <= values.min()
    assert values.max() <= marks.y[1] * (1 + 1e-9)
    assert marks.x == pytest.approx((line_of(marks).x[0], line_of(marks).x[-1]))
    marks = draw(drawing, swept(swept_both, criterion="accuracy"))
    assert not marks.log_y
    assert marks.y[1] >= 1


def test_the_edge_of_the_descent_is_at_one_and_its_best_rate_at_a_half(swept, swept_descent, drawing, draw):
    shown = swept(swept_descent)
    marks = draw(drawing, shown)
    step = shown.sweep.job.sweep.rates[1] / shown.sweep.job.sweep.rates[0]
    [hatch] = marks.hatches
    assert 1.0 < hatch.start <= 1.0 * step * (1 + 1e-9)
    assert hatch.end == math.inf
    assert upright(marks, "diverges from").x == hatch.start
    assert 0.5 / step <= upright(marks, "best").x <= 0.5 * step
    assert upright(marks, "2/L = 1").x == 1.0


def test_no_loss_of_a_diverged_rate_is_drawn_as_a_number(swept, swept_descent, drawing, draw):
    marks = draw(drawing, swept(swept_descent))
    line = line_of(marks)
    assert not np.isfinite(line.y[line.x > 1.01]).any()
    [points] = [p for p in marks.points if p.size == 4.0]
    assert points.x.max() <= 1.01
    assert np.isfinite(points.y).all()


def test_theory_lies_on_the_descent(swept, swept_descent, drawing, draw):
    marks = draw(drawing, swept(swept_descent))
    [theory] = [c for c in marks.curves if c.pattern == "dashed"]
    assert theory.colour == LIGHT.seen(TEXT)
    values = line_of(marks).y
    seen = np.isfinite(values) & (values > 1e-12)
    assert seen.sum() > 20
    assert theory.y[seen] == pytest.approx(values[seen], rel=1e-6)
    assert theory.y == pytest.approx(36 * (1 - 2 * theory.x) ** 80)
    assert [text for text, *_ in drawing.entries] == ["loss at every rate", "theory (1 − ηL)²ⁿ"]


def test_there_is_no_theory_of_the_classifier_but_a_bound(swept, swept_both, drawing, draw):
    marks = draw(drawing, swept(swept_both))
    assert not [c for c in marks.curves if c.pattern == "dashed"]
    bound = upright(marks, "2/L = 5.3")
    assert f"{bound.x:.1f}" == "5.3"


def test_several_seeds_make_a_band(swept, swept_both, drawing, draw):
    shown = swept(swept_both, seeds=3)
    marks = draw(drawing, shown)
    found = summary(shown.sweep.job.sweep)
    [band] = [b for b in marks.bands if b.colour == LIGHT.seen(BAND)]
    assert (band.low <= line_of(marks).y).all()
    assert (band.high >= line_of(marks).y).all()
    np.testing.assert_array_equal(band.low, found.lower)
    np.testing.assert_array_equal(band.high, found.upper)
    assert "3 seeds" in sweep_texts.subtitle(shown.sweep)
    assert drawing.entries[0][0] == "median of 3 seeds"
    assert not [b for b in draw(drawing, swept(swept_both)).bands if b.colour == LIGHT.seen(BAND)]


def test_what_is_old_or_grows_claims_no_answer(swept, swept_descent, swept_both, drawing, draw):
    old = draw(drawing, swept(swept_descent, stale=True))
    assert old.hatches == []
    assert old.vertical_lines == []
    assert line_of(old).colour == LIGHT.seen(PALE)
    assert sweep_texts.subtitle(swept(swept_descent, stale=True).sweep) == "computing…"
    job = SweepJob(SweepQuestion(), swept_both)
    job.advance(0)
    job.advance(0)
    growing = Scene(swept_both, History(swept_both), 0, sweep=Swept(job))
    marks = draw(drawing, growing)
    assert upright(marks, "best") is None
    assert line_of(marks).colour == LIGHT.seen(PALE)
    assert sweep_texts.subtitle(growing.sweep).startswith("epoch ")
    assert sweep_texts.subtitle(growing.sweep).endswith(" of 6")


def test_where_there_is_no_best_rate_it_is_said(swept, swept_descent, swept_both, drawing, draw):
    shown = swept(swept_descent)
    none = replace(summary(shown.sweep.job.sweep), best=None, best_rate=None, interval=None)
    assert sweep_texts.answers(none, shown.sweep.job) == ["no rate converges", "diverges from 1.25 (tried)"]
    never = swept(swept_both, criterion="updates_to_target", target=1e-12)
    assert upright(draw(drawing, never), "best") is None
    assert sweep_texts.subtitle(never.sweep).startswith("no rate reaches a loss of ")


@pytest.mark.parametrize(
    "criterion", ["loss", "validation_loss", "accuracy", "validation_accuracy", "updates_to_target"]
)
def test_every_criterion_is_drawn_and_read(swept, swept_both, drawing, draw, hover, criterion):
    shown = swept(swept_both, criterion=criterion)
    marks = draw(drawing, shown)
    sweep = shown.sweep.job.sweep
    found = summary(sweep, criterion)
    assert np.array_equal(line_of(marks).y, found.median)
    i = int(np.argmin(np.abs(np.log(sweep.rates) - math.log(0.2))))
    seen = hover(drawing.plot, 0.2, marks.y[0] * 1.01)
    assert seen.x == sweep.rates[i]
    assert seen.lines[0] == (None, f"η = {sweep_texts.rate(float(sweep.rates[i]))}")
    assert sweep_texts.value_text(criterion, float(found.median[i])) in seen.lines[1][1]
    assert marks.y_title == sweep_texts.axis_title(shown.sweep.job)


def test_textbook_losses_that_are_nan_are_marked_and_nothing_is_read_off_them(swept, drawing, draw):
    experiment = Experiment(problem="classifier", epochs=12, loss_form="textbook")
    marks = draw(drawing, swept(experiment))
    assert not np.isfinite(line_of(marks).y).all()
    assert [p for p in marks.points if p.symbol == "cross"] or marks.hatches
    best = upright(marks, "best")
    assert math.isfinite(np.interp(best.x, line_of(marks).x, line_of(marks).y))
    tested = swept(experiment, view="range")
    steepest = upright(draw(RangeDrawing(), tested), "steepest")
    assert steepest is None or math.isfinite(steepest.x)


# The runs among the rates


def test_runs_are_where_they_have_ended(swept, swept_descent, drawing, draw):
    marks = draw(drawing, swept(swept_descent))
    dots = {p.colour: p for p in marks.points if p.edge is not None and p.symbol == "circle"}
    dot = dots[COLOURS[1].lower()]
    assert dot.x.tolist() == [0.9]
    assert dot.y == pytest.approx([36 * 0.8**80], rel=1e-4)
    [away] = [p for p in marks.points if p.edge == COLOURS[2].lower()]  # hollow: its loss is no number
    assert away.colour == "#ffffff"
    assert away.x.tolist() == [3.0]
    assert marks.y[1] * 1e-3 < away.y[0] < marks.y[1]  # under the edge, not at any loss


@pytest.mark.parametrize("criterion", ["loss", "accuracy", "validation_loss", "validation_accuracy"])
def test_every_criterion_has_its_own_value_of_the_runs(swept, swept_both, drawing, draw, criterion):
    shown = swept(swept_both, criterion=criterion)
    marks = draw(drawing, shown)
    evaluation = shown.history.evaluation(shown.history.classifier.total)
    values = {
        "loss": evaluation.train_loss,
        "accuracy": evaluation.train_accuracy,
        "validation_loss": evaluation.validation_loss,
        "validation_accuracy": evaluation.validation_accuracy,
    }[criterion]
    for run in (0, 1):
        [dot] = [p for p in marks.points if p.colour == COLOURS[run].lower() and p.edge == "#ffffff"]
        assert dot.y[0] == pytest.approx(float(values[run]), rel=1e-6)


@pytest.mark.parametrize("selected", [0, 1])
def test_the_selected_run_is_larger_and_over_the_others(swept, swept_both, drawing, draw, selected):
    marks = draw(drawing, swept(swept_both, selected=selected))
    dots = [p for p in marks.points if p.edge == "#ffffff"]
    assert dots[-1].colour == COLOURS[selected].lower()
    assert dots[-1].size > dots[0].size


def test_a_run_that_is_held_is_where_the_hand_is(swept, swept_descent, drawing, draw):
    drawing.runs.held = 1, 0.3
    marks = draw(drawing, swept(swept_descent))
    [dot] = [p for p in marks.points if p.colour == COLOURS[1].lower()]
    assert dot.x.tolist() == [0.3]


def test_a_dot_can_be_taken_where_it_is(swept, swept_descent, drawing, draw):
    marks = draw(drawing, swept(swept_descent))
    [dot] = [p for p in marks.points if p.colour == COLOURS[1].lower()]
    view = drawing.plot.view
    x, y = float(view.x_pixels(dot.x[0])), float(view.y_pixels(dot.y[0]))
    assert drawing.runs.near(x + 5, y - 5) == 1
    assert drawing.runs.near(x + 40, y) is None


def test_a_rate_outside_is_named_at_the_edge(swept, drawing, draw):
    for rate, side, text in ((1e-7, "left", "η = 10⁻⁷"), (1e5, "right", "η = 10⁵")):
        experiment = Experiment(problem="descent", runs=(Run(learning_rate=rate),))
        [edge] = draw(drawing, swept(experiment)).edges
        assert edge.edge == side
        assert edge.text.replace("1×10", "10").replace("100,000", "10⁵").replace("100\u202f000", "10⁵") == text
        assert edge.colour == COLOURS[0].lower()


def test_an_empty_scene_clears_what_was_drawn(swept, swept_both, drawing, draw):
    shown = swept(swept_both)
    draw(drawing, shown)
    marks = draw(drawing, shown.with_sweep(None))
    assert marks.records == ()
    assert drawing.runs.near(100, 100) is None
    assert drawing.entries == []


@pytest.mark.parametrize("limits", [(1e-3, 10.0), (0.5, 1.6e308), (1e-14, 1e308), (5e-324, 1e-300), (1e300, 1.7e308)])
def test_there_is_room_above_the_values_as_far_as_there_are_numbers(limits):
    low, high = headroom(limits)
    assert low == limits[0]
    assert limits[1] <= high < math.inf
    if limits[1] < 1e200:
        assert math.log10(high / limits[1]) == pytest.approx(0.12 * (math.log10(limits[1]) - math.log10(low)))
