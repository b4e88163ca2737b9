"""Schedules of stages: falls at milestones, straight lines with a warm-up before them, and the inverse square root."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Floats
from lrgui.core.training.schedules.schedule import Outlook, RateSettings, Schedule, ended, exact_updates, in_updates
from lrgui.core.training.script_parts import RateScript, number

_LAST_SHARE = "the last learning rate, as a share of η"


def _now(rates: Callable[..., Floats], run: RateSettings, t: float, total: int, per_epoch: int) -> float:
    with np.errstate(over="ignore", under="ignore"):
        return float(rates(run, np.array([t]), total, per_epoch)[0])


# Piecewise: times a factor at each milestone


def _milestones(run: RateSettings, per_epoch: int) -> list[int]:
    """The first updates with a lower rate."""
    return [math.ceil(exact_updates(epochs, per_epoch)) for epochs in run.milestones]


def _piecewise(run: RateSettings, t: Floats, _total: int, per_epoch: int) -> Floats:
    passed = np.searchsorted(_milestones(run, per_epoch), t, side="right")
    return run.learning_rate * np.power(run.factor, passed, dtype=np.float64)


def _piecewise_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    updates = [math.ceil(script.exact_updates(epochs)) for epochs in run.milestones]
    milestones = script.constant("MILESTONES", str(updates), "the first updates with another rate")
    factor = script.constant("FACTOR", repr(run.factor))
    return [f'{target} = {eta} * {factor} ** np.searchsorted({milestones}, t, side="right")']


def _piecewise_description(run: RateSettings, period: Callable[[float], str]) -> str:
    if not run.milestones:
        return "constant: there are no milestones"
    return f"times {number(run.factor)} after {', '.join(period(epochs) for epochs in run.milestones)}"


def _piecewise_outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
    now, limit = _now(_piecewise, run, t, total, per_epoch), run.learning_rate * run.factor ** len(run.milestones)
    return Outlook(max(now, limit), limit)


PIECEWISE = Schedule(
    code="piecewise",
    name=QT_TRANSLATE_NOOP("Names", "piecewise constant"),
    formula="η·γᵏ, k milestones passed",
    source="torch.optim.lr_scheduler.MultiStepLR",
    rates=_piecewise,
    script=_piecewise_script,
    fields=("milestones", "factor"),
    outlook=_piecewise_outlook,
    description=_piecewise_description,
    caption=QT_TRANSLATE_NOOP("Figure", "{name} (× {factor} after {milestones})"),
)


# A warm-up from 0, perhaps a stretch at η, and a straight line down


def _ramp(run: RateSettings, t: Floats, total: int, per_epoch: int, hold_epochs: float) -> Floats:
    warmup = in_updates(run.warmup_epochs, per_epoch)
    begin = warmup + in_updates(hold_epochs, per_epoch)
    rest = max(total - begin, np.finfo(float).tiny)
    factor = 1.0 - (1.0 - run.alpha) * (np.clip(t - begin, 0.0, rest) / rest)
    if warmup > 0:
        factor = np.where(t < warmup, t / warmup, factor)
    rates: Floats = run.learning_rate * factor
    return rates


def _linear(run: RateSettings, t: Floats, total: int, per_epoch: int) -> Floats:
    return _ramp(run, t, total, per_epoch, 0.0)


def _stable(run: RateSettings, t: Floats, total: int, per_epoch: int) -> Floats:
    return _ramp(run, t, total, per_epoch, run.hold_epochs)


def _ramp_script(script: RateScript, run: RateSettings, target: str, eta: str, hold_epochs: float) -> list[str]:
    warmup = script.updates(run.warmup_epochs)
    begin = warmup + script.updates(hold_epochs)
    lines = ["factors = np.ones(len(t))  # no updates are left for the fall"]
    if begin < script.total:
        start = script.constant("FALL_BEGINS", number(begin), "the update from which on the rate falls")
        share = f"np.clip(t - {start}, 0, {script.last} - {start}) / ({script.last} - {start})"
        if run.alpha:
            share = f"(1 - {script.constant('ALPHA', number(run.alpha), _LAST_SHARE)}) * ({share})"
        lines = [f"factors = 1 - {share}"]
    if warmup:
        u = script.period("WARMUP_UPDATES", run.warmup_epochs)
        lines.append(f"factors = np.where(t < {u}, t / {u}, factors)  # first the warm-up")
    return [*lines, f"{target} = {eta} * factors"]


def _linear_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    return _ramp_script(script, run, target, eta, 0.0)


def _stable_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    return _ramp_script(script, run, target, eta, run.hold_epochs)


def _warm(run: RateSettings, period: Callable[[float], str]) -> str:
    return f" after a warm-up of {period(run.warmup_epochs)}" if run.warmup_epochs else ""


def _linear_description(run: RateSettings, period: Callable[[float], str]) -> str:
    return f"linear to {number(run.alpha)}{' of η' if run.alpha else ''}{_warm(run, period)}"


def _stable_description(run: RateSettings, period: Callable[[float], str]) -> str:
    held = f"η for {period(run.hold_epochs)}{_warm(run, period)}"
    return f"{held}, then linear to {number(run.alpha)}{' of η' if run.alpha else ''}"


def _ramp_outlook(rates: Callable[..., Floats]) -> Callable[[RateSettings, float, int, int], Outlook]:
    def outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
        limit = run.alpha * run.learning_rate
        if t < in_updates(run.warmup_epochs, per_epoch):
            return Outlook(run.learning_rate, limit)
        return Outlook(max(_now(rates, run, t, total, per_epoch), limit), limit)

    return outlook


LINEAR = Schedule(
    code="linear",
    name=QT_TRANSLATE_NOOP("Names", "linear decay"),
    formula="η·(1 − (1 − α)·t/T)",
    source="torch.optim.lr_scheduler.LinearLR",
    rates=_linear,
    script=_linear_script,
    fields=("alpha", "warmup_epochs"),
    outlook=_ramp_outlook(_linear),
    tail=ended(lambda run: run.alpha),
    description=_linear_description,
)
WARMUP_STABLE_DECAY = Schedule(
    code="warmup-stable-decay",
    name=QT_TRANSLATE_NOOP("Names", "warm-up, stable, decay"),
    formula="0 → η, η, η → α·η",
    source="optax.join_schedules",
    rates=_stable,
    script=_stable_script,
    fields=("warmup_epochs", "hold_epochs", "alpha"),
    outlook=_ramp_outlook(_stable),
    tail=ended(lambda run: run.alpha),
    description=_stable_description,
)


# Inverse square root


def _root(run: RateSettings, t: Floats, _total: int, per_epoch: int) -> Floats:
    warmup, scale = in_updates(run.warmup_epochs, per_epoch), in_updates(run.decay_epochs, per_epoch)
    factor = 1.0 / np.sqrt(1.0 + np.maximum(t - warmup, 0.0) / scale)
    if warmup > 0:
        factor = np.where(t < warmup, t / warmup, factor)
    rates: Floats = run.learning_rate * factor
    return rates


def _root_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    d = script.period("DECAY_UPDATES", run.decay_epochs)
    if not run.warmup_epochs:
        return [f"{target} = {eta} * (1 / np.sqrt(1 + t / {d}))"]
    u = script.period("WARMUP_UPDATES", run.warmup_epochs)
    return [
        f"factors = 1 / np.sqrt(1 + np.maximum(t - {u}, 0) / {d})",
        f"factors = np.where(t < {u}, t / {u}, factors)  # first the warm-up",
        f"{target} = {eta} * factors",
    ]


def _root_description(run: RateSettings, period: Callable[[float], str]) -> str:
    return f"inverse square root, scale {period(run.decay_epochs)}{_warm(run, period)}"


def _root_outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
    if t < in_updates(run.warmup_epochs, per_epoch):
        return Outlook(run.learning_rate, 0.0)
    return Outlook(_now(_root, run, t, total, per_epoch), 0.0)


INVERSE_SQUARE_ROOT = Schedule(
    code="inverse-square-root",
    name=QT_TRANSLATE_NOOP("Names", "inverse square root"),
    formula="η/√(1 + t/d)",
    source="transformers.get_inverse_sqrt_schedule",
    rates=_root,
    script=_root_script,
    fields=("decay_epochs", "warmup_epochs"),
    outlook=_root_outlook,
    description=_root_description,
    caption=QT_TRANSLATE_NOOP("Figure", "{name} (d = {decay_epochs} {decay_epochs:epoch|epochs})"),
)

STAGES = (PIECEWISE, LINEAR, WARMUP_STABLE_DECAY, INVERSE_SQUARE_ROOT)
