"""What can be typed after `lrgui run` and `lrgui sweep` alike, and the experiment that it means.

Every option is read as text; what is allowed is said by the experiment alone, so that the window, files and
the command line reject the same values with the same reasons.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import replace
from typing import Any

from lrgui.cli.complaints import UsageError
from lrgui.cli.parser import Parser, option
from lrgui.cli.progress import complete
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import Document, open_file, read_file
from lrgui.core.files.location import local_path
from lrgui.core.lessons.lesson import lesson
from lrgui.core.model.counted import counted
from lrgui.core.model.errors import InvalidValue, shown
from lrgui.core.model.experiment import LOSS_FORMS, PRECISIONS, Experiment
from lrgui.core.model.run import Run, usual_colour
from lrgui.core.problems.curve import CURVES, Descent
from lrgui.core.problems.datasets import training_size
from lrgui.core.problems.generated import MAKERS
from lrgui.core.problems.labelled import is_rule
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.layout import Columns, column_number
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.own_data.reading import Reading, read_bytes
from lrgui.core.problems.point_table import PointTable
from lrgui.core.problems.points import POINT_SETS, Points
from lrgui.core.problems.registry import CHOICES
from lrgui.core.problems.regression import LOSS_SCALES, LineFit
from lrgui.core.problems.surface import SURFACES, Surface, SurfaceDescent
from lrgui.core.problems.surface import named as named_surface
from lrgui.core.training.checkpoint_times import EVALUATIONS
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.optimizers.optimizer import Optimizer
from lrgui.core.training.schedules import SCHEDULES
from lrgui.core.training.schedules.schedule import Schedule
from lrgui.text.numbers import parse_list, parse_number

RUN_OPTIONS: dict[str, tuple[str, str]] = {  # field: (metavar, help)
    "schedule": (
        "{" + ",".join(SCHEDULES) + "}",
        f"how the learning rate changes during the run (default: {Run.schedule})",
    ),
    "decay_rate": ("R", "factor of a decay period, in inverse time the rate of the decay"),
    "decay_epochs": ("E", "decay period in epochs; in the 1-D descent an epoch is an update"),
    "end_learning_rate": ("X", "last learning rate"),
    "power": ("P", "exponent of the decay"),
    "alpha": ("A", "last learning rate as a share of the first"),
    "warmup_epochs": ("E", "linear warm-up, in epochs"),
    "hold_epochs": ("E", "epochs at the full rate after the warm-up"),
    "milestones": ("E,E…", "epochs after which the rate is multiplied by the factor"),
    "factor": ("G", "factor of a milestone"),
    "first_period": ("E", "first period in epochs"),
    "period_factor": ("K", "how many times as long as the one before each period is, a whole number"),
    "optimizer": ("{" + ",".join(OPTIMIZERS) + "}", f"the update rule (default: {Run.optimizer})"),
    "momentum": ("M", "share of the velocity that is kept, 0 ≤ M < 1"),
}
EXPERIMENT_OPTIONS: dict[str, tuple[str, str]] = {
    "updates": ("N", "updates of the descent on a curve, on a surface or of a line (default: 40)"),
    "epochs": ("N", "epochs of the classifier (default: 50)"),
    "batch_size": ("M", "samples in a mini-batch of the classifier (default: 10)"),
    "seed": ("S", "of the split into training and validation data and of their order (default: 0)"),
    "data": (
        "FILE|NAME|RULE",
        "what the classifier is trained on: a table in text, data of the program, or points labelled by a rule such as "
        "'x2 > sin(3 x1)'; list prints their names "
        "(default: school-district)",
    ),
    "distance": ("D", "between the centres of two clouds of data, in standard deviations (default: 4)"),
    "weight_decay": ("λ", "adds λ/2 times the squares of the classifier's weights to its training loss (default: 0)"),
    "hidden_units": ("K", "hidden units of the classifier, with tanh, 0 to 4 (default: 0, logistic regression)"),
    "start_spread": ("σ", "deviation of the weights that hidden units start with; 0 is a saddle (default: 1)"),
    "start": ("W0|X,Y|W,B", "where the descent on a curve, on a surface or of a line starts (default: what suits it)"),
    "curve": (
        "NAME|EXPRESSION",
        "what the 1-D descent goes down, such as 'sin(3w) + 0.1w^2'; list prints the names (default: parabola)",
    ),
    "surface": (
        "NAME|EXPRESSION",
        "a surface to go down, such as 'x^2 + 10y^2'; list prints the names (default: bowl)",
    ),
    "condition": ("K", "how many times more the bowl is curved along y than along x (default: 20)"),
    "loss_scale": (
        "{" + ",".join(LOSS_SCALES) + "}",
        "what becomes of the squared errors of a line (default: mean)",
    ),
    "precision": ("{" + ",".join(PRECISIONS) + "}", "of the arithmetic (default: float64)"),
    "loss_form": (
        "{" + ",".join(LOSS_FORMS) + "}",
        "cross-entropy without overflow, or as printed, with the book's nan (default: stable)",
    ),
    "evaluations": (
        "{" + ",".join(EVALUATIONS) + "}",
        "of the classifier, after ten in each of the first two epochs: every half epoch, or ever more rarely "
        "(default: half-epochs)",
    ),
}
_REGRESSION = (
    "a line through points: a table in text, or points of the program; list prints their names (default: four)"
)
_Y = "column of a data file, by name or number, with what a line through points has to meet"
COLUMN_OPTIONS = {
    "x": "the first feature, or the x of points",
    "x2": "the second feature",
    "label": "the label, which has two values",
}
_TEXT_FIELDS = (
    "problem", "data", "curve", "surface", "schedule", "optimizer", "precision", "loss_form", "evaluations",
    "loss_scale",
)  # fmt: skip
_WHOLE_FIELDS = ("hidden_units", "updates", "epochs", "batch_size", "seed", "count", "seeds", "period_factor")
_STARTS = {SurfaceDescent.code: ("start_x", "start_y"), LineFit.code: ("start_w", "start_b")}
_COMMA = re.compile("[,，、]")


def add_experiment_arguments(parser: Parser, problem: str) -> argparse._ArgumentGroup:
    """What is computed, by default of `problem`; returns the group for how it is computed, still empty."""
    what = parser.add_argument_group("what is computed")
    what.add_argument("--lesson", metavar="ID", help="start from a lesson; `lrgui lessons` lists them")
    what.add_argument(
        "--experiment",
        metavar="FILE",
        help="start from an experiment file or a figure that carries one; - is standard input",
    )
    what.add_argument("--problem", metavar="{" + ",".join(CHOICES) + "}", help=f"(default: {problem})")
    for name in EXPERIMENT_OPTIONS:
        what.add_argument(option(name), metavar=EXPERIMENT_OPTIONS[name][0], help=EXPERIMENT_OPTIONS[name][1])
    for name, text in COLUMN_OPTIONS.items():
        what.add_argument(f"--{name}", metavar="COLUMN", help=f"column of a data file, by name or number, with {text}")
    what.add_argument("--regression", metavar="FILE|NAME", help=_REGRESSION)
    what.add_argument("--y", metavar="COLUMN", help=_Y)
    standardise = "train on features of mean 0 and standard deviation 1"
    what.add_argument("--standardise", dest="standardised", action=argparse.BooleanOptionalAction, help=standardise)
    what.add_argument("--start-weights", metavar="W1,W2", help="where the classifier's weights start (default: 0,0)")
    return parser.add_argument_group("learning rate and update rule")


def add_run_arguments(how: argparse._ArgumentGroup) -> None:
    """Schedule and update rule, all but the learning rate."""
    for name in RUN_OPTIONS:
        metavar, text = RUN_OPTIONS[name]
        having = _having(name)
        usual = getattr(Run, name)
        default = f" ({having}; default: {usual:g})" if having and not isinstance(usual, tuple) else ""
        default = f" ({having})" if having and not default else default
        how.add_argument(option(name), metavar=metavar, help=text + default)
    staircase = f"decay once a period instead of smoothly ({_having('staircase')})"
    how.add_argument("--staircase", action=argparse.BooleanOptionalAction, help=staircase)


def _having(field: str) -> str:
    """The schedules and optimizers that depend on a field."""
    rules: tuple[Schedule | Optimizer, ...] = (*SCHEDULES.values(), *OPTIMIZERS.values())
    return ", ".join(rule.code for rule in rules if field in rule.fields)


def names_listed(typed: argparse.Namespace) -> bool:
    """Whether the names of curves, of surfaces, of points or of data were asked for, which are printed."""
    if typed.curve == "list":
        lines = {curve.code: f"{curve.formula}, from w = {curve.start:g}" for curve in CURVES.values()}
    elif typed.surface == "list":
        lines = {surface.code: _described(surface) for surface in map(named_surface, SURFACES)}
    elif typed.regression == "list":
        lines = {code: _best_line(code) for code in POINT_SETS}
    elif typed.data == "list":
        lines = {maker.code: maker.about for maker in MAKERS.values()}
    else:
        return False
    width = max(map(len, lines))
    for code, text in lines.items():
        print(f"{code:{width}}  {text}")
    return True


def _described(surface: Surface) -> str:
    x, y = surface.start
    return f"{surface.formula}, from (x, y) = ({x:g}, {y:g})"


def _best_line(code: str) -> str:
    line = LineFit(Experiment(LineFit.code, points=code))
    return f"{counted(len(line.x), 'point|points')}, best line y = {line.best[0]:.6g}x + {line.best[1]:.6g}"


def opened(typed: argparse.Namespace) -> Document | None:
    """The document of --experiment, if that was given. Raises `UsageError`."""
    name = typed.experiment
    if name is None:
        return None
    if typed.lesson is not None:
        raise UsageError(f"--experiment {name}: there is --lesson {typed.lesson} too, choose one of them")
    try:
        return read_file(sys.stdin.buffer) if name == "-" else _opened(name, typed)
    except DamagedFile as error:
        hint = "; --data FILE says where it is now" if error.rule == "no_file" else ""
        raise UsageError(f"--experiment {name}: {error}{hint}") from error
    except OSError as error:
        raise UsageError(f"--experiment {name}: {error.strerror or error}") from error


def _opened(name: str, typed: argparse.Namespace) -> Document:
    """An experiment file, whose large data may lie where --data says now."""
    try:
        return open_file(local_path(name))
    except DamagedFile as error:
        if error.rule != "no_file" or typed.data is None:
            raise
    document = open_file(local_path(name), os.path.abspath(local_path(typed.data)))
    typed.data = None  # it is the experiment's
    return document


def _data(given: dict[str, Any]) -> str | OwnData:
    """The data of --data: one of the program's own, or those of a file, in the columns that are named."""
    name = given["data"]
    path = local_path(name)
    if name in MAKERS or (not path.exists() and (is_rule(name) or not path.suffix)):
        for option_name in COLUMN_OPTIONS:
            if option_name in given:
                raise UsageError(f"--{option_name} {given[option_name]}: only data of a file have columns to choose")
        return str(name)
    reading = Reading(read_bytes(path), path.name, os.path.abspath(path))
    chosen = {field: column_number(given[field], reading.names, field) for field in COLUMN_OPTIONS if field in given}
    found = reading.columns
    if found is None and len(chosen) < len(COLUMN_OPTIONS):
        raise DataFault("data", path.name, "no_choice")
    reading.columns = Columns(**{**(vars(found) if found is not None else {}), **chosen})
    complete(reading)
    return reading.result()


