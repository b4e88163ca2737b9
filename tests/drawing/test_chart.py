"""Charts: the curves of every run up to the playhead, what is marked at their edges, and what the mouse reads."""

import math
from dataclasses import replace

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History
from lrgui.drawing.chart import Chart
from lrgui.drawing.colours import pale
from lrgui.drawing.quantities.checkpoints import Accuracy, Loss
from lrgui.drawing.quantities.losses import FunctionLoss
from lrgui.drawing.quantities.rate import Rate
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import Style
from lrgui.text.numbers import format_count, format_number

RATES = (0.2, 0.45, 0.05)
RUNS = tuple(Run(rate, colour=COLOURS[i]) for i, rate in enumerate(RATES))
DESCENT = Experiment(problem="descent", precision="float64", updates=40, runs=RUNS)
CLASSIFIER = Experiment(problem="classifier", epochs=10, runs=RUNS[:2])
PER_EPOCH = 160


@pytest.fixture(scope="module")
def descent():
    return History(DESCENT).complete()


@pytest.fixture(scope="module")
def classifier():
    return History(CLASSIFIER).complete()


@pytest.fixture
def chart(qapp):
    def chart(quantity, style=None, *, log=False, iterations=False, future=False):
        made = Chart(quantity, style or Style())
        made.set_options(log=log, iterations=iterations, future=future)
        return made

    return chart


def curves_of(marks, run, pattern="solid"):
    return [c for c in marks.curves if c.colour == COLOURS[run].lower() and c.pattern == pattern]


def descent_loss(rate, updates):
    return np.array([36 * (1 - 2 * rate) ** (2 * k) for k in range(updates + 1)])


@pytest.mark.parametrize("position", [0, 1, 23, 40, 4000])
def test_the_curve_of_every_run_ends_at_the_playhead(descent, chart, draw, position):
    marks = draw(chart(FunctionLoss("descent")), Scene(DESCENT, descent, position))
    for run, rate in enumerate(RATES):
        [curve] = curves_of(marks, run)
        assert curve.x.tolist() == list(range(min(position, 40) + 1))
        assert curve.y == pytest.approx(descent_loss(rate, min(position, 40)), rel=1e-9, abs=1e-14)
    assert marks.playhead == min(position, 40)
    assert (marks.x_title, marks.y_title) == ("step", "(w + 1)²")
    assert not marks.edges


@pytest.mark.parametrize("selected", [0, 1, 2])
def test_the_selected_run_is_thicker_and_over_the_others(descent, chart, draw, selected):
    curves = [
        c for c in draw(chart(FunctionLoss("descent")), Scene(DESCENT, descent, 30, selected)).curves if len(c.x) == 31
    ]
    assert curves[-1].colour == COLOURS[selected].lower()
    assert all(curve.width < curves[-1].width for curve in curves[:-1])


@pytest.mark.parametrize("which", [0, 1])
def test_training_is_solid_and_validation_dashed_over_epochs(classifier, chart, draw, which):
    at = 5 * PER_EPOCH
    quantity = (Loss, Accuracy)[which]()
    marks = draw(chart(quantity), Scene(CLASSIFIER, classifier, at))
    evaluation = classifier.evaluation(at)
    training = (evaluation.train_loss, evaluation.train_accuracy)[which]
    validation = (evaluation.validation_loss, evaluation.validation_accuracy)[which]
    for run in (0, 1):
        [solid], [dashed] = curves_of(marks, run), curves_of(marks, run, "dashed")
        assert solid.x[-1] == dashed.x[-1] == 5.0
        assert solid.y[-1] == pytest.approx(training[run], rel=1e-6)
        assert dashed.y[-1] == pytest.approx(validation[run], rel=1e-6)
        assert dashed.width < solid.width
    assert marks.playhead == 5.0
    assert marks.x_title == "epoch"
    assert marks.y_title == ("loss", "accuracy")[which]


