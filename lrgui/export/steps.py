"""Work in steps: generators of the share that is done, whose result is there at the end."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")


def finished(work: Generator[float, None, T]) -> T:
    """All of the steps at once, for whoever has nothing to do meanwhile."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


def part(work: Generator[float, None, T], begin: float, end: float) -> Generator[float, None, T]:
    """The steps as a part of more: from the share `begin` to `end`."""
    try:
        while True:
            share = next(work)
            yield begin + (end - begin) * share
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        work.close()
