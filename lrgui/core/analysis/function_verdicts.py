"""What a run that goes down a function has done: theory's word where it has one, else what is seen."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from lrgui.core.analysis.linear_recurrence import Recurrence
from lrgui.core.analysis.theory import CRAWLS_BELOW, EQUAL, recurrence, regime
from lrgui.core.analysis.verdict import Verdict
from lrgui.core.model.run import Run
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.problem import Function
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.schedules.schedule import Outlook

CONVERGED_GRADIENT = {"float64": 1e-6, "float32": 1e-5}
LATELY = 20  # updates that are looked at where nothing but looking tells
GOING_ON = 50  # a claim holds for a run so many times as long; beyond, where theory says it for ever
STEADY = 1.05  # an oscillation whose size has grown by no more than this factor lately is one
_NEARLY = 0.01  # a curve whose curvature differs by no more than that share is a parabola there
_AT_A_MINIMUM = ("converged", "approaching", "oscillating")
_UNMOVED = 10  # updates without a move, after which a rule with memory will not move again


@dataclass(frozen=True)
class Course:
    """A run at one of its updates.

    settings: what its next update is made with; states: (k, d), k ≥ 2, its parameters of late, the last ones now;
    update: how many were made; since: the update since which it has been away (see `Trace.away_since`); last_rate,
    rate: of the last and of the next update, also where the run ends; outlook: of all later ones, None where the run
    will be changed, or has just been; undefined: the update after which it was where the function has no value.
    """

    settings: Run
    states: Array
    update: int
    since: int | None
    last_rate: float
    rate: float
    outlook: Outlook | None
    undefined: int | None = None


def function_verdict(problem: Function, course: Course) -> Verdict:
    """What a run that goes down a function has done."""
    if course.undefined is not None:
        return Verdict("undefined", course.undefined)
    if not np.isfinite(course.states[-1]).all():
        return Verdict("diverged", course.since)
    minimum = problem.nearest_minimum(course.states[-1])
    if minimum is None:
        return _without_minimum(problem, course)
    errors = course.states.astype(np.float64) - minimum
    known = None
    if course.outlook is not None and errors.shape[1] == 1:
        if problem.quadratic:
            known = _known(problem, course, course.outlook, errors[:, 0].tolist())
        elif _has_settled(problem, course, course.outlook, minimum, errors[:, 0]):
            known = Verdict("converged")
    found = known if known is not None else _seen(course, errors)
    return replace(found, place=float(minimum[0])) if len(problem.minima) > 1 and found.kind in _AT_A_MINIMUM else found


def _without_minimum(problem: Function, course: Course) -> Verdict:
    if course.since is not None:
        return Verdict("away", course.since)
    if (course.states[-1] == course.states[-2]).all():
        return Verdict("resting")
    before, now = problem.loss(course.states[-2:])
    return Verdict("falling" if now <= before else "rising")


def _has_settled(problem: Function, course: Course, outlook: Outlook, minimum: Floats, errors: Floats) -> bool:
    """Whether a run has come to rest in a minimum of a curve that is nearly a parabola there.

    Rates are below the bound of that parabola, the slope is as good as nothing, and has been so lately: what an
    optimizer remembers is as good as nothing too.
    """
    theory = OPTIMIZERS[course.settings.optimizer].theory
    curvature, here = (float(problem.curvature_at(at[None])[0]) for at in (minimum, course.states[-1]))
    if theory is None or not curvature > 0 or not abs(here - curvature) <= _NEARLY * curvature:
        return False
    bound = regime(1.0, curvature, course.settings.optimizer, course.settings.momentum).bound
    late = np.abs(errors[-LATELY:])
    flat = CONVERGED_GRADIENT[problem.dtype.name]
    return bool(outlook.highest < (1 - _NEARLY) * bound and curvature * late.max() <= flat)


# What theory knows of a parabola


def _known(problem: Function, course: Course, outlook: Outlook, errors: list[float]) -> Verdict | None:
    """The word of theory, None where it has none."""
    optimizer = OPTIMIZERS[course.settings.optimizer]
    if not any(errors[-_UNMOVED - 1 :]) and (len(errors) > _UNMOVED or len(errors) > course.update):
        return Verdict("converged")  # it has begun there, or rests there with all that it remembers
    if optimizer.theory is None:
        # One whose steps only ever get shorter goes down a parabola for good once it is not thrown any further.
        return _shrinking(problem, course, outlook, errors) if optimizer.shrinks else None
    bound = regime(1.0, problem.curvature, course.settings.optimizer, course.settings.momentum).bound
    if _above(outlook.limit, bound) and _above(course.rate, bound) and any(errors[-2:]):
        return Verdict("diverging") if course.since is None else Verdict("diverged", course.since)
    if _above(outlook.highest, bound):
        return None  # it will be thrown, and may come back
    if regime(1.0, problem.curvature, course.settings.optimizer, course.settings.momentum).plain:
        return _plain(problem, course, outlook, errors, bound)
    steady = course.rate == outlook.highest == outlook.limit
    return _with_momentum(problem, course, errors) if steady else _unmoved(problem, course, outlook, errors)


def _above(rate: float, bound: float) -> bool:
    return rate > bound * (1 + EQUAL)


def _flat(problem: Function, error: float) -> bool:
    return abs(problem.curvature * error) <= CONVERGED_GRADIENT[problem.dtype.name]


def _plain(problem: Function, course: Course, outlook: Outlook, errors: list[float], bound: float) -> Verdict | None:
    """Gradient descent at rates that never exceed the bound: every update multiplies the error by |1 − ηL| ≤ 1."""
    before, now = errors[-2:]
    at_bound = math.isclose(outlook.highest, bound, rel_tol=EQUAL)
    if at_bound and outlook.limit == outlook.highest == course.rate and now:
        return Verdict("bouncing")
    if _flat(problem, now):
        return Verdict("converged")
    if now == before and outlook.highest <= course.last_rate:
        return Verdict("stuck")
    if at_bound:
        return None
    return Verdict("crawling" if 0 < course.rate * problem.curvature < CRAWLS_BELOW else "converging")


def _with_momentum(problem: Function, course: Course, errors: list[float]) -> Verdict | None:
    """At a constant rate below the bound the last two errors tell all that follow."""
    before, now = errors[-2:]
    settings = course.settings
    rule = recurrence(course.rate, problem.curvature, settings.optimizer, settings.momentum)
    assert rule is not None
    following = Recurrence(rule.trace, rule.determinant, before, now)
    if following.radius >= 1:
        return None
    if _flat(problem, following.envelope(1)):
        return Verdict("converged")
    if _is_unmoved(errors):
        return Verdict("stuck")
    # While it flies through the minimum it is nearer than it will be for a while.
    if following.envelope(1 + (GOING_ON - 1) * course.update) > abs(now):
        return None
    slow = regime(course.rate, problem.curvature, settings.optimizer, settings.momentum).kind == "crawls"
    moves = before * now > 0 and (1 - CRAWLS_BELOW) * abs(before) < abs(now) < abs(before)
    return Verdict("crawling" if slow and moves else "converging")


def _shrinking(problem: Function, course: Course, outlook: Outlook, errors: list[float]) -> Verdict | None:
    """An optimizer that divides by ever more: its factor was |1 − xL|, and x only gets smaller."""
    before, now = errors[-2:]
    if outlook.highest > course.last_rate or before == 0:
        return None
    if abs(now - before) >= 2 * abs(before) or before == now:
        return _unmoved(problem, course, outlook, errors)
    if _flat(problem, now):
        return Verdict("converged")
    return Verdict("crawling" if abs(now - before) < CRAWLS_BELOW * abs(before) else "converging")


def _unmoved(problem: Function, course: Course, outlook: Outlook, errors: list[float]) -> Verdict | None:
    if not _is_unmoved(errors) or outlook.highest > course.last_rate:
        return None
    return Verdict("converged" if _flat(problem, errors[-1]) else "stuck")


def _is_unmoved(errors: list[float]) -> bool:
    return len(errors) > _UNMOVED and len(set(errors[-_UNMOVED - 1 :])) == 1


# What is seen


def _seen(course: Course, errors: Array) -> Verdict:
    """What the last updates look like, which claims nothing of those that follow."""
    late = errors[-LATELY:]
    with np.errstate(over="ignore"):
        sizes = np.sqrt(np.square(late).sum(axis=1))
        across = sum(float(a @ b) < 0 for a, b in pairwise(late))
    half = len(sizes) // 2
    if across >= 2 and sizes[half:].max() <= STEADY * sizes[:half].max():
        return Verdict("oscillating", size=float(sizes.max()))
    if course.since is not None:
        return Verdict("away", course.since)
    before, now = float(sizes[-2]), float(sizes[-1])
    if now == before:
        return Verdict("resting")
    return Verdict("approaching" if now < before else "moving-away")