def _points(given: dict[str, Any]) -> str | Points:
    """The points of --regression: of the program, or those of a file, in the columns that are named."""
    name = given["regression"]
    path = local_path(name)
    if name in POINT_SETS or not (path.suffix or path.exists()):
        for option_name in ("x", "y"):
            if option_name in given:
                raise UsageError(f"--{option_name} {given[option_name]}: only points of a file have columns to choose")
        return str(name)
    try:
        return PointTable(read_bytes(path), path.name).points(given.get("x"), given.get("y"))
    except DataFault as error:
        raise error if error.field in ("x", "y") else error.renamed("points", name) from None


def experiment_of(typed: argparse.Namespace, document: Document | None = None) -> Experiment:
    """The experiment that the options mean, which change that of `document` or of the lesson. Raises `UsageError`."""
    given = {name: text for name, text in vars(typed).items() if text is not None}
    try:
        if document is not None:
            base = document.experiment
        else:
            base = lesson(given["lesson"]).experiment if "lesson" in given else Experiment()
        fields = [name for name in ("problem", *EXPERIMENT_OPTIONS, "standardised") if name != "start"]
        wide = {name: typed_value(name, given[name]) for name in fields if name in given}
        if "hidden_units" in wide and "data" not in wide and base.problem_on_data is None:
            wide = {"problem": LogisticRegression.code, **wide}
        if "curve" in wide and "data" in wide:
            wide = {"problem": "both", **wide}
        wide = {**_chosen(wide), **wide}
        if "data" in given:
            wide["data"] = _data(given)
            wide = {"problem": LogisticRegression.code, **wide}
            if isinstance(wide["data"], OwnData) or wide["data"] in MAKERS or is_rule(wide["data"]):
                # A batch is no larger than what there is to be trained on.
                wide = {"batch_size": min(base.batch_size, training_size(wide["data"])), **wide}
        if "regression" in given:
            wide = {"problem": LineFit.code, **wide, "points": _points(given)}
        if "start" in given:
            wide |= _start(given["start"], wide.get("problem", base.problem))
        if "start_weights" in given:
            wide |= _start_weights(given["start_weights"])
        each = {name: typed_value(name, given[name]) for name in (*RUN_OPTIONS, "staircase") if name in given}
        runs = tuple(replace(run, **each) for run in base.runs)
        if "learning_rate" in given:
            runs = _racing(runs, _learning_rates(given["learning_rate"]))
        return base.edited(runs=runs, **wide)
    except InvalidValue as error:
        raise UsageError(typed_wrongly(error, given)) from error


