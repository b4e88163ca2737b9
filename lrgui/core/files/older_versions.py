"""Files of older versions, brought to the form that the newest has; what is wrong in them stays wrong."""

from __future__ import annotations

from typing import Any

from lrgui.core.files.view import upgraded_view

# Those that knew a warm-up before version 3. Under others a run could still have one, without any effect.
_WARMED = ("cosine", "linear", "warmup-stable-decay", "inverse-square-root")


def from_version_0(data: dict[str, Any]) -> dict[str, Any]:
    """The experiment alone, as `Experiment.to_dict` gave it."""
    return from_version_2({"experiment": data})


def from_version_1(data: dict[str, Any]) -> dict[str, Any]:
    """Another form of the view, in which the panels and plots had other names in part."""
    if "view" not in data:
        return from_version_2(data)
    experiment = data.get("experiment")
    problem = experiment.get("problem") if isinstance(experiment, dict) else None
    view = upgraded_view(data["view"], problem if isinstance(problem, str) else "both")
    return from_version_2({**data, "view": view})


def from_version_2(data: dict[str, Any]) -> dict[str, Any]:
    """Warm-ups that had no effect are left out."""
    experiment = data.get("experiment")
    if not isinstance(experiment, dict) or not isinstance(experiment.get("runs", []), list):
        return data
    runs = experiment.get("runs", [])
    upgraded = {"runs": [_warmed(run) for run in runs]} if "runs" in experiment else {}
    if isinstance(experiment.get("changes"), list):
        upgraded["changes"] = _changes(runs, experiment["changes"])
    return {**data, "experiment": {**experiment, **upgraded}}


def _warmed(run: Any) -> Any:
    if not isinstance(run, dict) or run.get("schedule", "constant") in _WARMED:
        return run
    return {name: value for name, value in run.items() if name != "warmup_epochs"}


def _changes(runs: list[Any], changes: list[Any]) -> list[Any]:
    """Where a change brings or ends a schedule with a warm-up, it brings or ends that, too."""
    now: dict[tuple[int, str], dict[str, Any]] = {}  # by run and problem, what the old program had
    upgraded = []
    for change in changes:
        index = change.get("run") if isinstance(change, dict) else None
        if not isinstance(index, int) or not 0 <= index < len(runs) or not isinstance(runs[index], dict):
            upgraded.append(change)
            continue
        problem = str(change.get("problem", ""))
        before = now.get((index, problem)) or now.get((index, "")) or runs[index]
        after = {**before, **change}
        now[index, problem] = after
        if not problem:
            now.update({key: after for key in now if key[0] == index})
        values = {name: value for name, value in change.items() if name != "warmup_epochs"}
        warm = _effective(after)
        if warm != _effective(before):
            values["warmup_epochs"] = warm
        upgraded.append(values)
    return upgraded


def _effective(run: dict[str, Any]) -> Any:
    return run.get("warmup_epochs", 0.0) if run.get("schedule", "constant") in _WARMED else 0.0
