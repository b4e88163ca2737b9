"""Where ticks are, what they say, and how ranges grow: pure Python, no Qt.

The candidates of an axis are offered from fine to coarse; the axis, which alone knows the font, takes the
first that fits without labels touching each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lrgui.core.model.types import Range
from lrgui.text.numbers import format_fixed, format_number, format_scientific, superscript

_NARROWEST = 1e-290  # range that steps can divide
_FAR = 1.7e308  # a range that ends there can still grow a little
_SMALLEST, _LARGEST = -323.3, 308.25  # exponents of the numbers that there are
_MOST = 12  # more labelled ticks than this help nobody


@dataclass(frozen=True)
class Ticks:
    """Positions in axis units, and one label for each."""

    positions: tuple[float, ...]
    labels: tuple[str, ...]


def nice_steps(span: float, *, integers: bool = False) -> Iterator[float]:
    """Steps 1, 2, 2.5, 5 times a power of ten, ascending, from `_MOST` steps in `span` to less than one."""
    if not (math.isfinite(span) and span > _NARROWEST):
        return
    power = math.floor(math.log10(span / _MOST))
    for exponent in range(power, min(power + 4, 309)):
        for factor in (1.0, 2.0, 2.5, 5.0):
            step = factor * 10.0**exponent if exponent >= 0 else factor / 10.0**-exponent
            if math.isfinite(step) and span / step <= _MOST and not (integers and step != round(step)):
                yield step


def linear_ticks(low: float, high: float, *, integers: bool = False) -> Iterator[Ticks]:
    """Candidates for an axis with equal steps, from fine to coarse."""
    for step in nice_steps(high - low, integers=integers):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first > _MOST:
            continue
        values = [i * step for i in range(first, last + 1)]
        if len(values) >= 2:
            yield Ticks(tuple(values), tuple(_linear_labels(values, step)))


def _linear_labels(values: list[float], step: float) -> list[str]:
    decimals = _decimals(step)
    largest = max(abs(v) for v in values)
    if largest < 1e6 and decimals <= 5 and (largest >= 1e-3 or decimals <= 4):
        return [format_fixed(v, decimals) for v in values]
    digits = math.floor(math.log10(largest)) - math.floor(math.log10(step)) + 2
    return ["0" if abs(v) < step / 2 else format_scientific(v, min(digits, 16)) for v in values]


def _decimals(step: float) -> int:
    """Decimals that a step needs to be written exactly: 0.25 needs two."""
    exponent = math.floor(math.log10(step) + 1e-9)
    mantissa = step / 10.0**exponent
    return max(0, -exponent + (0 if abs(mantissa - round(mantissa)) < 1e-6 else 1))


def log_ticks(low: float, high: float) -> Iterator[Ticks]:
    """Candidates for a logarithmic axis whose limits are the exponents `low`, `high`: decades, and 2 and 5
    between.

    When fewer than three of these are in view, ticks with equal steps take their place.
    """
    span = high - low
    if span <= 0 or not math.isfinite(span) or min(low, high) < -330 or max(low, high) > 330:
        return  # no exponents of this world: an axis that has just become logarithmic, before it has its range
    if span < 3.2:
        if len(_marks(low, high, (1, 2, 5))) < 3:
            yield from _linear_on_log(low, high)
        for mantissas, least in (((1, 2, 5), 3), ((1, 3), 2)):
            marks = _marks(low, high, mantissas)
            if len(marks) >= least:
                plain = _all_plain([e for _, e in marks])
                positions = tuple(e + math.log10(m) for m, e in marks)
                yield Ticks(positions, tuple(_log_label(m, e, plain) for m, e in marks))
    first, last = math.floor(low), math.ceil(high)
    for step in (1, 2, 3, 5, 10, 20, 50, 100, 200):
        exponents = [e for e in range(first, last + 1) if e % step == 0 and low - 1e-9 <= e <= high + 1e-9]
        if exponents and len(exponents) <= _MOST:
            plain = _all_plain(exponents)
            yield Ticks(tuple(map(float, exponents)), tuple(_log_label(1, e, plain) for e in exponents))


def _marks(low: float, high: float, mantissas: tuple[int, ...]) -> list[tuple[int, int]]:
    """(mantissa, exponent) of the numbers in view."""
    marks = [(m, e) for e in range(math.floor(low), math.ceil(high) + 1) for m in mantissas]
    return [(m, e) for m, e in marks if low - 1e-9 <= e + math.log10(m) <= high + 1e-9]


def _linear_on_log(low: float, high: float) -> Iterator[Ticks]:
    """Ticks with equal steps, for a view so narrow that powers of ten are rare in it."""
    if min(low, high) < -300 or max(low, high) > 300:
        return
    for ticks in linear_ticks(10.0**low, 10.0**high):
        pairs = zip(ticks.positions, ticks.labels, strict=True)
        inside = [(math.log10(v), text) for v, text in pairs if v > 0]
        if len(inside) >= 2:
            yield Ticks(tuple(p for p, _ in inside), tuple(text for _, text in inside))


def _all_plain(exponents: list[int]) -> bool:
    return min(exponents) >= -3 and max(exponents) <= 4


def _log_label(mantissa: int, exponent: int, plain: bool) -> str:
    if plain:
        return format_number(mantissa * 10.0**exponent, 2)
    power = f"10{superscript(exponent)}"
    return power if mantissa == 1 else f"{mantissa}×{power}"


def nice_range(low: float, high: float, *, log: bool = False, margin: float = 0.04) -> Range:
    """Limits around low…high with `margin` of the span at either side, moved outward to round numbers."""
    return grow(None, (low, high), log=log, margin=margin)


def grow(current: Range | None, data: Range, *, log: bool = False, margin: float = 0.04) -> Range:
    """`current`, moved only where `data` lies outside, and then far enough that it need not move soon again.

    A range that follows the data at each frame makes the plot swim; this one jumps seldom. All values in data
    units; limits of the data that are not finite (or not positive, on a logarithmic axis) are left out of
    account.
    """
    low, high = data
    usable = [v for v in (low, high) if math.isfinite(v) and (v > 0 or not log)]
    if not usable:
        return current or ((0.1, 1.0) if log else (0.0, 1.0))
    low, high = max(min(usable), -_FAR), min(max(usable), _FAR)
    if current is not None and current[0] <= low and high <= current[1]:
        return current
    if log:
        return _grow_log(current, low, high)
    total_low = min(low, current[0]) if current else low
    total_high = max(high, current[1]) if current else high
    span = min(total_high - total_low, 1e300)
    if span <= abs(total_high) * 1e-12:  # one value only
        span = abs(total_high)
    if span <= _NARROWEST:  # beside which nothing can be told apart
        span = 1.0
    step = next(s for s in nice_steps(span) if span / s <= 8)
    new_low, new_high = current or (math.inf, -math.inf)
    if low < new_low:
        new_low = 0.0 if 0 <= low < margin * span else math.floor((low - margin * span) / step) * step
    if high > new_high:
        new_high = math.ceil((high + margin * span) / step) * step
    return new_low, new_high


def _grow_log(current: Range | None, low: float, high: float) -> Range:
    new_low, new_high = current or (math.inf, 0.0)
    if low < new_low:
        new_low = _round_log(low, up=False)
    if high > new_high:
        new_high = _round_log(high, up=True)
    return new_low, new_high


def _round_log(value: float, *, up: bool) -> float:
    """The next of 1, 2, 5 times a power of ten that leaves a little air."""
    exponent = math.log10(value) + (0.03 if up else -0.03)
    whole = math.floor(exponent)
    steps = [0.0, math.log10(2.0), math.log10(5.0), 1.0]
    rest = exponent - whole
    chosen = next(s for s in steps if s >= rest) if up else next(s for s in reversed(steps) if s <= rest)
    return float(10.0 ** max(min(whole + chosen, _LARGEST), _SMALLEST))
