"""Data sets, how they are split, and the order in which training sees them.

Everything random uses NumPy's legacy `RandomState`, whose streams are frozen for ever: the same numbers on every
machine and with every version of NumPy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

import numpy as np

from lrgui.core.model.types import Array, Axes, Flags, Integers
from lrgui.core.problems import labelled
from lrgui.core.problems.generated import MAKERS, Line, Maker
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.own_data import MOST_WHOLE, OwnData

TRAINING_SHARE = 0.8
MOST_SHUFFLED = 20_000  # points of one whole batch, whose order decides nothing but the last bits of sums
_BOOK = "school-district"
_BOOK_SAMPLES = np.array([[0.2, 0.8], [0.4, 0.9], [0.6, 0.5]])
_KEPT_SIZE = 4096  # points whose order in an epoch is kept
_SAME = 0.1  # centres that are no further apart than this share of the data are the same
_MARGIN = 0.05  # around the points, as a share of what they extend over
_USUAL_DISTANCE = 4.0


class DataSettings(Protocol):
    """The fields of an experiment that decide about the data."""

    @property
    def data(self) -> str | OwnData: ...
    @property
    def distance(self) -> float: ...
    @property
    def seed(self) -> int: ...


@dataclass(frozen=True, eq=False)
class Dataset:
    """Labelled points in the plane.

    points: (n, 2) float64; labels: (n,) float64, 0 or 1; samples: (3, 2), points to test a classifier with: the book's,
    else the centres of both classes and what lies halfway between. boundary: (slope, intercept) of the true boundary
    x₂ = slope · x₁ + intercept, None where none is known or it is no line; separable: whether it has every point on
    its right side; features: what x₁ and x₂ are called; plane: what is seen at least, None for what the points need.
    """

    name: str
    points: Array
    labels: Array
    samples: Array
    boundary: Line | None
    separable: bool
    features: tuple[str, str] = ("x₁", "x₂")
    plane: Axes | None = None

    @property
    def size(self) -> int:
        """The number of points, n."""
        return len(self.labels)

    @property
    def training_size(self) -> int:
        """How many of them are trained on: 80 %."""
        return int(self.size * TRAINING_SHARE)

    @cached_property
    def extent(self) -> Axes:
        """The ranges of x₁ and x₂ in which all points lie, with a margin."""
        if self.name == _BOOK:
            return (-0.02, 1.02), (-0.02, 1.02)
        (left, right), (bottom, top) = (_with_margin(column) for column in self.points.T)
        if self.plane is None:
            return (left, right), (bottom, top)
        # Points that are drawn in it do not move it.
        x, y = self.plane
        inside = self.points.min(axis=0) >= (x[0], y[0]), self.points.max(axis=0) <= (x[1], y[1])
        if np.all(inside):
            return self.plane
        return (min(left, x[0]), max(right, x[1])), (min(bottom, y[0]), max(top, y[1]))


def _with_margin(column: Array) -> tuple[float, float]:
    low, high = float(column.min()), float(column.max())
    margin = _MARGIN * (high - low) or max(abs(low), 1.0) * 0.5  # all in one line
    return low - margin, high + margin


def _frozen(array: Array) -> Array:
    array.setflags(write=False)
    return array


def _test_samples(points: Array, labels: Array) -> Array:
    """The centre of class 0, what lies halfway, the centre of class 1, with as many decimals as can be seen.

    Where both classes have the same centre, others: three places in the midst of the data.
    """
    classes = [points[labels == label] for label in (0, 1)]
    first, last = (part.mean(axis=0) if len(part) else points.mean(axis=0) for part in classes)
    spans = np.ptp(points, axis=0)
    samples = np.array([first, (first + last) / 2, last])
    if (np.abs(last - first) <= _SAME * spans).all():
        samples = points.min(axis=0) + spans * [[0.25, 0.25], [0.5, 0.5], [0.25, 0.75]]
    for column, span in enumerate(spans.tolist()):
        decimals = 3 - math.floor(math.log10(span)) if span else 3
        samples[:, column] = np.round(samples[:, column], decimals) + 0.0
    return samples


def _on_right_sides(points: Array, labels: Array, line: Line) -> bool:
    slope, intercept = line
    above: Flags = points[:, 1] > slope * points[:, 0] + intercept
    return bool((above == (labels > 0.5)).all())


def maker_named(code: str) -> Maker:
    """One of `MAKERS`, or that of points which a rule labels. Raises as `labelled.rule`."""
    return MAKERS[code] if code in MAKERS else labelled.maker(code)


def built_in(code: str, seed: int = 0, distance: float = _USUAL_DISTANCE) -> Dataset:
    """One of the program's own sets, one of `MAKERS` or a rule: the same object for the same numbers."""
    maker = maker_named(code)
    return _made(code, seed if maker.seeded else 0, distance if maker.spaced else _USUAL_DISTANCE)


