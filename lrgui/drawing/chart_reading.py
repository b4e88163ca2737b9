"""What the mouse reads of a chart."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.experiment_fields import EPOCHS, UPDATES
from lrgui.core.problems.registry import PROBLEMS
from lrgui.drawing.quantities.quantity import Line, Quantity
from lrgui.drawing.scene import Scene
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number


class ChartReading:
    """The values of the lines that a chart shows. The chart says which these are, and of which scene.

    average: that of the selected run's averaged weights, where there is one. unit: updates in one unit of the x axis,
    which counts `counts`; future: whether lines go beyond the playhead.
    """

    def __init__(self, quantity: Quantity) -> None:
        self._quantity = quantity
        self.scene: Scene | None = None
        self.lines: list[Line] = []
        self.average: Line | None = None
        self.unit, self.counts, self.future = 1.0, EPOCHS, False

    def snap(self, x: float) -> float:
        """The nearest x at which there is something to be read."""
        if not self.lines:
            return x
        steps = self._finest.steps
        return float(steps[self._nearest(steps, x)]) / self.unit

    @property
    def _finest(self) -> Line:
        """The line with the most points to read: all lines have them in the same places but of several batch sizes."""
        return max(self.lines, key=lambda line: len(line.steps))

    def _nearest(self, steps: np.ndarray, x: float) -> int:
        i = int(np.searchsorted(steps, x * self.unit))
        if i == 0 or (i < len(steps) and steps[i] - x * self.unit < x * self.unit - steps[i - 1]):
            return min(i, len(steps) - 1)
        return i - 1

    def read(self, x: float) -> list[tuple[str | None, str]]:
        """What the curves say at x: one line for each run, training and validation side by side."""
        scene = self.scene
        if not self.lines or scene is None:
            return []
        finest = self._finest.steps
        step = int(finest[self._nearest(finest, x)])
        trace = scene.history.traces[self._quantity.problem_of(scene.experiment)]
        if step > scene.update_of(trace.problem_name) and not self.future:
            return []
        texts: list[tuple[str | None, str]] = [(None, text) for text in self._head(scene.experiment, step)]
        exact = self._quantity.exact(scene.history, step)
        for i, run in enumerate(scene.experiment.runs):
            if i in scene.hidden:
                continue
            own = sorted((line for line in self.lines if line.run == i), key=lambda line: (line.dashed, line.pale))
            values = (
                [self._text(line, step) for line in own] if exact is None else [self._quantity.text(float(exact[i]))]
            )
            texts.append((run.colour, " / ".join(values)))
            if self.average is not None and self.average.run == i:
                text = translate("Averaged", "averaged: {0}").format(self._text(self.average, step))
                texts.append((run.colour, text))
        return texts

    def _text(self, line: Line, step: int) -> str:
        return self._quantity.text(float(line.values[self._nearest(line.steps, step / self.unit)]))

    def _head(self, experiment: Experiment, step: int) -> list[str]:
        """Where one reads."""
        if not PROBLEMS[self._quantity.problem_of(experiment)].on_data:
            return [translate("Curves", "step {0}").format(format_count(step))]
        epoch = format_number(step / experiment.iterations_per_epoch, 4)
        if not experiment.clock(self._quantity.problem_of(experiment)).uniform:
            if self.counts == EPOCHS:
                return [translate("Curves", "epoch {0}").format(epoch)]
            if self.counts == UPDATES:
                return [translate("Curves", "iteration {0}").format(format_count(step))]
            seen = format_count(round(step / self.unit))
            return [translate("Curves", "{0} {0:sample|samples} seen").format(seen)]
        return [
            translate("Curves", "iteration {0}").format(format_count(step)),
            translate("Curves", "epoch {0}").format(epoch),
        ]
