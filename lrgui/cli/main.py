"""`lrgui run`, `sweep` and `lessons`: the same experiments without a window; Qt only where a figure is drawn."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from lrgui.cli.figure_options import FigureError, FigurePlan, plan_of
from lrgui.cli.options import FILE_OPTIONS, Parser, UsageError, experiment_of, joined, opened, run_parser
from lrgui.cli.output import FAILED, INTERRUPTED, OK, TERMINATED, USAGE, Output, check, complain, named
from lrgui.cli.progress import Progress
from lrgui.cli.sweep import sweep
from lrgui.core.files.atomic import Content, is_device, write_together
from lrgui.core.files.document import Document, write
from lrgui.core.lessons.lesson import lessons
from lrgui.core.model.experiment import Experiment
from lrgui.core.tables.formats import SUFFIXES, table_text
from lrgui.core.tables.records import curves_csv, steps_csv
from lrgui.core.tables.results import runs_table
from lrgui.core.training.history import History
from lrgui.resources import LANGUAGES, ResourceError

SLICE = 0.1  # seconds of computing between two looks at the progress bar

HEADINGS = {"descent": "1-D descent", "classifier": "2-D classifier"}


def main(arguments: Sequence[str]) -> int:
    """Does what `lrgui run …`, `lrgui sweep …` or `lrgui lessons …` says and returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a letter gets an escape for it
            stream.reconfigure(errors="backslashreplace")
    commands = {"run": _run, "lessons": _lessons, "sweep": sweep}
    try:
        with _terminating():
            return commands[arguments[0]](arguments[1:])
    except UsageError as error:
        return complain(str(error), USAGE)
    except ResourceError as error:
        return complain(str(error), FAILED)
    except MemoryError:
        return complain("there is not enough memory for this experiment", FAILED)
    except BrokenPipeError:
        # The reader (`lrgui run | head`) has seen enough; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return complain("interrupted", INTERRUPTED)
    except SystemExit as end:  # after --help, or SIGTERM
        return int(end.code or OK)


def _terminated(_number: int, _frame: Any) -> NoReturn:
    raise SystemExit(TERMINATED)


@contextmanager
def _terminating() -> Iterator[None]:
    """While it lasts SIGTERM ends the program in order, so that half-written files are removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _lessons(arguments: Sequence[str]) -> int:
    parser = Parser(prog="lrgui lessons", description="List the lessons: their ids and titles.")
    parser.add_argument("--language", metavar="{" + ",".join(LANGUAGES) + "}", default="en", help="(default: en)")
    language = parser.parse_args(arguments).language
    if language not in LANGUAGES:
        raise UsageError(f"--language {language}: must be one of {', '.join(LANGUAGES)}")
    width = max(len(lesson.id) for lesson in lessons())
    for lesson in lessons():
        print(f"{lesson.id:<{width}}  {lesson.title[language]}")
    return OK


def _run(arguments: Sequence[str]) -> int:
    typed = run_parser().parse_args(joined(arguments))
    base = opened(typed)
    experiment = experiment_of(typed, base)
    document = replace(base, experiment=experiment) if base is not None else Document(experiment, lesson=typed.lesson)
    try:
        plan = plan_of(typed, document, opened=base is not None)
    except FigureError as error:
        raise UsageError(str(error)) from error
    document = replace(document, view=replace(document.view, position=plan.update))
    outputs = _outputs(typed, experiment) + [
        Output("animation" if p.film else "figure", "", p.path) for p in plan.pictures
    ]
    check(outputs)
    try:
        history = _computed(experiment)
        _write(history, document, plan, outputs)
    except FigureError as error:
        return complain(f"no file was written: {error}", FAILED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return complain(f"no file was written: {where}{error.strerror or error}", FAILED)
    except KeyboardInterrupt:
        return complain("interrupted" + (", no file was written" if outputs else ""), INTERRUPTED)
    if outputs:
        print("wrote " + ", ".join(output.path for output in outputs), file=sys.stderr)
    if typed.table is None:
        _print(history)
    sys.stdout.flush()
    return OK


def _computed(experiment: Experiment) -> History:
    with Progress("computing", sys.stderr) as progress:
        history = History(experiment)
        while not history.advance(SLICE):
            progress.show(history.progress)
    return history


def _print(history: History) -> None:
    problems = history.experiment.problems
    for problem in problems:
        if len(problems) > 1:
            print(f"{'' if problem == problems[0] else chr(10)}## {HEADINGS[problem]}\n")
        print("".join(table_text(runs_table(history, problem), "md")), end="")


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
        if what == "curves_csv":
            if "classifier" not in problems:
                raise UsageError(f"{where}: the 1-D descent has no checkpoints, use --steps-csv")
            problems = ("classifier",)
        path = Path(name)
        if what == "table" and path.suffix.lower() not in SUFFIXES:
            raise UsageError(f"{where}: the name must end in {', '.join(list(SUFFIXES)[:-1])} or {list(SUFFIXES)[-1]}")
        if len(problems) == 1:
            outputs.append(Output(what, problems[0], name))
            continue
        if is_device(name):
            raise UsageError(f"{where}: two problems need two files, choose one problem by --problem")
        for problem in problems:
            outputs.append(Output(what, problem, str(path.with_name(f"{path.stem}-{problem}{path.suffix}"))))
    return outputs


def _write(history: History, document: Document, plan: FigurePlan, outputs: list[Output]) -> None:
    pictures = _pictures(history, document, plan)
    with Progress("writing", sys.stderr) as progress:
        contents: dict[str, Content] = {}
        for output in outputs:
            if output.what == "animation":
                continue  # written already
            if output.what == "figure":
                contents[output.path] = pictures[output.path]
            elif output.what == "save":
                contents[output.path] = write(document)
            elif output.what == "table":
                form = SUFFIXES[Path(output.path).suffix.lower()]
                contents[output.path] = table_text(runs_table(history, output.problem), form)
            elif output.what == "curves_csv":
                contents[output.path] = curves_csv(history)
            else:
                rows = len(history.experiment.runs) * (history.traces[output.problem].total + 1)
                contents[output.path] = progress.through(steps_csv(history, output.problem), rows + 1)
        write_together(contents)


def _pictures(history: History, document: Document, plan: FigurePlan) -> dict[str, bytes]:
    """The contents of the figures; animations, which may be large, are written here. Qt is only here."""
    if not plan.pictures:
        return {}
    from lrgui.cli import pictures

    with pictures.drawing(), Progress("drawing", sys.stderr) as progress:
        contents = pictures.figures(history, document, plan)
        if any(wanted.film for wanted in plan.pictures):
            pictures.animations(history, document, plan, progress.show)
    return contents
