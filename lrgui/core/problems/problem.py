"""The two problems: loss, gradient and curvature, for all runs of an experiment at once.

Parameters always have the shape (runs, d). What is here never changes after construction and allocates what
it returns, so that the window may read while the worker trains; the buffers of training live in `batches`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Integers
from lrgui.core.problems.datasets import DATASETS, Dataset, split


class Parabola:
    """The 1-D descent: loss (w + 1)², gradient 2w + 2, curvature 2, minimum at −1."""

    dimension = 1
    curvature = 2.0
    minimum = -1.0

    def __init__(self, experiment: Experiment) -> None:
        self.dtype = np.dtype(experiment.precision)

    def start(self, experiment: Experiment) -> Array:
        """The parameters before the first update: (runs, 1)."""
        return np.full((len(experiment.runs), 1), experiment.start, self.dtype)

    def loss(self, w: Array) -> Array:
        """(w + 1)², elementwise; inf where it exceeds the range of the precision."""
        with np.errstate(over="ignore", invalid="ignore"):
            loss: Array = np.square(w + self.dtype.type(1))
        return loss

    def gradient(self, w: Array) -> Array:
        """2w + 2, elementwise."""
        with np.errstate(over="ignore", invalid="ignore"):
            gradient: Array = self.dtype.type(2) * w + self.dtype.type(2)
        return gradient


class Evaluation(NamedTuple):
    """Loss (mean binary cross-entropy) and accuracy (0 … 1) of every run: four arrays of shape (runs,)."""

    train_loss: Array
    train_accuracy: Array
    validation_loss: Array
    validation_accuracy: Array


def sigmoid(z: Array) -> Array:
    """1/(1 + e⁻ᶻ) without overflow, and as eᶻ/(1 + eᶻ) where that is small: 10⁻³⁰ is not 0."""
    small = np.exp(-np.abs(z))
    p: Array = np.where(z < 0, small, z.dtype.type(1)) / (small + z.dtype.type(1))
    return p


def stable_loss(z: Array, labels: Array) -> Array:
    """Mean of log(1 + eᶻ) − y·z over the last axis, finite for every finite z."""
    loss: Array = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - labels * z, axis=-1)
    return loss


def textbook_loss(z: Array, labels: Array) -> Array:
    """Mean of −[y·log p + (1 − y)·log(1 − p)], p = 1/(1 + e⁻ᶻ), exactly as a textbook writes it.

    It is nan (0·log 0) as soon as one p rounds to 0 or 1, as at η = 50 in Table 5.5.1. No gradient explodes.
    """
    p = 1 / (1 + np.exp(-z))
    loss: Array = -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p), axis=-1)
    return loss


class LogisticRegression:
    """The 2-D classifier: σ(w₁x₁ + w₂x₂ + b) on the school-district data, mean binary cross-entropy."""

    dimension = 3

    def __init__(self, experiment: Experiment) -> None:
        self.dtype: np.dtype[np.floating] = np.dtype(experiment.precision)
        self.data: Dataset = DATASETS[experiment.data]()
        self.train_index, self.validation_index = split(experiment.data, experiment.seed)
        self._loss = stable_loss if experiment.loss_form == "stable" else textbook_loss
        self.train_x, self.train_y = self._design(self.train_index, self.dtype)
        self.validation_x, self.validation_y = self._design(self.validation_index, self.dtype)

    def _design(self, index: Integers, dtype: DTypeLike) -> tuple[Array, Array]:
        """X̃ = [x₁ x₂ 1] and y of the points `index`: (n, 3) and (n,)."""
        x = np.ones((len(index), 3), dtype)
        x[:, :2] = self.data.points[index]
        return x, self.data.labels[index].astype(dtype)

    def start(self, experiment: Experiment) -> Array:
        """The parameters w₁, w₂, b before the first update, (runs, 3): zeros if nothing else is wanted; b always."""
        start = np.zeros((len(experiment.runs), 3), self.dtype)
        start[:, :2] = experiment.start_w1, experiment.start_w2
        return start

    @property
    def curvature(self) -> float:
        """L = λmax(X̃ᵀX̃)/(4n), an upper bound of the Hessian's largest eigenvalue for all parameters."""
        x = self.train_x.astype(np.float64)
        return float(np.linalg.eigvalsh(x.T @ x / (4 * len(x)))[-1])

    def evaluate(self, parameters: Array) -> Evaluation:
        """Loss and accuracy of parameters (runs, 3) on the training and the validation data.

        A prediction is class 1 where p > 0.5. Parameters that are not finite have no accuracy: nan.
        """
        with np.errstate(all="ignore"):
            return Evaluation(
                *self._evaluate(parameters, self.train_x, self.train_y),
                *self._evaluate(parameters, self.validation_x, self.validation_y),
            )

    def _evaluate(self, parameters: Array, x: Array, y: Array) -> tuple[Array, Array]:
        z = np.dot(parameters, x.T)
        accuracy = np.mean((z > 0) == (y > 0.5), axis=-1)
        accuracy[~np.isfinite(parameters).all(axis=-1)] = np.nan
        return self._loss(z, y), accuracy

    def gradient(self, parameters: Array) -> Array:
        """The gradient over all training data: (runs, 3)."""
        with np.errstate(all="ignore"):
            error = sigmoid(np.dot(parameters, self.train_x.T)) - self.train_y
            gradient: Array = np.dot(error, self.train_x) / len(self.train_y)
        return gradient

    def predict(self, parameters: Array, points: Array) -> Array:
        """p of class 1 at `points` (k, 2) for every run: (runs, k)."""
        points = np.asarray(points, self.dtype)
        with np.errstate(all="ignore"):
            return sigmoid(np.dot(parameters[:, :2], points.T) + parameters[:, 2:])


@lru_cache(maxsize=16)
def classifier_curvature(data: str, seed: int) -> float:
    """L of the classifier for a data set and its split, without making an experiment's whole problem."""
    return LogisticRegression(Experiment(data=data, seed=seed)).curvature


Problem = Parabola | LogisticRegression


def make_problem(name: str, experiment: Experiment) -> Problem:
    return Parabola(experiment) if name == "descent" else LogisticRegression(experiment)
