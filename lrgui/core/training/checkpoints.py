"""Evaluations of a problem that is trained on data, and which of them was best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.types import Array
from lrgui.core.problems.problem import Evaluation


class Checkpoints:
    """The evaluations at every `interval` updates of `total`, and which had the lowest validation loss so far."""

    def __init__(self, interval: int, total: int, runs: int) -> None:
        self.interval = interval
        size = total // interval + 1
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
            self._best[i] = np.where(better, i, best)
        self.count = i + 1

    def until(self, update: int) -> int:
        """How many checkpoints there are up to `update`."""
        return min(self.count, update // self.interval + 1)

    def steps(self, count: int) -> NDArray[np.int64]:
        """The updates of the first `count` checkpoints."""
        return np.arange(count, dtype=np.int64) * self.interval

    def values(self, count: int) -> Evaluation:
        """The first `count` evaluations: four arrays of shape (count, runs)."""
        return Evaluation(*self._values[:, :count])

    def at(self, index: int) -> Evaluation:
        """The evaluation of one checkpoint, counted from 0: four arrays of shape (runs,)."""
        return Evaluation(*self._values[:, index])

    def best_steps(self, update: int) -> NDArray[np.int64]:
        """For every run, the checkpoint (as an update) of lowest validation loss up to `update`: (runs,)."""
        best: NDArray[np.int64] = self._best[self.until(update) - 1].astype(np.int64) * self.interval
        return best


@dataclass(frozen=True)
class Best:
    """The parameters with the lowest validation loss: updates (runs,) and parameters (runs, 3)."""

    steps: NDArray[np.int64]
    parameters: Array
