"""The evaluations of all runs of a problem on data, each at the checkpoints that it has alone."""

from __future__ import annotations

import numpy as np

from lrgui.core.problems.problem import Evaluation
from lrgui.core.training.checkpoints import Best, Checkpoints, RunCheckpoints
from lrgui.core.training.trace import Trace


class Records:
    """What was evaluated of `trace`, by the groups of runs that see the same batches: their epochs are as long.

    groups: the evaluations of each, in the order of `Experiment.groups`.
    """

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        groups = trace.experiment.groups(trace.problem_name)
        self._rows = [list(group.rows) for group in groups]
        self.groups = [Checkpoints(group.experiment.checkpoint_times, len(group.rows)) for group in groups]
        self._places = {run: (i, row) for i, rows in enumerate(self._rows) for row, run in enumerate(rows)}
        self._latest: tuple[int, Evaluation] | None = None
        self.take()

    # Writing, by the computation only

    @property
    def following(self) -> int:
        """After which update of the trace the next evaluation is missing."""
        missing = (self._following(i) for i in range(len(self.groups)))
        return min((update for update in missing if update is not None), default=self._trace.total)

    def _following(self, group: int) -> int | None:
        checkpoints = self.groups[group]
        if checkpoints.count == checkpoints.times.count:
            return None
        return self._trace.clock.moment_of(self._rows[group][0], checkpoints.following)

    def take(self) -> None:
        """Evaluates the runs whose turn it is."""
        for i, (rows, checkpoints) in enumerate(zip(self._rows, self.groups, strict=True)):
            if self._following(i) == self._trace.computed:
                checkpoints.record(self._trace.problem.evaluate(self._trace.latest[rows]))

    # Reading

    def of(self, run: int) -> RunCheckpoints:
        """Those of one run."""
        group, row = self._places[run]
        return RunCheckpoints(self.groups[group], row)

    def at(self, update: int) -> Evaluation:
        """The figures of all runs after `update` updates of the trace: the checkpoint's where there is one."""
        if self._latest is None or self._latest[0] != update:
            self._latest = update, self._evaluated(update)
        return self._latest[1]

    def _evaluated(self, update: int) -> Evaluation:
        trace, parts = self._trace, []
        for rows, checkpoints in zip(self._rows, self.groups, strict=True):
            index = checkpoints.index(trace.made(rows[0], update))
            parts.append(trace.problem.evaluate(trace.at(update)[rows]) if index is None else checkpoints.at(index))
        if len(parts) == 1:
            return parts[0]
        figures = [np.empty(len(self._places)) for _ in Evaluation._fields]
        for rows, part in zip(self._rows, parts, strict=True):
            for values, found in zip(figures, part, strict=True):
                values[rows] = found
        return Evaluation(*figures)

    def best(self, update: int) -> Best:
        """The best parameters of every run among its checkpoints up to `update` updates of the trace."""
        trace = self._trace
        steps = np.empty(len(self._places), np.int64)
        for rows, checkpoints in zip(self._rows, self.groups, strict=True):
            steps[rows] = checkpoints.best_steps(trace.made(rows[0], update))
        found = [trace.at(trace.clock.moment_of(run, step))[run] for run, step in enumerate(steps.tolist())]
        return Best(steps, np.array(found))
