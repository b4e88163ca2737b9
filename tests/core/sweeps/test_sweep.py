"""Sweeps: where the mathematics says that the edges and the best rates are, and each rate as if trained alone."""

from __future__ import annotations

import threading
import tracemalloc

import numpy as np
import pytest

from lrgui.core.analysis.theory import regime
from lrgui.core.analysis.verdicts import verdict
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.sweeps.batch_map import BatchMap, usual_batch_sizes
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.sweeps.summary import CRITERIA, _quartiles, stability_bound, summary, theoretical_loss
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.training.history import History
from lrgui.core.training.schedules import SCHEDULES
from tests.optimizers import EVERYWHERE
from tests.sampling import combinations

PRECISIONS = ("float64", "float32")
FIGURES = ("loss", "accuracy", "validation_loss", "validation_accuracy")
SHORT = Experiment(problem="classifier", epochs=4, batch_size=20)
FEW = RateGrid(1e-3, 1.0, 7)


def step_factor(grid: RateGrid) -> float:
    return grid.rates[1] / grid.rates[0]


# The grid


def test_rates_are_evenly_spaced_and_meet_the_decades():
    rates = RateGrid().rates
    assert (rates[0], rates[-1], len(rates)) == (1e-4, 1e2, 64)
    np.testing.assert_allclose(np.diff(np.log(rates)), np.log(1e6) / 63, rtol=1e-10)
    assert {0.001, 0.01, 0.1, 1.0, 10.0} <= set(RateGrid(1e-4, 1e2, 61).rates.tolist())


@pytest.mark.parametrize(
    ("values", "field"),
    [((1, 1), "low"), ((2, 1), "low"), ((0, 1), "low"), ((1e-9, 1), "low"), ((1, 1e7), "high"), ((1, np.nan), "high")],
)
def test_rates_that_are_no_range(values, field):
    with pytest.raises(InvalidValue) as error:
        RateGrid(*values)
    assert error.value.field == field


@pytest.mark.parametrize("count", [1, 513, 2.5, "3"])
def test_too_few_or_too_many_rates(count):
    with pytest.raises(InvalidValue, match="count"):
        RateGrid(count=count)


@pytest.mark.parametrize(
    ("problem", "settings", "field"),
    [
        ("descent", {}, "problem"),
        ("classifier", {"seeds": 0}, "seeds"),
        ("classifier", {"seeds": 21}, "seeds"),
        ("classifier", {"target": 0.0}, "target"),
        ("classifier", {"target": float("nan")}, "target"),
        ("classifier", {"template": Run(schedule="cosine", warmup_epochs=5)}, "warmup_epochs"),
    ],
)
def test_what_cannot_be_swept(problem, settings, field):
    with pytest.raises(InvalidValue) as error:
        Sweep(SHORT, problem, **settings)
    assert error.value.field == field


# Edges and best rates of the 1-D descent


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("grid", [RateGrid(), RateGrid(0.01, 10, 50), RateGrid(0.3, 3, 512), RateGrid(0.9, 1.1, 300)])
def test_plain_descent_diverges_from_one_on(precision, grid):
    found = summary(Sweep(Experiment(precision=precision), "descent", grid=grid).complete())
    assert 1.0 < found.divergence_edge <= 1.0 * step_factor(grid) * (1 + 1e-9)
    assert found.bound == 1.0


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("criterion", ["loss", "updates_to_target"])
@pytest.mark.parametrize("grid", [RateGrid(), RateGrid(0.01, 10, 50), RateGrid(0.3, 3, 100)])
def test_plain_descent_is_best_at_one_half(precision, criterion, grid):
    found = summary(Sweep(Experiment(precision=precision), "descent", grid=grid).complete(), criterion)
    assert 0.5 / step_factor(grid) <= found.best_rate <= 0.5 * step_factor(grid)
    low, high = found.interval
    assert low <= found.best_rate <= high < 1


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize(("optimizer", "edge"), [("momentum", 1.9), ("nesterov", 1.9 / 2.8)])
def test_with_momentum_it_diverges_later_or_earlier(precision, optimizer, edge):
    grid = RateGrid()
    template = Run(optimizer=optimizer, momentum=0.9)
    found = summary(Sweep(Experiment(precision=precision, updates=200), "descent", template, grid).complete())
    assert edge < found.divergence_edge <= edge * step_factor(grid)
    assert found.bound == pytest.approx(edge, rel=1e-12)


