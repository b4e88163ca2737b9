"""The inner step of training: gradients over mini-batches, in buffers allocated once.

NumPy is at its fastest, for arrays as small as these, where nothing is broadcast (0.2 µs instead of 0.6 for one
operation), so everything has the shape of what it is combined with, for races of up to `SPREAD` runs.

For the classifier an epoch is permuted once and sliced. A run has the same numbers, to the last bit, alone, in any
race, and in a script that multiplies with `@` (`lrgui.core.problems.products` says why). −X̃ is stored beside X̃, as the
sigmoid is 1/(1 + exp(−z)): a change of sign is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from typing import Protocol

import numpy as np

from lrgui.core.model.types import Array, Integers
from lrgui.core.problems.datasets import DataSettings, dataset_of, epoch_order, unshuffled

SPREAD = 64

Batch = tuple[Array, ...]


class BatchSettings(DataSettings, Protocol):
    """The fields of an experiment that decide about batches."""

    @property
    def runs(self) -> Sized: ...
    @property
    def batch_size(self) -> int: ...
    @property
    def order_seed(self) -> int: ...
    @property
    def iterations_per_epoch(self) -> int: ...


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
        self._seed = settings.order_seed
        self._per_epoch = settings.iterations_per_epoch
        self._x, self._y = x, y
        self._epoch = -1
        self._unshuffled = unshuffled(n, m)
        self._epoch_x = x if self._unshuffled else np.empty_like(x)
        self._epoch_minus = -x if self._unshuffled else np.empty_like(x)
        self._epoch_y = np.empty_like(y)
        full = (self._per_epoch - 1) * m  # points in the batches before the last one
        runs = len(settings.runs)
        spread = runs if runs <= SPREAD else 1
        sums = np.empty((runs, x.shape[1]), x.dtype)
        # The labels once more for every run: those of the last batch, and of all before it.
        self._full_labels = np.empty((self._per_epoch - 1, spread, m), x.dtype)
        self._last_labels = np.empty((spread, n - full), x.dtype)
        if self._unshuffled:
            self._last_labels[:] = y
        self._views: list[Batch] = []
        for size, count in ((m, self._per_epoch - 1), (n - full, 1)):
            ones = np.ones((spread, size), x.dtype)
            sizes = np.full((spread, x.shape[1]), size, x.dtype)
            z = np.empty((runs, size), x.dtype)
            for _ in range(count):
                i = len(self._views)
                rows = slice(i * m, i * m + size)
                labels = self._full_labels[i] if i < self._per_epoch - 1 else self._last_labels
                operands = (self._epoch_minus[rows], labels, self._epoch_x[rows])
                results = (z, z[:, :, None], z[:, None, :], sums, sums[:, None, :])
                self._views.append((*operands, *results, ones, sizes))

    def batches(self, start: int, stop: int) -> Sequence[Batch]:
        epoch, first = divmod(start, self._per_epoch)
        if self._unshuffled:
            return self._views
        if epoch != self._epoch:
            order = epoch_order(self._seed, epoch, len(self._y))
            # mode="clip" lets NumPy write into `out` without a buffer; the indices are in range.
            np.take(self._x, order, axis=0, out=self._epoch_x, mode="clip")
            np.take(self._y, order, out=self._epoch_y, mode="clip")
            np.negative(self._epoch_x, out=self._epoch_minus)
            before_last = self._epoch_y[: -self._last_labels.shape[1]]
            self._full_labels[:] = before_last.reshape(-1, 1, self._full_labels.shape[2])
            self._last_labels[:] = self._epoch_y[len(before_last) :]
            self._epoch = epoch
        return self._views[first : min(first + stop - start, self._per_epoch)]

    def gradient(self, parameters: Array, batch: Batch, out: Array) -> None:
        # As `products.scores` and `products.weighted_sums`, written out with views made beforehand.
        minus, labels, x, z, column, row, sums, sums_row, ones, sizes = batch
        np.matmul(minus, parameters[:, :, None], column)  # −z, into z
        np.exp(z, z)
        np.add(z, ones, z)
        np.divide(ones, z, z)  # p
        np.subtract(z, labels, z)
        np.matmul(row, x, sums_row)
        np.divide(sums, sizes, out)


class DecayingStream(MiniBatchStream):
    """The same with weight decay: each gradient has `decays` (d,) times the parameters added to it."""

    def __init__(self, x: Array, y: Array, settings: BatchSettings, decays: Array) -> None:
        super().__init__(x, y, settings)
        self._decays = np.empty((len(settings.runs), x.shape[1]), x.dtype)
        self._decays[:] = decays
        self._shrinking = np.empty_like(self._decays)

    def gradient(self, parameters: Array, batch: Batch, out: Array) -> None:
        super().gradient(parameters, batch, out)
        np.multiply(self._decays, parameters, self._shrinking)
        np.add(out, self._shrinking, out)


def batch_rows(settings: BatchSettings, update: int) -> Integers:
    """Which training points (numbers within the training data) update number `update` (from 0) uses."""
    epoch, i = divmod(update, settings.iterations_per_epoch)
    return _order(settings, epoch)[i * settings.batch_size : (i + 1) * settings.batch_size]


def _order(settings: BatchSettings, epoch: int) -> Integers:
    """The order in which an epoch sees the training data."""
    size = dataset_of(settings).training_size
    return np.arange(size) if unshuffled(size, settings.batch_size) else epoch_order(settings.order_seed, epoch, size)


def stacked_rows(settings: BatchSettings, first: int, last: int) -> Integers:
    """The same of the updates `first`, `first` + 1 …: (k, m).

    They are as many of one epoch and of one size as there are before update `last`; at least one.
    """
    per_epoch, m = settings.iterations_per_epoch, settings.batch_size
    epoch, i = divmod(first, per_epoch)
    if i == per_epoch - 1:
        return batch_rows(settings, first)[None]
    count = min(last - first, per_epoch - 1 - i)
    order = _order(settings, epoch)
    return order[i * m : (i + count) * m].reshape(count, m)
