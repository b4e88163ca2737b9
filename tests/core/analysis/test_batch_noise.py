"""What batches say against what all data say, each calculated here once more, sample by sample."""

import math
from functools import lru_cache

import numpy as np
import pytest

from lrgui.core.analysis.batch_noise import BatchNoise, Comparing, batch_at, compared, epoch_means, seen_at, smoothed
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.problems.batches import batch_rows
from lrgui.core.training.history import History

SETTINGS = {
    "plain": {},
    "single": {"batch_size": 1},
    "short last batch": {"batch_size": 7},
    "whole": {"batch_size": 1600, "epochs": 20},
    "decaying": {"weight_decay": 0.02},
    "hidden": {"hidden_units": 2, "batch_size": 100, "weight_decay": 0.02},
}


@lru_cache(maxsize=16)
def trace_of(**fields):
    runs = (Run(0.3), Run(0.8, colour=COLOURS[1]))
    return History(Experiment(**({"problem": "classifier", "epochs": 2, "runs": runs} | fields))).complete().classifier


def whole_noise(trace, run=0):
    noise = BatchNoise(trace, run)
    while not noise.advance(1.0):
        pass
    while not noise.advance(1.0, compare=True):
        pass
    return noise


def numerical(function, place, h=1e-5):
    """The gradient of a function, by differences."""
    steps = np.eye(len(place)) * h
    return np.array([(function(place + step) - function(place - step)) / (2 * h) for step in steps])


@pytest.mark.parametrize("fields", SETTINGS.values(), ids=SETTINGS)
def test_against_the_definitions(fields):
    trace = trace_of(**fields)
    problem, noise = trace.problem, whole_noise(trace, 1)
    decay = fields.get("weight_decay", 0.0)

    def loss(rows, w):
        z = problem.scores(problem.train_x[rows], w[None])[0]
        errors = np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - problem.train_y[rows] * z
        return float(errors.mean() + problem.penalty(w))

    assert noise.done == trace.total
    assert noise.compared_at.tolist() == list(range(0, trace.total, noise.compared_at[1]))
    for k in (0, 1, len(noise.compared_at) - 1):
        update = int(noise.compared_at[k])
        w, rows = trace.at(update)[1], batch_rows(trace.experiment, update)
        own = numerical(lambda w: loss(rows, w), w)  # noqa: B023
        whole = numerical(lambda w: loss(slice(None), w), w)
        assert noise.loss[update] == pytest.approx(loss(rows, w), rel=1e-12)
        assert noise.norm[update] == pytest.approx(np.linalg.norm(own), rel=1e-5)
        found = [float(values[k]) for values in noise.comparison]
        assert found[:2] == [noise.loss[update], noise.norm[update]]
        assert batch_at(trace, 1, update) == pytest.approx(found[:2], rel=1e-12)
        length = np.linalg.norm(whole)
        assert found[2] == pytest.approx(own @ whole / np.linalg.norm(own) / length, abs=1e-6)
        assert found[4] == pytest.approx(2 / problem.curvature_at(w[None])[0], rel=1e-12)
        if fields.get("batch_size") == 1600:
            assert found[3] == pytest.approx(found[4], rel=1e-9)
            assert found[2] == pytest.approx(1)
        some = [numerical(lambda w: loss([row], w) - problem.penalty(w), w) for row in range(0, 1600, 8)]  # noqa: B023
        every = np.array(some)
        if "hidden_units" not in fields:
            z = problem.scores(problem.train_x, w[None])[0]
            every = (1 / (1 + np.exp(-z)) - problem.train_y)[:, None] * problem.train_x
            np.testing.assert_allclose(every[::8], some, atol=1e-6)
            assert found[5] == pytest.approx(np.cov(every.T, bias=True).trace() / length**2, rel=1e-4)
        else:
            squares = problem.mean_square(w[None])[0]
            assert squares == pytest.approx(np.square(every).sum(axis=1).mean(), rel=0.2)  # of an eighth of the data
    assert decay == problem.weight_decay


