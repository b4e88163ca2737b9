"""One update after another, all runs of an experiment at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.function import Function
from lrgui.core.problems.problem import Problem
from lrgui.core.training.optimizers import RULES, rule_key
from lrgui.core.training.optimizers.optimizer import Operands, Optimizer, State, Values
from lrgui.core.training.plateaus import Plateaus, Reductions, goes_on
from lrgui.core.training.rates import learning_rates


@dataclass(frozen=True, slots=True)
class Group:
    """The runs that share an optimizer; `rows` are their numbers, `place` is where they are side by side.

    values: of the optimizer's settings, each of the shape of the runs' parameters, in float64; operands: what is made
    of them for its updates.
    """

    optimizer: Optimizer
    rows: NDArray[np.intp]
    place: slice
    values: Values
    operands: Operands
    state: State


def set_out(groups: Sequence[Group], rates: Array) -> tuple[Iterator[tuple[Array, ...]], State, Sequence[Group]]:
    """What the next updates of neighbours are given whose updates are one function: rates and operands; their state.

    The state may be written to; it is that of the groups returned. rates: (k, runs of all groups, d).
    """
    first = groups[0]
    if len(groups) == 1:
        each, old = first.optimizer.ahead(rates[:, first.place], first.state, *first.values)
        state = tuple(part.copy() for part in old)
        return zip(*each, *map(repeat, first.operands), strict=False), state, [replace(first, state=state)]
    ahead, states = zip(*(g.optimizer.ahead(rates[:, g.place], g.state, *g.values) for g in groups), strict=True)
    each = tuple(np.concatenate(parts, axis=1) for parts in zip(*ahead, strict=True))
    state = tuple(map(np.concatenate, zip(*states, strict=True)))
    operands = map(np.concatenate, zip(*(g.operands for g in groups), strict=True))
    after, begin = [], first.place.start
    for group in groups:
        rows = slice(group.place.start - begin, group.place.stop - begin)
        after.append(replace(group, state=tuple(part[rows] for part in state)))
    return zip(*each, *map(repeat, operands), strict=False), state, after


def _kinship(key: str) -> tuple[str, str]:
    """What puts rules side by side whose updates are one function."""
    return RULES[key].update.__qualname__, key


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
    plateaus: Plateaus | None


class Trainer:
    """Advances one problem of an experiment; `update` counts the updates made so far.

    reductions: of the learning rates of every run, up to the next update.
    """

    def __init__(self, experiment: Experiment, problem_name: str, problem: Problem) -> None:
        self.experiment = experiment
        self._problem = problem
        self.problem_name = problem_name
        self.total = experiment.total_updates(problem_name)
        self.update = 0
        self.parameters = problem.start(experiment)
        self._stream = problem.stream(experiment)
        self._groups = self._grouped(experiment.runs_at(0, problem_name), ())
        self.reductions = tuple(Reductions() for _ in experiment.runs)
        self._plateaus = self._watching(0, None)
        self._gradient = np.empty_like(self.parameters)
        self._step = np.empty_like(self.parameters)

    def _grouped(self, runs: tuple[Run, ...], before: tuple[Group, ...]) -> tuple[Group, ...]:
        """The runs by optimizer; those that had the same one before keep their state."""
        groups, first = [], 0
        keys = [rule_key(run.optimizer, clips=run.rule.clips, corrects=True) for run in runs]
        for key in sorted(set(keys), key=_kinship):
            index = np.array([i for i, each in enumerate(keys) if each == key])
            optimizer, parameters = RULES[key], self.parameters[index]
            values = tuple(np.empty(parameters.shape) for _ in optimizer.fields)
            for field, each in zip(optimizer.fields, values, strict=True):
                each[:] = [[getattr(runs[i], field)] for i in index]
            state = optimizer.init(parameters)
            for old in before:
                if old.optimizer.code == optimizer.code:
                    _, new_rows, old_rows = np.intersect1d(index, old.rows, return_indices=True)
                    for part, old_part in zip(state, old.state, strict=True):
                        part[new_rows] = old_part[old_rows]
            place = slice(first, first + len(index))
            first = place.stop
            operands = optimizer.operands(values, parameters)
            groups.append(Group(optimizer, index, place, values, operands, state))
        return tuple(groups)

    def _watching(self, at: int, before: Plateaus | None) -> Plateaus | None:
        """What is seen of the runs whose rates are reduced, with the settings they have from update `at` on."""
        runs = self.experiment.runs_at(at, self.problem_name)
        rows = [row for row, run in enumerate(runs) if run.pace.reduces]
        if not rows:
            return None
        samples = self.experiment.training_size if self._problem.on_data else 1
        per_epoch = self.experiment.updates_per_epoch(self.problem_name)
        found = Plateaus.of(rows, [runs[row] for row in rows], per_epoch, samples, at)
        if before is None or at == 0:
            return found
        earlier = self.experiment.runs_at(at - 1, self.problem_name)
        return found.remembering(before, [row for row in rows if goes_on(earlier[row], runs[row])])

    @property
    def gradient(self) -> Array:
        """The gradients of the last update made, (runs, d); overwritten by the next."""
        return self._gradient

    def part_of(self, run: int) -> tuple[Trainer, int]:
        """The trainer of a run, and its row there."""
        return self, run

    def snapshot(self) -> Snapshot:
        """All that the next update depends on, to be given to `restore`."""
        return Snapshot(self.update, self.parameters.copy(), self._groups, self._plateaus)

    def restore(self, snapshot: Snapshot) -> None:
        """Goes to where the snapshot was taken; what follows is the same to the last bit."""
        self.update = snapshot.update
        self.parameters = snapshot.parameters.copy()
        self._groups = snapshot.groups
        self._plateaus = snapshot.plateaus

    def advance(self, out: Array) -> int:
        """Makes up to len(out) updates and writes the parameters after each into `out` (k, runs, d).

        Returns how many were made: fewer before the end of an epoch or of the run, a "from here on" edit, or where a
        learning rate may be reduced.
        """
        start = self.update
        stop = min(start + len(out), self.total)
        for at in self.experiment.breakpoints(self.problem_name):
            if start == at:
                self._groups = self._grouped(self.experiment.runs_at(at, self.problem_name), self._groups)
                self._plateaus = self._watching(at, self._plateaus)
            elif start < at < stop:
                stop = at
        if stop <= start:
            return 0
        if self._plateaus is not None:
            stop = min(stop, self._plateaus.horizon(start))
        batches = self._stream.batches(start, stop)
        stop = start + len(batches)
        with np.errstate(all="ignore"):
            rates = np.empty((stop - start, *self.parameters.shape), self.parameters.dtype)
            full = learning_rates(self.experiment, self.problem_name, start, stop)
            rates[:] = (full if self._plateaus is None else self._plateaus.reduced(full))[:, :, None]
            first = self.parameters
            if len(self._groups) == 1 and not self._groups[0].optimizer.place:
                self._advance_one(batches, rates, out)
            else:
                self._advance_mixed(batches, rates, out)
            if self._plateaus is not None:
                self._watch(self._plateaus, first, out[: stop - start], start)
        self.update = stop
        return stop - start

    def _watch(self, plateaus: Plateaus, first: Array, after: Array, start: int) -> None:
        """Shows the updates from `start` on to the rule of the plateau, made at `first` and then at those `after`."""
        before, problem = np.concatenate([first[None], after[:-1]])[:, plateaus.rows], self._problem
        if isinstance(problem, Function):
            losses = problem.loss(before).astype(np.float64)
        else:
            rows = map(np.ascontiguousarray, before.swapaxes(0, 1))
            losses = np.array([problem.update_losses(self.experiment, row, start) for row in rows]).T
        sizes = problem.batch_sizes(self.experiment, start, len(after))
        found = self._plateaus = plateaus.having_seen(losses, sizes, start)
        stop = start + len(after)
        for place in np.flatnonzero(found.shares != plateaus.shares).tolist():
            self.reductions[int(found.rows[place])].note(stop, float(found.shares[place]))
        if stop in self.experiment.breakpoints(self.problem_name):
            earlier, runs = (self.experiment.runs_at(at, self.problem_name) for at in (stop - 1, stop))
            for row in found.rows.tolist():
                if not goes_on(earlier[row], runs[row]):
                    self.reductions[row].note(stop, 1.0)

    def _advance_one(self, batches: Any, rates: Array, out: Array) -> None:
        """All runs share one optimizer that does not look around."""
        given, state, groups = set_out(self._groups, rates)
        gradient, update, subtract = self._stream.gradient, groups[0].optimizer.update, np.subtract
        g, step, parameters = self._gradient, self._step, self.parameters
        for batch, each, target in zip(batches, given, out, strict=False):
            gradient(parameters, batch, g)
            update(g, state, step, *each)
            subtract(parameters, step, target)
            parameters = target
        self.parameters = parameters.copy()
        self._groups = tuple(groups)

    def _advance_mixed(self, batches: Any, rates: Array, out: Array) -> None:
        """Meanwhile the runs of one optimizer are side by side, so that all that is theirs are views, made once."""
        order = np.concatenate([group.rows for group in self._groups])
        g, step, rates, parameters = self._gradient, self._step, rates[:, order], self.parameters[order]
        gradient, subtract = self._stream.gradient, np.subtract
        groups: list[Group] = []
        sharing, places = [], []
        for update, same in groupby(self._groups, key=lambda group: group.optimizer.update):
            given, state, after = set_out(list(same), rates)
            groups += after
            part = slice(after[0].place.start, after[-1].place.stop)
            own: tuple[Any, ...] = (g[part], state, step[part])
            if after[0].optimizer.place:
                places.append((Here(self._problem, self.experiment), part))
                own = (places[-1][0], *own)
            sharing.append((partial(update, *own), given.__next__))
        for made, (batch, target) in enumerate(zip(batches, out, strict=False), self.update):
            gradient(parameters, batch, g)
            for here, part in places:
                here.at(parameters[part], made)
            for change, following in sharing:
                change(*following())
            subtract(parameters, step, target)
            parameters = target
        back, made = np.argsort(order), len(rates)
        out[:made], g[:] = out[:made, back], g[back]
        self.parameters = out[made - 1].copy()
        self._groups = tuple(groups)
