"""Evaluations of a problem that is trained on data, and which of them was best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.types import Array
from lrgui.core.problems.problem import Evaluation
from lrgui.core.training.checkpoint_times import CheckpointTimes


class Checkpoints:
    """The evaluations at `times`, and which of the regular ones had the lowest validation loss so far."""

    def __init__(self, times: CheckpointTimes, runs: int) -> None:
        self.times = times
        size = times.count
        self.count = 0
        self._values = np.empty((4, size, runs))
        self._best = np.zeros((size, runs), np.int32)

    def record(self, evaluation: Evaluation) -> None:
        """Adds the next evaluation: four arrays of shape (runs,)."""
        i = self.count
        self._values[:, i] = evaluation
        if i:
            losses = self._values[2]
            best = self._best[i - 1]
            # As the book does it: a nan is never better, and where the first loss is nan any number is.
            known = losses[best, np.arange(len(best))]
            better = (losses[i] < known) | (np.isnan(known) & ~np.isnan(losses[i]))
            self._best[i] = np.where(better & self.times.regular(self.times.step(i)), i, best)
        self.count = i + 1

    def until(self, update: int) -> int:
        """How many checkpoints there are up to `update`."""
        return min(self.count, self.times.until(update))

    def steps(self, count: int) -> NDArray[np.int64]:
        """The updates of the first `count` checkpoints."""
        return self.times.steps(0, count)

    @property
    def following(self) -> int:
        """The update of the next evaluation that is missing."""
        return self.times.step(self.count)

    def index(self, update: int) -> int | None:
        """The number of the checkpoint at `update`, counted from 0; None where there is none."""
        i = self.until(update) - 1
        return i if self.times.step(i) == update else None

    def recent(self, first: int, count: int) -> NDArray[np.int64]:
        """Of the first `first` checkpoints, the numbers of the last `count` regular ones, or of all that there are."""
        numbers: list[int] = []
        i = first - 1
        while i >= 0 and len(numbers) < count:
            if self.times.regular(self.times.step(i)):
                numbers.append(i)
            i -= 1
        return np.array(numbers[::-1], np.int64)

    def values(self, count: int) -> Evaluation:
        """The first `count` evaluations: four arrays of shape (count, runs)."""
        return Evaluation(*self._values[:, :count])

    def at(self, index: int) -> Evaluation:
        """The evaluation of one checkpoint, counted from 0: four arrays of shape (runs,)."""
        return Evaluation(*self._values[:, index])

    def best_steps(self, update: int) -> NDArray[np.int64]:
        """For every run, the checkpoint (as an update) of lowest validation loss up to `update`: (runs,)."""
        best = self._best[self.until(update) - 1]
        steps: NDArray[np.int64] = self.times.steps(0, int(best.max()) + 1)[best]
        return steps


class RunCheckpoints:
    """The evaluations of one run, by updates of its own: those of row `row` of `group`."""

    def __init__(self, group: Checkpoints, row: int) -> None:
        self._group, self._row = group, row
        self.times = group.times

    @property
    def count(self) -> int:
        """How many there are so far."""
        return self._group.count

    def until(self, update: int) -> int:
        """How many there are up to `update`."""
        return self._group.until(update)

    def steps(self, count: int) -> NDArray[np.int64]:
        """The updates of the first `count` of them."""
        return self._group.steps(count)

    def index(self, update: int) -> int | None:
        """The number of the one at `update`, counted from 0; None where there is none."""
        return self._group.index(update)

    def recent(self, first: int, count: int) -> NDArray[np.int64]:
        """Of the first `first`, the numbers of the last `count` regular ones, or of all that there are."""
        return self._group.recent(first, count)

    def values(self, count: int) -> Evaluation:
        """The first `count` evaluations: four arrays of shape (count,)."""
        return Evaluation(*(figures[:, self._row] for figures in self._group.values(count)))

    def best_step(self, update: int) -> int:
        """The checkpoint (as an update) of lowest validation loss up to `update`."""
        return int(self._group.best_steps(update)[self._row])


@dataclass(frozen=True)
class Best:
    """The parameters with the lowest validation loss: updates of each run's own (runs,) and parameters (runs, 3)."""

    steps: NDArray[np.int64]
    parameters: Array
