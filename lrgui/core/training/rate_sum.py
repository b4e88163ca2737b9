"""Σ η: how far the learning rates of a run can carry it along gradients of length 1."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.training.rates import Shares, rates_at, scheduled_rates
from lrgui.core.training.trace import Trace

_BLOCK = 256  # updates whose sum is kept
_TOGETHER = 256  # blocks that are summed up at a time


@dataclass(eq=False)
class Sums:
    """What is known already of a run.

    blocks: the sums of its first k blocks; for_ever: by updates, those of all with the settings from there on.
    """

    blocks: list[float] = field(default_factory=lambda: [0.0])
    for_ever: dict[int, float] = field(default_factory=dict)


class RateSum:
    """The sums of the learning rates of run number `run` on `problem`, computed as far as they are asked for.

    shares: as `rates_at` says, of updates that the run itself counts. made: how many updates it has made, where changes
    after these are not known yet; None where all are. known: what is known already, to which more is added.
    """

    def __init__(
        self,
        experiment: Experiment,
        problem: str,
        run: int,
        shares: Shares | None = None,
        made: int | None = None,
        known: Sums | None = None,
    ) -> None:
        self._experiment, self._problem, self._shares = experiment.alone(run), problem, shares
        self._total = self._experiment.total_updates(problem)
        self._made = self._total - 1 if made is None else min(made, self._total - 1)
        self._known = Sums() if known is None else known

    def _rates(self, start: int, stop: int) -> np.ndarray:
        return rates_at(self._experiment, self._problem, np.arange(start, stop, dtype=float), self._shares)[:, 0]

    def until(self, update: int) -> float:
        """The sum of the rates of all updates before number `update` (from 0)."""
        blocks, rest = divmod(update, _BLOCK)
        sums = self._known.blocks
        with np.errstate(over="ignore"):  # the sum of a few rates of 1e308 is inf
            while (there := len(sums) - 1) < blocks:
                until = min(blocks, there + _TOGETHER)
                for one in self._rates(there * _BLOCK, until * _BLOCK).reshape(-1, _BLOCK).sum(axis=1).tolist():
                    sums.append(sums[-1] + one)
            return sums[blocks] + float(self._rates(update - rest, update).sum())

    @cached_property
    def for_ever(self) -> float:
        """That of all updates, if the run goes on beyond its end with the settings that are known.

        inf where there is no bound, nan where it depends on what will happen.
        """
        edges = [0, *self._experiment.breakpoints(self._problem)]
        begin = edges[bisect_right(edges, self._made) - 1]
        if begin not in self._known.for_ever:
            self._known.for_ever[begin] = self._for_ever(begin)
        return self._known.for_ever[begin]

    def _for_ever(self, begin: int) -> float:
        """With the settings from update `begin` on."""
        run = self._experiment.runs_at(begin, self._problem)[0]
        per_epoch = self._experiment.updates_per_epoch(self._problem)
        length = self._total - run.schedule_from
        tail = run.pace.tail(run, length, length, per_epoch)
        if not math.isfinite(tail):
            return tail
        with np.errstate(over="ignore"):
            rates = scheduled_rates(run, np.arange(begin, self._total), self._total, per_epoch)
            return self.until(begin) + float(rates.sum()) + tail


# By the trace that they belong to, and the run. They hold no trace.
_KNOWN: WeakKeyDictionary[Trace, defaultdict[int, Sums]] = WeakKeyDictionary()


def rate_sum(trace: Trace, run: int, place: int) -> RateSum:
    """The sums of a run with the settings that are known at a place on the timeline."""
    experiment, problem = trace.experiment, trace.problem_name
    known = _KNOWN.setdefault(trace, defaultdict(Sums))[run]
    made = trace.made(run, experiment.update_at(problem, place))
    return RateSum(experiment, problem, run, trace.shares_of(run), made, known)
