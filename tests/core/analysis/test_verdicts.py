"""What is said of runs: verdicts on real histories."""

import numpy as np
import pytest

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.function import GROWN
from lrgui.core.training.history import History
from lrgui.core.training.schedules import SCHEDULES
from lrgui.core.training.trace import Trace
from tests.optimizers import EVERYWHERE
from tests.sampling import rest


def computed(*runs: Run, problem: str = "descent", **settings: object) -> History:
    return History(Experiment(problem=problem, runs=runs, **settings)).complete()


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
    for optimizer in set(EVERYWHERE) - {"adamw"}:  # whose decay goes on
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
    assert kinds(history, 1, 2, 200) == ["coming nearer", "converging", "converged"]


@pytest.mark.parametrize("optimizer", EVERYWHERE)
def test_every_optimizer_converges_with_a_suitable_rate(optimizer):
    decaying = ("rmsprop", "normalised", "sign")
    schedule = {"schedule": "exponential", "decay_epochs": 100, "decay_rate": 0.5} if optimizer in decaying else {}
    usual = {"adagrad": 2.0} | dict.fromkeys((*decaying, "adam", "nadam", "amsgrad", "adamw"), 0.1)
    rate = usual.get(optimizer, 0.05)
    run = Run(learning_rate=rate, optimizer=optimizer, decoupled_decay=0.0, **schedule)
    updates = 500 if optimizer in ("polyak", "armijo") else 3000
    history = computed(run, updates=updates)
    # A search ends where rounding decides whether the loss falls.
    assert kinds(history, updates) == ["at rest" if optimizer in ("polyak", "armijo") else "converged"]
    assert abs(path_end(history) + 1) < 1e-6


def path_end(history: History) -> float:
    return float(history.descent.latest[0, 0])


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
    assert kinds(history, 5, 10, 100) == ["away since step 1", "away since step 1", "converged"]
    # On the way back, with a rate that converges for certain, it is called by what it does.
    assert kinds(history, 11) == ["converging"]
    assert history.descent.away_since(0, 11) == 1


def test_brought_back_by_a_decaying_rate_and_away_for_good_without():
    run = Run(learning_rate=1.3, schedule="exponential", decay_rate=0.95)
    history = computed(run, Run(learning_rate=1.3), updates=100)
    assert kinds(history, 3, 100) == ["away since step 1", "converged"]
    assert kinds(history, 3, 100, run=1) == ["diverged at step 1"] * 2


def test_sent_away_by_an_edit():
    experiment = Experiment(problem="descent", updates=100, runs=(Run(learning_rate=0.3),))
    history = History(experiment.with_change(5, 0, learning_rate=2.0)).complete()
    first = next(t for t in range(100) if history.descent.problem.loss(history.descent.at(t))[0] > 72)
    assert kinds(history, 5, first - 1, first, 100) == [
        "coming nearer",
        "diverging",
        *[f"diverged at step {first}"] * 2,
    ]


def brute_force_away(trace: Trace, run: int) -> list[int | None]:
    """For every update since when the run is away."""
    found, since = [], None
    for t in range(trace.total + 1):
        w = trace.at(t)[run]
        away = not np.isfinite(w).all()
        if trace.problem_name == "descent":
            away = not trace.problem.loss(w) <= GROWN * trace.problem.loss(trace.at(0)[run])
        since = (t if since is None else since) if away else None
        found.append(since)
    return found


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
                optimizer=str(random.choice(tuple(EVERYWHERE)[:6])),
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
            scanned = brute_force_away(trace, run)
            for update in range(0, trace.total + 1, 3):
                found = trace.away_since(run, update)
                assert found == scanned[update], (name, run, update)
                turns += found is not None
    assert turns > 0


