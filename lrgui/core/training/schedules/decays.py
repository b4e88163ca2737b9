"""The constant learning rate, and those that follow a power of the time."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Floats
from lrgui.core.training.schedules.schedule import (
    FAR,
    Outlook,
    RateSettings,
    Schedule,
    ended,
    exact_updates,
    in_updates,
    whole_periods,
)
from lrgui.core.training.script_parts import RateScript, number

_NEGLIGIBLE = 40.0  # e⁻⁴⁰ of a sum is less than its last digit
_SUMMED = 1e6  # rates, as many as take no time
_DECAY_FIELDS = ("decay_rate", "decay_epochs", "staircase")
_DECAY_CAPTION = QT_TRANSLATE_NOOP("Figure", "{name} ({decay_rate} in {decay_epochs} {decay_epochs:epoch|epochs})")


# Constant


def _constant(run: RateSettings, t: Floats, _total: int, _per_epoch: int) -> Floats:
    return np.full_like(t, run.learning_rate)


def _constant_script(_script: RateScript, _run: RateSettings, target: str, eta: str) -> list[str]:
    return [f"{target} = {eta}"]


CONSTANT = Schedule(
    code="constant",
    name=QT_TRANSLATE_NOOP("Names", "constant"),
    formula="η",
    source="torch.optim.lr_scheduler.ConstantLR(factor=1)",
    rates=_constant,
    script=_constant_script,
    constant=True,
    caption=QT_TRANSLATE_NOOP("Figure", "constant rate"),
)


# Exponential and inverse-time decay: once in every period of d updates


def _periods(run: RateSettings, t: Floats, per_epoch: int) -> Floats:
    if run.staircase:
        return whole_periods(t, exact_updates(run.decay_epochs, per_epoch))
    periods: Floats = t / in_updates(run.decay_epochs, per_epoch)
    return periods


def _exponential(run: RateSettings, t: Floats, _total: int, per_epoch: int) -> Floats:
    rates: Floats = run.learning_rate * run.decay_rate ** _periods(run, t, per_epoch)
    return rates


def _inverse_time(run: RateSettings, t: Floats, _total: int, per_epoch: int) -> Floats:
    rates: Floats = run.learning_rate / (1.0 + run.decay_rate * _periods(run, t, per_epoch))
    return rates


def _decay_names(script: RateScript, run: RateSettings) -> tuple[str, str]:
    """The names of the decay rate and of the number of periods."""
    rate = script.constant("DECAY_RATE", repr(run.decay_rate))  # powers of whole numbers would wrap around
    if run.staircase:
        return rate, _stairs(script, run)
    return rate, f"(t / {script.period('DECAY_UPDATES', run.decay_epochs)})"


def _stairs(script: RateScript, run: RateSettings) -> str:
    """The number of whole periods, in the whole numbers that `whole_periods` takes."""
    period = script.exact_updates(run.decay_epochs)
    if period.denominator == 1:
        return f"(t // {script.period('DECAY_UPDATES', run.decay_epochs)})"
    # d = p/q, which is no number of binary digits: t/d as t·q/p
    p = script.constant(
        "DECAY_TOP", str(period.numerator), f"a period of {period.numerator}/{period.denominator} updates"
    )
    q = script.constant("DECAY_BOTTOM", str(period.denominator))
    if script.total * period.denominator < FAR and period.numerator < FAR:
        return f"(t * {q} // {p})"
    return f"np.array([float(k * {q} // {p}) for k in t.tolist()])"


def _exponential_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    rate, periods = _decay_names(script, run)
    return [f"{target} = {eta} * {rate} ** {periods}"]


def _inverse_time_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    rate, periods = _decay_names(script, run)
    return [f"{target} = {eta} / (1 + {rate} * {periods})"]


def _keras_decay(name: str) -> Callable[[RateScript, RateSettings, str], tuple[str, str] | None]:
    def keras(script: RateScript, run: RateSettings, eta: str) -> tuple[str, str] | None:
        # Where d is not whole, t/d may be rounded to the other side of a stair.
        if run.staircase and script.exact_updates(run.decay_epochs).denominator > 1:
            return None
        eta = script.exact(eta)
        length = script.exact(script.period("DECAY_UPDATES", run.decay_epochs))
        rate = script.exact(script.constant("DECAY_RATE", repr(run.decay_rate)))
        return name, f"{eta}, {length}, {rate}{', staircase=True' if run.staircase else ''}"

    return keras


def _decay_description(kind: str) -> Callable[[RateSettings, Callable[[float], str]], str]:
    def description(run: RateSettings, period: Callable[[float], str]) -> str:
        stairs = " in steps" if run.staircase else ""
        return f"{kind}{stairs}, rate {number(run.decay_rate)}, period {period(run.decay_epochs)}"

    return description


def _at(rates: Callable[..., Floats], run: RateSettings, t: float, total: int, per_epoch: int) -> float:
    with np.errstate(over="ignore", under="ignore"):
        return float(rates(run, np.array([t]), total, per_epoch)[0])


def _exponential_outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
    if run.decay_rate > 1:
        return Outlook(math.inf, math.inf)
    now = _at(_exponential, run, t, total, per_epoch)
    return Outlook(now, now if run.decay_rate == 1 else 0.0)


def _exponential_tail(run: RateSettings, t: float, total: int, per_epoch: int) -> float:
    """A geometric series; where it is long and has stairs, but for the parts of updates by which stairs are longer."""
    if run.decay_rate >= 1:
        return math.inf
    period, fall = in_updates(run.decay_epochs, per_epoch), -math.log(run.decay_rate)
    if _NEGLIGIBLE * period / fall <= _SUMMED:
        later = np.arange(math.ceil(_NEGLIGIBLE * period / fall), dtype=np.float64) + t
        with np.errstate(under="ignore", over="ignore"):
            return float(_exponential(run, later, total, per_epoch).sum())
    now = _at(_exponential, run, t, total, per_epoch)
    if not run.staircase:
        return now / -math.expm1(-fall / period)
    left = period - t % period  # of this stair
    return now * (left + period * run.decay_rate / -math.expm1(-fall))


def _inverse_time_outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
    return Outlook(_at(_inverse_time, run, t, total, per_epoch), 0.0)


EXPONENTIAL = Schedule(
    code="exponential",
    name=QT_TRANSLATE_NOOP("Names", "exponential decay"),
    formula="η·r^(t/d)",
    source="keras.optimizers.schedules.ExponentialDecay",
    rates=_exponential,
    script=_exponential_script,
    fields=_DECAY_FIELDS,
    outlook=_exponential_outlook,
    tail=_exponential_tail,
    keras=_keras_decay("ExponentialDecay"),
    description=_decay_description("exponential decay"),
    caption=_DECAY_CAPTION,
)
INVERSE_TIME = Schedule(
    code="inverse-time",
    name=QT_TRANSLATE_NOOP("Names", "inverse time decay"),
    formula="η/(1 + r·t/d)",
    source="keras.optimizers.schedules.InverseTimeDecay",
    rates=_inverse_time,
    script=_inverse_time_script,
    fields=_DECAY_FIELDS,
    outlook=_inverse_time_outlook,
    keras=_keras_decay("InverseTimeDecay"),
    description=_decay_description("inverse-time decay"),
    caption=_DECAY_CAPTION,
)


# Polynomial decay


def _polynomial(run: RateSettings, t: Floats, total: int, _per_epoch: int) -> Floats:
    left = 1.0 - np.minimum(t, total) / total
    rates: Floats = (run.learning_rate - run.end_learning_rate) * left**run.power + run.end_learning_rate
    return rates


def _polynomial_script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    left = f"(1 - t / {script.last})"
    if run.power != 1:
        left += f" ** {script.constant('POWER', number(run.power))}"
    if run.end_learning_rate == 0:
        return [f"{target} = {eta} * {left}"]
    end = script.constant("END_LEARNING_RATE", number(run.end_learning_rate))
    return [f"{target} = ({eta} - {end}) * {left} + {end}"]


def _polynomial_keras(script: RateScript, run: RateSettings, eta: str) -> tuple[str, str]:
    eta, updates = script.exact(eta), script.length()
    end = script.exact(script.constant("END_LEARNING_RATE", repr(run.end_learning_rate)))
    power = script.exact(script.constant("POWER", repr(run.power)))
    return "PolynomialDecay", f"{eta}, {updates}, {end}, power={power}"


def _polynomial_description(run: RateSettings, _period: Callable[[float], str]) -> str:
    return f"polynomial decay to {number(run.end_learning_rate)}, power {number(run.power)}"


def _polynomial_outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
    now, end = _at(_polynomial, run, t, total, per_epoch), run.end_learning_rate
    return Outlook(max(now, end), end)


POLYNOMIAL = Schedule(
    code="polynomial",
    name=QT_TRANSLATE_NOOP("Names", "polynomial decay"),
    formula="(η − e)·(1 − t/T)^p + e",
    source="keras.optimizers.schedules.PolynomialDecay",
    rates=_polynomial,
    script=_polynomial_script,
    fields=("end_learning_rate", "power"),
    outlook=_polynomial_outlook,
    tail=ended(lambda run: run.end_learning_rate),
    keras=_polynomial_keras,
    description=_polynomial_description,
)

DECAYS = (CONSTANT, EXPONENTIAL, INVERSE_TIME, POLYNOMIAL)