@pytest.mark.parametrize("precision", PRECISIONS)
def test_at_one_it_bounces_and_does_not_diverge(precision):
    grid = RateGrid(0.01, 100, 41)
    sweep = Sweep(Experiment(precision=precision, updates=501), "descent", grid=grid).complete()
    one = int(np.nonzero(sweep.rates == 1.0)[0][0])
    figures = sweep.snapshot()
    assert figures.verdict(one, 0).kind == "bouncing"
    assert figures.loss[one, 0] == 36.0
    assert summary(sweep).divergence_edge == sweep.rates[one + 1]


def test_no_edge_where_nothing_diverges_and_the_first_rate_where_all_do():
    calm = Sweep(Experiment(), "descent", grid=RateGrid(0.01, 0.9, 5)).complete()
    assert summary(calm).divergence_edge is None
    wild = Sweep(Experiment(), "descent", grid=RateGrid(2, 50, 5)).complete()
    found = summary(wild)
    assert found.divergence_edge == 2.0
    assert (found.best, found.best_rate, found.best_value, found.interval) == (None, None, None, None)


@pytest.mark.parametrize("schedule", [code for code in SCHEDULES if not SCHEDULES[code].reduces])
def test_theory_is_what_descent_does(schedule):
    """To 1e-9 of the first loss, as long as rounding is not amplified."""
    sweep = Sweep(
        Experiment(updates=30), "descent", Run(schedule=schedule, warmup_epochs=3), RateGrid(1e-3, 0.99, 40)
    ).complete()
    np.testing.assert_allclose(theoretical_loss(sweep, 30), sweep.snapshot().loss[:, 0], rtol=1e-9, atol=1e-9)


def test_theory_is_the_known_power():
    sweep = Sweep(Experiment(start=2.0), "descent", grid=RateGrid(0.1, 1e5, 20)).complete()
    found = summary(sweep).theory
    logarithms = np.log(9.0) + 80 * np.log(np.abs(1 - 2 * sweep.rates))
    finite = logarithms < 700
    np.testing.assert_allclose(np.log(found[finite]), logarithms[finite], rtol=1e-12)
    assert np.isinf(found[-1])
    at_minimum = Sweep(Experiment(start=-1.0), "descent", grid=RateGrid(0.1, 1e5, 20)).complete()
    assert not summary(at_minimum).theory.any()


def test_theory_is_silent_where_it_does_not_apply():
    assert summary(Sweep(Experiment(), "descent", Run(optimizer="adam")).complete()).theory is None
    assert stability_bound(Experiment(), "descent", Run(optimizer="adam")) is None
    assert stability_bound(Experiment(), "descent", Run(schedule="cosine")) is None
    assert summary(Sweep(Experiment(), "descent", Run(schedule="plateau"), FEW).complete()).theory is None
    assert stability_bound(Experiment(), "classifier", Run()) == pytest.approx(5.307, abs=1e-3)
    assert theoretical_loss(Sweep(SHORT, "classifier", grid=FEW), 0) is None


# Every rate as if alone


