"""One update taken apart, as tables of the numbers that are printed of it.

Cells are decimal numbers as they are printed, numbers that are not finite, and nothing; columns have the codes of
`lrgui.core.analysis.worked_update.worked`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from lrgui.core.analysis.anatomy import Anatomy
from lrgui.core.analysis.by_hand import Column
from lrgui.core.analysis.worked_update import Worked
from lrgui.core.tables.results import Row, Table

Printed = Decimal | float

# The rows below the samples: the sum of those that are not shown, mean or sum of all, what weights decay by, and g.
OTHERS, MEAN, TOTAL_SUM, DECAY, TOTAL = "others", "mean", "sum", "decay", "total"
# What stands in their first columns.
SAMPLE, PARAMETER, TRY, QUANTITY = "sample", "parameter", "try", "quantity"
_ALL = 400  # decimals of any number
_TRIES = ("try_rate", "try_place", "try_loss", "try_bound", "try_met")


def printed(column: Column, row: int) -> Printed:
    """One number of a column."""
    return column.printed_one(row) if math.isfinite(column.values[row]) else column.values[row]


def sample_columns(update: Anatomy, found: Worked) -> list[str]:
    """The columns of the samples that there are, in the order of the calculation."""
    features = [code for code in found.columns if code.startswith("x")]
    pulls = [f"pull_{name}" for name in update.parameters]
    return [code for code in (*features, "y", "z", "p", "error", *pulls) if code in found.columns]


def parameter_columns(update: Anatomy, found: Worked) -> list[str]:
    """Those of the parameters: what was there, what the optimizer does with the gradient, what comes of it."""
    letters = [name for line in update.lines if not line.single for name in (f"{line.letter}₀", line.letter)]
    return [code for code in ("before", "g", *letters, "step", "after") if code in found.columns]


def samples_table(update: Anatomy, found: Worked) -> Table:
    """A row for each sample that is shown, by its number, and what is made of their pulls."""
    batch, codes = update.batch, sample_columns(update, found)
    rows: list[Row] = [(i + 1, *(printed(found.columns[code], i) for code in codes)) for i in range(found.shown)]
    if batch is not None and batch.pulls is not None:
        if batch.size > found.shown:
            rows.append(_of_pulls(OTHERS, codes, [printed(found.columns[code], -1) for code in codes]))
        result = TOTAL_SUM if batch.divisor == 1 else MEAN
        for head, code in ((result, "mean"), (DECAY, "decay"), (TOTAL, "total")):
            if code in found.columns:
                numbers = iter([printed(found.columns[code], i) for i in range(len(update.parameters))])
                rows.append(_of_pulls(head, codes, [next(numbers) if _is_pull(code) else "" for code in codes]))
    return Table((SAMPLE, *codes), rows)


def _is_pull(code: str) -> bool:
    return code.startswith("pull_")


def _of_pulls(head: str, codes: Sequence[str], cells: Sequence[object]) -> Row:
    """A row that has something under the pulls only."""
    return (head, *(cell if _is_pull(code) else "" for code, cell in zip(codes, cells, strict=True)))


def parameters_table(update: Anatomy, found: Worked) -> Table:
    """A row for each parameter, by its code."""
    codes = parameter_columns(update, found)
    rows = [(name, *(printed(found.columns[code], i) for code in codes)) for i, name in enumerate(update.parameters)]
    return Table((PARAMETER, *codes), rows)


def tries_table(update: Anatomy, found: Worked) -> Table:
    """A row for each of the last rates that a search tried, by its number from 1; none of other rules."""
    codes = [code for code in _TRIES if code in found.columns]
    if update.tries is None or not codes:
        return Table((TRY, *codes), [])
    shown = len(found.columns["try_rate"].values)
    first = len(update.tries.rates) - shown
    rows = [(first + i + 1, *(printed(found.columns[code], i) for code in codes)) for i in range(shown)]
    return Table((TRY, *codes), rows)


def numbers_table(update: Anatomy, found: Worked) -> Table:
    """A row for each number that is the same for all parameters: what was seen, the rule's, and η; by its letter."""
    columns, size = found.columns, len(update.parameters)
    given = {line.letter for line in update.lines}
    seen = [code for code in ("f", "f*", "n") if code in columns and code not in given]
    rows: list[Row] = [(code, printed(columns[code], 0)) for code in seen]
    if "H" in columns:
        places = [(i, j) for i in range(size) for j in range(size)]
        rows += [(f"H{i + 1}{j + 1}", printed(columns["H"], i * size + j)) for i, j in places]
    for line in update.lines if size else ():
        for letter in (f"{line.letter}₀", line.letter) if line.single else ():
            if letter in columns:
                rows.append((letter, printed(columns[letter], 0)))
    return Table((QUANTITY, "value"), [("η", printed(Column([update.rate], _ALL, exact=True), 0)), *rows])


def update_tables(update: Anatomy, found: Worked) -> list[Table]:
    """All that there is of an update, in the order of the calculation."""
    tables = [samples_table(update, found)] if update.batch is not None else []
    tables += [tries_table(update, found), numbers_table(update, found), parameters_table(update, found)]
    return [table for table in tables if table.rows]


def in_codes(table: Table) -> Table:
    """The same for programs: in letters of ASCII, as other tables have them."""
    rows = [(_code(row[0]) if isinstance(row[0], str) else row[0], *row[1:]) for row in table.rows]
    return Table(tuple(map(_code, table.columns)), rows)


def _code(letter: str) -> str:
    name = letter.removesuffix("₀")
    before = "" if name == letter else "_before"
    return _CODES.get(name, name) + before


_CODES = {
    "η": "learning_rate",
    "f*": "f_lowest",
    "‖g‖²": "norm_squared",
    "‖g‖": "norm",
    "gᵀHg": "gHg",
    "g\u0302": "g_cut",
    "g\u0303": "g_ahead",
    "m\u0302": "m_hat",
    "m\u0303": "m_ahead",
    "v\u0302": "v_hat",
    "μₙ": "mu",
    "μₙ₊₁": "mu_next",
    "Πμ": "mu_product",
}