@pytest.mark.parametrize("seed", [0, *rest(range(1, 5))])
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
        for name in EVERYWHERE
    )
    history = History(Experiment(epochs=1, updates=60, runs=runs, loss_form="textbook")).complete()
    known = {"start", "converged", "converging", "crawling", "bouncing", "diverging", "diverged", "stuck"}
    seen = {"approaching", "moving-away", "oscillating", "away", "resting"}
    seen |= {"falling", "rising", "above", "nan-loss"}
    for name, trace in history.traces.items():
        for run in range(6):
            for update in range(trace.total + 1):
                v = verdict(history, name, run, update)
                assert v.kind in known | seen
                assert str(v)
                assert (v.kind == "start") == (update == 0)
                assert (v.step is not None) == (v.kind in ("diverged", "nan-loss", "away"))
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
    assert found == brute_force_away(trace, 0)
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
            "loss falling",
            "loss falling",
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
            assert verdict(book["stable"], "classifier", run, t).kind in ("falling", "bouncing", "above")


def test_nan_of_the_textbook_loss(book):
    history = book["textbook"]
    v = verdict(history, "classifier", 5, 8000)
    assert v.kind == "nan-loss"
    losses = history.records.groups[0].values(history.records.groups[0].count).train_loss[:, 5]
    first = history.records.groups[0].index(v.step)
    assert np.isnan(losses[first])
    assert np.isfinite(losses[:first]).all()
    assert str(v) == f"first nan at step {v.step} (0·log 0)"
    assert np.isfinite(history.classifier.at(8000)).all()
    # The others have no nan, and the earlier past of this one has none either.
    assert verdict(history, "classifier", 4, 8000).kind != "nan-loss"
    assert verdict(history, "classifier", 5, 160).kind in ("falling", "bouncing")


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
    assert kinds(history, 320, problem="classifier", run=1) == ["loss falling"]


def test_both_problems_rest_at_their_own_end():
    history = computed(Run(learning_rate=0.2), problem="both", updates=40, epochs=1)
    assert verdict(history, "descent", 0, 160) == verdict(history, "descent", 0, 40)


# Claims that were false


@pytest.mark.parametrize(
    ("run", "settings", "said"),
    [
        # A rate that decays brings it back.
        (Run(1.5, schedule="inverse-time", decay_rate=0.3), {"updates": 1}, "away since step 1"),
        (Run(1.5, schedule="inverse-time", decay_rate=0.3), {"updates": 3}, "converging"),
        # AdaGrad's first step is as long as η, whatever the slope.
        (Run(20.0, optimizer="adagrad"), {"updates": 1}, "away since step 1"),
        # RMSProp ends in a cycle of ±η/2, and comes by the minimum on its way there.
        (Run(10.5, optimizer="rmsprop"), {"updates": 13, "start": -1.06}, None),
        (Run(10.5, optimizer="rmsprop"), {"updates": 400, "start": -1.06}, None),
        # Near the minimum, and thrown out by every further update.
        (Run(1.05), {"updates": 1, "start": -0.9999999}, "diverging"),
        (Run(1e-17), {"updates": 5}, "stuck in rounding"),
        (Run(1e-9), {"updates": 5, "precision": "float32"}, "stuck in rounding"),
        (Run(1.0), {"updates": 40}, "bouncing"),
        (Run(1.00001), {"updates": 40}, "diverging"),
        (Run(0.99999), {"updates": 40}, "converging"),
    ],
)
def test_what_is_said_holds(run, settings, said):
    history = computed(run, **settings)
    found = str(verdict(history, "descent", 0, history.frontier))
    if said is None:
        assert "converg" not in found
        assert "diverg" not in found
    else:
        assert found == said


def test_rmsprop_oscillates_by_half_its_rate():
    history = computed(Run(10.5, optimizer="rmsprop"), start=-1.06, updates=400)
    found = verdict(history, "descent", 0, 400)
    assert found.kind == "oscillating"
    assert found.size == pytest.approx(10.5 / 2, rel=0.02)
    assert str(found) == f"oscillating within ±{found.size:.2g}"


