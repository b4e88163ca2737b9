"""What a sweep says: the best rate, how exactly it must be met, from where on training diverges, and theory.

A seed that diverged, or whose figure is nan, counts as infinitely bad, so that nothing is ever read off a nan.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.function_verdicts import CONVERGED_GRADIENT
from lrgui.core.analysis.theory import regime
from lrgui.core.model.checks import choice
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Floats
from lrgui.core.problems.function import Function
from lrgui.core.problems.registry import kind_of
from lrgui.core.sweeps.rate_grid import rate_experiment
from lrgui.core.sweeps.sweep import Sweep, SweepFigures
from lrgui.core.training.rates import learning_rates

CLOSE = 0.05  # rates whose figure is worse than the best one's by at most this share are as good
UPDATES = 4096  # of theory, at a time

# criterion: is more better?, and what decides between rates that are equal in it
CRITERIA = {
    "loss": (False, "updates_to_target"),
    "validation_loss": (False, "loss"),
    "accuracy": (True, "loss"),
    "validation_accuracy": (True, "loss"),
    "updates_to_target": (False, "loss"),
}


@dataclass(frozen=True)
class Summary:
    """The answer of a sweep by one criterion, a key of `CRITERIA`.

    update: when it holds; seeds: how many were compared. median, lower, upper: (rates,), the median and the quartiles
    over the seeds, infinite where there is none. best: the number of the best rate, None where all are infinitely
    bad. interval: the rates around it, without a gap, that are at most 5 % worse. divergence_edge: the lowest rate
    from which on all diverge (in half of the seeds or more). bound: the rate up to which theory promises convergence,
    `stability_bound`; theory: `theoretical_loss`.
    """

    criterion: str
    update: int
    seeds: int
    median: Floats
    lower: Floats
    upper: Floats
    best: int | None
    best_rate: float | None
    interval: tuple[float, float] | None
    divergence_edge: float | None
    bound: float | None
    theory: Floats | None

    @property
    def best_value(self) -> float | None:
        """The median at the best rate, None where no rate is any good."""
        return None if self.best is None else float(self.median[self.best])


def summary(sweep: Sweep, criterion: str = "loss", figures: SweepFigures | None = None) -> Summary:
    """Reads off a sweep what it has come to so far, or `figures`, a snapshot of it.

    Of equal rates the second figure of `CRITERIA` decides, then the middle one is taken. Losses of a function so
    small that the run has converged are equal: what is left of them is rounding. Raises `InvalidValue`.
    """
    choice("criterion", criterion, tuple(CRITERIA))
    figures = sweep.snapshot() if figures is None else figures
    more, second = CRITERIA[criterion]
    # Lower is better from here on.
    lower, median, upper = _quartiles(_costs(figures, criterion))
    compared = _least(sweep, criterion, median)
    best = _best(compared, _quartiles(_costs(figures, second))[1])
    low, high, sign = (upper, lower, -1) if more else (lower, upper, 1)
    return Summary(
        criterion=criterion,
        update=figures.update,
        seeds=len(figures.compared),
        median=sign * median,
        lower=sign * low,
        upper=sign * high,
        best=best,
        best_rate=None if best is None else float(sweep.rates[best]),
        interval=None if best is None else _interval(sweep.rates, compared, best),
        divergence_edge=_edge(sweep.rates, figures),
        bound=stability_bound(sweep.experiment, sweep.problem, sweep.template),
        theory=theoretical_loss(sweep, figures.update),
    )


# Medians, and the best of them


def _costs(figures: SweepFigures, name: str) -> Floats:
    """A figure of the compared seeds, lower is better, inf where there is none: (rates, seeds)."""
    costs: Floats = getattr(figures, name)[:, figures.compared] * (-1 if CRITERIA[name][0] else 1)
    bad = np.isnan(costs)
    for column, seed in enumerate(figures.compared):
        record = figures.records[seed]
        if record is not None and name != "updates_to_target":  # what was met before it diverged was met
            bad[:, column] |= record.diverged
    return np.where(bad, np.inf, costs)


def _quartiles(costs: Floats) -> list[Floats]:
    """The quantiles ¼, ½ and ¾ over the last axis, interpolated linearly, without making nan of two infinities."""
    ordered = np.sort(costs, axis=-1)
    found = []
    for share in (0.25, 0.5, 0.75):
        whole, part = divmod(share * (ordered.shape[-1] - 1), 1.0)
        a = ordered[..., int(whole)]
        b = ordered[..., math.ceil(whole + part)]
        with np.errstate(invalid="ignore"):
            found.append(np.where(a == b, a, a + part * (b - a)))
    return found


def _least(sweep: Sweep, name: str, costs: Floats) -> Floats:
    """Losses of a function that are its lowest but for rounding, made equal: where |gradient| counts as converged."""
    problem = sweep.function
    if problem is None or name != "loss" or not len(problem.minima):
        return costs
    deepest = problem.minima[int(np.argmin(problem.loss(problem.minima)))]
    curvature = float(problem.curvature_at(deepest[None])[0])
    if not curvature > 0:
        return costs
    gradient = CONVERGED_GRADIENT[sweep.experiment.precision]
    floor: Floats = np.maximum(costs, problem.lowest + gradient**2 / (2 * curvature))
    return floor


def _best(costs: Floats, after: Floats) -> int | None:
    if not np.isfinite(costs).any():
        return None
    equal = np.nonzero(costs == costs.min())[0]
    equal = equal[after[equal] == after[equal].min()]
    return int(equal[len(equal) // 2])


def _interval(rates: Floats, costs: Floats, best: int) -> tuple[float, float]:
    close = costs <= costs[best] + CLOSE * abs(costs[best])
    first = last = best
    while first > 0 and close[first - 1]:
        first -= 1
    while last + 1 < len(rates) and close[last + 1]:
        last += 1
    return float(rates[first]), float(rates[last])


def _edge(rates: Floats, figures: SweepFigures) -> float | None:
    diverged = [record.diverged for seed in figures.compared if (record := figures.records[seed]) is not None]
    most = np.mean(diverged, axis=0) >= 0.5
    calm = np.nonzero(~most)[0]
    first = int(calm[-1]) + 1 if len(calm) else 0
    return float(rates[first]) if first < len(rates) else None


# Theory


def stability_bound(experiment: Experiment, problem: str, template: Run) -> float | None:
    """The constant rate beyond which a quadratic loss of curvature L diverges: 2/L, or what momentum makes of it.

    On a quadratic function it is the edge itself. A logistic loss is flatter than L nearly everywhere: it may train
    well beyond. None for schedules, for optimizers to which no linear theory applies, and for functions that are not
    quadratic: there the bound is another one at each w.
    """
    kind = kind_of(problem, experiment)
    if issubclass(kind, Function) and not kind.is_quadratic(experiment):
        return None
    curvature = kind.curvature_bound(experiment)
    bound = regime(1.0, curvature, template.rule.key, template.momentum).bound
    return bound if template.pace.constant and not math.isnan(bound) else None


def theoretical_loss(sweep: Sweep, update: int) -> Floats | None:
    """The loss of a quadratic function after `update` updates of plain gradient descent: (rates,), in float64.

    Along each eigenvector of the Hessian loss₀·∏(1 − η_t·λ)², which for a constant rate is loss₀·(1 − ηλ)²ⁿ, with
    loss₀ its share of the first loss. None for all others, for other optimizers, and where rates depend on what
    happens.
    """
    problem = sweep.function
    if problem is None or not problem.quadratic or not sweep.template.rule.plain or sweep.template.pace.reduces:
        return None
    curvatures = problem.curvatures[:, None]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        if sweep.template.pace.constant:
            shrunk = np.abs(1 - sweep.rates * curvatures) ** (2 * update)
        else:
            experiment = rate_experiment(sweep.experiment, sweep.template, sweep.rates, sweep.experiment.seed)
            shrunk = np.ones((len(curvatures), len(sweep.rates)))
            for start in range(0, update, UPDATES):
                rates = learning_rates(experiment, sweep.problem, start, min(start + UPDATES, update))
                shrunk = shrunk * np.prod((1 - rates[:, None] * curvatures) ** 2, axis=0)
        shares = np.nan_to_num(problem.loss_shares(sweep.experiment)[:, None] * shrunk, nan=0.0, posinf=np.inf)
        loss: Floats = problem.lowest + shares.sum(axis=0)  # nan: 0 · something too large
    return loss
