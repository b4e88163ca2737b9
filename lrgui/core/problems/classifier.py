"""Classifiers of labelled points of the plane, for all runs of an experiment at once: data, loss and accuracy."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from copy import copy
from typing import Self

import numpy as np
from numpy.typing import DTypeLike

from lrgui.core.model.types import Array, Flags, Floats, Integers
from lrgui.core.problems.batches import batch_rows, stacked_rows
from lrgui.core.problems.datasets import UNSCALED, Dataset, Scaling, dataset_of, split, standardising
from lrgui.core.problems.problem import Evaluation, Problem, Settings

ROWS = 20_000  # of data that are looked at together: the numbers of so many lie in the processor's cache


def sigmoid(z: Array) -> Array:
    """1/(1 + e⁻ᶻ), as in training and in scripts; e⁻ᶻ may overflow to inf, and p is 0 then, as it should be."""
    with np.errstate(over="ignore"):
        p: Array = 1 / (1 + np.exp(-z))
    return p


def stable_loss(z: Array, labels: Array) -> Array:
    """Mean of log(1 + eᶻ) − y·z over the last axis, finite for every finite z."""
    loss: Array = np.mean(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - labels * z, axis=-1)
    return loss


def textbook_loss(z: Array, labels: Array) -> Array:
    """Mean of −[y·log p + (1 − y)·log(1 − p)], p = 1/(1 + e⁻ᶻ), exactly as a textbook writes it.

    It is nan (0·log 0) as soon as one p rounds to 0 or 1, as at η = 50 in Table 5.5.1. No gradient explodes.
    """
    p = sigmoid(z)
    loss: Array = -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p), axis=-1)
    return loss


def largest_eigenvalues(matrices: Floats) -> Floats:
    """Those of symmetric matrices (k, d, d): (k,), nan of what is not finite."""
    largest = np.full(len(matrices), np.nan)
    finite = np.isfinite(matrices).all(axis=(1, 2))
    largest[finite] = np.linalg.eigvalsh(matrices[finite])[:, -1]
    return largest


def design(data: Dataset, index: Integers, dtype: DTypeLike, scaling: Scaling = UNSCALED) -> tuple[Array, Array]:
    """X̃ = [x₁ x₂ 1], of scaled features, and y of the points `index`: (n, 3) and (n,)."""
    x = np.ones((len(index), 3), dtype)
    x[:, :2] = data.points[index] if scaling is UNSCALED else scaling.applied(data.points[index])
    return x, data.labels[index].astype(dtype)


def scaling_of(settings: Settings) -> Scaling:
    """How the features of an experiment are scaled."""
    return standardising(dataset_of(settings), settings.seed) if settings.standardised else UNSCALED


class Classifier(Problem):
    """p = σ(z) on a data set, mean binary cross-entropy; z is what `scores` says."""

    title = "2-D classifier"
    code = "classifier"
    on_data = True
    length = "epochs"
    predicted = ("sample1", "sample2", "sample3")
    charts = ("loss", "accuracy")
    noise = ("batch-loss", "gradient-norm", "cosine", "border", "noise-scale")

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.data: Dataset = dataset_of(settings)
        self.train_index, self.validation_index = split(self.data, settings.seed)
        self._loss = stable_loss if settings.loss_form == "stable" else textbook_loss
        self.scaling = scaling_of(settings)
        self.weight_decay = settings.weight_decay
        self.train_x, self.train_y = design(self.data, self.train_index, self.dtype, self.scaling)
        self.validation_x, self.validation_y = design(self.data, self.validation_index, self.dtype, self.scaling)

    @abstractmethod
    def scores(self, x: Array, parameters: Array) -> Array:
        """Z of every run at the rows of a design matrix x (n, 3): (runs, n)."""

    @abstractmethod
    def penalty(self, parameters: Array) -> Array:
        """What weight decay adds to the training loss at parameters (…, d): (…)."""

    @abstractmethod
    def predict(self, parameters: Array, points: Array) -> Array:
        """P of class 1 at `points` (k, 2), in the user's units, for every run: (runs, k)."""

    def away(self, parameters: Array, start: Array) -> Flags:
        """Where the parameters are not finite."""
        return np.asarray(~np.isfinite(parameters).all(axis=-1))

    def evaluate(self, parameters: Array) -> Evaluation:
        """Loss and accuracy of parameters (runs, d) on the training and the validation data.

        The training loss has the penalty of weight decay, the validation loss has not.
        A prediction is class 1 where p > 0.5. Parameters that are not finite have no accuracy: nan.
        """
        with np.errstate(all="ignore"):
            loss, accuracy = self._evaluate(parameters, self.train_x, self.train_y)
            if self.weight_decay:
                loss = loss + self.penalty(parameters)
            return Evaluation(loss, accuracy, *self._evaluate(parameters, self.validation_x, self.validation_y))

    def _evaluate(self, parameters: Array, x: Array, y: Array) -> tuple[Array, Array]:
        z = self.scores(x, parameters)
        right = (z > 0) == (y > 0.5)
        accuracy = np.add.reduce(right, axis=-1, dtype=np.intp) / right.shape[-1]  # the mean, in half the time
        accuracy[~np.isfinite(parameters).all(axis=-1)] = np.nan
        return self._loss(z, y), accuracy

    def residual(self, parameters: Array) -> Array:
        """The largest |p − y| of the training data at parameters (runs, d): (runs,); nan where weights decay, too."""
        if self.weight_decay:
            return super().residual(parameters)
        with np.errstate(all="ignore"):
            errors = np.abs(sigmoid(self.scores(self.train_x, parameters)) - self.train_y)
        largest: Array = errors.max(axis=1)
        return largest

    def samples(self, parameters: Array) -> Array:
        return self.predict(parameters, self.data.samples)

    def update_losses(self, settings: Settings, parameters: Array, first: int) -> Floats:
        losses = np.empty(len(parameters))
        done = 0
        with np.errstate(all="ignore"):
            while done < len(parameters):
                rows = stacked_rows(settings, first + done, first + len(parameters))
                part = slice(done, done + len(rows))
                scores = self.batch_scores(self.train_x[rows], parameters[part])
                losses[part] = self._loss(scores, self.train_y[rows])
                done += len(rows)
            if self.weight_decay:
                losses += self.penalty(parameters.astype(np.float64))
        return losses

    def batch_sizes(self, settings: Settings, first: int, count: int) -> Integers:
        per_epoch, m = settings.iterations_per_epoch, settings.batch_size
        last = np.arange(first, first + count) % per_epoch == per_epoch - 1
        return np.where(last, len(self.train_y) - (per_epoch - 1) * m, m)

    def batch_loss(self, settings: Settings, parameters: Array, update: int) -> Array:
        rows = batch_rows(settings, update)
        with np.errstate(all="ignore"):
            loss = self._loss(self.scores(self.train_x[rows], parameters), self.train_y[rows])
            return loss + self.penalty(parameters) if self.weight_decay else loss

    @property
    def lowest_known(self) -> float:
        return 0.0

    # Of batches, each seen by parameters of its own: rows (k, m) of the training data, parameters (k, d)

    @abstractmethod
    def batch_scores(self, x: Array, parameters: Array) -> Array:
        """Z of batches x (k, m, 3): (k, m)."""

    @abstractmethod
    def batch_gradients(self, rows: Integers, parameters: Array) -> Array:
        """The gradient over each batch: (k, d)."""

    @abstractmethod
    def decayed(self, parameters: Array) -> Array:
        """What weight decay adds to every gradient at parameters (k, d): (k, d)."""

    # Means over the training data, or over a part of them

    def part(self, rows: slice | Integers) -> Self:
        """The same of these rows of its training data alone, as if there were no others: for what is a mean of them."""
        found = copy(self)
        found.train_x, found.train_y = self.train_x[rows], self.train_y[rows]
        return found

    def parts(self, rows: Integers | None = None) -> Iterator[tuple[Self, float]]:
        """The same of some rows at a time, and which share of all `rows` they are (None: of all training data)."""
        count = len(self.train_y) if rows is None else len(rows)
        for start in range(0, count, ROWS):
            part = slice(start, start + ROWS)
            yield self.part(part if rows is None else rows[part]), min(ROWS, count - start) / count

    @abstractmethod
    def hessians(self, parameters: Array) -> Floats:
        """That of the training loss at each of the parameters (k, d): (k, d, d), in float64; nan: it is not finite."""

    def curvature_at(self, parameters: Array) -> Floats:
        hessians = np.zeros((*parameters.shape, parameters.shape[1]))
        for part, share in self.parts():
            hessians += share * part.hessians(parameters)
        return largest_eigenvalues(hessians)

    @abstractmethod
    def mean_square(self, parameters: Array) -> Floats:
        """The mean of the squared lengths of all training samples' own gradients, without weight decay: (k,)."""
