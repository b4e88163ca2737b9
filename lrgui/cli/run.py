"""`lrgui run`: an experiment without a window, as tables, CSV, figures and animations."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from lrgui.cli.complaints import OK, Complaint, UsageError
from lrgui.cli.figure_options import FigureError, FigurePlan, Wanted, add_figure_arguments, plan_of, spacing_of
from lrgui.cli.options.experiment import add_experiment_arguments, experiment_of
from lrgui.cli.options.names import names_listed
from lrgui.cli.options.opening import opened
from lrgui.cli.options.race import add_race_argument
from lrgui.cli.options.runs import add_run_arguments
from lrgui.cli.options.values import typed_value
from lrgui.cli.output import Output, for_problems, named, printed, writing
from lrgui.cli.parser import Parser, option
from lrgui.cli.progress import Progress, complete
from lrgui.cli.scripts import Script, add_script_argument, scripts_of
from lrgui.cli.table_options import TablePlan, add_table_arguments, table_plan
from lrgui.cli.update_files import UpdateFile, add_update_argument, update_text, updates_of
from lrgui.core.files.atomic import Content, PendingFiles
from lrgui.core.files.document import Document, write
from lrgui.core.files.view import View
from lrgui.core.lessons.lesson import lesson
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.tables.formats import SUFFIXES
from lrgui.core.tables.records import curves_csv, data_csv, noise_csv, noise_rows, steps_csv
from lrgui.core.training.history import History
from lrgui.export.animation.frame_files import files_of

DESCRIPTION = """\
Compute an experiment without a window and print a table of its results.

Without --lesson and --problem both problems are computed, with a learning rate
of 0.2, as in the window. Several learning rates, separated by commas, race
against each other: same start, same batches. With --lesson or --experiment the
other options change its settings, for all its runs.
"""

EPILOG = """\
Where both problems are computed, --steps-csv, --table and --code write two files:
for NAME.csv these are NAME-descent.csv and NAME-classifier.csv. --curves-csv and
--noise-csv always write one, the classifier's.

examples:
  lrgui run --problem descent --learning-rate 0.2,1,0.001
  lrgui run --problem descent --learning-rate 0.3 --precision float32 --steps-csv steps.csv
  lrgui run --curve "sin(3w) + 0.1w^2" --start 2 --steps-csv steps.csv
  lrgui run --data clouds --distance 2 --weight-decay 0.01 --figure boundary=clouds.pdf
  lrgui run --data iris.csv --x petal_length --x2 petal_width --label species --standardise
  lrgui run --surface hyperbola --learning-rate 0.3 --figure surface+surface-loss=edge.pdf
  lrgui run --surface "x^2 + 10y^2" --start 3,1 --learning-rate 0.05,0.1 --steps-csv steps.csv
  lrgui run --curve quartic --learning-rate 0.05,0.2 --figure descent=two-minima.pdf
  lrgui run --lesson six-rates --seed 3 --table results.md
  lrgui run --lesson six-rates --table results.csv --csv-style decimal-comma,bom
  lrgui run --lesson six-rates --columns run,train_loss --digits 3 --table-language zh_CN
  lrgui run --problem classifier --run batch-size=1600 --run batch-size=10 --run batch-size=1 --aligned samples
  lrgui run --surface saddle --run learning-rate=0.1 --run 'learning-rate=0.1,start="-3,1e-6",name=beside'
  lrgui run --problem descent --learning-rate 0.3 --optimizer adam --code numpy=adam.py
  lrgui run --problem classifier --optimizer adam --one-update 3=third.tex --noise-csv noise.csv
  lrgui run --problem classifier --batch-size 1 --averaging 0.99 --figure boundary+weights=averaged.pdf
  lrgui run --lesson six-rates --figure loss+accuracy=curves.pdf --figure-size half
  lrgui run --experiment curves.pdf --figure curves-zh.pdf --figure-language zh_CN
  lrgui run --experiment mine.lrgui --animation boundary=film.gif --frames 100
  lrgui run --lesson six-rates --animation boundary+loss=film.mp4 --spacing log --figure-size 720p
