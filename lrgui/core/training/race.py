"""Runs of several batch sizes or seeds side by side: each group of runs has a trainer of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array
from lrgui.core.problems.problem import Problem
from lrgui.core.training.trainer import Snapshot, Trainer


@dataclass(frozen=True, slots=True)
class RaceSnapshot:
    """All that what follows depends on: that of each group of runs."""

    update: int
    parts: tuple[Snapshot, ...]


class Race:
    """Advances all runs of a problem together, as a `Trainer` does those that see the same batches.

    `update` counts the updates of the runs that make the most (`Experiment.clock`); between two of its own a run stays
    where it is.
    """

    def __init__(self, experiment: Experiment, problem_name: str, problem: Problem) -> None:
        self._clock = experiment.clock(problem_name)
        groups = experiment.groups(problem_name)
        self._rows: list[Any] = [_rows(group.rows) for group in groups]
        self._firsts = [group.rows[0] for group in groups]
        self._parts = [Trainer(group.experiment, problem_name, problem) for group in groups]
        self._places = {run: (i, row) for i, group in enumerate(groups) for row, run in enumerate(group.rows)}
        self.update = 0

    @property
    def parameters(self) -> Array:
        """Where all runs are: (runs, d)."""
        first = self._parts[0].parameters
        found = np.empty((len(self._places), first.shape[1]), first.dtype)
        for rows, part in zip(self._rows, self._parts, strict=True):
            found[rows] = part.parameters
        return found

    def part_of(self, run: int) -> tuple[Trainer, int]:
        """The trainer of a run, and its row there."""
        part, row = self._places[run]
        return self._parts[part], row

    def snapshot(self) -> RaceSnapshot:
        """All that what follows depends on, to be given to `restore`."""
        return RaceSnapshot(self.update, tuple(part.snapshot() for part in self._parts))

    def restore(self, snapshot: RaceSnapshot) -> None:
        """Goes to where the snapshot was taken; what follows is the same to the last bit."""
        self.update = snapshot.update
        for part, taken in zip(self._parts, snapshot.parts, strict=True):
            part.restore(taken)

    def advance(self, out: Array) -> int:
        """Goes on for up to len(out) updates and writes where all runs are after each into `out` (k, runs, d)."""
        count = min(len(out), self._clock.length - self.update)
        moments = np.arange(self.update + 1, self.update + count + 1)
        for rows, first, part in zip(self._rows, self._firsts, self._parts, strict=True):
            made = self._clock.made(first, moments) - part.update
            states = np.empty((int(made[-1]) + 1 if count else 1, *part.parameters.shape), part.parameters.dtype)
            states[0] = part.parameters
            there = 1
            while there < len(states):
                there += part.advance(states[there:])
            out[:count, rows] = states[made]
        self.update += count
        return count


def _rows(rows: tuple[int, ...]) -> Any:
    """Numbers of runs as a slice, which copies nothing, if they can be."""
    neighbours = rows[-1] - rows[0] + 1 == len(rows)
    return slice(rows[0], rows[-1] + 1) if neighbours else np.array(rows)


def trainer_of(experiment: Experiment, problem_name: str, problem: Problem) -> Trainer | Race:
    """What advances the runs of a problem: one trainer where all see the same batches."""
    groups = experiment.groups(problem_name)
    if len(groups) > 1:
        return Race(experiment, problem_name, problem)
    return Trainer(groups[0].experiment, problem_name, problem)
