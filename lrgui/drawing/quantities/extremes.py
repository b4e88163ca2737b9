"""The losses of a long descent, thinned."""

from __future__ import annotations

import weakref

import numpy as np

from lrgui.core.model.types import Array
from lrgui.core.problems.function import Function
from lrgui.core.training.history import History
from lrgui.core.training.trace import Trace
from lrgui.drawing.quantities.quantity import MANY, Line


def losses_of(trace: Trace, first: int, last: int) -> Array:
    """Of every run after the updates first … last: (last − first + 1, runs)."""
    assert isinstance(trace.problem, Function)
    losses: Array = trace.problem.loss(trace.states(first, last)).astype(float)
    return losses


class Extremes:
    """Lowest and highest loss of every block of updates, in the order in which they came.

    What was read of a history is kept, so that a picture that grows with a long computation reads only what is new.
    """

    def __init__(self, problem: str) -> None:
        self._problem = problem
        self._history: weakref.ref[History] | None = None
        self._steps: list[Array] = []
        self._values: list[Array] = []
        self._read = 0  # updates that the kept blocks cover

    def lines(self, history: History, last: int) -> list[Line]:
        trace = history.traces[self._problem]
        if self._history is None or self._history() is not history:
            self._history = weakref.ref(history)
            self._steps, self._values, self._read = [], [], 0
        size = -(-trace.total // (MANY // 4))
        chunk = size * max(1, 65_536 // size)
        while self._read + size <= last + 1:
            count = min(chunk, (last + 1 - self._read) // size * size)
            self._keep(trace, self._read, count, size)
        rest = np.arange(self._read, last + 1)
        rest_losses = losses_of(trace, self._read, last) if len(rest) else np.empty((0, len(history.experiment.runs)))
        steps = np.concatenate([*self._steps, np.broadcast_to(rest[:, None], rest_losses.shape)])
        values = np.concatenate([*self._values, rest_losses])
        return [Line(run, steps[:, run], values[:, run]) for run in range(values.shape[1])]

    def _keep(self, trace: Trace, first: int, count: int, size: int) -> None:
        losses = losses_of(trace, first, first + count - 1)
        blocks = losses.reshape(count // size, size, losses.shape[1])
        offsets = np.arange(0, count, size)[:, None]
        ends = np.stack([blocks.argmin(axis=1) + offsets, blocks.argmax(axis=1) + offsets], axis=1)
        rows = np.sort(ends, axis=1).reshape(-1, losses.shape[1])
        self._steps.append(rows + first)
        self._values.append(np.take_along_axis(losses, rows, axis=0))
        self._read = first + count
