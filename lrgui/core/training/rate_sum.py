"""Σ η: how far the learning rates of a run can carry it along gradients of length 1."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.training.rates import Shares, rates_at
from lrgui.core.training.trace import Trace

_BLOCK = 4096  # updates whose sum is kept


class RateSum:
    """The sums of the learning rates of run number `run` on `problem`, computed as far as they are asked for.

    shares: as `rates_at` says, of updates that the run itself counts.
    """

    def __init__(self, experiment: Experiment, problem: str, run: int, shares: Shares | None = None) -> None:
        self._experiment, self._problem, self._shares = experiment.alone(run), problem, shares
        self._total = self._experiment.total_updates(problem)
        self._sums = [0.0]  # of the first k blocks

    def _sum(self, start: int, stop: int) -> float:
        with np.errstate(over="ignore"):  # the sum of a few rates of 1e308 is inf
            t = np.arange(start, stop, dtype=float)
            return float(rates_at(self._experiment, self._problem, t, self._shares).sum())

    def until(self, update: int) -> float:
        """The sum of the rates of all updates before number `update` (from 0)."""
        blocks, rest = divmod(update, _BLOCK)
        while len(self._sums) <= blocks:
            start = (len(self._sums) - 1) * _BLOCK
            self._sums.append(self._sums[-1] + self._sum(start, start + _BLOCK))
        return self._sums[blocks] + self._sum(update - rest, update)

    @cached_property
    def for_ever(self) -> float:
        """That of all updates, if the run goes on beyond its end; inf where there is no bound.

        nan where it depends on what will happen.
        """
        last = self._experiment.runs_at(self._total - 1, self._problem)[0]
        per_epoch = self._experiment.updates_per_epoch(self._problem)
        begun = last.schedule_from
        tail = last.pace.tail(last, self._total - begun, self._total - begun, per_epoch)
        return self.until(self._total) + tail if math.isfinite(tail) else tail


def rate_sum(trace: Trace, run: int, place: int) -> RateSum:
    """The sums of a run with the settings that are known at a place on the timeline, kept while it is looked at."""
    experiment, problem = trace.experiment.known_until(place), trace.problem_name
    if any(experiment.runs_at(at, problem)[run].pace.reduces for at in (0, *experiment.breakpoints(problem))):
        return RateSum(experiment, problem, run, trace.shares_of(run))
    return _kept(experiment, problem, run)


@lru_cache(maxsize=8)
def _kept(experiment: Experiment, problem: str, run: int) -> RateSum:
    return RateSum(experiment, problem, run)
