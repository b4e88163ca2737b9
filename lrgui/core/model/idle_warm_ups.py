"""Experiments of older files, in which a run could have a warm-up that had no effect; what is wrong stays wrong."""

from __future__ import annotations

from typing import Any

# The schedules that knew a warm-up then. Under others a run could still have one, without any effect.
_WARMED = ("cosine", "linear", "warmup-stable-decay", "inverse-square-root")


def without_idle_warm_ups(experiment: Any) -> Any:
    """An experiment as a file has it, without the warm-ups that had no effect."""
    if not isinstance(experiment, dict) or not isinstance(experiment.get("runs", []), list):
        return experiment
    runs = experiment.get("runs", [])
    upgraded = {"runs": [_warmed(run) for run in runs]} if "runs" in experiment else {}
    if isinstance(experiment.get("changes"), list):
        upgraded["changes"] = _changes(runs, experiment["changes"])
    return {**experiment, **upgraded}


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
