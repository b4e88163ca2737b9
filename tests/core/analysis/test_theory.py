"""Predictions against theory and against what really happens."""

import math

import numpy as np
import pytest

from lrgui.core.analysis.theory import TOLERANCE, regime
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.training.history import History
from lrgui.core.training.optimizers import OPTIMIZERS

NAN = math.nan


def computed(*runs: Run, problem: str = "descent", **settings: object) -> History:
    return History(Experiment(problem=problem, runs=runs, **settings)).complete()


# Predictions


@pytest.mark.parametrize(
    ("rate", "kind", "factor", "updates"),
    [
        (1e-9, "crawls", 1 - 2e-9, 6907755272),
        (0.001, "crawls", 0.998, 6901),
        (0.0249, "crawls", 0.9502, 271),
        (0.025, "approaches", 0.95, 270),
        (0.2, "approaches", 0.6, 28),
        (0.3, "approaches", 0.4, 16),
        (0.499, "approaches", 0.002, 3),
        (0.5, "one-step", 0.0, 1),
        (0.501, "overshoots", -0.002, 3),
        (0.7, "overshoots", -0.4, 16),
        (0.99, "overshoots", -0.98, 684),
        (1.0, "bounces", -1.0, None),
        (1.02, "diverges", -1.04, None),
        (1.5, "diverges", -2.0, None),
        (1e200, "diverges", -2e200, None),
        (1.7e308, "diverges", -math.inf, None),
    ],
)
def test_gradient_descent_on_the_parabola(rate, kind, factor, updates):
    r = regime(rate, 2.0, "gradient-descent", 0.9)
    assert r.kind == kind
    assert r.factor == pytest.approx(factor, abs=1e-15)
    assert r.bound == 1.0
    assert r.updates == (None if updates is None else pytest.approx(updates, rel=1e-6))


def test_it_depends_on_rate_times_curvature_only():
    for x in (0.01, 0.4, 1.0, 1.7, 2.0, 3.0):
        for curvature in (0.125, 2.0, 1024.0):
            r = regime(x / curvature, curvature, "gradient-descent", 0.0)
            assert (r.kind, r.factor, r.bound * curvature) == (
                regime(x, 1.0, "gradient-descent", 0.0).kind,
                pytest.approx(1 - x),
                pytest.approx(2.0),
            )


@pytest.mark.parametrize("rate", [0.001, 0.01, 0.025, 0.1, 0.2, 0.3, 0.45, 0.5, 0.55, 0.7, 0.9, 0.97, 0.999])
def test_predicted_updates_are_those_really_needed(rate):
    predicted = regime(rate, 2.0, "gradient-descent", 0.0).updates
    trace = computed(Run(learning_rate=rate), updates=predicted + 10).descent
    error = np.abs(trace.states(0, trace.total)[:, 0, 0] + 1)
    assert predicted == np.flatnonzero(error > TOLERANCE * error[0] * (1 + 1e-9))[-1] + 1


def update_matrix(x: float, momentum: float, optimizer: str) -> np.ndarray:
    """(e, v) -> (e, v), with the curvature in the unit of v: v ← μv + e; e ← e − x·v (or x·(e + μv))."""
    if optimizer == "momentum":
        return np.array([[1 - x, -x * momentum], [1, momentum]])
    # e ← e − x·(e + μ(μv + e))
    return np.array([[1 - x - x * momentum, -x * momentum * momentum], [1, momentum]])


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov"])
@pytest.mark.parametrize("momentum", [0.1, 0.5, 0.9, 0.99])
def test_momentum_is_ruled_by_the_eigenvalues_of_its_matrix(optimizer, momentum):
    for rate in (0.0001, 0.001, 0.01, 0.1, 0.3, 0.5, 0.52, 0.6, 0.7, 0.9, 0.999, 1.1, 1.5, 1.89, 1.9, 1.98, 2.5):
        r = regime(rate, 2.0, optimizer, momentum)
        eigenvalues = np.linalg.eigvals(update_matrix(2 * rate, momentum, optimizer))
        radius = np.abs(eigenvalues).max()
        # NumPy finds the eigenvalues of a matrix like [[0, 1], [0, 0]] to half of the digits only.
        assert r.factor == pytest.approx(radius, rel=1e-7, abs=1e-7)
        if abs(rate - r.bound) > 1e-9:
            assert (r.kind == "diverges") == (radius > 1) == (rate > r.bound)
            assert (r.updates is None) == (radius > 1)
        if r.kind == "overshoots":
            assert np.iscomplex(eigenvalues).any() or eigenvalues.real.min() <= 0
        elif r.kind in ("approaches", "crawls"):
            assert (eigenvalues.real > 0).all()


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov"])
@pytest.mark.parametrize("momentum", [0.3, 0.9])
def test_just_below_the_bound_it_converges_just_above_it_does_not(optimizer, momentum):
    bound = regime(0.1, 2.0, optimizer, momentum).bound
    for share, kind in ((0.99, "overshoots"), (1.0, "bounces"), (1.01, "diverges")):
        run = Run(learning_rate=bound * share, optimizer=optimizer, momentum=momentum)
        assert regime(run.learning_rate, 2.0, optimizer, momentum).kind == kind
        error = np.abs(computed(run, updates=4000).descent.states(0, 4000)[:, 0, 0] + 1)
        if kind == "overshoots":
            assert error[-1] < 1e-9
        elif kind == "diverges":
            assert not error[-1] < 1e9
        else:
            assert 0.1 < error[-10:].max() < 1000


def test_bounds():
    assert regime(0.1, 2.0, "momentum", 0.9).bound == pytest.approx(1.9)
    assert regime(0.1, 2.0, "nesterov", 0.9).bound == pytest.approx(3.8 / 2.8 / 2)
    for optimizer in ("momentum", "nesterov"):
        assert regime(0.7, 2.0, optimizer, 0.0) == regime(0.7, 2.0, "gradient-descent", 0.0)


def test_nesterov_at_one_over_curvature_overshoots_first():
    assert regime(0.5, 2.0, "nesterov", 0.9).kind == "overshoots"
    w = computed(Run(learning_rate=0.5, optimizer="nesterov")).descent.states(0, 2)[:, 0, 0]
    assert w[1] < -1
    assert w[2] == pytest.approx(-1)


@pytest.mark.parametrize("optimizer", ["adagrad", "rmsprop", "adam"])
def test_no_linear_theory_for_adaptive_optimizers(optimizer):
    r = regime(0.1, 2.0, optimizer, 0.9)
    assert (r.kind, r.updates) == ("adaptive", None)
    assert math.isnan(r.factor)
    assert math.isnan(r.bound)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_positive_rate_has_a_regime(optimizer):
    for rate in (5e-324, 1e-300, 1e-17, 1e-9, 1e9, 1e154, 1e200, 1e308, 1.7e308):
        r = regime(rate, 2.0, optimizer, 0.9)
        if optimizer in ("gradient-descent", "momentum", "nesterov"):
            assert r.kind == ("crawls" if rate < 1 else "diverges"), rate
            assert not math.isnan(r.factor), rate


def test_classifier_bound_is_sufficient():
    model = LogisticRegression(Experiment(problem="classifier"))
    bound = regime(1.0, model.curvature, "gradient-descent", 0.0).bound
    run = Run(learning_rate=0.99 * bound)
    history = computed(run, problem="classifier", batch_size=1600, epochs=300)
    losses = history.records.groups[0].values(301).train_loss[:, 0]
    assert (np.diff(losses) < 0).all()
