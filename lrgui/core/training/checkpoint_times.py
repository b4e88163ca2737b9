"""After which updates a problem on data is evaluated.

The first epochs in tenths, since most happens there; then every half epoch, as the book does it, or ever more rarely;
and always at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.types import Integers

EARLY_EPOCHS = 2  # that are evaluated ten times each
TENTHS = 10
PER_DECADE = 20  # evaluations each time the number of updates becomes ten times as large, where they are logarithmic
HALF_EPOCHS, LOGARITHMIC = EVALUATIONS = ("half-epochs", "logarithmic")


def _sorted(a: Integers, b: Integers) -> Integers:
    """Both, each number once. `np.union1d` would import much, at the start of the program, for a look at masks."""
    return np.array(sorted({*a.tolist(), *b.tolist()}), np.int64)


@dataclass(frozen=True, eq=False)
class CheckpointTimes:
    """The updates 0 = t₀ < t₁ … of the evaluations, none of which takes memory beyond the early ones.

    early: (k,), the first of them; interval: half an epoch in whole updates, as the book has it: every multiple after
    the early ones, up to `last`, follows them; total: the last update, which ends them.
    """

    early: Integers
    interval: int
    last: int
    total: int

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, total: int, per_epoch: int, spacing: str) -> CheckpointTimes:
        """Of a run of `total` updates; spacing: one of `EVALUATIONS`."""
        interval = max(1, per_epoch // 2)
        limit = min(EARLY_EPOCHS * per_epoch, total)
        tenths = np.arange(1, EARLY_EPOCHS * TENTHS + 1) * per_epoch // TENTHS
        early = _sorted(tenths[tenths <= limit], np.arange(0, limit + 1, interval))
        if spacing == LOGARITHMIC:
            decades = np.log10([limit, max(total, limit)])
            wanted = 10.0 ** (np.arange(np.floor(decades[0] * PER_DECADE), decades[1] * PER_DECADE) / PER_DECADE)
            multiples = (np.ceil(wanted / interval) * interval).astype(np.int64)
            early = _sorted(early, multiples[(multiples > limit) & (multiples <= total)])
            return cls(early, interval, int(early[-1]), total)
        return cls(early, interval, max(total // interval * interval, int(early[-1])), total)

    @property
    def _late(self) -> int:
        """How many multiples of the interval follow the early ones."""
        return self.last // self.interval - int(self.early[-1]) // self.interval

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.early) + self._late + (self.total > self.last)

    def until(self, update: int) -> int:
        """How many there are up to `update`."""
        if update >= self.total:
            return self.count
        if update <= self.early[-1]:
            return int(np.searchsorted(self.early, update, side="right"))
        return len(self.early) + min(update, self.last) // self.interval - int(self.early[-1]) // self.interval

    def steps(self, first: int, stop: int) -> NDArray[np.int64]:
        """The updates number `first` … `stop` − 1, counted from 0: (stop − first,)."""
        numbers = np.arange(first, stop, dtype=np.int64)
        late = (int(self.early[-1]) // self.interval + 1 + numbers - len(self.early)) * self.interval
        steps = np.where(numbers < len(self.early), self.early[np.minimum(numbers, len(self.early) - 1)], late)
        return np.where(numbers < self.count - 1, steps, self.total).astype(np.int64)

    def step(self, number: int) -> int:
        """The update of one of them, as `steps` has it."""
        if number >= self.count - 1:
            return self.total
        if number < len(self.early):
            return int(self.early[number])
        return (int(self.early[-1]) // self.interval + 1 + number - len(self.early)) * self.interval

    def regular(self, update: int) -> bool:
        """Whether the book evaluates there too: its best weights are sought among these."""
        return update % self.interval == 0
