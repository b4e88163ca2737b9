"""Which table is meant, in which form, and its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lrgui.core.files.view import STATE
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.cells import ROWS
from lrgui.core.tables.csv_style import PROGRAMS, SPREADSHEETS, CsvStyle
from lrgui.core.tables.formats import printed_by_tensorflow, table_text, tensorflow_text
from lrgui.core.tables.html import html_text
from lrgui.core.tables.results import Table, runs_table, steps_table
from lrgui.drawing.run_figures import CONCEALED
from lrgui.drawing.scene import Scene
from lrgui.text.language import translate
from lrgui.text.run_words import called, on_its_way, rate_words
from lrgui.text.tables import headings, with_states

KINDS = ("runs", "steps")
TENSORFLOW = "tensorflow"
SUFFIXES = {"tsv": ".tsv", "csv": ".csv", "md": ".md", "latex": ".tex", TENSORFLOW: ".txt"}  # by format
CSV_STYLES = {"programs": PROGRAMS, **SPREADSHEETS}
DIGITS = (3, 4, 5, 6, 7, 8, 10, 12, 17)

_SAMPLE = 20  # rows at the beginning, in the middle and at the end that tell how long the text is
_PREVIEWED = 100_000  # updates that are computed in float32 for nothing but a look at the lines after them


@dataclass(frozen=True)
class ChosenTable:
    """kind: one of `KINDS`. first, last: updates of the steps table, None for all. digits: None for what suits.

    style: of CSV; for programs it has codes, for spreadsheets words.
    """

    kind: str
    problem: str
    run: int
    form: str
    digits: int | None = None
    first: int | None = None
    last: int | None = None
    style: CsvStyle = PROGRAMS

    def forms(self) -> tuple[str, ...]:
        """The formats that this table can have: TensorFlow prints the steps of a function of w only."""
        printed = self.kind == "steps" and printed_by_tensorflow(self.problem)
        return tuple(f for f in SUFFIXES if f != TENSORFLOW or printed)

    def limits(self, scene: Scene) -> tuple[int, int]:
        """The first and the last update that the steps table has a row for."""
        if not PROBLEMS[self.problem].on_data:
            return 1, scene.history.traces[self.problem].computed
        checkpoints = scene.history.checkpoints_of(self.run)
        return 0, checkpoints.times.step(checkpoints.count - 1)

    def rows(self, scene: Scene) -> tuple[int, int]:
        """The rows of the steps table, counted from 1, both included."""
        low, high = self.limits(scene)
        first = low if self.first is None else max(low, self.first)
        last = high if self.last is None else min(high, self.last)
        if not PROBLEMS[self.problem].on_data:
            return first, last
        checkpoints = scene.history.checkpoints_of(self.run)
        return checkpoints.until(first - 1) + 1, checkpoints.until(last)

    def table(self, scene: Scene) -> Table:
        if self.kind == "steps":
            return steps_table(scene.history, self.problem, self.run, *self.rows(scene))
        at = min(scene.update_of(self.problem), scene.history.traces[self.problem].computed)
        table = runs_table(scene.history, self.problem, at)
        table = table if self._codes else with_states(table, scene.history, self.problem, at)
        return table if STATE not in scene.concealed else without_states(table)

    @property
    def _codes(self) -> bool:
        """Whether programs read it: then its words are codes."""
        return self.form == "csv" and self.style == PROGRAMS

    def count(self, scene: Scene) -> int:
        """How many rows the table has."""
        if self.kind == "runs":
            return len(scene.history.experiment.runs)
        first, last = self.rows(scene)
        return max(0, last - first + 1)

    def pieces(self, scene: Scene) -> Iterator[tuple[str, float]]:
        """The text in pieces, each with the share that is done."""
        lines = self.form == TENSORFLOW
        blocks = -(-(self.rows(scene)[1] if lines else self.count(scene)) // ROWS)
        parts = 1 + blocks * (2 if self.form in ("md", "latex") else 1)  # which look at each row twice
        pieces = self._lines(scene) if lines else self._text(self.table(scene))
        for done, piece in enumerate(pieces, 1):
            yield piece, min(1.0, done / parts)

    def _text(self, table: Table) -> Iterator[str]:
        return table_text(table, self.form, self.digits, None if self._codes else headings(table), self.style)

    def _lines(self, scene: Scene) -> Iterator[str]:
        """TensorFlow's lines of the chosen steps; those before them are computed too, and make empty pieces."""
        first, last = self.rows(scene)
        at = 0
        for piece in tensorflow_text(scene.history, self.problem, self.run):
            lines = piece.splitlines(keepends=True)
            yield "".join(lines[max(first - 1 - at, 0) : max(last - at, 0)])
            at += len(lines)
            if at >= last:
                return

    def html(self, scene: Scene) -> Iterator[str]:
        """The same table as HTML with numbers to be read."""
        table = self.table(scene)
        return html_text(table, self.digits, headings(table))

    def beginning(self, scene: Scene, rows: int) -> str:
        """The text of the first rows."""
        if self.form != TENSORFLOW:
            table = self.table(scene)
            return "".join(self._text(Table(table.columns, table.rows[:rows])))
        first, last = self.rows(scene)
        if first > _PREVIEWED:
            return "…\n"
        lines: list[str] = []
        for piece in tensorflow_text(scene.history, self.problem, self.run):
            lines += piece.splitlines(keepends=True)
            if len(lines) >= first + rows - 1:
                break
        return "".join(lines[first - 1 : min(last, first + rows - 1)])

    def estimate(self, scene: Scene) -> int:
        """About how many characters the text has."""
        count = self.count(scene)
        if count == 0:
            return 0
        if self.form == TENSORFLOW:
            return count * len("After 1000000 steps: w is -0.999999 , loss is 0.000000\n")
        table = self.table(scene)
        starts = {0, max(0, count // 2 - _SAMPLE), max(0, count - _SAMPLE)}
        rows = [row for start in starts for row in table.rows[start : start + _SAMPLE]]
        return len("".join(self._text(Table(table.columns, rows)))) * count // len(rows)


def without_states(table: Table) -> Table:
    """The table with nothing said of what runs do."""
    state = table.columns.index("state")
    return Table(table.columns, [(*row[:state], CONCEALED, *row[state + 1 :]) for row in table.rows])


def format_name(form: str) -> str:
    """What a format is called where one is chosen."""
    return {
        "tsv": translate("Tables", "Text for a spreadsheet"),
        "csv": translate("Tables", "CSV"),
        "md": translate("Tables", "Markdown"),
        "latex": translate("Tables", "LaTeX (booktabs)"),
        TENSORFLOW: translate("Tables", "As printed by TensorFlow"),
    }[form]


def run_name(number: int, experiment: Experiment) -> str:
    """What run `number` (from 0) is called where one is chosen."""
    rate = on_its_way(experiment, experiment.problems[-1], number, experiment.length, rate_words, brief=True)
    return called(experiment.runs[number], translate("Tables", "Run {0} (η = {1})").format(number + 1, rate))
