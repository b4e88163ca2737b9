"""What is found in a line of a printed table: numbers, what they are of, and of which step of which run."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

SIGN = "[-+−]"
NUMBER = re.compile(
    rf"(?:(?<![0-9A-Za-z_.)\]]){SIGN})?(?<![0-9A-Za-z_.])"
    r"(?:(?:[0-9]{1,3}(?:\u202f[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+|nan|NaN|inf|∞|\\infty)"
    rf"(?:[eE]({SIGN}?[0-9]+)|\s?(?:×|\*|·|\\times|\\cdot)\s?10(?:\^\{{?({SIGN}?[0-9]+)\}}?|([⁻⁺]?[⁰¹²³⁴-⁹]+)))?"
    r"(?!\.?[0-9A-Za-z_])"
)
ORDINAL = re.compile(r"第\s*([0-9]{1,9}|[一二两三四五六七八九十]{1,3})\s*[次步轮]")
END = math.inf  # the key of what a run has come to in the end
_CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


class Printed(NamedTuple):
    """A number that can be compared: where it stands in its line, and the code of its column.

    A code that begins with "chosen_" is of the best checkpoint or of the last one, one that begins with "fitted_" of
    the end of an epoch or the mean over it: which of them, the text does not say.
    """

    start: int
    end: int
    column: str


@dataclass(frozen=True)
class Row:
    """The numbers of one line. `key` counts updates or, where `epochs` is set, epochs; `END` is the end of the run.

    run: the number of the run; None where the text names a learning rate that no run has. within: the row is of a
    checkpoint within the epoch `key`, counted from 0 ("always") or if that is printed several times ("repeated");
    "only": of the end of the run, unless there are several such rows, which are of epochs that nobody knows.
    """

    line: int
    key: float
    epochs: bool
    numbers: tuple[Printed, ...]
    run: int | None = 0
    within: str = ""


def number_of(text: str) -> float:
    """The value of a number in digits; nan where it has more than that, or too many."""
    try:
        value = float(text.replace("−", "-"))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def whole(text: str) -> int:
    """A number in Arabic or (up to 99) in Chinese numerals."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE[text[-1]]
    return (_CHINESE[tens[-1]] if tens else 1) * 10 + (_CHINESE[ones[-1]] if ones else 0)
