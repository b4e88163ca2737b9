"""The learning rates that a sweep tries: the same factor between any two neighbours."""

from __future__ import annotations

import math
from collections.abc import Sized
from dataclasses import dataclass, fields, replace

import numpy as np

from lrgui.core.model.checks import between, integer
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Floats
from lrgui.core.training.memory import MemoryPlan, start_only

LOWEST, HIGHEST = 1e-8, 1e6
FEWEST, MOST = 2, 512

_FIELDS = tuple(f.name for f in fields(Experiment))


@dataclass(frozen=True)
class RateGrid:
    """`count` learning rates from `low` to `high`, both included, evenly spaced in their logarithm.

    Raises `InvalidValue` unless 1e-8 ≤ low < high ≤ 1e6 and 2 ≤ count ≤ 512.
    """

    low: float = 1e-4
    high: float = 1e2
    count: int = 64

    def __post_init__(self) -> None:
        checked = {
            "low": between("low", self.low, LOWEST, HIGHEST),
            "high": between("high", self.high, LOWEST, HIGHEST),
            "count": integer("count", self.count, FEWEST, MOST),
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)
        if self.low >= self.high:
            raise InvalidValue("low", self.low, "below", high=self.high)

    @property
    def rates(self) -> Floats:
        """(count,), ascending. Whole decades are met exactly: 0.1 is not 0.09999999999999999."""
        exponents = np.linspace(math.log10(self.low), math.log10(self.high), self.count).round(12)
        # Python's power is that of the C library; NumPy's own may differ in the last digit between processors.
        rates = np.array([10.0 ** float(e) for e in exponents])
        rates[0], rates[-1] = self.low, self.high
        return rates


class RateExperiment(Experiment):
    """An experiment whose runs are the rates of a sweep; nothing but its start and the last updates are kept.

    So the limits on what a history may take in memory, and on runs, do not hold for it.
    """

    @staticmethod
    def check_counts(runs: Sized, changes: Sized) -> None:
        """As many runs as a grid may have rates: more than people can look at one by one."""

    def memory_plan(self, problem: str) -> MemoryPlan:
        """The plan of a history of which the start only is kept, whatever the number of updates."""
        return start_only(self.total_updates(problem))


def alike(experiment: Experiment, template: Run | None) -> tuple[Experiment, Run]:
    """The experiment where all share what is the template's own, and what is left of that; None: the first run.

    What is left is its own seed: that of an experiment is of its data, too.
    """
    template = experiment.runs[0] if template is None else template
    return experiment.like(template), template.without_own()


def rate_experiment(experiment: Experiment, template: Run, rates: Floats, seed: int) -> RateExperiment:
    """`experiment` with one run for each rate, like `template` in all else, and without edits "from here on".

    seed: of the experiment, or of the template where that has one of its own.
    """
    values = {**vars(experiment), "changes": ()}
    if template.seed is None:
        values["seed"] = seed
    else:
        template = replace(template, seed=seed)
    values["runs"] = tuple(replace(template, learning_rate=float(rate)) for rate in rates)
    return RateExperiment(**{name: values[name] for name in _FIELDS})
