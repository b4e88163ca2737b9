"""A warm-up, which can stand before any schedule: η rises in a straight line from 0, and the schedule begins after it.

Those schedules that have one in their own formula do it themselves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np

from lrgui.core.model.types import Floats
from lrgui.core.training.schedules.schedule import Outlook, RateSettings, Schedule, exact_updates
from lrgui.core.training.script_parts import RateScript

FIELD = "warmup_epochs"


def _length(exact: Fraction) -> int:
    """The first update after a warm-up of so many."""
    return math.ceil(exact)


def warmed(schedule: Schedule) -> Schedule:
    """The schedule after a warm-up, as `torch.optim.lr_scheduler.SequentialLR` and `optax.join_schedules` join them.

    It begins with its own update 0 where the warm-up ends, has as many updates as are left, at least 1, and is warmed
    up to its own first rate.
    """

    def rates(run: RateSettings, t: Floats, total: int, per_epoch: int) -> Floats:
        exact = exact_updates(run.warmup_epochs, per_epoch)
        begin = _length(exact)
        late = schedule.rates(run, np.maximum(t - begin, 0.0), max(total - begin, 1), per_epoch)
        joined: Floats = np.where(t < float(exact), schedule.first(run) * (t / float(exact)), late)
        return joined

    def outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
        begin = _length(exact_updates(run.warmup_epochs, per_epoch))
        found = schedule.outlook(run, max(t - begin, 0.0), max(total - begin, 1), per_epoch)
        return replace(found, highest=max(found.highest, schedule.first(run))) if t < begin else found

    def tail(run: RateSettings, t: float, total: int, per_epoch: int) -> float:
        begin = _length(exact_updates(run.warmup_epochs, per_epoch))
        warming = rates(run, np.arange(t, begin, dtype=np.float64), total, per_epoch).sum() if t < begin else 0.0
        return float(warming) + schedule.tail(run, max(t - begin, 0.0), max(total - begin, 1), per_epoch)

    def script(writer: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
        u = writer.period("WARMUP_UPDATES", run.warmup_epochs)
        begin = _length(writer.exact_updates(run.warmup_epochs))
        first = schedule.first(run)
        top = eta
        if first != run.learning_rate:
            top = writer.constant("WARMUP_TO", repr(first), "the schedule's first learning rate")
        if begin >= writer.total:
            return [f"{target} = {top} * (t / {u})  # the warm-up takes the whole run"]
        return [
            f"warmth = t / {u}",
            f"t = np.maximum(t - {begin}, 0)  # the schedule begins after the warm-up",
            *schedule.script(writer.later(begin), run, target, eta),
            f"{target} = np.where(warmth < 1, {top} * warmth, {target})",
        ]

    def description(run: RateSettings, period: Callable[[float], str]) -> str:
        text = schedule.name if schedule.description is None else schedule.description(run, period)
        return f"{text}, after a warm-up of {period(run.warmup_epochs)}"

    return replace(
        schedule,
        rates=rates,
        outlook=outlook,
        tail=tail,
        script=script,
        description=description,
        keras=None,
        constant=False,
    )
