"""The learning-rate range test: the same numbers as training with those rates, and suggestions without a nan."""

from __future__ import annotations

import numpy as np
import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.batches import batch_rows
from lrgui.core.problems.logistic import LogisticRegression, stable_loss
from lrgui.core.sweeps.rate_range import range_test, smooth, suggested, usual_updates
from lrgui.core.training.history import History
from lrgui.core.training.optimizers import OPTIMIZERS


@pytest.mark.parametrize("problem", ["descent", "classifier"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
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
def test_it_suggests_a_rate_that_trains(problem, precision):
    experiment = Experiment(problem=problem, precision=precision)
    rate = range_test(experiment, problem).suggestion
    assert 0.001 < rate < 1
    history = History(experiment.edited(runs=(Run(learning_rate=rate),))).complete()
    if problem == "descent":
        assert history.curve.loss(history.descent.at(40))[0] < 1
    else:
        assert history.evaluation(history.frontier).train_loss[0] < 0.2


def test_no_suggestion_where_the_loss_never_fell():
    assert range_test(Experiment(), "descent", low=10, high=1e6).suggestion is None
    assert range_test(Experiment(start=-1.0), "descent").suggestion is None


def test_nothing_is_read_off_a_nan():
    """The textbook's loss is nan at large rates: there the test stops, and has seen nothing fall."""
    found = range_test(Experiment(loss_form="textbook"), "classifier", low=1e5, high=1e6)
    assert found.stopped
    assert np.isfinite(found.losses[:-1]).all()
    assert np.isnan(found.losses[-1])
    assert found.suggestion is None


def test_suggestions_of_losses_made_up():
    rates, nan = np.geomspace(1, 32, 6), np.nan
    assert suggested(rates, np.array([5, 4.5, 2, 1.5, 3, 9])) == pytest.approx(2)
    assert suggested(rates, np.array([5, 4.5, 2, 1.5, nan, nan])) == pytest.approx(2)
    assert suggested(rates, np.array([5, nan, 2, 1.5, 3, np.inf])) == pytest.approx(1)
    assert suggested(rates, np.array([5, 6, 7, 1, 3, 2])) == pytest.approx(4)
    assert suggested(rates, np.array([1, 2, 3, 2.5, 9, 1.5])) is None  # what falls after the minimum does not count
    assert suggested(rates, np.full(6, nan)) is None
    assert suggested(rates, np.ones(6)) is None
    assert suggested(rates[:0], np.empty(0)) is None


def test_smoothing():
    np.testing.assert_allclose(smooth(np.full(20, 3.0), 0.98), 3.0)  # without correction it would begin near 0
    found = smooth(np.array([1.0, 0.0, 4.0]), 0.5)
    np.testing.assert_allclose(found, [1, (0.5 * 1) / 1.5, (0.25 * 1 + 4) / 1.75])
    assert np.exp(-16 / 800) == pytest.approx(0.98, abs=3e-4)


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
