"""Some runs of an experiment by themselves, and which of them go together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

from lrgui.core.model.experiment_fields import ExperimentFields

E = TypeVar("E", bound=ExperimentFields)


@dataclass(frozen=True)
class Group(Generic[E]):
    """Runs that see the same batches: their numbers, and the experiment of these runs, where all is shared by all."""

    rows: tuple[int, ...]
    experiment: E


def only(experiment: E, rows: Sequence[int], names: Collection[str]) -> E:
    """The runs number `rows` by themselves; of the fields `names`, in which they are alike, what is own is shared.

    Nothing is checked once more: a part of an experiment is one. A race of a hundred runs is looked at run by run.
    """
    places = {row: place for place, row in enumerate(rows)}
    changes = tuple(replace(change, run=places[change.run]) for change in experiment.changes if change.run in places)
    values = {name: value for name, value in experiment.runs[rows[0]].own.items() if name in names}
    shared: dict[str, Any] = dict.fromkeys(names)
    runs = (experiment.runs[row] for row in rows)
    part = object.__new__(type(experiment))
    vars(part).update({field.name: getattr(experiment, field.name) for field in fields(experiment)})
    vars(part).update(values, changes=changes)
    vars(part)["runs"] = tuple(replace(run, **shared) if run.own.keys() & set(names) else run for run in runs)
    return part


def together(experiment: ExperimentFields) -> list[tuple[int, ...]]:
    """The runs by batch size and order of the data, in the order of the first of each."""
    found: dict[tuple[int, int], list[int]] = {}
    for i, (run, size) in enumerate(zip(experiment.runs, experiment.batch_sizes, strict=True)):
        found.setdefault((size, experiment.seed if run.seed is None else run.seed), []).append(i)
    return [tuple(rows) for rows in found.values()]
