"""What runs of an experiment share, and what they have of their own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from lrgui.core.model import groups
from lrgui.core.model.clock import Clock
from lrgui.core.model.experiment_fields import UPDATES, ExperimentFields
from lrgui.core.model.groups import Group
from lrgui.core.model.run import PASSED_ON, Run
from lrgui.core.problems.registry import PROBLEMS


@dataclass(frozen=True)
class Sharing(ExperimentFields):
    """The fields of an experiment, and what each of its runs makes of them."""

    @property
    def apart(self) -> bool:
        """Whether some run has something of its own."""
        return any(run.own for run in self.runs)

    def like(self, run: Run, names: Collection[str] = PASSED_ON) -> Self:
        """The experiment where all share what `run` has of its own, or else what is shared: the fields `names`."""
        values = {name: value for name, value in run.own.items() if name in names}
        if not self.apart and not values:
            return self
        shared: dict[str, Any] = dict.fromkeys(names)
        return replace(self, runs=tuple(replace(each, **shared) for each in self.runs), **values)

    def alone(self, index: int) -> Self:
        """Run `index` by itself, with the same numbers: what is its own is the experiment's, but for its seed."""
        if index not in self._alone:
            whole = len(self.runs) == 1 and self.runs[0] == self.runs[0].without_own()
            self._alone[index] = self if whole else groups.only(self, [index], PASSED_ON)
        return self._alone[index]

    @cached_property
    def _alone(self) -> dict[int, Self]:
        return {}

    @cached_property
    def each(self) -> tuple[Self, ...]:
        """For every run an experiment in which its own settings are those of all; the same for runs that share them."""
        if not self.apart:
            return (self,) * len(self.runs)
        firsts: dict[tuple[Any, ...], int] = {}
        for i, run in enumerate(self.runs):
            firsts.setdefault(tuple(run.own.items()), i)
        return tuple(self.alone(firsts[tuple(run.own.items())]) for run in self.runs)

    def groups(self, problem: str) -> tuple[Group[Self], ...]:
        """The runs that see the same batches; of a function all together."""
        return self._groups if PROBLEMS[problem].on_data else (Group(tuple(range(len(self.runs))), self),)

    @cached_property
    def _groups(self) -> tuple[Group[Self], ...]:
        rows = groups.together(self)
        if len(rows) == 1 and set(self.batch_sizes) == {self.batch_size}:
            return (Group(rows[0], self),)
        return tuple(Group(each, groups.only(self, each, ("batch_size",))) for each in rows)

    def batches_up_to(self, most: int) -> dict[str, Any]:
        """The fields in which no batch is larger than `most`, as other data may ask for."""
        sizes = [None if run.batch_size is None else min(run.batch_size, most) for run in self.runs]
        runs = tuple(replace(run, batch_size=size) for run, size in zip(self.runs, sizes, strict=True))
        return {"batch_size": min(self.batch_size, most), "runs": runs}

    def epochs_made(self, problem: str, run: int, update: int) -> float:
        """How many epochs a run has seen after `update` updates of a problem."""
        clock = self.clock(problem)
        epochs: int = getattr(self, PROBLEMS[problem].length)
        return clock.made(run, update) * epochs / clock.totals[run]

    def counted_by_updates(self, problem: str) -> bool:
        """Whether runs of several batch sizes are compared after as many updates."""
        return self.aligned == UPDATES and not self.clock(problem).uniform

    def clock(self, problem: str) -> Clock:
        """How many updates each run of a problem has made while the others make theirs."""
        if problem not in self._clocks:
            kind = PROBLEMS[problem]
            epochs: int = getattr(self, kind.length)
            sizes = {m: -(-self.training_size // m) for m in set(self.batch_sizes)} if kind.on_data else {}
            totals = tuple(epochs * sizes.get(m, 1) for m in self.batch_sizes)
            self._clocks[problem] = Clock(totals, self.aligned == UPDATES)
        return self._clocks[problem]

    @cached_property
    def _clocks(self) -> dict[str, Clock]:
        return {}
