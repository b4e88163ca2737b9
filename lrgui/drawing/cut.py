"""The loss along the line on which the selected run goes on: a surface cut open."""

from __future__ import annotations

import math

import numpy as np

from lrgui.core.model.types import Array, Floats, Range
from lrgui.core.problems.surface import SurfaceDescent
from lrgui.drawing.colours import ACCENT, MIDDLE, PAPER
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.plot import nice_range
from lrgui.text.language import translate

_SEEN: Range = (-0.75, 2.25)  # in lengths of the next step
_SAMPLES = np.linspace(*_SEEN, 601)
_ROOM = 3.0  # a range so much larger than what is to be seen stays
_STEEPEST = 0.9  # the share of the cut that is seen whole, however steep the rest


class CutDrawing(Drawing):
    """0 is where the run is, 1 where its next update leads. Beside the loss the parabola that has its slope and its
    curvature at 0: what an update would meet if the loss went on as it begins.
    """

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self._loss = self.plot.add_curve(MIDDLE, 2.5, z=5)
        self._parabola = self.plot.add_curve(MIDDLE, 1.6, "dashed", z=6)
        self._step = self.plot.add_curve(ACCENT, 2.4, "dotted", z=20)
        self._here = self.plot.add_points("circle", ACCENT, 11, z=38)
        self._there = self.plot.add_points("circle", ACCENT, 10, z=37)
        self._range: Range | None = None
        self._of: object = None

    def forget(self) -> None:
        self._range = None

    def retitle(self) -> None:
        self.plot.set_titles(
            translate("CutPanel", "along the next step: 0 is here, 1 is where it leads"), translate("CutPanel", "loss")
        )
        self.plot.set_name(translate("CutPanel", "The loss along the line of the next step"))

    def draw_history(self, scene: Scene) -> None:
        if SurfaceDescent.code not in scene.history.traces:
            return
        of = scene.history.surface.surface, scene.selected
        if of != self._of:
            self._of, self._range = of, None
        self.plot.set_floor(0.0 if scene.history.surface.floor >= 0 else None, 0.05)

    def draw_position(self, scene: Scene) -> None:
        trace = scene.history.traces.get(SurfaceDescent.code)
        if trace is None:
            return
        problem, run = scene.history.surface, scene.selected
        at, part = scene.progress(SurfaceDescent.code)
        here = trace.at(at)[run].astype(np.float64)
        step = _next_step(problem, trace.at(at + 1)[run] if at < trace.computed else None, here)
        colour = scene.experiment.runs[run].colour
        for points, fill in ((self._here, colour), (self._there, PAPER)):
            points.set_style("circle", fill, 11.0, edge=colour, edge_width=2.0)
        self._step.set_style(colour, 2.4, "dotted")
        if step is None or not scene.selected_is_drawn:
            for mark in (self._loss, self._parabola, self._step, self._here, self._there):
                mark.set_data([], [])
            return
        with np.errstate(all="ignore"):  # what is beyond the numbers is not drawn
            losses = problem.loss(here + _SAMPLES[:, None] * step)
            ends = problem.loss(here + np.array([[0.0], [1.0]]) * step)
            slope = float(problem.gradient(here[None])[0] @ step)
            xx, xy, yy = problem.second(here[None])[0].tolist()
            bend = float(step @ np.array([[xx, xy], [xy, yy]]) @ step)
            parabola = ends[0] + slope * _SAMPLES + bend / 2 * _SAMPLES**2
        self._set_range(losses, ends)
        self._loss.set_data(_SAMPLES, losses)
        self._parabola.set_data(_SAMPLES, parabola if scene.tells_why else np.full(len(_SAMPLES), np.nan))
        self._step.set_data([0.0, 1.0], ends)
        now = problem.loss(here + np.array([[part]]) * step)  # on its way to the next update, or 0
        self._here.set_data([part], now)
        self._there.set_data([1.0], ends[1:])

    def _set_range(self, losses: Array, ends: Array) -> None:
        """That of before, while what is to be seen has its place in it and does not lie flat."""
        finite = losses[np.isfinite(losses)]
        if not len(finite) or not np.isfinite(ends).all():
            return
        low = float(finite.min())
        high = max(float(np.quantile(finite, _STEEPEST)), *ends.tolist())
        if not high > low:
            high = low + (abs(low) or 1.0) * 1e-9
        if self._range is not None:
            bottom, top = self._range
            if bottom <= low and high <= top and top - bottom <= _ROOM * (high - low):
                return
        self._range = nice_range(low, high)
        self.plot.set_ranges(_SEEN, self._range)


def _next_step(problem: SurfaceDescent, following: Array | None, here: Floats) -> Floats | None:
    """The next update (2,); at the end, where there is none, that way down; None where no loss is known."""
    if not np.isfinite(here).all() or not math.isfinite(float(problem.loss(here))):
        return None
    step = following.astype(np.float64) - here if following is not None else -problem.gradient(here[None])[0]
    return step if np.isfinite(step).all() and step.any() else None
