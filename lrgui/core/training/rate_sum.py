"""Σ η: how far the learning rates of a run can carry it along gradients of length 1."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.training.rates import rates_at

_BLOCK = 4096  # updates whose sum is kept


class RateSum:
    """The sums of the learning rates of run number `run` on `problem`, computed as far as they are asked for."""

    def __init__(self, experiment: Experiment, problem: str, run: int) -> None:
        self._experiment, self._problem = experiment.alone(run), problem
        self._total = self._experiment.total_updates(problem)
        self._sums = [0.0]  # of the first k blocks

    def _sum(self, start: int, stop: int) -> float:
        with np.errstate(over="ignore"):  # the sum of a few rates of 1e308 is inf
            return float(rates_at(self._experiment, self._problem, np.arange(start, stop, dtype=float)).sum())

    def until(self, update: int) -> float:
        """The sum of the rates of all updates before number `update` (from 0)."""
        blocks, rest = divmod(update, _BLOCK)
        while len(self._sums) <= blocks:
            start = (len(self._sums) - 1) * _BLOCK
            self._sums.append(self._sums[-1] + self._sum(start, start + _BLOCK))
        return self._sums[blocks] + self._sum(update - rest, update)

    @cached_property
    def for_ever(self) -> float:
        """That of all updates, if the run goes on beyond its end; inf where there is no bound."""
        last = self._experiment.runs_at(self._total - 1, self._problem)[0]
        per_epoch = self._experiment.updates_per_epoch(self._problem)
        begun = last.schedule_from
        tail = last.pace.tail(last, self._total - begun, self._total - begun, per_epoch)
        return tail if math.isinf(tail) else self.until(self._total) + tail


@lru_cache(maxsize=8)
def rate_sum(experiment: Experiment, problem: str, run: int) -> RateSum:
    """The sums of a run, which are kept while it is looked at."""
    return RateSum(experiment, problem, run)
