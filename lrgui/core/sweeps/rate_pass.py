"""One pass over the updates with all learning rates of a sweep at once, keeping only what compares them.

A pass is a `Trace` of which nothing stays in memory but the last updates: what it takes does not grow with the
number of updates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lrgui.core.analysis.data_verdicts import RECENT, Training, data_verdict
from lrgui.core.analysis.function_verdicts import LATELY, Course, function_verdict
from lrgui.core.analysis.verdict import Verdict
from lrgui.core.analysis.verdicts import falling_bound, is_plain, run_outlook
from lrgui.core.model.types import Array, Flags, Floats, Integers
from lrgui.core.problems.function import Function
from lrgui.core.problems.problem import Evaluation, Problem
from lrgui.core.sweeps.rate_grid import RateExperiment
from lrgui.core.training.rates import rates_at
from lrgui.core.training.schedules.schedule import Outlook
from lrgui.core.training.trace import BLOCK, Trace

EVALUATED = 64  # rates at a time: the numbers of so many lie in the processor's cache


def _parts(parameters: Array) -> list[Array]:
    return [parameters[i : i + EVALUATED] for i in range(0, len(parameters), EVALUATED)]


@dataclass(frozen=True)
class Record:
    """What the rates have come to after `update` updates. Nothing in it is written to after it was made.

    parameters: (rates, d), now; late: (k, rates, d), after the last updates of a function, now included; figures: four
    arrays (rates,), of a function the first one only, the others nan; updates_to_target: (rates,), nan where the target
    is not met; away_since: for every rate as `Trace.away_since` says; recent: (k, rates), training losses at the last
    `RECENT` regular checkpoints; first, gap: (rates,), the loss at the start, and the first checkpoint at which it was
    not finite (−1: none); undefined_since: as `Trace.undefined_since` says; shares: (2, rates), what was left of the
    learning rate of the last update, and is of that of the next one.
    """

    experiment: RateExperiment
    problem: Problem
    update: int
    parameters: Array
    late: Array
    figures: Evaluation
    updates_to_target: Floats
    away_since: tuple[int | None, ...]
    recent: Array
    first: Array
    gap: NDArray[np.int64]
    undefined_since: tuple[int | None, ...]
    shares: Floats

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What every rate has done, by the rules that hold for any run."""
        if self.update == 0:
            return (Verdict("start"),) * len(self.parameters)
        if isinstance(self.problem, Function):
            t = np.array([self.update - 1.0, self.update])
            rates = rates_at(self.experiment, self.problem.code, t, lambda run, _: self.shares[:, run])
            courses = (self._course(run, *each) for run, each in enumerate(rates.T.tolist()))
            return tuple(function_verdict(self.problem, course) for course in courses)
        parts = _parts(self.parameters)
        gradients = np.concatenate([self.problem.gradient(part) for part in parts])
        residuals = np.concatenate([self.problem.residual(part) for part in parts])
        bound = falling_bound(self.problem, self.experiment)
        return tuple(
            data_verdict(
                Training(
                    first=float(self.first[run]),
                    recent=self.recent[:, run],
                    here=float(self.figures.train_loss[run]),
                    gradient=gradients[run],
                    residual=float(residuals[run]),
                    since=self.away_since[run],
                    gap=int(self.gap[run]) if self.gap[run] >= 0 else self.update,
                    highest=self._outlook(run).highest,
                    plain=is_plain(settings),
                    bound=bound,
                    convex=self.problem.convex,
                )
            )
            for run, settings in enumerate(self.experiment.runs)
        )

    def _course(self, run: int, last_rate: float, rate: float) -> Course:
        settings, late = self.experiment.runs[run], self.late[:, run]
        since, undefined = self.away_since[run], self.undefined_since[run]
        return Course(settings, late, self.update, since, last_rate, rate, self._outlook(run), undefined)

    def _outlook(self, run: int) -> Outlook:
        settings, share = self.experiment.runs[run], float(self.shares[1, run])
        return run_outlook(self.experiment, self.problem.code, settings, self.update, share)

    @cached_property
    def diverged(self) -> Flags:
        """(rates,): which have diverged; of a function also those that are on the way."""
        kinds = ("diverged", "diverging", "undefined") if isinstance(self.problem, Function) else ("diverged",)
        return np.array([verdict.kind in kinds for verdict in self.verdicts])


