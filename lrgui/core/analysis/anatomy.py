"""One update of one run, taken apart: every sample of its batch, their mean, what the optimizer makes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.update_vectors import group_of
from lrgui.core.model.types import Floats, Integers
from lrgui.core.problems.batches import batch_rows
from lrgui.core.problems.classifier import Classifier, sigmoid
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.logistic import LogisticRegression, decays
from lrgui.core.problems.regression import LineFit
from lrgui.core.training.optimizers.optimizer import Optimizer
from lrgui.core.training.trace import Trace


@dataclass(frozen=True, eq=False)
class Batch:
    """The m samples of an update, in its order.

    rows: (m,), their numbers in the training data, from 0. x: (m, k), what the parameters are multiplied with, features
    and a 1; y: (m,), what they should be. z: (m,), what the parameters say of them; p: (m,), σ(z), None of a line.
    errors: (m,), p − y or z − y. pulls: (m, d), the gradient of each sample's own loss, factor·error·x; None where
    there are hidden units. divisor: what their sum is divided by, which is their mean. decay: (d,), λw, which comes to
    it; None without.
    """

    rows: Integers
    x: Floats
    y: Floats
    z: Floats
    p: Floats | None
    errors: Floats
    factor: float
    pulls: Floats | None
    divisor: int
    mean: Floats | None
    decay: Floats | None

    @property
    def size(self) -> int:
        """m."""
        return len(self.y)


@dataclass(frozen=True, eq=False)
class Anatomy:
    """Update number `update` (from 0) of a run; numbers are those of training, in float64.

    moment: how many updates of the run that makes the most were made before it.

    parameters: the codes of the d parameters, none where they are too many. before, after: (d,), the parameters;
    gradient: (d,), as training had it; rate: η; precision: that of training. known: (d,) under the letter of each line
    of the optimizer, and under "v₀" what a remembered v was before; settings: its settings and constants by their
    letters. direction: (d,), what η is multiplied with. batch: None of a function that sees no data; slope: (a, b) of a
    curve whose gradient is a·w + b.
    """

    update: int
    moment: int
    precision: str
    rate: float
    optimizer: Optimizer
    parameters: tuple[str, ...]
    before: Floats
    gradient: Floats
    after: Floats
    known: dict[str, Floats]
    settings: dict[str, float]
    direction: Floats
    batch: Batch | None
    slope: tuple[float, float] | None = None

    @property
    def step(self) -> Floats:
        """What the parameters change by: (d,)."""
        with np.errstate(all="ignore"):
            return self.after - self.before


def anatomy(trace: Trace, run: int, update: int) -> Anatomy:
    """Takes an update apart that is computed, or the one after it. Raises IndexError for others."""
    gradients, before, after, place = trace.next_update(update, run)
    rate = float(trace.rates(update, update + 1)[0, run])
    group, row = group_of(after, place)
    optimizer = trace.experiment.runs_at(update, trace.problem_name)[run].rule
    here, there = (s.parameters[place].astype(np.float64) for s in (before, after))
    settings = {s.letter: float(values[row, 0]) for s, values in zip(optimizer.settings, group.values, strict=True)}
    settings |= dict(optimizer.constants)
    gradient = gradients[place].astype(np.float64)
    old, old_row = group_of(before, place)
    known: dict[str, Floats] = {}
    for i, letter in enumerate(optimizer.remembers):
        now = group.state[i][row].astype(np.float64)
        # An edit "from here on" that has just brought the optimizer brings it without memory.
        then = old.state[i][old_row].astype(np.float64) if old.optimizer.code == optimizer.code else np.zeros_like(now)
        known |= {f"{letter}₀": then, letter: now}
    with np.errstate(all="ignore"):
        direction = _worked_out(optimizer, {"g": gradient, "w": here}, settings, known)
        if direction is None:
            direction = (here - there) / rate if rate else np.zeros_like(here)
        batch = _batch(trace, before.parameters[place], run, trace.made(run, update))
    names, problem = trace.problem.parameters, trace.problem
    slope = problem.curve.linear_slope if isinstance(problem, Descent) else None
    precision = trace.experiment.precision
    return Anatomy(
        trace.made(run, update), update, precision, rate, optimizer, names, here, gradient, there, known, settings,
        direction, batch, slope,
    )  # fmt: skip


def _worked_out(
    optimizer: Optimizer, given: dict[str, Floats], settings: dict[str, float], known: dict[str, Floats]
) -> Floats | None:
    """Adds the lines that are not remembered to `known`; the direction, None where it is not known."""
    if optimizer.lines is None:
        return None
    size = len(given["g"])
    found = {**given, **{letter: np.full(size, value) for letter, value in settings.items()}, **known}
    for line in optimizer.lines:
        if line.letter not in known:
            columns = zip(*(found[name].tolist() for name in line.needs), strict=True)
            known[line.letter] = found[line.letter] = np.array([_number(line.calculate, row) for row in columns])
    return found[optimizer.lines[-1].letter] if optimizer.lines else given["g"]


def _number(calculate: object, row: tuple[float, ...]) -> float:
    assert callable(calculate)
    try:
        return float(calculate(*row))
    except (ArithmeticError, ValueError):  # of numbers that have overflown
        return float("nan")


def _batch(trace: Trace, parameters: Floats, run: int, update: int) -> Batch | None:
    problem = trace.problem
    if isinstance(problem, Classifier):
        return _of_classifier(problem, trace, parameters, run, update)
    if isinstance(problem, LineFit):
        x, y, factor, divisor = problem.samples_of_update()
        z = x @ parameters
        errors = (z - y).astype(np.float64)
        pulls = factor * errors[:, None] * x
        mean = pulls.sum(axis=0) / divisor
        return Batch(np.arange(len(y)), x, y, z.astype(np.float64), None, errors, factor, pulls, divisor, mean, None)
    return None


def _of_classifier(problem: Classifier, trace: Trace, parameters: Floats, run: int, update: int) -> Batch:
    rows = batch_rows(trace.experiment.alone(run), update)
    x, y = problem.train_x[rows], problem.train_y[rows]
    z = problem.scores(x, parameters[None])[0]
    p = sigmoid(z)
    x, y, z, p, errors = (values.astype(np.float64) for values in (x, y, z, p, p - y))
    pulls = mean = decay = None
    if isinstance(problem, LogisticRegression):
        pulls = errors[:, None] * x
        mean = pulls.sum(axis=0) / len(y)
        if problem.weight_decay:
            decay = decays(problem.weight_decay) * parameters.astype(np.float64)
    return Batch(rows, x, y, z, p, errors, 1.0, pulls, len(y), mean, decay)
