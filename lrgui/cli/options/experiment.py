"""The options of what is computed, and the experiment that all options together mean."""

from __future__ import annotations

import argparse

from lrgui.cli.complaints import UsageError
from lrgui.cli.options.functions import of_its_name, start_of
from lrgui.cli.options.race import race_of
from lrgui.cli.options.runs import runs_of
from lrgui.cli.options.tables import COLUMN_OPTIONS, data_of, points_of
from lrgui.cli.options.values import typed_pair, typed_value, typed_wrongly
from lrgui.cli.parser import Parser, option
from lrgui.core.files.document import Document
from lrgui.core.lessons.lesson import lesson
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.experiment_fields import ALIGNMENTS, LOSS_FORMS, PRECISIONS
from lrgui.core.problems.datasets import training_size
from lrgui.core.problems.generated import MAKERS
from lrgui.core.problems.labelled import is_rule
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.registry import CHOICES
from lrgui.core.problems.regression import LOSS_SCALES, LineFit
from lrgui.core.training.checkpoint_times import EVALUATIONS

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
    "weight_decay": (
        "λ",
        "adds λ/2 times the squares of the classifier's weights to its training loss, whatever the update "
        "rule (default: 0); AdamW's own is --decoupled-decay",
    ),
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
    "aligned": (
        "{" + ",".join(ALIGNMENTS) + "}",
        "after what runs of several batch sizes are compared: as many epochs, updates, or samples (default: epochs)",
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
        wide = {**of_its_name(wide), **wide}
        if "data" in given:
            wide["data"] = data_of(given)
            wide = {"problem": LogisticRegression.code, **wide}
            if isinstance(wide["data"], OwnData) or wide["data"] in MAKERS or is_rule(wide["data"]):
                # A batch is no larger than what there is to be trained on.
                batches = base.batches_up_to(training_size(wide["data"]))
                wide, base = {"batch_size": batches["batch_size"], **wide}, base.edited(**batches)
        if "regression" in given:
            wide = {"problem": LineFit.code, **wide, "points": points_of(given)}
        if "start" in given:
            wide |= start_of(given["start"], wide.get("problem", base.problem))
        if "start_weights" in given:
            wide |= typed_pair("start_weights", given["start_weights"], ("start_w1", "start_w2"), "-5,5")
        runs = runs_of(given, base.runs)
        if "run" in given:
            whole = base.edited(runs=(runs[0].without_own(),), changes=(), **wide)
            runs = race_of(given, whole, runs, wide.get("problem", base.problem))
            wide["changes"] = ()
        return base.edited(runs=runs, **wide)
    except InvalidValue as error:
        raise UsageError(typed_wrongly(error, given)) from error
