"""All problems, by their codes."""

from __future__ import annotations

from lrgui.core.problems.curve import Descent
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.network import Network
from lrgui.core.problems.problem import Problem, Settings
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SurfaceDescent

_ALL: tuple[type[Problem], ...] = (Descent, LogisticRegression, SurfaceDescent, LineFit)
PROBLEMS: dict[str, type[Problem]] = {problem.code: problem for problem in _ALL}

# What an experiment may have, and the problems that it then has, in the order in which they are shown.
PAIR = (Descent.code, LogisticRegression.code)
CHOICES: dict[str, tuple[str, ...]] = {**{code: (code,) for code in PROBLEMS}, "both": PAIR}

# The problem that a panel or a chart shows.
SHOWN = {
    part: code
    for code, problem in PROBLEMS.items()
    for part in (*problem.panels, *problem.charts, *problem.noise, *(("noise",) if problem.noise else ()))
}


def problems_on_data() -> tuple[str, ...]:
    """The codes of those that are trained on data, in batches and epochs."""
    return tuple(code for code, problem in PROBLEMS.items() if problem.on_data)


def kind_of(code: str, settings: Settings) -> type[Problem]:
    """What a problem is with the settings of an experiment: a classifier may have hidden units."""
    return Network if code == Network.code and settings.hidden_units else PROBLEMS[code]


def make_problem(code: str, settings: Settings) -> Problem:
    """The problem of that code, with the settings of an experiment."""
    return kind_of(code, settings)(settings)
