"""What is asked of a quantity that can be drawn as curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.averaged_weights import AveragedWeights
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Integers, Range
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.training.history import History
from lrgui.text.numbers import format_number

MANY = 20_000  # updates from which a curve is drawn from the lowest and highest of every block


@dataclass(frozen=True)
class Line:
    """One curve of one run: the updates it has values for (n,), and the values (n,).

    pale: it is what others are made of, thin and behind them.
    """

    run: int
    steps: Array | Integers
    values: Array
    dashed: bool = False
    pale: bool = False

    @property
    def main(self) -> bool:
        """Whether it is the run's own curve, which is labelled."""
        return not self.dashed and not self.pale


class Quantity:
    """A quantity of the shown history. `problem` is the one whose updates it counts."""

    problem = LogisticRegression.code
    may_leave = False  # whether a run that goes away leaves the plot of it
    has_ghost = True  # whether it is drawn of a future that was given up, too
    averages = False  # whether there is such a quantity of averaged weights, too
    has_gaps = False  # whether a value that is not finite is a gap of its own and not a run that went away

    def belongs(self, experiment: Experiment) -> bool:
        """Whether the experiment has this quantity."""
        return self.problem in experiment.problems

    def prepare(self, selected: int, drawn: Sequence[int]) -> None:
        """Notes which run is selected, and which are drawn, the selected one last: as far as lines depend on it."""

    def problem_of(self, experiment: Experiment) -> str:
        return self.problem

    def name(self) -> str:
        """What a button says that shows it."""
        raise NotImplementedError

    def about(self) -> str:
        """One sentence about it."""
        raise NotImplementedError

    def title(self, _experiment: Experiment) -> str:
        """The text along the y axis."""
        raise NotImplementedError

    def text(self, value: float) -> str:
        """A value to be read."""
        return format_number(value, 4)

    def lines(self, history: History) -> list[Line]:
        """Everything that is computed so far."""
        raise NotImplementedError

    def averaged(self, _averages: AveragedWeights, _history: History, _run: int, _seconds: float) -> Line | None:
        """The same of a run's averaged weights as far as these are known, if there is such a thing.

        seconds: for how long it may be computed; None, too, where that was not enough.
        """
        return None

    def may_be_log(self, _history: History) -> bool:
        """Whether its values are on a logarithmic axis where people want one."""
        return False

    def exact(self, _history: History, _step: int) -> Array | None:
        """The values of all runs at a step, (runs,), where the lines may be thinned; None where they are not."""
        return None

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        """The limits of the y axis for the whole history, so that axes do not move while playing."""
        raise NotImplementedError


def limits(lines: list[Line], *, positive: bool = False) -> Range:
    """The smallest and the largest finite value; of the positive ones only, for a logarithmic axis."""
    values = np.concatenate([line.values for line in lines]) if lines else np.array([0.0, 1.0])
    values = values[np.isfinite(values) & ((values > 0) | (not positive))]
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
