"""How many updates a run down a function really needed, beside those that theory predicts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.theory import TOLERANCE
from lrgui.core.problems.problem import Function
from lrgui.core.training.history import History

SEARCHED = 100_000  # updates that are looked at
REPLAYED = 2_000  # of a history that has to be replayed, which would be felt


@dataclass(frozen=True)
class Needed:
    """How many updates a run needed to converge.

    updates: the first update after which the error |w − w*| is at most `TOLERANCE` times the first one, None where it
    is not among those `searched`. final: whether more computing cannot change that.
    """

    updates: int | None
    searched: int
    final: bool


def needed(history: History, run: int, before: Needed | None = None) -> Needed:
    """What run `run` of the 1-D descent needed; `before` is what was found earlier, in less of the same history.

    Of several minima the one is meant that it has come nearest to.
    """
    trace = history.descent
    assert trace is not None
    assert isinstance(trace.problem, Function)
    if before is not None and before.final:
        return before
    most = min(trace.total, SEARCHED if trace.stride == 1 else REPLAYED)
    last = min(trace.computed, most)
    first = before.searched + 1 if before is not None else 0
    final = last == most
    if first > last:
        return Needed(None, last, final)
    states = trace.states(first, last)[:, run].astype(np.float64)
    minimum = trace.problem.nearest_minimum(states[-1])
    assert minimum is not None
    limit = TOLERANCE * math.hypot(*(trace.at(0)[run].astype(np.float64) - minimum))
    error = np.abs(states - minimum).max(axis=1)
    small = error <= limit  # never where it is nan
    if small.any():
        return Needed(first + int(np.argmax(small)), last, final=True)
    return Needed(None, last, final)
