"""The curves of a future that was given up."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import numpy as np

from lrgui.drawing.colours import ACCENT, pale
from lrgui.drawing.quantities.quantity import Line, Quantity
from lrgui.drawing.scene import Scene
from lrgui.plot import Curve, Plot


class GhostLines:
    """Pale dashed curves on a chart, beyond the fork; dotted where the run's own are dashed."""

    def __init__(self, plot: Plot, quantity: Quantity) -> None:
        self._plot = plot
        self._quantity = deepcopy(quantity)  # of its own, for a quantity remembers which history it read
        self._curves: list[Curve] = []
        self._lines: list[Line] = []

    def read(self, scene: Scene) -> None:
        """The numbers that `draw` shows."""
        ghost, problem = scene.ghost, self._quantity.problem_of(scene.experiment)
        self._lines = []
        if self._quantity.has_ghost and ghost is not None and problem in ghost.history.traces:
            for line in self._quantity.lines(ghost.history):
                if line.run == ghost.run:
                    # From the last point that both have in common.
                    first = max(0, int(np.searchsorted(line.steps, ghost.begins(problem), side="right")) - 1)
                    self._lines.append(replace(line, steps=line.steps[first:], values=line.values[first:]))
            colour = pale(scene.experiment.runs[ghost.run].colour)
            while len(self._curves) < len(self._lines):
                self._curves.append(self._plot.add_curve(ACCENT, z=29))
            for curve, line in zip(self._curves, self._lines, strict=False):
                curve.set_style(colour, 2.2, "dotted" if line.dashed else "dashed")
        for curve in self._curves[len(self._lines) :]:
            curve.set_data([], [])

    def draw(self, scene: Scene, unit: float, *, whole: bool) -> None:
        """Up to the playhead, or all of them."""
        here = scene.update_of(self._quantity.problem_of(scene.experiment))
        beyond = scene.ghost is not None and scene.position > scene.ghost.place
        for curve, line in zip(self._curves, self._lines, strict=False):
            n = len(line.steps) if whole else int(np.searchsorted(line.steps, here, side="right"))
            shown = slice(0, n if beyond or whole else 0)
            curve.set_data(line.steps[shown] / unit, line.values[shown])
