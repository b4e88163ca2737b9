"""Where minima are looked for, and how those that were found are told: there may be others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

_MOST_CENTRES = 8  # besides the origin
_MOST_TOLD = 4  # minima


def centres(starts: Iterable[Sequence[float]], reach: float, dimension: int) -> tuple[tuple[float, ...], ...]:
    """The places about which minima are looked for, as far as `reach`: the origin, and of far starts one that is near.

    These are whole steps apart, so that a start that is dragged has the same ones most of the time.
    """
    origin = (0.0,) * dimension
    finite = (start for start in starts if all(map(math.isfinite, start)))
    near = dict.fromkeys(tuple(reach * round(value / reach) + 0.0 for value in start) for start in finite)
    near.pop(origin, None)
    return (origin, *list(near)[:_MOST_CENTRES])


def told_minima(name: str, places: Sequence[str], *, lowest: bool) -> str:
    """The end of a sentence about a loss. lowest: whether nothing is known to be lower anywhere."""
    if not places:
        return "."
    if len(places) > _MOST_TOLD:
        return f", which has at least {len(places)} minima."
    what = "is lowest at" if lowest else "has a minimum at" if len(places) == 1 else "has minima at"
    return f", which {what} {name} = {' and '.join(places)}."
