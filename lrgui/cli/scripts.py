"""`--code`: a run as a script for a library."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from lrgui.cli.complaints import UsageError
from lrgui.cli.output import Output, for_problems, named
from lrgui.core.codegen import LIBRARIES, code
from lrgui.core.files.document import Document
from lrgui.core.model.errors import InvalidValue


@dataclass(frozen=True)
class Script(Output):
    """A script and where it goes."""

    text: str = ""


def add_script_argument(group: argparse._ArgumentGroup) -> None:
    """Its option."""
    group.add_argument(
        "--code",
        metavar="LIBRARY=FILE",
        action="append",
        help=f"write the selected run as a script for {', '.join(LIBRARIES[:-1])} or {LIBRARIES[-1]}; may be given"
        " several times",
    )


def scripts_of(typed: argparse.Namespace, document: Document) -> list[Script]:
    """The scripts that are asked for, of the run that the document's view has selected. Raises `UsageError`."""
    experiment = document.experiment
    run, average = document.view.within(experiment).selected, document.view.average
    scripts = []
    for said in typed.code or ():
        library, _, name = said.partition("=")
        if library not in LIBRARIES or not name:
            raise UsageError(f"--code {said}: must be LIBRARY=FILE, and the library one of {', '.join(LIBRARIES)}")
        where = named("code", name)
        for output in for_problems("code", name, experiment.problems, where):
            try:
                text = code(experiment, output.problem, run, library, average)
            except InvalidValue as error:
                raise UsageError(f"--code {said}: {error}") from error
            scripts.append(Script(output.what, output.problem, output.path, output.typed, text))
    return scripts
