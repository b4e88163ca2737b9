"""`lrgui sweep`: which learning rates train well."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from lrgui.cli.complaints import OK, UsageError
from lrgui.cli.options.experiment import add_experiment_arguments, experiment_of
from lrgui.cli.options.names import names_listed
from lrgui.cli.options.opening import opened
from lrgui.cli.options.runs import add_run_arguments
from lrgui.cli.options.values import typed_value, typed_wrongly
from lrgui.cli.output import Output, named, path_of, printed, writing
from lrgui.cli.parser import Parser, option
from lrgui.cli.progress import complete
from lrgui.cli.sweep_table import summary_table, sweep_csv
from lrgui.cli.table_options import add_csv_argument, csv_style_of
from lrgui.core.files.atomic import write_together
from lrgui.core.model.errors import InvalidValue
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.tables.formats import table_text

DESCRIPTION = """\
Train with many learning rates at once, and print which is the best and from
which on training diverges.

With --lesson or --experiment the schedule and the optimizer are those of its
first run, as set at its start. Where both problems are computed, the sweep is
of the classifier.
"""

EPILOG = """\
The CSV file has a row for every learning rate and seed: training loss and
training accuracy after the last update, the updates until the target was met,
and what the run has done. There is no accuracy on a curve or a surface.

examples:
  lrgui sweep --csv rates.csv
  lrgui sweep --problem descent --optimizer momentum --from 0.1 --to 10 --count 200
  lrgui sweep --lesson six-rates --seeds 10 --target 0.05
"""

SWEEP_OPTIONS: dict[str, tuple[str, str]] = {  # option: (metavar, help)
    "from": ("A", "lowest learning rate (default: 0.0001)"),
    "to": ("B", "highest learning rate (default: 100)"),
    "count": ("N", "how many, 2 to 512, evenly spaced in their logarithm (default: 64)"),
    "seeds": ("K", "seeds to train with, 1 to 20, from --seed on; a curve or a surface needs one (default: 1)"),
    "target": (
        "LOSS",
        "training loss to be met (default: 0.1; on a curve or a surface that at 1e-6 of the first error)",
    ),
}
_FIELDS = {"from": "low", "to": "high", "count": "count"}  # of the grid


def add_arguments(parser: Parser) -> None:
    """What can be typed after `lrgui sweep`."""
    parser.description, parser.epilog = DESCRIPTION, EPILOG
    how = add_experiment_arguments(parser, problem="classifier")
    for name, (metavar, text) in SWEEP_OPTIONS.items():
        how.add_argument(option(name), metavar=metavar, help=text)
    add_run_arguments(how)
    files = parser.add_argument_group("files, written whole or not at all; - is standard output")
    files.add_argument("--csv", metavar="FILE", help="write what every learning rate has come to")
    add_csv_argument(files)


def answer(typed: argparse.Namespace) -> int:
    """Sweeps, writes and prints, and returns the exit code. Raises `Complaint`."""
    if names_listed(typed):
        return OK
    outputs = []
    if typed.csv is not None:
        named("csv", typed.csv)
        outputs.append(Output("csv", "", path_of(typed.csv), "-" if typed.csv == "-" else ""))
    style = csv_style_of(typed)
    sweep = sweep_of(typed)
    with writing(outputs):
        complete(sweep)
        write_together({output.path: style.restyled(sweep_csv(sweep)) for output in outputs})
    if not printed(outputs):
        print("".join(table_text(summary_table(sweep), "md")), end="")
    sys.stdout.flush()
    return OK


def sweep_of(typed: argparse.Namespace) -> Sweep:
    """The sweep that the options mean. Raises `UsageError`."""
    experiment = experiment_of(typed, opened(typed))
    problem = experiment.problems[-1]
    given = {name: text for name in SWEEP_OPTIONS if (text := getattr(typed, name)) is not None}
    try:
        values: dict[str, Any] = {name: typed_value(name, text) for name, text in given.items()}
        grid = RateGrid(**{field: values.pop(name) for name, field in _FIELDS.items() if name in values})
        return Sweep(experiment, problem, grid=grid, **values)
    except InvalidValue as error:
        names = {field: name for name, field in _FIELDS.items()}
        said = error.renamed(names.get(error.field, error.field), error.value)
        raise UsageError(typed_wrongly(said, given)) from error
