"""Edits "from here on": from some update on, a run goes on with other settings.

Experiments keep them as `Change`s, ascending by update, so that a history with such edits is replayed exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lrgui.core.model.run import Run

Stages = tuple[tuple[int, tuple[Run, ...]], ...]


@dataclass(frozen=True)
class Change:
    """From update `at` on, run number `run` goes on with the fields in `values`.

    problem: whose update that is, and whose runs go on so; None: of every problem, at its own update `at` (at ≥ 1).
    """

    at: int
    run: int
    values: tuple[tuple[str, Any], ...]
    problem: str | None = None


Changes = tuple[Change, ...]


@lru_cache(maxsize=16)  # most changes concern all problems, and the next experiment has nearly the same
def edited_runs(runs: tuple[Run, ...], changes: Changes) -> Mapping[tuple[int, int], Run]:
    """(update, number of the run) → the settings that the run goes on with from there, ascending; not to be written to.

    Raises `InvalidValue` for a value that no run can have.
    """
    now, edits = list(runs), {}
    for change in changes:
        now[change.run] = replace(now[change.run], **dict(change.values))
        edits[change.at, change.run] = now[change.run]
    return edits


def stages(runs: tuple[Run, ...], edits: Mapping[tuple[int, int], Run]) -> Stages:
    """From which update on the runs have which settings: ascending, the first from update 0 on."""
    found = [(0, runs)]
    for (update, index), edited in edits.items():
        at, before = found[-1]
        if update == at:
            found.pop()
        found.append((update, (*before[:index], edited, *before[index + 1 :])))
    return tuple(found)


def forgotten(changes: Changes, run: int, names: Collection[str], after: int = 0) -> Changes:
    """The changes without those of the fields `names` of `run` that were made after update `after`."""
    left = []
    for change in changes:
        kept = change.values
        if change.run == run and change.at > after:
            kept = tuple((name, value) for name, value in change.values if name not in names)
        if kept:
            left.append(replace(change, values=kept))
    return tuple(left)


def changed(changes: Changes, at: int, run: int, values: Mapping[str, Any], problem: str | None = None) -> Changes:
    """The changes, and `values` of `run` from update `at` on, whatever they were to become later.

    problem: the changes are all its own or of every problem, and the new one is as it says, see `Change`.
    """
    here, others = dict(values), []
    for change in forgotten(changes, run, values, at - 1):
        if change.run == run and change.at == at and change.problem == problem:
            here = {**dict(change.values), **here}
        else:
            others.append(change)
    return (*others, Change(at, run, tuple(here.items()), problem))


def of_problem(changes: Changes, problem: str) -> Changes:
    """Those that concern a problem."""
    return tuple(change for change in changes if change.problem in (None, problem))


def told_apart(changes: Changes, problems: tuple[str, ...]) -> Changes:
    """The same changes, those of every problem as one of each of the `problems`."""
    apart = []
    for change in changes:
        names = problems if change.problem is None else (change.problem,)
        apart += [replace(change, problem=name) for name in names]
    return tuple(apart)


def copied(changes: Changes, run: int, copy: int) -> Changes:
    """The changes, and once more those of `run` for run number `copy`."""
    return (*changes, *(replace(change, run=copy) for change in changes if change.run == run))


def without_run(changes: Changes, run: int) -> Changes:
    """The changes of the others, which move up where they came after `run`."""
    return tuple(replace(c, run=c.run - (c.run > run)) for c in changes if c.run != run)