@pytest.mark.parametrize(
    ("optimizer", "schedule", "precision"),
    combinations(list(EVERYWHERE), ["constant", "exponential", "one-cycle"], PRECISIONS),
)
def test_each_rate_of_the_descent_is_that_run_alone_to_the_last_bit(precision, optimizer, schedule):
    experiment = Experiment(problem="descent", updates=100, precision=precision)
    template = Run(optimizer=optimizer, schedule=schedule)
    sweep = Sweep(experiment, "descent", template, RateGrid(1e-3, 10, 6)).complete()
    figures = sweep.snapshot()
    for i, run in enumerate(figures.records[0].experiment.runs):
        history = History(experiment.edited(runs=(run,))).complete()
        losses = history.curve.loss(history.descent.states(0, 100)[:, 0])
        assert np.array_equal(figures.loss[i, 0], losses[-1], equal_nan=True)
        assert figures.verdict(i, 0) == verdict(history, "descent", 0, 100)
        above = np.nonzero(~(losses <= sweep.target))[0]  # a run arrives when it stays
        arrived = above[-1] + 1 if above[-1] < 100 else np.nan
        assert np.array_equal(figures.updates_to_target[i, 0], arrived, equal_nan=True)


@pytest.mark.parametrize(
    ("optimizer", "precision", "schedule"), combinations(list(EVERYWHERE), PRECISIONS, ["constant", "cosine"])
)
def test_each_rate_of_the_classifier_is_that_run_alone_to_the_last_bit(precision, optimizer, schedule):
    experiment = SHORT.edited(
        precision=precision, batch_size=13
    )  # the end is no multiple of half an epoch: 496 = 8·61 + 8
    template = Run(optimizer=optimizer, schedule=schedule)
    sweep = Sweep(experiment, "classifier", template, RateGrid(1e-3, 100, 4), target=0.4).complete()
    figures = sweep.snapshot()
    for i, run in enumerate(figures.records[0].experiment.runs):
        history = History(experiment.edited(runs=(run,))).complete()
        end = history.frontier
        assert figures.update == end
        assert np.array_equal(figures.records[0].parameters[i], history.classifier.at(end)[0])
        expected = [values[0] for values in history.evaluation(end)]
        assert [getattr(figures, name)[i, 0] for name in FIGURES] == expected
        losses = history.records.groups[0].values(history.records.groups[0].count).train_loss[:, 0]
        steps = history.records.groups[0].steps(len(losses)).tolist()
        met = [loss <= 0.4 for loss in losses]
        above = max((k for k, there in enumerate(met) if not there), default=-1)
        arrived = steps[above + 1] if above + 1 < len(steps) else np.nan
        assert np.array_equal(figures.updates_to_target[i, 0], arrived, equal_nan=True)
        assert figures.verdict(i, 0) == verdict(history, "classifier", 0, end)


@pytest.mark.parametrize("loss_form", ["stable", "textbook"])
def test_states_are_those_of_the_same_runs_in_a_history(loss_form):
    experiment = Experiment(problem="classifier", epochs=10, loss_form=loss_form)
    sweep = Sweep(experiment, "classifier", grid=RateGrid(1e-3, 1e3, 12))
    runs = sweep.snapshot().records[0].experiment.runs
    history = History(experiment.edited(runs=runs)).complete()
    kinds = set()
    while not sweep.advance(0.0):
        figures = sweep.snapshot()
        if figures.update in (0, 16, 80, 400, 800):
            for i in range(len(runs)):
                assert figures.verdict(i, 0) == verdict(history, "classifier", i, figures.update)
    for i, (state,) in enumerate(sweep.snapshot().states):
        assert state == verdict(history, "classifier", i, history.frontier)
        kinds.add(state.kind)
    assert {"falling", "bouncing" if loss_form == "stable" else "nan-loss"} <= kinds


def test_edits_from_here_on_are_left_out():
    edited = Experiment(problem="descent", runs=(Run(), Run(optimizer="adam"))).with_change(3, 0, optimizer="adam")
    found = Sweep(edited, "descent").complete().snapshot()
    plain = Sweep(Experiment(), "descent").complete().snapshot()
    assert np.array_equal(found.loss, plain.loss, equal_nan=True)


def test_without_checkpoints_the_final_figures_are_the_same():
    slow, fast = (Sweep(SHORT, "classifier", grid=FEW, checkpoints=c).complete().snapshot() for c in (True, False))
    for name in FIGURES:
        assert np.array_equal(getattr(slow, name), getattr(fast, name))


# Seeds


