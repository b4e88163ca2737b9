"""The ball in which noise keeps the weights: against long runs, and against its limits."""

import numpy as np
import pytest

from lrgui.core.analysis.noise_ball import ellipse, noise_ball
from lrgui.core.analysis.optimum import minimum
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.classifier import sigmoid
from lrgui.core.training.history import History

CLOUDS = Experiment(problem="classifier", data="clouds", weight_decay=0.01, epochs=60, runs=(Run(0.5),))


def model_of(experiment=CLOUDS):
    return History(experiment).model


def spread(experiment):
    """The standard deviations of w₁, w₂ and b over the second half of a run."""
    trace = History(experiment).complete().classifier
    states = trace.states(trace.total // 2, trace.total)[:, 0].astype(float)
    return np.sqrt(np.diag(np.cov(states.T, bias=True)))


@pytest.mark.parametrize(("rate", "batch_size"), [(0.1, 1), (0.5, 1), (0.5, 10), (0.1, 10), (1.0, 40)])
def test_long_runs_stay_in_it(exhaustive, rate, batch_size):
    for seed in range(3 if exhaustive else 1):
        experiment = CLOUDS.edited(batch_size=batch_size, seed=seed, runs=(Run(rate),), epochs=80)
        lowest, covariance = noise_ball(model_of(experiment), rate, batch_size)
        assert np.array_equal(lowest, minimum(model_of(experiment)))
        # Four tenths: one run is one draw, and the loss no quadratic.
        np.testing.assert_allclose(np.sqrt(np.diag(covariance)), spread(experiment), rtol=0.4)


def test_a_quadratic_loss_over_shuffled_epochs_to_the_letter():
    """Single weights are pulled by noise that adds up to 0 over each epoch: simulated, many at a time."""
    model, random, s = model_of(), np.random.RandomState(0), 4
    lowest, covariance = noise_ball(model, 0.7, 80)  # 320 samples in 4 batches
    x, errors = model.train_x, sigmoid(model.train_x @ lowest) - model.train_y
    p = sigmoid(x @ lowest)
    hessian = (x * (p * (1 - p))[:, None]).T @ x / len(x) + np.diag([0.01, 0.01, 0])
    pulls = errors[:, None] * x + np.array([0.01, 0.01, 0]) * lowest
    assert np.abs(pulls.mean(axis=0)).max() < 1e-9
    w, seen = np.zeros((400, 3)), []
    for epoch in range(120):
        orders = random.rand(400, 320).argsort(axis=1)
        for t in range(s):
            if epoch >= 60:
                seen.append(w.copy())
            noise = pulls[orders[:, 80 * t : 80 * t + 80]].mean(axis=1)
            w = w - 0.7 * (w @ hessian + noise)
    np.testing.assert_allclose(np.cov(np.concatenate(seen).T), covariance, rtol=0.1, atol=0.02 * covariance.max())


def test_its_radius_follows_the_rate_and_the_batch_size():
    sizes = {
        (rate, m): float(np.sqrt(np.trace(noise_ball(model_of(), rate, m)[1]))) for rate in (0.1, 0.2) for m in (5, 10)
    }
    assert sizes[0.2, 10] / sizes[0.1, 10] == pytest.approx(2, rel=0.15)
    assert sizes[0.1, 5] / sizes[0.1, 10] == pytest.approx(2, rel=0.15)
    assert sizes[0.2, 10] == pytest.approx(sizes[0.1, 5], rel=0.15)


@pytest.mark.parametrize("rate", [1e-12, 1e-15, 1e-17, 1e-300])
def test_at_the_smallest_rates_it_is_as_many_times_smaller(rate):
    usual, tiny = (np.sqrt(np.diag(noise_ball(model_of(), eta, 10)[1])) / eta for eta in (1e-6, rate))
    assert tiny == pytest.approx(usual if rate > 1e-150 else 0 * usual, rel=1e-3)  # whose squares are 0


def test_all_data_in_one_batch_have_no_noise():
    assert noise_ball(model_of(), 0.5, 320)[1].tolist() == np.zeros((3, 3)).tolist()


def test_no_minimum_no_ball_and_none_where_the_rate_is_too_high():
    separable = Experiment(problem="classifier", runs=(Run(0.5),))
    assert noise_ball(model_of(separable), 0.5, 10) is None
    assert noise_ball(model_of(), 1e3, 10) is None


def test_the_ellipse_of_some_deviations():
    covariance = np.array([[4.0, 1.0], [1.0, 2.0]])
    line = ellipse(covariance, 2.0)
    distances = (line @ np.linalg.inv(covariance) * line).sum(axis=1)
    assert distances == pytest.approx(4)
