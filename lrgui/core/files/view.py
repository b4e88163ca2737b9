"""View: what is to be seen of an experiment. It determines no number; the session owns it and files keep it.

This is the one vocabulary of panels and plots. A plot is what a figure is made of and what can be zoomed; the panel of
the curves shows several (its charts), every other panel but the steps and the controls is one plot of the same name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from lrgui.core.model.checks import checked_keys, checked_list, choice, from_zero_below, integer, number
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.limits import MAX_UPDATES
from lrgui.core.model.types import Axes, Range
from lrgui.core.problems.registry import CHOICES, PROBLEMS, SHOWN, kind_of
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.resources import LANGUAGES

_PARTS = tuple(panel for problem in PROBLEMS.values() for panel in problem.panels)
CHARTS = (*(chart for problem in PROBLEMS.values() for chart in problem.charts), "rate")
FIRST_PANELS = {code: problem.panels[: problem.first_panels] for code, problem in PROBLEMS.items()}
_SEEN_AT_FIRST = tuple(panel for panels in FIRST_PANELS.values() for panel in panels)
NOISE = tuple(plot for problem in PROBLEMS.values() for plot in problem.noise)  # what the panel of noise can show
HIDDEN_AT_FIRST = ("steps", "sweep", "lens", "noise", *(panel for panel in _PARTS if panel not in _SEEN_AT_FIRST))
PANELS = ("controls", *_SEEN_AT_FIRST, "curves", "runs", *HIDDEN_AT_FIRST)
PLOTS = (*_PARTS, *CHARTS, *NOISE, "lens", "sweep", "runs")
ZOOMED = (*_PARTS, *CHARTS, *NOISE)  # the plots whose zoom is kept
FORMER_NAMES = {"classifier": "boundary", "table": "runs"}  # of panels and plots, still read and still typed
SIDE_BY_SIDE = 2  # charts to begin with

SLOWEST, FASTEST = 1.0, 10_000.0  # updates per second
FLAT_OUT = "flat-out"  # how a file spells an infinite speed
MOST_CONCEALED = 100
_FLAGS = ("log_loss", "iterations", "future", "follow", "best", "averaged", "best_b", "equal_scales", "patterns")

# What may be concealed: what comes after the playhead, what theory says of a rate, what a run is said to do, and what
# many rates come to. Other names in a file conceal nothing.
FUTURE, THEORY, STATE, SWEEP = FACTS = ("future", "theory", "state", "sweep")


@dataclass(frozen=True)
class View:
    """What is to be seen.

    position: of the playhead, a place on the timeline (`Experiment.update_at`), None for the last one; selected: a run;
    panels: those that can be seen; maximised: the one that fills the window; folded: whether the controls are, None for
    where they have no room.

    Curves: charts, by problem, of one that is missing the first ones; log_loss: a logarithmic axis for losses;
    iterations: counted along the axis, and not epochs; future: what comes after the playhead, too. 1-D descent: follow:
    the view widens where the selected run leaves. Runs: runs_problem, whose figures they have, None for the last one of
    the experiment; best: weights of the best checkpoint, and not those at the playhead. Steps: steps_problem, None for
    the first one. Lens: lens_problem, whose update is taken apart, None for the last one. Noise: noise, which of its
    plots; smoothing: β of the smoothed curves, from 0 to below 1. Weights: best_b, each point's best b, and not the
    run's; equal_scales: one scale on both axes, there and on a surface. Sweep: what is asked of many learning rates.
    averaged: the averaged weights of the selected run beside its own, wherever these are drawn; averaging: their factor
    d, from 0 to below 1.
    All plots: patterns, runs are told apart by patterns and symbols, too; hidden: the numbers of the runs that are not
    drawn; solo: the only one that is, None for all that are not hidden.

    zoom: plot → the ranges of x and y that were zoomed to; figure_language: of figures, None for the window's; speed:
    of playing, in updates per second, infinite for flat out, None for the whole run in twelve seconds; concealed: facts
    that are not to be seen yet, see `FACTS`.

    Raises `InvalidValue`; a position, a selection or a speed that cannot be is cut to what can be.
    """

    position: int | None = None
    selected: int = 0
    panels: tuple[str, ...] = tuple(name for name in PANELS if name not in HIDDEN_AT_FIRST)
    maximised: str | None = None
    folded: bool | None = None
    charts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    log_loss: bool = True
    iterations: bool = False
    future: bool = False
    follow: bool = True
    runs_problem: str | None = None
    best: bool = False
    steps_problem: str | None = None
    lens_problem: str | None = None
    noise: str = NOISE[0]
    smoothing: float = 0.98
    averaged: bool = False
    averaging: float = 0.99
    best_b: bool = True
    equal_scales: bool = True
    patterns: bool = False
    hidden: tuple[int, ...] = ()
    solo: int | None = None
    sweep: SweepQuestion = field(default_factory=SweepQuestion)
    zoom: Mapping[str, Axes] = field(default_factory=dict, hash=False)
    figure_language: str | None = None
    speed: float | None = None
    concealed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        zoom = checked_keys("view.zoom", self.zoom, ZOOMED)
        charts = checked_keys("view.charts", self.charts, tuple(CHOICES))
        one_problem = tuple(PROBLEMS)
        checked = {
            "position": None if self.position is None else _counted("view.position", self.position),
            "selected": _counted("view.selected", self.selected),
            "panels": _named("view.panels", self.panels, PANELS),
            "maximised": _optional("view.maximised", self.maximised, PANELS),
            "charts": {p: _named(f"view.charts.{p}", charts[p], CHARTS) for p in CHOICES if p in charts},
            "zoom": {name: _axes(f"view.zoom.{name}", zoom[name]) for name in ZOOMED if name in zoom},
            "figure_language": _optional("view.figure_language", self.figure_language, LANGUAGES),
            "runs_problem": _optional("view.runs_problem", self.runs_problem, one_problem),
            "steps_problem": _optional("view.steps_problem", self.steps_problem, one_problem),
            "lens_problem": _optional("view.lens_problem", self.lens_problem, one_problem),
            "noise": choice("view.noise", self.noise, NOISE),
            "smoothing": from_zero_below("view.smoothing", self.smoothing, 1),
            "averaging": from_zero_below("view.averaging", self.averaging, 1),
            "speed": None if self.speed is None else _speed(self.speed),
            "concealed": _facts(self.concealed),
            "hidden": _numbers("view.hidden", self.hidden),
            "solo": None if self.solo is None else _counted("view.solo", self.solo),
        }
        if not isinstance(self.sweep, SweepQuestion):
            raise InvalidValue("view.sweep", self.sweep, "structure", expected="an object of named fields")
        for name in _FLAGS:
            if not isinstance(getattr(self, name), bool):
                raise InvalidValue(f"view.{name}", getattr(self, name), "flag")
        if self.folded is not None and not isinstance(self.folded, bool):
            raise InvalidValue("view.folded", self.folded, "flag")
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    def within(self, experiment: Experiment) -> View:
        """The view with position, selection and runs that are hidden cut to what the experiment has."""
        position = None if self.position is None else min(self.position, experiment.length)
        runs = len(experiment.runs)
        hidden = tuple(run for run in self.hidden if run < runs)
        solo = self.solo if self.solo is not None and self.solo < runs else None
        return replace(self, position=position, selected=min(self.selected, runs - 1), hidden=hidden, solo=solo)

    def not_drawn(self, runs: int) -> frozenset[int]:
        """Which of so many runs are not drawn."""
        return not_drawn(runs, self.hidden, self.solo)

    @property
    def average(self) -> float | None:
        """The factor of the averaged weights, None where they are not to be seen."""
        return self.averaging if self.averaged else None

    @property
    def until(self) -> int | None:
        """The last update that may be seen; None where nothing is concealed of what comes."""
        return self.position if FUTURE in self.concealed else None

    def charts_of(self, experiment: Experiment) -> tuple[str, ...]:
        """The charts of the experiment's curves: those chosen for its problem, or the first ones."""
        has = plots_of(experiment)
        chosen = tuple(chart for chart in self.charts.get(experiment.problem, ()) if chart in has)
        return chosen or first_charts(experiment.problem)

    def plots_in(self, panel: str, experiment: Experiment) -> tuple[str, ...]:
        """The plots that a panel shows of an experiment; none where it is no picture."""
        plots = {"curves": self.charts_of(experiment), "noise": (self.noise,)}
        shown = plots.get(panel, (panel,))
        return tuple(plot for plot in shown if plot in PLOTS and has_plot(experiment, plot))

    def problem_of_runs(self, experiment: Experiment) -> str:
        """The problem whose figures the table of runs has."""
        return self.runs_problem if self.runs_problem in experiment.problems else experiment.problems[-1]

    def problem_of_steps(self, experiment: Experiment) -> str:
        """The problem whose steps are listed."""
        return self.steps_problem if self.steps_problem in experiment.problems else experiment.problems[0]

    def problem_of_lens(self, experiment: Experiment) -> str:
        """The problem whose update is taken apart."""
        return self.lens_problem if self.lens_problem in experiment.problems else experiment.problems[-1]

    def with_panel(self, name: str, on: bool) -> View:
        """With a panel that can be seen, or cannot."""
        others = tuple(panel for panel in self.panels if panel != name)
        return replace(self, panels=(*others, name) if on else others)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` gives an equal view back."""
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        data["panels"] = list(self.panels)
        data["charts"] = {problem: list(charts) for problem, charts in self.charts.items()}
        data["sweep"] = self.sweep.to_dict()
        data["hidden"] = list(self.hidden)
        data["speed"] = FLAT_OUT if self.speed == math.inf else self.speed
        data["concealed"] = sorted(self.concealed)
        return data

    @classmethod
    def from_dict(cls, data: Any) -> View:
        """Reads what `to_dict` wrote; missing fields have their defaults. Raises `InvalidValue`."""
        values = dict(checked_keys("view", data, [f.name for f in fields(cls)]))
        if "panels" in values:
            values["panels"] = tuple(checked_list("view.panels", values["panels"]))
        if "charts" in values:
            charts = checked_keys("view.charts", values["charts"], tuple(CHOICES))
            values["charts"] = {p: tuple(checked_list(f"view.charts.{p}", names)) for p, names in charts.items()}
        if "hidden" in values:
            values["hidden"] = tuple(checked_list("view.hidden", values["hidden"]))
        if "concealed" in values:
            values["concealed"] = _facts(checked_list("view.concealed", values["concealed"]))
        if "sweep" in values:
            values["sweep"] = SweepQuestion.from_dict(values["sweep"])
        if values.get("speed") == FLAT_OUT:
            values["speed"] = math.inf
        return cls(**values)


def not_drawn(runs: int, hidden: Iterable[int], solo: int | None) -> frozenset[int]:
    """Which of so many runs are not drawn where some are hidden, or all but one."""
    if solo is not None and solo < runs:
        return frozenset(range(runs)) - {solo}
    return frozenset(run for run in hidden if run < runs)


def first_charts(choice: str) -> tuple[str, ...]:
    """The charts of a problem where nobody has chosen others, or the first one of each where there are several."""
    charts = [PROBLEMS[problem].charts for problem in CHOICES[choice]]
    return tuple(names[0] for names in charts) if len(charts) > 1 else (*charts[0], "rate")[:SIDE_BY_SIDE]


def plots_of(experiment: Experiment) -> tuple[str, ...]:
    """The plots that an experiment has something for."""
    return tuple(name for name in PLOTS if has_plot(experiment, name))


def has_plot(experiment: Experiment, name: str) -> bool:
    """Whether an experiment has something for a plot, or for a panel."""
    if name == "lens":  # of the update of one parameter there is nothing to be drawn but the steps of the descent
        return any(kind_of(problem, experiment).parameters[1:] for problem in experiment.problems)
    return SHOWN.get(name) is None or SHOWN[name] in experiment.problems


def current_name(name: Any) -> Any:
    """The name of a panel or plot, whatever it was called before; what is no name stays as it is."""
    return FORMER_NAMES.get(name, name) if isinstance(name, str) else name


def _counted(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        value = min(max(value, 0), MAX_UPDATES)
    return integer(name, value, 0, MAX_UPDATES)


def _numbers(name: str, values: Iterable[Any]) -> tuple[int, ...]:
    """Numbers of runs, each once, ascending."""
    return tuple(sorted({_counted(name, value) for value in values}))


def _speed(value: Any) -> float:
    return math.inf if value == math.inf else min(max(number("view.speed", value), SLOWEST), FASTEST)


def _facts(values: Iterable[Any]) -> frozenset[str]:
    facts = list(values)
    if len(facts) > MOST_CONCEALED or not all(isinstance(fact, str) for fact in facts):
        raise InvalidValue("view.concealed", facts, "structure", expected=f"at most {MOST_CONCEALED} names")
    return frozenset(facts)


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
