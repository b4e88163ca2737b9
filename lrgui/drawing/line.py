"""Points, the line of every run through them, and what the selected one misses them by."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.types import Array, Floats, Range
from lrgui.core.problems.points import points_of
from lrgui.core.problems.regression import LineFit
from lrgui.drawing.averaged import AveragedMark, averages_now, place_within
from lrgui.drawing.colours import ACCENT, MIDDLE, PAPER, TEXT
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.drawing.way import partway
from lrgui.plot import Curve, nice_range
from lrgui.text.language import translate

_ROOM = 0.2  # beside the points, in widths of what they take
_MANY = 100  # points; of more they are drawn smaller


class LineDrawing(Drawing):
    """The best line is dashed. x is what it is in the data, whether it was standardised or not.

    `steady`: axes stand still, whatever is drawn, as they must under a moving hand.
    """

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self.steady = False
        self._errors = self.plot.add_curve(ACCENT, 1.2, "solid", z=18)
        self._best = self.plot.add_curve(TEXT, 1.8, "dashed", z=22)
        self._lines: list[Curve] = []
        self._average = AveragedMark(self.plot, 25)
        self._points = self.plot.add_points("circle", MIDDLE, 9.0, z=36)

    def retitle(self) -> None:
        self.plot.set_titles("x", "y")
        self.plot.set_name(translate("LinePanel", "The points, and the line of every run through them"))

    def draw_history(self, scene: Scene) -> None:
        if LineFit.code not in scene.history.traces:
            return
        x, y = np.array(points_of(scene.experiment.points)).T
        if not self.steady:
            self.plot.set_ranges(_around(x), _around(y))
        self._points.set_style("circle", MIDDLE, 9.0 if len(x) <= _MANY else 5.0, edge=PAPER, edge_width=1.0)
        self._points.set_data(x, y)
        order = scene.draw_order()
        while len(self._lines) < len(order):
            self._lines.append(self.plot.add_curve(ACCENT, z=24))
        for line in self._lines[len(order) :]:
            line.set_data([], [])
        for slot, i in enumerate(order):
            chosen = i == scene.selected
            self._lines[slot].set_style(
                scene.experiment.runs[i].colour, self.style.width(chosen, 2.8, 1.6), self.style.pattern(i)
            )

    def draw_position(self, scene: Scene) -> None:
        trace = scene.history.traces.get(LineFit.code)
        if trace is None:
            return
        problem, (at, part) = scene.history.regression, scene.progress(LineFit.code)
        now = trace.at(at)
        if part:
            now = partway(np.stack([now, trace.at(at + 1)]).astype(float), part)[-1]
        for slot, i in enumerate(scene.draw_order()):
            self._lines[slot].set_data(*self._line(problem, now[i].astype(float)))
        self._best.set_data(*self._line(problem, problem.minima[0]))
        self._draw_average(scene, problem)
        w, b = now[scene.selected].astype(float).tolist()
        x, y = np.array(points_of(scene.experiment.points)).T
        with np.errstate(all="ignore"):
            met = w * problem.x + b
        seen = scene.selected_is_drawn and scene.tells_why and bool(np.isfinite(met).all())
        gaps = np.full(len(x), np.nan)
        self._errors.set_style(scene.experiment.runs[scene.selected].colour, 1.2, "solid")
        if seen:
            (_, _), (bottom, top) = self.plot.home
            far = top - bottom
            met = np.clip(met, bottom - far, top + far)
            self._errors.set_data(np.repeat(x, 3), np.stack([y, met, gaps], axis=1).ravel())
        else:
            self._errors.set_data([], [])

    def _draw_average(self, scene: Scene, problem: LineFit) -> None:
        """The line of the selected run's averaged weights, named where it comes in."""
        averages = scene.averages(LineFit.code)
        self.waits = scene.awaited(LineFit.code)
        if averages is None:
            self._average.clear()
            return
        line = np.column_stack(self._line(problem, averages_now(scene, averages)))
        self._average.show(
            scene, line, place_within(line, self.plot.home, np.array(points_of(scene.experiment.points))), size=0.0
        )

    def _line(self, problem: LineFit, place: Floats) -> tuple[Array, Array]:
        """What is in sight, and a little more, of the line of w and b: two points, or none."""
        w, b = problem.in_units(place)
        (left, right), (bottom, top) = self.plot.home
        width, height = right - left, top - bottom
        left, right, bottom, top = left - 2 * width, right + 2 * width, bottom - 2 * height, top + 2 * height
        if not np.isfinite([w, b]).all():
            return np.empty(0), np.empty(0)
        if w:
            ends = sorted(((bottom - b) / w, (top - b) / w))
            left, right = max(left, ends[0]), min(right, ends[1])
        x = np.array([left, right] if left < right else [])
        return x, w * x + b


def _around(values: Array) -> Range:
    low, high = float(values.min()), float(values.max())
    room = _ROOM * (high - low or 1.0)
    return nice_range(low - room, high + room)
