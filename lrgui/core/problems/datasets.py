"""Data sets by name, and the order in which training sees them.

Everything random uses NumPy's legacy `RandomState`, whose streams are frozen for ever: the same numbers on every
machine and with every version of NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lrgui.core.model.types import Array, Integers

TRAINING_SHARE = 0.8


@dataclass(frozen=True, eq=False)
class Dataset:
    """Labelled points in the plane.

    points: (n, 2) float64; labels: (n,) float64, 0 or 1; samples: (k, 2), the test samples of the book;
    boundary: (slope, intercept) of the true boundary x₂ = slope · x₁ + intercept.
    """

    name: str
    points: Array
    labels: Array
    samples: Array
    boundary: tuple[float, float]

    @property
    def size(self) -> int:
        """The number of points, n."""
        return len(self.labels)

    @property
    def training_size(self) -> int:
        """How many of them are trained on: 80 %."""
        return int(self.size * TRAINING_SHARE)


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array


@lru_cache(maxsize=1)
def school_district() -> Dataset:
    """The book's school-district data (section 5.5): 2,000 houses, 260 of them in the district.

    The label is given by x₂ > x₁ + 0.5 *before* the coordinates are rounded to two decimals, as in the book.
    The rounded points are separable still, by x₂ = x₁ + 0.495 with 0.005 of x₂ to spare at either side.
    """
    random = np.random.RandomState(10)
    x1 = random.uniform(size=2000)
    x2 = random.uniform(size=2000)
    labels = (x2 > x1 + 0.5).astype(np.float64)
    points = np.round(np.column_stack([x1, x2]), 2)
    samples = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
    return Dataset("school-district", _frozen(points), _frozen(labels), _frozen(samples), (1.0, 0.5))


DATASETS = {"school-district": school_district}


@lru_cache(maxsize=16)
def split(name: str, seed: int) -> tuple[Integers, Integers]:
    """Indices of the training (80 %) and the validation points (20 %) after a shuffle with `seed`."""
    data = DATASETS[name]()
    order = np.random.RandomState([seed, 0]).permutation(data.size)
    return order[: data.training_size], order[data.training_size :]


def epoch_order(seed: int, epoch: int, size: int) -> Integers:
    """The order of the `size` training points in `epoch` (from 0): a pure function of seed and epoch."""
    return np.random.RandomState([seed, epoch + 1]).permutation(size)
