"""What is computed of the noise of runs, as far as somebody looks at them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from lrgui.core.analysis.batch_noise import BatchNoise
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.training.history import History

# By the history that it belongs to, whoever has asked for it: it takes seconds.
_KNOWN: WeakKeyDictionary[History, dict[int, BatchNoise]] = WeakKeyDictionary()
_MOST = 2_000_000  # updates of all runs together: what is kept of them takes 16 bytes each


class NoiseBook:
    """Keeps what belongs to the history that was looked at last.

    live: it grows by `advance` only; otherwise a run that is asked for is computed at once.
    """

    def __init__(self, *, live: bool = False) -> None:
        self.live = live
        self._history: History | None = None

    def forget(self) -> None:
        """Lets go of the history."""
        if self._history is not None:
            _KNOWN.pop(self._history, None)
        self._history = None

    def of(self, history: History, run: int, *, compare: bool) -> BatchNoise | None:
        """What is known of a run; None where the runs that are known already are long enough together."""
        self._history = history
        known = _KNOWN.setdefault(history, {})
        if run not in known:
            noise = BatchNoise(history.traces[LogisticRegression.code], run)
            if known and noise.total + sum(other.total for other in known.values()) > _MOST:
                return None
            known[run] = noise
        if not self.live:
            while not known[run].advance(1.0, compare=compare):
                pass
        return known[run]

    def advance(self, history: History, runs: Iterable[int], seconds: float, *, compare: bool) -> bool:
        """Goes on for about `seconds` with these runs, the first one first; True when all of them are there."""
        deadline = time.perf_counter() + seconds
        for run in runs:
            noise = self.of(history, run, compare=compare)
            if noise is not None and not noise.advance(max(0.0, deadline - time.perf_counter()), compare=compare):
                return False
        return True
