"""Where a classifier cannot decide: lines in a picture of its features."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.types import Axes
from lrgui.core.problems.classifier import Classifier
from lrgui.core.problems.labelled import rule
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.network import Network
from lrgui.plot.contours import contour_lines

_LINE_GRID, SHADE_GRID = 81, 121  # points along each axis at which hidden units are asked

Line = tuple[np.ndarray, np.ndarray]  # x and y of its places; nan between one and the next


def straight_line(parameters: np.ndarray, extent: Axes) -> Line | None:
    """Both ends of w₁x₁ + w₂x₂ + b = 0 in the picture; None where that is no line."""
    if not np.isfinite(parameters).all() or not parameters[:2].any():
        return None
    w1, w2, b = parameters / np.abs(parameters).max()  # the same line, and no product is beyond the numbers
    x, y = np.array(extent[0]), np.array(extent[1])
    flat = abs(w2) * (y[1] - y[0]) >= abs(w1) * (x[1] - x[0])
    with np.errstate(all="ignore"):  # where b is all that counts the line is infinitely far away
        return (x, -(w1 * x + b) / w2) if flat else (-(w2 * y + b) / w1, y)


def boundary_line(model: Classifier, parameters: np.ndarray, extent: Axes) -> Line | None:
    """Where a run cannot decide, p = 0.5, in the picture: a line, or the lines around what hidden units cut out."""
    if isinstance(model, LogisticRegression):
        return straight_line(model.in_units(parameters), extent)
    if not isinstance(model, Network) or not np.isfinite(parameters).all():
        return None
    x, y, z = grid_of(model, parameters, extent, _LINE_GRID)
    return _zero_line(x, y, z)


def _zero_line(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> Line | None:
    """Where z, rows along y, changes its sign."""
    parts = [np.vstack([line, [[np.nan, np.nan]]]) for line in contour_lines(x, y, z, [0.0])[0]]
    if not parts:
        return None
    joined = np.concatenate(parts)[:-1]
    return joined[:, 0], joined[:, 1]


def ruled_line(text: str, extent: Axes) -> Line | None:
    """The true boundary of points that a rule labels."""
    x, y = (np.linspace(*side, SHADE_GRID) for side in extent)
    x1, x2 = (part.ravel() for part in np.meshgrid(x, y))
    return _zero_line(x, y, np.clip(rule(text).height(x1, x2), -1e9, 1e9).reshape(len(y), len(x)))


def grid_of(model: Network, parameters: np.ndarray, extent: Axes, count: int) -> tuple[np.ndarray, ...]:
    """Columns x₁, rows x₂ and the scores there."""
    x, y = (np.linspace(*side, count) for side in extent)
    places = np.column_stack([part.ravel() for part in np.meshgrid(x, y)])
    return x, y, model.scores_at(parameters[None], places)[0].reshape(count, count).astype(float)
