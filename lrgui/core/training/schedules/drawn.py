"""A schedule drawn by hand: shares of η at some epochs, with straight lines between them."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.model.types import Floats
from lrgui.core.training.schedules.schedule import Outlook, RateSettings, Schedule, exact_updates
from lrgui.core.training.script_parts import RateScript, number


def _places(run: RateSettings, updates: Callable[[float], Fraction]) -> tuple[list[float], list[float]]:
    """Where its points are, in updates, and the shares of η there."""
    return [float(updates(epochs)) for epochs, _ in run.rate_points], [share for _, share in run.rate_points]


def _drawn(run: RateSettings, t: Floats, _total: int, per_epoch: int) -> Floats:
    places, shares = _places(run, lambda epochs: exact_updates(epochs, per_epoch))
    with np.errstate(over="ignore"):
        rates: Floats = run.learning_rate * np.interp(t, places, shares)
    return rates


def _outlook(run: RateSettings, t: float, total: int, per_epoch: int) -> Outlook:
    """Between two points no rate is higher than at one of them."""
    places, shares = _places(run, lambda epochs: exact_updates(epochs, per_epoch))
    now = float(_drawn(run, np.array([t]), total, per_epoch)[0])
    later = [run.learning_rate * share for place, share in zip(places, shares, strict=True) if place > t]
    return Outlook(max([now, *later]), run.learning_rate * shares[-1])


def _tail(run: RateSettings, t: float, total: int, per_epoch: int) -> float:
    """What lies beyond the end of the run is summed up line by line, which are arithmetic series."""
    places, shares = _places(run, lambda epochs: exact_updates(epochs, per_epoch))
    if shares[-1]:
        return math.inf
    found, first = 0.0, t
    for end in places:
        last = math.ceil(end) - 1.0  # the last update before the point
        if last >= first:
            ends = _drawn(run, np.array([first, last]), total, per_epoch) / 2
            found, first = found + (last - first + 1) * float(ends[0] + ends[1]), last + 1
    return found


def _script(script: RateScript, run: RateSettings, target: str, eta: str) -> list[str]:
    places, shares = _places(run, script.exact_updates)
    at = script.constant("POINTS", f"[{', '.join(map(number, places))}]", "updates at which it is drawn")
    share = script.constant("SHARES", f"[{', '.join(map(number, shares))}]", "of η there; straight lines between them")
    return [f"{target} = {eta} * np.interp(t, {at}, {share})"]


def _description(run: RateSettings, period: Callable[[float], str]) -> str:
    points = ", ".join(f"{number(share)} of η after {period(epochs)}" for epochs, share in run.rate_points)
    return f"drawn by hand: {points}"


DRAWN = Schedule(
    code="drawn",
    name=QT_TRANSLATE_NOOP("Names", "drawn by hand"),
    formula="η·f(t), f: straight lines between points",
    source="optax.piecewise_interpolate_schedule",
    rates=_drawn,
    first=lambda run: run.learning_rate * run.rate_points[0][1],
    script=_script,
    fields=("rate_points",),
    outlook=_outlook,
    tail=_tail,
    description=_description,
    caption=QT_TRANSLATE_NOOP("Figure", "{name} ({rate_points})"),
)

DRAWINGS = (DRAWN,)
