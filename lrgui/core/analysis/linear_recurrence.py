"""Errors that follow a linear recurrence of two terms, as those of gradient descent with momentum on a quadratic do.

With M the 2×2 matrix of an update, the errors satisfy e(n+2) = trace(M)·e(n+1) − det(M)·e(n) (Cayley and Hamilton), so
that e(n) is a sum of powers of M's eigenvalues.
"""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass

import numpy as np

from lrgui.core.model.types import Floats

_BLOCK = 4096  # errors computed at a time
_DOUBLE = 1e-12  # eigenvalues that differ by less, relative to the larger one, are one
_MOST = 10**15  # updates: beyond, whole numbers are not exact in the formulas


@dataclass(frozen=True)
class Recurrence:
    """e(n) of n ≥ 0 with e(0) = `first`, e(1) = `second`."""

    trace: float
    determinant: float
    first: float
    second: float

    @property
    def eigenvalues(self) -> tuple[complex, complex]:
        """The roots of λ² − trace·λ + determinant, that of the larger modulus first."""
        root = cmath.sqrt(self.trace * self.trace - 4 * self.determinant)
        larger = (self.trace + root) / 2 if self.trace >= 0 else (self.trace - root) / 2
        # The other one by their product, as the difference would lose its digits.
        return larger, (self.determinant / larger if larger else 0j)

    @property
    def radius(self) -> float:
        """The largest modulus of the eigenvalues: how much the errors shrink or grow by, in the long run."""
        return abs(self.eigenvalues[0])

    @property
    def _double(self) -> bool:
        a, b = self.eigenvalues
        return abs(a - b) <= _DOUBLE * abs(a)

    def errors(self, n: Floats) -> Floats:
        """e(n) for whole numbers n ≥ 0 of any size, shaped like `n`."""
        a, b = self.eigenvalues
        n = np.asarray(n, np.float64)
        with np.errstate(all="ignore"):
            if a == 0:
                return np.where(n == 0, self.first, np.where(n == 1, self.second, 0.0))
            if self._double:
                slope = self.second / a.real - self.first
                return np.asarray(_power(a, n).real * (self.first + slope * n))
            x = (self.second - b * self.first) / (a - b)
            later = (x * _power(a, n)).real
            if b != 0:
                later = later + ((self.first - x) * _power(b, n)).real
            return np.where(n == 0, self.first, later)

    def envelope(self, n: float) -> float:
        """What no |e(k)|, k ≥ n, exceeds while the radius is below 1."""
        a, b = self.eigenvalues
        if a == 0:
            return max(abs(self.first), abs(self.second)) if n < 2 else 0.0
        power = abs(a) ** n
        if self._double:
            slope = abs(self.second / a.real - self.first)
            # n·rⁿ grows until n = −1/ln r.
            peak = max(n, -1 / math.log(abs(a))) if abs(a) < 1 else n
            return float(abs(self.first) * power + slope * peak * abs(a) ** peak)
        x = (self.second - b * self.first) / (a - b)
        return float(abs(x) * power + abs(self.first - x) * abs(b) ** n)

    def settled(self, limit: float) -> int | None:
        """The lowest N with |e(n)| ≤ `limit` for all n ≥ N, None where there is none, or none below 10¹⁵."""
        if not self.radius < 1 and not (self.first == self.second == 0):
            return None
        low, high = 0, 1
        while self.envelope(high) > limit:
            low, high = high, 2 * high
            if high > _MOST:
                return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.envelope(middle) > limit else (low, middle)
        # From `high` on all are within the limit; the last one that is not lies before, by less than half a turn.
        while high > 0:
            start = max(0, high - _BLOCK)
            above = np.flatnonzero(np.abs(self.errors(np.arange(start, high, dtype=np.float64))) > limit)
            if len(above):
                return start + int(above[-1]) + 1
            high = start
        return 0


def _power(base: complex, n: Floats) -> np.ndarray:
    """baseⁿ by modulus and angle: exact enough for n up to 10¹⁵, and real where the base is."""
    modulus: Floats = abs(base) ** n
    if base.imag == 0:
        return modulus * np.where((base.real < 0) & (n % 2 == 1), -1.0, 1.0) + 0j
    return np.asarray(modulus * np.exp(1j * (cmath.phase(base) * n)))
