"""A pasted text read: which number of a line says what, of which step, of which run.

Understood are lines in words ("After 3 steps: w is 0.2 , loss is 1.4"), an update worked out by hand
("5-0.2*(2*5+2)=2.6"), logs of Keras and of the book, tables with a heading, and bare rows of numbers. A text that
names a learning rate ("学习率为 0.1", "lr = 0.1") is of the run with that rate from there on; without one it is of
the selected run. Everything is done line by line, in a time that grows with the length of the text only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from lrgui.core.tables.compare.plain_text import LONGEST_LINE, PlainLine
from lrgui.core.tables.compare.printed_log import LogReader
from lrgui.core.tables.compare.printed_number import PrintedNumber
from lrgui.core.tables.compare.printed_row import END, NUMBER, Row
from lrgui.core.tables.compare.printed_table import TableReader

MOST_NUMBERS = 40  # in a line

_RATE = re.compile(
    r"(?:学习率|步长|\blearning[ _-]?rate\b|(?<![A-Za-z0-9])lr\b|η|\\eta\b|\b[A-Za-z]*Optimizer\b)"
    r"[\s:=($,\\为是`*]{1,6}",
    re.IGNORECASE,
)


class Reader:
    """Reads a text once.

    problem: what it is held against. rates: the learning rates of the runs. run: the selected one. samples: the points
    of the classifier's test samples.
    """

    def __init__(
        self, problem: str, rates: Sequence[float], run: int, samples: Sequence[tuple[float, float]] = ()
    ) -> None:
        self._rates = rates
        self._selected = self._run = run
        self._log = LogReader(problem, samples)
        self._table = TableReader(problem, run)
        self._here: int | None = run  # the run that the text is of
        self._named: str = ""  # the learning rate that it names
        self._rows: list[Row] = []
        self._blocks: list[int] = []  # of each row: a block is the log of one run
        self._block = 0
        self._ended = False  # what a log prints at its end has been read
        self.missed = 0  # lines with numbers that were not understood
        self.absent: dict[str, None] = {}  # learning rates of no run, as printed, in their order

    def read(self, lines: Sequence[PlainLine]) -> list[Row]:
        """The rows of all lines."""
        for i, line in enumerate(lines):
            if len(line.text) > LONGEST_LINE:
                self.missed += 1
                continue
            row = self._row(i, line.text)
            if row is not None:
                self._rows.append(row)
                self._blocks.append(self._block)
        return self._with_checkpoints()

    def _row(self, number: int, line: str) -> Row | None:
        if self._table.heading(line):
            return None
        found = [m.span() for m in NUMBER.finditer(line)]
        if not found:
            return None
        row = None
        if len(found) <= MOST_NUMBERS:
            row = self._of_log(number, line, found) or self._of_table(number, line, found)
        if row is None:
            self.missed += 1
        return row

    # One line

    def _of_log(self, number: int, line: str, found: list[tuple[int, int]]) -> Row | None:
        log = self._log
        row = log.by_hand(number, line) or log.progress(number, line) or log.in_words(number, line, found)
        named = False
        if row is None or (row.key != END and all(n.column != "learning_rate" for n in row.numbers)):
            named = self._name(line)
        if row is None and not named:
            row = self._table.run_row(number, line, found)
            if row is not None:
                return self._of_run(line, row)
        row = row or log.parameters(number, line)
        if row is None:
            return Row(number, 0, False, ()) if named else None
        self._begin(row)
        return self._held(row, self._here, self._named)

    def _of_table(self, number: int, line: str, found: list[tuple[int, int]]) -> Row | None:
        row = self._table.step_row(number, line) or self._table.bare(number, line, found)
        return self._held(row, self._here, self._named) if row is not None else None

    def _of_run(self, line: str, row: Row) -> Row:
        """The row of a table that has one for each run."""
        self._block += 1
        self._ended = True
        rate, *numbers = row.numbers
        printed = line[rate.start : rate.end]
        return self._held(replace(row, numbers=tuple(numbers)), self._run_of(printed), printed)

    def _held(self, row: Row, run: int | None, named: str) -> Row:
        if run is None and row.numbers:
            self.absent[named] = None
        return row if row.run == run else replace(row, run=run)

    # Which run

    def _name(self, line: str) -> bool:
        """Whether the line names one learning rate: what follows is of the run that has it."""
        rates = [value[0] for m in _RATE.finditer(line) if (value := NUMBER.match(line, m.end()))]
        if len({PrintedNumber(rate).value for rate in rates}) != 1:
            return False
        self._here, self._named = self._run_of(rates[0]), rates[0]
        self._block += 1
        self._ended = False
        return True

    def _run_of(self, printed: str) -> int | None:
        """The run with a learning rate: the selected one, if several have it."""
        rate = PrintedNumber(printed)
        with np.errstate(over="ignore", under="ignore"):
            single = np.float32(rate.value)
            rounded = single if 0 < single < np.inf else None  # beyond those of float32 all would be alike
            fits = [i for i, x in enumerate(self._rates) if rate.value == x or rounded == np.float32(x)]
        if not fits and len(re.sub(r"[eE×].*|[^0-9]", "", printed).lstrip("0")) >= 3:  # 0.333 for 1/3
            fits = [i for i, x in enumerate(self._rates) if rate.shows(x, "float64")]
        return self._selected if self._selected in fits else fits[0] if fits else None

    # Which checkpoint

    def _begin(self, row: Row) -> None:
        """A new block begins where epochs start anew, or after what is printed at the end."""
        if row.key == END:
            self._ended = True
            return
        last = self._rows[-1] if self._rows and self._blocks[-1] == self._block else None
        if self._ended or (last is not None and last.epochs and row.epochs and row.key < last.key):
            self._block += 1
        self._ended = False

    def _with_checkpoints(self) -> list[Row]:
        """Rows of epochs that are printed several times, or counted from 0, are of checkpoints within these epochs.

        The book evaluates every half epoch: two lines with "Epoch 49" are of 49½ and 50 epochs. What a log prints at
        its end is of the end of its last epoch.
        """
        made: list[Row] = []
        alone = sum(row.within == "only" for row in self._rows) == 1
        for _, pairs in groupby(zip(self._blocks, self._rows, strict=True), key=lambda pair: pair[0]):
            rows = [row for _, row in pairs]
            epochs = _checkpoints([row for row in rows if row.within in ("always", "repeated")])
            self.missed += sum(not row.numbers for row in epochs)
            keys = [row.key for row in (*rows, *epochs) if row.epochs and row.numbers and not row.within]
            end = max(keys, default=END)
            after = iter(epochs)
            for row in rows:
                if row.within == "only":
                    self.missed += not alone
                    made.append(row if alone else replace(row, numbers=()))
                elif row.within:
                    made.append(next(after))
                elif row.key == END and keys:
                    made.append(replace(row, key=end, epochs=True))
                else:
                    made.append(row)
        return made


def _checkpoints(rows: list[Row]) -> list[Row]:
    """The rows of one log, with the epochs after which they were printed."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row.key)]
    most = max(map(len, groups), default=0)
    if most < 2 and not any(row.within == "always" for row in rows):
        return [replace(row, within="") for row in rows]
    made = []
    for i, group in enumerate(groups):
        # A log that was cut has fewer lines of its first epoch, the last ones, or of its last epoch, the first ones.
        lacking = most - len(group) if i == 0 and len(groups) > 1 else 0
        for j, row in enumerate(group):
            known = len(group) == most or i in (0, len(groups) - 1)
            key = row.key + (lacking + j + 1) / most
            made.append(replace(row, key=key, numbers=row.numbers if known else (), within=""))
    return made
