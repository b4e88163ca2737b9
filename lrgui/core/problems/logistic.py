"""Logistic regression on labelled points of the plane, for all runs of an experiment at once."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lrgui.core.model.errors import shown
from lrgui.core.model.types import Array, Floats, Integers
from lrgui.core.problems.batches import DecayingStream, MiniBatchStream, Stream
from lrgui.core.problems.classifier import Classifier, design, sigmoid
from lrgui.core.problems.datasets import (
    UNSCALED,
    Dataset,
    dataset_of,
    epoch_order,
    split,
    standardising,
)
from lrgui.core.problems.problem import Settings
from lrgui.core.problems.products import scores, weighted_sums

_RUNS = 64  # whose curvature is found at a time: the numbers of so many lie in the processor's cache
_ROWS, _COLUMNS = np.triu_indices(3)


def design_curvature(settings: Settings) -> float:
    """λmax(X̃ᵀX̃/(4n) + Λ) of the training data, Λ being the weight decay of w₁ and w₂."""
    return _design_curvature(_Key.of(settings), settings.weight_decay)


def batch_curvature(settings: Settings, epochs: int) -> float:
    """The largest λmax(X̃ᵀX̃/(4m) + Λ) of all batches of m samples in the first `epochs` epochs.

    Gradient descent at rates up to 2 divided by this lowers the loss of every batch that it sees.
    """
    batches = settings.batch_size, settings.order_seed
    return _batch_curvature(_Key.of(settings), settings.weight_decay, *batches, epochs)


def decays(decay: float) -> Floats:
    """What each parameter decays with: the weights, but not b. (3,)."""
    return np.array([decay, decay, 0.0])


class _Key(NamedTuple):
    """Data that are trained on, as caches know them."""

    data: Dataset
    seed: int
    standardised: bool

    @classmethod
    def of(cls, settings: Settings) -> _Key:
        return cls(dataset_of(settings), settings.seed, settings.standardised)

    def design(self) -> Array:
        scaling = standardising(self.data, self.seed) if self.standardised else UNSCALED
        return design(self.data, split(self.data, self.seed)[0], np.float64, scaling)[0]


@lru_cache(maxsize=16)
def _design_curvature(key: _Key, decay: float) -> float:
    x = key.design()
    return float(np.linalg.eigvalsh(x.T @ x / (4 * len(x)) + np.diag(decays(decay)))[-1])


@lru_cache(maxsize=16)
def _batch_curvature(key: _Key, decay: float, batch_size: int, seed: int, epochs: int) -> float:
    x = key.design()
    products = x[:, _ROWS] * x[:, _COLUMNS]
    first = np.arange(0, len(x), batch_size)
    sizes = np.diff([*first, len(x)])[:, None]
    largest = 0.0
    for epoch in range(epochs if batch_size > 1 else 1):  # single samples are the same ones in every epoch
        entries = np.add.reduceat(products[epoch_order(seed, epoch, len(x))], first) / (4 * sizes)
        matrices = np.empty((len(first), 3, 3))
        matrices[:, _ROWS, _COLUMNS] = matrices[:, _COLUMNS, _ROWS] = entries
        matrices += np.diag(decays(decay))
        largest = max(largest, float(np.linalg.eigvalsh(matrices)[:, -1].max()))
    return largest


class LogisticRegression(Classifier):
    """The 2-D classifier: σ(w₁x₁ + w₂x₂ + b) on a data set, mean binary cross-entropy."""

    parameters = ("w1", "w2", "b")
    fields = (
        "epochs",
        "batch_size",
        "seed",
        "data",
        "distance",
        "standardised",
        "weight_decay",
        "hidden_units",
        "loss_form",
        "evaluations",
        "start_w1",
        "start_w2",
    )
    logged = parameters
    panels = ("boundary", "weights")

    @classmethod
    def origin(cls, settings: Settings) -> tuple[float, ...]:
        return (settings.start_w1, settings.start_w2, 0.0)

    @classmethod
    def formula(cls, settings: Settings) -> str:
        return "−[y·log p + (1 − y)·log(1 − p)], p = σ(w₁x₁ + w₂x₂ + b)"

    @classmethod
    def sentence(cls, settings: Settings) -> str:
        model = "p = sigmoid(w1·x1 + w2·x2 + b)"
        return f'Logistic regression on the data "{shown(dataset_of(settings).name)}": {model}.'

    @classmethod
    def curvature_bound(cls, settings: Settings) -> float:
        """L = λmax(X̃ᵀX̃)/(4n), an upper bound of the Hessian's largest eigenvalue for all parameters."""
        return design_curvature(settings)

    def stream(self, settings: Settings) -> Stream:
        if self.weight_decay:
            return DecayingStream(self.train_x, self.train_y, settings, decays(self.weight_decay))
        return MiniBatchStream(self.train_x, self.train_y, settings)

    def scores(self, x: Array, parameters: Array) -> Array:
        return scores(x, parameters)

    def penalty(self, parameters: Array) -> Array:
        """What weight decay adds to the training loss, λ/2·(w₁² + w₂²), at parameters (…, 3): (…)."""
        squares: Array = np.square(parameters[..., :2]).sum(axis=-1)
        return self.weight_decay / 2 * squares

    def in_units(self, parameters: Array) -> Array:
        """Parameters (…, 3) of scaled features as the same of the user's units."""
        made: Array = parameters.copy()
        if self.scaling is not UNSCALED:
            made[..., :2] = parameters[..., :2] / self.scaling.scale
            made[..., 2] = parameters[..., 2] - made[..., :2] @ self.scaling.centre
        return made

    def gradient(self, parameters: Array) -> Array:
        """The gradient over all training data: (runs, 3)."""
        with np.errstate(all="ignore"):
            errors = sigmoid(scores(self.train_x, parameters)) - self.train_y
            gradient: Array = weighted_sums(errors, self.train_x) / len(self.train_y)
            if self.weight_decay:
                gradient += decays(self.weight_decay).astype(self.dtype) * parameters
        return gradient

    def batch_scores(self, x: Array, parameters: Array) -> Array:
        z: Array = np.matmul(x, parameters[:, :, None])[:, :, 0]
        return z

    def batch_gradients(self, rows: Integers, parameters: Array) -> Array:
        x = self.train_x[rows]
        with np.errstate(all="ignore"):
            errors = sigmoid(self.batch_scores(x, parameters)) - self.train_y[rows]
            gradients: Array = np.matmul(errors[:, None, :], x)[:, 0, :] / rows.shape[1]
            return gradients + self.decayed(parameters) if self.weight_decay else gradients

    def decayed(self, parameters: Array) -> Array:
        with np.errstate(all="ignore"):
            return np.asarray(decays(self.weight_decay).astype(self.dtype) * parameters)

    def mean_square(self, parameters: Array) -> Floats:
        x = self.train_x.astype(np.float64)
        with np.errstate(all="ignore"):
            errors = sigmoid(scores(x, parameters.astype(np.float64))) - self.train_y
            squares: Floats = np.square(errors) @ np.square(x).sum(axis=1) / len(x)
        return squares

    def predict(self, parameters: Array, points: Array) -> Array:
        """p of class 1 at `points` (k, 2), in the user's units, for every run: (runs, k)."""
        if self.scaling is not UNSCALED:
            points = self.scaling.applied(points)
        points = np.asarray(points, self.dtype)
        with np.errstate(all="ignore"):
            return sigmoid(scores(points, parameters[:, :2]) + parameters[:, 2:])

    def hessians(self, parameters: Array) -> Floats:
        """X̃ᵀ·diag(p(1 − p))·X̃/n, and the weight decay, at `parameters` (runs, 3): (runs, 3, 3), in float64.

        See Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, section 4.4.1. Nowhere does its
        largest eigenvalue exceed `curvature_bound`, as p(1 − p) ≤ ¼. nan where parameters, or scores, are not finite.
        """
        x = self.train_x.astype(np.float64)
        products = x[:, _ROWS] * x[:, _COLUMNS] / len(x)
        parameters = np.asarray(parameters, np.float64)
        hessians = np.full((len(parameters), 3, 3), np.nan)
        for start in range(0, len(parameters), _RUNS):
            rows = slice(start, start + _RUNS)
            with np.errstate(all="ignore"):
                small = np.exp(-np.abs(scores(x, parameters[rows])))
                entries = weighted_sums(small / np.square(1 + small), products)
            entries[~np.isfinite(parameters[rows]).all(axis=1)] = np.nan
            hessians[rows, _ROWS, _COLUMNS] = hessians[rows, _COLUMNS, _ROWS] = entries
        hessians += np.diag(decays(self.weight_decay))
        return hessians
