"""Polylines as separate straight pieces: pure NumPy, no Qt.

Qt smooths the outline of a whole polyline at once, which takes 4 ms for a hundred noisy points and 56 ms for
a thousand; the same lines one by one take 0.13 and 1.1 ms. Qt's own dashes start anew with each line, so
dashes are cut here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lrgui.core.model.types import Flags, Floats

_MOST_DASHES = 20_000


def pieces(x: Floats, y: Floats, connected: Flags, overlap: float) -> Floats:
    """Straight pieces between connected points: shape (m, 4) with columns x1, y1, x2, y2.

    Each piece is made longer by `overlap` pixels at both ends: that closes the notches where two pieces meet.
    """
    joined = connected[:-1]
    out = np.empty((int(joined.sum()), 4))
    out[:, 0], out[:, 1] = x[:-1][joined], y[:-1][joined]
    out[:, 2], out[:, 3] = x[1:][joined], y[1:][joined]
    if overlap:
        along = out[:, 2:] - out[:, :2]
        length = np.hypot(along[:, 0], along[:, 1])
        along *= (overlap / np.maximum(length, 1e-9))[:, None]
        out[:, :2] -= along
        out[:, 2:] += along
    drawn: Flags = (out[:, 0] != out[:, 2]) | (out[:, 1] != out[:, 3])
    return out[drawn]


def dashes(x: Floats, y: Floats, connected: Flags, pattern: Sequence[float]) -> Floats:
    """The same for a dashed line; `pattern` is the lengths of line and gap in turn, in pixels.

    The pattern begins at the first point, so that it lies still while the line grows.
    """
    steps = np.hypot(np.diff(x), np.diff(y))
    steps[~connected[:-1]] = 0.0
    at = np.concatenate([[0.0], np.cumsum(steps)])
    total, period = float(at[-1]), float(sum(pattern))
    if total == 0.0 or total / period * len(pattern) > _MOST_DASHES:
        return pieces(x, y, connected, 0.0)
    switches = np.cumsum([0.0, *pattern])[:-1]
    cuts = (np.arange(int(total / period) + 1)[:, None] * period + switches).ravel()
    cuts = np.unique(np.concatenate([at, cuts[cuts < total]]))
    middle = (cuts[1:] + cuts[:-1]) / 2
    on = (np.searchsorted(switches, middle % period, "right") - 1) % 2 == 0
    begin, end = cuts[:-1][on], cuts[1:][on]
    segment = np.searchsorted(at, begin, "right") - 1  # not of the middle, which may be rounded to the end
    out = np.empty((len(begin), 4))
    for column, distance in ((0, begin), (2, end)):
        share = (distance - at[segment]) / steps[segment]
        out[:, column] = x[segment] + share * (x[segment + 1] - x[segment])
        out[:, column + 1] = y[segment] + share * (y[segment + 1] - y[segment])
    return out
