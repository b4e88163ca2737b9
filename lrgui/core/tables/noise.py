"""The noise of batches as a table: a row for every update of a run of the classifier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from lrgui.core.analysis.batch_noise import BatchNoise, Comparison, compared
from lrgui.core.model.types import Array, Floats
from lrgui.core.tables.columns import NOISE, epoch_of
from lrgui.core.tables.results import Row, Table, in_precision
from lrgui.core.training.trace import Trace

_BLOCK = 32  # rows made at a time: each is compared with all data


def noise_table(trace: Trace, run: int, smoothing: float, first: int = 1, last: int | None = None) -> Table:
    """The updates `first` … `last` of a run, counted from 1 as its own, both included, as far as they are computed.

    What an update's batch said before it, the mean of its epoch so far as Keras prints it, and moving averages with the
    factor `smoothing`, as the window draws them. Rows are made when they are asked for.
    """
    return Table(NOISE, _Rows(trace, run, smoothing, first, last))


class _Rows(Sequence[Row]):
    """The rows of `noise_table`."""

    def __init__(self, trace: Trace, run: int, smoothing: float, first: int, last: int | None) -> None:
        self._trace, self._run, self._smoothing = trace, run, smoothing
        self._noise = BatchNoise(trace, run)
        there = min(trace.made(run, trace.computed), self._noise.total)
        self._first = max(first, 1)
        self._count = max(0, (there if last is None else min(there, last)) - self._first + 1)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        there = range(self._count)[index]
        if isinstance(there, int):
            return self._made(there, there + 1)[0]
        return self._made(min(there), max(there) + 1)[:: there.step] if there else []

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, self._count, _BLOCK):
            yield from self._made(start, min(start + _BLOCK, self._count))

    @cached_property
    def _of_all(self) -> tuple[Floats, ...]:
        """Losses and lengths of all batches with what is made of them, which takes those before an update, too."""
        noise = self._noise
        while not noise.advance(1.0):
            pass
        smooth = (noise.smoothed(values, self._smoothing) for values in (noise.loss, noise.norm))
        return noise.loss, noise.epoch_means(), next(smooth), noise.norm, next(smooth)

    def _made(self, start: int, stop: int) -> list[Row]:
        """The rows number `start` … `stop` − 1, counted from 0."""
        updates = np.arange(start + self._first - 1, stop + self._first - 1)
        # One by one: a number has the same last digit with whatever others it is asked for.
        each = [compared(self._trace, self._run, updates[i : i + 1]) for i in range(len(updates))]
        found = Comparison(*(np.concatenate(values) for values in zip(*each, strict=True)))
        per_epoch = self._trace.experiment.alone(self._run).updates_per_epoch(self._trace.problem_name)
        columns: list[Array] = [values[updates] for values in self._of_all]
        columns += [found.cosine, found.batch_border, found.border, found.scale]
        numbers = zip(*(in_precision(values, self._trace) for values in columns), strict=True)
        steps = (updates + 1).tolist()
        return [(step, epoch_of(step, per_epoch), *row) for step, row in zip(steps, numbers, strict=True)]
