"""View: what the window shows of an experiment. It determines no number; it is kept in the experiment's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from lrgui.core.model.checks import checked_keys, checked_list, choice, integer, number
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.limits import MAX_UPDATES
from lrgui.core.model.types import Axes, Range
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.resources import LANGUAGES

PANELS = ("controls", "descent", "classifier", "curves", "runs", "steps", "sweep", "weights")
CHARTS = ("descent-loss", "loss", "accuracy", "rate")
PLOTS = ("descent", "classifier", "weights", *CHARTS)
HIDDEN_AT_FIRST = ("steps", "sweep", "weights")


@dataclass(frozen=True)
class View:
    """What the window shows.

    position: of the playhead, in updates; selected: a run; panels: those that can be seen; maximised: the one that
    fills the window; charts: those of the curves, none for those that the problem has at first; axes: plot → the
    ranges of x and y that the user zoomed to; figure_language: of exported figures, where it is not the window's;
    sweep: what is asked of many learning rates; best_b: the weight space is that of each point's best b, not the run's.
    Raises `InvalidValue`; a position or a selection that cannot be is cut to what can be.
    """

    position: int = 0
    selected: int = 0
    panels: tuple[str, ...] = tuple(name for name in PANELS if name not in HIDDEN_AT_FIRST)
    maximised: str | None = None
    charts: tuple[str, ...] = ()
    log_loss: bool = True
    iterations: bool = False
    future: bool = False
    axes: Mapping[str, Axes] = field(default_factory=dict, hash=False)
    figure_language: str | None = None
    sweep: SweepQuestion = field(default_factory=SweepQuestion)
    best_b: bool = True

    def __post_init__(self) -> None:
        checked = {
            "position": _counted("view.position", self.position),
            "selected": _counted("view.selected", self.selected),
            "panels": _named("view.panels", self.panels, PANELS),
            "maximised": _optional("view.maximised", self.maximised, PANELS),
            "charts": _named("view.charts", self.charts, CHARTS),
            "axes": {name: _axes(f"view.axes.{name}", self.axes[name]) for name in PLOTS if name in self._known_axes()},
            "figure_language": _optional("view.figure_language", self.figure_language, LANGUAGES),
        }
        if not isinstance(self.sweep, SweepQuestion):
            raise InvalidValue("view.sweep", self.sweep, "structure", expected="an object of named fields")
        for name in ("log_loss", "iterations", "future", "best_b"):
            if not isinstance(getattr(self, name), bool):
                raise InvalidValue(f"view.{name}", getattr(self, name), "flag")
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    def _known_axes(self) -> Mapping[str, Any]:
        return checked_keys("view.axes", self.axes, PLOTS)

    def within(self, experiment: Experiment) -> View:
        """The view with position and selection cut to what the experiment has."""
        position = min(self.position, experiment.length)
        return replace(self, position=position, selected=min(self.selected, len(experiment.runs) - 1))

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` gives an equal view back."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"sweep": self.sweep.to_dict()}

    @classmethod
    def from_dict(cls, data: Any) -> View:
        """Reads what `to_dict` wrote; missing fields have their defaults. Raises `InvalidValue`."""
        values = dict(checked_keys("view", data, [f.name for f in fields(cls)]))
        for name in ("panels", "charts"):
            if name in values:
                values[name] = tuple(checked_list(f"view.{name}", values[name]))
        if "sweep" in values:
            values["sweep"] = SweepQuestion.from_dict(values["sweep"])
        return cls(**values)


def _counted(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        value = min(max(value, 0), MAX_UPDATES)
    return integer(name, value, 0, MAX_UPDATES)


def _named(name: str, values: tuple[str, ...], choices: tuple[str, ...]) -> tuple[str, ...]:
    """The names in `values`, each once, in the order of `choices`."""
    for value in values:
        choice(name, value, choices)
    return tuple(known for known in choices if known in values)


def _optional(name: str, value: str | None, choices: tuple[str, ...]) -> str | None:
    return None if value is None else choice(name, value, choices)


def _axes(name: str, value: Any) -> Axes:
    x, y = _pair(name, value, value)
    return _range(name, value, x), _range(name, value, y)


def _range(name: str, axes: Any, value: Any) -> Range:
    low, high = (number(name, limit) for limit in _pair(name, axes, value))
    if not 0 < high - low < float("inf"):
        raise InvalidValue(name, axes, "ranges")
    return low, high


def _pair(name: str, axes: Any, value: Any) -> tuple[Any, Any]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise InvalidValue(name, axes, "ranges")
    return value[0], value[1]
