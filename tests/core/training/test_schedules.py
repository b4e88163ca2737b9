"""Schedules against the definitions of Keras and Optax: written out here, and as the libraries computed them."""

import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.rates import learning_rates, scheduled_rates
from lrgui.core.training.schedules import SCHEDULES
from lrgui.core.training.schedules.schedule import in_updates

DATA = Path(__file__).parents[2] / "data"


# The definitions in plain Python, one update at a time


def exponential(t, total, rate, steps, decay, staircase):
    p = t / steps
    return rate * decay ** (math.floor(p) if staircase else p)


def inverse_time(t, total, rate, steps, decay, staircase):
    p = t / steps
    return rate / (1 + decay * (math.floor(p) if staircase else p))


def polynomial(t, total, rate, end, power):
    step = min(t, total)
    return (rate - end) * (1 - step / total) ** power + end


def cosine(t, total, rate, alpha, warmup):
    if t < warmup:
        return rate * t / warmup
    step = min(t - warmup, total - warmup)
    decayed = 0.5 * (1 + math.cos(math.pi * step / (total - warmup))) if total > warmup else 1.0
    return rate * ((1 - alpha) * decayed + alpha)


def one_cycle(t, total, peak):
    def between(start, end, share):
        return start + (end - start) * (1 - math.cos(math.pi * share)) / 2

    top = int(0.3 * total)
    if t < top:
        return between(peak / 25, peak, t / top)
    return between(peak, peak / 25 / 1e4, min(t - top, total - top) / (total - top))


def expected(run: Run, t: int, total: int, per_epoch: int) -> float:
    rate = run.learning_rate
    if run.schedule == "constant":
        return rate
    if run.schedule in ("exponential", "inverse-time"):
        f = exponential if run.schedule == "exponential" else inverse_time
        return f(t, total, rate, run.decay_epochs * per_epoch, run.decay_rate, run.staircase)
    if run.schedule == "polynomial":
        return polynomial(t, total, rate, run.end_learning_rate, run.power)
    if run.schedule == "cosine":
        return cosine(t, total, rate, run.alpha, run.warmup_epochs * per_epoch)
    return one_cycle(t, total, rate)


SETTINGS = [
    {"schedule": "constant"},
    *(
        {"schedule": name, "decay_rate": decay, "decay_epochs": period, "staircase": staircase}
        for name in ("exponential", "inverse-time")
        for decay in (0.5, 0.95, 1.0, 1.1)
        for period in (0.25, 1.0, 1.7, 20.0)
        for staircase in (False, True)
    ),
    *(
        {"schedule": "polynomial", "end_learning_rate": end, "power": power}
        for end in (0.0, 0.001, 2.0)
        for power in (0.5, 1.0, 3.0)
    ),
    *(
        {"schedule": "cosine", "alpha": alpha, "warmup_epochs": warmup}
        for alpha in (0.0, 0.2, 1.0)
        for warmup in (0.0, 0.5, 1.0, 2.0, 3.0)
    ),
    {"schedule": "one-cycle"},
]


@pytest.mark.parametrize(("epochs", "per_epoch"), [(3, 1), (3, 7), (10, 160), (40, 1)])
def test_equals_the_definition_at_every_update(epochs, per_epoch):
    total = epochs * per_epoch
    t = np.arange(total + 1.0)
    for settings in SETTINGS:
        run = Run(learning_rate=0.3, **settings)
        ours = scheduled_rates(run, t, total, per_epoch)
        theirs = [expected(run, int(k), total, per_epoch) for k in t]
        # The last rate of a cosine is a difference of equal numbers, the same in both.
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-17, err_msg=str(settings))


