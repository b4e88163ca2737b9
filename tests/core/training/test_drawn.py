"""A schedule that is drawn by hand: Optax's numbers, its sum, its outlook, and what is refused."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.rate_sum import RateSum
from lrgui.core.training.rates import learning_rates, scheduled_rates

CASES = json.loads((Path(__file__).parents[2] / "data" / "drawn.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("warm", sorted({case["run"]["warmup_epochs"] for case in CASES}))
def test_it_is_what_optax_interpolates(warm):
    for case in CASES:
        if case["run"]["warmup_epochs"] == warm:
            ours = scheduled_rates(Run(**case["run"]), case["t"], case["total"], case["updates_per_epoch"])
            np.testing.assert_allclose(ours, case["optax"], rtol=1e-9, atol=1e-15, err_msg=str(case["run"]))


def test_points_are_met_and_lines_are_straight():
    run = Run(0.2, "drawn", rate_points=[[1, 1], [3, 0.5], [3.5, 0]])
    rates = scheduled_rates(run, np.arange(10.0), 10, 2)
    np.testing.assert_allclose(rates, np.array([1, 1, 1, 0.875, 0.75, 0.625, 0.5, 0, 0, 0]) * 0.2, rtol=1e-15)
    assert run.rate_points == ((1.0, 1.0), (3.0, 0.5), (3.5, 0.0))


@pytest.mark.parametrize("updates", [10, 100, 3000])
def test_its_sum_is_known_however_far_beyond_the_end_it_is_drawn(updates):
    run = Run(0.2, "drawn", rate_points=((0, 1), (30.5, 0.25), (2000, 0.5), (2000.25, 0)))
    found = RateSum(Experiment(problem="descent", updates=updates, runs=(run,)), "descent", 0)
    whole = scheduled_rates(run, np.arange(5000.0), updates, 1)
    assert found.for_ever == pytest.approx(math.fsum(whole), rel=1e-12)
    held = Run(0.2, "drawn", rate_points=((0, 1), (30, 1e-6)))
    assert math.isinf(RateSum(Experiment(problem="descent", updates=updates, runs=(held,)), "descent", 0).for_ever)


def test_its_outlook_is_the_highest_rate_that_comes():
    run = Run(0.2, "drawn", rate_points=((0, 1), (10, 0.1), (20, 3), (25, 0.5)))
    rates = scheduled_rates(run, np.arange(100.0), 40, 1)
    for t in (0, 5, 10, 19, 20, 21, 24, 25, 39):
        outlook = run.pace.outlook(run, float(t), 40, 1)
        assert outlook.highest == pytest.approx(rates[t:].max())
        assert outlook.limit == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((), "must be at least one point, and no more than 20"),
        ([[k, 1] for k in range(21)], "must be at least one point, and no more than 20"),
        (((0, 1), (0, 2)), "each is later than the last"),
        (((2, 1), (1, 2)), "each is later than the last"),
        (((-1, 1),), "between 0 and"),
        (((0, math.nan),), "finite"),
        (((0, 1001),), "between 0 and 1000"),
        ((1, 2), "pairs"),
        ("0:1", "list"),
    ],
)
def test_what_cannot_be_drawn_is_refused(points, said):
    with pytest.raises(InvalidValue, match=said):
        Run(rate_points=points)


def test_files_hold_the_points_of_runs_and_of_changes():
    run = Run(0.2, "drawn", rate_points=((0, 1), (10, 0.5)))
    experiment = Experiment(problem="descent", runs=(run, Run())).with_change(9, 0, rate_points=((0, 1), (20, 2.0)))
    data = json.loads(json.dumps(experiment.to_dict()))
    assert data["runs"][0]["rate_points"] == [[0.0, 1.0], [10.0, 0.5]]
    assert "rate_points" not in data["runs"][1]
    assert Experiment.from_dict(data) == experiment


def test_rates_beyond_the_numbers_are_inf_without_a_complaint():
    run = Run(1e308, "drawn", rate_points=((0, 1), (5, 1000), (80, 0)), warmup_epochs=2)
    experiment = Experiment(problem="descent", updates=40, runs=(run,))
    assert math.isinf(learning_rates(experiment, "descent", 0, 40).max())
    assert math.isinf(RateSum(experiment, "descent", 0).for_ever)
    assert math.isinf(run.pace.outlook(run, 0.0, 40, 1).highest)
