"""Which table is meant, in which form, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lrgui.core.analysis.anatomy import Anatomy
from lrgui.core.analysis.batch_noise import MOST_UPDATES
from lrgui.core.analysis.worked_update import worked
from lrgui.core.files.view import STATE, View
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.cells import rows_at_a_time
from lrgui.core.tables.csv_style import PROGRAMS, SPREADSHEETS, CsvStyle
from lrgui.core.tables.formats import printed_by_tensorflow, table_text, tensorflow_text
from lrgui.core.tables.html import html_text
from lrgui.core.tables.noise import noise_table
from lrgui.core.tables.results import Table, runs_table, steps_table
from lrgui.core.tables.update import in_codes, update_tables
from lrgui.drawing.lens import taken_apart
from lrgui.drawing.run_figures import CONCEALED
from lrgui.drawing.scene import Scene
from lrgui.text.language import translate
from lrgui.text.run_words import called, on_its_way, rate_words
from lrgui.text.tables import headings, update_in_words, with_states

KINDS = ("runs", "steps", "update", "noise")
TENSORFLOW = "tensorflow"
SUFFIXES = {"tsv": ".tsv", "csv": ".csv", "md": ".md", "latex": ".tex", TENSORFLOW: ".txt"}  # by format
CSV_STYLES = {"programs": PROGRAMS, **SPREADSHEETS}
Worded = tuple[Table, dict[str, str] | None]
DIGITS = (3, 4, 5, 6, 7, 8, 10, 12, 17)

_SAMPLE = 20  # rows at the beginning, in the middle and at the end that tell how long the text is
_PREVIEWED = 100_000  # updates that are computed in float32 for nothing but a look at the lines after them


@dataclass(frozen=True)
class ChosenTable:
    """kind: one of `KINDS`. first, last: updates of steps and noise, None for all. digits: None for what suits.

    style: of CSV; for programs it has codes, for spreadsheets words. smoothing: the factor of noise. An update has
    several tables, one below the other, with the digits that it takes to follow it.
    """

    kind: str
    problem: str
    run: int
    form: str
    digits: int | None = None
    first: int | None = None
    last: int | None = None
    style: CsvStyle = PROGRAMS
    smoothing: float = View.smoothing

    def possible(self, scene: Scene) -> bool:
        """Whether there is such a table."""
        if self.kind == "noise":
            return bool(scene.history.traces[self.problem].problem.noise)
        return self.kind != "update" or self._taken_apart(scene) is not None

    def _taken_apart(self, scene: Scene) -> Anatomy | None:
        return taken_apart(replace(scene, selected=self.run), self.problem)

    @property
    def ranged(self) -> bool:
        """Whether it is of some steps of a run."""
        return self.kind in ("steps", "noise")

    def forms(self) -> tuple[str, ...]:
        """The formats that this table can have: TensorFlow prints the steps of a function of w only."""
        printed = self.kind == "steps" and printed_by_tensorflow(self.problem)
        return tuple(f for f in SUFFIXES if f != TENSORFLOW or printed)

    def limits(self, scene: Scene) -> tuple[int, int]:
        """The first and the last update that there is a row for."""
        if self.kind == "noise":
            trace = scene.history.traces[self.problem]
            return 1, min(trace.made(self.run, trace.computed), MOST_UPDATES)
        if not PROBLEMS[self.problem].on_data:
            return 1, scene.history.traces[self.problem].computed
        checkpoints = scene.history.checkpoints_of(self.run)
        return 0, checkpoints.times.step(checkpoints.count - 1)

    def rows(self, scene: Scene) -> tuple[int, int]:
        """The rows of some steps, counted from 1, both included."""
        low, high = self.limits(scene)
        first = low if self.first is None else max(low, self.first)
        last = high if self.last is None else min(high, self.last)
        if self.kind == "noise" or not PROBLEMS[self.problem].on_data:
            return first, last
        checkpoints = scene.history.checkpoints_of(self.run)
        return checkpoints.until(first - 1) + 1, checkpoints.until(last)

    def tables(self, scene: Scene) -> list[Worded]:
        """One table, or those of an update, each with the words over its columns; none of codes."""
        if self.kind == "update":
            return self._of_update(scene)
        table = self._table(scene)
        return [(table, None if self._codes else headings(table))]

    def _of_update(self, scene: Scene) -> list[Worded]:
        update = self._taken_apart(scene)
        if update is None:
            return []
        found = worked(update)
        if self._codes:
            return [(in_codes(table), None) for table in update_tables(update, found)]
        return [*update_in_words(update, found, self.problem)]

    def _table(self, scene: Scene) -> Table:
        if self.kind == "steps":
            return steps_table(scene.history, self.problem, self.run, *self.rows(scene))
        if self.kind == "noise":
            trace = scene.history.traces[self.problem]
            return noise_table(trace, self.run, self.smoothing, *self.rows(scene))
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
        if self.kind == "update":
            return sum(len(table.rows) for table, _ in self.tables(scene))
        first, last = self.rows(scene)
        return max(0, last - first + 1)

    def pieces(self, scene: Scene) -> Iterator[tuple[str, float]]:
        """The text in pieces, each with the share that is done."""
        lines = self.form == TENSORFLOW
        blocks = -(-(self.rows(scene)[1] if lines else self.count(scene)) // rows_at_a_time(noise=self.kind == "noise"))
        parts = 1 + blocks * (2 if self.form in ("md", "latex") else 1)  # which look at each row twice
        pieces = self._lines(scene) if lines else self._text(self.tables(scene))
        for done, piece in enumerate(pieces, 1):
            yield piece, min(1.0, done / parts)

    def _text(self, tables: Sequence[Worded]) -> Iterator[str]:
        digits = None if self.kind == "update" else self.digits
        for i, (table, words) in enumerate(tables):
            if i:
                yield "\n"
            yield from table_text(table, self.form, digits, words, self.style)

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
        """The same as HTML with numbers to be read."""
        for table, words in self.tables(scene):
            yield from html_text(table, self.digits, words)

    def beginning(self, scene: Scene, rows: int) -> str:
        """The text of the first rows."""
        if self.form != TENSORFLOW:
            tables = self.tables(scene)
            return "".join(self._text([(Table(table.columns, table.rows[:rows]), words) for table, words in tables]))
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
        if self.kind == "update":
            return len("".join(self._text(self.tables(scene))))
        table, words = self.tables(scene)[0]
        starts = {0, max(0, count // 2 - _SAMPLE), max(0, count - _SAMPLE)}
        rows = [row for start in starts for row in table.rows[start : start + _SAMPLE]]
        return len("".join(self._text([(Table(table.columns, rows), words)]))) * count // len(rows)


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
