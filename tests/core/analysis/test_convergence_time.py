"""Updates that a run of the 1-D descent really needed, and the ranges of rates that behave alike."""

import math

import numpy as np
import pytest

from lrgui.core.analysis.convergence_time import REPLAYED, needed
from lrgui.core.analysis.regime_ranges import bands
from lrgui.core.analysis.theory import TOLERANCE, regime
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History

NEEDED = {
    0.5: 1,  # the minimum itself, in one update
    0.2: 28,  # 0.6²⁷ = 1.02×10⁻⁶, 0.6²⁸ = 6.1×10⁻⁷
    0.8: 28,  # the same factor on alternate sides
    0.3: 16,  # 0.4¹⁵ = 1.07×10⁻⁶
    0.1: None,  # 0.8⁶² = 9.8×10⁻⁷, and there are 40
    1.0: None,
    1.1: None,
}


def computed(*runs: Run, **settings: object) -> History:
    return History(Experiment(problem="descent", runs=runs, **settings)).complete()


@pytest.mark.parametrize(("rate", "updates"), NEEDED.items())
def test_counts_until_the_distance_is_a_millionth(rate, updates):
    found = needed(computed(Run(learning_rate=rate)), 0)
    assert (found.updates, found.searched, found.final) == (updates, 40, True)


def test_the_distance_counts_and_not_the_loss():
    """The loss is its square, and a millionth of it is there in half the updates."""
    history = computed(Run(learning_rate=0.2))
    loss = history.curve.loss(history.descent.states(0, 40)[:, 0])
    assert int(np.argmax(loss <= TOLERANCE * loss[0])) == 14
    assert needed(history, 0).updates == 28


def test_of_every_run_its_own():
    history = computed(Run(learning_rate=0.3), Run(learning_rate=0.5), Run(learning_rate=0.2, optimizer="adam"))
    assert [needed(history, run).updates for run in range(3)] == [16, 1, None]


@pytest.mark.parametrize("start", [5.0, -7.5, 1e6, -1 + 1e-3])
def test_it_does_not_depend_on_the_start(start):
    assert needed(computed(Run(learning_rate=0.3), start=start), 0).updates == 16


def test_from_the_minimum_none_is_needed():
    assert needed(computed(Run(), start=-1.0), 0).updates == 0


@pytest.mark.parametrize(
    ("optimizer", "momentum", "rate", "updates"),
    [
        ("momentum", 0.9, 0.2, 263),  # flies through the minimum after 2 updates
        ("momentum", 0.9, 0.5, 263),  # and here after 1
        ("momentum", 0.5, 0.5, 40),
        ("nesterov", 0.9, 0.5, 2),
        ("nesterov", 0.9, 0.55, 17),
        ("gradient-descent", 0.0, 0.55, 6),  # |ρ| = 0.1, exactly
        ("gradient-descent", 0.0, 0.4995, 2),  # ρ = 0.001
    ],
)
def test_it_has_arrived_when_it_stays(optimizer, momentum, rate, updates):
    history = computed(Run(learning_rate=rate, optimizer=optimizer, momentum=momentum), updates=2000)
    error = np.abs(history.descent.states(0, 2000)[:, 0, 0] + 1)
    found = needed(history, 0).updates
    assert found == updates == regime(rate, 2.0, optimizer, momentum).updates
    limit = TOLERANCE * error[0] * (1 + 1e-9)
    assert (error[found:] <= limit).all()
    assert error[found - 1] > limit


@pytest.mark.parametrize("seed", range(4))
def test_random_runs_with_momentum_need_what_theory_predicts(seed):
    random = np.random.RandomState(seed)
    for _ in range(50):
        run = Run(
            learning_rate=float(10 ** random.uniform(-2, 0.3)),
            optimizer=str(random.choice(["momentum", "nesterov"])),
            momentum=float(random.choice([0.1, 0.5, 0.9, 0.97])),
        )
        predicted = regime(run.learning_rate, 2.0, run.optimizer, run.momentum).updates
        if predicted is None:
            assert needed(computed(run, updates=100), 0).updates is None
        else:
            assert needed(computed(run, updates=predicted + 50), 0).updates == predicted


def test_what_leaves_again_has_not_arrived():
    history = computed(Run(learning_rate=1.1), start=-1.0 + 1e-3, updates=300)
    assert needed(history, 0).updates is None
    fallen_back = Experiment(problem="descent", runs=(Run(learning_rate=0.3),), updates=100)
    fallen_back = fallen_back.with_change(20, 0, learning_rate=1.5)
    assert needed(History(fallen_back).complete(), 0).updates is None


