"""Experiments as plain dictionaries, as files have them."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from lrgui.core.model.checks import checked_keys, checked_list
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue, inside
from lrgui.core.model.experiment_fields import ExperimentFields
from lrgui.core.model.run import CHANGEABLE, RUN_FIELDS, USUAL, Run, usual_colour
from lrgui.core.problems.own_data import large
from lrgui.core.problems.own_data.own_data import OwnData

# Fields that the first files did not have. Files name them only where they are not as usual, so that programs which do
# not know them read all other files.
_ADDED = (
    "curve", "evaluations", "distance", "standardised", "weight_decay", "hidden_units", "start_spread",
    "surface", "start_x", "start_y", "condition",
    "points", "loss_scale", "start_w", "start_b", "aligned",
)  # fmt: skip


def written(experiment: ExperimentFields) -> dict[str, Any]:
    """Plain data for JSON."""
    usual = {f.name: f.default for f in fields(experiment) if f.name in _ADDED}
    data = {name: value for name, value in asdict(experiment).items() if usual.get(name) != value}
    if isinstance(experiment.data, OwnData):
        data["data"] = experiment.data.to_dict()
    if "points" in data and not isinstance(experiment.points, str):
        data["points"] = [list(point) for point in experiment.points]
    data["runs"] = [_written_run(run) for run in experiment.runs]
    data["changes"] = [_written_change(change) for change in experiment.changes]
    return data


def read(data: Any, data_path: str | None) -> dict[str, Any]:
    """The fields of an experiment that `written` gave; those that are missing have their defaults.

    data_path: where the file of large data is now; None: where it was. Raises `InvalidValue`.
    """
    values = dict(checked_keys("experiment", data, [f.name for f in fields(ExperimentFields)]))
    runs = checked_list("runs", values.pop("runs", [{}]))
    changes = checked_list("changes", values.pop("changes", []))
    if isinstance(values.get("data"), dict):
        values["data"] = large.from_dict(values["data"], data_path)
    ExperimentFields.check_counts(runs, changes)  # before any is made: a file may name a million
    values["runs"] = tuple(_run(i, run) for i, run in enumerate(runs))
    values["changes"] = tuple(_change(i, change) for i, change in enumerate(changes))
    return values


def _run(i: int, data: Any) -> Run:
    with inside(f"runs[{i}]"):
        return Run(**{"colour": usual_colour(i), **checked_keys("run", data, RUN_FIELDS)})


def _change(i: int, data: Any) -> Change:
    with inside(f"changes[{i}]"):
        parts = dict(checked_keys("change", data, ("at", "run", "problem", *CHANGEABLE)))
        if "at" not in parts or "run" not in parts:
            raise InvalidValue("changes", sorted(parts), "structure", expected="given with 'at' and 'run'")
        at, run, problem = parts.pop("at"), parts.pop("run"), parts.pop("problem", None)
        Run(**parts)  # the experiment would refuse bad values too, but it does not know where they stand
        return Change(at, run, tuple(parts.items()), problem)


def _written_run(run: Run) -> dict[str, Any]:
    return {name: value for name, value in asdict(run).items() if name not in USUAL or USUAL[name] != value}


def _written_change(change: Change) -> dict[str, Any]:
    of = {} if change.problem is None else {"problem": change.problem}
    return {"at": change.at, "run": change.run, **of, **dict(change.values)}