def test_seeds_are_sweeps_of_their_own():
    sweep = Sweep(SHORT.edited(seed=5), "classifier", grid=FEW, seeds=3).complete()
    figures = sweep.snapshot()
    assert figures.seeds == (5, 6, 7)
    for k, seed in enumerate(figures.seeds):
        alone = Sweep(SHORT.edited(seed=seed), "classifier", grid=FEW).complete().snapshot()
        for name in (*FIGURES, "updates_to_target"):
            assert np.array_equal(getattr(figures, name)[:, k], getattr(alone, name)[:, 0], equal_nan=True)
    assert len({figures.loss[:, k].tobytes() for k in range(3)}) == 3


def test_the_descent_needs_one_seed():
    assert Sweep(Experiment(seed=3), "descent", seeds=20).seeds == (3,)


def test_no_seed_beyond_the_last():
    assert Sweep(SHORT.edited(seed=2**32 - 2), "classifier", grid=FEW, seeds=2).seeds == (2**32 - 2, 2**32 - 1)
    with pytest.raises(InvalidValue, match="seeds"):
        Sweep(SHORT.edited(seed=2**32 - 1), "classifier", seeds=2)


def test_only_seeds_that_have_come_equally_far_are_compared():
    sweep = Sweep(SHORT, "classifier", grid=FEW, seeds=2)
    compared = []
    while not sweep.advance(0.0):
        figures = sweep.snapshot()
        compared.append(figures.compared.tolist())
        assert summary(sweep, figures=figures).seeds == 1
    assert compared == [[0]] * len(compared)
    assert summary(sweep).seeds == 2


# The summary


@pytest.mark.parametrize("count", range(1, 8))
def test_quartiles_of_finite_numbers_are_numpys(count):
    values = np.random.RandomState(count).normal(size=(5, count))
    np.testing.assert_allclose(_quartiles(values), np.quantile(values, (0.25, 0.5, 0.75), axis=1), rtol=1e-12)


def test_quartiles_of_infinite_numbers_are_never_nan():
    inf = np.inf
    found = _quartiles(np.array([[1, 2, inf, inf], [inf, inf, inf, inf], [1, 1, 1, inf], [inf, 3, inf, inf]]))
    assert not np.isnan(found).any()
    assert found[1].tolist() == [inf, inf, 1, inf]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_nothing_is_read_off_a_nan(criterion):
    """Textbook losses are nan at large rates, which have the highest accuracy, but no loss."""
    experiment = Experiment(problem="classifier", epochs=8, loss_form="textbook")
    sweep = Sweep(experiment, "classifier", grid=RateGrid(0.1, 1e3, 9), seeds=3).complete()
    assert np.isnan(sweep.snapshot().loss).any()
    found = summary(sweep, criterion)
    for values in (found.lower, found.median, found.upper):
        assert not np.isnan(values).any()
    assert (found.lower <= found.median).all()
    assert (found.median <= found.upper).all()
    assert np.isfinite(found.best_value)
    best = found.median.max() if "accuracy" in criterion else found.median.min()
    assert found.best_value == best


def test_the_books_question_which_rate_is_best():
    """By loss 10 beats 0.5, and by accuracy nearly all are equal after 50 epochs (section 5.5.2, question 4)."""
    sweep = Sweep(Experiment(), "classifier", grid=RateGrid(0.01, 100, 9)).complete()
    found = summary(sweep)
    median = dict(zip(sweep.rates.round(3).tolist(), found.median.tolist(), strict=True))
    assert found.best_rate >= 10
    assert median[0.01] == pytest.approx(0.229, abs=0.03)
    assert median[1.0] == pytest.approx(0.038, abs=0.01)
    assert found.divergence_edge is None
    low, high = summary(sweep, "accuracy").interval
    assert low <= 0.1
    assert high == 100


def test_an_unknown_criterion():
    with pytest.raises(InvalidValue, match="criterion"):
        summary(Sweep(Experiment(), "descent"), "beauty")