def test_squares_of_hidden_units_sample_by_sample():
    problem = trace_of(**SETTINGS["hidden"]).problem
    w = trace_of(**SETTINGS["hidden"]).at(20)[:1]
    rows = np.arange(1600)[:, None]
    alone = problem.batch_gradients(rows, np.repeat(w, 1600, axis=0)) - problem.decayed(w)
    assert problem.mean_square(w)[0] == pytest.approx(np.square(alone).sum(axis=1).mean(), rel=1e-12)


@pytest.mark.parametrize("fields", [{}, {"batch_size": 7}, {"hidden_units": 2, "batch_size": 100}])
def test_the_norm_is_that_of_the_gradient_that_training_had(fields):
    trace = trace_of(**fields)
    noise = whole_noise(trace)
    for update in (0, 3, trace.total - 1):
        assert noise.norm[update] == pytest.approx(np.linalg.norm(trace.next_update(update, 0)[0][0]), rel=1e-12)


@pytest.mark.parametrize("fields", [{}, {"hidden_units": 2}, {"precision": "float32"}, {"loss_form": "textbook"}])
def test_runs_that_overflow_have_no_numbers_and_make_no_noise_about_it(fields):
    experiment = Experiment(problem="classifier", epochs=1, weight_decay=10.0, runs=(Run(1e30),), **fields)
    noise = whole_noise(History(experiment).complete().classifier)
    assert not np.isfinite(noise.norm[-1])
    assert not np.isfinite(noise.comparison.scale[-1])
    assert seen_at(noise.trace, 0, [160])[1].tolist() == [pytest.approx(noise.norm[-1], nan_ok=True)]


@pytest.mark.parametrize("aligned", ["epochs", "updates"])
def test_a_run_of_larger_batches_goes_by_its_own_updates(aligned):
    runs = Run(0.3), Run(0.3, batch_size=400, colour=COLOURS[1])
    trace = History(Experiment(problem="classifier", epochs=2, runs=runs, aligned=aligned)).complete().classifier
    noise = whole_noise(trace, 1)
    assert noise.done == 8
    for update in range(8):
        gradients, _, _, row = trace.next_update(trace.clock.moment_of(1, update), 1)
        assert noise.norm[update] == pytest.approx(np.linalg.norm(gradients[row]), rel=1e-12)
    for half in (BatchNoise(trace, 1), noise):
        assert [half.epoch_mean(step) for step in (1, 4, 5, 8)] == seen_at(trace, 1, [1, 4, 5, 8])[0].tolist()
    means, norms = seen_at(trace, 1, [4, 6])
    assert means.tolist() == pytest.approx([noise.loss[:4].mean(), noise.loss[4:6].mean()], rel=1e-12)
    assert norms.tolist() == [noise.norm[3], noise.norm[5]]


