"""Rows of tables: under a heading (CSV, TSV, Markdown, LaTeX, or spaces between columns), and bare rows of numbers.

A table has a row for each step of a run, or a row for each run: what it has come to, as the book's Table 5.5.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from lrgui.core.problems.problem import Evaluation
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.compare.headings import BEFORE, CLASSIFIER_ONLY, column_of
from lrgui.core.tables.compare.printed_row import END, NUMBER, ORDINAL, Printed, Row, number_of, whole

# The book's table, where its heading was not copied: rate, loss, accuracy, w = [w₁,w₂], b = b, sample 2.
_BOOK = ("learning_rate", "train_loss", "train_accuracy", "chosen_w1", "chosen_w2", "chosen_b", "chosen_sample2")
_BOOK_PARAMETERS = re.compile(r"\bw\s*=\s*\[[^\[\]a-z]{3,60}\]\s*,?\s*b\s*=")
_NUMBERED = re.compile(r"(?:样本|\bsample)\s*[1-9](?![0-9])", re.IGNORECASE)  # words of a heading
_RESULTS = ("chosen_", "best_")
_MOMENTS = {*BEFORE, "w_after", "loss_after", "gradient", "gradient_before"}


@dataclass(frozen=True)
class _Header:
    columns: tuple[str | None, ...]
    separator: str  # "" for spaces
    runs: bool  # a row for each run


def _bare(problem: str) -> dict[int, tuple[str, ...]]:
    """What bare rows of so many numbers beside the step are taken for."""
    kind = PROBLEMS[problem]
    d = len(kind.parameters)
    if kind.on_data:
        return {d: kind.parameters, len(Evaluation._fields): Evaluation._fields}
    before, after = ([f"{name}_{when}" for name in kind.parameters] for when in ("before", "after"))
    gradients = [f"{name}_before" for name in kind.gradients()]
    steps = ("learning_rate", *before, *gradients, *after, "loss_before", "loss_after")
    return {d: kind.parameters, d + 1: (*kind.parameters, "loss"), len(steps): steps}


class TableReader:
    """Reads rows, one after the other."""

    def __init__(self, problem: str, run: int) -> None:
        self._problem = problem
        self._run = run
        self._header: _Header | None = None
        self._count = 0  # of rows without a step
        self._steps: int | None = None  # the last whole number at the beginning of a bare row

    def heading(self, line: str) -> bool:
        """Whether the line is the heading of a table; the rows that follow are read with it."""
        if NUMBER.search(_NUMBERED.sub("", line)) or (
            not PROBLEMS[self._problem].on_data and CLASSIFIER_ONLY.search(line)
        ):
            return False
        separator = next((s for s in ("|", "&", "\t", ",", ";") if s in line), "")
        texts = [line[a:b] for a, b in _cells(line, separator)]
        columns = [column_of(text, self._problem) for text in texts]
        named = {c for c in columns if c is not None}
        runs = "learning_rate" in named and not {"step", "epoch", *_MOMENTS} & named
        if not runs:  # of what a run has come to
            timed = bool({"step", "epoch"} & named)
            columns = [c if c != "weights" and (timed or not (c or "").startswith(_RESULTS)) else None for c in columns]
        known = [c for c in columns if c is not None]
        if not known or (len(known) < 2 and len(columns) > 1) or (not separator and len(known) < len(columns)):
            return False
        if BEFORE & set(known):
            columns = ["gradient_before" if c == "gradient" else "w_after" if c == "w" else c for c in columns]
        self._header = _Header(tuple(columns), separator, runs and len(known) > 1)
        return True

    # A row for each step

    def step_row(self, number: int, line: str) -> Row | None:
        """The row of a step, under a heading."""
        if self._header is None or self._header.runs:
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
                ordinal = ORDINAL.search(line, start, end)
                if ordinal is not None:
                    keys[column] = whole(ordinal[1])
                elif match is not None and len(match[0]) < 16:
                    keys[column] = number_of(match[0])
            elif match is not None and column is not None:
                numbers.append(Printed(*match.span(), column.replace("chosen_", "")))
        if keys.get("run", self._run + 1) != self._run + 1:
            numbers = []
        if not numbers:
            return Row(number, 0, False, ()) if "run" in keys else None
        for name in ("step", "epoch"):
            if name in columns:
                return Row(number, keys[name], name == "epoch", tuple(numbers)) if name in keys else None
        return Row(number, self._counted(), False, tuple(numbers))

    def _counted(self) -> int:
        """The step of a row that names none: they are in order."""
        self._count += 1
        return self._count

    # A row for each run

    def run_row(self, number: int, line: str, found: list[tuple[int, int]]) -> Row | None:
        """What a run has come to; the learning rate, which comes first, tells of which run."""
        numbers = self._of_cells(line) or self._in_order(line, found)
        if numbers is None:
            return None
        rate = next((n for n in numbers if n.column == "learning_rate"), None)
        if rate is None or len(numbers) < 2:
            return None
        return Row(number, END, False, (rate, *(n for n in numbers if n is not rate)))

    def _of_cells(self, line: str) -> list[Printed] | None:
        if self._header is None or not self._header.runs or not self._header.separator:
            return None
        cells = _cells(line, self._header.separator)
        if len(cells) != len(self._header.columns):
            return None
        numbers = []
        for (start, end), column in zip(cells, self._header.columns, strict=True):
            spans = [m.span() for m in NUMBER.finditer(line, start, end)]
            columns = self._expanded(column, len(spans) if column == "weights" else 1)
            if column in (None, "run", "step") or not spans:
                continue
            if len(columns) != len(spans):
                return None
            numbers += [Printed(*span, c) for span, c in zip(spans, columns, strict=True)]
        return numbers

    def _in_order(self, line: str, found: list[tuple[int, int]]) -> list[Printed] | None:
        """Where the cells have run into each other: as many numbers as the heading says, or the book's own row."""
        if self._header is not None and self._header.runs and None not in self._header.columns:
            for weights in (3, 2):
                columns = [c for column in self._header.columns for c in self._expanded(column, weights)]
                if len(columns) == len(found):
                    pairs = zip(found, columns, strict=True)
                    return [Printed(*span, c) for span, c in pairs if c != "run"]
        book = _BOOK_PARAMETERS.search(line) if PROBLEMS[self._problem].on_data and len(found) in (6, 7) else None
        if book is None or not (found[2][1] <= book.start() < found[3][0] and found[4][1] < book.end() <= found[5][0]):
            return None
        return [Printed(*span, c) for span, c in zip(found, _BOOK, strict=False)]

    def _expanded(self, column: str | None, weights: int) -> tuple[str, ...]:
        """The columns of a cell: `weights` numbers where these stand together."""
        assert self._header is not None
        kind, known = PROBLEMS[self._problem], self._header.columns
        if column == "weights":
            return ("chosen_w1", "chosen_w2", "chosen_b")[:weights]
        if kind.on_data and column in kind.parameters and f"best_{column}" not in known:
            return (f"chosen_{column}",)
        return (column,) if column else ()

    # Bare rows

    def bare(self, number: int, line: str, found: list[tuple[int, int]]) -> Row | None:
        """Numbers and nothing else: the step, if the first is a whole number that grows, then w, then loss."""
        rest = NUMBER.sub("", line)
        if rest.strip(" \t,;|&[]()$\\%"):
            return None
        layouts, first = _bare(self._problem), line[slice(*found[0])]
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
