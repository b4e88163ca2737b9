"""The data of the school district, losses, gradients, curvature and the batches."""

import math

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.batches import batch_rows
from lrgui.core.problems.classifier import sigmoid, stable_loss, textbook_loss
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.datasets import built_in, epoch_order, split
from lrgui.core.problems.logistic import LogisticRegression, batch_curvature
from lrgui.core.problems.registry import make_problem


def model(**settings: object) -> LogisticRegression:
    return LogisticRegression(Experiment(problem="classifier", **settings))


# Data


def test_the_school_district_has_2000_houses_260_of_them_in_it():
    data = built_in("school-district")
    assert data.points.shape == (2000, 2)
    assert data.labels.sum() == 260
    assert set(data.labels) == {0.0, 1.0}
    assert np.array_equal(data.points, np.round(data.points, 2))
    assert data.points.min() >= 0
    assert data.points.max() <= 1


def test_the_points_are_those_of_the_book():
    random = np.random.RandomState(10)
    x1, x2 = random.uniform(size=2000), random.uniform(size=2000)
    data = built_in("school-district")
    assert np.abs(data.points - np.column_stack([x1, x2])).max() <= 0.005 + 1e-15
    # Labelled before they are rounded: some rounded points lie on the boundary or on its other side.
    assert np.array_equal(data.labels == 1, x2 > x1 + 0.5)
    assert not np.array_equal(data.labels == 1, data.points[:, 1] > data.points[:, 0] + 0.5)


def test_sample_2_lies_on_the_true_boundary():
    data = built_in("school-district")
    slope, intercept = data.boundary
    assert data.samples.tolist() == [[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]]
    x1, x2 = data.samples[1]
    assert x2 == pytest.approx(slope * x1 + intercept)


def test_the_data_cannot_be_changed_by_accident():
    data = built_in("school-district")
    for array in (data.points, data.labels, data.samples):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize("seed", [0, 1, 12345, 2**32 - 1])
def test_split_is_1600_and_400_without_overlap(seed):
    train, validation = split(built_in("school-district"), seed)
    assert (len(train), len(validation)) == (1600, 400)
    assert sorted([*train, *validation]) == list(range(2000))


def test_splits_differ_by_seed():
    assert not np.array_equal(split(built_in("school-district"), 0)[0], split(built_in("school-district"), 1)[0])


def test_order_is_a_function_of_seed_and_epoch_only():
    first = epoch_order(3, 7, 1600)
    np.random.seed(1)
    epoch_order(4, 0, 1600)
    assert np.array_equal(epoch_order(3, 7, 1600), first)
    assert sorted(first) == list(range(1600))
    orders = [epoch_order(seed, epoch, 1600).tobytes() for seed in (0, 1, 2) for epoch in range(20)]
    assert len(set(orders)) == 60


def test_order_stays_what_it_is():
    """Saved experiments rely on it: NumPy keeps these streams for ever."""
    assert epoch_order(0, 0, 10).tolist() == np.random.RandomState([0, 1]).permutation(10).tolist()
    assert split(built_in("school-district"), 0)[0][:5].tolist() == SPLIT_0
    assert epoch_order(0, 0, 1600)[:5].tolist() == ORDER_0_0


SPLIT_0 = [1292, 1088, 889, 1097, 503]
ORDER_0_0 = [112, 1114, 992, 830, 566]


# The 1-D descent


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_parabola(precision):
    parabola = Descent(Experiment(problem="descent", precision=precision))
    w = np.array([5, -1, 0, -7], precision)
    assert parabola.loss_at(w).tolist() == [36, 0, 1, 36]
    assert parabola.gradient(w).tolist() == [12, 0, 2, -12]
    assert parabola.loss_at(w).dtype == parabola.gradient(w).dtype == precision


def test_parabola_overflows_to_inf_without_a_warning():
    parabola = Descent(Experiment(problem="descent"))
    assert parabola.loss_at(np.array([1e200, -math.inf])).tolist() == [math.inf, math.inf]
    assert np.isnan(parabola.loss_at(np.array([math.nan]))).all()


# The classifier

