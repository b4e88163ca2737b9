"""Lessons of older versions, brought to the form that the newest has; what is wrong in them stays wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrgui.core.model.idle_warm_ups import without_idle_warm_ups


def from_version_1(data: Mapping[str, Any]) -> dict[str, Any]:
    """Warm-ups that had no effect are left out of its experiment, and of what its stages set."""
    experiment = data.get("experiment", {})
    upgraded = {**data, "experiment": without_idle_warm_ups(experiment)} if "experiment" in data else {**data}
    if isinstance(experiment, Mapping) and isinstance(data.get("stages"), list):
        before = dict(experiment)
        upgraded["stages"] = [_stage(stage, before) for stage in data["stages"]]
    return upgraded


def _stage(stage: Any, before: dict[str, Any]) -> Any:
    """A stage; `before`, the experiment as the old program had it, goes on with what it sets."""
    if not isinstance(stage, Mapping):
        return stage
    upgraded = {**stage, **_set(stage, before)}
    if isinstance(stage.get("reveal"), Mapping):
        upgraded["reveal"] = {**stage["reveal"], **_set(stage["reveal"], before)}
    return upgraded


def _set(part: Mapping[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    values = part.get("set")
    if not isinstance(values, Mapping):
        return {}
    before.update(values)
    told = {*values, "changes"} if "runs" in values else set(values)  # changes are of these runs
    return {"set": {name: value for name, value in without_idle_warm_ups(before).items() if name in told}}
