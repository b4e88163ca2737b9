"""A printed table read: which number of a line says what, of which step.

Understood are lines in words ("After 3 steps: w is 0.2 , loss is 1.4"), rows under a heading (CSV, TSV, Markdown,
LaTeX, or spaces between columns; English or Chinese), an update worked out by hand ("5-0.2*(2*5+2)=2.6"), and
bare rows of numbers. Everything is done line by line, in a time that grows with the length of the text only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from lrgui.core.tables.compare.headings import BEFORE, column_of

LONGEST_LINE = 2000  # characters: no row of a table is longer
MOST_NUMBERS = 40  # in a line

_SIGN = "[-+−]"
NUMBER = re.compile(
    rf"(?:(?<![0-9A-Za-z_.)\]]){_SIGN})?(?<![0-9A-Za-z_.])"
    r"(?:(?:[0-9]{1,3}(?:\u202f[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+|nan|NaN|inf|∞|\\infty)"
    rf"(?:[eE]({_SIGN}?[0-9]+)|\s?(?:×|\*|·|\\times|\\cdot)\s?10(?:\^\{{?({_SIGN}?[0-9]+)\}}?|([⁻⁺]?[⁰¹²³⁴-⁹]+)))?"
    r"(?!\.?[0-9A-Za-z_])"
)
_AFTER = re.compile(r"\bafter\s+([0-9]{1,9})\s+steps?\b", re.IGNORECASE)
_ORDINAL = re.compile(r"第\s*([0-9]{1,9}|[一二两三四五六七八九十]{1,3})\s*[次步轮]")
_STEP = re.compile(
    r"(?:\b(?:steps?|iter(?:ation)?|update)|步数?|次数)\s*[:=：#]?\s*([0-9]{1,9})(?![.0-9])", re.IGNORECASE
)
_EPOCH = re.compile(r"(?:\bepochs?|轮数?|轮次)\s*[:=：#]?\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)(?![.0-9])", re.IGNORECASE)
_LINK = re.compile(r"(?:\s+is\s|\s*[=:：为是]|\s)\s*\$?$")
_LABEL = re.compile(r"(?:[^\W\d]\w* )?(?:[^\W\d]\w*|∇)$")
_BY_HAND = re.compile(rf"({_SIGN}?[0-9.]+)\s*[-−]\s*([0-9.]+)\s*[*×·]\s*\([^()]*\)\s*=\s*({_SIGN}?[0-9.]+)")
_CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}

# What bare rows of so many numbers beside the step are taken for.
_BARE = {
    "descent": {
        1: ("w",),
        2: ("w", "loss"),
        6: ("learning_rate", "w_before", "gradient_before", "w_after", "loss_before", "loss_after"),
    },
    "classifier": {
        3: ("w1", "w2", "b"),
        4: ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy"),
    },
}


class Printed(NamedTuple):
    """A number that can be compared: where it stands in its line, and the code of its column."""

    start: int
    end: int
    column: str


@dataclass(frozen=True)
class Row:
    """The numbers of one line. `key` counts updates or, where `epochs` is set, epochs."""

    line: int
    key: float
    epochs: bool
    numbers: tuple[Printed, ...]


@dataclass(frozen=True)
class _Header:
    columns: tuple[str | None, ...]
    separator: str  # "" for spaces


class Reader:
    """Reads lines, one after the other; `row` gives what a line holds."""

    def __init__(self, problem: str, run: int) -> None:
        self._problem = problem
        self._run = run
        self._header: _Header | None = None
        self._count = 0  # of rows without a step
        self._steps: int | None = None  # the last whole number at the beginning of a bare row
        self.missed = 0  # lines with numbers that were not understood

    def row(self, number: int, line: str) -> Row | None:
        """What line `number` (from 1) holds, None where it holds no row."""
        if len(line) > LONGEST_LINE:
            self.missed += 1
            return None
        found = [m.span() for m in NUMBER.finditer(line)]
        if not found:
            self._header = self._heading(line) or self._header
            return None
        row = None
        if len(found) <= MOST_NUMBERS:
            row = self._by_hand(number, line) or self._in_words(number, line, found)
            row = row or self._under_heading(number, line) or self._bare(number, line, found)
        if row is None:
            self.missed += 1
        return row

    # Lines in words

    def _by_hand(self, number: int, line: str) -> Row | None:
        """w − η·(gradient) = new w. What is in brackets is not looked at."""
        match = _BY_HAND.search(line) if self._problem == "descent" else None
        if match is None:
            return None
        numbers = [Printed(*match.span(i + 1), c) for i, c in enumerate(("w_before", "learning_rate", "w_after"))]
        if not all(NUMBER.fullmatch(line[p.start : p.end]) for p in numbers):
            return None
        named = [
            Printed(*span, "w_before")
            for span in (m.span() for m in NUMBER.finditer(line, 0, match.start()))
            if self._label(line, span[0]) == "w"
        ]
        match = _ORDINAL.search(line) or _STEP.search(line)
        return Row(number, _whole(match[1]) if match else self._counted(), False, (*named, *numbers))

    def _counted(self) -> int:
        """The step of a row that names none: they are in order."""
        self._count += 1
        return self._count

    def _in_words(self, number: int, line: str, found: list[tuple[int, int]]) -> Row | None:
        after, step = _AFTER.search(line), _ORDINAL.search(line) or _STEP.search(line)
        epoch = _EPOCH.search(line)
        match = after or step or epoch
        if match is None:
            return None
        numbers = []
        for start, end in found:
            column = self._label(line, start) if not match.start() <= start < match.end() else None
            if column is not None and column not in ("step", "epoch", "run"):
                numbers.append(Printed(start, end, column))
        if not numbers:
            return None
        if after is not None:  # the example counts from 0 and prints after the update
            return Row(number, _whole(after[1]) + 1, False, tuple(numbers))
        if step is not None:
            return Row(number, _whole(step[1]), False, tuple(numbers))
        return Row(number, float(match[1]), True, tuple(numbers))

    def _label(self, line: str, start: int) -> str | None:
        """The column that the words right before a number name."""
        before = line[max(0, start - 40) : start]
        link = _LINK.search(before)
        match = _LABEL.search(before, 0, link.start()) if link else None
        if match is None:
            return None
        return column_of(match[0], self._problem) or column_of(match[0].split()[-1], self._problem)

    # Rows of a table

    def _heading(self, line: str) -> _Header | None:
        """The columns that a line names, where it is the heading of a table."""
        separator = next((s for s in ("|", "&", "\t", ",", ";") if s in line), "")
        texts = [line[a:b] for a, b in _cells(line, separator)]
        columns = [column_of(text, self._problem) for text in texts]
        known = [c for c in columns if c is not None]
        if not known or (len(known) < 2 and len(columns) > 1) or (not separator and len(known) < len(columns)):
            return None
        if BEFORE & set(known):
            columns = ["gradient_before" if c == "gradient" else "w_after" if c == "w" else c for c in columns]
        return _Header(tuple(columns), separator)

    def _under_heading(self, number: int, line: str) -> Row | None:
        if self._header is None:
            return None
        columns = list(self._header.columns)
        cells = _cells(line, self._header.separator)
        if not self._header.separator and len(cells) == len(columns) + 1 and "step" not in columns:
            columns.insert(0, "step")  # as pandas prints a frame
        if len(cells) != len(columns):
            return None
        keys: dict[str, float] = {}
        numbers = []
        for (start, end), column in zip(cells, columns, strict=True):
            match = NUMBER.search(line, start, end)
            if column in ("step", "epoch", "run"):
                ordinal = _ORDINAL.search(line, start, end)
                if ordinal is not None:
                    keys[column] = _whole(ordinal[1])
                elif match is not None and len(match[0]) < 16:
                    keys[column] = _number(match[0])
            elif match is not None and column is not None:
                numbers.append(Printed(*match.span(), column))
        if keys.get("run", self._run + 1) != self._run + 1:
            numbers = []
        if not numbers:
            return Row(number, 0, False, ()) if "run" in keys else None
        for name in ("step", "epoch"):
            if name in columns:
                return Row(number, keys[name], name == "epoch", tuple(numbers)) if name in keys else None
        return Row(number, self._counted(), False, tuple(numbers))

    def _bare(self, number: int, line: str, found: list[tuple[int, int]]) -> Row | None:
        """Numbers and nothing else: the step, if the first is a whole number that grows, then w, then loss."""
        rest = NUMBER.sub("", line)
        if rest.strip(" \t,;|&[]()$\\%"):
            return None
        layouts, first = _BARE[self._problem], line[slice(*found[0])]
        if len(found) > 1 and first.isdigit() and len(first) < 10 and (self._steps is None or int(first) > self._steps):
            columns = layouts.get(len(found) - 1) or layouts[min(layouts)]
            if len(found) > len(columns):
                self._steps = int(first)
                numbers = [Printed(*span, c) for span, c in zip(found[1:], columns, strict=False)]
                return Row(number, self._steps, False, tuple(numbers))
        columns = layouts.get(len(found), ())
        if self._steps is not None or not columns:
            return None
        return Row(number, self._counted(), False, tuple(Printed(*s, c) for s, c in zip(found, columns, strict=True)))


def _cells(line: str, separator: str) -> list[tuple[int, int]]:
    """Where the cells of a row are; what is outside of the outer bars of Markdown is none."""
    if not separator:
        return [m.span() for m in re.finditer(r"\S+", line)]
    edges = [-1, *(m.start() for m in re.finditer(re.escape(separator), line)), len(line)]
    cells = [(a + 1, b) for a, b in pairwise(edges)]
    if separator == "|":
        cells = cells[not line[: edges[1]].strip() :]
        cells = cells[: len(cells) - (not line[edges[-2] + 1 :].strip())]
    return cells


def _number(text: str) -> float:
    try:
        return float(text.replace("−", "-"))
    except ValueError:
        return float("nan")


def _whole(text: str) -> int:
    """A number in Arabic or (up to 99) in Chinese numerals."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE[text[-1]]
    return (_CHINESE[tens[-1]] if tens else 1) * 10 + (_CHINESE[ones[-1]] if ones else 0)