# While it is computed


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_progress_grows_and_the_curve_is_there_early(problem):
    sweep = Sweep(Experiment(updates=3000, epochs=2), problem, grid=FEW, seeds=2)
    seen, first = [sweep.progress], sweep.snapshot()
    assert (sweep.progress, first.update, sweep.done) == (0.0, 0, False)
    assert np.isfinite(first.loss[:, 0]).all()
    while not sweep.advance(0.0):
        seen.append(sweep.progress)
        figures = sweep.snapshot()
        assert np.isfinite(figures.loss[:, 0]).all()
        assert np.isnan(figures.loss[:, figures.updates < 0]).all()
    assert len(seen) > 3
    assert seen == sorted(seen)
    assert sweep.progress == 1.0
    assert sweep.advance(0.0)


def test_an_early_curve_is_the_curve_of_a_shorter_run():
    sweep = Sweep(Experiment(problem="classifier"), "classifier", grid=FEW)
    while sweep.snapshot().update < 160:
        sweep.advance(0.0)
    early, short = sweep.snapshot(), Sweep(Experiment(epochs=1), "classifier", grid=FEW).complete().snapshot()
    assert early.update == short.update == 160
    assert np.array_equal(early.loss, short.loss)


def test_what_was_read_stays_as_it_was():
    sweep = Sweep(Experiment(updates=2000, epochs=2), "classifier", grid=FEW, seeds=2)
    kept = []
    while not sweep.advance(0.0):
        figures = sweep.snapshot()
        record = figures.records[0]
        arrays = (figures.loss, record.parameters, record.late, record.updates_to_target, record.recent, record.gap)
        kept.append((arrays, [array.copy() for array in arrays]))
    for arrays, copies in kept:
        assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(arrays, copies, strict=True))


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_reading_while_another_thread_computes(problem):
    settings = (Experiment(updates=20_000, epochs=10), problem)
    expected = Sweep(*settings, grid=FEW, seeds=2).complete().snapshot()
    sweep = Sweep(*settings, grid=FEW, seeds=2)
    computing = threading.Thread(target=sweep.complete)
    computing.start()
    last, progress = np.array([-1]), 0.0
    while computing.is_alive():
        figures, now = sweep.snapshot(), sweep.progress
        assert (figures.updates >= last).all()
        assert 0 <= progress <= now <= 1
        last, progress = figures.updates, now
        assert len(figures.states) == 7
        summary(sweep)
    computing.join()
    assert np.array_equal(sweep.snapshot().loss, expected.loss)


def test_left_midway_it_can_be_read_and_disturbs_no_other():
    expected = Sweep(SHORT, "classifier", grid=FEW).complete().snapshot()
    left = Sweep(SHORT, "classifier", grid=FEW, seeds=3)
    for _ in range(3):
        left.advance(0.0)
    found = left.snapshot()
    assert 0 < found.update < left.total
    other = Sweep(SHORT, "classifier", grid=FEW).complete().snapshot()
    assert np.array_equal(other.loss, expected.loss)
    assert np.array_equal(left.snapshot().loss, found.loss, equal_nan=True)
    assert np.array_equal(left.complete().snapshot().loss[:, 0], expected.loss[:, 0])


# Memory


def peak(settings: Experiment, problem: str, **more) -> float:
    """Megabytes that a sweep of 64 rates takes, at most."""
    tracemalloc.start()
    try:
        Sweep(settings, problem, **more).complete()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_updates():
    peak(Experiment(updates=10), "descent")
    short, long = (peak(Experiment(updates=n), "descent") for n in (1000, 30_000))
    assert long < 1.1 * short < 3
    short, long = (peak(Experiment(epochs=n, batch_size=50), "classifier") for n in (4, 20))
    assert long < 1.1 * short < 15


def test_memory_does_not_grow_with_the_seeds():
    one, six = (peak(Experiment(epochs=2, batch_size=50), "classifier", seeds=n) for n in (1, 6))
    assert six < 1.3 * one


