"""Experiment: frozen, validated, to and from plain dictionaries.

An experiment holds everything that determines the numbers. Its runs start together and see the same batches;
each has its own learning rate, schedule and optimizer. `changes` are the edits made "from here on".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np

from lrgui.core.model import dictionary, edits, groups
from lrgui.core.model.checks import choice, integer, known_names, plain
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue, inside
from lrgui.core.model.limits import FLOAT32_RANGE, MAX_UPDATES
from lrgui.core.model.representation import short_repr
from lrgui.core.model.run import CHANGEABLE, COLOURS, MORE_COLOURS, RATE_FIELDS, Run, usual_colour
from lrgui.core.model.sharing import Sharing
from lrgui.core.model.timeline import Timeline
from lrgui.core.problems.function import Function
from lrgui.core.problems.registry import PROBLEMS, kind_of
from lrgui.core.training.checkpoint_times import CheckpointTimes
from lrgui.core.training.memory import MAX_HISTORY_MB, MemoryPlan, memory_plan
from lrgui.core.training.schedules.plateau import most_reductions


@dataclass(frozen=True)
class Experiment(Sharing):
    """The whole document: problem settings, data, epochs, batch size, seed, and one or more runs.

    Raises `InvalidValue`, which names the field, the value and what is allowed.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self._check_changes()
        self._check_rates()
        self._check_size()

    __repr__ = short_repr

    def _check_changes(self) -> None:
        changes = []
        for i, change in enumerate(self.changes):
            with inside(f"changes[{i}]"):
                if change.problem is not None:
                    choice("changes.problem", change.problem, tuple(PROBLEMS))
                at = integer("changes.at", change.at, 1 if change.problem is None else 0, MAX_UPDATES)
                run = integer("changes.run", change.run, 0, len(self.runs) - 1)
                for name, _ in change.values:
                    if name not in CHANGEABLE:
                        raise InvalidValue("changes", name, "unknown", choices=known_names(name, CHANGEABLE))
                values = _hashable(tuple((name, plain(value)) for name, value in change.values))
            changes.append(Change(at, run, values, change.problem))
        object.__setattr__(self, "changes", tuple(sorted(changes, key=lambda c: (c.at, c.run, c.problem or ""))))

    def _check_rates(self) -> None:
        longest = getattr(self, PROBLEMS[self.problems[-1]].length)
        low, high = FLOAT32_RANGE
        # Making the edits validates the values of the changes.
        edited = ((index, run) for made in self._edits.values() for (_, index), run in made.items())
        for index, run in (*enumerate(self.runs), *edited):
            with inside(f"runs[{index}]"):
                if "warmup_epochs" in run.pace.fields and run.warmup_epochs > longest:
                    raise InvalidValue("warmup_epochs", run.warmup_epochs, "warmup", high=longest)
                self._check_search(run)
                if self.precision == "float32" and not low <= run.learning_rate <= high:
                    raise InvalidValue("learning_rate", run.learning_rate, "float32", low=low, high=high)

    def _check_search(self, run: Run) -> None:
        """An exact line search needs a loss of which everything is known."""
        if run.rule.quadratic:
            kinds = [kind_of(problem, self) for problem in self.problems]
            if not all(issubclass(kind, Function) and kind.is_quadratic(self) for kind in kinds):
                raise InvalidValue("optimizer", run.optimizer, "quadratic")

    def _check_size(self) -> None:
        for problem in self.problems:
            total = self.total_updates(problem)
            name = PROBLEMS[problem].length
            if total > MAX_UPDATES:
                raise InvalidValue(name, getattr(self, name), "updates", updates=total, high=MAX_UPDATES)
        megabytes = sum(self.memory_plan(problem).bytes for problem in self.problems) / 1e6
        if megabytes > MAX_HISTORY_MB:
            name = PROBLEMS[self.problems[-1]].length
            raise InvalidValue(name, getattr(self, name), "memory", megabytes=round(megabytes), high=MAX_HISTORY_MB)

    def updates_per_epoch(self, problem: str) -> int:
        """How many updates make one epoch of `problem`: s on data, one of a function."""
        return PROBLEMS[problem].updates_per_epoch(self)

    def total_updates(self, problem: str) -> int:
        """T, the number of updates of the whole run."""
        return PROBLEMS[problem].total_updates(self)

    # The timeline

    @cached_property
    def timeline(self) -> Timeline:
        """Where its problems stand while somebody looks at them."""
        totals = {problem: self.total_updates(problem) for problem in PROBLEMS}
        return Timeline(totals, max(totals[problem] for problem in self.problems))

    @property
    def length(self) -> int:
        """The last place on the timeline, where all problems have ended."""
        return self.timeline.length

    def update_at(self, problem: str, place: int) -> int:
        """How many updates `problem` has made at a place on the timeline."""
        return self.timeline.update_at(problem, place)

    def place_of(self, problem: str, update: int) -> int:
        """The first place on the timeline at which `problem` has made so many updates."""
        return self.timeline.place_of(problem, update)

    @cached_property
    def checkpoint_times(self) -> CheckpointTimes:
        """After which updates the problem on data is evaluated."""
        problem = self.problem_on_data
        assert problem is not None
        return CheckpointTimes.of(self.total_updates(problem), self.updates_per_epoch(problem), self.evaluations)

    def memory_plan(self, problem: str) -> MemoryPlan:
        """How the history of one problem is kept in memory."""
        kind, updates = kind_of(problem, self), self.total_updates(problem)
        stages = self._stages[problem]
        rules = {run.rule for _, runs in stages for run in runs}
        epochs = updates // self.updates_per_epoch(problem)
        return memory_plan(
            updates,
            runs=len(self.runs),
            parameters=kind.dimension(self),
            number_bytes=np.dtype(self.precision).itemsize,
            remembered=max(rule.remembered_bytes(self.precision) for rule in rules),
            checkpoints=self.checkpoint_times.count if kind.on_data else 0,
            optimizers=len(groups.together(self)) * max(len({run.optimizer for run in runs}) for _, runs in stages),
            reduced=max(sum(run.pace.reduces for run in runs) for _, runs in stages),
            reductions=sum(most_reductions(run, epochs) for _, runs in stages for run in runs if run.pace.reduces),
        )

    @property
    def shared(self) -> tuple[Any, ...]:
        """The values of all fields but the runs: two experiments are compared by them without a copy."""
        return _shared(self)

    # Runs, and edits

    @cached_property
    def _edits(self) -> dict[str, Mapping[tuple[int, int], Run]]:
        return {problem: edits.edited_runs(self.runs, self._in_moments(problem)) for problem in PROBLEMS}

    def _in_moments(self, problem: str) -> edits.Changes:
        """The changes of a problem, which are kept by the updates of their runs, by what the problem's clock counts."""
        clock, changes = self.clock(problem), self.changes_of(problem)
        if clock.uniform:
            return changes
        return tuple(
            sorted((replace(c, at=clock.moment_of(c.run, c.at)) for c in changes), key=lambda c: (c.at, c.run))
        )

    @cached_property
    def _stages(self) -> dict[str, edits.Stages]:
        return {problem: edits.stages(self.runs, made) for problem, made in self._edits.items()}

    def changes_of(self, problem: str) -> edits.Changes:
        """The changes that concern a problem, ascending by the updates of their runs."""
        return edits.of_problem(self.changes, problem)

    def breakpoints(self, problem: str) -> tuple[int, ...]:
        """The updates (of the run that makes the most) at which some run goes on with other settings, ascending."""
        return tuple(at for at, _ in self._stages[problem][1:])

    def runs_at(self, update: int, problem: str | None = None) -> tuple[Run, ...]:
        """The runs with the settings that update number `update` (from 0) is made with.

        problem: whose update, None for the one whose updates the timeline counts.
        """
        stages = self._stages[self.problems[-1] if problem is None else problem]
        return stages[bisect_right(stages, update, key=lambda stage: stage[0]) - 1][1]

    def edited(self, **values: Any) -> Experiment:
        """The experiment with other experiment-wide fields."""
        return replace(self, **values)

    def with_run(self, index: int, **values: Any) -> Experiment:
        """Run `index` with other settings from the start; earlier edits of these fields are forgotten."""
        runs = list(self.runs)
        runs[index] = replace(runs[index], **values)
        return replace(self, runs=tuple(runs), changes=edits.forgotten(self.changes, index, values))

    def with_change(self, at: int, index: int, **values: Any) -> Experiment:
        """Run `index` with other settings from update `at` of every problem on; what it did before stays."""
        if at <= 0:
            return self.with_run(index, **values)
        return replace(self, changes=edits.changed(self.changes, at, index, values))

    def with_change_at(self, place: int, index: int, *, anew: bool = False, **values: Any) -> Experiment:
        """The same from a place on the timeline on, where each problem has made updates of its own.

        anew: where the learning rates are changed, the schedule begins there; else it goes on at its place.
        """
        rates = bool(RATE_FIELDS & values.keys())
        begun = any("schedule_from" in dict(c.values) for c in self.changes if c.run == index)  # on the way, somewhere

        def at_of(problem: str) -> int:
            return self.clock(problem).made(index, self.update_at(problem, place))

        def whole(problem: str) -> dict[str, Any]:
            at = at_of(problem)
            if not rates or not (anew or begun):
                return values
            return {
                **values,
                "schedule_from": at if anew else self.alone(index).runs_at(max(0, at - 1), problem)[0].schedule_from,
            }

        if place <= 0 or len(self.problems) == 1:
            return self.with_change(at_of(self.problems[0]), index, **whole(self.problems[0]))
        changes = edits.told_apart(self.changes, self.problems)
        for problem in self.problems:
            own = tuple(change for change in changes if change.problem == problem)
            others = tuple(change for change in changes if change.problem != problem)
            changes = (*others, *edits.changed(own, at_of(problem), index, whole(problem), problem))
        return replace(self, changes=changes)

    def known_until(self, place: int | None) -> Experiment:
        """The experiment as it is known at a place on the timeline: without later edits. None: all of it."""
        if place is None:
            return self

        def limit(problem: str, run: int) -> int:
            return self.clock(problem).made(run, self.update_at(problem, place))

        def known_at(change: Change) -> int:
            own = self.problems if change.problem is None or change.problem not in self.problems else (change.problem,)
            return max(limit(problem, change.run) for problem in own)

        known = tuple(change for change in self.changes if change.at <= known_at(change))
        return self if known == self.changes else replace(self, changes=known)

    def alike(self, first: int, second: int) -> bool:
        """Whether two runs do the same, whatever they look like."""

        def all_of(index: int) -> tuple[Any, ...]:
            own = ((c.at, c.problem or "", c.values) for c in self.changes if c.run == index)
            return replace(self.runs[index], colour=COLOURS[0], name=""), *own

        return all_of(first) == all_of(second)

    def adding(self, run: Run) -> Experiment:
        """The experiment with one run more, at the end."""
        return replace(self, runs=(*self.runs, run))

    def duplicating(self, index: int, colour: str) -> Experiment:
        """A copy of run `index`, its edits included, at the end."""
        copy = replace(self.runs[index], colour=colour, name="")
        return replace(self, runs=(*self.runs, copy), changes=edits.copied(self.changes, index, len(self.runs)))

    def removing(self, index: int) -> Experiment:
        """The experiment without run `index` and its edits."""
        runs = self.runs[:index] + self.runs[index + 1 :]
        return replace(self, runs=runs, changes=edits.without_run(self.changes, index))

    def next_colour(self) -> str:
        """The first colour that no run has, or the next in turn when all are taken."""
        used = {run.colour for run in self.runs}
        free = [colour for colour in COLOURS + MORE_COLOURS if colour not in used]
        return free[0] if free else usual_colour(len(self.runs))

    # To and from plain dictionaries

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` gives an equal experiment back."""
        return dictionary.written(self)

    @classmethod
    def from_dict(cls, data: Any, data_path: str | None = None) -> Experiment:
        """Reads what `to_dict` wrote; missing fields have their defaults. Raises `InvalidValue`.

        data_path: where the file of large data is now; None: where it was.
        """
        return cls(**dictionary.read(data, data_path))


def _hashable(values: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    """Values of a run, of which a list becomes what the run makes of it. Raises `InvalidValue`."""
    try:
        hash(values)
    except TypeError:
        run = Run(**dict(values))
        return tuple((name, getattr(run, name)) for name, _ in values)
    return values


_shared = attrgetter(*(field.name for field in fields(Experiment) if field.name != "runs"))
