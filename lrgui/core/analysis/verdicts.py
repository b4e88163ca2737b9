"""What the runs of a history have done so far."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lrgui.core.analysis.data_verdicts import RECENT, Training, data_verdict
from lrgui.core.analysis.function_verdicts import LATELY, Course, function_verdict
from lrgui.core.analysis.verdict import Verdict
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.function import Function
from lrgui.core.problems.problem import Problem
from lrgui.core.training.history import History
from lrgui.core.training.schedules.plateau import reduced
from lrgui.core.training.schedules.schedule import Outlook
from lrgui.core.training.trace import Trace


def verdict(history: History, problem: str, run: int, update: int) -> Verdict:
    """What run number `run` has done on `problem` after `update` updates of the trace, or the last computed one."""
    trace = history.traces[problem]
    update = min(update, trace.computed)
    if trace.made(run, update) == 0:
        return Verdict("start")
    since = trace.away_since(run, update)
    settings = trace.experiment.runs_at(update, problem)[run]
    outlook = _outlook(trace, run, update)
    if isinstance(trace.problem, Function):
        states = trace.states(max(0, update - LATELY), update)[:, run]
        last, following = trace.rates(update - 1, update + 1)[
            :, run
        ].tolist()  # of the next one also where the run ends
        undefined = trace.undefined_since(run, update)
        course = Course(settings, states, update, since, last, following, outlook, undefined)
        return function_verdict(trace.problem, course)
    checkpoints, own = history.checkpoints_of(run), trace.made(run, update)
    there = checkpoints.until(own)
    losses = checkpoints.values(there).train_loss
    gaps = np.nonzero(~np.isfinite(losses))[0]
    here = trace.at(update)[run : run + 1]
    return data_verdict(
        Training(
            first=losses[0],
            recent=losses[checkpoints.recent(there, RECENT)],
            here=float(history.evaluation(update).train_loss[run]),
            gradient=trace.problem.gradient(here)[0],
            residual=float(trace.problem.residual(here)[0]),
            since=None if since is None else trace.made(run, since),
            gap=checkpoints.times.step(int(gaps[0])) if len(gaps) else own,
            highest=None if outlook is None else outlook.highest,
            plain=is_plain(settings),
            bound=falling_bound(trace.problem, trace.experiment.alone(run)),
            convex=trace.problem.convex,
        )
    )


def is_plain(settings: Run) -> bool:
    """Whether every update is η·g and nothing else."""
    optimizer = settings.rule
    return optimizer.plain or (optimizer.theory is not None and settings.momentum == 0)


def falling_bound(problem: Problem, experiment: Experiment) -> float:
    """The rate up to which gradient descent never raises the training loss: 2/L, and 0 where batches are smaller."""
    whole = problem.updates_per_epoch(experiment) == 1
    return 2.0 / problem.curvature_bound(experiment) if whole and problem.convex else 0.0


def _outlook(trace: Trace, run: int, update: int) -> Outlook | None:
    """Of the rates from `update` on; None where the run is changed at this update, or will be."""
    experiment, problem, own = trace.experiment.alone(run), trace.problem_name, trace.made(run, update)
    if any(change.at >= own for change in experiment.changes_of(problem)):
        return None
    return run_outlook(experiment, problem, experiment.runs_at(own, problem)[0], own, trace.share(run, update))


def run_outlook(experiment: Experiment, problem: str, settings: Run, update: int, share: float = 1.0) -> Outlook:
    """What is known of the rates of a run from `update` on, where it is not changed any more.

    share: of them that is left by then, where its schedule reduces them.
    """
    total, per_epoch = experiment.total_updates(problem), experiment.updates_per_epoch(problem)
    begin = settings.schedule_from
    found = settings.pace.outlook(settings, float(update - begin), max(1, total - begin), per_epoch)
    if not settings.pace.reduces:
        return found
    return replace(found, highest=float(reduced(np.array(found.highest), share, settings.end_learning_rate)))
