"""Reduce on plateau: η stays until the loss has stopped falling, and is then multiplied by a factor, again and again.

What it comes to depends on what happens. Here is what there is to say of it beforehand; what a run has seen, and what
became of its rates, is in `lrgui.core.training.plateaus`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Floats
from lrgui.core.training.schedules.schedule import Outlook, RateSettings, Schedule
from lrgui.core.training.script_parts import RateScript, number

_SMALLEST = math.log(5e-324)  # that float64 can tell from 0


def most_reductions(run: RateSettings, epochs: int) -> int:
    """How often a rate is reduced at most in so many epochs: until nothing is left."""
    return min(epochs // run.patience, math.ceil(_SMALLEST / math.log(run.factor)) + 1)


def reduced(rates: Floats, shares: Floats | float, lowest: Floats | float) -> Floats:
    """What is left of `rates` where `shares` of them are, but no less than `lowest` where they are not lower anyway.

    As often as it takes η·γ·γ … ≥ `lowest` these are the rates that Keras comes to.
    """
    return np.maximum(rates * shares, np.minimum(rates, lowest))


def _unreduced(run: RateSettings, t: Floats, _total: int, _per_epoch: int) -> Floats:
    return np.full_like(t, run.learning_rate)


def _script(_script: RateScript, _run: RateSettings, target: str, eta: str) -> list[str]:
    return [f"{target} = np.full(len(t), {eta})"]


def _description(run: RateSettings, period: Callable[[float], str]) -> str:
    return f"times {number(run.factor)} where the loss has not fallen for {period(run.patience)}"


def _outlook(run: RateSettings, _t: float, _total: int, _per_epoch: int) -> Outlook:
    """As far as it is known without what has happened: it may never be reduced, or as far as it goes."""
    return Outlook(run.learning_rate, min(run.learning_rate, run.end_learning_rate))


def _tail(run: RateSettings, _t: float, _total: int, _per_epoch: int) -> float:
    return math.inf if run.end_learning_rate else math.nan


PLATEAU = Schedule(
    code="plateau",
    name=QT_TRANSLATE_NOOP("Names", "reduce on plateau"),
    formula="max(η·γᵏ, η_end), k plateaus",
    source="keras.callbacks.ReduceLROnPlateau",
    rates=_unreduced,
    script=_script,
    fields=("factor", "patience", "cooldown", "threshold", "end_learning_rate"),
    reduces=True,
    outlook=_outlook,
    tail=_tail,
    description=_description,
    caption=QT_TRANSLATE_NOOP("Figure", "{name} (× {factor} after {patience} {patience:epoch|epochs})"),
)

PLATEAUS = (PLATEAU,)
