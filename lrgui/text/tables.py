"""Tables of results in words: headings and states in the language that is spoken."""

from __future__ import annotations

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.tables.results import Table
from lrgui.core.training.history import History
from lrgui.text.headings import heading
from lrgui.text.names import verdict_text


def headings(table: Table) -> dict[str, str]:
    """The words over its columns, by code."""
    return {code: heading(code) for code in table.columns}


def with_states(table: Table, history: History, problem: str, update: int) -> Table:
    """`runs_table` after `update` updates with the states, its last column, in words."""
    seen = [verdict(history, problem, run, update) for run in range(len(table.rows))]
    states = [verdict_text(v) for v in seen]
    return Table(table.columns, [(*row[:-1], state) for row, state in zip(table.rows, states, strict=True)])
