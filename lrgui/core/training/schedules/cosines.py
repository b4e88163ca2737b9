"""Schedules that follow half a cosine wave."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Floats
from lrgui.core.training.schedules.schedule import Outlook, RateSettings, Schedule, ended, in_updates
from lrgui.core.training.script_parts import RateScript, number

ONE_CYCLE_RISE = 0.3  # share of the run in which the rate rises
ONE_CYCLE_START = 25.0  # the peak divided by the first rate
ONE_CYCLE_END = 1e4  # the first rate divided by the last
_LAST_SHARE = "the last learning rate, as a share of η"


# Cosine decay, with a warm-up from 0


def _cosine(run: RateSettings, t: Floats, total: int, per_epoch: int) -> Floats:
    warmup = in_updates(run.warmup_epochs, per_epoch)
    rest = max(total - warmup, np.finfo(float).tiny)
    done = np.clip(t - warmup, 0.0, rest) / rest
    factor = (1.0 - run.alpha) * 0.5 * (1.0 + np.cos(np.pi * done)) + run.alpha
    if warmup > 0:
        factor = np.where(t < warmup, t / warmup, factor)
    rates: Floats = run.learning_rate * factor
    return rates


def _cosine_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    warmup = script.updates(run.warmup_epochs)
    done = f"t / {script.last}"
    if warmup:
        u = script.period("WARMUP_UPDATES", run.warmup_epochs)
        if warmup >= script.total:
            return [f"{target} = {eta} * (t / {u})  # the warm-up takes the whole run"]
        done = f"(t - {u}) / ({script.last} - {u})"
    share = f"0.5 * (1 + np.cos(np.pi * ({done})))"
    if run.alpha:
        alpha = script.constant("ALPHA", number(run.alpha), _LAST_SHARE)
        share = f"(1 - {alpha}) * {share} + {alpha}"
    if not warmup:
        return [f"{target} = {eta} * ({share})"]
    return [
        f"factors = {share}",
        f"factors = np.where(t < {u}, t / {u}, factors)  # first the warm-up",
        f"{target} = {eta} * factors",
    ]


def _cosine_keras(script: RateScript, run: RateSettings, eta: str) -> tuple[str, str] | None:
    warmup = script.updates(run.warmup_epochs)
    if warmup >= script.total:
        return None
    eta, updates = script.exact(eta), script.length()
    alpha = f", alpha={script.constant('ALPHA', repr(run.alpha), _LAST_SHARE)}" if run.alpha else ""
    if not warmup:
        return "CosineDecay", f"{eta}, {updates}{alpha}"
    u = script.period("WARMUP_UPDATES", run.warmup_epochs)
    first, rest, u = script.exact("0.0"), script.exact(f"{updates} - {u}"), script.exact(u)
    return "CosineDecay", f"{first}, {rest}{alpha},\n    warmup_target={eta}, warmup_steps={u}"


def _cosine_description(run: RateSettings, period: Callable[[float], str]) -> str:
    warmup = f" after a warm-up of {period(run.warmup_epochs)}" if run.warmup_epochs else ""
    return f"cosine decay to {number(run.alpha)} of η{warmup}" if run.alpha else f"cosine decay to 0{warmup}"


def _cosine_outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
    limit = run.alpha * run.learning_rate
    if t < in_updates(run.warmup_epochs, per_epoch):
        return Outlook(run.learning_rate, limit)
    return Outlook(max(float(_cosine(run, np.array([t]), total, per_epoch)[0]), limit), limit)


COSINE = Schedule(
    code="cosine",
    name=QT_TRANSLATE_NOOP("Names", "cosine decay"),
    formula="η·((1 − α)·½(1 + cos(π·t/T)) + α)",
    source="keras.optimizers.schedules.CosineDecay",
    rates=_cosine,
    script=_cosine_script,
    fields=("alpha", "warmup_epochs"),
    outlook=_cosine_outlook,
    tail=ended(lambda run: run.alpha),
    keras=_cosine_keras,
    description=_cosine_description,
)


# One cycle: up along half a cosine wave, and down along another


def _one_cycle(run: RateSettings, t: Floats, total: int, _per_epoch: int) -> Floats:
    peak = run.learning_rate
    top = int(ONE_CYCLE_RISE * total)
    first = peak / ONE_CYCLE_START
    last = first / ONE_CYCLE_END

    def between(a: float, b: float, share: Floats) -> Floats:
        return a + (b - a) * 0.5 * (1.0 - np.cos(np.pi * share))

    fall = between(peak, last, np.clip(t - top, 0, total - top) / (total - top))
    if top == 0:
        return fall
    return np.where(t < top, between(first, peak, np.minimum(t, top) / top), fall)


def _one_cycle_script(script: RateScript, _run: RateSettings, target: str, eta: str) -> list[str]:
    top = int(ONE_CYCLE_RISE * script.total)
    lines = [f"peak = {eta}", f"first = peak / {number(ONE_CYCLE_START)}", f"last = first / {number(ONE_CYCLE_END)}"]
    left = f"(t - {top}) / ({script.last} - {top})" if top else f"t / {script.last}"
    fall = f"peak + (last - peak) * 0.5 * (1 - np.cos(np.pi * ({left})))"
    if top == 0:
        return [*lines, f"{target} = {fall}"]
    return [
        *lines,
        f"# Up to the highest rate in the first {100 * ONE_CYCLE_RISE:.0f} % of the updates, then down.",
        f"up = first + (peak - first) * 0.5 * (1 - np.cos(np.pi * (t / {top})))",
        f"down = {fall}",
        f"{target} = np.where(t < {top}, up, down)",
    ]


def _one_cycle_description(_run: RateSettings, _period: Callable[[float], str]) -> str:
    return "one-cycle"


def _one_cycle_outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
    last = run.learning_rate / ONE_CYCLE_START / ONE_CYCLE_END
    if t < int(ONE_CYCLE_RISE * total):
        return Outlook(run.learning_rate, last)
    return Outlook(max(float(_one_cycle(run, np.array([t]), total, per_epoch)[0]), last), last)


ONE_CYCLE = Schedule(
    code="one-cycle",
    name=QT_TRANSLATE_NOOP("Names", "one cycle"),
    formula="η/25 → η → η/250000",
    source="optax.cosine_onecycle_schedule",
    rates=_one_cycle,
    script=_one_cycle_script,
    outlook=_one_cycle_outlook,
    first=lambda run: run.learning_rate / ONE_CYCLE_START,
    description=_one_cycle_description,
)

COSINES = (COSINE, ONE_CYCLE)
