"""What theory says of a learning rate, and what a run has done so far.

For a quadratic loss of curvature L plain gradient descent multiplies the error by ρ = 1 − ηL at every update
(any textbook on numerical optimization, e.g. Nocedal and Wright, section 3.3); with momentum the two
eigenvalues of the update's 2×2 matrix take the place of ρ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lrgui.core.model.run import Run
from lrgui.core.model.types import Array
from lrgui.core.problems.problem import LogisticRegression, Parabola
from lrgui.core.training.history import History
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.schedules import SCHEDULES

CRAWLS_BELOW = 0.05  # ηL under which an update removes less than a twentieth of the error
TOLERANCE = 1e-6  # predictions: until the error has shrunk by this factor
CONVERGED_GRADIENT = {"float64": 1e-6, "float32": 1e-5}
RECENT = 10  # checkpoints that the classifier's verdict looks at
SWING = 0.2  # a classifier bounces where its recent losses rose, in all, by this share of their mean


@dataclass(frozen=True)
class Regime:
    """The prediction for one learning rate.

    kind: "crawls", "approaches", "one-step", "overshoots", "bounces", "diverges", or "adaptive" where the
    optimizer rescales gradients and no linear theory applies. factor: 1 − ηL for plain gradient descent, else
    the largest modulus of the eigenvalues. bound: the rate from which it diverges (nan for adaptive).
    updates: predicted updates until the error is 10⁻⁶ of what it was, None where it never is. plain: whether the factor
    is 1 − ηL, as without momentum.
    """

    kind: str
    factor: float
    bound: float
    updates: int | None
    plain: bool = False


def regime(learning_rate: float, curvature: float, optimizer: str, momentum: float) -> Regime:
    """The regime of a rate > 0 on a quadratic loss of curvature L > 0."""
    x = learning_rate * curvature
    rule = OPTIMIZERS[optimizer]
    if rule.theory is None:
        return Regime("adaptive", math.nan, math.nan, None)
    mu = momentum if "momentum" in rule.fields else 0.0
    trace, determinant = rule.theory.matrix(x, mu)
    bound = rule.theory.bound(curvature, mu)
    if mu == 0:
        return Regime(_plain_kind(x), trace, bound, _updates_needed(abs(trace)), plain=True)
    # The eigenvalues are the roots of λ² − trace·λ + determinant.
    discriminant = trace * trace - 4 * determinant
    turns = discriminant < 0
    radius = math.sqrt(determinant) if turns else (abs(trace) + math.sqrt(discriminant)) / 2
    if math.isclose(learning_rate, bound, rel_tol=1e-12):
        kind = "bounces"
    elif learning_rate > bound:
        kind = "diverges"
    elif radius > 1 - CRAWLS_BELOW / 2 and not turns and trace > 0:
        kind = "crawls"
    elif turns or trace <= 0:
        kind = "overshoots"
    else:
        kind = "approaches"
    return Regime(kind, radius, bound, _updates_needed(radius))


def _plain_kind(x: float) -> str:
    if math.isclose(x, 1.0, rel_tol=1e-12):
        return "one-step"
    if math.isclose(x, 2.0, rel_tol=1e-12):
        return "bounces"
    if x > 2:
        return "diverges"
    if x > 1:
        return "overshoots"
    return "crawls" if x < CRAWLS_BELOW else "approaches"


def _updates_needed(factor: float) -> int | None:
    """⌈ln ε / ln |ρ|⌉, at least 1."""
    if factor < 1e-15:
        return 1
    if not factor < 1 - 1e-15:
        return None
    return max(1, math.ceil(math.log(TOLERANCE) / math.log(factor)))


@dataclass(frozen=True)
class Verdict:
    """What a run has done up to an update.

    kind: "start", "converged", "converging", "crawling", "bouncing", "diverging", "diverged" or "nan-loss"
    (the loss is not finite while the parameters are: log 0). step: since when, for the last two.
    """

    kind: str
    step: int | None = None

    def __str__(self) -> str:
        if self.kind == "diverged":
            return f"diverged at step {self.step}"
        if self.kind == "nan-loss":
            return f"first nan at step {self.step} (0·log 0)"
        return self.kind


def verdict(history: History, problem: str, run: int, update: int) -> Verdict:
    """What run number `run` has done on `problem` after `update` updates (at most its last computed one)."""
    update = min(update, history.traces[problem].computed)
    if update == 0:
        return Verdict("start")
    return _descent(history, run, update) if problem == "descent" else _classifier(history, run, update)


def _descent(history: History, run: int, update: int) -> Verdict:
    trace = history.descent
    assert trace is not None
    assert isinstance(trace.problem, Parabola)
    w = trace.states(update - 1, update)[:, run, 0]
    settings = history.experiment.runs_at(update - 1)[run]
    return descent_verdict(trace.problem, settings, w, trace.away_since(run, update))


def descent_verdict(problem: Parabola, settings: Run, w: Array, since: int | None) -> Verdict:
    """What a run of the 1-D descent has done.

    settings: what its last update was made with; w: (2,), before and after that update; since: the update since
    which it has been away (see `Trace.away_since`).
    """
    optimizer = OPTIMIZERS[settings.optimizer]
    # With momentum a run that will converge may first rise above its start: theory tells the two apart.
    predicted = optimizer.theory is not None and SCHEDULES[settings.schedule].constant
    returns = predicted and abs(_predicted(settings).factor) < 1
    if not np.isfinite(problem.loss(w[1])) or (since is not None and not returns):
        return Verdict("diverged", since)
    flat = np.abs(problem.gradient(w)) <= CONVERGED_GRADIENT[problem.dtype.name]
    # Others than plain gradient descent have momentum, and may fly through the minimum.
    if flat[1] and (flat[0] or optimizer.plain):
        return Verdict("converged")
    before, now = (float(x) - Parabola.minimum for x in w)
    if before * now < 0 and math.isclose(-now, before, rel_tol=1e-6):
        return Verdict("bouncing")
    if optimizer.plain and abs(now) > abs(before):
        return Verdict("diverging")
    if before * now > 0 and (1 - CRAWLS_BELOW) * abs(before) < abs(now) <= abs(before):
        return Verdict("crawling")
    return Verdict("converging")


def _predicted(settings: Run) -> Regime:
    """Of a run with a constant learning rate."""
    return regime(settings.learning_rate, Parabola.curvature, settings.optimizer, settings.momentum)


def _classifier(history: History, run: int, update: int) -> Verdict:
    trace, checkpoints = history.classifier, history.checkpoints
    assert trace is not None
    assert checkpoints is not None
    assert isinstance(trace.problem, LogisticRegression)
    losses = checkpoints.values(checkpoints.until(update)).train_loss[:, run]
    here = float(history.evaluation(update).train_loss[run])
    gaps = np.nonzero(~np.isfinite(losses))[0]
    gap = int(gaps[0]) * checkpoints.interval if len(gaps) else update
    gradient = trace.problem.gradient(trace.at(update)[run : run + 1])[0]
    return classifier_verdict(losses[0], losses[-RECENT:], here, gradient, trace.away_since(run, update), gap)


def classifier_verdict(
    first: float, recent: Array, here: float, gradient: Array, since: int | None, gap: int
) -> Verdict:
    """What a run of the classifier has done.

    first, recent: its training loss at the start and at the last `RECENT` checkpoints; here, gradient: loss and
    gradient (3,) now; since: the update since which its parameters are not finite; gap: the first checkpoint, as an
    update, at which the loss was not finite (any number where there is none).
    """
    if since is not None:
        return Verdict("diverged", since)
    if not np.isfinite(here):
        return Verdict("nan-loss", gap)
    if float(np.abs(gradient).max()) <= CONVERGED_GRADIENT[gradient.dtype.name]:
        return Verdict("converged")
    recent = recent[np.isfinite(recent)]
    if len(recent) >= 4:
        moves = np.diff(recent)
        rises = moves[moves > 0]
        if len(rises) == len(moves):
            return Verdict("diverging")
        if len(rises) > 1 and rises.sum() > SWING * recent.mean():
            return Verdict("bouncing")
    if here > first:
        return Verdict("bouncing")  # thrown above its start, from where a logistic loss comes down again
    return Verdict("converging")
