"""The plane of x and y that a surface stands on: its loss as a map, every run's path, and how it is curved there."""

from __future__ import annotations

import numpy as np

from lrgui.core.problems.surface import SurfaceDescent
from lrgui.core.training.trace import Trace
from lrgui.drawing.colours import TEXT
from lrgui.drawing.edge_reasons import leaving_text
from lrgui.drawing.plane import PlaneDrawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number

FINE = 161  # points along each axis at which the loss is known
_REACH = 1.6  # paths are looked at so many times as far as one looks at first
_AXES = 0.09  # of the view: half of the longer of the two axes of curvature


class SurfaceDrawing(PlaneDrawing):
    """Beside the map: stars at the minima, and through the selected run the axes of the Hessian where it is now, each
    as long as the loss takes to grow alike along it.
    """

    problem = SurfaceDescent.code

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self._minima = self.plot.add_points("star", TEXT, 13, z=34)
        self._axes = self.plot.add_curve(TEXT, 1.6, "solid", z=35)
        self._mapped: object = None

    def forget(self) -> None:
        super().forget()
        self._mapped = None

    def retitle(self) -> None:
        self.plot.set_titles("x", "y")
        self.plot.set_name(translate("SurfacePanel", "The loss over x and y, and the path of every run"))

    # What depends on the whole history

    def within_reach(self, trace: Trace, path: np.ndarray) -> np.ndarray:
        problem = trace.problem
        assert isinstance(problem, SurfaceDescent)
        with np.errstate(invalid="ignore"):
            near = (np.abs(path - problem.middle) <= _REACH * problem.extent).all(axis=2)
        return path[near]

    def landmarks(self, trace: Trace, start: np.ndarray) -> list[np.ndarray]:
        problem = trace.problem
        assert isinstance(problem, SurfaceDescent)
        return [problem.middle - problem.extent, problem.middle + problem.extent]

    def draw_landmarks(self, scene: Scene) -> None:
        self._minima.set_data(*scene.history.surface.minima.T)

    # What depends on the playhead

    def draw_position(self, scene: Scene) -> None:
        super().draw_position(scene)
        if scene.history.traces.get(self.problem) is None:
            return
        self._draw_map(scene.history.surface)
        self._draw_axes(scene)

    def _draw_map(self, problem: SurfaceDescent) -> None:
        """For what is in sight, unless it is there."""
        view = self.plot.view
        wanted = problem.surface, view.x, view.y, self.style, self.plot.theme
        if wanted == self._mapped:
            return
        self._mapped = wanted
        x, y = np.linspace(*view.x, FINE), np.linspace(*view.y, FINE)
        loss = problem.loss(np.stack(np.meshgrid(x, y), axis=-1))
        self.relief.show(x, y, loss, self.style, log=problem.floor >= 0)

    def _draw_axes(self, scene: Scene) -> None:
        problem, (at, part) = scene.history.surface, scene.progress(self.problem)
        here = scene.history.traces[self.problem].at(at)[scene.selected : scene.selected + 1].astype(np.float64)
        (xx, xy, yy) = problem.second(here)[0]
        seen = part == 0 and scene.tells_why and scene.selected_is_drawn
        if not (seen and np.isfinite([xx, xy, yy]).all() and np.isfinite(here).all()):
            self._axes.set_data([], [])
            return
        values, vectors = np.linalg.eigh(np.array([[xx, xy], [xy, yy]]))
        view = self.plot.view
        longest = _AXES * min(view.x[1] - view.x[0], view.y[1] - view.y[0])
        sizes = np.sqrt(np.abs(values))
        gap = np.full(2, np.nan)
        lengths = longest * np.minimum(1.0, sizes[sizes > 0].min(initial=np.inf) / np.where(sizes > 0, sizes, np.inf))
        points = []
        for length, vector in zip(np.where(sizes > 0, lengths, longest), vectors.T, strict=True):
            points += [here[0] - length * vector, here[0] + length * vector, gap]
        self._axes.set_data(*np.array(points).T)

    def lost_text(self, scene: Scene, trace: Trace, run: int, at: int) -> str:
        return leaving_text(trace, run, trace.away_since(run, at) or at, np.nan, told=scene.tells_why)

    def leaving_text(self, scene: Scene, trace: Trace, run: int, at: int, x: float, y: float) -> str:
        problem = trace.problem
        assert isinstance(problem, SurfaceDescent)
        since = trace.away_since(run, at)
        if problem.quadratic and since is not None:
            return leaving_text(trace, run, since, 0.0, told=scene.tells_why)
        text = translate("SurfacePanel", "step {0}: x = {1}, y = {2}")
        return text.format(format_count(at), format_number(x, 3), format_number(y, 3))
