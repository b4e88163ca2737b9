"""The program's own data sets, standardised features, and weight decay."""

import hashlib

import numpy as np
import pytest

from lrgui.core.analysis.loss_surface import landscape, valley
from lrgui.core.analysis.optimum import minimum
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.classifier import stable_loss
from lrgui.core.problems.datasets import built_in, split
from lrgui.core.problems.generated import MAKERS
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.training.history import History

# The same points on every machine, for ever: files name them, and do not hold them.
DIGESTS = {
    "school-district": "6cb8eff68ed3",
    "ten-points": "2ab6662b7317",
    "clouds": "713e0af65e9c",
    "imbalanced": "8b6cd2852b39",
    "label-noise": "64fb46effb10",
    "badly-scaled": "b67dd0d8b037",
    "xor": "77f0cf096438",
    "circles": "4a8876f5a56c",
}


def model(**settings):
    return LogisticRegression(Experiment(problem="classifier", **settings))


@pytest.mark.parametrize("code", MAKERS)
def test_points_are_the_same_for_ever(code):
    data = built_in(code, seed=7, distance=2.5)
    rounded = np.column_stack([data.points, data.labels]).round(9) + 0.0  # functions may differ in the last bit
    assert hashlib.sha256(rounded.tobytes()).hexdigest()[:12] == DIGESTS[code]


@pytest.mark.parametrize("code", MAKERS)
def test_a_script_makes_the_same_points(code):
    names = {"np": np, "SEED": 11, "DISTANCE": 3.25}
    exec("\n".join(MAKERS[code].script), names)
    data = built_in(code, seed=11, distance=3.25)
    assert np.array_equal(names["points"], data.points)
    assert np.array_equal(names["labels"], data.labels)


@pytest.mark.parametrize("code", MAKERS)
def test_both_classes_are_there_and_everything_is_in_sight(code):
    data = built_in(code, seed=3)
    assert set(data.labels.tolist()) == {0.0, 1.0}
    assert data.samples.shape == (3, 2)
    for values in (data.points, data.samples):
        for column, (low, high) in zip(values.T, data.extent, strict=True):
            assert low < column.min()
            assert column.max() < high


def test_what_does_not_decide_makes_no_other_data():
    assert built_in("xor", 1, 2.0) is built_in("xor", 1, 3.0)
    assert built_in("ten-points", 1) is built_in("ten-points", 2)
    assert built_in("clouds", 1, 2.0) is not built_in("clouds", 1, 3.0)
    assert not np.array_equal(built_in("xor", 1).points, built_in("xor", 2).points)


def test_centres_of_clouds_are_as_far_apart_as_is_said():
    data = built_in("clouds", seed=1, distance=6.0)
    first, last = (data.points[data.labels == label].mean(axis=0) for label in (0, 1))
    assert np.hypot(*(last - first)) == pytest.approx(6.0, abs=0.3)
    assert data.points[data.labels == 1].std(axis=0) == pytest.approx([1.0, 1.0], abs=0.15)
    assert built_in("clouds", distance=0.0).boundary is None


def test_the_boundary_is_the_best_one_that_there_is():
    """A long run finds the boundary that made the data, but for the few points."""
    history = History(Experiment(problem="classifier", data="clouds", distance=2.0, epochs=60, runs=(Run(0.5),)))
    w1, w2, b = history.complete().classifier.at(history.classifier.total)[0]
    slope, intercept = history.model.data.boundary
    assert -w1 / w2 == pytest.approx(slope, abs=0.35)
    assert -b / w2 == pytest.approx(intercept, abs=0.35)


def test_a_rare_class_and_wrong_labels_are_counted():
    assert built_in("imbalanced", 5).labels.sum() == 20
    noisy, clean = built_in("label-noise", 5), built_in("clouds", 5)
    assert np.array_equal(noisy.points, clean.points)
    assert np.mean(noisy.labels != clean.labels) == pytest.approx(0.1, abs=0.05)


