"""`--one-update`: one update of a run taken apart, in numbers that can be followed by hand."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lrgui.cli.complaints import UsageError
from lrgui.cli.output import Output, named, path_of
from lrgui.cli.table_options import TablePlan
from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.analysis.worked_update import worked
from lrgui.core.files.document import Document
from lrgui.core.tables.formats import SUFFIXES, table_text
from lrgui.core.tables.update import in_codes, update_tables
from lrgui.core.training.history import History


@dataclass(frozen=True)
class UpdateFile(Output):
    """The file of an update: its number as the run's own, from 1."""

    number: int = 1
    run: int = 0


def add_update_argument(group: argparse._ArgumentGroup) -> None:
    """Its option."""
    group.add_argument(
        "--one-update",
        metavar="N=FILE",
        action="append",
        help="write update number N of the selected run, taken apart to be followed by hand: samples, tries, what all"
        f" parameters share, parameters; a {', '.join(list(SUFFIXES)[:-1])} or {list(SUFFIXES)[-1]}; may be repeated",
    )


def updates_of(typed: argparse.Namespace, document: Document) -> list[UpdateFile]:
    """The updates that are asked for, of the run that the document's view has selected. Raises `UsageError`."""
    experiment = document.experiment
    run = document.view.within(experiment).selected
    files = []
    for said in typed.one_update or ():
        number, _, name = said.partition("=")
        where = f"--one-update {said}"
        if not number.isdecimal() or not name:
            raise UsageError(f"{where}: must be N=FILE, and N the number of an update, from 1")
        named("one_update", name)
        if name != "-" and Path(name).suffix.lower() not in SUFFIXES:
            raise UsageError(f"{where}: the name must end in {', '.join(list(SUFFIXES)[:-1])} or {list(SUFFIXES)[-1]}")
        if len(experiment.problems) > 1:
            raise UsageError(f"{where}: an update is one of one problem, choose it by --problem")
        problem = experiment.problems[0]
        made = experiment.clock(problem).totals[run]
        if not 1 <= int(number) <= made:
            raise UsageError(f"{where}: must be from 1 to {made}, the last update of run {run + 1}")
        files.append(UpdateFile("one_update", problem, path_of(name), "-" if name == "-" else "", int(number), run))
    return files


def update_text(wanted: UpdateFile, history: History, plan: TablePlan) -> Iterator[str]:
    """Its tables, one below the other, as pieces of text."""
    trace = history.traces[wanted.problem]
    update = anatomy(trace, wanted.run, trace.clock.moment_of(wanted.run, wanted.number) - 1)
    found = worked(update)
    worded = [(in_codes(table), dict[str, str]()) for table in update_tables(update, found)]
    if plan.language is not None:
        from lrgui.text.language import speaking  # words are Qt's business
        from lrgui.text.tables import update_in_words

        with speaking(plan.language):
            worded = update_in_words(update, found, wanted.problem)
    form = SUFFIXES.get(Path(wanted.path).suffix.lower(), plan.form)
    for i, (table, words) in enumerate(worded):
        yield from ["\n"] * bool(i)
        yield from table_text(table, form, None, words, plan.style)
