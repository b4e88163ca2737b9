"""Runs of different batch sizes side by side: how many updates each has made while the others make theirs.

What is computed of a problem goes by the updates of the run that makes the most, of which each is a *moment*. Runs are
compared after as many epochs, which are as many samples, or after as many updates. By epochs a run that makes U updates
in all has made ⌊t·U/T⌋ of them after t of T moments, and so all of an epoch's where the epoch ends; by updates it has
made t, until it has made all. At most one update of a run falls into a moment. All of it is in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from lrgui.core.model.types import Integers


@dataclass(frozen=True)
class Clock:
    """totals: how many updates each run makes in all; by_updates: whether runs are compared after as many updates."""

    totals: tuple[int, ...]
    by_updates: bool = False

    @cached_property
    def length(self) -> int:
        """How many moments there are: the updates of the run that makes the most."""
        return max(self.totals)

    @cached_property
    def uniform(self) -> bool:
        """Whether every run makes an update in every moment."""
        return min(self.totals) == self.length

    @overload
    def made(self, run: int, moment: int) -> int: ...
    @overload
    def made(self, run: int, moment: Integers) -> Integers: ...
    def made(self, run: int, moment: int | Integers) -> int | Integers:
        """How many updates a run has made after so many moments."""
        total = self.totals[run]
        if total == self.length:
            return moment
        if not self.by_updates:
            return moment * total // self.length
        return min(moment, total) if isinstance(moment, int) else np.minimum(moment, total)

    def in_a_moment(self, run: int) -> float:
        """How many updates a run makes in a moment, on the average until it has made all: at most one."""
        return 1.0 if self.by_updates else self.totals[run] / self.length

    @overload
    def moment_of(self, run: int, update: int) -> int: ...
    @overload
    def moment_of(self, run: int, update: Integers) -> Integers: ...
    def moment_of(self, run: int, update: int | Integers) -> int | Integers:
        """The first moment after which a run has made so many updates."""
        total = self.totals[run]
        if total == self.length or self.by_updates:
            return update
        return -(-update * self.length // total)
