"""Tables as text: CSV and TSV (exact), Markdown and LaTeX (rounded), and lines as TensorFlow's example prints them.

All are made in pieces, one for at most `ROWS` rows, so that what is in memory stays small however long the table, and
so that one can look at something else in between.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from lrgui.core.model.checks import integer
from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.cells import MAX_DIGITS, ROWS, blocks, cells_of, left_columns
from lrgui.core.tables.csv_style import PROGRAMS, CsvStyle
from lrgui.core.tables.latex import latex_text
from lrgui.core.tables.results import Row, Table
from lrgui.core.training.history import History
from lrgui.core.training.single_run import alone, compute_until

FORMATS = ("csv", "tsv", "md", "latex")
SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".md": "md", ".tex": "latex"}
Headings = Mapping[str, str]


def table_text(
    table: Table, form: str, digits: int | None = None, headings: Headings | None = None, style: CsvStyle = PROGRAMS
) -> Iterator[str]:
    """The table as pieces of text. Raises `InvalidValue` at once where `form` or `digits` is not allowed.

    form: one of `FORMATS`. digits: significant digits of every number; None for exact numbers in CSV and TSV and
    for numbers rounded to be read in Markdown and LaTeX. headings: the words for codes of columns; codes that it
    lacks stay. style: of CSV.
    """
    if form not in FORMATS:
        raise InvalidValue("format", form, "one_of", choices=FORMATS)
    if digits is not None:
        digits = integer("digits", digits, 1, MAX_DIGITS)
    words = [(headings or {}).get(code, code) for code in table.columns]
    if form == "csv":
        return _separated(table, words, style, digits)
    if form == "tsv":
        return _separated(table, [" ".join(word.split()) for word in words], CsvStyle("\t"), digits)
    if form == "md":
        return _markdown(table, [_unbarred(word) for word in words], digits)
    return latex_text(table, digits, headings or {})


# Formats


def _separated(table: Table, header: list[str], style: CsvStyle, digits: int | None) -> Iterator[str]:
    made, left = cells_of(table, digits, exact=True), left_columns(table)

    def cells(row: Row) -> list[str]:
        return [text if words else style.number(text) for text, words in zip(made(row), left, strict=True)]

    out = io.StringIO()
    writer = csv.writer(out, delimiter=style.separator, lineterminator="\n")
    out.write(style.start)
    writer.writerow(header)
    yield out.getvalue()
    for block in blocks(table, len(table.rows)):
        out.seek(0)
        out.truncate()
        writer.writerows([cells(row) for row in block])
        yield out.getvalue()


def _markdown(table: Table, header: list[str], digits: int | None) -> Iterator[str]:
    """A Markdown table that lines up as plain text too; rows are made twice, first to know how wide they are.

    The pieces of the first time are empty.
    """
    made, left, count = cells_of(table, digits, exact=False), left_columns(table), len(table.rows)

    def cells(row: Row) -> list[str]:
        return [_unbarred(text) if words else text for text, words in zip(made(row), left, strict=True)]

    widths = [max(len(word), 2) for word in header]  # of a line like -:
    for block in blocks(table, count):
        for row in block:
            widths = [max(w, len(cell)) for w, cell in zip(widths, cells(row), strict=True)]
        yield ""

    def line(texts: list[str]) -> str:
        padded = [t.ljust(w) if is_text else t.rjust(w) for t, w, is_text in zip(texts, widths, left, strict=True)]
        return "| " + " | ".join(padded) + " |\n"

    yield line(header)
    yield line(["-" * w if is_text else "-" * (w - 1) + ":" for w, is_text in zip(widths, left, strict=True)])
    for block in blocks(table, count):
        yield "".join([line(cells(row)) for row in block])


def _unbarred(text: str) -> str:
    """A text in which no | ends its cell."""
    return text.replace("|", r"\|")


# TensorFlow


def printed_by_tensorflow(problem: str) -> bool:
    """Whether TensorFlow's example prints such a problem: a function of w."""
    return PROBLEMS[problem].parameters == ("w",)


def tensorflow_text(history: History, problem: str | None, run: int) -> Iterator[str]:
    """The lines that TensorFlow's example prints of a descent, in float32 as there, as pieces of text.

    The example counts from 0 and prints after the update: its step i is w after update i + 1. Raises
    `InvalidValue` for another problem, and where the learning rate cannot be represented in float32.
    """
    name = history.experiment.problem if problem is None else problem
    if name not in history.traces or not printed_by_tensorflow(name):
        raise InvalidValue("problem", name, "one_of", choices=tuple(filter(printed_by_tensorflow, PROBLEMS)))
    same, place = alone(history, name, run, "float32")
    return _tensorflow(same, name, place, history.traces[name].computed)


def _tensorflow(history: History, problem: str, run: int, count: int) -> Iterator[str]:
    trace = history.traces[problem]
    for first in range(1, count + 1, ROWS):
        last = min(first + ROWS - 1, count)
        compute_until(history, problem, last)
        log = trace.problem.log(trace.states(first, last)[:, run])
        rows = zip(range(first - 1, last), log["w"].tolist(), log["loss"].tolist(), strict=True)
        yield "".join([f"After {i} steps: w is {w:f} , loss is {loss:f}\n" for i, w, loss in rows])