class RatePass(Trace):
    """Trains all runs of `experiment` on one problem; `record` is what they have come to.

    target: the training loss at or below which a run has arrived if it stays there; looked at after every update of a
    function, at every checkpoint on data. checkpoints: False evaluates at the end only, which is faster.
    Another thread may read `record` at any time.
    """

    def __init__(
        self, experiment: RateExperiment, problem_name: str, target: float, *, checkpoints: bool = True
    ) -> None:
        super().__init__(experiment, problem_name)
        self._experiment = experiment
        self._target = target
        self._times = experiment.checkpoint_times if self.problem.on_data and checkpoints else None
        self._now = self.latest
        self._late = self._now[None]
        runs = len(experiment.runs)
        self._to_target = np.full(runs, np.nan)
        self._gap = np.full(runs, -1, np.int64)
        self._recent: list[Array] = []
        self._first: Array | None = None
        self.record = self._noted()

    def step(self) -> None:
        """Computes the next block of updates and publishes what the rates have come to at a checkpoint."""
        if isinstance(self.problem, Function):
            self.advance(BLOCK)
            self.record = self._noted()
        else:
            following = self.total if self._times is None else self._times.step(self._times.until(self.computed))
            self.advance(following - self.computed)
            if self.computed == following:
                self.record = self._noted()

    def _watch(self, first: int, block: Array) -> None:
        super()._watch(first, block)
        # Copies: the trainer writes the next block to the same place.
        self._now = block[-1].copy()
        if isinstance(self.problem, Function):
            self._late = np.concatenate([self._late, block[-LATELY - 1 :]])[-LATELY - 1 :]
            above = np.asarray(~(self.problem.loss(block) <= self._target))  # also where it is nan
            after = len(above) - above[::-1].argmax(axis=0)  # rows up to the last one above, where there is any
            self._meet(~above[-1], np.where(above.any(axis=0), first + after, first), np.asarray(above.any(axis=0)))

    def _meet(self, met: Flags, updates: Integers | int, left: Flags | bool = False) -> None:
        """Notes since which of the `updates` the target is met, unless it has been all along; `left`: not met since."""
        since = np.where(np.isnan(self._to_target) | left, updates, self._to_target)
        self._to_target = np.where(met, since, np.nan)

    def _noted(self) -> Record:
        at = self.computed
        figures = self._evaluated()
        if self.problem.on_data:
            self._gap = np.where((self._gap < 0) & ~np.isfinite(figures.train_loss), at, self._gap)
            if self._times is not None and self._times.regular(at):
                self._recent = [*self._recent[1 - RECENT :], figures.train_loss]
        self._first = figures.train_loss if self._first is None else self._first
        self._meet(figures.train_loss <= self._target, at)
        away = tuple(self.away_since(run, at) for run in range(len(self._now)))
        undefined = tuple(self.undefined_since(run, at) for run in range(len(self._now)))
        return Record(
            self._experiment, self.problem, at, self._now, self._late, figures, self._to_target, away,
            np.array(self._recent), self._first, self._gap, undefined, self._shares_at(at),
        )  # fmt: skip

    def _shares_at(self, update: int) -> Floats:
        """Of the learning rates of the last and of the next update that are left: (2, rates)."""
        shares: Floats = np.ones((2, len(self._now)))
        for run, settings in enumerate(self._experiment.runs):
            if settings.pace.reduces:
                shares[:, run] = self._shares(run, np.array([update - 1.0, update]))
        return shares

    def _evaluated(self) -> Evaluation:
        parts = [self.problem.evaluate(part) for part in _parts(self._now)]
        return Evaluation(*(np.concatenate(figures) for figures in zip(*parts, strict=True)))
