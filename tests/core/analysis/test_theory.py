"""Predictions against theory and against what really happens; verdicts on real histories."""

import math

import numpy as np
import pytest

from lrgui.core.analysis.theory import TOLERANCE, regime
from lrgui.core.analysis.verdicts import verdict
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.problem import GROWN
from lrgui.core.training.history import History
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.trace import Trace

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
@pytest.mark.parametrize("rate", [5e-324, 1e-300, 1e-17, 1e-9, 1e9, 1e154, 1e200, 1e308, 1.7e308])
def test_every_positive_rate_has_a_regime(optimizer, rate):
    r = regime(rate, 2.0, optimizer, 0.9)
    if optimizer in ("gradient-descent", "momentum", "nesterov"):
        assert r.kind == ("crawls" if rate < 1 else "diverges")
        assert not math.isnan(r.factor)


def test_classifier_bound_is_sufficient():
    model = LogisticRegression(Experiment(problem="classifier"))
    bound = regime(1.0, model.curvature, "gradient-descent", 0.0).bound
    run = Run(learning_rate=0.99 * bound)
    history = computed(run, problem="classifier", batch_size=1600, epochs=300)
    losses = history.checkpoints.values(301).train_loss[:, 0]
    assert (np.diff(losses) < 0).all()


# Verdicts on the descent


def kinds(history: History, *updates: int, problem: str = "descent", run: int = 0) -> list[str]:
    return [str(verdict(history, problem, run, update)) for update in updates]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (0.001, {0: "start", 1: "crawling", 40: "crawling"}),
        (0.2, {0: "start", 1: "converging", 27: "converging", 40: "converged"}),
        (0.3, {1: "converging", 40: "converged"}),
        (0.5, {0: "start", 1: "converged", 40: "converged"}),
        (0.6, {1: "converging", 40: "converged"}),
        (0.99, {1: "converging", 40: "converging"}),
        (1.0, {0: "start", 1: "bouncing", 2: "bouncing", 3: "bouncing", 40: "bouncing"}),
        # 1.04² a step: more than 1.37 times the first loss from step 5 on.
        (1.02, {1: "diverging", 4: "diverging", 5: "diverged at step 5", 40: "diverged at step 5"}),
        (1.5, {1: "diverged at step 1", 40: "diverged at step 1"}),
        (1e200, {0: "start", 1: "diverged at step 1", 2: "diverged at step 1", 40: "diverged at step 1"}),
        (1.7e308, {1: "diverged at step 1", 40: "diverged at step 1"}),
    ],
)
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_descent(rate, expected, precision):
    if precision == "float32" and rate > 1e38:
        rate = 1e38
    history = computed(Run(learning_rate=rate), precision=precision)
    assert kinds(history, *expected) == list(expected.values())


def test_verdict_belongs_to_the_update_not_to_the_end():
    history = computed(Run(learning_rate=1.02), Run(learning_rate=0.2))
    assert kinds(history, 4) == ["diverging"]
    assert kinds(history, 10**6, run=1) == kinds(history, 40, run=1) == ["converged"]


def test_start_at_the_minimum_is_converged():
    for optimizer in OPTIMIZERS:
        history = computed(Run(learning_rate=1.5, optimizer=optimizer), start=-1.0)
        assert kinds(history, 0, 1, 40) == ["start", "converged", "converged"]


@pytest.mark.parametrize("start", [-1e6, -7.0, 0.0, 1e6])
def test_start_does_not_matter_for_divergence(start):
    history = computed(Run(learning_rate=1.02), Run(learning_rate=0.98), start=start, updates=400)
    assert kinds(history, 5, 400) == ["diverged at step 5"] * 2
    assert kinds(history, 5, run=1) != ["diverged at step 5"]


def test_flying_through_the_minimum_is_not_converged():
    """With momentum w arrives exactly at −1 in the first update, and does not stay."""
    history = computed(Run(learning_rate=0.5, optimizer="momentum", momentum=0.5), updates=200)
    assert history.descent.at(1)[0, 0] == -1.0
    assert kinds(history, 1, 2, 200) == ["converging", "converging", "converged"]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_converges_with_a_suitable_rate(optimizer):
    rate = {"adagrad": 2.0, "adam": 0.1}.get(optimizer, 0.05)
    schedule = {"schedule": "exponential", "decay_epochs": 200, "decay_rate": 0.5} if optimizer == "rmsprop" else {}
    history = computed(Run(learning_rate=rate, optimizer=optimizer, **schedule), updates=3000)
    assert kinds(history, 3000) == ["converged"]


