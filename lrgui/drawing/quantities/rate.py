"""The learning rate of every update."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Range
from lrgui.core.training.history import History
from lrgui.drawing.quantities.quantity import MANY, Line, Quantity
from lrgui.plot import nice_range
from lrgui.text.glossary import explained
from lrgui.text.language import translate
from lrgui.text.numbers import format_rate

_FAR_RATE = 200.0  # times the middle one of the highest rates
_HAIR = 1e-6  # of an update


class Rate(Quantity):
    """η of every update, in the problem whose updates the timeline counts."""

    def belongs(self, experiment: Experiment) -> bool:
        return True

    def problem_of(self, experiment: Experiment) -> str:
        return experiment.problems[-1]

    def name(self) -> str:
        return translate("Curves", "η")

    def about(self) -> str:
        text = translate(
            "Curves",
            "The learning rate that every update is made with. Their sum Σ η is how far gradients of length 1 can carry"
            " a run: where it stays finite, a run may stop short of the minimum.",
        )
        return explained(text, "eta")

    def title(self, _experiment: Experiment) -> str:
        return translate("Curves", "learning rate η")

    def text(self, value: float) -> str:
        return format_rate(float(f"{value:.5g}"))

    def lines(self, history: History) -> list[Line]:
        trace = history.traces[self.problem_of(history.experiment)]
        total = trace.total
        if total <= MANY:
            steps = np.arange(total)
            rates = trace.rates(0, total)
        else:
            steps = np.unique(np.linspace(0, total - 1, MANY // 4).astype(int))
            rates = trace.rates_at(steps.astype(float))
        jumps = np.array([at for at in history.experiment.breakpoints(trace.problem_name) if 0 < at < total], int)
        rows = np.searchsorted(steps, jumps)
        # A jump is drawn as one: the rate before it is held up to a hair's breadth of it.
        steps = np.insert(steps.astype(float), rows, jumps - _HAIR)
        rates = np.insert(rates, rows, rates[rows - 1], axis=0)
        lines = []
        for run, total in enumerate(trace.clock.totals):
            made = trace.clock.made(run, np.floor(steps).astype(np.int64)) < total  # who has ended has no rate any more
            known = made & ~np.isnan(rates[:, run])  # some are found out on the way
            lines.append(Line(run, steps[known], rates[known, run]))
        return lines

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        highest = [float(np.max(line.values, initial=0.0, where=np.isfinite(line.values))) for line in lines]
        # One absurd rate must not flatten all the others; it is marked at the edge.
        return nice_range(0.0, min(max(highest), _FAR_RATE * float(np.median(highest))))
