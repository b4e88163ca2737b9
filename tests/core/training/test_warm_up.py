"""A warm-up before every schedule: against PyTorch and Optax, and what must hold of each."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.core.training.rate_sum import RateSum
from lrgui.core.training.rates import scheduled_rates
from lrgui.core.training.schedules import SCHEDULES

CASES = json.loads((Path(__file__).parents[2] / "data" / "warm_ups.json").read_text("utf-8"))["cases"]
WARM = {"learning_rate": 0.3, "warmup_epochs": 4.0, "milestones": (3.0,), "first_period": 4.0, "alpha": 0.25}


@pytest.mark.parametrize("schedule", dict.fromkeys(case["run"]["schedule"] for case in CASES))
def test_equals_what_the_libraries_compute(schedule):
    for case in CASES:
        if case["run"]["schedule"] == schedule:
            ours = scheduled_rates(Run(**case["run"]), case["t"], case["total"], case["updates_per_epoch"])
            theirs = case.get("optax") or case["torch"]
            np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-15, err_msg=str(case["run"]))


def test_every_schedule_that_has_no_warm_up_of_its_own_is_among_the_cases_but_the_triangles():
    own = {"cosine", "linear", "warmup-stable-decay", "inverse-square-root"}
    elsewhere = {"plateau", "drawn"}  # whose cases are in files of their own
    assert {case["run"]["schedule"] for case in CASES} == set(SCHEDULES) - own - {"cyclic"} - elsewhere


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_it_rises_in_a_straight_line_and_then_the_schedule_begins(schedule):
    warm, cold = Run(schedule=schedule, **WARM), Run(schedule=schedule, **(WARM | {"warmup_epochs": 0.0}))
    rates = scheduled_rates(warm, range(30), 30, 1)
    later = scheduled_rates(cold, range(26), 26, 1)
    np.testing.assert_allclose(rates[4:], later, rtol=1e-14)
    np.testing.assert_allclose(rates[:4], later[0] * np.arange(4) / 4, rtol=1e-14)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_the_outlook_and_the_sum_know_of_it(schedule):
    run = Run(schedule=schedule, **WARM)
    rates = scheduled_rates(run, range(30), 30, 1)
    for t in (0, 2, 3, 4, 7, 29):
        assert rates[t:].max() <= run.pace.outlook(run, float(t), 30, 1).highest * (1 + 1e-12)
    experiment = Experiment(problem="descent", updates=30, runs=(run,))
    assert RateSum(experiment, "descent", 0).until(30) == pytest.approx(rates.sum())


def test_a_warm_up_as_long_as_the_run_never_ends_and_its_sum_does_not_either():
    run = Run(0.3, warmup_epochs=10)
    rates = scheduled_rates(run, range(10), 10, 1)
    np.testing.assert_allclose(rates, 0.03 * np.arange(10))
    assert math.isinf(RateSum(Experiment(problem="descent", updates=10, runs=(run,)), "descent", 0).for_ever)


def test_a_change_on_the_way_warms_up_where_the_schedule_begins_anew():
    experiment = Experiment(problem="descent", updates=20, runs=(Run(0.2),))
    changed = experiment.with_change_at(10, 0, anew=True, warmup_epochs=4.0)
    rates = History(changed).complete().learning_rates("descent")[:, 0]
    np.testing.assert_allclose(rates, [*[0.2] * 10, 0, 0.05, 0.1, 0.15, *[0.2] * 6])
