"""What the ordinary run takes of an exhaustive walk; `pytest --exhaustive` takes all of it.

Where a test is asked for every combination of some factors, the ordinary run asks it for as few as hold every value of
every factor; where it walks through many examples of one kind, for some of them. They are the same in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import pytest

Factor = Sequence[Any] | Mapping[str, Any]  # values, or values by their names


def rest(values: Iterable[Any]) -> list[Any]:
    """Values of a parameter that the ordinary run leaves out."""
    return [pytest.param(value, marks=pytest.mark.exhaustive) for value in values]


def combinations(*factors: Factor) -> list[Any]:
    """Every combination, for parameters of a test; the ordinary run leaves out what is not in `covering`."""
    named = [
        list(factor.items()) if isinstance(factor, Mapping) else [(str(value), value) for value in factor]
        for factor in factors
    ]
    taken = set(covering(*map(len, named)))
    return [
        pytest.param(
            *(value for _, value in row),
            id="-".join(name for name, _ in row),
            marks=() if places in taken else pytest.mark.exhaustive,
        )
        for places, row in zip(product(*(range(len(each)) for each in named)), product(*named), strict=True)
    ]


def covering(*sizes: int) -> list[tuple[int, ...]]:
    """Places in factors of these sizes, as many as the largest has, so that each place of each occurs.

    The shorter ones are gone through again and again, each time shifted, by more the later they come, so that no two go
    in step.
    """
    return [tuple((row + k * (row // size)) % size for k, size in enumerate(sizes)) for row in range(max(sizes))]