def _chosen(wide: dict[str, Any]) -> dict[str, Any]:
    """What follows from the name of a curve or a surface: the problem, and where it is worth starting from."""
    if "surface" in wide:
        start = dict(zip(("start_x", "start_y"), named_surface(wide["surface"].strip()).start, strict=True))
        return {"problem": SurfaceDescent.code, **start}
    if "curve" not in wide:
        return {}
    start = {"start": CURVES[wide["curve"]].start} if wide["curve"] in CURVES else {}
    return {"problem": Descent.code, **start}


def _start(text: str, problem: str) -> dict[str, float]:
    """Of a curve one number, of a surface and of a line two."""
    names = _STARTS.get(problem)
    if names is None:
        return {"start": typed_value("start", text)}
    parts = _COMMA.split(text)
    if len(parts) != 2:
        raise UsageError(f"--start {text}: must be two numbers with a comma between them, such as -1.2,1")
    return {name: typed_value(name, part.strip()) for name, part in zip(names, parts, strict=True)}


def _racing(runs: tuple[Run, ...], rates: list[float]) -> tuple[Run, ...]:
    """Every setting that the runs have, once for each learning rate."""
    settings: list[dict[str, Any]] = []
    for run in runs:
        others = {k: v for k, v in vars(run).items() if k not in ("learning_rate", "colour")}
        if others not in settings:
            settings.append(others)
    pairs = [(rate, others) for rate in rates for others in settings]
    return tuple(Run(learning_rate=rate, colour=usual_colour(i), **others) for i, (rate, others) in enumerate(pairs))


