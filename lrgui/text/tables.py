"""Tables of results in words: headings and states in the language that is spoken."""

from __future__ import annotations

from lrgui.core.analysis.anatomy import Anatomy
from lrgui.core.analysis.verdicts import verdict
from lrgui.core.analysis.worked_update import Worked
from lrgui.core.tables.results import Table
from lrgui.core.tables.update import update_tables
from lrgui.core.training.history import History
from lrgui.text import worked_update
from lrgui.text.headings import heading
from lrgui.text.names import verdict_text
from lrgui.text.run_words import changes_text


def headings(table: Table) -> dict[str, str]:
    """The words over its columns, by code."""
    return {code: heading(code) for code in table.columns}


def with_states(table: Table, history: History, problem: str, update: int) -> Table:
    """`runs_table` after `update` updates with its states and changes in words."""
    experiment = history.experiment
    last = min(update, experiment.total_updates(problem) - 1)
    runs = range(len(table.rows))
    words = {
        "state": [verdict_text(verdict(history, problem, run, update)) for run in runs],
        "changes": [changes_text(experiment, problem, run, last) for run in runs],
    }
    rows = [
        tuple([words[code][run] if code in words else cell for code, cell in zip(table.columns, row, strict=True)])
        for run, row in enumerate(table.rows)
    ]
    return Table(table.columns, rows)


def update_in_words(update: Anatomy, found: Worked, problem: str) -> list[tuple[Table, dict[str, str]]]:
    """The tables of an update with words in their first columns, and the words over their columns."""
    tables = []
    for table in update_tables(update, found):
        head, *codes = table.columns
        rows = [(worked_update.row_head(row[0], update.batch, found.shown), *row[1:]) for row in table.rows]
        words = {code: worked_update.name_of(code, problem) for code in codes}
        tables.append((Table(table.columns, rows), {head: heading(head), **words}))
    return tables
