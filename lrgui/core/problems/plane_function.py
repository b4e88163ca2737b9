"""Functions of two parameters, of which there is a map."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Hashable, Sequence

import numpy as np

from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.function import Function
from lrgui.core.problems.problem import Settings

_NEAR = 5.0  # minima no further than that from 0, or than the start, belong to what is looked at
_SPREAD = 1.3  # so many times as far as the outer ones of start and minima is looked
_ALONE = 2.0  # how far, where there is nothing to go by
_NOISE = 8 * np.finfo(np.float64).eps  # an eigenvalue that is a smaller share of the other is 0, rounded


class PlaneFunction(Function):
    """A function of two parameters.

    middle, extent: (2,), where one looks, `extent` to both sides of `middle`: at starts and minima near by.
    """

    middle: Floats
    extent: Floats

    @classmethod
    def gradients(cls) -> tuple[str, ...]:
        return tuple(f"gradient_{name}" for name in cls.parameters)

    @property
    @abstractmethod
    def relief(self) -> Hashable:
        """Equal for functions that are the same everywhere: of these there is one map."""

    def look_around(self, settings: Settings) -> None:
        """Finds what is looked at."""
        corners = [ends(self.minima.tolist(), start) for start in self.origins(settings).tolist()]
        low, high = np.min(corners, axis=(0, 1)), np.max(corners, axis=(0, 1))
        self.middle = (low + high) / 2
        extent = _SPREAD * (high - low) / 2
        least = 0.0 if len(self.minima) else _ALONE
        self.extent = np.maximum(extent, max(extent.max() / 2, least) or _ALONE)

    def eigenvalues(self, parameters: Array) -> Floats:
        if self.quadratic:
            return np.tile(self.curvatures, (len(parameters), 1))
        return eigenvalues(self.second(parameters))


def ends(minima: Sequence[Sequence[float]], start: Sequence[float]) -> tuple[Floats, Floats]:
    """The lower left and the upper right corner of what holds the start and the minima near by, or (0, 0)."""
    reach = max(_NEAR, *map(abs, start))
    near = [m for m in minima if max(map(abs, m)) <= reach]
    if not near:
        near = sorted(minima, key=lambda m: math.dist(m, start))[:1] or [(0.0, 0.0)]
    corners = np.vstack([start, near])
    return corners.min(axis=0), corners.max(axis=0)


def eigenvalues(hessians: Floats) -> Floats:
    """Of second derivatives by xx, xy and yy, (…, 3), the larger and the smaller eigenvalue: (…, 2); nan for nan.

    What is no more than the rounding of the larger one is 0: along the floor of a valley there is no curvature.
    """
    xx, xy, yy = np.moveaxis(hessians, -1, 0)
    with np.errstate(all="ignore"):
        middle, half = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
        values: Floats = np.stack([middle + half, middle - half], axis=-1)
        values = np.where(np.abs(values) <= _NOISE * (np.abs(middle) + half)[..., None], 0.0, values)
    return np.where(np.isfinite(values), values, math.nan)