def test_momentum_that_rises_first_and_converges_is_not_called_diverged():
    run = Run(learning_rate=1.85, optimizer="momentum", momentum=0.9)
    history = computed(run, updates=2000)
    loss = history.descent.problem.loss(history.descent.states(0, 2000)[:, 0])
    assert loss.max() > GROWN * loss[0]  # it does go away
    assert not any(str(verdict(history, "descent", 0, t)).startswith("diverge") for t in range(2001))
    assert kinds(history, 2000) == ["converged"]


def test_overflow_to_inf_and_nan_at_every_update():
    history = computed(Run(learning_rate=1e200), Run(learning_rate=3.0), updates=2000)
    w = history.descent.states(0, 2000)[:, :, 0]
    assert np.isnan(w[-1]).all()
    for run in (0, 1):
        assert {str(verdict(history, "descent", run, t)) for t in range(1, 2001)} == {"diverged at step 1"}


def test_brought_back_by_an_edit():
    experiment = Experiment(problem="descent", updates=100, runs=(Run(learning_rate=1.2),))
    history = History(experiment.with_change(10, 0, learning_rate=0.3)).complete()
    assert kinds(history, 5, 10, 100) == ["diverged at step 1", "diverged at step 1", "converged"]
    # On the way back, with a rate that converges for certain, it is called by what it does.
    assert kinds(history, 11) == ["converging"]
    assert history.descent.away_since(0, 11) == 1


def test_brought_back_by_a_decaying_rate_and_away_for_good_without():
    run = Run(learning_rate=1.3, schedule="exponential", decay_rate=0.95)
    history = computed(run, Run(learning_rate=1.3), updates=100)
    assert kinds(history, 3) == ["diverged at step 1"]
    assert kinds(history, 100) == ["converged"]
    assert kinds(history, 3, 100, run=1) == ["diverged at step 1"] * 2


def test_sent_away_by_an_edit():
    experiment = Experiment(problem="descent", updates=100, runs=(Run(learning_rate=0.3),))
    history = History(experiment.with_change(5, 0, learning_rate=2.0)).complete()
    first = next(t for t in range(100) if history.descent.problem.loss(history.descent.at(t))[0] > 72)
    assert kinds(history, 5, first - 1, first, 100) == ["converging", "diverging", *[f"diverged at step {first}"] * 2]


def brute_force_away(trace: Trace, run: int, update: int) -> int | None:
    since = None
    for t in range(update + 1):
        w = trace.at(t)[run]
        away = not np.isfinite(w).all()
        if trace.problem_name == "descent":
            away = not trace.problem.loss(w) <= GROWN * trace.problem.loss(trace.at(0)[run])
        since = (t if since is None else since) if away else None
    return since


@pytest.mark.parametrize("seed", range(8))
def test_away_since_is_what_a_scan_finds(seed):
    random = np.random.RandomState(seed)
    experiment = Experiment(
        updates=60,
        epochs=1,
        batch_size=40,
        precision=str(random.choice(["float64", "float32"])),
        runs=tuple(
            Run(
                learning_rate=float(10 ** random.uniform(-0.5, 1)) if i else 1e38,
                optimizer=str(random.choice(tuple(OPTIMIZERS))),
                schedule=str(random.choice(["constant", "exponential", "cosine"])),
                decay_rate=0.8,
            )
            for i in range(6)
        ),
    )
    for _ in range(12):
        rate = float(10 ** random.uniform(-2, 1))
        experiment = experiment.with_change(int(random.randint(1, 60)), int(random.randint(6)), learning_rate=rate)
    history = History(experiment).complete()
    turns = 0
    for name, trace in history.traces.items():
        for run in range(6):
            for update in range(0, trace.total + 1, 3):
                found = trace.away_since(run, update)
                assert found == brute_force_away(trace, run, update), (name, run, update)
                turns += found is not None
    assert turns > 0


