"""The learning-rate range test: the numbers of training with those rates, read off as others read them."""

from __future__ import annotations

import numpy as np
import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.batches import batch_rows
from lrgui.core.problems.classifier import stable_loss
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.sweeps.rate_range import fitting_beta, range_test, smooth, steepest, usual_updates, valley
from lrgui.core.training.history import History
from tests.optimizers import EVERYWHERE


@pytest.mark.parametrize("problem", ["descent", "classifier"])
@pytest.mark.parametrize("optimizer", EVERYWHERE)
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_it_is_training_with_an_exponentially_growing_rate(problem, optimizer, precision):
    """Rate 10⁻³ · 10^(t/50), written as a schedule: to 1e-12, as the rates differ in their last digit."""
    found = range_test(Experiment(precision=precision), problem, Run(optimizer=optimizer), 1e-3, 1e-1, 101)
    assert len(found.rates) == 101
    per_epoch = 160 if problem == "classifier" else 1
    run = Run(
        learning_rate=1e-3, schedule="exponential", decay_rate=10, decay_epochs=50 / per_epoch, optimizer=optimizer
    )
    # One epoch more: the rate at t does not depend on the length.
    history = History(Experiment(problem=problem, precision=precision, updates=101, epochs=2, runs=(run,))).complete()
    states = history.traces[problem].states(0, 100)[:, 0]
    np.testing.assert_allclose(found.rates, history.traces[problem].rates(0, 101)[:, 0], rtol=1e-13)
    tolerance = 1e-12 if precision == "float64" else 1e-5
    np.testing.assert_allclose(found.parameters, states, rtol=tolerance, atol=tolerance)


def test_the_rate_grows_by_the_same_factor_from_the_lowest_to_the_highest():
    for low, high, updates in ((1e-4, 1.0, 40), (1e-8, 1e6, 800), (0.1, 0.10001, 1000), (1e-3, 1.0, 2)):
        found = range_test(Experiment(start=-1.0), "descent", low=low, high=high, updates=updates)
        assert not found.stopped
        assert len(found.rates) == updates
        assert found.rates[0] == low
        assert found.rates[-1] == pytest.approx(high, rel=1e-12)
        np.testing.assert_allclose(np.diff(np.log(found.rates)), np.log(high / low) / (updates - 1), rtol=1e-6)


def test_losses_of_the_classifier_are_those_of_the_batch_before_the_update():
    experiment = Experiment(seed=3, batch_size=30)
    found = range_test(experiment, "classifier")
    model = LogisticRegression(experiment)
    assert found.losses[0] == pytest.approx(np.log(2), rel=1e-15)
    for update in (1, 53, 54, 100, len(found.losses) - 1):
        batch = batch_rows(experiment, update)
        expected = stable_loss(model.train_x[batch] @ found.parameters[update], model.train_y[batch])
        assert found.losses[update] == pytest.approx(expected, rel=1e-12)


def test_losses_of_the_descent():
    found = range_test(Experiment(), "descent")
    np.testing.assert_allclose(found.losses, (found.parameters[:, 0] + 1) ** 2, rtol=1e-12)


def test_how_long_it_is():
    assert usual_updates(Experiment(), "classifier") == 800
    assert usual_updates(Experiment(), "descent") == 100
    assert usual_updates(Experiment(batch_size=1600), "classifier") == 100


def test_it_stops_where_the_loss_has_grown_fourfold():
    found = range_test(Experiment(), "descent")
    assert found.stopped
    assert len(found.rates) == len(found.losses) == len(found.smoothed) == len(found.parameters) < 100
    over = found.smoothed > 4 * np.minimum.accumulate(found.smoothed)
    assert over[-1]
    assert not over[:-1].any()
    assert found.rates[-1] > 1  # nothing grows before


@pytest.mark.parametrize("problem", ["descent", "classifier"])
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_rates_that_are_read_train(problem, precision):
    experiment = Experiment(problem=problem, precision=precision)
    found = range_test(experiment, problem)
    runs = Run(learning_rate=found.valley), Run(learning_rate=found.steepest)
    history = History(experiment.edited(runs=runs)).complete()
    if problem == "descent":
        assert (history.curve.loss(history.descent.at(40)) < 1).all()
    else:
        assert (history.evaluation(history.frontier).train_loss < 0.2).all()


STARTS = [(-5.0, 5.0), (20.0, -20.0), (3.0, 0.0), (0.0, -8.0)]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("seed", range(3))
def test_from_a_moved_start_nothing_is_read_where_the_rate_is_too_low_to_matter(start, seed):
    """Where the average is still that of a few batches it falls and rises by chance."""
    found = range_test(Experiment(seed=seed, start_w1=start[0], start_w2=start[1]), "classifier")
    assert len(found.rates) == 800
    assert min(found.valley, found.steepest) > 0.05