def test_slices_and_seeking_change_nothing(monkeypatch):
    trace = trace_of(batch_size=7)
    whole = whole_noise(trace)
    sliced = BatchNoise(trace, 0)
    while not (sliced.advance(0.0) and sliced.advance(0.0, compare=True)):
        pass
    assert np.array_equal(sliced.loss, whole.loss)
    assert np.array_equal(sliced.norm, whole.norm)
    for one, other in zip(sliced.comparison, whole.comparison, strict=True):
        assert np.array_equal(one, other)
    monkeypatch.setattr("lrgui.core.training.memory.DENSE_BYTES", 1000)
    again = History(trace.experiment).complete().classifier
    assert again.stride > 1
    assert np.array_equal(whole_noise(again).loss, whole.loss)
    at = np.array([5])
    for one, other in zip(compared(again, 0, at), compared(trace, 0, at), strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("fields", [{"batch_size": 1600}, {}, {"weight_decay": 0.1, "hidden_units": 2}])
def test_large_data_are_looked_at_in_slices(fields, monkeypatch):
    """In so many rows at a time; what comes of them is what it is at once."""
    trace, at = trace_of(**({"epochs": 4} | fields)), np.array([0, 3])
    whole = compared(trace, 1, at)
    monkeypatch.setattr("lrgui.core.problems.classifier.ROWS", 300)
    comparing, slices = Comparing(trace, 1, at), 1
    while not comparing.advance(0.0):
        slices += 1
    assert slices > 1600 // 300
    for values, expected in zip(comparing.found, whole, strict=True):
        assert values == pytest.approx(expected, rel=1e-10)


def test_what_is_computed_takes_a_bounded_time_and_memory(monkeypatch):
    monkeypatch.setattr("lrgui.core.analysis.batch_noise.MOST_UPDATES", 250)
    monkeypatch.setattr("lrgui.core.analysis.batch_noise._WORK", 160_000)
    noise = whole_noise(trace_of())
    assert noise.done == 250
    assert noise.compared_at.tolist() == list(range(0, 250, 3))  # a hundred of them times 1,600 samples


def test_nothing_is_looked_at_that_is_not_computed():
    history = History(trace_of().experiment, until=40).complete()
    noise = BatchNoise(history.classifier, 0)
    while not noise.advance(1.0):
        pass
    assert noise.done == 40


def test_the_mean_of_an_epoch_is_that_of_keras():
    losses, sizes = np.array([1.0, 2.0, 6.0, 10.0, 0.0]), np.array([4, 4, 2, 4, 4])
    assert epoch_means(losses, sizes, 3).tolist() == pytest.approx([1, 1.5, (4 + 8 + 12) / 10, 10, 5])
    noise = whole_noise(trace_of(batch_size=7))
    per_epoch = 229
    for step in (1, 100, 228, 229, 230, 458):
        first = (step - 1) // per_epoch * per_epoch
        weights = [4 if k % per_epoch == 228 else 7 for k in range(first, step)]
        expected = np.average(noise.loss[first:step], weights=weights)
        assert noise.epoch_means()[step - 1] == pytest.approx(expected, rel=1e-12)
        means, norms = seen_at(noise.trace, 0, [step])
        assert means[0] == pytest.approx(expected, rel=1e-12)
        assert norms[0] == noise.norm[step - 1]


@pytest.mark.parametrize("factor", [0.0, 0.1, 0.5, 0.9, 0.98, 0.999])
def test_smoothing_is_corrected_for_its_beginning(factor):
    values = np.random.RandomState(0).uniform(size=3000)
    found = smoothed(values, factor)
    v = 0.0
    for n, value in enumerate(values.tolist(), 1):
        v = factor * v + (1 - factor) * value
        assert math.isclose(found[n - 1], v / (1 - factor**n), rel_tol=1e-9)
    np.testing.assert_allclose(smoothed(np.ones(5000), factor), 1, rtol=1e-12)


@pytest.mark.parametrize("factor", [5e-324, 1e-300, 0.5, 0.9, 0.999])
def test_smoothing_keeps_within_the_range_of_numbers(factor):
    np.testing.assert_allclose(smoothed(np.full(20_000, 1e200), factor), 1e200, rtol=1e-9)


def test_smoothing_leaves_gaps_out():
    found = smoothed(np.array([1.0, math.nan, 3.0]), 0.5)
    assert found[[0, 2]].tolist() == [1, pytest.approx((0.25 * 1 + 0.5 * 3) / 0.75)]
    assert math.isnan(found[1])


def test_smoothing_counts_updates_where_only_some_of_them_are_known():
    trace = History(Experiment(problem="classifier", epochs=2)).complete().classifier
    noise = BatchNoise(trace, 0)
    values = np.arange(6.0)
    assert noise.smoothed(values, 0.9, 3).tolist() == smoothed(values, 0.9**3).tolist()
    whole = BatchNoise(History(Experiment(problem="classifier", epochs=2, batch_size=1600)).complete().classifier, 0)
    assert whole.smoothed(values, 0.9).tolist() == values.tolist()


def test_a_batch_that_is_hardly_curved_has_no_border():
    """Far on the right side of the boundary p(1 − p) is the smallest number that there is."""
    experiment = Experiment(problem="classifier", start_w1=1000, batch_size=1, epochs=1, runs=(Run(1e-300),))
    trace = History(experiment).complete().classifier
    borders = compared(trace, 0, np.arange(trace.total)).batch_border
    assert np.isinf(borders).any()
    assert (borders > 0).all()
