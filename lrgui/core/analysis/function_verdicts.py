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
from lrgui.core.problems.function import Function
from lrgui.core.training.schedules.schedule import Outlook

CONVERGED_GRADIENT = {"float64": 1e-6, "float32": 1e-5}
LATELY = 20  # updates that are looked at where nothing but looking tells
GOING_ON = 50  # a claim holds for a run so many times as long; beyond, where theory says it for ever
STEADY = 1.05  # an oscillation whose size has grown by no more than this factor lately is one
_NEARLY = 0.01  # a curve whose curvature differs by no more than that share is a parabola there
_AT_A_MINIMUM = ("converged", "approaching", "oscillating")
_ROUNDED = 1e-12  # what of an error is not along an axis may be rounding
_NOISE = 100.0  # times the rounding of a parameter: a move along an axis that is less may be due to it
# Of several axes that one decides which says the worst; "" is where theory has no word.
_WORST = ("diverged", "diverging", "", "bouncing", "crawling", "converging", "stuck", "converged")
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
    if _is_on_a_saddle(problem, course):
        return Verdict("saddle")
    minimum = problem.nearest_minimum(course.states[-1])
    if minimum is None:
        return _without_minimum(problem, course)
    errors = course.states.astype(np.float64) - minimum
    known = None
    if course.outlook is not None:
        if problem.quadratic:
            known = _in_all_directions(problem, course, course.outlook, errors)
        elif _has_settled(problem, course, course.outlook, minimum, errors):
            known = Verdict("converged")
    found = known if known is not None else _seen(course, errors)
    several = len(problem.minima) > 1 and found.kind in _AT_A_MINIMUM
    return replace(found, place=tuple(minimum.tolist())) if several else found


def _is_on_a_saddle(problem: Function, course: Course) -> bool:
    """Whether it rests where there is hardly a slope, and the loss is curved upwards along one axis, down the other."""
    if len(problem.parameters) == 1 or not (course.states[-1] == course.states[-2]).all():
        return False
    here = course.states[-1:]
    values = problem.eigenvalues(here)[0]
    level = np.abs(problem.gradient(here)).max() <= CONVERGED_GRADIENT[problem.dtype.name]
    return bool(level and values[0] > 0 > values[-1])


def _without_minimum(problem: Function, course: Course) -> Verdict:
    if course.outlook is not None and _is_at_the_bottom(problem, course, course.outlook):
        return Verdict("converged")
    if course.since is not None:
        return Verdict("away", course.since)
    if (course.states[-1] == course.states[-2]).all():
        return Verdict("resting")
    before, now = problem.loss(course.states[-2:])
    return Verdict("falling" if now <= before else "rising")


def _is_at_the_bottom(problem: Function, course: Course, outlook: Outlook) -> bool:
    """Whether a run has come to rest in a valley, all of whose floor is as low as the loss is known ever to be.

    Rates are below the bound there, and the slope has been as good as nothing lately.
    """
    theory, flat = course.settings.rule.theory, CONVERGED_GRADIENT[problem.dtype.name]
    late = course.states[-LATELY:]
    if theory is None or not np.isfinite(problem.floor) or not (problem.loss(late) - problem.floor <= flat**2).all():
        return False
    curvature = float(problem.curvature_at(late[-1:])[0])
    level = curvature > 0 and np.abs(problem.gradient(late)).max() <= flat * min(1.0, curvature)
    bound = regime(1.0, curvature, course.settings.rule.key, course.settings.momentum).bound if level else 0.0
    return bool(level and outlook.highest < (1 - _NEARLY) * bound)


def _has_settled(problem: Function, course: Course, outlook: Outlook, minimum: Floats, errors: Floats) -> bool:
    """Whether a run has come to rest in a minimum of a function that is nearly a parabola there, or a bowl.

    Rates are below the bound of that parabola, the slope is as good as nothing, and has been so lately: what an
    optimizer remembers is as good as nothing too.
    """
    theory = course.settings.rule.theory
    values = problem.eigenvalues(minimum[None])[0]
    there, here = (problem.second(at[None])[0] for at in (minimum, course.states[-1]))
    if theory is None or not values[-1] > 0 or not (np.abs(here - there) <= _NEARLY * values[-1]).all():
        return False
    curvature = float(values[0])
    bound = regime(1.0, curvature, course.settings.rule.key, course.settings.momentum).bound
    late = np.abs(errors[-LATELY:])
    flat = CONVERGED_GRADIENT[problem.dtype.name]
    return bool(outlook.highest < (1 - _NEARLY) * bound and curvature * late.max() <= flat)


# What theory knows of a parabola, and of a bowl, which is one along each of its axes


def _in_all_directions(problem: Function, course: Course, outlook: Outlook, errors: Floats) -> Verdict | None:
    """The word of theory, None where it has none: that of the axis that says the worst."""
    axes = problem.axes
    straight = bool((np.count_nonzero(axes, axis=0) == 1).all())
    if course.settings.rule.theory is None and not straight:
        return None  # each parameter has a rate of its own, and those are not along the axes
    with np.errstate(invalid="ignore"):
        own = errors @ axes
    found: list[Verdict | None] = []
    for curvature, along in zip(problem.curvatures.tolist(), own.T, strict=True):
        if not straight and np.abs(along).max() <= _ROUNDED * np.abs(errors).max():
            if _above(outlook.highest, regime(1.0, curvature, *_rule(course)).bound):
                found.append(None)  # it is not known whether there is anything that could grow
            continue
        known = _known(curvature, course, outlook, along.tolist())
        if (
            known is not None
            and not straight
            and not _is_beyond_rounding(known, course, outlook, curvature * along[-1])
        ):
            known = None
        found.append(known)
    kinds = [verdict.kind if verdict is not None else "" for verdict in found]
    worst = min(range(len(found)), key=lambda i: _WORST.index(kinds[i]), default=None)
    return Verdict("converged") if worst is None else found[worst]