def test_the_first_tenth_and_the_last_five_are_not_read():
    found = range_test(Experiment(), "classifier")
    assert found.steepest in found.rates[80 + 50 : -5 - 50]
    assert found.valley in found.rates[80:-5]
    # Of a test that is over early the tenth is the same: what was asked for, not what was made.
    short = range_test(Experiment(), "descent")
    assert len(short.rates) < 100
    assert min(short.valley, short.steepest) >= short.rates[10]


def test_a_test_is_not_over_because_the_second_batch_is_harder_than_the_first():
    found = range_test(Experiment(seed=3, start_w2=-8.0), "classifier")
    assert (found.smoothed[:80] > 4 * np.minimum.accumulate(found.smoothed[:80])).any()
    assert not found.stopped


def test_nothing_is_read_where_the_loss_never_fell():
    for found in (range_test(Experiment(), "descent", low=10, high=1e6), range_test(Experiment(start=-1.0), "descent")):
        assert found.valley is None
        assert found.steepest is None


def test_nothing_is_read_off_a_nan():
    """The textbook's loss is nan at large rates: there the test stops, and has seen nothing fall."""
    found = range_test(Experiment(loss_form="textbook"), "classifier", low=1e5, high=1e6)
    assert found.stopped
    assert np.isfinite(found.losses[:-1]).all()
    assert np.isnan(found.losses[-1])
    assert found.valley is None
    assert found.steepest is None


def test_steepest():
    rates, nan = np.geomspace(1, 32, 6), np.nan
    assert steepest(rates, np.array([5, 4.5, 4, 1, 0.5, 9]), 1) == pytest.approx(4)
    assert steepest(rates, np.array([5, 4.5, 4, 1, nan, nan]), 1) == pytest.approx(4)
    assert steepest(rates, np.array([5, nan, 2, 1.5, 1.4, np.inf]), 1) == pytest.approx(2)
    assert steepest(rates, np.array([1, 2, 3, 4, 5, 6]), 1) is None
    assert steepest(rates, np.full(6, nan), 1) is None
    assert steepest(rates, np.ones(6), 1) is None
    assert steepest(rates[:0], np.empty(0), 1) is None
    assert steepest(rates[:2], np.array([2.0, 1.0]), 1) is None  # no row has one on either side


def fastai_valley(rates, losses):
    """`valley` of fastai (callback/schedule.py), its quadratic loop as it stands."""
    n = len(losses)
    max_start = max_end = 0
    lds = [1] * n
    for i in range(1, n):
        for j in range(i):
            if losses[i] < losses[j] and lds[i] < lds[j] + 1:
                lds[i] = lds[j] + 1
            if lds[max_end] < lds[i]:
                max_end = i
                max_start = max_end - lds[max_end]
    sections = (max_end - max_start) / 3
    return rates[max_start + int(sections) + int(sections / 2)]


def test_the_valley_is_that_of_fastai():
    random = np.random.RandomState(0)
    for _ in range(300):
        n = random.randint(6, 80)
        losses = random.randn(n).round(1) + np.linspace(4, 0, n)
        rates = np.geomspace(1e-4, 1e2, n)
        assert valley(rates, losses) == fastai_valley(rates, losses)


def test_no_valley():
    rates = np.geomspace(1, 32, 6)
    for losses in (np.arange(6.0), np.ones(6), np.full(6, np.nan)):
        assert valley(rates, losses) is None
    assert valley(rates[:0], np.empty(0)) is None
    assert valley(rates, np.array([1, np.nan, np.nan, np.nan, np.nan, 0.5])) is not None


def test_smoothing():
    np.testing.assert_allclose(smooth(np.full(20, 3.0), 0.98), 3.0)  # without correction it would begin near 0
    found = smooth(np.array([1.0, 0.0, 4.0]), 0.5)
    np.testing.assert_allclose(found, [1, (0.5 * 1) / 1.5, (0.25 * 1 + 4) / 1.75])
    # fastai's constant is made for its 100 updates; a longer test averages over the same share of its rates.
    assert fitting_beta(100) == 0.98
    assert fitting_beta(800) ** 800 == pytest.approx(0.98**100, rel=1e-12)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"low": 1, "high": 1}, "low"),
        ({"low": 0}, "low"),
        ({"high": float("inf")}, "high"),
        ({"updates": 1}, "updates"),
        ({"updates": 2.5}, "updates"),
    ],
)
def test_what_cannot_be_tested(values, field):
    with pytest.raises(InvalidValue) as error:
        range_test(Experiment(), "classifier", **values)
    assert error.value.field == field
    with pytest.raises(InvalidValue, match="problem"):
        range_test(Experiment(problem="descent"), "classifier")
