"""The experiment's runs among the rates of a sweep: a dot for each, where its own run has ended."""

from __future__ import annotations

import math

import numpy as np

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.training.history import History
from lrgui.drawing.colours import ACCENT, PAPER
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import Style
from lrgui.plot import EdgeMark, Plot, Points
from lrgui.text.numbers import format_rate

GRAB = 14.0  # pixels around a dot in which it can be taken
_AT_THE_EDGE = 9.0  # pixels from the edge: where the dot of a run stands whose figure is outside, or not finite
_NEVER = math.nan


def final_value(history: History, problem: str, criterion: str, run: int, target: float) -> float:
    """What a run has come to by a criterion of sweeps, as far as it is computed; nan where it diverged."""
    trace = history.traces[problem]
    at = trace.computed
    if criterion == "updates_to_target":
        return _updates_to(history, problem, run, target)
    if verdict(history, problem, run, at).kind in ("diverged", "diverging", "undefined"):
        return math.nan
    figures = history.evaluation(at) if trace.problem.on_data else trace.problem.evaluate(trace.at(at))
    by_name = {
        "loss": figures.train_loss,
        "accuracy": figures.train_accuracy,
        "validation_loss": figures.validation_loss,
        "validation_accuracy": figures.validation_accuracy,
    }
    return float(by_name[criterion][run])


def _updates_to(history: History, problem: str, run: int, target: float) -> float:
    trace = history.traces[problem]
    if not trace.problem.on_data:
        losses = trace.problem.log(trace.states(0, trace.computed)[:, run])["loss"]
        steps = np.arange(len(losses))
    else:
        checkpoints = history.checkpoints_of(run)
        losses, steps = checkpoints.values(checkpoints.count).train_loss, checkpoints.steps(checkpoints.count)
    met = np.nonzero(losses <= target)[0]
    return float(steps[met[0]]) if len(met) else _NEVER


class RunMarks:
    """Dots that can be taken with the mouse. `held`: a run and the rate at which a hand holds it now."""

    def __init__(self, plot: Plot, style: Style) -> None:
        self._plot, self.style = plot, style
        self._dots: list[Points] = []
        self._edges: list[EdgeMark] = []
        self._places: dict[int, tuple[float, float]] = {}  # run: where its dot is, in data units
        self.held: tuple[int, float] | None = None
        self._drawn: object = None

    def draw(self, scene: Scene, values: list[float]) -> None:
        """values: the height of every run; nan (or what is too high to be seen) stands under the upper edge, hollow."""
        problem = scene.experiment.problems[-1] if scene.sweep is None else scene.sweep.job.problem
        runs = scene.experiment.runs_at(scene.update_of(problem), problem)
        drawn = runs, values, scene.selected, scene.hidden, self._plot.home, self._plot.view, self.held, self.style
        if drawn == self._drawn:
            return  # the playhead moved, and nothing else: no picture is drawn anew for that
        self._drawn = drawn
        while len(self._dots) < len(runs):
            self._dots.append(self._plot.add_points("circle", ACCENT, 11.0, z=37))
            self._edges.append(self._plot.add_edge_mark(ACCENT))
        order = scene.draw_order()
        for dots, edge in zip(self._dots[len(order) :], self._edges[len(order) :], strict=True):
            dots.set_data([], [])
            edge.hide()
        self._places.clear()
        (left, right), (bottom, top) = self._plot.home
        for slot, i in enumerate(order):
            rate = self.held[1] if self.held is not None and self.held[0] == i else runs[i].learning_rate
            colour, value = runs[i].colour, values[i]
            view = self._plot.view
            if value < bottom:  # better than what is shown
                value = view.y_data(view.height - _AT_THE_EDGE)
            inside = math.isfinite(value) and value <= top
            height = value if inside else view.y_data(_AT_THE_EDGE)
            size = self.style.width(i == scene.selected, 13.0, 11.0) if self.style.emphasis else 11.0
            edge, dots = self._edges[slot], self._dots[slot]
            if left <= rate <= right:
                edge.hide()
                paper = PAPER
                dots.set_style(
                    self.style.symbol(i), colour if inside else paper, size, edge=paper if inside else colour,
                    edge_width=1.6 if inside else 2.2,
                )  # fmt: skip
                dots.set_data([rate], [height])
                self._places[i] = rate, height
            else:
                dots.set_data([], [])
                edge.set_colour(colour)
                edge.show("left" if rate < left else "right", height, f"η = {format_rate(rate)}", i + 1)

    def clear(self) -> None:
        for dots, edge in zip(self._dots, self._edges, strict=True):
            dots.set_data([], [])
            edge.hide()
        self._places.clear()
        self._drawn = None

    def near(self, x: float, y: float) -> int | None:
        """The run whose dot is nearest to a point in pixels of the plot, and near enough to be taken."""
        view = self._plot.view
        distances = {
            i: math.hypot(x - float(view.x_pixels(rate)), y - float(view.y_pixels(height)))
            for i, (rate, height) in self._places.items()
        }
        nearest = min(distances, key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] < GRAB else None
