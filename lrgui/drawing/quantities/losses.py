"""The losses of problems that are functions, after every update."""

from __future__ import annotations

import math

import numpy as np

from lrgui.core.analysis.averaged_weights import AveragedWeights
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Range
from lrgui.core.problems.function import Function
from lrgui.core.problems.registry import kind_of
from lrgui.core.problems.regression import LineFit
from lrgui.core.training.history import History
from lrgui.core.training.trace import Trace
from lrgui.drawing.quantities.extremes import Extremes, losses_of
from lrgui.drawing.quantities.quantity import MANY, Line, Quantity, limits
from lrgui.plot import nice_range
from lrgui.text.language import translate
from lrgui.text.problems import problem_name, short_problem_name

_FLOOR = 1e-18  # losses this much smaller than the first are below the plot on a logarithmic axis
_CEILING = 4.0  # and above it, those that many times larger, unless the run comes back
_LOG_CEILING = 1e6  # the same on a logarithmic axis, where there is room


class FunctionLoss(Quantity):
    """The loss after every update of a problem that is a function."""

    may_leave = True

    def __init__(self, problem: str) -> None:
        self.problem = problem
        self._extremes = Extremes(problem)

    def name(self) -> str:
        return translate("Curves", "{0} loss").format(short_problem_name(self.problem))

    def about(self) -> str:
        return translate("Curves", "{0}: the loss after every update.").format(problem_name(self.problem))

    def title(self, experiment: Experiment) -> str:
        return kind_of(self.problem, experiment).formula(experiment)

    def may_be_log(self, history: History) -> bool:
        """Not where losses fall below 0, as those of a curve may."""
        return history.traces[self.problem].problem.floor >= 0

    def lines(self, history: History) -> list[Line]:
        trace = history.traces[self.problem]
        last = trace.computed
        if trace.total <= MANY:
            steps = np.arange(last + 1)
            losses = losses_of(trace, 0, last)
            return [Line(run, steps, losses[:, run]) for run in range(losses.shape[1])]
        return self._extremes.lines(history, last)

    averages = True

    def averaged(self, averages: AveragedWeights, history: History, run: int, seconds: float) -> Line | None:
        updates, places = averages.overview(averages.done, MANY // 4)
        problem = history.traces[self.problem].problem
        assert isinstance(problem, Function)
        return Line(run, updates, problem.loss(places[:, run]))

    def exact(self, history: History, step: int) -> Array | None:
        losses: Array = losses_of(history.traces[self.problem], step, step)[0]
        return losses

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        trace = history.traces[self.problem]
        assert isinstance(trace.problem, Function)
        floor, firsts = trace.problem.floor, trace.problem.loss(trace.problem.origins(history.experiment))
        finite = firsts[np.isfinite(firsts)]
        first = float(finite.max()) if len(finite) else math.nan
        low, high = limits(lines, positive=log)
        if floor < 0:
            return self._range_below_zero(trace, low, high, first)
        first = max(first, 1e-9)
        if log and low <= 0:
            return 0.1, 10.0  # there is nothing but zeros, far below
        away = any(trace.away_since(line.run, trace.computed) is not None for line in lines)
        # What goes away may leave the plot, and is marked at its edge: it must not flatten all the others.
        high = min(max(high, first), (_LOG_CEILING if log else _CEILING if away else np.inf) * first)
        if log:
            return nice_range(max(low, _FLOOR * first), high, log=True)
        return nice_range(0.0, high)

    def _range_below_zero(self, trace: Trace, low: float, high: float, first: float) -> Range:
        """From the lowest minimum, or from where runs have come to; with those that go away not further than usual."""
        assert isinstance(trace.problem, Function)
        away = any(trace.away_since(run, trace.computed) is not None for run in range(len(trace.experiment.runs)))
        first = first if math.isfinite(first) else 0.0
        bottom = trace.problem.floor if math.isfinite(trace.problem.floor) else min(0.0, first)
        span = _CEILING * ((first - bottom) or 1.0) if away else np.inf
        if math.isfinite(trace.problem.floor):
            low = bottom
        return nice_range(max(low, bottom - span), min(max(high, first), bottom + span))


class LossShares(Quantity):
    """The loss of a line above the lowest one, split by the eigen-directions of its bowl: ½λᵢeᵢ² for both."""

    problem = LineFit.code
    may_leave = True

    def name(self) -> str:
        return translate("Curves", "Split")

    def about(self) -> str:
        return translate(
            "Curves",
            "The loss above that of the best line, split by the directions of the bowl: steep (solid), flat (dashed).",
        )

    def title(self, _experiment: Experiment) -> str:
        return translate("Curves", "½λe² (flat: dashed)")

    def may_be_log(self, _history: History) -> bool:
        return True

    def lines(self, history: History) -> list[Line]:
        trace, problem = history.traces[self.problem], history.regression
        steps, states = trace.overview(trace.computed, MANY // 4)
        if steps[-1] < trace.computed:
            steps = np.append(steps, trace.computed)
            states = np.concatenate([states, trace.at(trace.computed)[None]])
        states = states.astype(float)
        with np.errstate(all="ignore"):
            shares = problem.curvatures / 2 * np.square((states - problem.minima[0]) @ problem.axes)
        runs = range(shares.shape[1])
        return [Line(run, steps, shares[:, run, axis], dashed=axis == 1) for run in runs for axis in (1, 0)]

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        trace = history.traces[self.problem]
        low, high = limits(lines, positive=log)
        first = max((float(line.values[0]) for line in lines), default=0.0) or 1e-9
        away = any(trace.away_since(line.run, trace.computed) is not None for line in lines)
        high = min(max(high, first), (_LOG_CEILING if log else _CEILING if away else np.inf) * first)
        return nice_range(max(low, _FLOOR * first), high, log=True) if log else nice_range(0.0, high)
