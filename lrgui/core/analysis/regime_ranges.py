"""Which learning rates behave in which way: the regimes as ranges of η."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from lrgui.core.analysis.theory import spectral_regime

_PER_DECADE = 25  # rates at which the regime is asked for; between two that differ the change is searched
_HALVINGS = 50
# What happens at one rate only belongs to the range below it.
_RANGES = {"one-step": "approaches", "bounces": "overshoots"}


@dataclass(frozen=True)
class Band:
    """From the rate `low` to the rate `high` a run behaves like `kind` of `regimes.Regime`."""

    kind: str
    low: float
    high: float


@lru_cache(maxsize=64)
def bands(spectrum: tuple[float, ...], optimizer: str, momentum: float, low: float, high: float) -> tuple[Band, ...]:
    """The ranges from `low` to `high` on a quadratic loss, ascending; one, "adaptive", where there are none.

    spectrum: the eigenvalues of its Hessian, descending.
    """

    def kind(rate: float) -> str:
        found = spectral_regime(rate, spectrum, optimizer, momentum).kind
        return _RANGES.get(found, found)

    count = max(2, round(_PER_DECADE * np.log10(high / low)) + 1)
    ends = [low]
    for a, b in pairwise(np.geomspace(low, high, count).tolist()):
        if kind(a) != kind(b):
            ends.append(_change(kind, a, b))
    ends.append(high)
    return tuple(Band(kind((a * b) ** 0.5), a, b) for a, b in pairwise(ends))


def _change(kind: Callable[[float], str], below: float, above: float) -> float:
    """The rate between two at which the kind changes."""
    before = kind(below)
    for _ in range(_HALVINGS):
        middle = (below + above) / 2
        if kind(middle) == before:
            below = middle
        else:
            above = middle
    return (below + above) / 2
