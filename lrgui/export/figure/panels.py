"""Which plots are meant by the names that were typed or clicked."""

from __future__ import annotations

from collections.abc import Sequence

from lrgui.core.files.view import View, current_name, plots_of
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import PROBLEMS, SHOWN

ALL_CHARTS = "curves"  # what stands for the charts of an experiment


def chosen(names: Sequence[str], experiment: Experiment, view: View) -> tuple[str, ...]:
    """The plots meant by `names`, each once: former names are understood, and "curves" for all charts of the view.

    Raises `InvalidValue` for one that is not there.
    """
    available = plots_of(experiment)
    panels: list[str] = []
    for name in names:
        if name == ALL_CHARTS:
            charts = [chart for chart in view.charts.get(experiment.problem, ()) if chart in available]
            panels += charts or charts_of(experiment)
        elif current_name(name) not in available:
            raise InvalidValue("panel", name, "one_of", choices=(*available, ALL_CHARTS))
        else:
            panels.append(current_name(name))
    return tuple(dict.fromkeys(panels))


def counted_problem(panels: Sequence[str], experiment: Experiment, view: View) -> str:
    """The problem whose updates a figure counts: the one that it shows, or the last one."""
    tables = {"runs": view.problem_of_runs(experiment), "lens": view.problem_of_lens(experiment)}
    shown = {tables.get(panel) or SHOWN.get(panel) for panel in panels}
    return (shown.pop() if len(shown) == 1 else None) or experiment.problems[-1]


def charts_of(experiment: Experiment) -> tuple[str, ...]:
    """All charts of its problems, where nobody has chosen others: on a page there is room for them."""
    return tuple(chart for problem in experiment.problems for chart in PROBLEMS[problem].charts)
