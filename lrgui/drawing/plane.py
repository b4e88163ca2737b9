"""A plane of two parameters: the loss as a map, and every run's path on it."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from lrgui.core.analysis.update_vectors import directions
from lrgui.core.model.types import Range
from lrgui.core.training.trace import Trace
from lrgui.drawing.arrows import Arrows
from lrgui.drawing.averaged import AveragedMark, averages_now
from lrgui.drawing.colours import ACCENT, PAPER, TEXT, pale
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.relief import Relief
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.drawing.way import partway
from lrgui.plot import Curve, EdgeMark, Points, nice_range

_PATH = 700  # points of a path, or up to twice as many
_DOTS = 40  # a path of more updates is drawn without dots


class PlaneDrawing(Drawing):
    """The first two parameters of `problem`, from its start on.

    `steady`: axes stand still, whatever is drawn, as they must under a moving hand.
    """

    problem: ClassVar[str]

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self.steady = False
        self.set_equal(True)
        self.relief = Relief(self.plot)
        self._paths: list[Curve] = []
        self._dots: list[Points] = []
        self._heads: list[Points] = []
        self._marks: list[EdgeMark] = []
        self._ghost = self.plot.add_curve(ACCENT, 1.6, "dashed", z=29)
        self._average = AveragedMark(self.plot, 30)
        self._start = self.plot.add_points("circle", PAPER, 12, z=36)
        self._start.set_style("circle", PAPER, 12, edge=TEXT, edge_width=2.0)
        self.arrows = Arrows(self.plot, style)

    def set_equal(self, on: bool) -> None:
        """Whether both axes have one scale: then directions are what they look like."""
        self.plot.set_shape("equal" if on else "free")

    def forget(self) -> None:
        self.arrows.forget()

    # What depends on the whole history

    def draw_history(self, scene: Scene) -> None:
        trace = scene.history.traces.get(self.problem)
        if trace is None:
            return
        experiment = scene.experiment
        self._fit_marks(len(scene.draw_order()))
        starts = trace.problem.origins(experiment)[:, :2]
        if not self.steady:
            self.plot.set_ranges(*self._home(trace, starts))
        self._start.set_data(*starts[sorted(scene.draw_order())].T)
        for slot, i in enumerate(scene.draw_order()):
            run, chosen = experiment.runs[i], i == scene.selected
            self._paths[slot].set_style(run.colour, self.style.width(chosen, 2.6, 1.6), self.style.pattern(i))
            self._dots[slot].set_style(self.style.symbol(i), run.colour, 6.0 if chosen else 5.0)
            edge = TEXT if chosen and self.style.emphasis else PAPER
            self._heads[slot].set_style(self.style.symbol(i), run.colour, 11.0 if chosen else 9.0, edge, 1.5)
            self._marks[slot].set_colour(run.colour)
        self.draw_landmarks(scene)

    def _fit_marks(self, runs: int) -> None:
        while len(self._paths) < runs:
            self._paths.append(self.plot.add_curve(ACCENT))
            self._dots.append(self.plot.add_points("circle", ACCENT, 5.0, z=32))
            self._heads.append(self.plot.add_points("circle", ACCENT, 9.0, z=38))
            self._marks.append(self.plot.add_edge_mark(ACCENT))
        for i in range(runs, len(self._paths)):
            self._paths[i].set_data([], [])
            self._dots[i].set_data([], [])
            self._heads[i].set_data([], [])
            self._marks[i].hide()

    def _home(self, trace: Trace, starts: np.ndarray) -> tuple[Range, Range]:
        """Around all paths and their starts; what runs away beyond reason is marked at the edge."""
        path = trace.overview(trace.computed, _PATH)[1][:, :, :2].astype(float)
        path = np.concatenate([path, trace.at(trace.computed)[None, :, :2].astype(float)])
        corners = np.vstack([starts, self.within_reach(trace, path).reshape(-1, 2), *self.landmarks(trace, starts)])
        low, high = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        return nice_range(low[0], high[0]), nice_range(low[1], high[1])

    def within_reach(self, trace: Trace, path: np.ndarray) -> np.ndarray:
        """Of the paths (k, runs, 2) what one looks at: (…, 2)."""
        raise NotImplementedError(type(self).__name__)

    def landmarks(self, trace: Trace, starts: np.ndarray) -> list[np.ndarray]:
        """Places (2,), or some (k, 2), that are in sight at first. starts: (runs, 2)."""
        raise NotImplementedError(type(self).__name__)

    def draw_landmarks(self, scene: Scene) -> None:
        """What stays where it is."""

    def fit(self, scene: Scene) -> None:
        self.draw_position(scene)

    # What depends on the playhead

    def draw_position(self, scene: Scene) -> None:
        trace = scene.history.traces.get(self.problem)
        if trace is None:
            return
        at, part = scene.progress(self.problem)
        _, path = trace.overview(at, _PATH)
        ends = [trace.at(at), trace.at(at + 1)] if part else [trace.at(at)]
        path = partway(np.concatenate([path, np.stack(ends)]).astype(float), part)
        for slot, i in enumerate(scene.draw_order()):
            x, y = path[:, i, 0], path[:, i, 1]
            self._paths[slot].set_data(x, y)
            dotted = at <= _DOTS
            self._dots[slot].set_data(x if dotted else [], y if dotted else [])
            self._heads[slot].set_data(x[-1:], y[-1:])
            self._mark_leaving(slot, scene, trace, i, at, path[-1, i])
        self._draw_ghost(scene)
        self._draw_average(scene, at)
        here = path[-1, scene.selected]
        optimizer = scene.experiment.runs_at(at, self.problem)[scene.selected].rule.key
        found = directions(trace, scene.selected, at) if part == 0 and scene.selected_is_drawn else None
        self.arrows.show(found, (float(here[0]), float(here[1])), optimizer)

    def _draw_ghost(self, scene: Scene) -> None:
        """The path that the run would have taken without the latest change from here on."""
        ghost = scene.ghost
        at = ghost.reaches(self.problem, scene.position) if ghost is not None else None
        if ghost is None or at is None:
            self._ghost.set_data([], [])
            return
        trace, begins = ghost.history.traces[self.problem], ghost.begins(self.problem)
        steps, path = trace.overview(at, _PATH)
        beyond = path[(steps > begins) & (steps < at), ghost.run]
        path = np.vstack([trace.at(begins)[ghost.run], beyond, trace.at(at)[ghost.run]]).astype(float)
        self._ghost.set_style(pale(scene.experiment.runs[ghost.run].colour), 1.6, "dashed")
        self._ghost.set_data(path[:, 0], path[:, 1])

    def _draw_average(self, scene: Scene, at: int) -> None:
        """The path of the selected run's averaged weights."""
        averages = scene.averages(self.problem)
        self.waits = scene.awaited(self.problem)
        if averages is None:
            self._average.clear()
            return
        now = averages_now(scene, averages)
        path = np.vstack([averages.overview(at, _PATH)[1][:, scene.selected].astype(float), now])[:, :2]
        self._average.show(scene, path, now[:2])

    def _mark_leaving(self, slot: int, scene: Scene, trace: Trace, run: int, at: int, here: np.ndarray) -> None:
        """Says at the edge where a run is that cannot be seen."""
        (left, right), (bottom, top) = self.plot.view.x_limits, self.plot.view.y_limits
        x, y = here[:2].tolist()
        mark = self._marks[slot]
        if not np.isfinite(here).all():
            mark.show("top", (left + right) / 2, self.lost_text(scene, trace, run, at), run + 1)
        elif left <= x <= right and bottom <= y <= top:
            mark.hide()
        else:
            edge = "left" if x < left else "right" if x > right else "top" if y > top else "bottom"
            text = self.leaving_text(scene, trace, run, at, x, y)
            mark.show(edge, y if edge in ("left", "right") else x, text, run + 1)

    def lost_text(self, scene: Scene, trace: Trace, run: int, at: int) -> str:
        """Where the parameters of a run are no numbers."""
        raise NotImplementedError(type(self).__name__)

    def leaving_text(self, scene: Scene, trace: Trace, run: int, at: int, x: float, y: float) -> str:
        """Where a run is that is outside."""
        raise NotImplementedError(type(self).__name__)