def _learning_rates(text: str) -> list[float]:
    parts = _COMMA.split(text)
    rates = [typed_value("learning_rate", part.strip()) for part in parts]
    for part, rate in zip(parts, rates, strict=True):
        try:
            Run(learning_rate=rate)
        except InvalidValue as error:
            raise error.renamed(error.field, part.strip()) from None
    return rates


def _start_weights(text: str) -> dict[str, float]:
    parts = _COMMA.split(text)
    if len(parts) != 2:
        raise UsageError(f"--start-weights {text}: must be two numbers with a comma between them, such as -5,5")
    names = ("start_w1", "start_w2")
    return {name: typed_value(name, part.strip()) for name, part in zip(names, parts, strict=True)}


def typed_value(field: str, text: Any) -> Any:
    """What was typed as text, or as a number as in the window: 1/3, 10^-3. Raises `InvalidValue` where it is none."""
    if field in _TEXT_FIELDS or isinstance(text, bool):
        return text
    if field == "milestones":
        try:
            return tuple(parse_list(text))
        except ValueError:
            raise InvalidValue(field, text, "number") from None
    whole = field in _WHOLE_FIELDS
    try:
        return int(text) if whole and text.isdecimal() else parse_number(text)
    except ValueError:
        raise InvalidValue(field, text, "integer" if whole else "number") from None


def typed_wrongly(error: InvalidValue, given: dict[str, Any]) -> str:
    """The error with the option and the value as they were typed."""
    reason = error.explanation()
    if error.field == "runs":
        return f"--learning-rate with {error.value} values: there {reason} of them"
    if error.field in ("start_w1", "start_w2"):
        return f"--start-weights {given['start_weights']}: {error.field[-2:]} {reason}"
    if error.field in ("start_x", "start_y", "start_w", "start_b"):
        return f"--start {given['start']}: {error.field[-1]} {reason}"
    # Of several learning rates the error holds the one that is meant.
    field = "regression" if error.field == "points" else error.field
    typed = None if field == "learning_rate" else given.get(field)
    value = typed or shown(error.value) or repr("")
    return f"{option(field)} {value}: {reason}"
