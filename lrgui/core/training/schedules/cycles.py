"""Schedules that come back: cosines with warm restarts, and triangles. Their periods are whole numbers of updates."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Floats
from lrgui.core.training.schedules.schedule import Outlook, RateSettings, Schedule, exact_updates
from lrgui.core.training.script_parts import RateScript, number

_CAPTION = QT_TRANSLATE_NOOP("Figure", "{name} (T₀ = {first_period} {first_period:epoch|epochs})")
_SHARE = "the lowest learning rate, as a share of η"


def first_period(run: RateSettings, per_epoch: int) -> int:
    """The updates of the first period: the nearest whole number, 1 at least."""
    return max(1, math.floor(exact_updates(run.first_period, per_epoch) + 0.5))


def _high_and_low(run: RateSettings, _t: float, _total: int, _per_epoch: int) -> Outlook:
    """However far it goes on, η comes again, and so does its lowest share."""
    return Outlook(run.learning_rate, run.alpha * run.learning_rate)


# Cosine with warm restarts


def _starts(first: int, factor: int, total: int) -> list[int]:
    """The updates with which periods begin, up to `total`, and the end of the last one."""
    starts, length = [0], first
    while starts[-1] <= total:
        starts.append(starts[-1] + length)
        length *= factor
    return starts


def _restarts(run: RateSettings, t: Floats, total: int, per_epoch: int) -> Floats:
    first, factor = first_period(run, per_epoch), run.period_factor
    if factor == 1:
        share = np.mod(t, first) / first
    else:
        starts = np.array(_starts(first, factor, max(total, int(np.max(t, initial=0.0)))))
        period = np.searchsorted(starts, t, side="right") - 1
        share = (t - starts[period]) / np.diff(starts)[period]
    share = 0.5 * (1.0 + np.cos(np.pi * share))
    rates: Floats = run.learning_rate * ((1.0 - run.alpha) * share + run.alpha)
    return rates


def _restarts_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    length = max(1, math.floor(script.exact_updates(run.first_period) + 0.5))
    lines = []
    if run.period_factor == 1:
        period = script.constant("PERIOD", str(length), "updates")
        share = f"t % {period} / {period}"
    else:
        starts = script.constant(
            "STARTS", str(_starts(length, run.period_factor, script.total)), "of the periods, in updates"
        )
        lines = [
            f"starts = np.array({starts})",
            'period = np.searchsorted(starts, t, side="right") - 1',
        ]
        share = "(t - starts[period]) / np.diff(starts)[period]"
    lines.append(f"share = 0.5 * (1 + np.cos(np.pi * ({share})))")
    if not run.alpha:
        return [*lines, f"{target} = {eta} * share"]
    alpha = script.constant("ALPHA", number(run.alpha), _SHARE)
    return [*lines, f"{target} = {eta} * ((1 - {alpha}) * share + {alpha})"]


def _restarts_description(run: RateSettings, period: Callable[[float], str]) -> str:
    longer = f", each {run.period_factor}× as long as the last" if run.period_factor > 1 else ""
    return f"cosine decay to {number(run.alpha)} of η that starts anew, first after {period(run.first_period)}{longer}"


COSINE_RESTARTS = Schedule(
    code="cosine-restarts",
    name=QT_TRANSLATE_NOOP("Names", "cosine with restarts"),
    formula="η·((1 − α)·½(1 + cos(π·t/Tᵢ)) + α)",
    source="torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
    rates=_restarts,
    script=_restarts_script,
    fields=("first_period", "period_factor", "alpha"),
    outlook=_high_and_low,
    caption=_CAPTION,
    description=_restarts_description,
)


# Triangles


def _cyclic(run: RateSettings, t: Floats, _total: int, per_epoch: int) -> Floats:
    half = first_period(run, per_epoch) / 2
    share = 1.0 - np.abs(np.mod(t, 2 * half) - half) / half
    rates: Floats = run.learning_rate * (run.alpha + (1.0 - run.alpha) * share)
    return rates


def _cyclic_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    length = max(1, math.floor(script.exact_updates(run.first_period) + 0.5))
    half = script.constant("HALF_PERIOD", number(length / 2), "updates")
    lines = [f"share = 1 - np.abs(t % (2 * {half}) - {half}) / {half}"]
    if not run.alpha:
        return [*lines, f"{target} = {eta} * share"]
    alpha = script.constant("ALPHA", number(run.alpha), _SHARE)
    return [*lines, f"{target} = {eta} * ({alpha} + (1 - {alpha}) * share)"]


def _cyclic_description(run: RateSettings, period: Callable[[float], str]) -> str:
    low = f"{number(run.alpha)} of η" if run.alpha else "0"
    return f"triangles from {low} to η and back in {period(run.first_period)}"


CYCLIC = Schedule(
    code="cyclic",
    name=QT_TRANSLATE_NOOP("Names", "cyclic, triangular"),
    formula="α·η → η → α·η, again and again",
    source="torch.optim.lr_scheduler.CyclicLR",
    rates=_cyclic,
    first=lambda run: run.learning_rate * run.alpha,
    script=_cyclic_script,
    fields=("first_period", "alpha"),
    outlook=_high_and_low,
    caption=_CAPTION,
    description=_cyclic_description,
)

CYCLES = (COSINE_RESTARTS, CYCLIC)