LIBRARY_CASES = json.loads((DATA / "schedules.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("library", ["keras", "optax"])
def test_equals_what_the_libraries_compute(library):
    cases = [case for case in LIBRARY_CASES if library in case]
    assert len(cases) > 100
    for case in cases:
        t = np.array(case["t"], dtype=float)
        ours = scheduled_rates(Run(**case["run"]), t, case["total"], case["updates_per_epoch"])
        np.testing.assert_allclose(ours, case[library], rtol=1e-9, atol=1e-17, err_msg=str(case["run"]))


TORCH_CASES = json.loads((DATA / "torch_schedules.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("schedule", sorted({case["run"]["schedule"] for case in TORCH_CASES}))
def test_equals_what_pytorch_computes(schedule):
    for case in TORCH_CASES:
        if case["run"]["schedule"] == schedule:
            t = np.array(case["t"], dtype=float)
            ours = scheduled_rates(Run(**case["run"]), t, case["total"], case["updates_per_epoch"])
            np.testing.assert_allclose(ours, case["torch"], rtol=1e-9, atol=1e-15, err_msg=str(case["run"]))


def test_every_schedule_is_among_the_library_cases():
    names = {case["run"]["schedule"] for case in (*LIBRARY_CASES, *TORCH_CASES)}
    assert names == set(SCHEDULES) - {"constant", "plateau", "drawn"}, "these are in files of their own"


def test_milestones_and_periods_are_whole_updates():
    run = Run(learning_rate=1.0, schedule="piecewise", milestones=[0.3, 0.6], factor=0.5)
    assert scheduled_rates(run, np.arange(4.0), 4, 1).tolist() == [1.0, 0.25, 0.25, 0.25], "both within update 0"
    assert scheduled_rates(run, np.arange(8.0), 10, 10).tolist() == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]
    short = Run(learning_rate=1.0, schedule="cosine-restarts", first_period=0.01)
    assert scheduled_rates(short, np.arange(3.0), 3, 1).tolist() == [1.0, 1.0, 1.0], "a period has one update at least"


@pytest.mark.parametrize("milestones", [[0], [2, 1], [1, 1], list(range(1, 22)), 3, [math.nan]])
def test_milestones_are_ascending_and_not_too_many(milestones):
    with pytest.raises(InvalidValue):
        Run(milestones=milestones)


def test_staircase_falls_once_an_epoch_as_in_the_note():
    """LEARNING_RATE_STEP = samples / BATCH_SIZE = 160"""
    run = Run(learning_rate=0.1, schedule="exponential", decay_rate=0.99, staircase=True)
    experiment = Experiment(problem="classifier", epochs=3, runs=(run,))
    rates = learning_rates(experiment, "classifier", 0, 480)[:, 0]
    assert np.unique(rates[:160]).tolist() == [0.1]
    np.testing.assert_allclose(rates[[159, 160, 319, 320, 479]], 0.1 * 0.99 ** np.array([0, 1, 1, 2, 2]))


@pytest.mark.parametrize(("epochs", "per_epoch", "updates"), [(0.28, 25, 7), (0.07, 100, 7), (0.55, 100, 55)])
def test_period_that_is_whole_in_decimals_falls_on_time(epochs, per_epoch, updates):
    assert epochs * per_epoch != updates  # in binary
    assert in_updates(epochs, per_epoch) == updates
    run = Run(learning_rate=1.0, schedule="exponential", decay_rate=0.5, decay_epochs=epochs, staircase=True)
    assert scheduled_rates(run, np.array([updates - 1.0, updates]), 100, per_epoch).tolist() == [1.0, 0.5]


def test_period_that_is_not_whole_stays_as_it_is():
    assert in_updates(0.3, 1) == 0.3
    assert in_updates(2.5, 7) == 17.5
    assert in_updates(1e-9, 1) == 1e-9


def test_first_and_last_rates():
    def rates(**settings):
        return scheduled_rates(Run(learning_rate=0.5, **settings), np.arange(101.0), 100, 1)

    assert rates(schedule="one-cycle")[[0, 30]].tolist() == pytest.approx([0.02, 0.5], rel=1e-15)
    assert rates(schedule="one-cycle")[100] == pytest.approx(0.5 / 25 / 1e4, rel=1e-9)
    assert rates(schedule="cosine", warmup_epochs=10)[[0, 5, 10]].tolist() == pytest.approx([0, 0.25, 0.5])
    assert rates(schedule="cosine", alpha=0.1)[100] == pytest.approx(0.05)
    polynomial = rates(schedule="polynomial", end_learning_rate=0.1)
    assert polynomial[[0, 50, 100]].tolist() == pytest.approx([0.5, 0.3, 0.1], rel=1e-15)


@pytest.mark.parametrize("schedule", ["exponential", "inverse-time", "polynomial", "cosine", "one-cycle"])
@pytest.mark.parametrize("total", [1, 2, 3])
def test_shortest_runs_have_positive_finite_rates(schedule, total):
    rates = scheduled_rates(Run(learning_rate=0.5, schedule=schedule), np.arange(float(total)), total, 1)
    assert np.isfinite(rates).all()
    assert (rates > 0).all()
    assert rates.max() <= 0.5


def test_warm_up_of_the_whole_run():
    run = Run(learning_rate=1.0, schedule="cosine", warmup_epochs=4)
    assert scheduled_rates(run, np.arange(4.0), 4, 1).tolist() == [0, 0.25, 0.5, 0.75]


@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": "exponential", "decay_rate": 1000.0, "decay_epochs": 1e-3},
        {"schedule": "exponential", "decay_rate": 1e-300, "decay_epochs": 1e-3},
        {"schedule": "exponential", "decay_rate": 0.5, "decay_epochs": 5e-324},
        {"schedule": "inverse-time", "decay_rate": 1000.0, "decay_epochs": 5e-324, "staircase": True},
        {"schedule": "polynomial", "power": 100.0},
        {"schedule": "one-cycle", "learning_rate": 5e-324},
    ],
)
def test_absurd_settings_give_rates_without_a_warning(settings):
    rates = scheduled_rates(Run(**{"learning_rate": 0.5, **settings}), np.arange(100.0), 100, 1)
    assert not np.isnan(rates).any()
    assert (rates >= 0).all()


def test_growing_schedule_ends_in_inf():
    run = Run(learning_rate=0.5, schedule="exponential", decay_rate=1000.0, decay_epochs=0.1)
    assert scheduled_rates(run, np.arange(100.0), 100, 1)[-1] == math.inf


def test_any_shape():
    run = Run(schedule="cosine")
    t = np.arange(12.0)
    assert np.array_equal(scheduled_rates(run, t.reshape(3, 4), 40, 1), scheduled_rates(run, t, 40, 1).reshape(3, 4))


def test_edits_from_here_on_keep_the_clock():
    """The schedule of the new settings goes on at the same t; it does not start again."""
    runs = (Run(learning_rate=0.2), Run(learning_rate=0.5, schedule="exponential"))
    before = Experiment(problem="descent", runs=runs)
    after = before.with_change(10, 1, learning_rate=0.1).with_change(20, 0, schedule="cosine")
    rates = learning_rates(after, "descent", 0, 40)
    t = np.arange(40.0)
    assert np.array_equal(rates[:10], learning_rates(before, "descent", 0, 10))
    assert np.array_equal(rates[10:, 1], 0.1 * 0.95 ** t[10:])
    assert np.array_equal(rates[20:, 0], scheduled_rates(Run(learning_rate=0.2, schedule="cosine"), t[20:], 40, 1))
    for start, stop in ((0, 1), (5, 15), (9, 10), (10, 11), (10, 20), (19, 40), (7, 7)):
        assert np.array_equal(learning_rates(after, "descent", start, stop), rates[start:stop])


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("t", [np.arange(5), list(range(5)), np.arange(5, dtype=np.float32)], ids=type)
def test_update_numbers_of_any_type_give_rates_in_float64(schedule, t):
    run = Run(schedule=schedule)
    rates = scheduled_rates(run, t, 40, 1)
    assert rates.dtype == np.float64
    assert np.array_equal(rates, scheduled_rates(run, np.arange(5.0), 40, 1))
    assert rates.any()


# Staircases in exact arithmetic


@pytest.mark.parametrize("per_epoch", [1, 3, 25, 160])
@pytest.mark.parametrize("schedule", ["exponential", "inverse-time"])
def test_stairs_are_where_exact_arithmetic_puts_them(exhaustive, per_epoch, schedule):
    """The decimal number of epochs that was typed, times the updates of an epoch, as a fraction."""
    t = np.arange(400)
    for hundredths in range(1, 120, 1 if exhaustive else 3):
        epochs = hundredths / 100
        run = Run(1.0, schedule=schedule, decay_rate=0.999, decay_epochs=epochs, staircase=True)
        stairs = [int(k / (Fraction(hundredths, 100) * per_epoch)) for k in t.tolist()]
        expected = [0.999**n if schedule == "exponential" else 1 / (1 + 0.999 * n) for n in stairs]
        np.testing.assert_allclose(scheduled_rates(run, t, 400, per_epoch), expected, rtol=1e-12)


def test_stairs_of_a_period_with_many_digits():
    """The products do not fit into 64 bits."""
    epochs = 0.12345678901234567
    run = Run(1.0, schedule="inverse-time", decay_rate=1.0, decay_epochs=epochs, staircase=True)
    t = np.array([0, 1, 9_999_999])
    stairs = [int(k / Fraction(repr(epochs))) for k in t.tolist()]
    assert scheduled_rates(run, t, 10**7, 1).tolist() == [1 / (1 + n) for n in stairs]
