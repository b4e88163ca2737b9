"""What is known of the classifier at its checkpoints."""

from __future__ import annotations

import numpy as np

from lrgui.core.analysis.averaged_weights import AveragedWeights
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Range
from lrgui.core.training.history import History
from lrgui.drawing.quantities.quantity import Line, Quantity, limits
from lrgui.plot import nice_range
from lrgui.text.language import translate
from lrgui.text.numbers import format_percent

_USUAL = 0.02  # how far below a run's usual loss a logarithmic axis goes


class Loss(Quantity):
    """The classifier's loss at its checkpoints."""

    def may_be_log(self, _history: History) -> bool:
        return True

    has_gaps = True

    def name(self) -> str:
        return translate("Curves", "Loss")

    def about(self) -> str:
        return translate(
            "Curves", "The classifier's training and validation loss, ten times in each of the first epochs."
        )

    def title(self, _experiment: Experiment) -> str:
        return translate("Curves", "loss")

    def lines(self, history: History) -> list[Line]:
        return _checkpoint_lines(history, 0)

    averages = True

    def averaged(self, averages: AveragedWeights, history: History, run: int, seconds: float) -> Line | None:
        return _averaged_line(averages, history, run, seconds, 0)

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        if log:
            low, high = limits(lines, positive=True)
            # A validation loss that falls to nearly nothing for a moment must not flatten all the others.
            seen = (line.values[(line.values > 0) & np.isfinite(line.values)] for line in lines)
            usual = min((float(np.median(values)) for values in seen if len(values)), default=0.0)
            return nice_range(max(low, _USUAL * usual), high, log=True)
        return nice_range(0.0, limits(lines)[1])


class Accuracy(Quantity):
    """The classifier's accuracy at its checkpoints."""

    def name(self) -> str:
        return translate("Curves", "Accuracy")

    def about(self) -> str:
        return translate("Curves", "The share of right answers in training and validation data.")

    def title(self, _experiment: Experiment) -> str:
        return translate("Curves", "accuracy")

    def text(self, value: float) -> str:
        return format_percent(value, 2)

    def lines(self, history: History) -> list[Line]:
        return _checkpoint_lines(history, 1)

    averages = True

    def averaged(self, averages: AveragedWeights, history: History, run: int, seconds: float) -> Line | None:
        return _averaged_line(averages, history, run, seconds, 1)

    def range(self, history: History, lines: list[Line], *, log: bool) -> Range:
        low, _ = limits(lines)
        low, _ = nice_range(min(low, 0.95), 1.0)
        return max(0.0, low), 1.0 + 0.04 * (1.0 - low)


def _averaged_line(averages: AveragedWeights, history: History, run: int, seconds: float, which: int) -> Line | None:
    """In training, up to the last checkpoint that averages are known of."""
    checkpoints, clock = history.checkpoints_of(run), history.experiment.clock(Loss.problem)
    count = checkpoints.until(clock.made(run, averages.done))
    curve = averages.curve(run, checkpoints.times)
    if not curve.advance(seconds, count):
        return None
    return Line(run, clock.moment_of(run, curve.steps(count)), curve.values(count)[which])


def _checkpoint_lines(history: History, which: int) -> list[Line]:
    lines, clock = [], history.experiment.clock(Loss.problem)
    for run in range(len(history.experiment.runs)):
        checkpoints = history.checkpoints_of(run)
        count = checkpoints.count
        steps, values = clock.moment_of(run, checkpoints.steps(count)), checkpoints.values(count)
        lines.append(Line(run, steps, values[which + 2], dashed=True))
        lines.append(Line(run, steps, values[which]))
    return lines
