"""The sum of the learning rates: that of the rates themselves, and what it comes to if a run never ends."""

import math
import random

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.core.training.rate_sum import RateSum, rate_sum
from lrgui.core.training.rates import learning_rates
from lrgui.core.training.schedules import SCHEDULES

LONG = 60_000  # updates, of which the last rates of a series that falls are 0


def of(run: Run, updates: int = 40, **fields) -> RateSum:
    return RateSum(Experiment(problem="descent", updates=updates, runs=(run,), **fields), "descent", 0)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_so_far_it_is_the_sum_of_the_rates(schedule):
    run = Run(0.3, schedule=schedule, decay_epochs=700, first_period=300, alpha=0.1, milestones=(100, 5000))
    experiment = Experiment(problem="descent", updates=9000, runs=(Run(5.0), run)).with_change(
        4500, 1, learning_rate=0.7
    )
    sums, rates = RateSum(experiment, "descent", 1), learning_rates(experiment, "descent", 0, 9000)[:, 1]
    for update in (0, 1, 4095, 4096, 4097, 9000, 17, 8191):  # in no order
        assert sums.until(update) == pytest.approx(math.fsum(rates[:update]), rel=1e-13)


@pytest.mark.parametrize(("decay_epochs", "staircase"), [(1, False), (3, False), (2.5, True), (0.3, True), (30, True)])
def test_a_geometric_series_has_a_bound(decay_epochs, staircase):
    run = Run(0.3, schedule="exponential", decay_rate=0.5, decay_epochs=decay_epochs, staircase=staircase)
    bound = of(run).for_ever
    assert bound == pytest.approx(of(run, LONG).until(LONG), rel=1e-12)
    assert of(run).until(40) <= bound


@pytest.mark.parametrize("staircase", [False, True])
@pytest.mark.parametrize("decay_epochs", [1, 7, 1234.5])
def test_a_long_series_is_not_summed_up(decay_epochs, staircase):
    rate = 1 - 1e-5 * decay_epochs
    run = Run(1.0, schedule="exponential", decay_rate=rate, decay_epochs=decay_epochs, staircase=staircase)
    t = np.arange(5_000_000)
    steps = t // decay_epochs if staircase else t / decay_epochs
    assert of(run).for_ever == pytest.approx(float((rate**steps).sum()), rel=1e-4)


@pytest.mark.parametrize("schedule", ["cosine", "linear", "warmup-stable-decay", "polynomial"])
def test_what_ends_at_0_has_a_bound_and_what_ends_above_it_has_none(schedule):
    sums = of(Run(0.3, schedule=schedule))
    assert sums.for_ever == sums.until(40)
    assert math.isinf(of(Run(0.3, schedule=schedule, alpha=0.01, end_learning_rate=0.01)).for_ever)


@pytest.mark.parametrize(
    "schedule",
    ["constant", "inverse-time", "inverse-square-root", "one-cycle", "piecewise", "cosine-restarts", "cyclic"],
)
def test_these_have_no_bound(schedule):
    assert math.isinf(of(Run(0.3, schedule=schedule)).for_ever)


def test_a_series_that_grows_or_stays_has_no_bound():
    for rate in (1.0, 1.01):
        assert math.isinf(of(Run(0.3, schedule="exponential", decay_rate=rate)).for_ever)


def test_after_a_change_it_is_the_last_schedule_that_counts():
    experiment = Experiment(problem="descent", runs=(Run(0.2),)).with_change(
        10, 0, schedule="exponential", decay_rate=0.5, schedule_from=10
    )
    assert RateSum(experiment, "descent", 0).for_ever == pytest.approx(10 * 0.2 + 0.2 / (1 - 0.5))


@pytest.mark.parametrize("seed", range(4))
def test_at_a_place_it_is_that_of_what_is_known_there(seed, monkeypatch):
    """Also where later changes are not known yet; and for that no experiment is made anew at every look."""
    choose = random.Random(seed)
    codes = [code for code, schedule in SCHEDULES.items() if not schedule.reduces]
    runs = tuple(Run(0.3, schedule=code, batch_size=choose.choice((None, 1))) for code in choose.sample(codes, 2))
    experiment = Experiment(problem="classifier", data="ten-points", epochs=400, batch_size=4, runs=runs)
    for at in sorted(choose.sample(range(1, 900), 12)):
        values = {"schedule": choose.choice(codes), "schedule_from": at, "decay_rate": 0.9}
        experiment = experiment.with_change(at, choose.randrange(2), **values)
    trace = History(experiment).traces["classifier"]
    places = [choose.randrange(experiment.length + 1) for _ in range(20)]
    expected = {}
    for place in places:
        known = experiment.known_until(place)
        for run in range(2):
            expected[place, run] = RateSum(known, "classifier", run)
    for run in range(2):
        experiment.alone(run)
    monkeypatch.setattr(Experiment, "__post_init__", None)
    for (place, run), sums in expected.items():
        found, made = rate_sum(trace, run, place), trace.made(run, place)
        assert found.until(made) == pytest.approx(sums.until(made), rel=1e-12)
        assert found.for_ever == pytest.approx(sums.for_ever, rel=1e-12)
