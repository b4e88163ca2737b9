"""Files of older versions, brought to the form that the newest has; what is wrong in them stays wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrgui.core.files.view import current_name
from lrgui.core.model.idle_warm_ups import without_idle_warm_ups


def from_version_0(data: dict[str, Any]) -> dict[str, Any]:
    """The experiment alone, as `Experiment.to_dict` gave it."""
    return from_version_2({"experiment": data})


def from_version_1(data: dict[str, Any]) -> dict[str, Any]:
    """Another form of the view, in which the panels and plots had other names in part."""
    if "view" not in data:
        return from_version_2(data)
    experiment = data.get("experiment")
    problem = experiment.get("problem") if isinstance(experiment, dict) else None
    view = _upgraded_view(data["view"], problem if isinstance(problem, str) else "both")
    return from_version_2({**data, "view": view})


def from_version_2(data: dict[str, Any]) -> dict[str, Any]:
    """Warm-ups that had no effect are left out."""
    return {**data, "experiment": without_idle_warm_ups(data["experiment"])} if "experiment" in data else data


def _upgraded_view(data: Any, problem: Any) -> Any:
    """The fields of this version's view of what version 1 wrote for an experiment of that problem."""
    if not isinstance(data, Mapping):
        return data
    values = dict(data)
    if isinstance(values.get("panels"), list):
        values["panels"] = [current_name(name) for name in values["panels"]]
    if "maximised" in values:
        values["maximised"] = current_name(values["maximised"])
    if isinstance(values.get("charts"), list):
        values["charts"] = {problem: values["charts"]} if values["charts"] else {}
    if "axes" in values:
        axes = values.pop("axes")
        values["zoom"] = {current_name(n): a for n, a in axes.items()} if isinstance(axes, Mapping) else axes
    return values
