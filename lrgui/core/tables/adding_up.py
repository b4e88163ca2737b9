"""Rows of updates whose printed numbers add up: w before − η × direction by hand gives the printed w after.

The direction is the gradient, or where the optimizer makes another of it the column beside. What is printed cannot have
as many digits before as after the update, for a half more or less in the last digit of w before would decide about the
last digit of w after; so w after has the digits that were asked for, and the others more, as one calculates on paper.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from typing import Any

from lrgui.core.tables.results import Row, Table

RATE = "learning_rate"
_BEFORE, _AFTER = "_before", "_after"
_ROOM = Context(prec=60)
_MORE = 12  # digits beyond those that usually are enough

Text = Callable[[str, Any, int], str]  # of a column's number, with so many digits more (or less) than usual


def codes_of(columns: Sequence[str]) -> list[tuple[str, str, str]]:
    """For each parameter whose update is in the columns: those before it, of the direction that is taken, and after."""
    found = []
    for before in columns:
        name = before.removesuffix(_BEFORE)
        if name == before or name == "loss" or name + _AFTER not in columns:
            continue
        wanted = (f"direction_{name}", f"gradient_{name}", "direction", "gradient")
        taken = next((code for code in wanted if code in columns), None)
        if taken is not None:
            found.append((before, taken, name + _AFTER))
    return found if RATE in columns else []


class Update:
    """Where the numbers of an update stand in the rows of a table."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._codes = codes_of(columns)
        self._places = [tuple(columns.index(code) for code in codes) for codes in self._codes]
        self._rate = columns.index(RATE)

    @classmethod
    def of(cls, table: Table) -> Update | None:
        """None where a table has no updates, or not all of their numbers."""
        return cls(table.columns) if codes_of(table.columns) else None

    def texts(self, row: Row, text: Text, fewest: int) -> dict[int, str]:
        """By their places the texts of a row's numbers; no texts where they are not finite or cannot add up.

        Where nearly equal numbers of float32 were subtracted what comes after has fewer digits, down to `fewest`
        (negative).
        """
        rate = row[self._rate]
        values = [tuple(row[place] for place in places) for places in self._places]
        if not all(map(math.isfinite, (rate, *(number for each in values for number in each)))):
            return {}
        for fewer in range(0, fewest - 1, -1):
            for more in range(_MORE + 1):
                found = {self._rate: text(RATE, rate, more)}
                for codes, places, numbers in zip(self._codes, self._places, values, strict=True):
                    texts = _adding_up(codes, numbers, rate, text, fewer, more)
                    if texts is None:
                        break
                    found |= dict(zip(places, texts, strict=True))
                else:
                    return found
        return {}


def _adding_up(
    codes: tuple[str, ...], numbers: tuple[Any, ...], rate: Any, text: Text, fewer: int, more: int
) -> tuple[str, str, str] | None:
    """The texts of one parameter before, of its direction, and after; None where they do not add up."""
    before, taken, after = numbers
    if codes[1].startswith("direction") and rate:
        taken = (float(before) - float(after)) / float(rate)  # in float64, also of float32
    result = text(codes[2], after, fewer)
    printed = Decimal(result)
    half = Decimal((0, (5,), int(printed.as_tuple().exponent) - 1))
    operands = text(codes[0], before, more), text(codes[1], taken, more)
    by_hand = _ROOM.fma(-Decimal(text(RATE, rate, more)), Decimal(operands[1]), Decimal(operands[0]))
    apart = abs(_ROOM.subtract(by_hand, printed))
    if apart < half or (apart == half and abs(by_hand) < abs(printed)):  # a half away from zero
        return *operands, result
    return None