def test_iterations_instead_of_epochs(classifier, chart, draw):
    marks = draw(chart(Loss(), iterations=True), Scene(CLASSIFIER, classifier, 320))
    assert curves_of(marks, 0)[0].x[-1] == 320
    assert marks.playhead == 320
    assert marks.x_title == "iteration"
    assert marks.x[1] >= 1600


def test_the_future_is_pale_and_whole(descent, chart, draw):
    marks = draw(chart(FunctionLoss("descent"), future=True), Scene(DESCENT, descent, 10))
    for run, colour in enumerate(COLOURS[:3]):
        [future] = [c for c in marks.curves if c.colour == LIGHT.seen(pale(colour))]
        assert future.y == pytest.approx(descent_loss(RATES[run], 40), rel=1e-9, abs=1e-14)
        assert len(curves_of(marks, run)[0].x) == 11
    without = draw(chart(FunctionLoss("descent")), Scene(DESCENT, descent, 10))
    assert not [c for c in without.curves if c.colour == LIGHT.seen(pale(COLOURS[0]))]


@pytest.mark.parametrize("log", [False, True])
def test_axes_stand_still_while_playing_and_hold_all(descent, chart, draw, log):
    drawing = chart(FunctionLoss("descent"), log=log)
    seen = {(m.x, m.y) for m in (draw(drawing, Scene(DESCENT, descent, at)) for at in (0, 5, 40))}
    [(x, y)] = seen
    assert x[0] <= 0 and x[1] >= 40  # noqa: PT018
    assert y[1] >= 36
    assert drawing.plot.marks().log_y == log
    assert y[0] > 0 if log else y[0] == 0


def test_an_accuracy_is_never_logarithmic(classifier, chart, draw):
    marks = draw(chart(Accuracy(), log=True), Scene(CLASSIFIER, classifier, 320))
    assert not marks.log_y
    assert 1.0 <= marks.y[1] < 1.05


def test_what_leaves_says_when_and_why(chart, draw):
    experiment = replace(DESCENT, runs=(Run(0.2), Run(1.02, colour=COLOURS[1])), updates=200)
    history = History(experiment).complete()
    drawing = chart(FunctionLoss("descent"), log=False)
    assert not draw(drawing, Scene(experiment, history, 3)).edges
    marks = draw(drawing, Scene(experiment, history, 200))
    [edge] = marks.edges
    assert (edge.edge, edge.colour) == ("top", COLOURS[1].lower())
    since = history.descent.away_since(1, 200)
    assert edge.text.replace("\u00a0", " ") == f"step {since}: |1 − ηL| = 1.04 > 1"
    top = marks.y[1]
    above = next(k for k in range(201) if 36 * 1.04 ** (2 * k) > top)
    assert edge.at == above  # the triangle is where the curve goes through the edge


@pytest.mark.parametrize("rate", [0.3, 0.4, 0.45, 0.7])
def test_what_falls_out_below_says_the_value_of_the_step_that_it_names(chart, draw, rate):
    """Not the loss of the last update, which is 0 by then."""
    experiment = replace(DESCENT, runs=(Run(0.05), Run(rate, colour=COLOURS[1])), updates=60)
    history = History(experiment).complete()
    [edge] = draw(chart(FunctionLoss("descent"), log=True), Scene(experiment, history, 60)).edges
    assert (edge.edge, edge.colour) == ("bottom", COLOURS[1].lower())
    there = history.curve.loss(history.descent.at(int(edge.at)))[1]
    assert there == pytest.approx(36 * (1 - 2 * rate) ** (2 * edge.at), rel=1e-3)
    assert edge.text == f"step {int(edge.at)}: {format_number(float(there), 2)}"