"""

FILE_OPTIONS = {
    "steps_csv": "write every update: learning rate and parameters",
    "curves_csv": "write loss and accuracy of the classifier at every checkpoint, the mean loss of the epoch's batches"
    " so far, as Keras prints it, and the length of the last gradient",
    "noise_csv": "write what the batch of every update of the classifier says beside all data: losses, gradients, 2/λ,"
    " noise scale",
    "data_csv": "write the data that the classifier is trained on",
    "table": "write the final table there, as .csv or .tsv (exact) or as .md or .tex (rounded), instead of to standard"
    " output",
}

_OF_DATA = {"curves_csv": "no checkpoints, use --steps-csv", "noise_csv": "no batches", "data_csv": "no data"}


def add_arguments(parser: Parser) -> None:
    """What can be typed after `lrgui run`."""
    parser.description, parser.epilog = DESCRIPTION, EPILOG
    how = add_experiment_arguments(parser, problem="both")
    how.add_argument(
        option("learning_rate"), metavar="X[,X…]", help="one run for each, with its own colour (default: 0.2)"
    )
    add_run_arguments(how)
    add_race_argument(how)
    how.add_argument(
        "--select",
        metavar="N",
        help="the run, by its number from 1, that figures shade, arrows are of, --code writes and sweeps are like"
        " (default: the experiment file's, or the first)",
    )
    how.add_argument(
        option("averaging"),
        metavar="D",
        help="averaged weights beside those of training, D times what they were and 1 − D times the weights after every"
        " update: of the selected run in figures (dashed) and --code, of all runs in --curves-csv",
    )
    files = parser.add_argument_group("files, written whole or not at all; - is standard output")
    for name, text in FILE_OPTIONS.items():
        files.add_argument(option(name), metavar="FILE", help=text)
    add_update_argument(files)
    add_script_argument(files)
    add_table_arguments(files)
    files.add_argument("--save", metavar="FILE", help="write the experiment itself, to be opened by `lrgui FILE`")
    add_figure_arguments(parser)


def answer(typed: argparse.Namespace) -> int:
    """Computes, writes and prints what is asked for, and returns the exit code. Raises `Complaint`."""
    if names_listed(typed):
        return OK
    base = opened(typed)
    experiment = experiment_of(typed, base)
    document = _selecting(typed.select, _document(base, experiment, typed.lesson))
    document = _averaging(typed.averaging, document)
    try:
        plan = plan_of(typed, document)
    except FigureError as error:
        raise UsageError(str(error)) from error
    document = replace(document, view=plan.view, figure=None)
    table = table_plan(typed, experiment)
    if typed.table == "-":
        typed.table = None  # it is printed
    outputs = [
        *_outputs(typed, experiment),
        *updates_of(typed, document),
        *scripts_of(typed, document),
        *(output for wanted in plan.pictures for output in _drawn(wanted, plan)),
    ]
    with writing(outputs):
        history = History(experiment)
        complete(history)
        _write(history, document, plan, table, outputs)
    for wanted in plan.pictures:
        if wanted.film and (said := spacing_of(plan, wanted, history)[1]):
            print(said, file=sys.stderr)
    if typed.table is None and not printed(outputs):
        _print(history, table)
    sys.stdout.flush()
    return OK


def _document(base: Document | None, experiment: Experiment, lesson_id: str | None) -> Document:
    """What was opened, with nothing concealed, or the lesson as it is shown at first, or nothing but the experiment."""
    if base is not None:
        return replace(base, experiment=experiment, view=replace(base.view, concealed=frozenset()))
    view = View()
    if lesson_id is not None:
        view = replace(lesson(lesson_id).show.view(experiment, 0), position=None)
    return Document(experiment, view, lesson=lesson_id)


def _selecting(said: str | None, document: Document) -> Document:
    """With the run selected that is asked for, by its number from 1. Raises `UsageError`."""
    if said is None:
        return document
    runs = len(document.experiment.runs)
    if not said.isdecimal() or not 1 <= int(said) <= runs:
        raise UsageError(f"--select {said}: must be the number of a run, from 1 to {runs}")
    return replace(document, view=replace(document.view, selected=int(said) - 1))


def _averaging(said: str | None, document: Document) -> Document:
    """With averaged weights of the factor that is asked for. Raises `UsageError`."""
    if said is None:
        return document
    try:
        view = replace(document.view, averaged=True, averaging=typed_value("averaging", said))
    except InvalidValue as error:
        raise UsageError(f"--averaging {said}: {error.explanation()}") from error
    return replace(document, view=view)


def _print(history: History, table: TablePlan) -> None:
    problems = history.experiment.problems
    for problem in problems:
        if len(problems) > 1 and table.form == "md":
            print(f"{'' if problem == problems[0] else chr(10)}## {PROBLEMS[problem].title}\n")
        print("".join(table.text(history, problem, table.form)), end="")


# Files


def _outputs(typed: argparse.Namespace, experiment: Experiment) -> list[Output]:
    """The files that are asked for; where both problems have one, two names are made of the one given."""
    outputs = []
    for what in (*FILE_OPTIONS, "save"):
        name = getattr(typed, what)
        if name is None:
            continue
        where = named(what, name)
        problems = experiment.problems
        if what == "save":
            problems = problems[:1]  # one file, whatever it holds
        if what in _OF_DATA:
            if experiment.problem_on_data is None:
                title, has = PROBLEMS[problems[0]].title, _OF_DATA[what]
                raise UsageError(f"{where}: the {title} has {has}")
            problems = (experiment.problem_on_data,)
        if what == "table" and Path(name).suffix.lower() not in SUFFIXES:
            raise UsageError(f"{where}: the name must end in {', '.join(list(SUFFIXES)[:-1])} or {list(SUFFIXES)[-1]}")
        outputs += for_problems(what, name, problems, where)
    return outputs


def _drawn(wanted: Wanted, plan: FigurePlan) -> list[Output]:
    """The files of a picture."""
    if not wanted.film:
        return [Output("figure", "", wanted.path)]
    paths = files_of(wanted.path, plan.film)
    return [Output("animation", "", path, wanted.path if path != wanted.path else "") for path in paths]


def _write(history: History, document: Document, plan: FigurePlan, table: TablePlan, outputs: list[Output]) -> None:
    with PendingFiles() as pending:
        _draw(history, document, plan, pending)
        with Progress("writing", sys.stderr) as progress:
            for output in outputs:
                if output.what not in ("figure", "animation"):
                    pending.write(output.path, _content(output, history, document, table, progress))
            pending.publish()


def _content(output: Output, history: History, document: Document, table: TablePlan, progress: Progress) -> Content:
    if isinstance(output, Script):
        return output.text
    if isinstance(output, UpdateFile):
        return update_text(output, history, table)
    if output.what == "save":
        return write(document)
    if output.what == "table":
        return table.text(history, output.problem, SUFFIXES[Path(output.path).suffix.lower()])
    if output.what == "curves_csv":
        return table.style.restyled(curves_csv(history, document.view.average))
    if output.what == "noise_csv":
        rows = noise_rows(history)
        return table.style.restyled(progress.through(noise_csv(history, document.view.smoothing), rows))
    if output.what == "data_csv":
        return data_csv(history.experiment)  # names of columns may hold commas
    rows = len(history.experiment.runs) * (history.traces[output.problem].total + 1)
    return table.style.restyled(progress.through(steps_csv(history, output.problem), rows + 1))


def _draw(history: History, document: Document, plan: FigurePlan, pending: PendingFiles) -> None:
    """Writes figures and animations among the files that wait. Qt is only here."""
    if not plan.pictures:
        return
    from lrgui.cli import pictures

    sweep = None
    if any("sweep" in wanted.panels for wanted in plan.pictures):
        sweep = SweepJob(plan.view.sweep, history.experiment, plan.view.within(history.experiment).selected)
        complete(sweep)
    try:
        with pictures.drawing(), Progress("drawing", sys.stderr) as progress:
            pictures.write_all(history, document, plan, sweep, pending, progress.show)
    except FigureError as error:
        raise Complaint(f"no file was written: {error}") from error
