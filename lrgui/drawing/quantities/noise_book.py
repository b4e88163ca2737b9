"""What is computed of the noise of runs, as far as somebody looks at them."""

from __future__ import annotations

import time
from collections.abc import Iterable

from lrgui.core.analysis.batch_noise import BatchNoise
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.training.history import History

_MOST = 2_000_000  # updates of all runs together: what is kept of them takes 16 bytes each


class NoiseBook:
    """Keeps what belongs to the history that was looked at last.

    live: it grows by `advance` only; otherwise a run that is asked for is computed at once.
    """

    def __init__(self, *, live: bool = False) -> None:
        self.live = live
        self._history: History | None = None
        self._runs: dict[int, BatchNoise] = {}

    def forget(self) -> None:
        """Lets go of the history."""
        self._history = None
        self._runs.clear()

    def of(self, history: History, run: int, *, compare: bool) -> BatchNoise | None:
        """What is known of a run; None where the runs that are known already are long enough together."""
        if history is not self._history:
            self.forget()
            self._history = history
        if run not in self._runs:
            noise = BatchNoise(history.traces[LogisticRegression.code], run)
            if self._runs and noise.total + sum(known.total for known in self._runs.values()) > _MOST:
                return None
            self._runs[run] = noise
        if not self.live:
            while not self._runs[run].advance(1.0, compare=compare):
                pass
        return self._runs[run]

    def advance(self, history: History, runs: Iterable[int], seconds: float, *, compare: bool) -> bool:
        """Goes on for about `seconds` with these runs, the first one first; True when all of them are there."""
        deadline = time.perf_counter() + seconds
        for run in runs:
            noise = self.of(history, run, compare=compare)
            if noise is not None and not noise.advance(max(0.0, deadline - time.perf_counter()), compare=compare):
                return False
        return True