def test_what_would_be_too_large_a_history_can_be_swept():
    experiment = Experiment(problem="descent", updates=10_000_000)
    grid = RateGrid(count=512)
    sweep = Sweep(experiment, "descent", grid=grid)
    runs = sweep.snapshot().records[0].experiment.runs
    with pytest.raises(InvalidValue, match="must be between 1 and 100"):
        experiment.edited(runs=runs)
    tracemalloc.start()
    sweep.advance(0.0)
    assert tracemalloc.get_traced_memory()[1] < 20e6
    tracemalloc.stop()


# Batch size × learning rate


def test_usual_batch_sizes():
    assert usual_batch_sizes(1600) == (1, 2, 5, 10, 20, 50, 100, 200, 400, 800, 1600)
    for size in (1, 7, 40, 333, 10_000):
        sizes = usual_batch_sizes(size)
        assert sizes == tuple(sorted(set(sizes)))
        assert (min(sizes), max(sizes)) == (1, size)


def test_a_map_is_filled_row_by_row_from_large_batches_on():
    found = BatchMap(SHORT, grid=FEW, batch_sizes=(1600, 100, 400, 20, 100))
    assert found.batch_sizes == (20, 100, 400, 1600)
    assert np.isnan(found.loss).all()
    seen, computed = [found.progress], []
    while not found.advance(0.0):
        rows = np.isfinite(found.loss).all(axis=1)
        assert rows.tolist() == [i >= 4 - found.computed for i in range(4)]
        assert np.isnan(found.accuracy[~rows]).all()
        seen.append(found.progress)
        computed.append(found.computed)
    assert set(computed) == {0, 1, 2, 3}
    assert seen == sorted(seen)
    assert found.progress == 1.0
    assert found.advance(0.0)


def test_rows_of_a_map_are_sweeps():
    template = Run(optimizer="momentum", momentum=0.5)
    found = BatchMap(SHORT, template, FEW, (64, 1600)).complete()
    for row, size in enumerate(found.batch_sizes):
        figures = Sweep(SHORT.edited(batch_size=size), "classifier", template, FEW).complete().snapshot()
        for name in FIGURES:
            assert np.array_equal(getattr(found, name)[row], getattr(figures, name)[:, 0])


@pytest.mark.parametrize("sizes", [(), (0,), (10, 1601)])
def test_batch_sizes_that_are_none(sizes):
    with pytest.raises(InvalidValue, match="batch_size"):
        BatchMap(SHORT, batch_sizes=sizes)


@pytest.mark.parametrize("optimizer", ["gradient-descent", "momentum", "nesterov"])
def test_the_updates_to_target_are_those_that_theory_predicts(optimizer):
    """The same millionth of the error, and the same arriving, as under the learning rate."""
    sweep = Sweep(
        Experiment(problem="descent", updates=2000), "descent", Run(optimizer=optimizer), RateGrid(0.05, 0.9, 12)
    )
    found = sweep.complete().snapshot().updates_to_target[:, 0]
    for rate, updates in zip(sweep.rates, found, strict=True):
        predicted = regime(rate, 2.0, optimizer, 0.9).updates
        assert updates == predicted or (np.isnan(updates) and (predicted is None or predicted > 2000))
    assert np.isfinite(found).sum() > 8


def test_a_sweep_may_have_more_rates_than_a_race_has_runs():
    swept = Sweep(Experiment(problem="descent"), "descent", grid=RateGrid(count=512)).complete()
    assert len(swept.snapshot().loss) == 512


def test_where_there_is_no_loss_a_rate_is_no_good_and_is_said_to_be_undefined():
    experiment = Experiment(problem="descent", curve="w^2 - ln(w)", start=1.5)
    swept = Sweep(experiment, "descent", grid=RateGrid(0.01, 1, 21)).complete()
    states = [str(swept.snapshot().verdict(i, 0)) for i in range(21)]
    assert states[-1] == "undefined from step 1"  # 1.5 − (3 − 1/1.5) < 0
    assert not any("diverged" in state for state in states)
    assert summary(swept).divergence_edge == pytest.approx(
        min(rate for rate, state in zip(swept.rates, states, strict=True) if "undefined" in state)
    )
