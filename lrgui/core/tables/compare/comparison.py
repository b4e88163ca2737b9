"""A printed table held against a run: which digits differ.

Every printed number is compared at the precision it is printed with. Some programs compute in float32 and some in
float64, some count steps from 0 and some from 1: of these the whole text gets what leaves the fewest differences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import PRECISIONS
from lrgui.core.model.limits import MAX_UPDATES
from lrgui.core.problems.problem import Evaluation, Parabola
from lrgui.core.tables.compare.printed_number import PrintedNumber
from lrgui.core.tables.compare.printed_table import Reader, Row
from lrgui.core.tables.results import trace_of
from lrgui.core.training.history import History
from lrgui.core.training.single_run import alone, compute_until

MAX_TEXT = 1_000_000  # characters
MAX_LINES = 100_000
FARTHEST = 500_000  # the other precision is computed up to this update: about a second
SHIFTS = (0, 1, -1)  # what may have to be added to the printed steps, the first preferred
TOGETHER = 1024  # updates that are read at a time where the printed ones lie close together

Values = dict[str, dict[int, float]]  # by column and update
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
    first: the first update whose numbers differ, None where none do.
    """

    lines: tuple[tuple[Segment, ...], ...]
    precision: str
    shift: int
    compared: int
    differing: int
    missed: int
    first: int | None


def compare(text: str, history: History, run: int, problem: str | None = None) -> Comparison:
    """Holds a printed table against run number `run`, as far as that is computed.

    Raises `InvalidValue` where the text is too long or nothing in it is a number of a known step.
    """
    name = trace_of(history, problem).problem_name
    if len(text) > MAX_TEXT:
        raise InvalidValue("text", len(text), "between", low=1, high=MAX_TEXT)
    lines = re.split("\r\n|\r|\n", text)
    if len(lines) > MAX_LINES:
        raise InvalidValue("lines", len(lines), "between", low=1, high=MAX_LINES)
    reader = Reader(name, run)
    rows = [row for i, line in enumerate(lines) if (row := reader.row(i, line)) is not None]
    fits = _fits(history, name, run, lines, rows)
    best = min(fits, key=lambda fit: fit.rank) if fits else None
    if best is None or best.compared == 0:
        raise InvalidValue("text", text, "structure", expected="a printed table that names steps of this run")
    marked = best.marked()
    updates = [best.update(row) for row in rows if row.line in best.wrong]
    segments = [marked.get(i, (Segment(line, "plain"),) if line else ()) for i, line in enumerate(lines)]
    differing = sum(map(len, best.wrong.values()))
    first = min(updates, default=None)
    return Comparison(tuple(segments), best.precision, best.shift, best.compared, differing, reader.missed, first)


