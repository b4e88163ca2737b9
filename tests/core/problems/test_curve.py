"""Curves: each line of data agrees with itself, and training with what is read of it."""

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.curve import CURVES, Descent, Polynomial

W = np.linspace(-3, 4, 141)
CUBIC = Polynomial(1, 0, -3, 2)  # w³ − 3w + 2


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
def test_derivatives_are_those_of_the_loss(curve):
    h = 1e-4
    assert curve.slope(W) == pytest.approx((curve.loss(W + h) - curve.loss(W - h)) / (2 * h), rel=1e-6, abs=1e-6)
    assert curve.bend(W) == pytest.approx((curve.slope(W + h) - curve.slope(W - h)) / (2 * h), rel=1e-6, abs=1e-6)
    if curve.curvature is not None:
        assert (curve.bend(W) == curve.curvature).all()


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
def test_minima_are_where_the_slope_is_nothing_and_the_curve_bends_upwards(curve):
    minima = np.array(curve.minima)
    assert curve.slope(minima) == pytest.approx(np.zeros(len(minima)), abs=1e-12)
    assert (curve.bend(minima) > 0).all()


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
def test_scripts_have_the_same_loss_and_gradient(curve):
    names = {"np": np, "w": W}
    for library in ("numpy", "pytorch", "keras"):
        assert eval(curve.scripts[library], names) == pytest.approx(curve.loss(W), rel=1e-12, abs=1e-12)
    assert eval(curve.scripts["gradient"], names) == pytest.approx(curve.slope(W), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("polynomial", [Polynomial(7), Polynomial(2, 2), CUBIC])
def test_a_polynomial_written_in_place_is_the_same_to_the_last_bit(polynomial, dtype):
    w = W[:, None].astype(dtype)
    out = np.empty_like(w)
    polynomial.stream(w.shape, w.dtype).gradient(w, (), out)
    assert out.tobytes() == polynomial(w).tobytes()


def test_a_polynomial_is_what_its_coefficients_say():
    assert CUBIC(np.array([-2.0, 0.0, 1.0, 2.0])).tolist() == [0, 2, 0, 4]


def test_the_stream_sees_the_gradient():
    problem = Descent(experiment := Experiment(problem="descent"))
    stream, w = problem.stream(experiment), np.array([[5.0]])
    out = np.empty_like(w)
    for batch in stream.batches(0, 3):
        stream.gradient(w, batch, out)
        assert out == problem.gradient(w) == 12


def test_the_nearest_of_the_minima():
    problem = Descent(Experiment(problem="descent"))
    assert problem.nearest_minimum(np.array([9.0])) == -1
    problem.minima = np.array([[-1.0], [3.0]])
    assert problem.nearest_minimum(np.array([1.5])) == 3
    assert problem.nearest_minimum(np.array([0.5])) == -1
