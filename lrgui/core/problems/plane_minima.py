"""Where a surface has its local minima, as far as one looks."""

from __future__ import annotations

import numpy as np

from lrgui.core.expressions.program import Program
from lrgui.core.model.types import Array, Flags, Floats

# Minima are looked for as far from (0, 0) along both axes, and from a start that is further than half of it.
REACH = 10.0
POINTS = 201
_MOST = 400  # places that a search begins at
_STEPS = 60
_SAME = 1e-6  # two minima that are nearer to each other are one
_ROUND = 1e-8  # a minimum whose smaller eigenvalue is a smaller share of the other one is a valley
_LEVEL = 1e-9  # of the slope, as a share of what the curvature makes of a step of this length
_NOTHING = 1e-12  # what is left of 0

Points = tuple[tuple[float, float], ...]


def local_minima(loss: Program, slopes: Program, bends: Program, around: Points = ((0.0, 0.0),)) -> Points:
    """The places where `loss` is lower than all around and curved upwards in every direction, ascending by x and y.

    Within `REACH` of each of `around`. Found by Newton's method from every point of a grid that is lower than its
    neighbours. What lies between them may be missed, and so are kinks and valleys, all of whose floor is as low.
    """
    found = np.concatenate([_about(loss, slopes, bends, np.array(centre)) for centre in around])
    kept: list[tuple[float, float]] = []
    for px, py in sorted(map(tuple, found.tolist())):
        if not any(abs(px - qx) < _SAME and abs(py - qy) < _SAME for qx, qy in kept):
            kept.append((px, py))
    return tuple(kept)


def _about(loss: Program, slopes: Program, bends: Program, centre: Floats) -> Floats:
    x, y = np.meshgrid(*(middle + np.linspace(-REACH, REACH, POINTS) for middle in centre))
    heights = loss.values(x, y)[0]
    lowest = _lower_than_neighbours(heights)
    order = np.argsort(heights[lowest], kind="stable")[:_MOST]
    found = _descended(slopes, bends, np.column_stack([x[lowest], y[lowest]])[order])
    found = found[_is_minimum(slopes, bends, found) & (np.abs(found - centre).max(axis=1) <= REACH)]
    return np.where(np.abs(found) < _NOTHING, 0.0, found)


def _lower_than_neighbours(heights: Array) -> Flags:
    """Where a height is at most that of all eight neighbours, and below that of one; not at the border."""
    lower = np.zeros(heights.shape, bool)
    middle = heights[1:-1, 1:-1]
    last = [slice(None, -2), slice(1, -1), slice(2, None)]
    around = [heights[i, j] for i in last for j in last if not i == j == slice(1, -1)]
    with np.errstate(invalid="ignore"):
        lower[1:-1, 1:-1] = np.all([middle <= other for other in around], axis=0) & np.any(
            [middle < other for other in around], axis=0
        )
    return lower


def _descended(slopes: Program, bends: Program, points: Floats) -> Floats:
    """The points after so many of Newton's steps, which do not go further than the grid is wide."""
    with np.errstate(all="ignore"):
        for _ in range(_STEPS):
            gx, gy = slopes.values(points[:, 0], points[:, 1])
            xx, xy, yy = bends.values(points[:, 0], points[:, 1])
            area = xx * yy - xy * xy
            step = np.column_stack([(yy * gx - xy * gy) / area, (xx * gy - xy * gx) / area])
            good = np.isfinite(step).all(axis=1, keepdims=True)
            points = points - np.where(good, np.clip(step, -REACH / 4, REACH / 4), 0.0)
    return points


def _is_minimum(slopes: Program, bends: Program, points: Floats) -> Flags:
    with np.errstate(all="ignore"):
        gx, gy = slopes.values(points[:, 0], points[:, 1])
        xx, xy, yy = bends.values(points[:, 0], points[:, 1])
        middle, half = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
        low, high = middle - half, middle + half
        level = np.hypot(gx, gy) <= _LEVEL * high * (1 + np.abs(points).max(axis=1))
    return np.asarray(level & (low > _ROUND * high) & np.isfinite(high))
