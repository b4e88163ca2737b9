"""Rows of updates whose printed numbers add up: w before − η × direction by hand gives the printed w after.

The direction is the gradient, or where the optimizer makes another of it the column beside. What is printed cannot have
as many digits before as after the update, for a half more or less in the last digit of w before would decide about the
last digit of w after; so w after has the digits that were asked for, and the others more, as one calculates on paper.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any

from lrgui.core.tables.results import Row, Table

_BEFORE, _RATE, _AFTER = "w_before", "learning_rate", "w_after"
_DIRECTIONS = ("direction", "gradient")  # the first that there is
_ROOM = Context(prec=60)
_MORE = 12  # digits beyond those that usually are enough

Text = Callable[[str, Any, int], str]  # of a column's number, with so many digits more (or less) than usual


class Update:
    """Where the numbers of an update stand in the rows of a table."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        taken = next(code for code in _DIRECTIONS if code in columns)
        self._codes = (_BEFORE, _RATE, taken, _AFTER)
        self._places = tuple(columns.index(code) for code in self._codes)
        self._derived = taken == _DIRECTIONS[0]

    @classmethod
    def of(cls, table: Table) -> Update | None:
        """None where a table has no updates, or not all of their numbers."""
        there = {_BEFORE, _RATE, _AFTER} <= set(table.columns) and any(code in table.columns for code in _DIRECTIONS)
        return cls(table.columns) if there else None

    def texts(self, row: Row, text: Text, fewest: int) -> dict[int, str]:
        """By their places the texts of a row's numbers; no texts where they are not finite or cannot add up.

        Where nearly equal numbers of float32 were subtracted w after has fewer digits, down to `fewest` (negative).
        """
        w, rate, taken, after = values = [row[place] for place in self._places]
        if not all(map(math.isfinite, values)):
            return {}
        if self._derived and rate:
            taken = (float(w) - float(after)) / float(rate)  # in float64, also of float32
        operands = tuple(zip(self._codes, (w, rate, taken), strict=False))
        for fewer in range(0, fewest - 1, -1):
            result = text(_AFTER, after, fewer)
            printed = Decimal(result)
            half = Decimal((0, (5,), int(printed.as_tuple().exponent) - 1))
            for more in range(_MORE + 1):
                texts = [text(code, value, more) for code, value in operands]
                before, eta, direction = map(Decimal, texts)
                by_hand = _ROOM.fma(-eta, direction, before)
                apart = abs(_ROOM.subtract(by_hand, printed))
                if apart < half or (apart == half and abs(by_hand) < abs(printed)):  # a half away from zero
                    return dict(zip(self._places, (*texts, result), strict=True))
        return {}
