"""A run: one setting of learning rate, schedule and optimizer."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

from lrgui.core.model.checks import (
    between,
    checked_list,
    choice,
    flag,
    from_zero_below,
    integer,
    positive,
    positive_up_to,
)
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.limits import MAX_SEED, MAX_START, MAX_START_WEIGHT, MAX_UPDATES, MAX_WEIGHT_DECAY
from lrgui.core.model.representation import short_repr
from lrgui.core.training.optimizers import OPTIMIZERS, RULES, rule_key
from lrgui.core.training.optimizers.optimizer import Optimizer
from lrgui.core.training.schedules import SCHEDULES, pace
from lrgui.core.training.schedules.schedule import Schedule

# Okabe and Ito's colours, told apart by colour-blind people; in the order in which runs are given them. Orange and sky
# blue are darker than theirs, which on white are not seen from afar: every colour has a contrast of 3 at least.
COLOURS = ("#0072B2", "#C68400", "#009E73", "#D55E00", "#CC79A7", "#3399D6")
# For the seventh run and later: Tol's, which are a little harder to tell apart.
MORE_COLOURS = ("#332288", "#949430", "#882255", "#3E9F8F", "#661100", "#888888")


MAX_NAME = 40
MAX_MILESTONES = 20
MAX_RATE_POINTS = 20
MAX_PERIOD_FACTOR = 10


def usual_colour(run: int) -> str:
    """The colour of run number `run`, counted from 0, where nobody has chosen another; from the thirteenth on again."""
    colours = COLOURS + MORE_COLOURS
    return colours[run % len(colours)]


@dataclass(frozen=True)
class Run:
    """One setting of learning rate, schedule and optimizer, with its colour and, if one wants, a name.

    Periods are in epochs (in the 1-D descent one epoch is one update). schedule_from: the update at which the schedule
    begins, and from which to the end of the run it counts; a run that goes on with other settings may begin it anew.
    The fields from `start` on are the run's own instead of the experiment's of the same name; None: the experiment's.
    Its own seed is that of the order of its data, and of the weights hidden units start with; the data, and what of
    them is kept for validation, are the same for all. clip_norm: the length that a gradient is cut to before the
    optimizer has it, 0 for none.
    Raises `InvalidValue`, which names the field.
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
    hold_epochs: float = 0.0
    milestones: tuple[float, ...] = ()
    factor: float = 0.1
    first_period: float = 10.0
    period_factor: int = 1
    patience: int = 10
    cooldown: int = 0
    threshold: float = 1e-4
    rate_points: tuple[tuple[float, float], ...] = ((0.0, 1.0), (20.0, 0.1))
    optimizer: str = "gradient-descent"
    momentum: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    bias_correction: bool = True
    decoupled_decay: float = 0.01
    clip_norm: float = 0.0
    colour: str = COLOURS[0]
    name: str = ""
    schedule_from: int = 0
    start: float | None = None
    start_x: float | None = None
    start_y: float | None = None
    start_w: float | None = None
    start_b: float | None = None
    start_w1: float | None = None
    start_w2: float | None = None
    batch_size: int | None = None
    seed: int | None = None

    def __post_init__(self) -> None:
        checked = {
            "learning_rate": positive("learning_rate", self.learning_rate),
            "schedule": choice("schedule", self.schedule, tuple(SCHEDULES)),
            "decay_rate": positive_up_to("decay_rate", self.decay_rate, 1000),
            "decay_epochs": positive_up_to("decay_epochs", self.decay_epochs, MAX_UPDATES),
            "end_learning_rate": between("end_learning_rate", self.end_learning_rate, 0, 1e6),
            "power": positive_up_to("power", self.power, 100),
            "alpha": between("alpha", self.alpha, 0, 1),
            "warmup_epochs": between("warmup_epochs", self.warmup_epochs, 0, MAX_UPDATES),
            "hold_epochs": between("hold_epochs", self.hold_epochs, 0, MAX_UPDATES),
            "milestones": _checked_milestones(self.milestones),
            "factor": positive_up_to("factor", self.factor, 1000),
            "first_period": positive_up_to("first_period", self.first_period, MAX_UPDATES),
            "period_factor": integer("period_factor", self.period_factor, 1, MAX_PERIOD_FACTOR),
            "patience": integer("patience", self.patience, 1, MAX_UPDATES),
            "cooldown": integer("cooldown", self.cooldown, 0, MAX_UPDATES),
            "rate_points": _checked_points(self.rate_points),
            "threshold": between("threshold", self.threshold, 0, 1e6),
            "optimizer": choice("optimizer", self.optimizer, tuple(OPTIMIZERS)),
            "momentum": from_zero_below("momentum", self.momentum, 1),
            "beta1": from_zero_below("beta1", self.beta1, 1),
            "beta2": from_zero_below("beta2", self.beta2, 1),
            "epsilon": positive_up_to("epsilon", self.epsilon, 1000),
            "bias_correction": flag("bias_correction", self.bias_correction),
            "decoupled_decay": between("decoupled_decay", self.decoupled_decay, 0, MAX_WEIGHT_DECAY),
            "clip_norm": between("clip_norm", self.clip_norm, 0, 1e6),
            "staircase": flag("staircase", self.staircase),
            "schedule_from": integer("schedule_from", self.schedule_from, 0, MAX_UPDATES),
        }
        if SCHEDULES[self.schedule].reduces and self.factor >= 1:
            raise InvalidValue("factor", self.factor, "reducing")
        if not isinstance(self.colour, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", self.colour):
            raise InvalidValue("colour", self.colour, "colour")
        if not isinstance(self.name, str) or len(self.name) > MAX_NAME or not self.name.isprintable():
            raise InvalidValue("name", self.name, "text", high=MAX_NAME)
        checked |= checked_starts(self.own)
        if self.batch_size is not None:
            checked["batch_size"] = integer("batch_size", self.batch_size, 1, MAX_UPDATES)
        if self.seed is not None:
            checked["seed"] = integer("seed", self.seed, 0, MAX_SEED)
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    __repr__ = short_repr

    @property
    def pace(self) -> Schedule:
        """How its learning rate changes: the schedule, after a warm-up where there is one."""
        return pace(self.schedule, self.warmup_epochs)

    @property
    def rule(self) -> Optimizer:
        """What becomes of the gradient: the optimizer, in the form that the settings give it."""
        return RULES[rule_key(self.optimizer, clips=self.clip_norm > 0, corrects=self.bias_correction)]

    @property
    def own(self) -> dict[str, Any]:
        """What it has of its own instead of the experiment's: field → value."""
        return {name: value for name in OWN_FIELDS if (value := getattr(self, name)) is not None}

    def without_own(self) -> Run:
        """The same run with nothing of its own but the seed, which an experiment has for its data, too."""
        shared: dict[str, Any] = dict.fromkeys(PASSED_ON)
        return replace(self, **shared) if self.own else self


def checked_starts(values: dict[str, Any]) -> dict[str, float]:
    """Those of the `values` that say where runs start. Raises `InvalidValue`."""
    return {name: between(name, values[name], -far, far) for name, far in _FARTHEST.items() if name in values}


def _checked_milestones(value: object) -> tuple[float, ...]:
    listed = checked_list("milestones", list(value) if isinstance(value, tuple) else value)
    found = tuple(positive_up_to("milestones", each, MAX_UPDATES) for each in listed[: MAX_MILESTONES + 1])
    if len(listed) > MAX_MILESTONES or any(a >= b for a, b in pairwise(found)):
        raise InvalidValue("milestones", ", ".join(f"{each:g}" for each in found), "ascending", high=MAX_MILESTONES)
    return found


def _checked_points(value: object) -> tuple[tuple[float, float], ...]:
    listed = checked_list("rate_points", list(value) if isinstance(value, tuple) else value)
    if not 1 <= len(listed) <= MAX_RATE_POINTS:
        raise InvalidValue("rate_points", len(listed), "points", high=MAX_RATE_POINTS)
    found = []
    for point in listed:
        if not isinstance(point, list | tuple) or len(point) != 2:
            raise InvalidValue("rate_points", point, "structure", expected="a list of pairs [epoch, share of η]")
        found.append((between("rate_points", point[0], 0, MAX_UPDATES), between("rate_points", point[1], 0, 1000)))
    if any(a >= b for (a, _), (b, _) in pairwise(found)):
        raise InvalidValue("rate_points", ", ".join(f"{e:g}:{share:g}" for e, share in found), "later")
    return tuple(found)


# Where runs start, and how far from 0 that may be.
_FARTHEST = {
    **dict.fromkeys(("start", "start_x", "start_y", "start_w", "start_b"), MAX_START),
    **dict.fromkeys(("start_w1", "start_w2"), MAX_START_WEIGHT),
}
START_FIELDS = tuple(_FARTHEST)
# What a run has of its own, or shares with all of its experiment, from the start to the end.
OWN_FIELDS = (*START_FIELDS, "batch_size", "seed")
PASSED_ON = (*START_FIELDS, "batch_size")  # what means the same in an experiment
RUN_FIELDS = tuple(f.name for f in fields(Run))
CHANGEABLE = tuple(name for name in RUN_FIELDS if name not in OWN_FIELDS)  # what may be changed on the way
# Files name these only where they are not as usual, so that programs which do not know them read all other files.
_ADDED = (
    "name", "patience", "cooldown", "threshold", "rate_points", "beta1", "beta2", "epsilon", "bias_correction",
    "decoupled_decay", "clip_norm", *OWN_FIELDS,
)  # fmt: skip
USUAL: dict[str, Any] = {f.name: f.default for f in fields(Run) if f.name in _ADDED}
# What optimizers depend on beside the learning rate, and what learning rates depend on.
OF_OPTIMIZERS = frozenset(field for rule in RULES.values() for field in rule.fields)
RATE_FIELDS = frozenset(CHANGEABLE) - OF_OPTIMIZERS - {"optimizer", "colour", "name", "schedule_from"}