WEIGHTS = np.array([[0.0, 0.0, 0.0], [-3.0, 2.0, -1.7], [-45.0, 46.0, -23.0], [1.0, 2.0, 3.0]])


def plain_loss(weights: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """The definition, one sample at a time, where nothing rounds to 0 or 1; log(1 + eᶻ) elsewhere."""
    terms = []
    for (a, b, one), label in zip(x, y, strict=True):
        z = float(weights[0] * a + weights[1] * b + weights[2] * one)
        terms.append(max(z, 0) + math.log1p(math.exp(-abs(z))) - label * z)
    return math.fsum(terms) / len(terms)


@pytest.mark.parametrize("weights", WEIGHTS)
def test_evaluation_is_loss_and_accuracy_by_definition(weights):
    m = model()
    evaluation = m.evaluate(weights[None])
    for loss, accuracy, index in (
        (evaluation.train_loss, evaluation.train_accuracy, m.train_index),
        (evaluation.validation_loss, evaluation.validation_accuracy, m.validation_index),
    ):
        points, labels = m.data.points[index], m.data.labels[index]
        x = np.column_stack([points, np.ones(len(points))])
        assert loss[0] == pytest.approx(plain_loss(weights, x, labels), rel=1e-12)
        p = 1 / (1 + np.exp(-(x @ weights)))
        assert accuracy[0] == np.mean((p > 0.5) == (labels == 1))


def test_loss_at_the_start_is_log_2():
    evaluation = model().evaluate(np.zeros((1, 3)))
    assert evaluation.train_loss[0] == pytest.approx(math.log(2), rel=1e-12)
    assert evaluation.train_accuracy[0] == np.mean(model().train_y == 0)


@pytest.mark.parametrize("weights", WEIGHTS)
def test_gradient_is_the_slope_of_the_loss(weights):
    m = model()
    gradient = m.gradient(weights[None])[0]
    for i in range(3):
        step = np.zeros(3)
        step[i] = 1e-5
        up, down = m.evaluate(np.array([weights + step, weights - step])).train_loss
        assert gradient[i] == pytest.approx((up - down) / 2e-5, abs=1e-9)


def test_curvature_is_the_largest_eigenvalue_of_the_hessian_at_zero_and_a_bound_elsewhere():
    m = model()
    x = m.train_x

    def largest(weights):
        p = sigmoid(x @ weights)
        return np.linalg.eigvalsh((x.T * (p * (1 - p))) @ x / len(x))[-1]

    assert m.curvature == pytest.approx(largest(np.zeros(3)), rel=1e-12)
    for weights in np.random.RandomState(0).normal(scale=5, size=(50, 3)):
        assert largest(weights) <= m.curvature * (1 + 1e-12)


def test_two_forms_of_the_loss_agree_where_nothing_rounds():
    z = np.linspace(-15, 15, 31)
    labels = (np.arange(31) % 2).astype(float)
    assert textbook_loss(z, labels) == pytest.approx(stable_loss(z, labels), rel=1e-9)


@pytest.mark.parametrize("z", [40.0, 800.0, -800.0, 1e300, -1e300])
@pytest.mark.parametrize("label", [0.0, 1.0])
def test_stable_loss_is_finite_where_the_textbook_form_is_not(z, label):
    z, label = np.array([z]), np.array([label])
    assert np.isfinite(stable_loss(z, label))
    assert stable_loss(z, label) == pytest.approx(max(z[0], 0) - label[0] * z[0], abs=1e-15)
    with np.errstate(all="ignore"):
        assert not np.isfinite(textbook_loss(z, label))


@pytest.mark.parametrize("z", [0.0, 1.0, -1.0, -8.0, -30.0, -69.0, 20.0, -700.0])
def test_sigmoid_keeps_its_digits(z):
    exact = 1 / (1 + math.exp(-z))
    assert sigmoid(np.array([z]))[0] == pytest.approx(exact, rel=1e-14, abs=0)


def test_sigmoid_of_the_largest_numbers():
    assert sigmoid(np.array([-math.inf, -1e308, 1e308, math.inf])).tolist() == [0, 0, 1, 1]
    assert np.isnan(sigmoid(np.array([math.nan]))).all()


def test_prediction_of_the_book_for_its_own_weights():
    p = model().predict(np.array([[-46.2160, 46.8112, -23.1940]]), built_in("school-district").samples)
    np.testing.assert_allclose(p, [[0.99338496, 0.61056436, 1.1196e-12]], rtol=1e-4)


def test_parameters_that_are_not_finite_have_no_accuracy():
    weights = np.array([[np.nan, 0, 0], [0, np.inf, 0], [0, 0, -np.inf], [1, 2, 3]])
    evaluation = model().evaluate(weights)
    assert np.isnan(evaluation.train_accuracy).tolist() == [True, True, True, False]
    assert np.isnan(evaluation.validation_accuracy).tolist() == [True, True, True, False]


@pytest.mark.parametrize("problem", ["descent", "classifier"])
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_everything_is_in_the_chosen_precision(problem, precision):
    experiment = Experiment(problem=problem, precision=precision)
    p = make_problem(problem, experiment)
    start = p.start(experiment)
    assert start.dtype == p.gradient(start).dtype == precision
    if problem == "classifier":
        assert p.train_x.dtype == p.train_y.dtype == precision
        assert p.predict(start, p.data.samples).dtype == precision


# Batches


@pytest.mark.parametrize("batch_size", [1, 7, 10, 64, 1599, 1600])
def test_an_epoch_uses_every_training_point_once(batch_size):
    experiment = Experiment(problem="classifier", batch_size=batch_size)
    s = experiment.iterations_per_epoch
    assert s == math.ceil(1600 / batch_size)
    rows = [batch_rows(experiment, update) for update in range(s, 2 * s)]  # the second epoch
    assert {len(r) for r in rows[:-1]} <= {batch_size}
    assert len(rows[-1]) == 1600 - (s - 1) * batch_size
    assert sorted(np.concatenate(rows)) == list(range(1600))
    assert np.array_equal(np.concatenate(rows), epoch_order(0, 1, 1600))


@pytest.mark.parametrize("batch_size", [1, 7, 10, 64, 1599, 1600])
def test_gradient_of_a_batch_is_the_mean_over_its_own_size(batch_size):
    experiment = Experiment(problem="classifier", batch_size=batch_size, runs=(Run(), Run(), Run(), Run()))
    m = LogisticRegression(experiment)
    stream = m.stream(experiment)
    s = experiment.iterations_per_epoch
    for update in {0, s // 2, s - 1, s, 2 * s - 1}:
        rows = batch_rows(experiment, update)
        x, y = m.train_x[rows], m.train_y[rows]
        expected = (1 / (1 + np.exp(-(WEIGHTS @ x.T))) - y) @ x / len(rows)
        gradient = np.empty((4, 3))
        stream.gradient(WEIGHTS, stream.batches(update, update + 1)[0], gradient)
        np.testing.assert_allclose(gradient, expected, rtol=0, atol=1e-14)


def test_batches_stop_at_the_end_of_an_epoch():
    experiment = Experiment(problem="classifier", batch_size=7)
    stream = LogisticRegression(experiment).stream(experiment)
    assert len(stream.batches(225, 300)) == 4  # 229 iterations an epoch
    assert len(stream.batches(229, 300)) == 71


def test_no_batch_is_curved_more_than_is_said():
    settings = Experiment(problem="classifier", batch_size=13, seed=3)
    model = LogisticRegression(settings)
    x = model.train_x.astype(float)
    found = []
    for update in range(4 * settings.iterations_per_epoch):
        batch = x[batch_rows(settings, update)]
        found.append(np.linalg.eigvalsh(batch.T @ batch / (4 * len(batch)))[-1])
    assert batch_curvature(settings, 4) == pytest.approx(max(found), rel=1e-12)
    assert batch_curvature(settings.edited(batch_size=1600), 1) == pytest.approx(
        model.curvature_bound(settings), rel=1e-12
    )
    assert 2 / batch_curvature(Experiment(batch_size=1), 50) == pytest.approx(2.70, abs=0.01)