def test_the_curvature_goes_with_the_data():
    usual, bad = Experiment(), Experiment(data="badly-scaled")
    assert LogisticRegression.curvature_bound(bad) > 100 * LogisticRegression.curvature_bound(usual)
    assert LogisticRegression.curvature_bound(bad.edited(standardised=True)) < 1


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_standardised_features_have_mean_0_and_deviation_1(precision):
    x = model(data="badly-scaled", standardised=True, precision=precision).train_x[:, :2].astype(float)
    assert x.mean(axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert x.std(axis=0) == pytest.approx([1, 1], abs=1e-6)


def test_the_same_boundary_in_the_users_units():
    problem = model(data="badly-scaled", standardised=True)
    parameters = np.array([[1.5, -0.5, 0.25], [-2.0, 3.0, 1.0]])
    points = problem.data.points[:50]
    p = problem.predict(parameters, points)
    w = problem.in_units(parameters)
    assert pytest.approx(p, rel=1e-10) == 1 / (1 + np.exp(-(points @ w[:, :2].T + w[:, 2]))).T
    assert np.array_equal(model(data="xor").in_units(parameters), parameters)


def test_standardising_looks_at_the_training_data_only():
    problem = model(data="clouds", standardised=True, seed=4)
    training = problem.data.points[split(problem.data, 4)[0]]
    assert np.array_equal(problem.scaling.centre, training.mean(axis=0))


# Weight decay

WEIGHTS = np.array([[0.7, -1.3, 0.4], [3.0, 2.0, -1.0]])


def test_the_gradient_is_that_of_the_decayed_loss():
    problem = model(data="clouds", weight_decay=0.3)
    gradient = problem.gradient(WEIGHTS)
    for i in range(3):
        step = np.zeros(3)
        step[i] = 1e-6
        higher, lower = (problem.evaluate(WEIGHTS + sign * step).train_loss for sign in (1, -1))
        assert gradient[:, i] == pytest.approx((higher - lower) / 2e-6, abs=1e-8)
    plain = model(data="clouds")
    assert gradient - plain.gradient(WEIGHTS) == pytest.approx(0.3 * WEIGHTS * [1, 1, 0], abs=1e-15)
    assert plain.evaluate(WEIGHTS).validation_loss == pytest.approx(problem.evaluate(WEIGHTS).validation_loss)


def test_training_goes_down_that_gradient():
    settings = Experiment(problem="classifier", data="clouds", weight_decay=0.3, batch_size=320, epochs=1)
    problem = LogisticRegression(settings)
    stream, out = problem.stream(settings), np.empty((1, 3))
    stream.gradient(WEIGHTS[:1], stream.batches(0, 1)[0], out)
    assert out == pytest.approx(problem.gradient(WEIGHTS[:1]), abs=1e-14)


def test_the_curvature_is_that_of_the_decayed_loss():
    problem = model(data="clouds", weight_decay=0.3)
    hessian = np.empty((3, 3))
    for i in range(3):
        step = np.zeros(3)
        step[i] = 1e-5
        hessian[i] = (problem.gradient(WEIGHTS[:1] + step) - problem.gradient(WEIGHTS[:1] - step))[0] / 2e-5
    assert problem.curvature_at(WEIGHTS[:1])[0] == pytest.approx(np.linalg.eigvalsh(hessian)[-1], rel=1e-6)
    assert problem.curvature_at(WEIGHTS[:1])[0] <= problem.curvature


def test_the_landscape_has_the_penalty():
    problem = model(weight_decay=0.01)
    loss, _ = landscape(problem, np.array([2.0]), np.array([3.0]), 0.5)
    plain = stable_loss(problem.train_x @ [2.0, 3.0, 0.5], problem.train_y)
    assert loss[0, 0] == pytest.approx(plain + 0.01 / 2 * 13)


# Where the loss is lowest


@pytest.mark.parametrize(
    "settings",
    [
        {"data": "clouds", "distance": 2.0},
        {"data": "label-noise", "seed": 2},
        {"data": "badly-scaled", "distance": 2.0},
        {"data": "xor"},
        {"weight_decay": 1e-3},
        {"data": "ten-points", "weight_decay": 0.1, "batch_size": 8},
        {"data": "badly-scaled", "standardised": True, "weight_decay": 1e-6},
    ],
    ids=str,
)
def test_at_the_minimum_there_is_no_slope(settings):
    problem = model(**settings)
    found = minimum(problem)
    assert found is not None
    slope = np.abs(problem.gradient(found[None]))[0]
    assert (slope < 1e-9 * np.abs(problem.train_x).max(axis=0)).all()
    assert valley(problem) is None


def test_separable_data_have_a_valley_and_no_minimum():
    for settings in ({}, {"data": "ten-points", "batch_size": 8}, {"standardised": True}):
        problem = model(**settings)
        assert minimum(problem) is None
        scores = problem.train_x @ valley(problem)
        assert ((scores > 0.006 / 0.3) == (problem.train_y == 1)).mean() > 0.99
    far = model(data="clouds", distance=30.0)  # separated by a line that nobody needs to know
    assert minimum(far) is None


def test_a_full_batch_run_comes_to_the_minimum():
    experiment = Experiment(
        problem="classifier", data="clouds", weight_decay=0.05, batch_size=320, epochs=400, runs=(Run(0.5),)
    )
    history = History(experiment).complete()
    assert history.classifier.at(400)[0] == pytest.approx(minimum(history.model), abs=1e-6)
