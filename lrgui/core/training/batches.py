"""The inner step of training: gradients over mini-batches, in buffers allocated once.

NumPy is at its fastest, for arrays as small as these, where nothing is broadcast (0.2 µs instead of 0.6 for one
operation), so everything has the shape of what it is combined with, for races of up to `SPREAD` runs.

For the classifier an epoch is permuted once and sliced; sigmoid is taken through tanh:
p − y = ½·(tanh(z/2) − (2y − 1)), so X̃/2 is stored, and X̃/(2m) for the gradient: halving is exact in binary
arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Integers
from lrgui.core.problems.datasets import epoch_order
from lrgui.core.problems.problem import LogisticRegression, Parabola, Problem

SPREAD = 64

Batch = tuple[Array, ...]


class Stream(Protocol):
    """Gives the batches of consecutive updates, and the gradient over one of them."""

    def batches(self, start: int, stop: int) -> Sequence[Batch]:
        """The batches of updates start … stop − 1, or fewer: at least one."""

    def gradient(self, parameters: Array, batch: Batch, out: Array) -> None:
        """Writes the gradient at `parameters` (runs, d) into `out` (runs, d)."""


class ParabolaStream:
    """The 1-D descent needs no data: every batch is empty."""

    def __init__(self, problem: Parabola, experiment: Experiment) -> None:
        self._two = np.full((len(experiment.runs), 1), 2, problem.dtype)

    def batches(self, start: int, stop: int) -> Sequence[Batch]:
        return [()] * (stop - start)

    def gradient(self, parameters: Array, _batch: Batch, out: Array) -> None:
        np.multiply(parameters, self._two, out)
        np.add(out, self._two, out)


class MiniBatchStream:
    """Batches of the classifier, reshuffled at every epoch; the last, shorter one counts by its own size."""

    def __init__(self, problem: LogisticRegression, experiment: Experiment) -> None:
        n, m = len(problem.train_y), experiment.batch_size
        self._seed = experiment.seed
        self._per_epoch = experiment.iterations_per_epoch
        self._half = problem.train_x / 2
        self._signs = 2 * problem.train_y - 1
        self._epoch = -1
        self._epoch_half = np.empty_like(self._half)
        self._epoch_signs = np.empty_like(self._signs)
        self._epoch_scaled = np.empty_like(self._half)
        full = (self._per_epoch - 1) * m  # points in the batches before the last one
        self._sizes = np.full((n, 1), m, problem.dtype)
        self._sizes[full:] = n - full
        runs = len(experiment.runs)
        spread = runs if runs <= SPREAD else 1
        # The signs once more for every run: those of the last batch, and of all before it.
        self._full_signs = np.empty((self._per_epoch - 1, spread, m), problem.dtype)
        self._last_signs = np.empty((spread, n - full), problem.dtype)
        scores = np.empty((runs, m), problem.dtype)
        last_scores = np.empty((runs, n - full), problem.dtype)
        self._views: list[Batch] = []
        for i in range(self._per_epoch):
            rows = slice(i * m, (i + 1) * m)
            last = i == self._per_epoch - 1
            signs = self._last_signs if last else self._full_signs[i]
            z = last_scores if last else scores
            self._views.append((self._epoch_half[rows].T, signs, self._epoch_scaled[rows], z))

    def batches(self, start: int, stop: int) -> Sequence[Batch]:
        epoch, first = divmod(start, self._per_epoch)
        if epoch != self._epoch:
            order = epoch_order(self._seed, epoch, len(self._signs))
            # mode="clip" lets NumPy write into `out` without a buffer; the indices are in range.
            np.take(self._half, order, axis=0, out=self._epoch_half, mode="clip")
            np.take(self._signs, order, out=self._epoch_signs, mode="clip")
            np.divide(self._epoch_half, self._sizes, out=self._epoch_scaled)
            before_last = self._epoch_signs[: -self._last_signs.shape[1]]
            self._full_signs[:] = before_last.reshape(-1, 1, self._full_signs.shape[2])
            self._last_signs[:] = self._epoch_signs[len(before_last) :]
            self._epoch = epoch
        return self._views[first : min(first + stop - start, self._per_epoch)]

    def gradient(self, parameters: Array, batch: Batch, out: Array) -> None:
        half, signs, scaled, z = batch
        parameters.dot(half, z)
        np.tanh(z, z)
        np.subtract(z, signs, z)
        z.dot(scaled, out)


def make_stream(problem: Problem, experiment: Experiment) -> Stream:
    if isinstance(problem, Parabola):
        return ParabolaStream(problem, experiment)
    return MiniBatchStream(problem, experiment)


def batch_rows(experiment: Experiment, update: int) -> Integers:
    """Which training points (numbers within the training data) update number `update` (from 0) uses."""
    epoch, i = divmod(update, experiment.iterations_per_epoch)
    order = epoch_order(experiment.seed, epoch, experiment.training_size)
    return order[i * experiment.batch_size : (i + 1) * experiment.batch_size]
