"""The loss over the plane of w₁ and w₂, and the valley in it."""

from __future__ import annotations

import numpy as np
import pytest

from lrgui.core.analysis.loss_surface import best_b, landscape, valley
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.logistic import LogisticRegression

MODEL = LogisticRegression(Experiment())
W1 = np.linspace(-60, 20, 9)
W2 = np.linspace(-30, 60, 7)


@pytest.mark.parametrize("b", [0.0, -7.58, 30.0])
def test_losses_are_the_models(b):
    losses, used = landscape(MODEL, W1, W2, b)
    assert losses.shape == used.shape == (7, 9)
    assert (used == b).all()
    for row, w2 in enumerate(W2):
        parameters = np.array([[w1, w2, b] for w1 in W1])
        np.testing.assert_allclose(losses[row], MODEL.evaluate(parameters).train_loss, rtol=1e-12)


def test_the_best_b_has_the_lowest_loss():
    losses, used = landscape(MODEL, W1, W2, None)
    for row, w2 in enumerate(W2):
        parameters = np.column_stack([W1, np.full(9, w2), used[row]])
        at = MODEL.evaluate(parameters)
        np.testing.assert_allclose(losses[row], at.train_loss, rtol=1e-12)
        # The derivative by b is 0 there, and nowhere around is it lower.
        assert np.abs(MODEL.gradient(parameters)[:, 2]).max() < 1e-9
        for other in (-1.0, -1e-3, 1e-3, 1.0):
            beside = np.add(parameters, [0, 0, other])
            assert (MODEL.evaluate(beside).train_loss >= losses[row] - 1e-15).all()


def test_the_best_b_of_a_bisection():
    random = np.random.RandomState(0)
    scores = random.normal(size=(40, 300)) * np.geomspace(0.01, 1e5, 40)[:, None]
    labels = (random.uniform(size=300) < 0.2).astype(float)
    found = best_b(scores, labels)
    low, high = -1e6 * np.ones(40), 1e6 * np.ones(40)
    for _ in range(100):
        middle = (low + high) / 2
        predicted = (1 + np.tanh((scores + middle[:, None]) / 2)).mean(axis=1) / 2
        low, high = np.where(predicted < labels.mean(), middle, low), np.where(predicted < labels.mean(), high, middle)

    def error(b):
        return np.abs((1 + np.tanh((scores + b[:, None]) / 2)).mean(axis=1) / 2 - labels.mean())

    assert error(found).max() < 1e-9
    calm = np.geomspace(0.01, 1e5, 40) < 100  # above, every b between two houses does
    np.testing.assert_allclose(found[calm], low[calm], rtol=1e-7, atol=1e-7)


def test_without_one_of_the_classes_the_best_b_is_infinite():
    scores = np.zeros((2, 5))
    assert best_b(scores, np.zeros(5)).tolist() == [-np.inf] * 2
    assert best_b(scores, np.ones(5)).tolist() == [np.inf] * 2


def test_where_nothing_is_learned_the_loss_is_that_of_the_share():
    share = MODEL.train_y.mean()
    losses, used = landscape(MODEL, np.zeros(1), np.zeros(1), None)
    assert used[0, 0] == pytest.approx(np.log(share / (1 - share)), rel=1e-9)
    assert losses[0, 0] == pytest.approx(-share * np.log(share) - (1 - share) * np.log(1 - share), rel=1e-12)
    assert landscape(MODEL, np.zeros(1), np.zeros(1), 0.0)[0][0, 0] == pytest.approx(np.log(2))


def test_far_out_it_is_finite():
    with np.errstate(all="raise"):
        for b in (0.0, None):
            losses, used = landscape(MODEL, [-1e6, 0, 1e6], [-1e6, 0, 1e6], b)
            assert np.isfinite(losses).all()
            assert np.isfinite(used).all()


def test_a_v_that_lies_on_its_side():
    """Question 1 of section 5.5.2: the lowest loss of every row lies on w₁ = −w₂, b = w₁/2, and falls for ever."""
    assert valley(MODEL).tolist() == [-1.0, 1.0, -0.5]
    w2 = np.array([20.0, 50.0, 100.0])
    w1 = -np.linspace(0, 150, 301)
    losses, used = landscape(MODEL, w1, w2, None)
    floor = losses.argmin(axis=1)
    np.testing.assert_allclose(w1[floor], -w2, rtol=0.1)
    np.testing.assert_allclose(used[np.arange(3), floor], -w2 / 2, rtol=0.1)
    assert (np.diff(losses.min(axis=1)) < 0).all()
    along = np.array([t * valley(MODEL) for t in (5, 20, 50, 100)])
    assert (np.diff(MODEL.evaluate(along).train_loss) < 0).all()
    assert (MODEL.evaluate(along).train_accuracy > 0.99).all()
