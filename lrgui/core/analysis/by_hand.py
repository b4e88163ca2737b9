"""With how many decimals numbers are printed so that who calculates with what is printed gets what is printed.

A calculation is a row of rules, each from columns of numbers to a column of numbers. From the last one backwards every
column gets as many decimals as the results need that are made of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from lrgui.core.model.types import Floats

_ROOM = Context(prec=400)  # for all digits of any number of float64
_MOST = 12  # decimals beyond those that a column begins with
_ROUNDS = 4


class Column:
    """Numbers that are printed with equally many decimals, negative for whole tens and hundreds.

    exact: whether they have few enough decimals to be printed as they are, and are.
    """

    def __init__(self, values: Floats | Sequence[float], decimals: int, *, exact: bool = False) -> None:
        self.values = [float(value) for value in values]
        self.decimals = decimals
        self.most = _most_decimals(self.values) if exact else decimals + _MOST
        if exact:
            self.decimals = min(self.decimals, self.most)

    @property
    def finite(self) -> bool:
        """Whether there is something to calculate with."""
        return all(map(math.isfinite, self.values))

    def printed(self) -> list[Decimal]:
        """The numbers as they are printed."""
        return [self.printed_one(row) for row in range(len(self.values))]

    def printed_one(self, row: int) -> Decimal:
        """One of them, which is finite."""
        return rounded(Decimal(repr(self.values[row])), self.decimals)


@dataclass(frozen=True)
class Rule:
    """`calculate(*operands)`, of lists of printed numbers, gives the list of results."""

    result: Column
    operands: tuple[Column, ...]
    calculate: Callable[..., list[Any]]

    def holds(self) -> bool:
        """Whether what comes out of the printed operands is what is printed."""
        try:
            found = self.calculate(*(column.printed() for column in self.operands))
        except ArithmeticError:  # what is printed is 0, and divides
            return False
        decimals = self.result.decimals
        pairs = zip(found, self.result.printed(), strict=True)
        return all(Decimal(value).is_finite() and rounded(Decimal(value), decimals) == text for value, text in pairs)

    def sharpen(self) -> bool:
        """Gives the operands more decimals; False where they have all there are."""
        able = [column for column in self.operands if column.decimals < column.most]
        low = min((column.decimals for column in able), default=0)
        for column in able:
            if column.decimals == low:
                column.decimals += 1
        return bool(able)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A half away from zero, as on paper, where no 0 has a minus."""
    text = value.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP", context=_ROOM)
    return text if text else abs(text)


def settle(rules: Sequence[Rule]) -> bool:
    """Gives the columns of a calculation, rules in its order, the decimals they need; False where none are enough."""
    for _ in range(_ROUNDS):
        settled = True
        for rule in reversed(rules):
            while not rule.holds():
                settled = False
                if not rule.sharpen():
                    return False
        if settled:
            return True
    return False


def decimals_of(values: Floats | Sequence[float], digits: int) -> int:
    """The decimals with which the largest of some numbers has so many digits."""
    largest = max((abs(float(value)) for value in values), default=0.0)
    return digits - 1 - math.floor(math.log10(largest)) if largest and math.isfinite(largest) else 0


def _most_decimals(values: Sequence[float]) -> int:
    """The decimals with which all that are finite are printed as they are."""
    finite = [Decimal(repr(value)).normalize() for value in values if math.isfinite(value)]
    return max((max(0, -int(value.as_tuple().exponent)) for value in finite), default=0)