def test_losses_that_are_nan_have_a_mark_of_their_own(chart, draw):
    experiment = Experiment(problem="classifier", epochs=12, loss_form="textbook", runs=(Run(50.0),))
    history = History(experiment).complete()
    total = history.classifier.total
    marks = draw(chart(Loss(), log=False), Scene(experiment, history, total))
    checkpoints = history.records.groups[0]
    steps, values = checkpoints.steps(checkpoints.count), checkpoints.values(checkpoints.count)
    lost = steps[~np.isfinite(values.train_loss[:, 0]) | ~np.isfinite(values.validation_loss[:, 0])]
    assert len(lost)
    [gaps] = [p for p in marks.points if p.symbol == "square"]
    assert gaps.x == pytest.approx(lost / PER_EPOCH)
    assert (gaps.y < marks.y[1]).all() and (gaps.y > marks.y[1] * 0.9).all()  # noqa: PT018
    [edge] = marks.edges
    assert edge.text.replace("\u00a0", " ") == f"step {format_count(int(lost[0]))}: loss is nan (0·log 0)"
    assert edge.at == pytest.approx(lost[0] / PER_EPOCH)
    finite = np.isfinite(values.train_loss[:, 0])
    lonely = [k for k in range(len(finite)) if finite[k] and not finite[max(k - 1, 0) : k + 2].sum() > 1]
    dots = [p for p in marks.points if p.symbol == "circle"]
    assert sum(len(p.x) for p in dots) == len(lonely)


def test_an_edit_from_here_on_is_a_dotted_line(chart, draw):
    experiment = DESCENT.with_change(12, 0, learning_rate=0.4)
    marks = draw(chart(FunctionLoss("descent")), Scene(experiment, History(experiment).complete(), 30))
    [line] = [c for c in marks.curves if c.pattern == "dotted"]
    assert line.x[:2].tolist() == [12, 12]
    assert line.y[:2].tolist() == list(marks.y)


def test_the_rate_of_every_update(chart, draw):
    runs = (Run(0.5, schedule="exponential", decay_rate=0.5, decay_epochs=2.0), Run(0.1, colour=COLOURS[1]))
    experiment = replace(CLASSIFIER, runs=runs)
    marks = draw(chart(Rate()), Scene(experiment, History(experiment).complete(), 1600))
    [first], [second] = curves_of(marks, 0), curves_of(marks, 1)
    assert first.y == pytest.approx(0.5 * 0.5 ** (first.x / 2.0), rel=1e-6)
    assert second.y == pytest.approx(0.1)
    assert marks.y_title == "learning rate η"
    assert 0.5 <= marks.y[1] < 0.8


def test_one_absurd_rate_does_not_flatten_the_others(chart, draw):
    runs = (Run(0.5), Run(0.1, colour=COLOURS[1]), Run(1e6, colour=COLOURS[2]))
    experiment = replace(DESCENT, runs=runs)
    marks = draw(chart(Rate()), Scene(experiment, History(experiment).complete(), 40))
    assert marks.y[1] < 1000
    assert [(e.edge, e.colour) for e in marks.edges] == [("top", COLOURS[2].lower())]


# Forks


@pytest.mark.parametrize("run", [0, 1])
def test_the_future_that_was_given_up_is_its_own_runs(descent, chart, draw, run):
    changed = replace(DESCENT, runs=tuple(replace(r, learning_rate=0.3) for r in RUNS))
    shown = Scene(changed, History(changed).complete(), 20, 2, ghost=Ghost(descent, run, 8))
    marks = draw(chart(FunctionLoss("descent")), shown)
    [ghost] = [c for c in marks.curves if c.pattern == "dashed"]
    assert ghost.colour == LIGHT.seen(pale(COLOURS[run]))
    assert ghost.x.tolist() == list(range(8, 21))
    assert ghost.y == pytest.approx(descent_loss(RATES[run], 20)[8:], rel=1e-9, abs=1e-14)
    assert not [
        c for c in draw(chart(FunctionLoss("descent")), replace(shown, position=8)).curves if c.pattern == "dashed"
    ]
    whole = draw(chart(FunctionLoss("descent"), future=True), replace(shown, position=8))
    assert [c.x[-1] for c in whole.curves if c.pattern == "dashed"] == [40]


