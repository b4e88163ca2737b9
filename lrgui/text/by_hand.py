"""Numbers of a calculation, with so many digits that who repeats it by hand gets the printed result."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from lrgui.text.numbers import format_number, parse_number

DIGITS = 5  # that are usually enough
_MOST = 17  # more than that no number of float64 has


def adding_up(
    operands: Sequence[float], result: float, calculation: Callable[..., Fraction], most: int = DIGITS
) -> tuple[list[str], str, bool]:
    """The operands and the result as texts, and whether `calculation` of the printed operands gives the printed result.

    The result has `most` digits, the operands as few as that takes, `most` at least; where all of their digits do not
    do, as where nearly equal numbers were subtracted in float32, the result has fewer. Only where not one digit of it
    can be had by hand the last value is False.
    """
    for digits in range(most, 0, -1):
        printed = format_number(result, digits)
        for more in range(most, _MOST + 1):
            texts = [format_number(operand, more) for operand in operands]
            if format_number(float(calculation(*map(_exactly, texts))), digits) == printed:
                return texts, printed, True
    return [format_number(operand, most) for operand in operands], format_number(result, most), False


def _exactly(text: str) -> Fraction:
    """The decimal number that is printed."""
    return Fraction(repr(parse_number(text)))


def update_in_numbers(w: float, rate: float, following: float, slope: tuple[float, float] | None = None) -> str:
    """The update from w to `following`, as w − η × (a·w + b) with `slope` = (a, b), else as w − η × direction.

    By hand the direction comes out of the optimizer's formula, here out of the exact update. Where what is printed
    cannot be had by hand there stands ≈.
    """
    if not all(map(math.isfinite, (w, rate, following))):
        numbers = [format_number(number, DIGITS) for number in (w, rate, (w - following) / rate if rate else 0.0)]
        return f"{numbers[0]} − {numbers[1]} × {numbers[2]} = {format_number(following, DIGITS)}"
    if slope is not None:
        a, b = map(Fraction, slope)
        (number, eta), result, exact = adding_up((w, rate), following, lambda w, eta: w - eta * (a * w + b))
        inside = f"({number})" if w < 0 else number
        taken = f"({format_number(slope[0])}·{inside} + {format_number(slope[1])})"
    else:
        direction = (w - following) / rate if rate else 0.0
        (number, eta, taken), result, exact = adding_up((w, rate, direction), following, lambda w, eta, d: w - eta * d)
        taken = f"({taken})" if direction < 0 else taken
    return f"{number} − {eta} × {taken} {'=' if exact else '≈'} {result}"