def test_adam_far_out_is_not_called_diverged():
    history = computed(Run(30.0, optimizer="adam"), updates=200)
    kinds_seen = {verdict(history, "descent", 0, update).kind for update in range(1, 201)}
    assert not kinds_seen & {"diverged", "diverging", "converged", "converging", "crawling"}


def test_a_turning_point_is_no_crawling():
    """With momentum it stands still for a moment where it turns."""
    history = computed(Run(0.02, optimizer="momentum", momentum=0.99), updates=400)
    w = history.descent.states(0, 400)[:, 0, 0]
    turning = [t for t in range(2, 400) if (w[t] - w[t - 1]) * (w[t + 1] - w[t]) < 0]
    assert len(turning) > 3
    assert not any(verdict(history, "descent", 0, t).kind == "crawling" for t in turning)


def test_a_growing_schedule_claims_nothing_before_it_is_too_high():
    history = computed(Run(0.2, schedule="exponential", decay_rate=1.1), updates=40)
    found = [verdict(history, "descent", 0, update).kind for update in range(1, 41)]
    assert not set(found[:10]) & {"converging", "converged"}
    assert found[-1] == "diverged"


def test_full_batches_below_the_bound_converge_and_smaller_ones_are_watched():
    whole = computed(Run(1.0), problem="classifier", batch_size=1600, epochs=8)
    assert kinds(whole, 8, problem="classifier") == ["converging"]
    assert kinds(computed(Run(1.0), problem="classifier", epochs=2), 320, problem="classifier") == ["loss falling"]
    adam = computed(Run(0.01, optimizer="adam"), problem="classifier", batch_size=1600, epochs=8)
    assert kinds(adam, 8, problem="classifier") == ["loss falling"]


def on_curve(curve, rate, start, updates=400, **settings):
    run = Run(rate, **settings)
    experiment = Experiment(problem="descent", curve=curve, start=start, updates=updates, runs=[run])
    history = History(experiment).complete()
    return verdict(history, "descent", 0, updates)


def test_of_several_minima_it_is_said_which_one_was_reached():
    assert str(on_curve("quartic", 0.05, 1.5)) == "converged, minimum at 1.1309"
    assert str(on_curve("quartic", 0.05, -0.5)) == "converged, minimum at -1.30084"
    assert str(on_curve("ripples", 0.2, 4.5)) == "converged, minimum at 2.98978"
    # Beyond 2/L of this minimum, L = 12w² − 6 = 9.35, nothing comes to rest in it.
    assert on_curve("quartic", 0.23, 1.5).kind == "oscillating"
    assert on_curve("plateau", 0.2, -0.5).place is None


def test_a_kink_is_no_place_to_rest():
    assert on_curve("absolute", 0.3, 5.0).kind == "oscillating"
    assert on_curve("absolute", 0.3, 5.0, optimizer="momentum").kind == "oscillating"


def test_where_there_is_no_minimum_the_loss_alone_is_told():
    assert on_curve("cubic", 0.2, 1.0).kind == "falling"
    assert on_curve("cubic", 0.2, 0.0).kind == "resting"
    kinds = [on_curve("cubic", 0.9, 1.0, updates).kind for updates in range(1, 20)]  # its loss comes to −∞ on the way
    assert list(dict.fromkeys(kinds)) == ["falling", "away", "diverged"]


def test_on_a_plain_without_slope_it_rests():
    history = computed(Run(0.1), problem="surface", surface="e^(x)*y^2", start_x=-1e6, start_y=1.0)
    assert kinds(history, 40, problem="surface") == ["at rest"]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_schedule_that_begins_where_the_run_ends_has_no_say(schedule):
    experiment = Experiment(problem="descent", updates=5, runs=(Run(0.1),))
    changed = experiment.with_change(5, 0, schedule=schedule, schedule_from=5)
    assert str(verdict(History(changed).complete(), "descent", 0, 5)) == "coming nearer"
