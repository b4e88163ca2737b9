"""Tables of results in words: headings and states in the language that is spoken."""

from __future__ import annotations

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.tables.results import Table
from lrgui.core.training.history import History
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
