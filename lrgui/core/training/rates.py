"""The learning rates of runs and experiments, update by update."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Floats
from lrgui.core.training.schedules.plateau import reduced

Shares = Callable[[int, Floats], Floats]  # number of a run, updates (n,) → what is left of their rates, nan: not known


def scheduled_rates(run: Run, t: ArrayLike, total: int, updates_per_epoch: int) -> Floats:
    """η_t of `run` for the update numbers `t` (any shape) in a run of `total` updates.

    Of a schedule that reduces them on a plateau they are those before that. No t may be before the run's schedule
    begins. Returns an array shaped like `t`, float64. Where a growing schedule exceeds the range of float64 it is inf.

    >>> run = Run(learning_rate=0.3, schedule="exponential", decay_rate=0.5, decay_epochs=2)
    >>> scheduled_rates(run, [0, 2, 4], total=40, updates_per_epoch=1)
    array([0.3  , 0.15 , 0.075])
    """
    with np.errstate(over="ignore", under="ignore"):
        t = np.asarray(t, np.float64) - run.schedule_from
        # A schedule that begins where the run ends has no update, and would be divided by that.
        return run.pace.rates(run, t, max(1, total - run.schedule_from), updates_per_epoch)


def learning_rates(experiment: Experiment, problem: str, start: int, stop: int) -> Floats:
    """The rates of the updates `start` … `stop` − 1 of every run, "from here on" edits included.

    Returns an array of shape (stop − start, runs); of runs whose schedule reduces them on a plateau, the rates before
    that (`Trace.rates` has those that they are made with).
    """
    return rates_at(experiment, problem, np.arange(start, stop, dtype=np.float64))


def rates_at(experiment: Experiment, problem: str, t: Floats, shares: Shares | None = None) -> Floats:
    """The rates of the updates `t` (n,), whole numbers in ascending order, of every run: (n, runs).

    Of runs of several batch sizes those of the updates that each makes next. shares: what has become of them by then
    where the schedule reduces them on a plateau; None: they are not reduced.
    """
    rates = np.empty((len(t), len(experiment.runs)))
    if not len(t):
        return rates
    clock = experiment.clock(problem)
    if not clock.uniform:
        for i in range(len(experiment.runs)):
            made = clock.made(i, t.astype(np.int64)).astype(np.float64)
            own = None if shares is None else partial(_of_run, shares, i)
            rates[:, i] = rates_at(experiment.alone(i), problem, made, own)[:, 0]
        return rates
    total = experiment.total_updates(problem)
    per_epoch = experiment.updates_per_epoch(problem)
    edges = [int(t[0]), *(at for at in experiment.breakpoints(problem) if t[0] < at <= t[-1])]
    for a, rows in zip(edges, _between(t, edges), strict=True):
        for i, run in enumerate(experiment.runs_at(a, problem)):
            constant = run.pace.constant  # and nothing is to be calculated for many small blocks
            rates[rows, i] = run.learning_rate if constant else scheduled_rates(run, t[rows], total, per_epoch)
            if run.pace.reduces and shares is not None:
                rates[rows, i] = reduced(rates[rows, i], shares(i, t[rows]), run.end_learning_rate)
    return rates


def _of_run(shares: Shares, run: int, _alone: int, t: Floats) -> Floats:
    return shares(run, t)


def _between(t: Floats, edges: list[int]) -> list[slice]:
    """The rows of the ascending `t` from each edge up to the next one."""
    firsts = [int(np.searchsorted(t, edge)) for edge in edges]
    return [slice(a, b) for a, b in pairwise([*firsts, len(t)])]
