"""A line through points: its bowl, the closed form of every run, the border of divergence, files and tables."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from lrgui.core.analysis.theory import spectral_regime
from lrgui.core.analysis.verdicts import verdict
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.point_table import PointTable
from lrgui.core.problems.points import MOST_POINTS, POINT_SETS
from lrgui.core.problems.regression import LOSS_SCALES, LineFit
from lrgui.core.training.history import History
from tests.sampling import combinations

OWN = ((-3.0, 2.5), (0.5, -1.0), (0.5, 4.0), (7.0, 1.25), (10.0, -6.0))


def fit(*rates, points="four", updates=40, **settings):
    runs = tuple(Run(rate) if isinstance(rate, float) else rate for rate in rates)
    return History(Experiment("regression", runs, points=points, updates=updates, **settings)).complete()


def bowl(problem, loss_scale):
    """H and w*, with 50 digits, from x and y alone."""
    x, y = ([mpmath.mpf(v) for v in values.tolist()] for values in (problem.x, problem.y))
    n = len(x)
    factor = {"mean": mpmath.mpf(2) / n, "sum": mpmath.mpf(2), "half-mean": mpmath.mpf(1) / n}[loss_scale]
    squares = mpmath.matrix([[sum(v * v for v in x), sum(x)], [sum(x), n]])
    right = mpmath.matrix([sum(a * b for a, b in zip(x, y, strict=True)), sum(y)])
    return factor * squares, mpmath.lu_solve(squares, right)


@pytest.mark.parametrize("standardised", [False, True])
@pytest.mark.parametrize("loss_scale", LOSS_SCALES)
@pytest.mark.parametrize("points", [*POINT_SETS, OWN], ids=str)
def test_every_trajectory_is_the_closed_form(points, loss_scale, standardised):
    settings = {"loss_scale": loss_scale, "standardised": standardised, "start_w": -2.0, "start_b": 3.0}
    with mpmath.workdps(50):
        problem = LineFit(Experiment("regression", points=points, **settings))
        large = float(problem.curvatures[0])
        rates = [share * 2 / large for share in (0.01, 0.3, 0.5, 0.99, 1.0)]
        history = fit(*rates, points=points, updates=60, **settings)
        h, best = bowl(problem, loss_scale)
        for run, rate in enumerate(rates):
            step = mpmath.eye(2) - mpmath.mpf(rate) * h
            error = mpmath.matrix([-2, 3]) - best
            for update in range(61):
                expected = [float(v) for v in best + error]
                assert history.traces["regression"].at(update)[run] == pytest.approx(expected, rel=1e-12, abs=1e-12)
                error = step * error


@pytest.mark.parametrize(
    ("points", "loss_scale", "standardised"), combinations([*POINT_SETS, OWN], list(LOSS_SCALES), [False, True])
)
def test_the_border_of_divergence_is_two_by_the_larger_eigenvalue_to_one_float(points, loss_scale, standardised):
    settings = {"loss_scale": loss_scale, "standardised": standardised}
    problem = LineFit(Experiment("regression", points=points, **settings))
    with mpmath.workdps(50):
        h, best = bowl(problem, loss_scale)
        border = 2 / max(mpmath.eigsy(h, eigvals_only=True))
        for found, exact in zip(problem.minima[0].tolist(), best, strict=True):
            assert abs(found - exact) <= np.spacing(abs(found)) / 2 * (1 + 1e-9)
    said = spectral_regime(1.0, LineFit.spectrum(problem_settings := fit(0.1, points=points, **settings).experiment),
                           "gradient-descent", 0.0).bound  # fmt: skip
    assert abs(said - border) <= np.spacing(said)
    below, above = (said * factor for factor in (1 - 1e-3, 1 + 1e-3))
    history = History(problem_settings.edited(runs=(Run(below), Run(above)), start_w=2.0, updates=10_000)).complete()
    here, there = history.traces["regression"].at(10_000)
    assert np.isfinite(here).all()
    assert not np.abs(there - problem.minima[0]).max() < 1e6
    assert str(verdict(history, "regression", 1, 10_000)).startswith("diverged")


@pytest.mark.parametrize("code", POINT_SETS)
def test_points_can_be_checked_by_hand(code):
    """Slope and intercept in whole numbers and fractions, from the numbers as they are written."""
    points = [(Fraction(str(x)), Fraction(str(y))) for x, y in POINT_SETS[code]]
    n, sx, sy = len(points), sum(x for x, _ in points), sum(y for _, y in points)
    sxx, sxy = sum(x * x for x, _ in points), sum(x * y for x, y in points)
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    best = LineFit(Experiment("regression", points=code)).best
    assert best == pytest.approx((float(slope), float((sy - slope * sx) / n)), rel=1e-12)
    assert n == {"four": 4, "eight": 8, "fifty": 50}[code]
    if code == "four":
        assert best == (1.2, 0.9)


def test_with_the_sum_a_rate_is_worth_n_times_as_much():
    mean = fit(0.2, points="eight", updates=30, standardised=True).traces["regression"]
    total = fit(0.2 / 8, points="eight", updates=30, standardised=True, loss_scale="sum").traces["regression"]
    half = fit(0.4, points="eight", updates=30, standardised=True, loss_scale="half-mean").traces["regression"]
    for update in range(31):
        assert total.at(update) == pytest.approx(mean.at(update), rel=1e-12)
        assert half.at(update) == pytest.approx(mean.at(update), rel=1e-12)


def test_standardised_features_make_the_bowl_round():
    history = fit(0.5, points="fifty", standardised=True, updates=1)
    assert history.regression.curvatures == pytest.approx([2, 2])
    assert history.traces["regression"].at(1)[0] == pytest.approx(history.regression.minima[0])
    plain = fit(0.01, points="fifty").regression
    assert history.regression.best == pytest.approx(plain.best)
    assert plain.curvatures[0] / plain.curvatures[1] > 50


def test_a_run_of_a_race_is_that_run_alone():
    race = fit(0.05, 0.3, Run(0.2, optimizer="adam"), points="eight").traces["regression"]
    for run, settings in enumerate((Run(0.05), Run(0.3), Run(0.2, optimizer="adam"))):
        alone = fit(settings, points="eight").traces["regression"]
        assert alone.at(40)[0].tobytes() == race.at(40)[run].tobytes()


def test_the_loss_and_its_gradient_fit_together():
    problem = LineFit(Experiment("regression", points=OWN))
    here = np.random.default_rng(1).normal(size=(50, 2))
    slopes = problem.gradient(here)
    for axis in range(2):
        aside = np.zeros(2)
        aside[axis] = 1e-5
        central = (problem.loss(here + aside) - problem.loss(here - aside)) / 2e-5
        assert slopes[:, axis] == pytest.approx(central, rel=1e-6, abs=1e-5)


def test_what_is_far_beyond_the_border_has_diverged():
    history = fit(0.9, 100.0, 1e30)
    assert [str(verdict(history, "regression", run, 40)) for run in range(3)] == ["diverged at step 1"] * 3


def test_files_hold_points_whole_and_old_ones_know_nothing_of_them():
    experiment = Experiment("regression", points=[[0, 1], [2, 3.5]], loss_scale="sum", start_w=1, start_b=-1)
    assert experiment.points == ((0.0, 1.0), (2.0, 3.5))
    data = experiment.to_dict()
    assert data["points"] == [[0.0, 1.0], [2.0, 3.5]]
    assert Experiment.from_dict(data) == experiment
    assert not {"points", "loss_scale", "start_w", "start_b"} & set(Experiment().to_dict())


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ("ten", "must be one of four, eight, fifty"),
        ([], "must be between 2 and 2000"),
        ([[1, 2]], "must be between 2 and 2000"),
        ([[1, 2], [1, 3]], "must be points with different x"),
        ([[0, 2], [1e-320, 3]], "must be points with different x"),
        ([[0, 2], [1e-200, 3], [0, 1]], "must be points with different x"),
        ([[1, 2], [3]], "must be a name, or a list of pairs"),
        ([[1, 2], [float("nan"), 3]], "must be a finite number"),
        ([[1, 2], [1e7, 3]], "must be between -1000000 and 1000000"),
        ([[1, 2], [True, 3]], "must be a"),
        (None, "must be a name"),
    ],
)
def test_what_are_no_points_is_refused(points, reason):
    with pytest.raises(InvalidValue) as caught:
        Experiment(points=points)
    assert caught.value.field == "points"
    assert reason in str(caught.value).replace(",000", "000").replace("−", "-")


@pytest.mark.parametrize("standardised", [False, True])
@pytest.mark.parametrize("x", [0.0, 1e6])
def test_points_as_near_to_each_other_as_they_may_be_have_a_line(x, standardised):
    points = ((x, 0.0), (x - 2e-9, 1e6))
    experiment = Experiment(problem="regression", points=points, standardised=standardised, updates=5)
    history = History(experiment).complete()
    assert np.isfinite([*history.regression.best, *history.regression.curvatures]).all()
    assert (history.regression.curvatures > 0).all()
    assert verdict(history, "regression", 0, 5).kind


# Tables


@pytest.mark.parametrize(
    ("text", "columns", "points"),
    [
        ("x,y\n1,2\n3,4\n", (), ((1, 2), (3, 4))),
        ("hours;name;mark\n1;a;2,5\n2;b;3\n", (), ((1, 2.5), (2, 3))),
        ("hours;name;mark\n1;a;2,5\n2;b;3\n", ("mark", "hours"), ((2.5, 1), (3, 2))),
        ("1\t2\n3\t4\n", ("2", "1"), ((2, 1), (4, 3))),
        ("a,b,c\n1,2,3\n4,5,6\n", (None, "a"), ((2, 1), (5, 4))),
    ],
)
def test_a_table_becomes_points(text, columns, points):
    assert PointTable(text.encode(), "t.csv").points(*columns) == points


@pytest.mark.parametrize(
    ("text", "columns", "reason"),
    [
        ("", (), "there is nothing in it"),
        ("x\n1\n2\n", (), "there is one column, and two are needed"),
        ("x,y\n1,a\n2,b\n", (), "no two columns of numbers could be found"),
        ("x,y\n1,2\n2,b\n3,4\n4,5\n", (), "row 3, column y: “b” is not a number"),
        ("x,y\n1,2\n2\n3,4\n4,5\n", (), "row 3: there is 1 cell, and not 2 as before"),
        ("x,y\n1,2\n", ("z",), "there is no such column; there are x, y"),
        ("x,y\n1,2\n", ("x", "1"), "is chosen twice"),
        ("x,y\n" + "1,2\n" * (MOST_POINTS + 1), (), "there are more than 2000 rows"),
    ],
)
def test_a_table_that_is_none_says_why(text, columns, reason):
    with pytest.raises(DataFault) as caught:
        PointTable(text.encode(), "t.csv").points(*columns)
    assert reason in str(caught.value)


def test_far_away_all_minima_are_equally_near():
    run = Run(1e308, "exponential", warmup_epochs=1.0, optimizer="momentum", momentum=0.5, clip_norm=1.0)
    history = History(Experiment(problem="regression", updates=2, runs=(run,))).complete()
    assert str(verdict(history, "regression", 0, 2)) == "away since step 2"
