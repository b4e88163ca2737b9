"""Points (x, y) that a line is laid through: sets that can be checked by hand, or one's own."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrgui.core.model.checks import between
from lrgui.core.model.errors import InvalidValue

Points = tuple[tuple[float, float], ...]

FARTHEST = 1e6  # what a number may be
NEAREST = 1e-9  # which the largest and the smallest x must be apart, or slopes are beyond what can be computed with
MOST_POINTS = 2000  # a file of experiments holds them all

# Best lines: 1.2x + 0.9; 13/14·x + 5/4; about 0.5x + 2.
POINT_SETS: dict[str, Points] = {
    "four": ((-1, 0), (0, 1), (1, 1), (2, 4)),
    "eight": tuple((float(x), float(y)) for x, y in enumerate((1, 3, 2, 5, 4, 6, 8, 7))),
    "fifty": tuple((k / 5, (5 * k + 100 + 5 * (7 * k % 11) - 25) / 50) for k in range(1, 51)),
}


def points_of(value: str | Points) -> Points:
    """The points that an experiment names, or has itself."""
    return POINT_SETS[value] if isinstance(value, str) else value


def checked_points(value: Any) -> str | Points:
    """A name of `POINT_SETS`, or 2 to 2,000 pairs of numbers with different x. Raises `InvalidValue`."""
    if isinstance(value, str):
        if value not in POINT_SETS:
            raise InvalidValue("points", value, "one_of", choices=tuple(POINT_SETS))
        return value
    if not isinstance(value, list | tuple) or not all(isinstance(p, list | tuple) and len(p) == 2 for p in value):
        raise InvalidValue("points", value, "structure", expected="a name, or a list of pairs [x, y]")
    if not 2 <= len(value) <= MOST_POINTS:
        raise InvalidValue("points", len(value), "between", low=2, high=MOST_POINTS)
    points = tuple(
        (between("points", x, -FARTHEST, FARTHEST), between("points", y, -FARTHEST, FARTHEST)) for x, y in value
    )
    if max(x for x, _ in points) - min(x for x, _ in points) < NEAREST:
        raise InvalidValue("points", [], "structure", expected="points with different x, 1e-9 apart at least")
    return points


def exact_sums(x: list[float], y: list[float]) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Σx, Σx², Σy and Σxy without rounding."""
    fx, fy = [Fraction(v) for v in x], [Fraction(v) for v in y]
    return sum(fx, Fraction(0)), sum((v * v for v in fx), Fraction(0)), sum(fy, Fraction(0)), sum(
        (a * b for a, b in zip(fx, fy, strict=True)), Fraction(0)
    )  # fmt: skip
