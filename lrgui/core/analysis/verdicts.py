"""What a run has done so far, in one word."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.theory import CRAWLS_BELOW, Regime, regime
from lrgui.core.model.run import Run
from lrgui.core.model.types import Array
from lrgui.core.problems.problem import Function
from lrgui.core.training.history import History
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.schedules import SCHEDULES

CONVERGED_GRADIENT = {"float64": 1e-6, "float32": 1e-5}
RECENT = 10  # checkpoints that the verdict of a run on data looks at
SWING = 0.2  # it bounces where its recent losses rose, in all, by this share of their mean


@dataclass(frozen=True)
class Verdict:
    """What a run has done up to an update.

    kind: "start", "converged", "converging", "crawling", "bouncing", "diverging", "diverged" or "nan-loss"
    (the loss is not finite while the parameters are: log 0). step: since when, for the last two.
    """

    kind: str
    step: int | None = None

    def __str__(self) -> str:
        if self.kind == "diverged":
            return f"diverged at step {self.step}"
        if self.kind == "nan-loss":
            return f"first nan at step {self.step} (0·log 0)"
        return self.kind


def verdict(history: History, problem: str, run: int, update: int) -> Verdict:
    """What run number `run` has done on `problem` after `update` updates (at most its last computed one)."""
    trace, checkpoints = history.traces[problem], history.checkpoints
    update = min(update, trace.computed)
    if update == 0:
        return Verdict("start")
    since = trace.away_since(run, update)
    if isinstance(trace.problem, Function):
        settings = history.experiment.runs_at(update - 1)[run]
        return function_verdict(trace.problem, settings, trace.states(update - 1, update)[:, run], since)
    assert checkpoints is not None
    losses = checkpoints.values(checkpoints.until(update)).train_loss[:, run]
    here = float(history.evaluation(update).train_loss[run])
    gaps = np.nonzero(~np.isfinite(losses))[0]
    gap = int(gaps[0]) * checkpoints.interval if len(gaps) else update
    gradient = trace.problem.gradient(trace.at(update)[run : run + 1])[0]
    return data_verdict(losses[0], losses[-RECENT:], here, gradient, since, gap)


def function_verdict(problem: Function, settings: Run, states: Array, since: int | None) -> Verdict:
    """What a run that goes down a function has done.

    settings: what its last update was made with; states: (2, d), before and after that update; since: the update
    since which it has been away (see `Trace.away_since`).
    """
    # With momentum a run that will converge may first rise above its start: theory tells the two apart.
    constant = SCHEDULES[settings.schedule].constant
    returns = problem.quadratic and constant and abs(_predicted(problem, settings).factor) < 1
    if not np.isfinite(problem.loss(states[1])) or (since is not None and not returns):
        return Verdict("diverged", since)
    flat = np.abs(problem.gradient(states)).max(axis=1) <= CONVERGED_GRADIENT[problem.dtype.name]
    plain = OPTIMIZERS[settings.optimizer].plain
    # Others than plain gradient descent have momentum, and may fly through the minimum.
    if flat[1] and (flat[0] or plain):
        return Verdict("converged")
    minimum = problem.nearest_minimum(states[1])
    if minimum is None:
        return Verdict("converging")
    errors = states.astype(np.float64) - minimum
    before, now = (math.hypot(*error) for error in errors.tolist())
    across = float(errors[0] @ errors[1]) < 0
    if across and math.isclose(now, before, rel_tol=1e-6):
        return Verdict("bouncing")
    if plain and now > before:
        return Verdict("diverging")
    if not across and (1 - CRAWLS_BELOW) * before < now <= before:
        return Verdict("crawling")
    return Verdict("converging")


def _predicted(problem: Function, settings: Run) -> Regime:
    return regime(settings.learning_rate, problem.curvature, settings.optimizer, settings.momentum)


def data_verdict(first: float, recent: Array, here: float, gradient: Array, since: int | None, gap: int) -> Verdict:
    """What a run that is trained on data has done.

    first, recent: its training loss at the start and at the last `RECENT` checkpoints; here, gradient: loss and
    gradient (3,) now; since: the update since which its parameters are not finite; gap: the first checkpoint, as an
    update, at which the loss was not finite (any number where there is none).
    """
    if since is not None:
        return Verdict("diverged", since)
    if not np.isfinite(here):
        return Verdict("nan-loss", gap)
    if float(np.abs(gradient).max()) <= CONVERGED_GRADIENT[gradient.dtype.name]:
        return Verdict("converged")
    recent = recent[np.isfinite(recent)]
    if len(recent) >= 4:
        moves = np.diff(recent)
        rises = moves[moves > 0]
        if len(rises) == len(moves):
            return Verdict("diverging")
        if len(rises) > 1 and rises.sum() > SWING * recent.mean():
            return Verdict("bouncing")
    if here > first:
        return Verdict("bouncing")  # thrown above its start, from where a logistic loss comes down again
    return Verdict("converging")
