"""Bowls: quadratic functions of two parameters, and how they are curved, to the last digit."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

import numpy as np

from lrgui.core.model.types import Floats

_DIGITS = Context(prec=60)


def modes_of(xx: Fraction | float, xy: Fraction | float, yy: Fraction | float) -> tuple[Floats, Floats] | None:
    """The eigenvalues of ((xx, xy), (xy, yy)), descending, and its eigenvectors as columns; None unless all are > 0.

    The eigenvalues are those of the exact matrix, rounded once: a learning rate is at the border of divergence, or not.
    """
    a, b, c = (_decimal(Fraction(v)) for v in (xx, xy, yy))
    add, times = _DIGITS.add, _DIGITS.multiply
    middle, half = _DIGITS.divide(add(a, c), Decimal(2)), _DIGITS.divide(_DIGITS.subtract(a, c), Decimal(2))
    large = add(middle, _DIGITS.sqrt(add(times(half, half), times(b, b))))
    area = _DIGITS.subtract(times(a, c), times(b, b))
    if not (large > 0 and area > 0):
        return None
    _, vectors = np.linalg.eigh(np.array([[float(a), float(b)], [float(b), float(c)]]))
    small = _DIGITS.divide(area, large)  # the difference would lose its digits
    return np.array([float(large), float(small)]), vectors[:, ::-1].copy()


def _decimal(value: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