def test_more_of_a_history_goes_on_where_it_stopped(monkeypatch):
    history = History(Experiment(problem="descent", runs=(Run(learning_rate=0.01),), updates=2000))
    found, seen = needed(history, 0), []
    states = history.descent.states
    monkeypatch.setattr(history.descent, "states", lambda a, b: seen.append((a, b)) or states(a, b))
    while not found.final:
        history.advance(0.0)
        found = needed(history, 0, found)
    assert found.updates == 684  # ⌈ln 10⁻⁶ / ln 0.98⌉
    assert [a for a, _ in seen[1:]] == [b + 1 for _, b in seen[:-1]]
    assert needed(history, 0, found) is found


def test_it_is_not_final_while_more_is_computed():
    history = History(Experiment(problem="descent", runs=(Run(learning_rate=0.3),), updates=2000))
    history.advance(0.0)
    found = needed(history, 0)
    assert (found.updates, found.final) == (16, False)


def test_of_a_history_of_keyframes_all_that_is_kept_is_looked_at():
    monster = Experiment(problem="descent", runs=(Run(learning_rate=0.3), Run(), Run(), Run(), Run()), updates=10**7)
    history = History(monster)
    assert history.descent.stride > 1
    while history.descent.computed < 4 * REPLAYED:
        history.advance(0.0)
    found = needed(history, 0)
    assert (found.updates, found.searched) == (16, history.descent.computed)
    back = monster.with_run(0, learning_rate=0.01).with_change(2 * REPLAYED, 0, learning_rate=1.5)
    history = History(back)
    while history.descent.computed < 4 * REPLAYED:
        history.advance(0.0)
    assert needed(history, 0).updates is None


# Ranges of rates


def test_of_gradient_descent_on_the_parabola():
    found = bands((2.0,), "gradient-descent", 0.9, 1e-4, 1e2)
    assert [band.kind for band in found] == ["crawls", "approaches", "overshoots", "diverges"]
    ends = [band.low for band in found] + [found[-1].high]
    assert ends == pytest.approx([1e-4, 0.025, 0.5, 1.0, 1e2], rel=1e-9)
    assert [band.high for band in found[:-1]] == [band.low for band in found[1:]]


@pytest.mark.parametrize(("optimizer", "bound"), [("momentum", 1.9), ("nesterov", 1.9 / 2.8)])
def test_with_momentum_the_bound_is_its_own(optimizer, bound):
    found = bands((2.0,), optimizer, 0.9, 1e-4, 1e2)
    assert found[-1].kind == "diverges"
    assert found[-1].low == pytest.approx(bound, rel=1e-9)


@pytest.mark.parametrize("optimizer", ["gradient-descent", "momentum", "nesterov"])
@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.9, 0.99])
@pytest.mark.parametrize("curvature", [0.05, 2.0, 300.0])
def test_every_rate_lies_in_the_range_of_its_regime(exhaustive, optimizer, momentum, curvature):
    found = bands((curvature,), optimizer, momentum, 1e-4, 1e2)
    for rate in np.geomspace(1.1e-4, 0.99e2, 777 if exhaustive else 87):
        band = next(band for band in found if rate <= band.high)
        assert band.kind == regime(rate, curvature, optimizer, momentum).kind


@pytest.mark.parametrize("optimizer", ["adagrad", "rmsprop", "adam"])
def test_where_theory_says_nothing_there_is_one_range(optimizer):
    (band,) = bands((2.0,), optimizer, 0.9, 1e-4, 1e2)
    assert (band.kind, band.low, band.high) == ("adaptive", 1e-4, 1e2)


@pytest.mark.parametrize("curvature", [0.377, 2.0, 1 / 3])
def test_a_regime_is_plain_where_one_factor_says_all(curvature):
    assert regime(0.1, curvature, "gradient-descent", 0.9).plain
    assert regime(0.1, curvature, "momentum", 0.0).plain
    assert not regime(0.1, curvature, "momentum", 0.9).plain
    assert not regime(0.1, curvature, "nesterov", 0.5).plain
    assert not regime(0.1, curvature, "adam", 0.0).plain
    # At this bound ρ is 1 as well, and still it is not 1 − ηL.
    assert math.isclose(regime(0.5 * 3 / curvature, curvature, "momentum", 0.5).bound, 3 / curvature)