@pytest.mark.parametrize("seed", range(5))
def test_verdicts_never_fail_and_never_warn(seed):
    random = np.random.RandomState(seed)
    runs = tuple(
        Run(
            learning_rate=float(10 ** random.uniform(-3, 3)),
            optimizer=name,
            momentum=float(random.choice([0, 0.5, 0.99])),
            schedule=str(random.choice(["constant", "exponential", "one-cycle"])),
            decay_rate=float(random.choice([0.5, 2, 1000])),
        )
        for name in OPTIMIZERS
    )
    history = History(Experiment(epochs=1, updates=60, runs=runs, loss_form="textbook")).complete()
    allowed = {"start", "converged", "converging", "crawling", "bouncing", "diverging", "diverged", "nan-loss"}
    for name, trace in history.traces.items():
        for run in range(6):
            for update in range(trace.total + 1):
                v = verdict(history, name, run, update)
                assert v.kind in allowed
                assert (v.kind == "start") == (update == 0)
                assert (v.step is not None) == (v.kind in ("diverged", "nan-loss"))
                if v.step is not None:
                    assert 1 <= v.step <= update


def test_a_run_that_goes_away_again_and_again():
    """The error is doubled some times, halved as many times, and so on."""
    random = np.random.RandomState(0)
    experiment, at = Experiment(problem="descent", updates=400, runs=(Run(learning_rate=1.5), Run())), 0
    while at < 380:
        times = int(random.randint(1, 9))
        experiment = experiment.with_change(at + times, 0, learning_rate=0.25)
        at += 2 * times
        experiment = experiment.with_change(at, 0, learning_rate=1.5)
    trace = History(experiment).complete().descent
    found = [trace.away_since(0, update) for update in range(401)]
    assert found == [brute_force_away(trace, 0, update) for update in range(401)]
    assert len(set(found)) > 5
    assert None in found[200:]
    assert [trace.away_since(1, update) for update in range(401)] == [None] * 401


# Verdicts on the classifier


@pytest.fixture(scope="module")
def book() -> dict[str, History]:
    runs = tuple(Run(learning_rate=rate) for rate in (0.01, 0.1, 0.5, 1.0, 10.0, 50.0))
    return {form: computed(*runs, problem="classifier", loss_form=form, epochs=50) for form in ("stable", "textbook")}


def test_rates_of_the_book(book):
    for run in range(3):
        assert kinds(book["stable"], 0, 80, 8000, problem="classifier", run=run) == [
            "start",
            "converging",
            "converging",
        ]
    # "converges, but then bounces near the minimum"
    bouncing = [
        sum(verdict(book["stable"], "classifier", run, t).kind == "bouncing" for t in range(4000, 8001, 80))
        for run in range(6)
    ]
    assert bouncing[0] == bouncing[1] == 0
    assert bouncing[4] > 10
    for run in range(6):
        for t in range(1, 8001, 97):
            assert verdict(book["stable"], "classifier", run, t).kind in ("converging", "bouncing")


def test_nan_of_the_textbook_loss(book):
    history = book["textbook"]
    v = verdict(history, "classifier", 5, 8000)
    assert v.kind == "nan-loss"
    losses = history.checkpoints.values(101).train_loss[:, 5]
    assert np.isnan(losses[v.step // 80])
    assert np.isfinite(losses[: v.step // 80]).all()
    assert str(v) == f"first nan at step {v.step} (0·log 0)"
    assert np.isfinite(history.classifier.at(8000)).all()
    # The others have no nan, and the earlier past of this one has none either.
    assert verdict(history, "classifier", 4, 8000).kind != "nan-loss"
    assert verdict(history, "classifier", 5, 160).kind in ("converging", "bouncing")


def test_nan_between_two_checkpoints(book):
    history = book["textbook"]
    for update in range(1, 8000, 3):
        if np.isnan(history.evaluation(update).train_loss[5]):
            v = verdict(history, "classifier", 5, update)
            assert v.kind == "nan-loss"
            assert v.step <= update
            break
    else:
        pytest.fail("no nan found")


def test_overflow_of_the_classifier():
    run = Run(learning_rate=1e38, optimizer="momentum", momentum=0.99)
    history = computed(run, Run(), problem="classifier", epochs=2, precision="float32")
    finite = np.isfinite(history.classifier.states(0, 320)[:, 0]).all(axis=1)
    assert not finite[-1]
    since = int(np.argmin(finite))
    assert kinds(history, 320, problem="classifier") == [f"diverged at step {since}"]
    assert kinds(history, 320, problem="classifier", run=1) == ["converging"]


def test_both_problems_rest_at_their_own_end():
    history = computed(Run(learning_rate=0.2), problem="both", updates=40, epochs=1)
    assert verdict(history, "descent", 0, 160) == verdict(history, "descent", 0, 40)
