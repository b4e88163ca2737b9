"""Planes that functions of two parameters stand on: the loss as a map, every run's path, and how it is curved there."""

from __future__ import annotations

import numpy as np

from lrgui.core.problems.plane_function import PlaneFunction
from lrgui.core.problems.regression import LineFit
from lrgui.core.problems.surface import SurfaceDescent
from lrgui.core.training.history import History
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


class FunctionDrawing(PlaneDrawing):
    """Beside the map: stars at the minima, and axes of the Hessian, each as long as the loss takes to grow alike along
    it.

    axes: of the view, half of the longer of the two.
    """

    axes = 0.09

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self._minima = self.plot.add_points("star", TEXT, 13, z=34)
        self._axes = self.plot.add_curve(TEXT, 1.6, "solid", z=35)
        self._mapped: object = None

    def forget(self) -> None:
        super().forget()
        self._mapped = None

    def function(self, history: History) -> PlaneFunction:
        """What the map is of."""
        problem = history.traces[self.problem].problem
        assert isinstance(problem, PlaneFunction)
        return problem

    def crossing(self, problem: PlaneFunction, here: np.ndarray) -> np.ndarray:
        """Where the axes cross while the selected run is `here`: (2,)."""
        return here

    # What depends on the whole history

    def within_reach(self, trace: Trace, path: np.ndarray) -> np.ndarray:
        problem = trace.problem
        assert isinstance(problem, PlaneFunction)
        with np.errstate(invalid="ignore"):
            near = (np.abs(path - problem.middle) <= _REACH * problem.extent).all(axis=2)
        return path[near]

    def landmarks(self, trace: Trace, starts: np.ndarray) -> list[np.ndarray]:
        problem = trace.problem
        assert isinstance(problem, PlaneFunction)
        return [problem.middle - problem.extent, problem.middle + problem.extent]

    def draw_landmarks(self, scene: Scene) -> None:
        self._minima.set_data(*self.function(scene.history).minima.T)

    # What depends on the playhead

    def draw_position(self, scene: Scene) -> None:
        super().draw_position(scene)
        if scene.history.traces.get(self.problem) is None:
            return
        self._draw_map(self.function(scene.history))
        self._draw_axes(scene)

    def _draw_map(self, problem: PlaneFunction) -> None:
        """For what is in sight, unless it is there."""
        view = self.plot.view
        wanted = problem.relief, view.x, view.y, self.style, self.plot.theme
        if wanted == self._mapped:
            return
        self._mapped = wanted
        x, y = np.linspace(*view.x, FINE), np.linspace(*view.y, FINE)
        loss = problem.loss(np.stack(np.meshgrid(x, y), axis=-1))
        self.relief.show(x, y, loss, self.style, log=problem.floor >= 0)

    def _draw_axes(self, scene: Scene) -> None:
        problem, (at, part) = self.function(scene.history), scene.progress(self.problem)
        here = scene.history.traces[self.problem].at(at)[scene.selected : scene.selected + 1].astype(np.float64)
        (xx, xy, yy) = problem.second(here)[0]
        seen = part == 0 and scene.tells_why and scene.selected_is_drawn
        if not (seen and np.isfinite([xx, xy, yy]).all() and np.isfinite(here).all()):
            self._axes.set_data([], [])
            return
        values, vectors = np.linalg.eigh(np.array([[xx, xy], [xy, yy]]))
        view = self.plot.view
        longest = self.axes * min(view.x[1] - view.x[0], view.y[1] - view.y[0])
        sizes = np.sqrt(np.abs(values))
        gap = np.full(2, np.nan)
        curved = sizes > 0
        lengths = longest * np.minimum(1.0, sizes[curved].min(initial=np.inf) / np.where(curved, sizes, 1.0))
        points, centre = [], self.crossing(problem, here[0])
        for length, vector in zip(np.where(curved, lengths, longest), vectors.T, strict=True):
            points += [centre - length * vector, centre + length * vector, gap]
        self._axes.set_data(*np.array(points).T)

    def lost_text(self, scene: Scene, trace: Trace, run: int, at: int) -> str:
        return leaving_text(trace, run, trace.away_since(run, at) or at, np.nan, told=scene.tells_why)

    def leaving_text(self, scene: Scene, trace: Trace, run: int, at: int, x: float, y: float) -> str:
        problem = trace.problem
        assert isinstance(problem, PlaneFunction)
        since = trace.away_since(run, at)
        if problem.quadratic and since is not None:
            return leaving_text(trace, run, since, 0.0, told=scene.tells_why)
        text = translate("SurfacePanel", "step {0}: {1} = {2}, {3} = {4}")
        (first, second), numbers = problem.parameters, (format_number(x, 3), format_number(y, 3))
        return text.format(format_count(at), first, numbers[0], second, numbers[1])


class SurfaceDrawing(FunctionDrawing):
    """The axes go through the selected run: it is curved differently elsewhere."""

    problem = SurfaceDescent.code

    def retitle(self) -> None:
        self.plot.set_titles("x", "y")
        self.plot.set_name(translate("SurfacePanel", "The loss over x and y, and the path of every run"))


class BowlDrawing(FunctionDrawing):
    """The axes go through the lowest point, which is known: they are the same everywhere."""

    problem = LineFit.code
    axes = 0.3

    def crossing(self, problem: PlaneFunction, here: np.ndarray) -> np.ndarray:
        return np.asarray(problem.minima[0])

    def retitle(self) -> None:
        self.plot.set_titles("w", "b")
        self.plot.set_name(translate("SurfacePanel", "The loss over w and b, and the path of every run"))
