"""Lines cut at the border of the picture: pure NumPy, no Qt.

Diverging runs reach 1e300. Painting such coordinates is slow or wrong, and squeezing them to a limit bends
the line that leaves the plot. So each segment is cut exactly where it crosses the border.
"""

from __future__ import annotations

import numpy as np

from lrgui.core.model.types import Flags, Floats


def clip_polyline(
    x: Floats, y: Floats, width: float, height: float, margin: float = 20.0
) -> tuple[Floats, Floats, Flags]:
    """The polyline (x, y) in pixels, cut to the rectangle 0…width × 0…height widened by `margin`.

    Returns points x, y and `connected`, all of shape (m,): whether a line is drawn from a point to the next
    one. Nan in either coordinate is a gap. A line that only grazes the rectangle may vanish, never appear.
    """
    with np.errstate(invalid="ignore"):
        inside = (x >= -margin) & (x <= width + margin) & (y >= -margin) & (y <= height + margin)
    if inside.all():
        return x, y, np.ones(len(x), bool)
    if len(x) < 2:
        return x[inside], y[inside], np.ones(int(inside.sum()), bool)
    ax, ay, bx, by = x[:-1], y[:-1], x[1:], y[1:]
    dx, dy = bx - ax, by - ay
    start, end = np.zeros(len(dx)), np.ones(len(dx))
    with np.errstate(divide="ignore", invalid="ignore"):
        for origin, change, low, high in (
            (ax, dx, -margin, width + margin),
            (ay, dy, -margin, height + margin),
        ):
            enter, leave = (low - origin) / change, (high - origin) / change
            enter, leave = np.minimum(enter, leave), np.maximum(enter, leave)
            parallel = change == 0
            within = (origin >= low) & (origin <= high)
            enter = np.where(parallel, np.where(within, 0.0, 2.0), enter)
            leave = np.where(parallel, 1.0, leave)
            start, end = np.maximum(start, enter), np.minimum(end, leave)
        drawn = start <= end  # false for nan, too
    start, end = start[drawn], end[drawn]
    ax, ay, dx, dy = ax[drawn], ay[drawn], dx[drawn], dy[drawn]
    out_x, out_y = np.empty((len(ax), 2)), np.empty((len(ax), 2))
    out_x[:, 0], out_x[:, 1] = ax + start * dx, ax + end * dx
    out_y[:, 0], out_y[:, 1] = ay + start * dy, ay + end * dy
    connected = np.ones((len(ax), 2), bool)
    index = np.flatnonzero(drawn)
    if len(index):
        connected[:-1, 1] = (np.diff(index) == 1) & (end[:-1] == 1.0) & (start[1:] == 0.0)
        connected[-1, 1] = False
    return out_x.ravel(), out_y.ravel(), connected.ravel()
