"""Data sets of the program: points of two classes, made with the seed of the experiment, and a few that are fixed.

Each is made twice over, by a function and by the lines of a script, which make the same numbers.
Everything random uses NumPy's legacy `RandomState`, whose streams are frozen for ever: the same numbers on every
machine and with every version of NumPy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lrgui.core.model.types import Array

Line = tuple[float, float]  # slope and intercept of x₂ = slope · x₁ + intercept
Labelled = tuple[Array, Array]  # points (n, 2) and labels (n,), 0 or 1

_RANDOM = "random = np.random.RandomState([SEED, 0, 1])"
_RARE = 20  # points of the rare class among 400
_NOISE = 0.1  # the share of the labels that are wrong
_STRETCH = 30.0  # how much larger one feature is than the other
TEN = ((1, 1), (2, 1), (1, 2), (2, 3), (3, 2), (3, 4), (4, 3), (4, 5), (5, 4), (5, 5))


@dataclass(frozen=True)
class Maker:
    """How a data set is made.

    make: seed and distance → points and labels. line: distance → the true boundary, None where that is no line.
    script: the lines that make `points` and `labels` with NumPy. spaced: whether the distance of two clouds decides;
    seeded: whether the seed does. separable: whether the true boundary has no point on its wrong side, whatever the
    seed. about: what the points are, in English for the head of a script.
    """

    code: str
    about: str
    make: Callable[[int, float], Labelled]
    line: Callable[[float], Line | None]
    script: tuple[str, ...]
    spaced: bool = False
    seeded: bool = True
    separable: bool = False


def _random(seed: int) -> np.random.RandomState:
    return np.random.RandomState([seed, 0, 1])


def _houses(_seed: int, _distance: float) -> Labelled:
    """The book's school-district data (section 5.5): 2,000 houses, 260 of them in the district.

    The label is given by x₂ > x₁ + 0.5 *before* the coordinates are rounded to two decimals, as in the book.
    The rounded points are separable still, by x₂ = x₁ + 0.495 with 0.005 of x₂ to spare at either side.
    """
    random = np.random.RandomState(10)
    x1 = random.uniform(size=2000)
    x2 = random.uniform(size=2000)
    labels = (x2 > x1 + 0.5).astype(np.float64)
    return np.round(np.column_stack([x1, x2]), 2), labels


def _clouds(seed: int, distance: float) -> Labelled:
    """Two round clouds of 200 points each, of standard deviation 1, whose centres are `distance` apart."""
    labels = np.repeat([0.0, 1.0], 200)
    return _random(seed).normal(size=(400, 2)) + ((labels - 0.5) * distance / math.sqrt(2))[:, None], labels


def _imbalanced(seed: int, distance: float) -> Labelled:
    labels = np.repeat([0.0, 1.0], [400 - _RARE, _RARE])
    return _random(seed).normal(size=(400, 2)) + ((labels - 0.5) * distance / math.sqrt(2))[:, None], labels


def _label_noise(seed: int, distance: float) -> Labelled:
    random = _random(seed)
    labels = np.repeat([0.0, 1.0], 200)
    points = random.normal(size=(400, 2)) + ((labels - 0.5) * distance / math.sqrt(2))[:, None]
    return points, np.where(random.uniform(size=400) < _NOISE, 1 - labels, labels)


def _badly_scaled(seed: int, distance: float) -> Labelled:
    points, labels = _clouds(seed, distance)
    return points * [1.0, _STRETCH], labels


def _xor(seed: int, _distance: float) -> Labelled:
    points = _random(seed).uniform(-1, 1, size=(400, 2))
    return points, (points[:, 0] * points[:, 1] > 0).astype(np.float64)


def _circles(seed: int, _distance: float) -> Labelled:
    random = _random(seed)
    labels = np.repeat([0.0, 1.0], 200)
    angles = random.uniform(0, 2 * np.pi, size=400)
    radii = 1 - 0.5 * labels + 0.08 * random.normal(size=400)
    return np.column_stack([radii * np.cos(angles), radii * np.sin(angles)]), labels


def _ten_points(_seed: int, _distance: float) -> Labelled:
    return np.array(TEN, np.float64), np.repeat([0.0, 1.0], 5)


def _diagonal(distance: float) -> Line | None:
    return (-1.0, 0.0) if distance else None


def _shifted(distance: float) -> Line | None:
    """Where both classes are as likely: nearer to the rare one."""
    return (-1.0, math.sqrt(2) * math.log((400 - _RARE) / _RARE) / distance) if distance else None


def _none(_distance: float) -> None:
    return None


_SPACED = "points = random.normal(size=(400, 2)) + ((labels - 0.5) * DISTANCE / np.sqrt(2))[:, None]"

_MAKERS = (
    Maker(
        "school-district",
        "2,000 houses at random places (x1, x2); those with x2 > x1 + 0.5 are in the school district",
        _houses,
        lambda _distance: (1.0, 0.5),
        (
            "random = np.random.RandomState(10)",
            "x1 = random.uniform(size=2000)",
            "x2 = random.uniform(size=2000)",
            "labels = (x2 > x1 + 0.5).astype(np.float64)",
            "points = np.round(np.column_stack([x1, x2]), 2)  # rounded after the labels were given",
        ),
        seeded=False,
        separable=True,
    ),
    Maker(
        "ten-points",
        "ten points that can be checked by hand",
        _ten_points,
        lambda _distance: (-1.0, 6.0),
        (
            f"points = np.array({[list(point) for point in TEN]}, np.float64)",
            "labels = np.repeat([0.0, 1.0], 5)",
        ),
        seeded=False,
        separable=True,
    ),
    Maker(
        "clouds",
        "two round clouds of 200 points each, of standard deviation 1",
        _clouds,
        _diagonal,
        (_RANDOM, "labels = np.repeat([0.0, 1.0], 200)", _SPACED),
        spaced=True,
    ),
    Maker(
        "imbalanced",
        "two round clouds of standard deviation 1, 380 points of class 0 and 20 of class 1",
        _imbalanced,
        _shifted,
        (_RANDOM, f"labels = np.repeat([0.0, 1.0], [{400 - _RARE}, {_RARE}])", _SPACED),
        spaced=True,
    ),
    Maker(
        "label-noise",
        "two round clouds of 200 points each, of which one label in ten is wrong",
        _label_noise,
        _diagonal,
        (
            _RANDOM,
            "labels = np.repeat([0.0, 1.0], 200)",
            _SPACED,
            f"labels = np.where(random.uniform(size=400) < {_NOISE}, 1 - labels, labels)",
        ),
        spaced=True,
    ),
    Maker(
        "badly-scaled",
        "two clouds of 200 points each, x2 of them 30 times larger than x1",
        _badly_scaled,
        lambda distance: (-_STRETCH, 0.0) if distance else None,
        (_RANDOM, "labels = np.repeat([0.0, 1.0], 200)", _SPACED, f"points = points * [1.0, {_STRETCH}]"),
        spaced=True,
    ),
    Maker(
        "xor",
        "400 points in a square; those whose x1 and x2 have the same sign are of class 1",
        _xor,
        _none,
        (
            _RANDOM,
            "points = random.uniform(-1, 1, size=(400, 2))",
            "labels = (points[:, 0] * points[:, 1] > 0).astype(np.float64)",
        ),
    ),
    Maker(
        "circles",
        "a circle of 200 points of class 1 inside one of 200 points of class 0",
        _circles,
        _none,
        (
            _RANDOM,
            "labels = np.repeat([0.0, 1.0], 200)",
            "angles = random.uniform(0, 2 * np.pi, size=400)",
            "radii = 1 - 0.5 * labels + 0.08 * random.normal(size=400)",
            "points = np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])",
        ),
    ),
)
MAKERS = {maker.code: maker for maker in _MAKERS}
