"""A blank of an update that is worked out: which number of it a stage asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.lessons.faults import LessonFault
from lrgui.core.model.checks import between, checked_keys, choice, integer, number
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.limits import MAX_UPDATES
from lrgui.core.problems.classifier import Classifier
from lrgui.core.problems.registry import kind_of
from lrgui.core.problems.regression import LineFit
from lrgui.core.training.history import History

# Of a sample: what the parameters say of it, that as a probability, what is wrong with it, its pull on a parameter.
OF_SAMPLES = ("z", "p", "error", "pull")
OF_PARAMETERS = ("g", "step", "after")  # the gradient, what is added, what comes of it
WITH_PARAMETER = ("pull", *OF_PARAMETERS)
COLUMNS = (*OF_SAMPLES, *OF_PARAMETERS)
KEYS = ("kind", "column", "sample", "parameter", "tolerance")
USUAL_TOLERANCE = 0.01  # of the number itself
MOST_TOLERANCE = 1e9


@dataclass(frozen=True)
class Blank:
    """A number of the next update of the experiment's last problem.

    column: one of `COLUMNS`. sample: its number in the batch, from 1, of a column of samples; else 0. parameter: its
    code, of a pull and of a column of parameters; else empty. tolerance: how far what is typed may be from the number
    and is right, None for a hundredth of it.
    """

    column: str
    sample: int = 0
    parameter: str = ""
    tolerance: float | None = None

    def is_right(self, typed: float, value: float) -> bool:
        """Whether a number that was typed is the one that was asked for."""
        allowed = USUAL_TOLERANCE * abs(value) if self.tolerance is None else self.tolerance
        return abs(typed - value) <= allowed * (1 + 1e-9) + 1e-12  # of a number that has been rounded

    def value(self, history: History, run: int, place: int) -> float | None:
        """The number at a place on the timeline; None where the update is not to be known, or has no such sample."""
        experiment = history.experiment
        problem = experiment.problems[-1]
        trace, update = history.traces[problem], experiment.update_at(problem, place)
        if not update < trace.until or update > trace.computed or trace.following(run, update) is None:
            return None
        found = anatomy(trace, run, update)
        at = found.parameters.index(self.parameter) if self.parameter in found.parameters else 0
        if self.column in OF_PARAMETERS:
            values = {"g": found.gradient, "step": found.step, "after": found.after}
            return float(values[self.column][at])
        batch = found.batch
        if batch is None or self.sample > batch.size:
            return None
        columns = {"z": batch.z, "p": batch.p, "error": batch.errors}
        column = batch.pulls[:, at] if self.column == "pull" and batch.pulls is not None else columns.get(self.column)
        return None if column is None else float(column[self.sample - 1])

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = {"column": self.column}
        if self.column in OF_SAMPLES:
            data["sample"] = self.sample
        if self.column in WITH_PARAMETER:
            data["parameter"] = self.parameter
        if self.tolerance is not None:
            data["tolerance"] = self.tolerance
        return data


def columns_of(experiment: Experiment) -> tuple[str, ...]:
    """The columns that there are of an update of its last problem."""
    kind = kind_of(experiment.problems[-1], experiment)
    samples: tuple[str, ...] = ()
    if issubclass(kind, Classifier | LineFit):
        samples = tuple(code for code in OF_SAMPLES if code != "p" or issubclass(kind, Classifier))
    return tuple(code for code in (*samples, *OF_PARAMETERS) if code not in WITH_PARAMETER or kind.parameters)


def read_blank(data: Mapping[str, Any], experiment: Experiment | None) -> Blank:
    """The blank that a file describes. Raises `InvalidValue`."""
    values = checked_keys("ask", data, KEYS)
    if "column" not in values:
        raise LessonFault("ask.column", None, "needed")
    column = choice("ask.column", values["column"], COLUMNS if experiment is None else columns_of(experiment))
    sample, parameter = 0, ""
    if column in OF_SAMPLES:
        if "sample" not in values:
            raise LessonFault("ask.sample", None, "needed")
        sample = integer("ask.sample", values["sample"], 1, MAX_UPDATES)
    if column in WITH_PARAMETER:
        if "parameter" not in values:
            raise LessonFault("ask.parameter", None, "needed")
        parameter = values["parameter"]
        if experiment is not None:
            names = kind_of(experiment.problems[-1], experiment).parameters
            parameter = choice("ask.parameter", parameter, names)
    tolerance = values.get("tolerance")
    if tolerance is not None:
        tolerance = between("ask.tolerance", number("ask.tolerance", tolerance), 0, MOST_TOLERANCE)
    return Blank(column, sample, parameter, tolerance)
