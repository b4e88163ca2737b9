"""A printed text held against the runs: which digits differ.

Every printed number is compared at the precision it is printed with. Some programs compute in float32 and some in
float64, some count steps from 0 and some from 1, some print the best weights and some the last ones: of these the
whole text gets what leaves the fewest differences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment_fields import PRECISIONS
from lrgui.core.model.limits import MAX_UPDATES
from lrgui.core.problems.classifier import Classifier
from lrgui.core.tables.compare.own_numbers import Values, end_of, own_numbers
from lrgui.core.tables.compare.plain_text import PlainLine, plain_lines
from lrgui.core.tables.compare.printed_number import PrintedNumber
from lrgui.core.tables.compare.printed_reader import Reader
from lrgui.core.tables.compare.printed_row import END, Row
from lrgui.core.tables.results import trace_of
from lrgui.core.training.history import History
from lrgui.core.training.single_run import alone, compute_until

MAX_TEXT = 1_000_000  # characters
MAX_LINES = 100_000
FARTHEST = 500_000  # the other precision is computed for so many updates, of all runs together: about a second
SHIFTS = (0, 1, -1)  # what may have to be added to the printed steps, the first preferred
# What a printed column may stand for, the first preferred.
READINGS = {"chosen_": {"best_": "best", "": "last"}, "fitted_": {"mean_": "mean", "": "end"}}

_OPEN = tuple(READINGS)
_NOTHING: dict[int, float] = {}

PrintedNumbers = dict[int, list[PrintedNumber]]  # by line


class Segment(NamedTuple):
    """A piece of a line: "plain" where it is no compared number, else "same" or "differs".

    ours: the number that it should be, written as it is printed, where it differs.
    """

    text: str
    status: str
    ours: str = ""


@dataclass(frozen=True)
class Comparison:
    """What `compare` found. The texts of a line's segments make up the line.

    precision: the arithmetic that fits better. shift: what was added to the printed steps (epochs, where a line
    counts these) to have ours. compared, differing: numbers. missed: lines with numbers that were not understood.
    beyond: numbers of steps that the runs have not (yet). first: the first update whose numbers differ, None where
    none do. runs: the numbers of the runs that were compared, ascending. absent: learning rates that the text names
    and no run has, as printed: what belongs to them is not compared. readings: what w, b and samples are of, "best"
    or "last", and what Keras's loss is of, "mean" or "end": those of them that the text has.
    """

    lines: tuple[tuple[Segment, ...], ...]
    precision: str
    shift: int
    compared: int
    differing: int
    missed: int
    beyond: int
    first: int | None
    runs: tuple[int, ...]
    absent: tuple[str, ...]
    readings: tuple[str, ...]


def compare(text: str, history: History, run: int, problem: str | None = None) -> Comparison:
    """Holds a printed text against run number `run`, or the runs whose learning rates it names, as far as computed.

    Of runs of several batch sizes, which count updates of their own, against that run alone.
    Raises `InvalidValue` where the text is too long or nothing in it is a number of a known step, nor of a learning
    rate that no run has.
    """
    trace = trace_of(history, problem)
    name = trace.problem_name
    if not trace.clock.uniform:
        single, _ = alone(history, name, run, history.experiment.precision)
        compute_until(single, name, trace.made(run, trace.computed))
        found = compare(text, single, 0, name)
        return replace(found, runs=(run,) * len(found.runs))
    if len(text) > MAX_TEXT:
        raise InvalidValue("text", len(text), "between", low=1, high=MAX_TEXT)
    pasted = re.split("\r\n|\r|\n", text)
    if len(pasted) > MAX_LINES:
        raise InvalidValue("lines", len(pasted), "between", low=1, high=MAX_LINES)
    lines = plain_lines(pasted)
    samples = trace.problem.data.samples if isinstance(trace.problem, Classifier) else ()
    rates = [r.learning_rate for r in history.experiment.runs]
    reader = Reader(name, rates, run, [(float(x), float(y)) for x, y in samples])
    rows = [row for row in reader.read(lines) if row.run is not None]
    best = min(_fits(history, name, lines, rows), key=lambda fit: fit.rank)
    if best.compared == 0 and not reader.absent:
        raise InvalidValue("text", text, "structure", expected="a printed table that names steps of this run")
    marked = best.marked(pasted)
    updates = [best.update(row) for row in rows if row.line in best.wrong]
    return Comparison(
        lines=tuple(marked.get(i, (Segment(line, "plain"),) if line else ()) for i, line in enumerate(pasted)),
        precision=best.precision,
        shift=best.shift,
        compared=best.compared,
        differing=sum(map(len, best.wrong.values())),
        missed=reader.missed,
        beyond=best.unknown,
        first=min(updates, default=None),
        runs=tuple(sorted(best.runs)),
        absent=tuple(reader.absent),
        readings=best.readings,
    )


def _fits(history: History, problem: str, lines: list[PlainLine], rows: list[Row]) -> list[_Fit]:
    """The text held against both precisions and all shifts, until one leaves no difference."""
    fits: list[_Fit] = []
    own = history.experiment.precision
    per_epoch = history.experiment.updates_per_epoch(problem)
    printed = {row.line: [PrintedNumber(lines[row.line].text[a:b]) for a, b, _ in row.numbers] for row in rows}
    end = end_of(history, problem)
    updates = {run: _needed(history, problem, rows, run, end) for run in sorted({row.run or 0 for row in rows})}
    columns = {
        reading + column.removeprefix(prefix)
        for column in {number.column for row in rows for number in row.numbers}
        for prefix, readings in READINGS.items()
        for reading in (readings if column.startswith(prefix) else ("",))
    }
    for precision in (own, *(p for p in PRECISIONS if p != own)):
        if precision != own and not 0 < sum(max(needed, default=0) for needed in updates.values()) <= FARTHEST:
            continue
        values: dict[int, Values] = {}
        try:
            for run, needed in updates.items():
                other, place = alone(history, problem, run, precision)
                compute_until(other, problem, max(needed, default=0))
                values[run] = own_numbers(other, problem, place, needed, columns)
        except InvalidValue:  # a learning rate is no number of float32
            continue
        for shift in SHIFTS if any(row.key != END for row in rows if row.numbers) else SHIFTS[:1]:
            fits.append(_Fit(precision, shift, per_epoch, end, values, lines, rows, printed))
            if fits[-1].rank == 0:
                return fits
    return fits


class _Fit:
    """The text held against the values of one precision with one shift."""

    def __init__(
        self,
        precision: str,
        shift: int,
        per_epoch: int,
        end: int,
        values: dict[int, Values],
        lines: list[PlainLine],
        rows: list[Row],
        printed: PrintedNumbers,
    ) -> None:
        self.precision = precision
        self.shift = shift
        self.compared = 0
        self.unknown = 0
        self.runs: set[int] = set()
        self.wrong: dict[int, dict[int, str]] = {}  # line, number in it → ours
        self._per_epoch = per_epoch
        self._end = end
        self._values = values
        self._lines = lines
        self._rows = rows
        self._printed = printed
        self._open = [(r, i) for r in rows for i, n in enumerate(r.numbers) if n.column.startswith(_OPEN)]
        self._known: dict[int, list[bool]] = {}  # line → which of its numbers have ours
        read = self._best_readings()
        self.readings = tuple(READINGS[prefix][reading] for prefix, reading in read.items())
        codes = {number.column for row in rows for number in row.numbers}
        compared = {code: _read(code, read) for code in codes}
        for row in rows:
            known = self._known[row.line] = []
            update = self.update(row)
            for i, (_, _, column) in enumerate(row.numbers):
                ours = self._ours(row, i, compared[column], update)
                known.append(ours is not None)
                if ours is None:
                    self.unknown += 1
                    continue
                self.compared += 1
                self.runs.add(row.run or 0)
                number = printed[row.line][i]
                if not number.shows(ours, precision):
                    self.wrong.setdefault(row.line, {})[i] = number.written(ours)
        self.rank = sum(map(len, self.wrong.values())) + self.unknown

    def update(self, row: Row) -> int:
        """The update that a row is of."""
        return _update(row, self.shift, self._per_epoch, self._end)

    def _ours(self, row: Row, i: int, column: str, update: int) -> float | None:
        """What number `i` of a row, which is of `update`, should be."""
        ours = self._values[row.run or 0].get(column, _NOTHING).get(update)
        if ours is not None and column.endswith("accuracy"):
            after = row.numbers[i].end
            if self._lines[row.line].text[after : after + 2].lstrip("\\").startswith("%"):
                ours *= 100
        return ours

    def _best_readings(self) -> dict[str, str]:
        """What the columns that may be read in two ways stand for: by prefix, the one that fits better."""
        chosen = {}
        for prefix, readings in READINGS.items():
            places = [(row, i) for row, i in self._open if row.numbers[i].column.startswith(prefix)]
            if places:
                chosen[prefix] = min(readings, key=lambda reading: self._misses(places, {prefix: reading}))
        return chosen

    def _misses(self, places: list[tuple[Row, int]], read: dict[str, str]) -> int:
        missed = 0
        for row, i in places:
            ours = self._ours(row, i, _read(row.numbers[i].column, read), self.update(row))
            missed += ours is None or not self._printed[row.line][i].shows(ours, self.precision)
        return missed

    def marked(self, pasted: list[str]) -> dict[int, tuple[Segment, ...]]:
        """The segments of the lines that hold compared numbers."""
        return {row.line: tuple(self._segments(row, pasted[row.line])) for row in self._rows if row.numbers}

    def _segments(self, row: Row, pasted: str) -> Iterator[Segment]:
        at, plain = 0, self._lines[row.line]
        wrong = self.wrong.get(row.line, {})
        for i, (start, end, _) in enumerate(row.numbers):
            if not self._known[row.line][i]:
                continue
            first, last = plain.pasted(start, end)
            pieces = [(pasted[at:first], "plain", ""), (pasted[first:last], "same", "")]
            if i in wrong:
                middle = start + self._printed[row.line][i].first_difference(wrong[i])
                place = plain.pasted(middle, end)[0] if middle < end else last
                pieces[1:] = [
                    (pasted[first:place], "same", ""),
                    (pasted[place:last], "differs", plain.written(wrong[i])),
                ]
            yield from (Segment(*piece) for piece in pieces if piece[0])
            at = last
        if pasted[at:]:
            yield Segment(pasted[at:], "plain")


def _read(column: str, read: dict[str, str]) -> str:
    """The column that is compared, of one that may be read in two ways."""
    for prefix, reading in read.items():
        if column.startswith(prefix):
            return reading + column.removeprefix(prefix)
    return column


def _update(row: Row, shift: int, per_epoch: int, end: int) -> int:
    """The update that a row is of; −1 where there is none of that number."""
    if row.key == END:
        return end
    update = (row.key + shift) * (per_epoch if row.epochs else 1)
    return round(update) if 0 <= update <= MAX_UPDATES else -1


def _needed(history: History, problem: str, rows: Iterable[Row], run: int, end: int) -> set[int]:
    """The computed updates that the rows of a run may be of."""
    per_epoch = history.experiment.updates_per_epoch(problem)
    computed = history.traces[problem].computed
    updates = {_update(row, shift, per_epoch, end) for row in rows if row.run == run for shift in SHIFTS}
    return {update for update in updates if 0 <= update <= computed}
