"""What a stage shows: panels and their options, where the playhead begins, how far it plays and in how many seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from lrgui.core.files.view import FIRST_PANELS, PANELS, View
from lrgui.core.lessons.faults import LessonFault
from lrgui.core.model.checks import between, checked_keys, checked_list, choice, integer
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.limits import MAX_UPDATES
from lrgui.core.model.types import Axes
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.sweeps.question import SweepQuestion

CONTROLS = "controls"  # a panel that lessons always show
END = "end"  # how a file spells the last update
SECONDS = 8.0  # in which a stage plays where it does not say otherwise
_SHORTEST, _LONGEST = 0.5, 120.0
_OF_VIEW = (
    "log_loss", "iterations", "future", "best", "best_b", "runs_problem", "steps_problem", "lens_problem",
    "noise", "smoothing", "averaged", "averaging", "selected",
)  # fmt: skip
_OWN = ("position", "play_to", "seconds")  # which the next stage does not take over


@dataclass(frozen=True)
class Show:
    """Fields of the view, see `View`, and those of a stage alone.

    panels: those that are seen, beside the controls; large: the one with most of the room; charts: of the curves, the
    usual ones where empty. position: where the playhead begins, None for where it is; play_to: an update, `END`, or
    None; seconds: how long that takes.
    """

    panels: tuple[str, ...] = ()
    large: str | None = None
    charts: tuple[str, ...] = ()
    log_loss: bool = True
    iterations: bool = False
    future: bool = False
    best: bool = False
    best_b: bool = True
    runs_problem: str | None = None
    steps_problem: str | None = None
    lens_problem: str | None = None
    noise: str = View.noise
    smoothing: float = View.smoothing
    averaged: bool = False
    averaging: float = View.averaging
    selected: int = 0
    sweep: SweepQuestion = field(default_factory=SweepQuestion)
    zoom: Mapping[str, Axes] = field(default_factory=dict, hash=False)
    position: int | None = None
    play_to: int | str | None = None
    seconds: float | None = None

    @classmethod
    def usual(cls, experiment: Experiment) -> Show:
        """What a lesson shows where it says nothing."""
        panels = (*(panel for problem in experiment.problems for panel in FIRST_PANELS[problem]), "curves")
        charts = PROBLEMS[experiment.problem].charts if experiment.problem in PROBLEMS else ()
        return cls(panels=panels, charts=charts)

    def end(self, experiment: Experiment, start: int) -> int:
        """The update that is played to."""
        if self.play_to is None:
            return start
        return experiment.length if self.play_to == END else max(start, min(int(self.play_to), experiment.length))

    def view(self, experiment: Experiment, start: int, concealed: frozenset[str] = frozenset()) -> View:
        """All of it that a view has, with the playhead at `start`."""
        charts = {experiment.problem: self.charts} if self.charts else {}
        view = View(
            position=start,
            panels=(CONTROLS, *self.panels),
            charts=charts,
            sweep=self.sweep,
            zoom=self.zoom,
            concealed=concealed,
            **{name: getattr(self, name) for name in _OF_VIEW},
        )
        return view.within(experiment)

    def to_dict(self, before: Show) -> dict[str, Any]:
        """Plain data for JSON: what differs from what was shown before, and what is of this stage alone."""
        data: dict[str, Any] = {}
        for f in fields(self):
            value, old = getattr(self, f.name), None if f.name in _OWN else getattr(before, f.name)
            if value == old:
                continue
            if isinstance(value, SweepQuestion):
                value = value.to_dict()
            elif isinstance(value, tuple):
                value = list(value)
            elif isinstance(value, Mapping):
                value = {name: [list(side) for side in axes] for name, axes in value.items()}
            data[f.name] = value
        return data


def read_show(data: Any, before: Show, experiment: Experiment) -> Show:
    """What a file describes, beside what was shown `before`. Raises `InvalidValue`."""
    values = dict(checked_keys("show", data, [f.name for f in fields(Show)]))
    read: dict[str, Any] = dict.fromkeys(_OWN)
    if "panels" in values:
        read["panels"] = tuple(
            choice("show.panels", n, PANELS[1:]) for n in checked_list("show.panels", values["panels"])
        )
    panels = read.get("panels", before.panels)
    if values.get("large", before.large) is not None:
        large = values.get("large", before.large if before.large in panels else None)
        read["large"] = None if large is None else choice("show.large", large, panels)
    if values.get("position") is not None:
        read["position"] = integer("show.position", values["position"], 0, MAX_UPDATES)
    if values.get("play_to") is not None:
        play_to = values["play_to"]
        read["play_to"] = play_to if play_to == END else integer("show.play_to", play_to, 0, MAX_UPDATES)
    if values.get("seconds") is not None:
        read["seconds"] = between("show.seconds", values["seconds"], _SHORTEST, _LONGEST)
    if "selected" in values:
        read["selected"] = integer("show.selected", values["selected"], 0, len(experiment.runs) - 1)
    elif before.selected >= len(experiment.runs):
        read["selected"] = 0
    view = View.from_dict(
        {
            **{name: values[name] for name in (*_OF_VIEW, "sweep", "zoom") if name in values and name != "selected"},
            **({"charts": {experiment.problem: values["charts"]}} if "charts" in values else {}),
        }
    )
    for name in (*_OF_VIEW, "sweep", "zoom"):
        if name in values and name != "selected":
            read[name] = getattr(view, name)
    if "charts" in values:
        read["charts"] = view.charts.get(experiment.problem, ())
        there = view.charts_of(experiment)
        if read["charts"] and there != read["charts"]:
            raise LessonFault("show.charts", values["charts"], "no_such", choices=there)
    return replace(before, **read)
