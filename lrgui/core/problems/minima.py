"""Where a curve has its local minima, as far as one looks."""

from __future__ import annotations

import numpy as np

from lrgui.core.expressions.program import Program
from lrgui.core.model.types import Floats

REACH = 100.0  # minima are looked for as far from 0, and from starts that are far away
POINTS = 20_001
_HALVINGS = 80
_SLACK = 1.001
_NOTHING = 1e-12  # what is left of 0
_SAME = 1e-9  # what two searches find nearer to each other, as a share, is one


def local_minima(loss: Program, slope: Program, around: tuple[float, ...] = (0.0,)) -> tuple[float, ...]:
    """The places where `slope` goes from below 0 to above it, and the loss has no pole, to the last bit, ascending.

    Within `REACH` of each of `around`. Kinks are among them. Two that lie nearer to each other than 0.01 may be missed,
    and so is a flat bottom.
    """
    found: list[float] = []
    for place in sorted({minimum for centre in around for minimum in _about(loss, slope, centre)}):
        if not found or place - found[-1] > _SAME * max(1.0, abs(place)):
            found.append(place)
    return tuple(found)


def _about(loss: Program, slope: Program, centre: float) -> list[float]:
    w = centre + np.linspace(-REACH, REACH, POINTS)
    signs = np.sign(slope(w))
    with np.errstate(invalid="ignore"):
        falls, rises = signs < 0, signs > 0
    # On a point of the grid the slope may be 0 itself.
    left = np.concatenate([np.flatnonzero(falls[:-1] & rises[1:]), np.flatnonzero(falls[:-2] & rises[2:])])
    width = np.repeat([1, 2], [np.count_nonzero(falls[:-1] & rises[1:]), np.count_nonzero(falls[:-2] & rises[2:])])
    keep = (width == 1) | (signs[np.minimum(left + 1, POINTS - 1)] == 0)
    low, high = w[left[keep]], w[left[keep] + width[keep]]
    found = _between(loss, slope, low, high)
    return [float(m) for m, good in zip(found, _smooth(loss, slope, low, found, high), strict=True) if good]


def _between(loss: Program, slope: Program, low: Floats, high: Floats) -> Floats:
    low, high = low.copy(), high.copy()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        value = slope(middle)
        with np.errstate(invalid="ignore"):
            low, high = np.where(value <= 0, middle, low), np.where(value >= 0, middle, high)
    lower, higher = loss(low), loss(high)  # at a kink only one of the two neighbours is the lowest point
    with np.errstate(invalid="ignore"):
        level = np.abs(slope(low)) <= np.abs(slope(high))
        found = np.where((lower < higher) | ((lower == higher) & level), low, high)
    return np.where(np.abs(found) < _NOTHING, 0.0, found)


def _smooth(loss: Program, slope: Program, low: Floats, found: Floats, high: Floats) -> np.ndarray:
    """Where the loss falls no further than its slopes beside lead it: else there is a pole, as that of −1/w²."""
    with np.errstate(all="ignore"):
        steepest = np.maximum(np.abs(slope(low)), np.abs(slope(high)))
        fall = np.minimum(loss(low), loss(high)) - loss(found)
        scale = np.abs(loss(low)) + np.abs(loss(high))
        good: np.ndarray = np.isfinite(loss(found)) & (fall <= _SLACK * steepest * (high - low) + 1e-12 * scale)
    return good