def test_where_the_runs_own_are_dashed_the_ghost_is_dotted(classifier, chart, draw):
    changed = replace(CLASSIFIER, runs=(Run(0.1), RUNS[1]))
    shown = Scene(changed, History(changed).complete(), 800, ghost=Ghost(classifier, 0, 320))
    ghosts = [c for c in draw(chart(Loss()), shown).curves if c.colour == LIGHT.seen(pale(COLOURS[0]))]
    assert {c.pattern for c in ghosts} == {"dashed", "dotted"}
    evaluation = classifier.evaluation(800)
    ends = {c.pattern: c.y[-1] for c in ghosts}
    assert ends["dashed"] == pytest.approx(evaluation.train_loss[0], rel=1e-6)
    assert ends["dotted"] == pytest.approx(evaluation.validation_loss[0], rel=1e-6)
    assert all(c.x[0] <= 2.0 and c.x[-1] == 5.0 for c in ghosts)


# The mouse


@pytest.mark.parametrize("step", [0, 7, 30])
def test_the_mouse_reads_every_run_in_its_colour(descent, chart, draw, hover, step):
    drawing = chart(FunctionLoss("descent"))
    draw(drawing, Scene(DESCENT, descent, 30))
    seen = hover(drawing.plot, step + 0.3, 10.0)
    assert seen.x == step
    assert seen.lines[0] == (None, f"step {step}")
    for (colour, text), run, rate in zip(seen.lines[1:], range(3), RATES, strict=True):
        assert colour == COLOURS[run].lower()
        number = text.replace("−", "-").replace("×10", "e").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        assert float(number) == pytest.approx(descent_loss(rate, step)[step], rel=1e-3)


def test_beyond_the_playhead_the_mouse_reads_only_a_future_that_is_drawn(descent, chart, draw, hover):
    for future in (False, True):
        drawing = chart(FunctionLoss("descent"), future=future)
        draw(drawing, Scene(DESCENT, descent, 10))
        assert (hover(drawing.plot, 20, 10.0) is not None) == future


def test_epoch_and_iteration_are_both_read(classifier, chart, draw, hover):
    drawing = chart(Loss())
    draw(drawing, Scene(CLASSIFIER, classifier, 1600))
    seen = hover(drawing.plot, 5.0, drawing.plot.home[1][1] / 2)
    assert [text for _, text in seen.lines[:2]] == ["iteration 800", "epoch 5"]
    training, validation = (float(v) for v in seen.lines[2][1].split(" / "))
    evaluation = classifier.evaluation(800)
    assert training == pytest.approx(evaluation.train_loss[0], rel=1e-3)
    assert validation == pytest.approx(evaluation.validation_loss[0], rel=1e-3)


# On paper


def test_on_grey_paper_every_run_has_a_pattern_and_symbols_on_its_curve(descent, chart, draw):
    marks = draw(chart(FunctionLoss("descent"), Style(emphasis=False, grey=True)), Scene(DESCENT, descent, 40))
    curves = {c.colour: c for c in marks.curves if len(c.x) == 41}
    signs = {p.edge: p for p in marks.points if p.size == 8.0}
    assert len({c.pattern for c in curves.values()}) == len({p.symbol for p in signs.values()}) == 3
    for colour, sign in signs.items():
        assert sign.y == pytest.approx(np.interp(sign.x, curves[colour].x, curves[colour].y))
    assert not set(signs[COLOURS[0].lower()].x) & set(signs[COLOURS[1].lower()].x)  # beside each other
    assert marks.playhead is None  # at the very end a line would only be a frame


def test_runs_that_are_gone_leave_nothing(descent, chart, draw):
    drawing = chart(FunctionLoss("descent"), future=True)
    draw(drawing, Scene(DESCENT, descent, 20))
    alone = DESCENT.removing(2).removing(1)
    marks = draw(drawing, Scene(alone, History(alone).complete(), 20))
    assert {c.colour for c in marks.curves} == {COLOURS[0].lower(), LIGHT.seen(pale(COLOURS[0]))}