def _fits(history: History, problem: str, run: int, lines: list[str], rows: list[Row]) -> list[_Fit]:
    """The text held against both precisions and all shifts, until one leaves no difference."""
    fits: list[_Fit] = []
    own = history.experiment.precision
    printed = {row.line: [PrintedNumber(lines[row.line][a:b]) for a, b, _ in row.numbers] for row in rows}
    for precision in (own, *(p for p in PRECISIONS if p != own)):
        try:
            other, place = alone(history, problem, run, precision)
        except InvalidValue:  # its learning rate is no number of float32
            continue
        needed = _needed(history, problem, rows)
        if not needed or (other is not history and needed[-1] > FARTHEST):
            continue
        compute_until(other, problem, needed[-1])
        values = _values(other, problem, place, needed)
        per_epoch = history.experiment.updates_per_epoch(problem)
        for shift in SHIFTS:
            fits.append(_Fit(precision, shift, per_epoch, values, lines, rows, printed))
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
        values: Values,
        lines: list[str],
        rows: list[Row],
        printed: PrintedNumbers,
    ) -> None:
        self.precision = precision
        self.shift = shift
        self.compared = 0
        self.wrong: dict[int, dict[int, str]] = {}  # line, number in it → ours
        self._per_epoch = per_epoch
        self._lines = lines
        self._rows = rows
        self._printed = printed
        self._known: dict[int, list[bool]] = {}  # line → which of its numbers have ours
        unknown = 0
        for row in rows:
            update, line = self.update(row), lines[row.line]
            known = self._known[row.line] = []
            numbers = printed[row.line]
            for i, (_, end, column) in enumerate(row.numbers):
                ours = values.get(column, {}).get(update)
                known.append(ours is not None)
                if ours is None:
                    unknown += 1
                    continue
                self.compared += 1
                if column.endswith("accuracy") and line[end : end + 2].lstrip("\\").startswith("%"):
                    ours *= 100
                if not numbers[i].shows(ours, precision):
                    self.wrong.setdefault(row.line, {})[i] = numbers[i].written(ours)
        self.rank = sum(map(len, self.wrong.values())) + unknown

    def update(self, row: Row) -> int:
        """The update that a row is of."""
        return _update(row, self.shift, self._per_epoch)

    def marked(self) -> dict[int, tuple[Segment, ...]]:
        """The segments of the lines that hold compared numbers."""
        return {row.line: tuple(self._segments(row)) for row in self._rows}

    def _segments(self, row: Row) -> Iterable[Segment]:
        line, at = self._lines[row.line], 0
        wrong = self.wrong.get(row.line, {})
        for i, (start, end, _) in enumerate(row.numbers):
            if not self._known[row.line][i]:
                continue
            pieces = [(line[at:start], "plain", ""), (line[start:end], "same", "")]
            if i in wrong:
                middle = start + self._printed[row.line][i].first_difference(wrong[i])
                pieces[1:] = [(line[start:middle], "same", ""), (line[middle:end], "differs", wrong[i])]
            yield from (Segment(*piece) for piece in pieces if piece[0])
            at = end
        if line[at:]:
            yield Segment(line[at:], "plain")


def _update(row: Row, shift: int, per_epoch: int) -> int:
    """The update that a row is of; −1 where there is none of that number."""
    update = (row.key + shift) * (per_epoch if row.epochs else 1)
    return round(update) if 0 <= update <= MAX_UPDATES else -1


# Our numbers


def _needed(history: History, problem: str, rows: list[Row]) -> list[int]:
    """The computed updates that the rows may be of, ascending."""
    per_epoch = history.experiment.updates_per_epoch(problem)
    computed = history.traces[problem].computed
    needed = set()
    for row in rows:
        for shift in SHIFTS:
            update = _update(row, shift, per_epoch)
            if 0 <= update <= computed:
                needed.add(update)
    return sorted(needed)


def _values(history: History, problem: str, run: int, needed: list[int]) -> Values:
    """Every column at the updates `needed`, ascending."""
    trace = history.traces[problem]
    # An update is told with what was before it.
    updates = sorted({u for update in needed for u in (update, update - 1) if u >= 0})
    states, rates, i = [], {}, 0
    while i < len(updates):
        first, j = updates[i], i
        while j < len(updates) and updates[j] < first + TOGETHER:
            j += 1
        chosen = np.array(updates[i:j])
        last = int(chosen[-1])
        states.append(trace.states(first, last)[chosen - first, run])
        made = trace.rates(max(first - 1, 0), last)[:, run].astype(trace.problem.dtype)
        rates.update({u: float(made[u - 1 - max(first - 1, 0)]) for u in updates[i:j] if u})
        i = j
    parameters = np.concatenate(states)
    values: Values = {"learning_rate": rates}
    if isinstance(trace.problem, Parabola):
        w = parameters[:, 0]
        columns = {"w": w, "loss": trace.problem.loss(w), "gradient": trace.problem.gradient(w)}
        for name, column in columns.items():
            values[name] = values[name + "_after"] = dict(zip(updates, column.tolist(), strict=True))
            values[name + "_before"] = {u + 1: x for u, x in values[name].items()}
        return values
    for name, column in zip(("w1", "w2", "b"), parameters.T, strict=True):
        values[name] = dict(zip(updates, column.tolist(), strict=True))
    assert history.checkpoints is not None
    interval, count = history.checkpoints.interval, history.checkpoints.count
    there = [u for u in needed if u % interval == 0 and u // interval < count]
    for name, figures in zip(Evaluation._fields, history.checkpoints.values(count), strict=True):
        values[name] = {u: float(figures[u // interval, run]) for u in there}
    return values
