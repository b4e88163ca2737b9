"""Experiment: frozen, validated, to and from plain dictionaries.

An experiment holds everything that determines the numbers. Its runs start together and see the same batches;
each has its own learning rate, schedule and optimizer. `changes` are the edits made "from here on".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sized
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from lrgui.core.model import edits
from lrgui.core.model.checks import between, checked_keys, checked_list, choice, flag, integer, plain
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue, inside
from lrgui.core.model.limits import (
    FLOAT32_RANGE,
    MAX_CHANGES,
    MAX_DISTANCE,
    MAX_HIDDEN_UNITS,
    MAX_RUNS,
    MAX_SPREAD,
    MAX_START_WEIGHT,
    MAX_UPDATES,
    MAX_WEIGHT_DECAY,
)
from lrgui.core.model.representation import short_repr
from lrgui.core.model.run import COLOURS, MORE_COLOURS, RATE_FIELDS, RUN_FIELDS, Run, usual_colour
from lrgui.core.problems.curve import checked_curve
from lrgui.core.problems.datasets import dataset_of
from lrgui.core.problems.generated import MAKERS
from lrgui.core.problems.labelled import is_rule, rule
from lrgui.core.problems.own_data import reading
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.points import Points, checked_points
from lrgui.core.problems.registry import CHOICES, PROBLEMS, kind_of
from lrgui.core.problems.regression import LOSS_SCALES
from lrgui.core.problems.surface import HIGHEST_CONDITION, USUAL_CONDITION, checked_surface
from lrgui.core.training.checkpoint_times import EVALUATIONS, HALF_EPOCHS, CheckpointTimes
from lrgui.core.training.memory import MAX_HISTORY_MB, MemoryPlan, memory_plan
from lrgui.core.training.schedules import SCHEDULES

PRECISIONS = ("float64", "float32")
LOSS_FORMS = ("stable", "textbook")
_WHATEVER = 10**400  # what is allowed depends on the data, and is said so

_CHOICES = {
    "problem": tuple(CHOICES),
    "precision": PRECISIONS,
    "loss_form": LOSS_FORMS,
    "loss_scale": LOSS_SCALES,
    "evaluations": EVALUATIONS,
}
# Fields that the first files did not have. Files name them only where they are not as usual, so that programs which do
# not know them read all other files.
_ADDED = (
    "curve", "evaluations", "distance", "standardised", "weight_decay", "hidden_units", "start_spread",
    "surface", "start_x", "start_y", "condition",
    "points", "loss_scale", "start_w", "start_b",
)  # fmt: skip


@dataclass(frozen=True)
class Experiment:
    """The whole document: problem settings, data, epochs, batch size, seed, and one or more runs.

    Raises `InvalidValue`, which names the field, the value and what is allowed.
    """

    problem: str = "both"
    runs: tuple[Run, ...] = (Run(),)
    updates: int = 40  # of the descent on a curve, on a surface, or of a line
    start: float = 5.0  # w₀ of the 1-D descent
    curve: str = "parabola"  # whose loss the 1-D descent goes down
    surface: str = "bowl"  # whose loss the descent on a surface goes down
    start_x: float = 5.0  # x₀ and y₀ of that descent
    start_y: float = 2.0
    condition: float = USUAL_CONDITION  # of the bowl: how many times more it is curved along y than along x
    points: str | Points = "four"  # (x, y) that a line is laid through
    loss_scale: str = "mean"  # what becomes of their squared errors: the mean, the sum, or half the mean
    start_w: float = 0.0  # slope and intercept that the line starts with
    start_b: float = 0.0
    start_w1: float = 0.0  # w₁ and w₂ of the classifier; b starts at 0
    start_w2: float = 0.0
    epochs: int = 50  # of the classifier
    batch_size: int = 10
    seed: int = 0
    data: str | OwnData = "school-district"  # of the classifier
    distance: float = 4.0  # between the centres of two clouds of data, in their standard deviations
    standardised: bool = False  # whether features are made to have mean 0 and standard deviation 1
    weight_decay: float = 0.0  # λ: the classifier's training loss has λ/2·(w₁² + w₂²) added
    hidden_units: int = 0  # of the classifier, with tanh
    start_spread: float = 1.0  # the deviation of the weights that hidden units start with
    precision: str = "float64"
    loss_form: str = "stable"
    evaluations: str = HALF_EPOCHS  # of the classifier, after the first epochs
    changes: tuple[Change, ...] = field(default=())

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            choice(name, getattr(self, name), choices)
        for name, kind in (("runs", Run), ("changes", Change)):
            values = getattr(self, name)
            if not isinstance(values, tuple | list) or not all(isinstance(value, kind) for value in values):
                raise InvalidValue(name, values, "structure", expected=f"a tuple of {kind.__name__}")
            object.__setattr__(self, name, tuple(values))
        if not isinstance(self.data, OwnData):
            object.__setattr__(self, "data", _named_data(self.data))
        self._check_counts(self.runs, self.changes)
        checked = {
            "curve": checked_curve(self.curve),
            "updates": integer("updates", self.updates, 1, MAX_UPDATES),
            "start": between("start", self.start, -1e6, 1e6),
            "surface": checked_surface(self.surface),
            "start_x": between("start_x", self.start_x, -1e6, 1e6),
            "start_y": between("start_y", self.start_y, -1e6, 1e6),
            "condition": between("condition", self.condition, 1, HIGHEST_CONDITION),
            "points": checked_points(self.points),
            "start_w": between("start_w", self.start_w, -1e6, 1e6),
            "start_b": between("start_b", self.start_b, -1e6, 1e6),
            "start_w1": between("start_w1", self.start_w1, -MAX_START_WEIGHT, MAX_START_WEIGHT),
            "start_w2": between("start_w2", self.start_w2, -MAX_START_WEIGHT, MAX_START_WEIGHT),
            "distance": between("distance", self.distance, 0.0, MAX_DISTANCE),
            "standardised": flag("standardised", self.standardised),
            "weight_decay": between("weight_decay", self.weight_decay, 0.0, MAX_WEIGHT_DECAY),
            "hidden_units": integer("hidden_units", self.hidden_units, 0, MAX_HIDDEN_UNITS),
            "start_spread": between("start_spread", self.start_spread, 0.0, MAX_SPREAD),
            "epochs": integer("epochs", self.epochs, 1, MAX_UPDATES),
            "batch_size": integer("batch_size", self.batch_size, -_WHATEVER, _WHATEVER),
            "seed": integer("seed", self.seed, 0, 2**32 - 1),
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)
        if self.batch_size < 1:
            raise InvalidValue("batch_size", self.batch_size, "between", low=1, high=self.training_size)
        if self.batch_size > self.training_size:
            raise InvalidValue("batch_size", self.batch_size, "batch", high=self.training_size)
        self._check_changes()
        self._check_rates()
        self._check_size()

    __repr__ = short_repr

    @staticmethod
    def _check_counts(runs: Sized, changes: Sized) -> None:
        if not 1 <= len(runs) <= MAX_RUNS:
            raise InvalidValue("runs", len(runs), "between", low=1, high=MAX_RUNS)
        if len(changes) > MAX_CHANGES:
            raise InvalidValue("changes", len(changes), "at_most", high=MAX_CHANGES)

    def _check_changes(self) -> None:
        changes = []
        for i, change in enumerate(self.changes):
            with inside(f"changes[{i}]"):
                if change.problem is not None:
                    choice("changes.problem", change.problem, tuple(PROBLEMS))
                at = integer("changes.at", change.at, 1 if change.problem is None else 0, MAX_UPDATES)
                run = integer("changes.run", change.run, 0, len(self.runs) - 1)
                for name, _ in change.values:
                    if name not in RUN_FIELDS:
                        raise InvalidValue("changes", name, "unknown", choices=RUN_FIELDS)
            values = tuple((name, plain(value)) for name, value in change.values)
            changes.append(Change(at, run, values, change.problem))
        object.__setattr__(self, "changes", tuple(sorted(changes, key=lambda c: (c.at, c.run, c.problem or ""))))

    def _check_rates(self) -> None:
        longest = getattr(self, PROBLEMS[self.problems[-1]].length)
        low, high = FLOAT32_RANGE
        # Making the edits validates the values of the changes.
        edited = ((index, run) for made in self._edits.values() for (_, index), run in made.items())
        for index, run in (*enumerate(self.runs), *edited):
            with inside(f"runs[{index}]"):
                if "warmup_epochs" in SCHEDULES[run.schedule].fields and run.warmup_epochs > longest:
                    raise InvalidValue("warmup_epochs", run.warmup_epochs, "warmup", high=longest)
                if self.precision == "float32" and not low <= run.learning_rate <= high:
                    raise InvalidValue("learning_rate", run.learning_rate, "float32", low=low, high=high)

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

    # What follows from the fields

    @property
    def problems(self) -> tuple[str, ...]:
        """The problems that are computed: one of them, or both in the order in which they are shown."""
        return CHOICES[self.problem]

    @property
    def problem_on_data(self) -> str | None:
        """The problem that is trained on data, in batches and epochs; None where there is none."""
        return next((problem for problem in self.problems if PROBLEMS[problem].on_data), None)

    @property
    def training_size(self) -> int:
        """n, the number of points that the classifier is trained on."""
        return dataset_of(self).training_size

    @property
    def size(self) -> int:
        """The number of points of the classifier's data, of which some are kept for validation."""
        return dataset_of(self).size

    @property
    def iterations_per_epoch(self) -> int:
        """s = ⌈n/m⌉ of the classifier; the last, shorter batch of an epoch is used."""
        return -(-self.training_size // self.batch_size)

    def updates_per_epoch(self, problem: str) -> int:
        """How many updates make one epoch of `problem`: s on data, one of a function."""
        return PROBLEMS[problem].updates_per_epoch(self)

    def total_updates(self, problem: str) -> int:
        """T, the number of updates of the whole run."""
        return PROBLEMS[problem].total_updates(self)

    # The timeline. Its places are the updates of the problem that makes the most. Where there are two, each goes by a
    # clock of its own, so that they run side by side and end together: at place p of the timeline's L a problem of T
    # updates has made ⌊p·T/L⌋ of them. All of it is in whole numbers, and nothing that is computed depends on it.

    @cached_property
    def length(self) -> int:
        """L, the last place on the timeline, where all problems have ended."""
        return max(self.total_updates(problem) for problem in self.problems)

    def update_at(self, problem: str, place: int) -> int:
        """How many updates `problem` has made at a place on the timeline."""
        return min(place, self.length) * self.total_updates(problem) // self.length

    def place_of(self, problem: str, update: int) -> int:
        """The first place on the timeline at which `problem` has made so many updates."""
        return -(-update * self.length // self.total_updates(problem))

    @cached_property
    def checkpoint_times(self) -> CheckpointTimes:
        """After which updates the problem on data is evaluated."""
        problem = self.problem_on_data
        assert problem is not None
        return CheckpointTimes.of(self.total_updates(problem), self.updates_per_epoch(problem), self.evaluations)

    def memory_plan(self, problem: str) -> MemoryPlan:
        """How the history of one problem is kept in memory."""
        kind, updates = kind_of(problem, self), self.total_updates(problem)
        return memory_plan(
            updates,
            runs=len(self.runs),
            parameters=kind.dimension(self),
            number_bytes=8 if self.precision == "float64" else 4,
            checkpoints=self.checkpoint_times.count if kind.on_data else 0,
            optimizers=max(len({run.optimizer for run in runs}) for _, runs in self._stages[problem]),
        )

    # Runs, and edits

    @cached_property
    def _edits(self) -> dict[str, dict[tuple[int, int], Run]]:
        return {problem: edits.edited_runs(self.runs, self.changes_of(problem)) for problem in PROBLEMS}

    @cached_property
    def _stages(self) -> dict[str, edits.Stages]:
        return {problem: edits.stages(self.runs, made) for problem, made in self._edits.items()}

    def changes_of(self, problem: str) -> edits.Changes:
        """The changes that concern a problem, ascending by its updates."""
        return edits.of_problem(self.changes, problem)

    def breakpoints(self, problem: str) -> tuple[int, ...]:
        """The updates at which some run of `problem` goes on with other settings, ascending."""
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

        def whole(problem: str) -> dict[str, Any]:
            at = self.update_at(problem, place)
            if not rates or not (anew or begun):
                return values
            return {
                **values,
                "schedule_from": at if anew else self.runs_at(max(0, at - 1), problem)[index].schedule_from,
            }

        if place <= 0 or len(self.problems) == 1:
            return self.with_change(place, index, **whole(self.problems[0]))
        changes = edits.told_apart(self.changes, self.problems)
        for problem in self.problems:
            own = tuple(change for change in changes if change.problem == problem)
            others = tuple(change for change in changes if change.problem != problem)
            changes = (*others, *edits.changed(own, self.update_at(problem, place), index, whole(problem), problem))
        return replace(self, changes=changes)

    def known_until(self, place: int | None) -> Experiment:
        """The experiment as it is known at a place on the timeline: without later edits. None: all of it."""
        if place is None:
            return self
        limits = {problem: self.update_at(problem, place) for problem in self.problems}
        limit = max(limits.values())
        known = tuple(c for c in self.changes if c.at <= (limit if c.problem is None else limits.get(c.problem, limit)))
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
        usual = {f.name: f.default for f in fields(self) if f.name in _ADDED}
        data = {name: value for name, value in asdict(self).items() if usual.get(name) != value}
        if isinstance(self.data, OwnData):
            data["data"] = self.data.to_dict()
        if "points" in data and not isinstance(self.points, str):
            data["points"] = [list(point) for point in self.points]
        data["runs"] = [_run_data(run) for run in self.runs]
        data["changes"] = [_change_data(change) for change in self.changes]
        return data

    @classmethod
    def from_dict(cls, data: Any, data_path: str | None = None) -> Experiment:
        """Reads what `to_dict` wrote; missing fields have their defaults. Raises `InvalidValue`.

        data_path: where the file of large data is now; None: where it was.
        """
        values = dict(checked_keys("experiment", data, [f.name for f in fields(cls)]))
        runs = checked_list("runs", values.pop("runs", [{}]))
        changes = checked_list("changes", values.pop("changes", []))
        if isinstance(values.get("data"), dict):
            values["data"] = reading.from_dict(values["data"], data_path)
        cls._check_counts(runs, changes)  # before any is made: a file may name a million
        return cls(
            runs=tuple(cls._run(i, run) for i, run in enumerate(runs)),
            changes=tuple(cls._change(i, change) for i, change in enumerate(changes)),
            **values,
        )

    @staticmethod
    def _run(i: int, data: Any) -> Run:
        with inside(f"runs[{i}]"):
            return Run(**{"colour": usual_colour(i), **checked_keys("run", data, RUN_FIELDS)})

    @staticmethod
    def _change(i: int, data: Any) -> Change:
        with inside(f"changes[{i}]"):
            parts = dict(checked_keys("change", data, ("at", "run", "problem", *RUN_FIELDS)))
            if "at" not in parts or "run" not in parts:
                raise InvalidValue("changes", sorted(parts), "structure", expected="given with 'at' and 'run'")
            at, run, problem = parts.pop("at"), parts.pop("run"), parts.pop("problem", None)
            Run(**parts)  # the experiment would refuse bad values too, but it does not know where they stand
            return Change(at, run, tuple(parts.items()), problem)


def _named_data(name: Any) -> str:
    """The name of data of the program, or a rule that labels points. Raises `InvalidValue`."""
    if isinstance(name, str) and is_rule(name):
        return rule(name).text
    return choice("data", name, tuple(MAKERS))


def _run_data(run: Run) -> dict[str, Any]:
    return {name: value for name, value in asdict(run).items() if name != "name" or value}


def _change_data(change: Change) -> dict[str, Any]:
    of = {} if change.problem is None else {"problem": change.problem}
    return {"at": change.at, "run": change.run, **of, **dict(change.values)}
