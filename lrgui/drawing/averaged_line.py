"""In a chart: the quantity of the selected run's averaged weights, dash-dotted beside its own."""

from __future__ import annotations

import numpy as np

from lrgui.drawing.colours import ACCENT
from lrgui.drawing.quantities.quantity import Line, Quantity
from lrgui.drawing.scene import Scene
from lrgui.plot import Plot

PATTERN = "dashdot"


class AveragedLine:
    """waits: whether there is one to be seen that is not known as far as the run is computed. line: what is known."""

    def __init__(self, plot: Plot, quantity: Quantity) -> None:
        self._quantity = quantity
        self._curve = plot.add_curve(ACCENT, 2.0, PATTERN, z=33)
        self.line: Line | None = None
        self.waits = False

    def read(self, scene: Scene) -> list[Line]:
        """The numbers that `draw` shows: the line, if it is there."""
        quantity, self.line = self._quantity, None
        problem = quantity.problem_of(scene.experiment)
        averages = scene.averages(problem, whole=True) if quantity.averages else None
        if averages is not None:
            self.line = quantity.averaged(averages, scene.history, scene.selected, scene.patience)
        self.waits = quantity.averages and scene.averages_are_seen(problem) and self.line is None
        self._curve.set_style(scene.experiment.runs[scene.selected].colour, 2.0, PATTERN)
        return [] if self.line is None else [self.line]

    def draw(self, scene: Scene, unit: float) -> None:
        """Up to the playhead. unit: updates in one unit of the x axis."""
        if self.line is None:
            self._curve.set_data([], [])
            return
        here = scene.update_of(self._quantity.problem_of(scene.experiment))
        shown = int(np.searchsorted(self.line.steps, here, side="right"))
        self._curve.set_data(self.line.steps[:shown] / unit, self.line.values[:shown])
