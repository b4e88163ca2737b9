"""The Hessian's largest eigenvalue, against finite differences of the gradient and a dense solver."""

from __future__ import annotations

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.history import History

MODEL = LogisticRegression(Experiment(seed=1))
BOOK = np.array([[0, 0, 0], [-3.01, 2.15, -1.7], [-9.01, 8.25, -4.19], [-16.1, 15.4, -7.58], [-46.2, 46.8, -23.2]])


def analytic(parameters: np.ndarray) -> float:
    """The sum over the houses of p(1 − p)·x̃·x̃ᵀ, one after the other, and the roots of its characteristic polynomial."""
    hessian = np.zeros((3, 3))
    for x in MODEL.train_x:
        p = 1 / (1 + np.exp(-(parameters @ x)))
        hessian += p * (1 - p) * np.outer(x, x)
    return float(np.abs(np.linalg.eigvals(hessian / len(MODEL.train_x))).max())


@pytest.mark.parametrize("parameters", BOOK, ids=[str(row[0]) for row in BOOK])
def test_equals_a_dense_solver(parameters):
    assert MODEL.curvature_at(parameters[None])[0] == pytest.approx(analytic(parameters), rel=1e-9)


@pytest.mark.parametrize("parameters", BOOK, ids=[str(row[0]) for row in BOOK])
def test_equals_differences_of_the_gradient(parameters):
    h = 1e-5
    around = np.concatenate([parameters + h * np.eye(3), parameters - h * np.eye(3)])
    gradients = MODEL.gradient(around)
    hessian = (gradients[:3] - gradients[3:]) / (2 * h)
    expected = np.linalg.eigvalsh((hessian + hessian.T) / 2)[-1]
    assert MODEL.curvature_at(parameters[None])[0] == pytest.approx(expected, rel=1e-5)


def test_all_runs_at_once_are_each_alone():
    parameters = np.random.RandomState(0).normal(scale=10, size=(150, 3))
    alone = np.concatenate([MODEL.curvature_at(row[None]) for row in parameters])
    np.testing.assert_allclose(MODEL.curvature_at(parameters), alone, rtol=1e-12)
    assert MODEL.curvature_at(np.empty((0, 3))).shape == (0,)


def test_never_above_the_bound_which_holds_at_zero():
    assert PROBLEMS["classifier"].curvature_bound(Experiment(seed=1)) == MODEL.curvature
    assert PROBLEMS["descent"].curvature_bound(Experiment()) == 2
    parameters = np.random.RandomState(1).normal(size=(200, 3)) * np.geomspace(0.01, 1000, 200)[:, None]
    assert (MODEL.curvature_at(parameters) <= MODEL.curvature * (1 + 1e-12)).all()
    assert MODEL.curvature_at(np.zeros((1, 3)))[0] == pytest.approx(MODEL.curvature, rel=1e-12)


def test_huge_and_missing_parameters():
    inf, nan = np.inf, np.nan
    parameters = [[1e300, 1e300, 0], [1e300, -1e300, 0], [1e308, 1e308, 1e308], [nan, 0, 0], [0, inf, 0], [0, 0, 0]]
    found = MODEL.curvature_at(np.array(parameters))
    assert found[:3].tolist() == pytest.approx([0, 0, 0], abs=1)
    assert (found[:3] >= 0).all()
    assert np.isnan(found[3:5]).all()
    assert found[5] > 0.3
    float32 = LogisticRegression(Experiment(seed=1, precision="float32"))
    assert float32.curvature_at(BOOK.astype(np.float32)) == pytest.approx(MODEL.curvature_at(BOOK), rel=1e-5)


def test_along_a_run_the_loss_flattens():
    """Why η may be larger than 2/L (section 5.5.2, question 2)."""
    history = History(Experiment(problem="classifier", seed=1, epochs=10, runs=(Run(learning_rate=10.0),))).complete()
    found = MODEL.curvature_at(history.classifier.states(0, history.frontier)[::400, 0])
    assert found[-1] < found[0] / 5


@pytest.mark.parametrize("place", [(1.0, 1.0), (3.2, 1 / 3.2), (1.28291941, 1 / 1.28291941), (-7.0, -1 / 7)])
def test_along_the_floor_of_a_valley_there_is_no_curvature(place):
    """Of ½(xy − 1)² at xy = 1 the eigenvalues are x² + y² and 0; what rounding makes of 0 is not said."""
    problem = PROBLEMS["surface"](Experiment(problem="surface", surface="hyperbola"))
    large, small = problem.eigenvalues(np.array([place]))[0]
    assert large == pytest.approx(place[0] ** 2 + place[1] ** 2)
    assert small == 0


def test_what_is_small_and_no_rounding_is_kept():
    problem = PROBLEMS["surface"](Experiment(problem="surface", surface="x^2/10^10 + y^2 + y^4"))
    assert problem.eigenvalues(np.zeros((1, 2)))[0] == pytest.approx([2, 2e-10], rel=1e-5)
    bowl = PROBLEMS["surface"](Experiment(problem="surface", surface="x^2/10^20 + y^2"))
    assert bowl.eigenvalues(np.zeros((1, 2)))[0] == pytest.approx([2, 2e-20])
