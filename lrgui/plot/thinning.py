"""Fewer points for the same picture: pure NumPy, no Qt.

A screen of 500 columns cannot show 100 000 points. Per column of pixels only the first, smallest, largest and
last value leave a trace, so only these are drawn; a spike of one update is never lost.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lrgui.core.model.types import Floats


class Thinned(NamedTuple):
    """A curve made short: `x`, `y` to draw, and `infinite`, the indices in the *original* arrays where y
    is ±inf.
    """

    x: Floats
    y: Floats
    infinite: npt.NDArray[np.intp]


def thin(x: Floats, y: Floats, x0: float, x1: float, pixels: int) -> Thinned:
    """What is left of the curve (x, y) when x0…x1 fills `pixels` columns.

    `x` is ascending and finite, shape (n,); `y` has the same shape. Nan is a gap and stays a gap, between the
    same neighbours. Infinite values stay in `y` (drawing clips them to the edge) and are listed in
    `infinite`, so that they can be marked. One neighbour beyond either side is kept: lines run on to the edge
    of the plot.
    """
    finite_or_nan = not np.isinf(y).any()
    infinite = np.empty(0, np.intp) if finite_or_nan else np.flatnonzero(np.isinf(y))
    first = max(int(np.searchsorted(x, x0, "left")) - 1, 0)
    last = min(int(np.searchsorted(x, x1, "right")) + 1, len(x))
    x, y = x[first:last], y[first:last]
    columns = max(int(pixels), 1)
    if len(x) <= 4 * columns:
        return Thinned(x, y, infinite)
    starts = _group_starts(x, y, x0, x1, columns)
    ends = np.append(starts[1:], len(x)) - 1
    quads_x = np.empty((len(starts), 4))
    quads_y = np.empty((len(starts), 4))
    quads_x[:, :2] = x[starts][:, None]
    quads_x[:, 2:] = x[ends][:, None]
    quads_y[:, 0] = y[starts]
    quads_y[:, 1] = np.minimum.reduceat(y, starts)
    quads_y[:, 2] = np.maximum.reduceat(y, starts)
    quads_y[:, 3] = y[ends]
    low, high = np.minimum(quads_y[:, 0], quads_y[:, 3]), np.maximum(quads_y[:, 0], quads_y[:, 3])
    keep = np.empty((len(starts), 4), bool)
    keep[:, 0] = True
    keep[:, 1] = quads_y[:, 1] < low  # a column that only rises or falls needs its ends alone
    keep[:, 2] = quads_y[:, 2] > high
    keep[:, 3] = ends > starts
    return Thinned(quads_x[keep], quads_y[keep], infinite)


def _group_starts(x: Floats, y: Floats, x0: float, x1: float, columns: int) -> npt.NDArray[np.intp]:
    """Where a new column of pixels, a gap, or the curve after a gap begins; 0 is always among them."""
    edges = np.linspace(x0, x1, columns + 1)
    starts = np.searchsorted(x, edges)
    missing = np.isnan(y)
    if missing.any():
        starts = np.concatenate([starts, np.flatnonzero(missing[1:] != missing[:-1]) + 1])
    starts = np.unique(np.append(starts, 0))
    return starts[starts < len(x)]


def thin_path(x: Floats, y: Floats, step: float = 0.5) -> tuple[Floats, Floats]:
    """A path in pixels without the points that stay within the same `step`-sized cell as the one before.

    For paths that run back and forth, where columns mean nothing: the descent that bounces beside the minimum
    a thousand times needs not be drawn a thousand times. Nan stays, once per gap. The last point is always
    kept.
    """
    if len(x) < 3:
        return x, y
    cell_x, cell_y = np.floor(x / step), np.floor(y / step)
    keep = np.empty(len(x), bool)
    keep[0] = keep[-1] = True
    gap = np.isnan(cell_x) | np.isnan(cell_y)
    moved = (cell_x[1:] != cell_x[:-1]) | (cell_y[1:] != cell_y[:-1])
    keep[1:-1] = (moved & ~(gap[1:] & gap[:-1]))[:-1]
    return x[keep], y[keep]


def simplify(x: Floats, y: Floats, tolerance: float = 0.15, reach: float = 4.0) -> tuple[Floats, Floats]:
    """A line in pixels without points that stand where the line runs anyway.

    Every other point is left out if it is closer than `tolerance` to the middle between its neighbours and
    these are closer than `reach`; again for what is left. Pieces much shorter than the pen is wide look like
    beads on a string.
    """
    for _ in range(4):
        inner = slice(1, len(x) - 1, 2)
        before, after = slice(0, len(x) - 2, 2), slice(2, len(x), 2)
        with np.errstate(invalid="ignore"):
            off = np.hypot(x[inner] - (x[before] + x[after]) / 2, y[inner] - (y[before] + y[after]) / 2)
            span = np.hypot(x[after] - x[before], y[after] - y[before])
            drop = (off < tolerance) & (span < reach)
        if len(x) < 3 or not drop.any():
            break
        keep = np.ones(len(x), bool)
        keep[inner] = ~drop
        x, y = x[keep], y[keep]
    return x, y
