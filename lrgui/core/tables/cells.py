"""The cells of tables as texts: numbers exact, rounded to be read, or with so many digits.

What is rounded adds up: in a row of an update the numbers before it have the digits that w after it takes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np

from lrgui.core.model import rounding
from lrgui.core.tables.adding_up import Update
from lrgui.core.tables.columns import NOISE
from lrgui.core.tables.results import Row, Table

MAX_DIGITS = 17  # tell any two numbers of float64 apart
_FLOAT32_DIGITS = 9  # and of float32
ROWS = 2048  # written at a time

_DECIMALS = {"train_accuracy": 4, "validation_accuracy": 4}
_DECIMALS.update({f"{name}{when}": 4 for name in "wxy" for when in ("", "_before", "_after")})
_DECIMALS.update({f"{when}sample{i}": 3 for when in ("", "best_") for i in (1, 2, 3)})
_TEXTS = ("name", "changes", "state", "sample", "quantity", "parameter")
_GIVEN = ("learning_rate", "epoch")
_FOUR_DIGITS = ("loss", "loss_before", "loss_after", "train_loss", "validation_loss", *NOISE[2:])
_GUARD = 2  # digits more before an update than after it: 99 of 100 rows need no others
_FEWEST = -7  # digits of w after an update, where float32 has no more: of 4 decimals, then of 4 digits

Cells = Callable[[Row], list[str]]


def exact_text(value: Any) -> str:
    """The shortest text that reads back as the same number of the same precision."""
    return str(value.item() if isinstance(value, np.float64) else value)


def _to_digits(name: str, value: Any, digits: int) -> str:
    """Significant digits, zeros at the end included, but for what was not computed."""
    x = float(value)
    if name in _GIVEN:
        there = len(Decimal(exact_text(value)).normalize().as_tuple().digits)
        return f"{x:.{min(digits, there)}g}"
    if name.endswith("accuracy") and math.isfinite(x):
        return rounding.significant(x, digits)
    return f"{x:#.{digits}g}".replace(".e", "e").rstrip(".") if x else "0"


def _rounded(name: str, value: Any) -> str:
    """Losses with four digits, accuracies with four decimals, parameters as the book prints them."""
    x = float(value)
    if name in _GIVEN:
        return _to_digits(name, value, 6)
    if name in _FOUR_DIGITS or name.startswith(("gradient", "direction")):
        return _to_digits(name, value, 4)
    if name.endswith("accuracy"):
        return rounding.share(x, _DECIMALS[name]) if math.isfinite(x) else str(x)
    if abs(x) >= 1e6:  # nan and inf are spelled by any format
        return f"{x:.3e}"
    text = f"{x:.{_DECIMALS.get(name, 2)}f}"
    return text if text.strip("-0.") else text.lstrip("-")


def _most(value: Any) -> int:
    """The digits after which there are no others to tell."""
    return _FLOAT32_DIGITS if isinstance(value, np.float32) else MAX_DIGITS


def _of_update(name: str, value: Any, more: int) -> str:
    """`_rounded` with digits more or less, for the numbers of an update; zeros at the end of a rate are left out."""
    x = float(value)
    size = math.floor(math.log10(abs(x))) if x else 0  # of the digit that stands first
    if name.endswith("_after"):
        return f"{x:.{4 + more}f}" if abs(x) < 1e6 and more >= -4 else f"{x:.{3 + more % 4}e}"
    more += _GUARD
    if name == "learning_rate":
        return _to_digits(name, value, min(6 + more, _most(value)))
    if name.endswith("_before"):
        return f"{x:.{min(4 + more, max(_most(value) - 1 - size, 0))}f}" if abs(x) < 1e6 else f"{x:.{3 + more}e}"
    # As far behind the point as w before, but four digits at least.
    return _to_digits(name, value, min(max(4, min(4 + more, size + 5 + more)), _most(value)))


def cells_of(table: Table, digits: int | None, *, exact: bool) -> Cells:
    """How a row becomes texts."""
    update = None if exact and digits is None else Update.of(table)

    def cell(name: str, value: Any) -> str:
        if isinstance(value, int | str):
            return str(value)
        if isinstance(value, Decimal):  # which is how it is printed
            return f"{value:f}"
        if digits is not None:
            return _to_digits(name, value, min(digits, _most(value)))
        return exact_text(value) if exact else _rounded(name, value)

    def significant(name: str, value: Any, more: int) -> str:
        assert digits is not None
        return _to_digits(name, value, min(digits + more, _most(value)))

    def cells(row: Row) -> list[str]:
        texts = [cell(name, value) for name, value in zip(table.columns, row, strict=True)]
        if update is not None:
            fitting = update.texts(row, significant, 1 - digits) if digits else update.texts(row, _of_update, _FEWEST)
            for place, text in fitting.items():
                texts[place] = text
        return texts

    return cells


def blocks(table: Table, count: int) -> Iterator[list[Row]]:
    """The first `count` rows, some at a time."""
    rows, size = iter(table.rows), rows_at_a_time(noise=table.columns == NOISE)
    for start in range(0, count, size):
        yield [row for _, row in zip(range(min(size, count - start)), rows, strict=False)]


def rows_at_a_time(*, noise: bool) -> int:
    """How many are written together: of the noise of updates few, each of which is compared with all data."""
    return 128 if noise else ROWS


def left_columns(table: Table) -> list[bool]:
    """The columns that are text: they stand at the left, numbers at the right."""
    return [name in _TEXTS for name in table.columns]
