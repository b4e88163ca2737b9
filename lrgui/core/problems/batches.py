"""The inner step of training: gradients over mini-batches, in buffers allocated once.

NumPy is at its fastest, for arrays as small as these, where nothing is broadcast (0.2 µs instead of 0.6 for one
operation), so everything has the shape of what it is combined with, for races of up to `SPREAD` runs.

For the classifier an epoch is permuted once and sliced; sigmoid is taken through tanh:
p − y = ½·(tanh(z/2) − (2y − 1)), so X̃/2 is stored, and X̃/(2m) for the gradient: halving is exact in binary
arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from typing import Protocol

import numpy as np

from lrgui.core.model.types import Array, Integers
from lrgui.core.problems.datasets import DATASETS, epoch_order

SPREAD = 64

Batch = tuple[Array, ...]


class BatchSettings(Protocol):
    """The fields of an experiment that decide about batches."""

    @property
    def runs(self) -> Sized: ...
    @property
    def batch_size(self) -> int: ...
    @property
    def iterations_per_epoch(self) -> int: ...
    @property
    def seed(self) -> int: ...
    @property
    def data(self) -> str: ...


class Stream(Protocol):
    """Gives the batches of consecutive updates, and the gradient over one of them."""

    def batches(self, start: int, stop: int) -> Sequence[Batch]:
        """The batches of updates start … stop − 1, or fewer: at least one."""

    def gradient(self, parameters: Array, batch: Batch, out: Array) -> None:
        """Writes the gradient at `parameters` (runs, d) into `out` (runs, d)."""


class WholeStream:
    """For a function of its parameters alone: every batch is empty.

    gradient: writes the gradient at its first argument, (runs, d), to the third; the second is the batch.
    """

    def __init__(self, gradient: Callable[[Array, Batch, Array], None]) -> None:
        self.gradient = gradient  # itself: one more call would be felt at every update

    def batches(self, start: int, stop: int) -> Sequence[Batch]:
        """As many empty batches."""
        return [()] * (stop - start)


class MiniBatchStream:
    """Batches for logistic regression, reshuffled at every epoch; the last, shorter one counts by its own size.

    x: the design matrix (n, d) of the training data; y: its labels (n,), 0 or 1; both of the precision of training.
    """

    def __init__(self, x: Array, y: Array, settings: BatchSettings) -> None:
        n, m = len(y), settings.batch_size
        self._seed = settings.seed
        self._per_epoch = settings.iterations_per_epoch
        self._half = x / 2
        self._signs = 2 * y - 1
        self._epoch = -1
        self._epoch_half = np.empty_like(self._half)
        self._epoch_signs = np.empty_like(self._signs)
        self._epoch_scaled = np.empty_like(self._half)
        full = (self._per_epoch - 1) * m  # points in the batches before the last one
        self._sizes = np.full((n, 1), m, x.dtype)
        self._sizes[full:] = n - full
        runs = len(settings.runs)
        spread = runs if runs <= SPREAD else 1
        # The signs once more for every run: those of the last batch, and of all before it.
        self._full_signs = np.empty((self._per_epoch - 1, spread, m), x.dtype)
        self._last_signs = np.empty((spread, n - full), x.dtype)
        scores = np.empty((runs, m), x.dtype)
        last_scores = np.empty((runs, n - full), x.dtype)
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


def batch_rows(settings: BatchSettings, update: int) -> Integers:
    """Which training points (numbers within the training data) update number `update` (from 0) uses."""
    epoch, i = divmod(update, settings.iterations_per_epoch)
    order = epoch_order(settings.seed, epoch, DATASETS[settings.data]().training_size)
    return order[i * settings.batch_size : (i + 1) * settings.batch_size]
