"""Checks of single values: each returns the value in its right type, or raises `InvalidValue` naming the field."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np

from lrgui.core.model.errors import InvalidValue

_NAMED = 12  # names in one sentence
_LONGEST_NAME = 40  # of a field: no longer one is like it


def plain(value: Any) -> Any:
    """A scalar of NumPy's as Python's own; anything else as it is."""
    return value.item() if isinstance(value, np.generic) else value


def number(name: str, value: Any) -> float:
    """A finite number as float. Raises `InvalidValue`: "number", "finite"."""
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidValue(name, value, "number")
    try:
        number = float(value)
    except OverflowError:
        raise InvalidValue(name, value, "finite") from None
    if not math.isfinite(number):
        raise InvalidValue(name, value, "finite")
    return number


def positive(name: str, value: Any) -> float:
    """A finite number above 0. Raises `InvalidValue`: as `number`, "positive"."""
    x = number(name, value)
    if x <= 0:
        raise InvalidValue(name, value, "positive")
    return x


def positive_up_to(name: str, value: Any, high: float) -> float:
    """A number with 0 < x ≤ `high`. Raises `InvalidValue`: as `number`, "positive_up_to"."""
    x = number(name, value)
    if not 0 < x <= high:
        raise InvalidValue(name, value, "positive_up_to", high=high)
    return x


def between(name: str, value: Any, low: float, high: float) -> float:
    """A number with `low` ≤ x ≤ `high`. Raises `InvalidValue`: as `number`, "between"."""
    x = number(name, value)
    if not low <= x <= high:
        raise InvalidValue(name, value, "between", low=low, high=high)
    return x


def from_zero_below(name: str, value: Any, high: float) -> float:
    """A number with 0 ≤ x < `high`. Raises `InvalidValue`: as `number`, "from_zero_below"."""
    x = number(name, value)
    if not 0 <= x < high:
        raise InvalidValue(name, value, "from_zero_below", high=high)
    return x


def integer(name: str, value: Any, low: int, high: int) -> int:
    """A whole number with `low` ≤ x ≤ `high`; 3.0 is one. Raises `InvalidValue`: "integer", "between"."""
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise InvalidValue(name, value, "integer")
    if isinstance(value, float) and not value.is_integer():
        raise InvalidValue(name, value, "integer")
    number = int(value)
    if not low <= number <= high:
        raise InvalidValue(name, value, "between", low=low, high=high)
    return number


def flag(name: str, value: Any) -> bool:
    """True or false. Raises `InvalidValue`: "flag"."""
    value = plain(value)
    if not isinstance(value, bool):
        raise InvalidValue(name, value, "flag")
    return value


def choice(name: str, value: Any, choices: tuple[str, ...]) -> str:
    """One of the words in `choices`. Raises `InvalidValue`: "one_of"."""
    if value not in choices:
        raise InvalidValue(name, value, "one_of", choices=choices)
    return str(value)


def known_names(name: Any, known: Iterable[str]) -> list[str]:
    """The names that are known, to be told where one is not; of many those that are like it, then the first."""
    names = list(known)
    if len(names) <= _NAMED:
        return names
    near = get_close_matches(str(name)[:_LONGEST_NAME], names, cutoff=0.7)
    return [*[*near, *(each for each in names if each not in near)][:_NAMED], "…"]


def checked_keys(name: str, data: Any, known: Any) -> Mapping[str, Any]:
    """An object all of whose fields are `known`. Raises `InvalidValue`: "structure", "unknown"."""
    if not isinstance(data, Mapping):
        raise InvalidValue(name, data, "structure", expected="an object of named fields")
    for key in data:
        if key not in known:
            raise InvalidValue(name, key, "unknown", choices=known_names(key, known))
    return data


def checked_list(name: str, data: Any) -> list[Any]:
    """A list. Raises `InvalidValue`: "structure"."""
    if not isinstance(data, list):
        raise InvalidValue(name, data, "structure", expected="a list")
    return data
