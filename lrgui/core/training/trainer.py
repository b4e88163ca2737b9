"""One update after another, all runs of an experiment at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.problem import Function, Problem
from lrgui.core.training.optimizers import RULES, rule_key
from lrgui.core.training.optimizers.optimizer import Operands, Optimizer, State, Values
from lrgui.core.training.rates import learning_rates


@dataclass(frozen=True, slots=True)
class Group:
    """The runs that share an optimizer; `rows` are their numbers (a slice, which copies nothing, if it can be).

    values: of the optimizer's settings, each of the shape of the runs' parameters, in float64; operands: what is made
    of them for its updates.
    """

    optimizer: Optimizer
    rows: Any
    values: Values
    operands: Operands
    state: State

    def going_on(self, state: State) -> Group:
        """The same with another state."""
        return Group(self.optimizer, self.rows, self.values, self.operands, state)


class Here:
    """Where runs are before update number `update` (`lrgui.core.training.optimizers.optimizer.Place`)."""

    def __init__(self, problem: Problem, experiment: Experiment) -> None:
        self._problem, self._experiment = problem, experiment
        self.parameters = np.empty((0, 0), problem.dtype)
        self.update = 0
        self.lowest = problem.lowest_known

    def at(self, parameters: Array, update: int) -> Here:
        """Goes there."""
        self.parameters, self.update = parameters, update
        return self

    @property
    def hessian(self) -> Floats:
        """That of a quadratic function: (d, d)."""
        assert isinstance(self._problem, Function)
        return self._problem.hessian

    def loss(self, parameters: Array) -> Array:
        """Of the update's batch at parameters (runs, d): (runs,)."""
        return self._problem.batch_loss(self._experiment, parameters, self.update)


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
        self._problem = problem
        self.problem_name = problem_name
        self.total = experiment.total_updates(problem_name)
        self.update = 0
        self.parameters = problem.start(experiment)
        self._stream = problem.stream(experiment)
        self._groups = self._grouped(experiment.runs_at(0, problem_name), ())
        self._gradient = np.empty_like(self.parameters)
        self._step = np.empty_like(self.parameters)

    def _grouped(self, runs: tuple[Run, ...], before: tuple[Group, ...]) -> tuple[Group, ...]:
        """The runs by optimizer; those that had the same one before keep their state."""
        groups = []
        keys = [rule_key(run.optimizer, clips=run.rule.clips, corrects=True) for run in runs]
        for key in sorted(set(keys)):
            index = np.array([i for i, each in enumerate(keys) if each == key])
            optimizer, parameters = RULES[key], self.parameters[index]
            values = tuple(np.empty(parameters.shape) for _ in optimizer.fields)
            for field, each in zip(optimizer.fields, values, strict=True):
                each[:] = [[getattr(runs[i], field)] for i in index]
            state = optimizer.init(parameters)
            for old in before:
                if old.optimizer.code == optimizer.code:
                    old_index = np.arange(len(runs))[old.rows]
                    _, new_rows, old_rows = np.intersect1d(index, old_index, return_indices=True)
                    for part, old_part in zip(state, old.state, strict=True):
                        part[new_rows] = old_part[old_rows]
            first, last = int(index[0]), int(index[-1])
            rows = slice(first, last + 1) if last - first + 1 == len(index) else index
            groups.append(Group(optimizer, rows, values, optimizer.operands(values, self.parameters.dtype), state))
        return tuple(groups)

    @property
    def gradient(self) -> Array:
        """The gradients of the last update made, (runs, d); overwritten by the next."""
        return self._gradient

    def part_of(self, run: int) -> tuple[Trainer, int]:
        """The trainer of a run, and its row there."""
        return self, run

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
            if len(self._groups) == 1 and not self._groups[0].optimizer.place:
                self._advance_one(batches, rates, out)
            else:
                self._advance_mixed(batches, rates, out)
        self.update = stop
        return stop - start

    def _advance_one(self, batches: Any, rates: Array, out: Array) -> None:
        """All runs share one optimizer: nothing is copied."""
        group = self._groups[0]
        update, operands = group.optimizer.update, group.operands
        ahead, state = group.optimizer.ahead(rates, group.state, *group.values)
        gradient, subtract = self._stream.gradient, np.subtract
        g, parameters = self._gradient, self.parameters
        for batch, each, target in zip(batches, ahead, out, strict=False):
            gradient(parameters, batch, g)
            step, state = update(g, state, *each, *operands)
            subtract(parameters, step, target)
            parameters = target
        self.parameters = parameters.copy()
        self._groups = (group.going_on(state),)

    def _advance_mixed(self, batches: Any, rates: Array, out: Array) -> None:
        g, step = self._gradient, self._step
        gradient, subtract = self._stream.gradient, np.subtract
        states: list[State] = []
        sharing: list[tuple[Any, ...]] = []
        for i, group in enumerate(self._groups):
            rows, optimizer = group.rows, group.optimizer
            ahead, state = optimizer.ahead(rates[:, rows], group.state, *group.values)
            states.append(state)
            # Views, made once. Runs that are no neighbours have none.
            own = (g[rows], step[rows]) if isinstance(rows, slice) else None
            update, following = optimizer.update, iter(ahead).__next__
            place = Here(self._problem, self.experiment) if optimizer.place else None
            sharing.append((i, rows, own, place, update, following, group.operands))
        parameters = self.parameters
        for made, (batch, target) in enumerate(zip(batches, out, strict=False)):
            gradient(parameters, batch, g)
            for i, rows, own, place, update, following, operands in sharing:
                slope = g[rows] if own is None else own[0]
                seen = () if place is None else (place.at(parameters[rows], self.update + made),)
                change, states[i] = update(*seen, slope, states[i], *following(), *operands)
                if own is None:
                    step[rows] = change
                else:
                    own[1][...] = change
            subtract(parameters, step, target)
            parameters = target
        self.parameters = parameters.copy()
        self._groups = tuple(group.going_on(state) for group, state in zip(self._groups, states, strict=True))
