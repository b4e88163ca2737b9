"""The training loss over a part of the plane of w₁ and w₂, computed a few rows at a time."""

from __future__ import annotations

import time

import numpy as np

from lrgui.core.analysis.loss_surface import landscape
from lrgui.core.model.types import Range
from lrgui.core.problems.logistic import LogisticRegression


class Terrain:
    """`loss` (points, points), rows along w₂, is whole once `done`. b: the same everywhere, or None for each point's
    best.
    """

    def __init__(self, model: LogisticRegression, x: Range, y: Range, b: float | None, points: int) -> None:
        self.model, self.x, self.y, self.b, self.points = model, x, y, b, points
        self.w1, self.w2 = np.linspace(*x, points), np.linspace(*y, points)
        self.loss = np.empty((points, points))
        self._rows = 0

    @property
    def done(self) -> bool:
        return self._rows == self.points

    def advance(self, seconds: float) -> bool:
        """Computes for about so long, at least one row; True when all is there."""
        end = time.perf_counter() + seconds
        while not self.done:
            row = slice(self._rows, self._rows + 1)
            self.loss[row] = landscape(self.model, self.w1, self.w2[row], self.b)[0]
            self._rows += 1
            if time.perf_counter() >= end:
                break
        return self.done

    def complete(self) -> Terrain:
        """Computes to the end and returns itself."""
        while not self.advance(1.0):
            pass
        return self

    def shows(self, model: LogisticRegression, x: Range, y: Range, b: float | None, share: float) -> bool:
        """Whether it is what is wanted, but for a difference of b by this share of it (or of 1, if that is more)."""
        if (self.x, self.y) != (x, y) or (self.b is None) != (b is None) or not _same_data(self.model, model):
            return False
        return self.b is None or b is None or abs(self.b - b) <= share * max(1.0, abs(b))


def _same_data(a: LogisticRegression, b: LogisticRegression) -> bool:
    """Every experiment has a problem of its own, often with the same training data."""
    return a is b or (
        a.data is b.data
        and a.dtype == b.dtype
        and a.scaling is b.scaling
        and a.weight_decay == b.weight_decay
        and np.array_equal(a.train_index, b.train_index)
    )
