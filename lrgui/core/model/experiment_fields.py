"""The fields of an experiment: everything that determines the numbers, each checked by itself."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, field
from typing import Any

from lrgui.core.model.checks import between, choice, flag, integer
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue, inside
from lrgui.core.model.limits import (
    MAX_CHANGES,
    MAX_DISTANCE,
    MAX_HIDDEN_UNITS,
    MAX_RUNS,
    MAX_SEED,
    MAX_SPREAD,
    MAX_UPDATES,
    MAX_WEIGHT_DECAY,
)
from lrgui.core.model.run import START_FIELDS, Run, checked_starts
from lrgui.core.problems.curve import checked_curve
from lrgui.core.problems.datasets import dataset_of
from lrgui.core.problems.generated import MAKERS
from lrgui.core.problems.labelled import is_rule, rule
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.points import Points, checked_points
from lrgui.core.problems.registry import CHOICES, PROBLEMS
from lrgui.core.problems.regression import LOSS_SCALES
from lrgui.core.problems.surface import HIGHEST_CONDITION, USUAL_CONDITION, checked_surface
from lrgui.core.training.checkpoint_times import EVALUATIONS, HALF_EPOCHS

PRECISIONS = ("float64", "float32")
LOSS_FORMS = ("stable", "textbook")
EPOCHS, UPDATES, SAMPLES = ALIGNMENTS = ("epochs", "updates", "samples")
_WHATEVER = 10**400  # what is allowed depends on the data, and is said so

_CHOICES = {
    "problem": tuple(CHOICES),
    "precision": PRECISIONS,
    "loss_form": LOSS_FORMS,
    "loss_scale": LOSS_SCALES,
    "evaluations": EVALUATIONS,
    "aligned": ALIGNMENTS,
}


@dataclass(frozen=True)
class ExperimentFields:
    """Settings of the problem, data, epochs, batch size, seed, and one or more runs. Raises `InvalidValue`."""

    problem: str = "both"
    runs: tuple[Run, ...] = (Run(),)
    updates: int = 40  # of the descent on a curve, on a surface, or of a line
    start: float = 5.0  # w₀ of the 1-D descent
    curve: str = "parabola"  # whose loss the 1-D descent goes down
    surface: str = "bowl"  # whose loss the descent on a surface goes down
    start_x: float = 5.0  # x₀ and y₀ of that descent
    start_y: float = 2.0
    condition: float = USUAL_CONDITION  # of the bowl: how many times more it is curved along y than along x
    points: str | Points = "four"  # (x, y) that a line is laid through
    loss_scale: str = "mean"  # what becomes of their squared errors: the mean, the sum, or half the mean
    start_w: float = 0.0  # slope and intercept that the line starts with
    start_b: float = 0.0
    start_w1: float = 0.0  # w₁ and w₂ of the classifier; b starts at 0
    start_w2: float = 0.0
    epochs: int = 50  # of the classifier
    batch_size: int = 10
    seed: int = 0
    aligned: str = EPOCHS  # after what runs of different batch sizes are compared
    data: str | OwnData = "school-district"  # of the classifier
    distance: float = 4.0  # between the centres of two clouds of data, in their standard deviations
    standardised: bool = False  # whether features are made to have mean 0 and standard deviation 1
    weight_decay: float = 0.0  # λ: the classifier's training loss has λ/2·(w₁² + w₂²) added
    hidden_units: int = 0  # of the classifier, with tanh
    start_spread: float = 1.0  # the deviation of the weights that hidden units start with
    precision: str = "float64"
    loss_form: str = "stable"
    evaluations: str = HALF_EPOCHS  # of the classifier, after the first epochs
    changes: tuple[Change, ...] = field(default=())

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            choice(name, getattr(self, name), choices)
        for name, kind in (("runs", Run), ("changes", Change)):
            values = getattr(self, name)
            if not isinstance(values, tuple | list) or not all(isinstance(value, kind) for value in values):
                raise InvalidValue(name, values, "structure", expected=f"a tuple of {kind.__name__}")
            object.__setattr__(self, name, tuple(values))
        if not isinstance(self.data, OwnData):
            object.__setattr__(self, "data", _named_data(self.data))
        self.check_counts(self.runs, self.changes)
        checked = {
            **checked_starts({name: getattr(self, name) for name in START_FIELDS}),
            "curve": checked_curve(self.curve),
            "updates": integer("updates", self.updates, 1, MAX_UPDATES),
            "surface": checked_surface(self.surface),
            "condition": between("condition", self.condition, 1, HIGHEST_CONDITION),
            "points": checked_points(self.points),
            "distance": between("distance", self.distance, 0.0, MAX_DISTANCE),
            "standardised": flag("standardised", self.standardised),
            "weight_decay": between("weight_decay", self.weight_decay, 0.0, MAX_WEIGHT_DECAY),
            "hidden_units": integer("hidden_units", self.hidden_units, 0, MAX_HIDDEN_UNITS),
            "start_spread": between("start_spread", self.start_spread, 0.0, MAX_SPREAD),
            "epochs": integer("epochs", self.epochs, 1, MAX_UPDATES),
            "batch_size": integer("batch_size", self.batch_size, -_WHATEVER, _WHATEVER),
            "seed": integer("seed", self.seed, 0, MAX_SEED),
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)
        if self.batch_size < 1:
            raise InvalidValue("batch_size", self.batch_size, "between", low=1, high=self.training_size)
        if self.batch_size > self.training_size:
            raise InvalidValue("batch_size", self.batch_size, "batch", high=self.training_size)
        for i, run in enumerate(self.runs):
            if run.batch_size is not None and run.batch_size > self.training_size:
                with inside(f"runs[{i}]"):
                    raise InvalidValue("batch_size", run.batch_size, "batch", high=self.training_size)

    @staticmethod
    def check_counts(runs: Sized, changes: Sized) -> None:
        """Raises `InvalidValue` where there are too many."""
        if not 1 <= len(runs) <= MAX_RUNS:
            raise InvalidValue("runs", len(runs), "between", low=1, high=MAX_RUNS)
        if len(changes) > MAX_CHANGES:
            raise InvalidValue("changes", len(changes), "at_most", high=MAX_CHANGES)

    # What follows from the fields

    @property
    def problems(self) -> tuple[str, ...]:
        """The problems that are computed: one of them, or both in the order in which they are shown."""
        return CHOICES[self.problem]

    @property
    def problem_on_data(self) -> str | None:
        """The problem that is trained on data, in batches and epochs; None where there is none."""
        return next((problem for problem in self.problems if PROBLEMS[problem].on_data), None)

    @property
    def training_size(self) -> int:
        """n, the number of points that the classifier is trained on."""
        return dataset_of(self).training_size

    @property
    def size(self) -> int:
        """The number of points of the classifier's data, of which some are kept for validation."""
        return dataset_of(self).size

    @property
    def batch_sizes(self) -> tuple[int, ...]:
        """m of every run."""
        return tuple(run.batch_size or self.batch_size for run in self.runs)

    @property
    def iterations_per_epoch(self) -> int:
        """s = ⌈n/m⌉ of the classifier; the last, shorter batch of an epoch is used. Of several m the smallest."""
        return -(-self.training_size // min(self.batch_sizes))

    @property
    def order_seed(self) -> int:
        """The seed of the order of the data, and of random weights, where all runs share it."""
        own = self.runs[0].seed
        return self.seed if own is None else own


def _named_data(name: Any) -> str:
    """The name of data of the program, or a rule that labels points. Raises `InvalidValue`."""
    if isinstance(name, str) and is_rule(name):
        return rule(name).text
    return choice("data", name, tuple(MAKERS))
