"""A goal of a stage, which is recognised when it is met."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.lessons.faults import LessonFault
from lrgui.core.model.checks import checked_keys, choice, integer, positive
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.limits import MAX_RUNS, MAX_UPDATES
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.history import History

_ARRIVES = ("converging", "converged")
_EQUAL = 1e-9  # relative, of learning rates that were typed or dragged


@dataclass(frozen=True)
class Goal:
    """What some run is to come to.

    problem: where; loss: the training loss that it reaches, None where it only has to converge, as its state says;
    within: updates, None for the whole run; learning_rate: that it has, None for any; runs: so many at most race.
    """

    problem: str
    loss: float | None = None
    within: int | None = None
    learning_rate: float | None = None
    runs: int | None = None

    def met(self, history: History) -> int | None:
        """The first run that reaches it, as far as it is computed; None where none does."""
        experiment, trace = history.experiment, history.traces.get(self.problem)
        if trace is None or (self.runs is not None and len(experiment.runs) > self.runs):
            return None
        last = min(trace.computed, trace.total if self.within is None else self.within)
        for i, run in enumerate(experiment.runs):
            if self.learning_rate is not None and abs(run.learning_rate / self.learning_rate - 1) > _EQUAL:
                continue
            if self.loss is None:
                reached = last > 0 and trace.done and verdict(history, self.problem, i, last).kind in _ARRIVES
            else:
                reached = bool(np.any(_losses(history, self.problem, i, last) <= self.loss))
            if reached:
                return i
        return None

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, without what is not asked for."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def _losses(history: History, problem: str, run: int, last: int) -> np.ndarray:
    trace = history.traces[problem]
    if trace.problem.on_data:
        checkpoints = history.checkpoints_of(run)
        return np.asarray(checkpoints.values(checkpoints.until(trace.made(run, last))).train_loss)
    return np.asarray(trace.problem.log(trace.states(0, last)[:, run])["loss"])


def read_goal(data: Any, experiment: Experiment | None) -> Goal:
    """The goal that a file describes. Raises `InvalidValue`."""
    values = checked_keys("goal", data, tuple(Goal.__dataclass_fields__))
    if "problem" not in values:
        raise LessonFault("goal.problem", None, "needed")
    problems = tuple(PROBLEMS) if experiment is None else experiment.problems
    within, runs = values.get("within"), values.get("runs")
    loss, rate = values.get("loss"), values.get("learning_rate")
    return Goal(
        choice("goal.problem", values["problem"], problems),
        None if loss is None else positive("goal.loss", loss),
        None if within is None else integer("goal.within", within, 1, MAX_UPDATES),
        None if rate is None else positive("goal.learning_rate", rate),
        None if runs is None else integer("goal.runs", runs, 1, MAX_RUNS),
    )
