"""What can be drawn as curves: where the numbers of each quantity come from."""

from __future__ import annotations

import math
import weakref
from dataclasses import dataclass

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Integers, Range
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.problem import Function
from lrgui.core.problems.registry import PROBLEMS, kind_of
from lrgui.core.problems.regression import LineFit
from lrgui.core.training.history import History
from lrgui.core.training.rates import rates_at
from lrgui.core.training.trace import Trace
from lrgui.plot import nice_range
from lrgui.text.glossary import explained
from lrgui.text.language import translate
from lrgui.text.numbers import format_number, format_percent, format_rate
from lrgui.text.problems import problem_name, short_problem_name

MANY = 20_000  # updates from which a curve is drawn from the lowest and highest of every block
_FLOOR = 1e-18  # losses this much smaller than the first are below the plot on a logarithmic axis
_CEILING = 4.0  # and above it, those that many times larger, unless the run comes back
_LOG_CEILING = 1e6  # the same on a logarithmic axis, where there is room

_FAR_RATE = 200.0  # times the middle one of the highest rates
_HAIR = 1e-6  # of an update
_USUAL = 0.02  # how far below a run's usual loss a logarithmic axis goes

# The charts of the losses of functions, by the problem.
LOSSES = {code: problem.charts[0] for code, problem in PROBLEMS.items() if not problem.on_data}


@dataclass(frozen=True)
class Line:
    """One curve of one run: the updates it has values for (n,), and the values (n,)."""

    run: int
    steps: Array | Integers
    values: Array
    dashed: bool = False


class Quantity:
    """A quantity of the shown history. `problem` is the one whose updates it counts."""

    problem = LogisticRegression.code
    may_leave = False  # whether a run that goes away leaves the plot of it
    has_gaps = False  # whether a value that is not finite is a gap of its own and not a run that went away

    def belongs(self, experiment: Experiment) -> bool:
        """Whether the experiment has this quantity."""
        return self.problem in experiment.problems

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

    def may_be_log(self, _history: History) -> bool:
        """Whether its values are on a logarithmic axis where people want one."""
        return False

    def exact(self, _history: History, _step: int) -> Array | None:
        """The values of all runs at a step, (runs,), where the lines may be thinned; None where they are not."""
        return None

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        """The limits of the y axis for the whole history, so that axes do not move while playing."""
        raise NotImplementedError


def _limits(lines: list[Line], *, positive: bool = False) -> Range:
    """The smallest and the largest finite value; of the positive ones only, for a logarithmic axis."""
    values = np.concatenate([line.values for line in lines]) if lines else np.array([0.0, 1.0])
    values = values[np.isfinite(values) & ((values > 0) | (not positive))]
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)


class Loss(Quantity):
    """The classifier's loss at its checkpoints."""

    def may_be_log(self, _history: History) -> bool:
        return True

    has_gaps = True

    def name(self) -> str:
        return translate("Curves", "Loss")

    def about(self) -> str:
        return translate(
            "Curves", "The classifier's training and validation loss, ten times in each of the first epochs."
        )

    def title(self, _experiment: Experiment) -> str:
        return translate("Curves", "loss")

    def lines(self, history: History) -> list[Line]:
        return _checkpoint_lines(history, 0)

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        if log:
            low, high = _limits(lines, positive=True)
            # A validation loss that falls to nearly nothing for a moment must not flatten all the others.
            usual = min(float(np.nanmedian(np.where(line.values > 0, line.values, np.nan))) for line in lines)
            return nice_range(max(low, _USUAL * usual), high, log=True)
        return nice_range(0.0, _limits(lines)[1])


class Accuracy(Quantity):
    """The classifier's accuracy at its checkpoints."""

    def name(self) -> str:
        return translate("Curves", "Accuracy")

    def about(self) -> str:
        return translate("Curves", "The share of right answers in training and validation data.")

    def title(self, _experiment: Experiment) -> str:
        return translate("Curves", "accuracy")

    def text(self, value: float) -> str:
        return format_percent(value, 2)

    def lines(self, history: History) -> list[Line]:
        return _checkpoint_lines(history, 1)

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        low, _ = _limits(lines)
        low, _ = nice_range(min(low, 0.95), 1.0)
        return max(0.0, low), 1.0 + 0.04 * (1.0 - low)


def _checkpoint_lines(history: History, which: int) -> list[Line]:
    checkpoints = history.checkpoints
    assert checkpoints is not None
    count = checkpoints.count
    steps, values = checkpoints.steps(count), checkpoints.values(count)
    lines = []
    for run in range(len(history.experiment.runs)):
        lines.append(Line(run, steps, values[which + 2][:, run], dashed=True))
        lines.append(Line(run, steps, values[which][:, run]))
    return lines


