"""Curves: each line of data agrees with itself, and training with what is read of it."""

import numpy as np
import pytest

from lrgui.core.expressions import writing
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.curve import CURVES, Descent
from lrgui.core.training.history import History

W = np.linspace(-3, 4, 141)
SMOOTH = W[np.abs(W) > 0.01]  # without the kink of |w|


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
def test_derivatives_are_those_of_the_loss(curve):
    h = 1e-4
    loss, slope, bend = curve.programs
    for f, derivative in ((loss, slope), (slope, bend)):
        central = (f(SMOOTH + h) - f(SMOOTH - h)) / (2 * h)
        assert derivative(SMOOTH) == pytest.approx(central, rel=1e-5, abs=1e-5)
    if curve.curvature is not None:
        assert (bend(W) == curve.curvature).all()


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
def test_a_minimum_lies_lower_than_all_that_is_near_and_none_is_forgotten(curve):
    loss = curve.programs[0]
    for minimum in curve.minima():
        beside = minimum + np.array([-1e-2, -1e-4, 1e-4, 1e-2])
        assert (loss(beside) > loss(np.array([minimum]))).all()
    w = np.linspace(-20, 20, 400_001)
    f = loss(w)
    lower = w[1:-1][(f[1:-1] < f[:-2]) & (f[1:-1] <= f[2:])]
    # On the plateau the loss is 1 but for rounding.
    lower = lower[np.abs(lower) < 15]
    assert lower == pytest.approx(np.array(curve.minima())[np.abs(curve.minima()) < 15], abs=2e-4)


def test_minima_are_exact():
    assert CURVES["parabola"].minima() == (-1,)
    assert CURVES["absolute"].minima() == CURVES["plateau"].minima() == (0,)
    # The roots of 4w³ − 6w + 1 with 20 digits, by Cardano's formula; that in the middle is a maximum.
    assert CURVES["quartic"].minima() == pytest.approx((-1.30083956594157682, 1.13090112262998595), rel=1e-15)
    assert CURVES["cubic"].minima() == ()


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
def test_scripts_have_the_same_loss_and_gradient(curve):
    names = {"np": np, "w": W}
    loss, slope, _ = curve.programs
    assert eval(writing.numpy_code(curve.loss), names).tobytes() == loss(W).tobytes()
    assert (eval(writing.numpy_code(curve.slope), names) == slope(W)).all()
    assert eval(writing.keras_code(curve.loss, "np"), names) == pytest.approx(loss(W), rel=1e-12, abs=1e-12)
    assert eval(writing.keras_code(curve.slope, "np"), names) == pytest.approx(slope(W), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("code", CURVES)
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_a_run_has_the_same_numbers_alone_and_in_a_race(code, precision):
    rates = [0.3, 0.01, 0.2, 0.05, 0.7]
    settings = {"problem": "descent", "curve": code, "start": 1.7, "precision": precision}
    race = History(Experiment(**settings, runs=[Run(rate) for rate in rates])).complete().descent
    for i, rate in enumerate(rates):
        alone = History(Experiment(**settings, runs=[Run(rate)])).complete().descent
        assert alone.states(0, 40)[:, 0].tobytes() == race.states(0, 40)[:, i].tobytes()


def test_the_stream_sees_the_gradient():
    problem = Descent(experiment := Experiment(problem="descent"))
    stream, w = problem.stream(experiment), np.array([[5.0]])
    out = np.empty_like(w)
    for batch in stream.batches(0, 3):
        stream.gradient(w, batch, out)
        assert out == problem.gradient(w) == 12


def test_the_nearest_of_the_minima():
    assert Descent(Experiment(problem="descent")).nearest_minimum(np.array([9.0])) == -1
    problem = Descent(Experiment(problem="descent", curve="quartic"))
    assert problem.nearest_minimum(np.array([0.5])) == pytest.approx(1.1309, abs=1e-4)
    assert problem.nearest_minimum(np.array([-0.5])) == pytest.approx(-1.3008, abs=1e-4)
    assert Descent(Experiment(problem="descent", curve="cubic")).nearest_minimum(np.array([1.0])) is None


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
@pytest.mark.parametrize("start", [None, 0.0, -3.0])
def test_what_is_looked_at_holds_the_start_and_the_minima_near_by(curve, start):
    start = curve.start if start is None else start
    experiment = Experiment(problem="descent", curve=curve.code, start=start)
    problem = Descent(experiment)
    left, right = problem.middle - problem.extent, problem.middle + problem.extent
    assert left <= start <= right
    assert all(left < m < right for m in curve.minima() if abs(m) < 5)
    low, high = problem.visible_losses(problem.middle, problem.extent)
    assert low < high
    assert low <= problem.first_loss(experiment)
    assert all(low <= problem.loss_at(np.array(m)) <= high for m in curve.minima() if left <= m <= right)


@pytest.mark.parametrize("further", [1, 10, 100])
def test_a_wall_does_not_flatten_what_lies_beside_it(further):
    problem = Descent(Experiment(problem="descent", curve="plateau", start=5.0))
    low, high = problem.visible_losses(problem.middle, further * problem.extent)
    assert (low, high) == (0, pytest.approx(4, abs=0.5))  # the plateau is 1 high


def test_who_goes_down_for_ever_is_away_and_never_comes_back():
    # w³ from below 0: the loss falls without an end, ever faster.
    trace = History(Experiment(problem="descent", curve="cubic", start=-0.5, runs=[Run(0.3)])).complete().descent
    since = trace.away_since(0, 40)
    assert since is not None
    # Further than √1.37 times as far as is looked at, which is 2 where there is nothing to go by.
    border = -2 * 1.37**0.5
    assert trace.at(since)[0, 0] < border < trace.at(since - 1)[0, 0]


@pytest.mark.parametrize(
    ("curve", "start", "said"),
    [
        ("parabola", 5.0, "which is lowest at w = -1."),
        ("plateau", 5.0, "which is lowest at w = 0."),
        ("quartic", 2.0, "which has minima at w = -1.30084 and 1.1309."),
        ("w^3 - w", 1.0, "which has a minimum at w = 0.57735."),  # and falls for ever on the left
        ("(w - 500)^2 + 1 - cos(w)", 480.0, "which has a minimum at w = 500.382."),
        ("sin(20w)", 5.0, "which has at least 32 minima."),
    ],
)
def test_minima_are_told_as_far_as_they_are_known(curve, start, said):
    assert Descent.sentence(Experiment(problem="descent", curve=curve, start=start)).endswith(said)
