"""Experiment and Run: frozen, validated, to and from plain dictionaries.

An experiment holds everything that determines the numbers. Its runs start together and see the same batches;
each has its own learning rate, schedule and optimizer. `changes` are the edits made "from here on": from
update `at`, a run goes on with other settings, so that a history with such edits is replayed exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sized
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from lrgui.core.model.checks import (
    between,
    checked_keys,
    checked_list,
    choice,
    from_zero_below,
    integer,
    positive,
    positive_up_to,
)
from lrgui.core.model.errors import InvalidValue, inside
from lrgui.core.problems.datasets import DATASETS

PROBLEMS = ("descent", "classifier", "both")
SCHEDULES = ("constant", "exponential", "inverse-time", "polynomial", "cosine", "one-cycle")
OPTIMIZERS = ("gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
PRECISIONS = ("float64", "float32")
LOSS_FORMS = ("stable", "textbook")

# Okabe and Ito's colours, told apart by colour-blind people; in the order in which runs are given them.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9")
# For the seventh run and later: Tol's, which are a little harder to tell apart.
MORE_COLOURS = ("#332288", "#999933", "#882255", "#44AA99", "#661100", "#888888")

MAX_UPDATES = 10_000_000
MAX_RUNS = 1000
MAX_CHANGES = 3000
MAX_START_WEIGHT = 1000.0
MAX_HISTORY_MB = 400
DENSE_BYTES = 160 * 2**20  # per problem: above this a history keeps keyframes and replays what lies between
KEYFRAMES = 65_536
KEYFRAME_OBJECTS = (300, 450)  # bytes of a keyframe's Python objects, and of those of each optimizer in it
REPLAYED = 256  # updates at most from a snapshot to any other update, where all parameters are kept …
SNAPSHOTS = 4096  # … but no more snapshots than these
MIN_STRIDE = 64  # between keyframes, at least: so few updates of six runs are replayed in about a millisecond
FLOAT32_RANGE = (1.2e-38, 3.4e38)  # normal numbers

_CHOICES = {
    "problem": PROBLEMS,
    "schedule": SCHEDULES,
    "optimizer": OPTIMIZERS,
    "precision": PRECISIONS,
    "loss_form": LOSS_FORMS,
    "data": tuple(DATASETS),
}


@dataclass(frozen=True)
class Run:
    """One setting of learning rate, schedule and optimizer, with its colour.

    Periods are in epochs (in the 1-D descent one epoch is one update). Raises `InvalidValue`, which names the
    field.
    """

    learning_rate: float = 0.2
    schedule: str = "constant"
    decay_rate: float = 0.95
    decay_epochs: float = 1.0
    staircase: bool = False
    end_learning_rate: float = 0.0
    power: float = 1.0
    alpha: float = 0.0
    warmup_epochs: float = 0.0
    optimizer: str = "gradient-descent"
    momentum: float = 0.9
    colour: str = COLOURS[0]

    def __post_init__(self) -> None:
        checked = {
            "learning_rate": positive("learning_rate", self.learning_rate),
            "schedule": choice("schedule", self.schedule, _CHOICES["schedule"]),
            "decay_rate": positive_up_to("decay_rate", self.decay_rate, 1000),
            "decay_epochs": positive_up_to("decay_epochs", self.decay_epochs, MAX_UPDATES),
            "end_learning_rate": between("end_learning_rate", self.end_learning_rate, 0, 1e6),
            "power": positive_up_to("power", self.power, 100),
            "alpha": between("alpha", self.alpha, 0, 1),
            "warmup_epochs": between("warmup_epochs", self.warmup_epochs, 0, MAX_UPDATES),
            "optimizer": choice("optimizer", self.optimizer, _CHOICES["optimizer"]),
            "momentum": from_zero_below("momentum", self.momentum, 1),
        }
        if not isinstance(self.staircase, bool):
            raise InvalidValue("staircase", self.staircase, "flag")
        if not isinstance(self.colour, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", self.colour):
            raise InvalidValue("colour", self.colour, "colour")
        for name, value in checked.items():
            object.__setattr__(self, name, value)


RUN_FIELDS = tuple(f.name for f in fields(Run))


@dataclass(frozen=True)
class Change:
    """From update `at` on (at ≥ 1), run number `run` goes on with the fields in `values`."""

    at: int
    run: int
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Experiment:
    """The whole document: problem settings, data, epochs, batch size, seed, and one or more runs.

    Raises `InvalidValue`, which names the field, the value and what is allowed.
    """

    problem: str = "both"
    runs: tuple[Run, ...] = (Run(),)
    updates: int = 40  # of the 1-D descent
    start: float = 5.0  # w₀ of the 1-D descent
    start_w1: float = 0.0  # w₁ and w₂ of the classifier; b starts at 0
    start_w2: float = 0.0
    epochs: int = 50  # of the classifier
    batch_size: int = 10
    seed: int = 0
    data: str = "school-district"
    precision: str = "float64"
    loss_form: str = "stable"
    changes: tuple[Change, ...] = field(default=())

    def __post_init__(self) -> None:
        for name in ("problem", "data", "precision", "loss_form"):
            choice(name, getattr(self, name), _CHOICES[name])
        if not isinstance(self.runs, tuple) or not all(isinstance(run, Run) for run in self.runs):
            raise InvalidValue("runs", self.runs, "structure", expected="a tuple of Run")
        if not isinstance(self.changes, tuple) or not all(isinstance(c, Change) for c in self.changes):
            raise InvalidValue("changes", self.changes, "structure", expected="a tuple of Change")
        self._check_counts(self.runs, self.changes)
        checked = {
            "updates": integer("updates", self.updates, 1, MAX_UPDATES),
            "start": between("start", self.start, -1e6, 1e6),
            "start_w1": between("start_w1", self.start_w1, -MAX_START_WEIGHT, MAX_START_WEIGHT),
            "start_w2": between("start_w2", self.start_w2, -MAX_START_WEIGHT, MAX_START_WEIGHT),
            "epochs": integer("epochs", self.epochs, 1, MAX_UPDATES),
            "batch_size": integer("batch_size", self.batch_size, -MAX_UPDATES, MAX_UPDATES),
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
                at = integer("changes.at", change.at, 1, MAX_UPDATES)
                run = integer("changes.run", change.run, 0, len(self.runs) - 1)
                for name, _ in change.values:
                    if name not in RUN_FIELDS:
                        raise InvalidValue("changes", name, "unknown", choices=RUN_FIELDS)
            changes.append(Change(at, run, change.values))
        object.__setattr__(self, "changes", tuple(sorted(changes, key=lambda c: (c.at, c.run))))

    def _check_rates(self) -> None:
        longest = self.epochs if self.problem != "descent" else self.updates
        low, high = FLOAT32_RANGE
        # Making the edits validates the values of the changes.
        edited = ((index, run) for (_, index), run in self._edits.items())
        for index, run in (*enumerate(self.runs), *edited):
            with inside(f"runs[{index}]"):
                if run.schedule == "cosine" and run.warmup_epochs > longest:
                    raise InvalidValue("warmup_epochs", run.warmup_epochs, "warmup", high=longest)
                if self.precision == "float32" and not low <= run.learning_rate <= high:
                    raise InvalidValue("learning_rate", run.learning_rate, "float32", low=low, high=high)

    def _check_size(self) -> None:
        for problem in self.problems:
            total = self.total_updates(problem)
            name = "updates" if problem == "descent" else "epochs"
            if total > MAX_UPDATES:
                raise InvalidValue(name, getattr(self, name), "updates", updates=total, high=MAX_UPDATES)
        megabytes = sum(self.history_bytes(problem) for problem in self.problems) / 1e6
        if megabytes > MAX_HISTORY_MB:
            name = "updates" if self.problem == "descent" else "epochs"
            raise InvalidValue(name, getattr(self, name), "memory", megabytes=round(megabytes), high=MAX_HISTORY_MB)

    # What follows from the fields

    @property
    def problems(self) -> tuple[str, ...]:
        """The problems that are computed: one of them, or both in the order in which they are shown."""
        return ("descent", "classifier") if self.problem == "both" else (self.problem,)

    @property
    def training_size(self) -> int:
        return DATASETS[self.data]().training_size

    @property
    def iterations_per_epoch(self) -> int:
        """s = ⌈n/m⌉ of the classifier; the last, shorter batch of an epoch is used."""
        return -(-self.training_size // self.batch_size)

    def updates_per_epoch(self, problem: str) -> int:
        return 1 if problem == "descent" else self.iterations_per_epoch

    def total_updates(self, problem: str) -> int:
        """T, the number of updates of the whole run."""
        return self.updates if problem == "descent" else self.epochs * self.iterations_per_epoch

    @property
    def length(self) -> int:
        """The last update that the playhead can show."""
        return max(self.total_updates(problem) for problem in self.problems)

    @property
    def checkpoint_interval(self) -> int:
        """The classifier is evaluated every half epoch, as in the book."""
        return max(1, self.iterations_per_epoch // 2)

    def keyframe_stride(self, problem: str) -> int:
        """1 where every update is kept; else a power of two: what lies between keyframes is replayed."""
        total = self.total_updates(problem)
        if (total + 1) * self._row_bytes(problem) + self._checkpoint_bytes(problem) <= DENSE_BYTES:
            return 1
        stride = MIN_STRIDE
        while total // stride > KEYFRAMES:
            stride *= 2
        return stride

    def snapshot_spacing(self, problem: str) -> int:
        """Updates between two snapshots of the optimizers, which are replayed from there.

        Where all parameters are kept, the snapshots add a few hundredths to them, or 3 MB.
        """
        stride = self.keyframe_stride(problem)
        return stride if stride > 1 else max(REPLAYED, self.total_updates(problem) // SNAPSHOTS)

    def _row_numbers(self, problem: str) -> int:
        return len(self.runs) * (1 if problem == "descent" else 3)

    def _row_bytes(self, problem: str) -> int:
        return self._row_numbers(problem) * (8 if self.precision == "float64" else 4)

    def _checkpoint_bytes(self, problem: str) -> int:
        """Four figures of every run and the number of its best checkpoint so far, at each checkpoint."""
        if problem == "descent":
            return 0
        return (self.total_updates(problem) // self.checkpoint_interval + 1) * len(self.runs) * (4 * 8 + 4)

    def history_bytes(self, problem: str) -> int:
        """What the history of one problem takes in memory."""
        stride = self.keyframe_stride(problem)
        row = self._row_bytes(problem)
        if stride > 1:
            # Beside the kept row: the parameters once more, at most two moments, and counters in float64 (Adam).
            optimizers = max(len({run.optimizer for run in runs}) for _, runs in self._stages)
            row = 4 * row + 8 * self._row_numbers(problem)
            row += KEYFRAME_OBJECTS[0] + KEYFRAME_OBJECTS[1] * optimizers
        return (self.total_updates(problem) // stride + 1) * row + self._checkpoint_bytes(problem)

    # Runs, and edits

    @cached_property
    def _edits(self) -> dict[tuple[int, int], Run]:
        """(update, number of the run) → the settings that the run goes on with from there, ascending."""
        runs, edits = list(self.runs), {}
        for change in self.changes:
            runs[change.run] = replace(runs[change.run], **dict(change.values))
            edits[change.at, change.run] = runs[change.run]
        return edits

    @cached_property
    def _stages(self) -> tuple[tuple[int, tuple[Run, ...]], ...]:
        """From which update on the runs have which settings: ascending, the first from update 0 on."""
        stages = [(0, self.runs)]
        for (update, index), edited in self._edits.items():
            at, runs = stages[-1]
            if update == at:
                stages.pop()
            stages.append((update, (*runs[:index], edited, *runs[index + 1 :])))
        return tuple(stages)

    @cached_property
    def breakpoints(self) -> tuple[int, ...]:
        """The updates at which some run goes on with other settings, ascending."""
        return tuple(at for at, _ in self._stages[1:])

    def runs_at(self, update: int) -> tuple[Run, ...]:
        """The runs with the settings that update number `update` (from 0) is made with."""
        return self._stages[bisect_right(self.breakpoints, update)][1]

    def edited(self, **values: Any) -> Experiment:
        """The experiment with other experiment-wide fields."""
        return replace(self, **values)

    def with_run(self, index: int, **values: Any) -> Experiment:
        """Run `index` with other settings from the start; earlier edits of these fields are forgotten."""
        runs = list(self.runs)
        runs[index] = replace(runs[index], **values)
        changes = []
        for change in self.changes:
            kept = tuple((k, v) for k, v in change.values if change.run != index or k not in values)
            if kept:
                changes.append(replace(change, values=kept))
        return replace(self, runs=tuple(runs), changes=tuple(changes))

    def with_change(self, at: int, index: int, **values: Any) -> Experiment:
        """Run `index` with other settings from update `at` on; what it did before stays."""
        if at <= 0:
            return self.with_run(index, **values)
        changes, merged = [], dict(values)
        for change in self.changes:
            if change.run == index and change.at == at:
                merged = {**dict(change.values), **merged}
            elif change.run == index and change.at > at:
                kept = tuple((k, v) for k, v in change.values if k not in values)
                if kept:
                    changes.append(replace(change, values=kept))
            else:
                changes.append(change)
        changes.append(Change(at, index, tuple(merged.items())))
        return replace(self, changes=tuple(changes))

    def adding(self, run: Run) -> Experiment:
        return replace(self, runs=(*self.runs, run))

    def duplicating(self, index: int, colour: str) -> Experiment:
        """A copy of run `index`, its edits included, at the end."""
        copy = replace(self.runs[index], colour=colour)
        changes = [replace(c, run=len(self.runs)) for c in self.changes if c.run == index]
        return replace(self, runs=(*self.runs, copy), changes=(*self.changes, *changes))

    def removing(self, index: int) -> Experiment:
        runs = self.runs[:index] + self.runs[index + 1 :]
        changes = [replace(c, run=c.run - (c.run > index)) for c in self.changes if c.run != index]
        return replace(self, runs=runs, changes=tuple(changes))

    def next_colour(self) -> str:
        """The first colour that no run has, or the next in turn when all are taken."""
        used = {run.colour for run in self.runs}
        free = [colour for colour in COLOURS + MORE_COLOURS if colour not in used]
        return free[0] if free else COLOURS[len(self.runs) % len(COLOURS)]

    # To and from plain dictionaries

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` gives an equal experiment back."""
        data = asdict(self)
        data["runs"] = [asdict(run) for run in self.runs]
        data["changes"] = [{"at": c.at, "run": c.run, **dict(c.values)} for c in self.changes]
        return data

    @classmethod
    def from_dict(cls, data: Any) -> Experiment:
        """Reads what `to_dict` wrote; missing fields have their defaults. Raises `InvalidValue`."""
        values = dict(checked_keys("experiment", data, [f.name for f in fields(cls)]))
        runs = checked_list("runs", values.pop("runs", [{}]))
        changes = checked_list("changes", values.pop("changes", []))
        cls._check_counts(runs, changes)  # before any is made: a file may name a million
        return cls(
            runs=tuple(cls._run(i, run) for i, run in enumerate(runs)),
            changes=tuple(cls._change(i, change) for i, change in enumerate(changes)),
            **values,
        )

    @staticmethod
    def _run(i: int, data: Any) -> Run:
        with inside(f"runs[{i}]"):
            return Run(**{"colour": COLOURS[i % len(COLOURS)], **checked_keys("run", data, RUN_FIELDS)})

    @staticmethod
    def _change(i: int, data: Any) -> Change:
        with inside(f"changes[{i}]"):
            parts = dict(checked_keys("change", data, ("at", "run", *RUN_FIELDS)))
            if "at" not in parts or "run" not in parts:
                raise InvalidValue("changes", sorted(parts), "structure", expected="given with 'at' and 'run'")
            at, run = parts.pop("at"), parts.pop("run")
            Run(**parts)  # the experiment would refuse bad values too, but it does not know where they stand
            return Change(at, run, tuple(parts.items()))