class FunctionLoss(Quantity):
    """The loss after every update of a problem that is a function."""

    may_leave = True

    def __init__(self, problem: str) -> None:
        self.problem = problem
        self._extremes = _Extremes(problem)

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
            losses = _losses(trace, 0, last)
            return [Line(run, steps, losses[:, run]) for run in range(losses.shape[1])]
        return self._extremes.lines(history, last)

    def exact(self, history: History, step: int) -> Array | None:
        losses: Array = _losses(history.traces[self.problem], step, step)[0]
        return losses

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        trace = history.traces[self.problem]
        assert isinstance(trace.problem, Function)
        floor, first = trace.problem.floor, trace.problem.first_loss(history.experiment)
        low, high = _limits(lines, positive=log)
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
        low, high = _limits(lines, positive=log)
        first = max((float(line.values[0]) for line in lines), default=0.0) or 1e-9
        away = any(trace.away_since(line.run, trace.computed) is not None for line in lines)
        high = min(max(high, first), (_LOG_CEILING if log else _CEILING if away else np.inf) * first)
        return nice_range(max(low, _FLOOR * first), high, log=True) if log else nice_range(0.0, high)


def _losses(trace: Trace, first: int, last: int) -> Array:
    """Of every run after the updates first … last: (last − first + 1, runs)."""
    assert isinstance(trace.problem, Function)
    losses: Array = trace.problem.loss(trace.states(first, last)).astype(float)
    return losses


class _Extremes:
    """Lowest and highest loss of every block of updates, in the order in which they came.

    What was read of a history is kept, so that a picture that grows with a long computation reads only what is new.
    """

    def __init__(self, problem: str) -> None:
        self._problem = problem
        self._history: weakref.ref[History] | None = None
        self._steps: list[Array] = []
        self._values: list[Array] = []
        self._read = 0  # updates that the kept blocks cover

    def lines(self, history: History, last: int) -> list[Line]:
        trace = history.traces[self._problem]
        if self._history is None or self._history() is not history:
            self._history = weakref.ref(history)
            self._steps, self._values, self._read = [], [], 0
        size = -(-trace.total // (MANY // 4))
        chunk = size * max(1, 65_536 // size)
        while self._read + size <= last + 1:
            count = min(chunk, (last + 1 - self._read) // size * size)
            self._keep(trace, self._read, count, size)
        rest = np.arange(self._read, last + 1)
        rest_losses = _losses(trace, self._read, last) if len(rest) else np.empty((0, len(history.experiment.runs)))
        steps = np.concatenate([*self._steps, np.broadcast_to(rest[:, None], rest_losses.shape)])
        values = np.concatenate([*self._values, rest_losses])
        return [Line(run, steps[:, run], values[:, run]) for run in range(values.shape[1])]

    def _keep(self, trace: Trace, first: int, count: int, size: int) -> None:
        losses = _losses(trace, first, first + count - 1)
        blocks = losses.reshape(count // size, size, losses.shape[1])
        offsets = np.arange(0, count, size)[:, None]
        ends = np.stack([blocks.argmin(axis=1) + offsets, blocks.argmax(axis=1) + offsets], axis=1)
        rows = np.sort(ends, axis=1).reshape(-1, losses.shape[1])
        self._steps.append(rows + first)
        self._values.append(np.take_along_axis(losses, rows, axis=0))
        self._read = first + count


class Rate(Quantity):
    """η of every update, in the problem whose updates the timeline counts."""

    def belongs(self, experiment: Experiment) -> bool:
        return True

    def problem_of(self, experiment: Experiment) -> str:
        return experiment.problems[-1]

    def name(self) -> str:
        return translate("Curves", "η")

    def about(self) -> str:
        return explained(translate("Curves", "The learning rate that every update is made with."), "eta")

    def title(self, _experiment: Experiment) -> str:
        return translate("Curves", "learning rate η")

    def text(self, value: float) -> str:
        return format_rate(float(f"{value:.5g}"))

    def lines(self, history: History) -> list[Line]:
        trace = history.traces[self.problem_of(history.experiment)]
        total = trace.total
        if total <= MANY:
            steps = np.arange(total)
            rates = trace.rates(0, total)
        else:
            steps = np.unique(np.linspace(0, total - 1, MANY // 4).astype(int))
            rates = rates_at(history.experiment, trace.problem_name, steps.astype(float))
        jumps = np.array([at for at in history.experiment.breakpoints(trace.problem_name) if 0 < at < total], int)
        rows = np.searchsorted(steps, jumps)
        # A jump is drawn as one: the rate before it is held up to a hair's breadth of it.
        steps = np.insert(steps.astype(float), rows, jumps - _HAIR)
        rates = np.insert(rates, rows, rates[rows - 1], axis=0)
        return [Line(run, steps, rates[:, run]) for run in range(rates.shape[1])]

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        highest = [float(np.max(line.values, initial=0.0, where=np.isfinite(line.values))) for line in lines]
        # One absurd rate must not flatten all the others; it is marked at the edge.
        return nice_range(0.0, min(max(highest), _FAR_RATE * float(np.median(highest))))


def chart_quantities() -> dict[str, Quantity]:
    """What charts show, by the charts' codes, in the order in which they are laid out; each for one chart alone."""
    losses: dict[str, Quantity] = {code: FunctionLoss(problem) for problem, code in LOSSES.items()}
    losses["regression-split"] = LossShares()
    return {**losses, "loss": Loss(), "accuracy": Accuracy(), "rate": Rate()}
