"""Tables as text: CSV and TSV (exact), Markdown and LaTeX (rounded), and lines as TensorFlow's example prints them.

All are made in pieces, one for at most `ROWS` rows, so that what is in memory stays small however long the table, and
so that one can look at something else in between.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from lrgui.core.model import rounding
from lrgui.core.model.checks import integer
from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.csv_style import PROGRAMS, CsvStyle
from lrgui.core.tables.results import Row, Table
from lrgui.core.training.history import History
from lrgui.core.training.single_run import alone, compute_until

FORMATS = ("csv", "tsv", "md", "latex")
SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".md": "md", ".tex": "latex"}
MAX_DIGITS = 17  # tell any two numbers of float64 apart
_FLOAT32_DIGITS = 9  # and of float32
ROWS = 2048  # written at a time

_DECIMALS = {"w": 4, "w_before": 4, "w_after": 4, "train_accuracy": 4, "validation_accuracy": 4}
_DECIMALS.update({f"{when}sample{i}": 3 for when in ("", "best_") for i in (1, 2, 3)})
_GIVEN = ("learning_rate", "epoch")
_FOUR_DIGITS = ("loss", "loss_before", "loss_after", "train_loss", "validation_loss", "gradient")

Headings = Mapping[str, str]
_Cells = Callable[[Row], list[str]]


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
        return _markdown(table, [word.replace("|", r"\|") for word in words], digits)
    return _latex(table, [_heading(code, headings or {}) for code in table.columns], digits)


# Numbers


def exact_text(value: Any) -> str:
    """The shortest text that reads back as the same number of the same precision."""
    return str(value.item() if isinstance(value, np.float64) else value)


def _to_digits(name: str, value: Any, digits: int) -> str:
    """Significant digits, zeros at the end included, but for what was not computed."""
    x = float(value)
    if name in _GIVEN:
        return f"{x:.{digits}g}"
    return f"{x:#.{digits}g}".replace(".e", "e").rstrip(".") if x else "0"


def _rounded(name: str, value: Any) -> str:
    """Losses with four digits, accuracies with four decimals, parameters as the book prints them."""
    x = float(value)
    if name in _GIVEN:
        return _to_digits(name, value, 6)
    if name in _FOUR_DIGITS:
        return _to_digits(name, value, 4)
    if name.endswith("accuracy"):
        return rounding.share(x, _DECIMALS[name]) if math.isfinite(x) else str(x)
    if abs(x) >= 1e6:  # nan and inf are spelled by any format
        return f"{x:.3e}"
    text = f"{x:.{_DECIMALS.get(name, 2)}f}"
    return text if text.strip("-0.") else text.lstrip("-")


def cells_of(table: Table, digits: int | None, *, exact: bool) -> _Cells:
    """How a row becomes texts."""

    def cell(name: str, value: Any) -> str:
        if isinstance(value, int | str):
            return str(value)
        if digits is not None:
            most = _FLOAT32_DIGITS if isinstance(value, np.float32) else MAX_DIGITS
            return _to_digits(name, value, min(digits, most))
        return exact_text(value) if exact else _rounded(name, value)

    return lambda row: [cell(name, value) for name, value in zip(table.columns, row, strict=True)]


def blocks(table: Table, count: int) -> Iterator[list[Row]]:
    """The first `count` rows, some at a time."""
    rows = iter(table.rows)
    for start in range(0, count, ROWS):
        yield [row for _, row in zip(range(min(ROWS, count - start)), rows, strict=False)]


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


def left_columns(table: Table) -> list[bool]:
    """The columns that are text: they stand at the left, numbers at the right."""
    return [name == "state" for name in table.columns]


def _markdown(table: Table, header: list[str], digits: int | None) -> Iterator[str]:
    """A Markdown table that lines up as plain text too; rows are made twice, first to know how wide they are.

    The pieces of the first time are empty.
    """
    cells, left, count = cells_of(table, digits, exact=False), left_columns(table), len(table.rows)
    widths = [len(word) for word in header]
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


def _latex(table: Table, header: list[str], digits: int | None) -> Iterator[str]:
    cells, left = cells_of(table, digits, exact=False), left_columns(table)
    sides = "".join("l" if is_text else "r" for is_text in left)
    yield f"\\begin{{tabular}}{{{sides}}}\n\\toprule\n"
    yield " & ".join(header) + " \\\\\n\\midrule\n"
    for block in blocks(table, len(table.rows)):
        lines = []
        for row in block:
            texts = [_escaped(t) if is_text else _typeset(t) for t, is_text in zip(cells(row), left, strict=True)]
            lines.append(" & ".join(texts) + " \\\\\n")
        yield "".join(lines)
    yield "\\bottomrule\n\\end{tabular}\n"


_LATEX = {c: "\\" + c for c in "&%$#_{}"}
_LATEX.update({"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"})
_LATEX.update({"η": r"$\eta$", "∇": r"$\nabla$", "·": r"$\cdot$", "×": r"$\times$", "−": "$-$", "∞": r"$\infty$"})
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def _escaped(text: str) -> str:
    return "".join([_LATEX.get(c, c) for c in text])


def _heading(code: str, headings: Headings) -> str:
    """The heading with its symbols in mathematics: η, and the parameters w, w₁, w₂ and b."""
    text = headings.get(code)
    if text is None:
        text = "η" if code == "learning_rate" else re.sub(r"\bw([12])$", r"w\1", code.replace("_", " "))
    parts = re.split(r"(?<![A-Za-z0-9_])([wb](?:[0-9]|[₀-₉]+)?)(?![A-Za-z0-9_])", text)
    for i in range(1, len(parts), 2):
        letter, subscript = parts[i][0], parts[i][1:].translate(_SUBSCRIPTS)
        parts[i] = f"${letter}_{{{subscript}}}$" if len(subscript) > 1 else f"${'_'.join([letter, *subscript])}$"
    parts[::2] = [_escaped(part) for part in parts[::2]]
    return " ".join("".join(parts).split())


def _typeset(number: str) -> str:
    """A number in mathematics, where its minus is a minus; nan and an empty cell as they are."""
    if number in ("", "nan"):
        return number
    mantissa, _, exponent = number.replace("inf", r"\infty").partition("e")
    return f"${mantissa} \\times 10^{{{int(exponent)}}}$" if exponent else f"${mantissa}$"


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