def test_a_very_long_curve_keeps_its_highest_and_lowest_losses(chart, draw):
    updates = 60_000
    experiment = replace(DESCENT, updates=updates, runs=(Run(1.0), Run(1e-4, colour=COLOURS[1])))
    history = History(experiment).complete()
    marks = draw(chart(FunctionLoss("descent")), Scene(experiment, history, updates))
    [bouncing], [slow] = curves_of(marks, 0), curves_of(marks, 1)
    assert len(slow.x) < 30_000
    assert slow.x[-1] == updates
    assert slow.y == pytest.approx(36 * (1 - 2e-4) ** (2 * slow.x), rel=1e-6)
    assert bouncing.y == pytest.approx(36.0)
    assert not math.isnan(marks.y[1])


# Runs of several batch sizes


@pytest.mark.parametrize(
    ("aligned", "title", "end", "places"),
    [
        ("epochs", "epoch", 2, [0, 1, 2]),
        ("samples", "samples seen", 3200, [0, 1600, 3200]),
        ("updates", "iteration", 3200, [0, 1, 2]),
    ],
)
def test_runs_of_several_batch_sizes_share_the_axis_by_which_they_are_compared(
    chart, draw, aligned, title, end, places
):
    sizes = (1600, 10, 1)
    runs = tuple(Run(0.1, batch_size=m, colour=COLOURS[i]) for i, m in enumerate(sizes))
    experiment = Experiment(problem="classifier", epochs=2, runs=runs, aligned=aligned)
    history = History(experiment).complete()
    for wanted in (False, True):  # whatever the axis counts elsewhere
        marks = draw(chart(Loss(), iterations=wanted), Scene(experiment, history, 3200))
        assert marks.x_title == title
        assert marks.x[1] == pytest.approx(1.02 * end)
    curves = [curves_of(marks, run)[-1] for run in range(3)]
    assert curves[0].x.tolist() == places
    for run, curve in enumerate(curves):
        own = history.checkpoints_of(run)
        assert curve.y.tolist() == own.values(own.count).train_loss.tolist()
    # On the way each is as far as it has come.
    marks = draw(chart(Loss()), Scene(experiment, history, 1600))
    curves = [curves_of(marks, run)[-1] for run in range(3)]
    assert [len(curve.x) for curve in curves] == [
        history.checkpoints_of(run).until(history.classifier.made(run, 1600)) for run in range(3)
    ]


def test_a_run_that_has_ended_has_no_rate_any_more(chart, draw):
    runs = (Run(0.1, batch_size=1600), Run(0.1, colour=COLOURS[1]))
    experiment = Experiment(problem="classifier", epochs=3, runs=runs, aligned="updates")
    marks = draw(chart(Rate()), Scene(experiment, History(experiment).complete(), 480))
    assert curves_of(marks, 0)[0].x.tolist() == [0, 1, 2]
    assert len(curves_of(marks, 1)[0].x) == 480


@pytest.mark.parametrize("log", [False, True])
def test_a_start_that_has_no_loss_does_not_flatten_the_others(chart, draw, log):
    runs = (Run(0.1), Run(0.1, start=100.0, colour=COLOURS[1]))
    experiment = Experiment(problem="descent", curve="e^(w^2)", start=1.0, runs=runs, updates=5)
    marks = draw(chart(FunctionLoss("descent"), log=log), Scene(experiment, History(experiment).complete(), 5))
    assert marks.y[0] < 1 < np.e <= marks.y[1] < np.inf


@pytest.mark.parametrize("log", [False, True])
def test_a_run_whose_loss_is_nan_from_the_start_leaves_the_others_their_axes(chart, draw, log):
    runs = (Run(0.1, start_w1=-1000.0), Run(0.1, colour=COLOURS[1]))
    experiment = Experiment(problem="classifier", epochs=1, loss_form="textbook", runs=runs)
    history = History(experiment).complete()
    assert np.isnan(history.checkpoints_of(0).values(1).train_loss[0])
    marks = draw(chart(Loss(), log=log), Scene(experiment, history, history.classifier.total))
    assert marks.y[0] < history.checkpoints_of(1).values(1).train_loss[0] < marks.y[1] < np.inf
