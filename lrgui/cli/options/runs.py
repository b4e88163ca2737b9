"""The options of runs: their learning rates, how these change, and the update rule."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from lrgui.cli.options.values import COMMA, typed_value
from lrgui.cli.parser import option
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.run import Run, usual_colour
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.optimizers.clipping import CLIP
from lrgui.core.training.optimizers.optimizer import Optimizer
from lrgui.core.training.schedules import SCHEDULES
from lrgui.core.training.schedules.schedule import Schedule

RUN_OPTIONS: dict[str, tuple[str, str]] = {  # field: (metavar, help)
    "schedule": (
        "{" + ",".join(SCHEDULES) + "}",
        f"how the learning rate changes during the run (default: {Run.schedule})",
    ),
    "decay_rate": ("R", "factor of a decay period, in inverse time the rate of the decay"),
    "decay_epochs": ("E", "decay period in epochs; in the 1-D descent an epoch is an update"),
    "end_learning_rate": ("X", "last learning rate, or the lowest"),
    "power": ("P", "exponent of the decay"),
    "alpha": ("A", "last learning rate as a share of the first"),
    "warmup_epochs": ("E", "linear warm-up, in epochs"),
    "hold_epochs": ("E", "epochs at the full rate after the warm-up"),
    "milestones": ("E,E…", "epochs after which the rate is multiplied by the factor"),
    "factor": ("G", "factor of a milestone, or of a plateau"),
    "first_period": ("E", "first period in epochs"),
    "period_factor": ("K", "how many times as long as the one before each period is, a whole number"),
    "patience": ("E", "epochs without a lower loss, after which the rate is multiplied by the factor"),
    "cooldown": ("E", "epochs after that in which nothing counts"),
    "threshold": ("X", "by how much a loss is to be lower than the lowest so far"),
    "rate_points": ("E:A,E:A…", "epochs and shares of the learning rate, with straight lines between them"),
    "optimizer": ("{" + ",".join(OPTIMIZERS) + "}", f"the update rule (default: {Run.optimizer})"),
    "momentum": ("M", "share of the velocity that is kept, 0 ≤ M < 1"),
    "beta1": ("B", "share of the mean gradient that is kept, 0 ≤ B < 1"),
    "beta2": ("B", "share of the mean square that is kept, 0 ≤ B < 1"),
    "epsilon": ("X", "added to the root that gradients are divided by"),
    "decoupled_decay": ("λ", "share of the parameters that every update takes from them, times the rate"),
    "clip_norm": ("C", "length to which longer gradients are cut before the update rule has them, 0: never"),
}


def add_run_arguments(how: argparse._ArgumentGroup) -> None:
    """Schedule and update rule, all but the learning rate."""
    for name in RUN_OPTIONS:
        metavar, text = RUN_OPTIONS[name]
        having = _having(name)
        usual = getattr(Run, name)
        default = f" ({having}; default: {usual:g})" if having and not isinstance(usual, tuple) else ""
        default = f" ({having})" if having and not default else default
        how.add_argument(option(name), metavar=metavar, help=text + default)
    staircase = f"decay once a period instead of smoothly ({_having('staircase')})"
    how.add_argument("--staircase", action=argparse.BooleanOptionalAction, help=staircase)
    correction = f"divide means that start at 0 by 1 − βⁿ ({_having('bias_correction')}; on unless it is switched off)"
    how.add_argument("--bias-correction", action=argparse.BooleanOptionalAction, help=correction)


def _having(field: str) -> str:
    """The schedules and optimizers that depend on a field."""
    if field == CLIP.field:
        return f"all but {', '.join(rule.code for rule in OPTIMIZERS.values() if not rule.clippable)}"
    rules: tuple[Schedule | Optimizer, ...] = (*SCHEDULES.values(), *OPTIMIZERS.values())
    return ", ".join(rule.code for rule in rules if field in rule.fields)


def runs_of(given: dict[str, Any], base: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs that the options mean, which change those of `base`. Raises `InvalidValue`."""
    each = {
        name: typed_value(name, given[name]) for name in (*RUN_OPTIONS, "staircase", "bias_correction") if name in given
    }
    runs = tuple(replace(run, **each) for run in base)
    return _racing(runs, _learning_rates(given["learning_rate"])) if "learning_rate" in given else runs


def _racing(runs: tuple[Run, ...], rates: list[float]) -> tuple[Run, ...]:
    """Every setting that the runs have, once for each learning rate."""
    settings: list[dict[str, Any]] = []
    for run in runs:
        others = {k: v for k, v in vars(run).items() if k not in ("learning_rate", "colour")}
        if others not in settings:
            settings.append(others)
    pairs = [(rate, others) for rate in rates for others in settings]
    return tuple(Run(learning_rate=rate, colour=usual_colour(i), **others) for i, (rate, others) in enumerate(pairs))


def _learning_rates(text: str) -> list[float]:
    parts = COMMA.split(text)
    rates = [typed_value("learning_rate", part.strip()) for part in parts]
    for part, rate in zip(parts, rates, strict=True):
        try:
            Run(learning_rate=rate)
        except InvalidValue as error:
            raise error.renamed(error.field, part.strip()) from None
    return rates
