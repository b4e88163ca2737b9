"""One update of one run, taken apart: every sample of its batch, their mean, what the optimizer makes of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrgui.core.analysis.update_vectors import group_of
from lrgui.core.model.types import Array, Floats, Integers
from lrgui.core.problems.batches import batch_rows
from lrgui.core.problems.classifier import Classifier, sigmoid
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.logistic import LogisticRegression, decays
from lrgui.core.problems.problem import Problem
from lrgui.core.problems.regression import LineFit
from lrgui.core.training.optimizers.lines import EACH, PRODUCT, Line, Look, Tries
from lrgui.core.training.optimizers.optimizer import Optimizer
from lrgui.core.training.trace import Trace
from lrgui.core.training.trainer import Here, Snapshot


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
    gradient: (d,), as training had it; rate: η; precision: that of training. lines: the update worked out by hand.
    known: what is known by its letter, (d,), or (1,) where it is the same for all: what each line gives, "v₀" what a
    remembered v was before, and what the rule has seen; settings: its settings and constants by their letters.
    direction: (d,), what the rate called `pace` is multiplied with, and its letter. tries: those of a search. batch:
    None of a function that sees no data; parabola: (a, b, c) of a curve a·w²/2 + b·w + c.
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
    lines: tuple[Line, ...]
    known: dict[str, Floats]
    settings: dict[str, float]
    pace: str
    tries: Tries | None
    batch: Batch | None
    parabola: tuple[float, float, float] | None = None

    @property
    def step(self) -> Floats:
        """What the parameters change by: (d,)."""
        with np.errstate(all="ignore"):
            return self.after - self.before

    @property
    def direction_letter(self) -> str:
        """What the direction is called: the last line that has a number for each parameter, or g itself."""
        return next((line.letter for line in reversed(self.lines) if line.kind == EACH), "g")

    @property
    def direction(self) -> Floats:
        """What its rate is multiplied with: (d,)."""
        return self.known.get(self.direction_letter, self.gradient)

    @property
    def taken_rate(self) -> float:
        """What the direction is multiplied with."""
        return float(self.known[self.pace][0]) if self.pace in self.known else self.rate


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
    with np.errstate(all="ignore"):
        looked = _look(trace, run, optimizer, before, gradients[place], rate, place)
        lines = looked.lines if looked is not None else optimizer.lines
        known = {} if looked is None else dict(looked.numbers)
        known |= _remembered(optimizer, before, after, place)
        _work_out(lines, known, {"g": gradient, "w": here, "η": np.array([rate])}, settings)
        batch = _batch(trace, before.parameters[place], run, trace.made(run, update))
    problem, pace, tries = trace.problem, "η", None
    if looked is not None:
        pace, tries = looked.pace, looked.tries
    return Anatomy(
        trace.made(run, update), update, trace.experiment.precision, rate, optimizer, problem.parameters, here,
        gradient, there, lines, known, settings, pace, tries, batch, _parabola(problem),
    )  # fmt: skip


def _look(
    trace: Trace, run: int, optimizer: Optimizer, before: Snapshot, gradient: Array, rate: float, place: int
) -> Look | None:
    """What the rule has seen before the update."""
    if optimizer.look is None:
        return None
    here = before.parameters[place : place + 1]
    there = Here(trace.problem, trace.experiment.alone(run)).at(here, before.update)
    return optimizer.look(there, gradient[None], np.full_like(here, rate))


def _remembered(optimizer: Optimizer, before: Snapshot, after: Snapshot, place: int) -> dict[str, Floats]:
    """What the state was before the update and is after it, under the letters of its parts."""
    group, row = group_of(after, place)
    old, old_row = group_of(before, place)
    kinds = {line.letter: line for line in optimizer.lines}
    known: dict[str, Floats] = {}
    for i, letter in enumerate(optimizer.remembers):
        size = 1 if kinds[letter].single else None
        now = group.state[i][row].astype(np.float64)[:size]
        if old.optimizer.code == optimizer.code:
            then = old.state[i][old_row].astype(np.float64)[:size]
        else:  # an edit "from here on" that has just brought the optimizer brings it without memory
            then = optimizer.init(np.zeros((1, len(now))))[i][0]
        known |= {f"{letter}₀": then, letter: now}
    return known


def _work_out(
    lines: Sequence[Line], known: dict[str, Floats], given: dict[str, Floats], settings: dict[str, float]
) -> None:
    """Adds to `known` what each line gives that is not there."""
    found = {**given, **{letter: np.array([value]) for letter, value in settings.items()}, **known}
    for line in lines:
        if line.letter not in known:
            operands = [found[name].tolist() for name in line.needs]
            numbers = replace(line, calculate=_guarded(line)).found(operands, len(given["g"]))
            known[line.letter] = found[line.letter] = np.array(numbers, np.float64)


def _guarded(line: Line) -> Callable[..., Any]:
    """Its calculation, which gives nan of numbers that have overflown."""

    def calculate(*operands: Any) -> Any:
        try:
            return line.calculate(*operands)
        except (ArithmeticError, ValueError):
            return math.nan

    return line.calculate if line.kind == PRODUCT else calculate


def _parabola(problem: Problem) -> tuple[float, float, float] | None:
    slope = problem.curve.linear_slope if isinstance(problem, Descent) else None
    if slope is None or not isinstance(problem, Descent):
        return None
    return (*slope, float(problem.curve.programs[0](np.zeros(1))[0]))


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
