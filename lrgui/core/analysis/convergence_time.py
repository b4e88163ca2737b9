"""How many updates a run down a function really needed, beside those that theory predicts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.theory import EQUAL, TOLERANCE
from lrgui.core.model.types import Array, Integers
from lrgui.core.problems.function import Function
from lrgui.core.training.history import History
from lrgui.core.training.trace import Trace

BLOCK = 65_536  # updates looked at at a time
REPLAYED = 2_000  # of a history that has to be replayed, which would be felt


@dataclass(frozen=True)
class Needed:
    """How many updates a run needed to converge.

    updates: from this update on the error ‖w − w*‖ is at most `TOLERANCE` times the first one, up to the last of the
    `searched` ones; None where it is not. final: whether more computing cannot change that. last_above: the last
    update after which the error was larger, −1 where there was none.
    """

    updates: int | None
    searched: int
    final: bool
    last_above: int = -1


def needed(history: History, run: int, before: Needed | None = None) -> Needed | None:
    """What run `run` needed of the function that is gone down.

    before: what was found earlier, in less of the same history.

    None where that has no minimum.

    Of several minima the one is meant that it has come nearest to. Where the history keeps keyframes only, all updates
    are looked at up to `REPLAYED`, beyond that the keyframes.
    """
    trace = history.function
    assert trace is not None
    assert isinstance(trace.problem, Function)
    if before is not None and before.final:
        return before
    minimum = trace.problem.nearest_minimum(trace.at(trace.computed)[run])
    if minimum is None:
        return None
    limit = TOLERANCE * (1 + EQUAL) * math.hypot(*(trace.at(0)[run].astype(np.float64) - minimum))
    last = trace.computed
    above = before.last_above if before is not None else -1
    first = before.searched + 1 if before is not None else 0
    while first <= last:
        updates, states = _some(trace, first, last)
        with np.errstate(over="ignore"):
            error = np.sqrt(np.square(states[:, run].astype(np.float64) - minimum).sum(axis=1))
        far = np.flatnonzero(~(error <= limit))  # also where it is nan
        if len(far):
            above = int(updates[far[-1]])
        first = int(updates[-1]) + 1
    searched = first - 1
    return Needed(above + 1 if above < searched else None, searched, trace.done, above)


def _some(trace: Trace, first: int, last: int) -> tuple[Integers, Array]:
    """The next updates to be looked at, and the parameters (k, runs, d) after them: at least one."""
    if trace.stride == 1 or first < REPLAYED:
        stop = min(last, first + BLOCK - 1, last if trace.stride == 1 else REPLAYED - 1)
        return np.arange(first, stop + 1), trace.states(first, stop)
    kept = np.arange(-(-first // trace.stride), last // trace.stride + 1) * trace.stride
    if not len(kept):
        return np.array([last]), trace.states(last, last)
    return kept, np.stack([trace.at(int(update)) for update in kept[:BLOCK]])