@lru_cache(maxsize=32)
def _made(code: str, seed: int, distance: float) -> Dataset:
    maker = maker_named(code)
    points, labels = maker.make(seed, distance)
    line = maker.line(distance)
    samples = _BOOK_SAMPLES.copy() if code == _BOOK else _test_samples(points, labels)
    separable = maker.separable or (line is not None and _on_right_sides(points, labels, line))
    return Dataset(code, _frozen(points), _frozen(labels), _frozen(samples), line, separable)


@lru_cache(maxsize=4)
def _own(data: OwnData) -> Dataset:
    samples = _test_samples(data.points, data.labels)
    return Dataset(data.name, data.points, data.labels, _frozen(samples), None, False, data.columns[:2], data.plane)


def maker_of(settings: DataSettings) -> Maker | None:
    """How the data of an experiment are made; None where they are somebody's own."""
    return None if isinstance(settings.data, OwnData) else maker_named(settings.data)


def training_size(data: str | OwnData) -> int:
    """How many points of some data are trained on."""
    return built_in(data).training_size if isinstance(data, str) else _own(data).training_size


def dataset_of(settings: DataSettings) -> Dataset:
    """The data of an experiment."""
    if isinstance(settings.data, OwnData):
        return _own(settings.data)
    return built_in(settings.data, settings.seed, settings.distance)


@lru_cache(maxsize=16)
def split(data: Dataset, seed: int) -> tuple[Integers, Integers]:
    """Indices of the training (80 %) and the validation points (20 %) after a shuffle with `seed`."""
    order = np.random.RandomState([seed, 0]).permutation(data.size)
    return order[: data.training_size], order[data.training_size :]


@dataclass(frozen=True, eq=False)
class Scaling:
    """What makes features of mean 0 and standard deviation 1: (x − centre)/scale, both of shape (2,)."""

    centre: Array
    scale: Array

    def applied(self, points: Array) -> Array:
        """Points (k, 2) of the user's units as features."""
        features: Array = (points - self.centre) / self.scale
        return features


UNSCALED = Scaling(np.zeros(2), np.ones(2))


@lru_cache(maxsize=16)
def standardising(data: Dataset, seed: int) -> Scaling:
    """The scaling that standardises the training data; a feature that is always the same is only moved."""
    training = data.points[split(data, seed)[0]]
    centre, scale = training.mean(axis=0), training.std(axis=0)
    return Scaling(centre, np.where(scale > 0, scale, 1.0))


def with_point(settings: DataSettings, x1: float, x2: float, label: int) -> OwnData:
    """The data of an experiment and one point more, which are somebody's own then. Raises `DataFault`."""
    data, own = dataset_of(settings), settings.data
    if data.size >= MOST_WHOLE:
        raise DataFault("data", data.name, "too_many_rows", high=MOST_WHOLE)
    names = (own.columns, own.classes) if isinstance(own, OwnData) else (("x1", "x2", "label"), ("0", "1"))
    points, labels = np.vstack([data.points, [[x1, x2]]]), np.append(data.labels, label)
    return OwnData(data.name, *names, points, labels, plane=data.extent)


def two_points() -> OwnData:
    """What drawing anew begins with: one point of each class in a plane that is empty otherwise."""
    points, labels = np.array([[-0.5, -0.5], [0.5, 0.5]]), np.array([0.0, 1.0])
    names = ("x1", "x2", "label"), ("0", "1")
    return OwnData("drawn", *names, points, labels, plane=((-1.0, 1.0), (-1.0, 1.0)))


def unshuffled(size: int, batch_size: int) -> bool:
    """Whether one batch is all of so many points that to shuffle them would take longer than to train on them."""
    return batch_size >= size > MOST_SHUFFLED


def epoch_order(seed: int, epoch: int, size: int) -> Integers:
    """The order of the `size` training points in `epoch` (from 0): a pure function of seed and epoch."""
    return _kept_order(seed, epoch, size) if size <= _KEPT_SIZE else _order(seed, epoch, size)


def _order(seed: int, epoch: int, size: int) -> Integers:
    order = np.random.RandomState([seed, epoch + 1]).permutation(size)
    order.setflags(write=False)  # it is kept
    return order


# Each edit of a run goes through the same epochs again: at most 4 MB for a tenth of its time.
_kept_order = lru_cache(maxsize=128)(_order)
