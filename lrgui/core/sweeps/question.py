"""What is asked of a sweep of learning rates: which picture, of which problem, by which criterion."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from lrgui.core.model.checks import checked_keys, choice, integer, positive
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.sweeps.summary import CRITERIA
from lrgui.core.sweeps.sweep import MAX_SEEDS

VIEWS = ("sweep", "map", "range", "starts")
OF_ONE_PROBLEM = ("map", "starts")
SEEDS = (1, 3, 5, 10)  # what is offered; others can be read
_OF_FUNCTIONS = ("loss", "updates_to_target")
_OF_THE_MAP = ("loss", "validation_loss", "accuracy", "validation_accuracy")


@dataclass(frozen=True)
class SweepQuestion:
    """A question to be answered by training with many rates.

    view: "sweep" (a figure over η), "map" (batch size × η), "range" (the range test) or "starts" (start × η); problem:
    None for the last one that the experiment has; criterion: one of `CRITERIA`; seeds: trained with, in a sweep on
    data; target: the loss to be met, None for the usual one. Raises `InvalidValue`.
    """

    view: str = "sweep"
    problem: str | None = None
    criterion: str = "loss"
    seeds: int = 1
    target: float | None = None

    def __post_init__(self) -> None:
        choice("view.sweep.view", self.view, VIEWS)
        if self.problem is not None:
            choice("view.sweep.problem", self.problem, tuple(PROBLEMS))
        choice("view.sweep.criterion", self.criterion, tuple(CRITERIA))
        object.__setattr__(self, "seeds", integer("view.sweep.seeds", self.seeds, 1, MAX_SEEDS))
        if self.target is not None:
            object.__setattr__(self, "target", positive("view.sweep.target", self.target))

    def within(self, experiment: Experiment) -> SweepQuestion:
        """What can be asked of this experiment: the same where possible, and with its problem named."""
        only = only_problem(self.view, experiment)
        view = self.view if self.view not in OF_ONE_PROBLEM or only is not None else "sweep"
        problem = only or (self.problem if self.problem in experiment.problems else experiment.problems[-1])
        criterion = self.criterion if self.criterion in criteria(view, problem) else "loss"
        seeds = self.seeds if PROBLEMS[problem].on_data and view != "map" else 1
        return SweepQuestion(view, problem, criterion, seeds, self.target)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` gives an equal object back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Any) -> SweepQuestion:
        """Reads what `to_dict` wrote; missing fields have their defaults. Raises `InvalidValue`."""
        return cls(**checked_keys("view.sweep", data, [f.name for f in fields(cls)]))


def only_problem(view: str, experiment: Experiment) -> str | None:
    """The problem that a view is of, whatever is asked; None where it may be of any, or the experiment has none."""
    if view == "map":
        return experiment.problem_on_data
    return Descent.code if view == "starts" and Descent.code in experiment.problems else None


def criteria(view: str, problem: str) -> tuple[str, ...]:
    """The criteria that there are for a picture; the range test and the map of starts know one each."""
    if view in ("range", "starts"):
        return ("loss",)
    if view == "map":
        return _OF_THE_MAP
    return tuple(CRITERIA) if PROBLEMS[problem].on_data else _OF_FUNCTIONS