def _is_beyond_rounding(known: Verdict, course: Course, outlook: Outlook, slope: float) -> bool:
    """Whether a word about one axis holds though the parameters are rounded along others; slope: along that axis."""
    if known.kind == "stuck":
        return bool((course.states[-_UNMOVED - 1 :] == course.states[-1]).all())
    if known.kind not in ("converging", "crawling"):
        return True
    rounding = float(np.finfo(course.states.dtype).eps) * float(np.abs(course.states[-1]).max())
    return abs(min(course.rate, outlook.limit) * slope) > _NOISE * rounding


def _rule(course: Course) -> tuple[str, float]:
    return course.settings.rule.key, course.settings.momentum


def _known(curvature: float, course: Course, outlook: Outlook, errors: list[float]) -> Verdict | None:
    """The word of theory on a parabola, None where it has none."""
    optimizer = course.settings.rule
    rests = optimizer.rests or course.settings.decoupled_decay == 0
    if rests and not any(errors[-_UNMOVED - 1 :]) and (len(errors) > _UNMOVED or len(errors) > course.update):
        # It has begun there, or rests there with all that it remembers; ∞ · 0 would be nan in the end.
        return Verdict("converged") if math.isfinite(outlook.highest) else None
    if optimizer.theory is None:
        # One whose steps only ever get shorter goes down a parabola for good once it is not thrown any further.
        return _shrinking(curvature, course, outlook, errors) if optimizer.shrinks else None
    bound = regime(1.0, curvature, *_rule(course)).bound
    if _above(outlook.limit, bound) and _above(course.rate, bound) and any(errors[-2:]):
        return Verdict("diverging") if course.since is None else Verdict("diverged", course.since)
    if _above(outlook.highest, bound):
        return None  # it will be thrown, and may come back
    if regime(1.0, curvature, *_rule(course)).plain:
        return _plain(curvature, course, outlook, errors, bound)
    steady = course.rate == outlook.highest == outlook.limit
    return _with_momentum(curvature, course, errors) if steady else _unmoved(curvature, course, outlook, errors)


def _above(rate: float, bound: float) -> bool:
    return rate > bound * (1 + EQUAL)


def _flat(curvature: float, course: Course, error: float) -> bool:
    return abs(curvature * error) <= CONVERGED_GRADIENT[course.states.dtype.name]


def _plain(curvature: float, course: Course, outlook: Outlook, errors: list[float], bound: float) -> Verdict | None:
    """Gradient descent at rates that never exceed the bound: every update multiplies the error by |1 − ηL| ≤ 1."""
    before, now = errors[-2:]
    at_bound = math.isclose(outlook.highest, bound, rel_tol=EQUAL)
    if at_bound and outlook.limit == outlook.highest == course.rate and now:
        return Verdict("bouncing")
    if _flat(curvature, course, now):
        return Verdict("converged")
    if now == before and outlook.highest <= course.last_rate and _may_be_stuck(course):
        return Verdict("stuck")
    if at_bound:
        return None
    return Verdict("crawling" if 0 < course.rate * curvature < CRAWLS_BELOW else "converging")


def _may_be_stuck(course: Course) -> bool:
    """A single parameter near 0 may move by less than its distance to the minimum can tell."""
    return course.states.shape[1] > 1 or bool(course.states[-1] == course.states[-2])


def _with_momentum(curvature: float, course: Course, errors: list[float]) -> Verdict | None:
    """At a constant rate below the bound the last two errors tell all that follow."""
    before, now = errors[-2:]
    settings = course.settings
    rule = recurrence(course.rate, curvature, settings.rule.key, settings.momentum)
    assert rule is not None
    following = Recurrence(rule.trace, rule.determinant, before, now)
    if following.radius >= 1:
        return None
    if _flat(curvature, course, following.envelope(1)):
        return Verdict("converged")
    if _is_unmoved(errors):
        return Verdict("stuck")
    # While it flies through the minimum it is nearer than it will be for a while.
    if following.envelope(1 + (GOING_ON - 1) * course.update) > abs(now):
        return None
    slow = regime(course.rate, curvature, settings.rule.key, settings.momentum).kind == "crawls"
    moves = before * now > 0 and (1 - CRAWLS_BELOW) * abs(before) < abs(now) < abs(before)
    return Verdict("crawling" if slow and moves else "converging")


def _shrinking(curvature: float, course: Course, outlook: Outlook, errors: list[float]) -> Verdict | None:
    """An optimizer that divides by ever more: its factor was |1 − xL|, and x only gets smaller."""
    before, now = errors[-2:]
    if outlook.highest > course.last_rate or before == 0:
        return None
    if abs(now - before) >= 2 * abs(before) or before == now:
        return _unmoved(curvature, course, outlook, errors)
    if _flat(curvature, course, now):
        return Verdict("converged")
    return Verdict("crawling" if abs(now - before) < CRAWLS_BELOW * abs(before) else "converging")


def _unmoved(curvature: float, course: Course, outlook: Outlook, errors: list[float]) -> Verdict | None:
    if not _is_unmoved(errors) or outlook.highest > course.last_rate:
        return None
    return Verdict("converged" if _flat(curvature, course, errors[-1]) else "stuck")


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
