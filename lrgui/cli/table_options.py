"""The options that say how tables are written, and the tables written so."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from lrgui.cli.complaints import UsageError
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.tables.cells import MAX_DIGITS
from lrgui.core.tables.csv_style import PROGRAMS, WORDS, CsvStyle
from lrgui.core.tables.formats import FORMATS, table_text
from lrgui.core.tables.results import Table, columns_of, runs_table
from lrgui.core.training.history import History
from lrgui.resources import LANGUAGES
from lrgui.text.numbers import parse_number

_OPTIONS = {  # option: (metavar, help)
    "--columns": ("NAME[,NAME…]", "columns of the table, in this order, by the names in a .csv (default: all)"),
    "--digits": ("N", f"significant digits of the table's numbers, 1 to {MAX_DIGITS} (default: what suits the format)"),
    "--table-language": ("{" + ",".join(LANGUAGES) + "}", "words over the columns in place of their names"),
    "--table-format": ("{" + ",".join(FORMATS) + "}", "of the table on standard output (default: md)"),
}


def add_csv_argument(files: argparse._ArgumentGroup) -> None:
    """The option for all CSV files."""
    text = f"for spreadsheets: any of {', '.join(WORDS)}; a decimal comma has semicolons (default: for programs)"
    files.add_argument("--csv-style", metavar="WORD[,WORD…]", help=text)


def add_table_arguments(files: argparse._ArgumentGroup) -> None:
    """The options for the table of a run."""
    for name, (metavar, text) in _OPTIONS.items():
        files.add_argument(name, metavar=metavar, help=text)
    add_csv_argument(files)


def csv_style_of(typed: argparse.Namespace) -> CsvStyle:
    """The style of CSV. Raises `UsageError`."""
    if typed.csv_style is None:
        return PROGRAMS
    try:
        return CsvStyle.of(typed.csv_style.split(","))
    except InvalidValue as error:
        raise UsageError(f"--csv-style {error.value}: {error.explanation()}") from error


@dataclass(frozen=True)
class TablePlan:
    """How the table of each problem is written. columns: of each, by codes; form: on standard output."""

    columns: dict[str, tuple[str, ...]]
    digits: int | None
    language: str | None
    form: str
    style: CsvStyle

    def text(self, history: History, problem: str, form: str) -> Iterator[str]:
        """The table of what the runs have come to, as pieces of text."""
        table, words = runs_table(history, problem), None
        if self.language is not None:
            from lrgui.text.language import speaking  # words are Qt's business
            from lrgui.text.tables import headings, with_states

            with speaking(self.language):
                table = with_states(table, history, problem, history.traces[problem].computed)
                words = headings(table)
        places = [table.columns.index(code) for code in self.columns[problem]]
        rows = [tuple([row[i] for i in places]) for row in table.rows]
        return table_text(Table(self.columns[problem], rows), form, self.digits, words, self.style)


def table_plan(typed: argparse.Namespace, experiment: Experiment) -> TablePlan:
    """What the options mean. Raises `UsageError`."""
    if typed.table_language not in (None, *LANGUAGES):
        raise UsageError(f"--table-language {typed.table_language}: must be one of {', '.join(LANGUAGES)}")
    if typed.table_format not in (None, *FORMATS):
        raise UsageError(f"--table-format {typed.table_format}: must be one of {', '.join(FORMATS)}")
    if typed.table_format is not None and typed.table not in (None, "-"):
        raise UsageError(f"--table-format {typed.table_format}: the ending of {typed.table} says the format")
    columns = {problem: _chosen(typed.columns, problem, experiment) for problem in experiment.problems}
    return TablePlan(
        columns, _digits(typed.digits), typed.table_language, typed.table_format or "md", csv_style_of(typed)
    )


def _chosen(said: str | None, problem: str, experiment: Experiment) -> tuple[str, ...]:
    """Of the columns that were typed those that the problem has."""
    every = _columns(problem, experiment)
    if said is None:
        return every
    names = [name.strip() for name in said.split(",")]
    known = {code for each in experiment.problems for code in _columns(each, experiment)}
    for name in names:
        if name not in known or names.count(name) > 1:
            reason = "stands there twice" if name in known else f"must be any of {', '.join(every)}"
            raise UsageError(f"--columns {said}: {name or repr(name)} {reason}")
    chosen = tuple(name for name in names if name in every)
    if not chosen:
        raise UsageError(f"--columns {said}: the {problem} has none of them, choose a problem by --problem")
    return chosen


def _columns(problem: str, experiment: Experiment) -> tuple[str, ...]:
    total = experiment.total_updates(problem)
    return columns_of(experiment, problem, total)


def _digits(said: str | None) -> int | None:
    if said is None:
        return None
    try:
        value = parse_number(said)
    except ValueError:
        value = 0.5
    if not value.is_integer() or not 1 <= value <= MAX_DIGITS:
        raise UsageError(f"--digits {said}: must be a whole number between 1 and {MAX_DIGITS}")
    return int(value)
