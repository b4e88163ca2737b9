"""One update after another, all runs of an experiment at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Array
from lrgui.core.problems.problem import Problem
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.optimizers.optimizer import Optimizer, State
from lrgui.core.training.rates import learning_rates


@dataclass(frozen=True, slots=True)
class Group:
    """The runs that share an optimizer; `rows` are their numbers (a slice, which copies nothing, if it can be).

    settings: the values of the optimizer's settings, each of the shape of the runs' parameters.
    """

    optimizer: Optimizer
    rows: Any
    settings: tuple[Array, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that the next update depends on: a keyframe. Nothing in it is written to after it was taken."""

    update: int
    parameters: Array
    groups: tuple[Group, ...]


class Trainer:
    """Advances one problem of an experiment; `update` counts the updates made so far."""

    def __init__(self, experiment: Experiment, problem_name: str, problem: Problem) -> None:
        self.experiment = experiment
        self.problem_name = problem_name
        self.total = experiment.total_updates(problem_name)
        self.update = 0
        self.parameters = problem.start(experiment)
        self._stream = problem.stream(experiment)
        self._groups = self._grouped(experiment.runs, ())
        self._gradient = np.empty_like(self.parameters)
        self._step = np.empty_like(self.parameters)

    def _grouped(self, runs: tuple[Run, ...], before: tuple[Group, ...]) -> tuple[Group, ...]:
        """The runs by optimizer; those that had the same one before keep their state."""
        groups = []
        names = sorted({run.optimizer for run in runs})
        for name in names:
            index = np.array([i for i, run in enumerate(runs) if run.optimizer == name])
            optimizer, parameters = OPTIMIZERS[name], self.parameters[index]
            settings = tuple(np.empty_like(parameters) for _ in optimizer.fields)
            for field, values in zip(optimizer.fields, settings, strict=True):
                values[:] = [[getattr(runs[i], field)] for i in index]
            state = optimizer.init(parameters)
            for old in before:
                if old.optimizer is optimizer:
                    old_index = np.arange(len(runs))[old.rows]
                    _, new_rows, old_rows = np.intersect1d(index, old_index, return_indices=True)
                    for part, old_part in zip(state, old.state, strict=True):
                        part[new_rows] = old_part[old_rows]
            first, last = int(index[0]), int(index[-1])
            neighbours = last - first + 1 == len(index)
            groups.append(Group(optimizer, slice(first, last + 1) if neighbours else index, settings, state))
        return tuple(groups)

    @property
    def gradient(self) -> Array:
        """The gradients of the last update made, (runs, d); overwritten by the next."""
        return self._gradient

    def snapshot(self) -> Snapshot:
        """All that the next update depends on, to be given to `restore`."""
        return Snapshot(self.update, self.parameters.copy(), self._groups)

    def restore(self, snapshot: Snapshot) -> None:
        """Goes to where the snapshot was taken; what follows is the same to the last bit."""
        self.update = snapshot.update
        self.parameters = snapshot.parameters.copy()
        self._groups = snapshot.groups

    def advance(self, out: Array) -> int:
        """Makes up to len(out) updates and writes the parameters after each into `out` (k, runs, d).

        Returns how many were made: fewer before the end of an epoch or of the run, or a "from here on" edit.
        """
        start = self.update
        stop = min(start + len(out), self.total)
        for at in self.experiment.breakpoints(self.problem_name):
            if start == at:
                self._groups = self._grouped(self.experiment.runs_at(at, self.problem_name), self._groups)
            elif start < at < stop:
                stop = at
        if stop <= start:
            return 0
        batches = self._stream.batches(start, stop)
        stop = start + len(batches)
        with np.errstate(all="ignore"):
            rates = np.empty((stop - start, *self.parameters.shape), self.parameters.dtype)
            rates[:] = learning_rates(self.experiment, self.problem_name, start, stop)[:, :, None]
            if len(self._groups) == 1:
                self._advance_one(batches, rates, out)
            else:
                self._advance_mixed(batches, rates, out)
        self.update = stop
        return stop - start

    def _advance_one(self, batches: Any, rates: Array, out: Array) -> None:
        """All runs share one optimizer: nothing is copied."""
        group = self._groups[0]
        update, settings, state = group.optimizer.update, group.settings, group.state
        gradient, subtract = self._stream.gradient, np.subtract
        g, parameters = self._gradient, self.parameters
        for batch, rate, target in zip(batches, rates, out, strict=False):
            gradient(parameters, batch, g)
            step, state = update(g, state, rate, *settings)
            subtract(parameters, step, target)
            parameters = target
        self.parameters = parameters.copy()
        self._groups = (Group(group.optimizer, group.rows, settings, state),)

    def _advance_mixed(self, batches: Any, rates: Array, out: Array) -> None:
        g, step = self._gradient, self._step
        states = [group.state for group in self._groups]
        parameters = self.parameters
        for batch, rate, target in zip(batches, rates, out, strict=False):
            self._stream.gradient(parameters, batch, g)
            for i, group in enumerate(self._groups):
                rows = group.rows
                step[rows], states[i] = group.optimizer.update(g[rows], states[i], rate[rows], *group.settings)
            np.subtract(parameters, step, target)
            parameters = target
        self.parameters = parameters.copy()
        self._groups = tuple(
            Group(group.optimizer, group.rows, group.settings, state)
            for group, state in zip(self._groups, states, strict=True)
        )
