"""The 2-D classifier: the data, the probability of the selected run, and the boundary of every run."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from lrgui.colours.contrast import rgb
from lrgui.colours.theme import Theme
from lrgui.core.model.types import Axes, Integers
from lrgui.core.problems.batches import batch_rows
from lrgui.core.problems.classifier import Classifier
from lrgui.core.problems.datasets import Dataset
from lrgui.core.problems.labelled import is_rule
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.problems.network import Network
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.training.history import History
from lrgui.drawing.averaged import AveragedMark, averages_now, place_within
from lrgui.drawing.boundary_lines import SHADE_GRID, Line, boundary_line, grid_of, ruled_line, straight_line
from lrgui.drawing.colours import ACCENT, PAPER, TEXT, pale
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.edge_reasons import not_finite_text
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.drawing.way import partway
from lrgui.plot import Curve, EdgeMark, Points, Shading
from lrgui.text.language import translate
from lrgui.text.numbers import format_fixed

CLASS_1, CLASS_0 = "class_1", "class_0"
_CROWD = 2500  # points; more of them are smaller, so that one class does not hide the other
_UNLIKE = 4.0  # features of sizes that differ by more have no scale in common
MOST_POINTS = 20_000  # of the data: more could not be told apart, and take long to paint
MOST_RINGS = 200  # a larger batch is not ringed: it is nearly all points


def _tints(theme: Theme, scores: np.ndarray) -> np.ndarray:
    """Pale at p = 0.5, full colour towards the classes: the boundary is where the colours meet."""
    strength = np.abs(np.tanh(scores / 2))[:, None]  # |2p − 1|
    paper, zero, one = (np.array(rgb(c), float) for c in (theme.paper, theme.class_0_back, theme.class_1_back))
    tint = np.where(scores[:, None] > 0, one, zero)
    return np.asarray(paper + (tint - paper) * (0.12 + 0.88 * strength))


def _seen(extent: Axes) -> tuple[Axes, bool]:
    """What is seen around the data, and whether it is a square: where one scale can do for both features."""
    sizes = [high - low for low, high in extent]
    size = max(sizes)
    if size > _UNLIKE * min(sizes):
        return extent, False
    (left, right), (bottom, top) = (
        ((low + high - size) / 2, (low + high + size) / 2) if own < size else (low, high)
        for (low, high), own in zip(extent, sizes, strict=True)
    )
    return ((left, right), (bottom, top)), True


def shown_points(model: Classifier) -> Integers:
    """The numbers of the training points that are drawn: of very many some, evenly spread in the order of the split."""
    return model.train_index[:: -(-len(model.train_index) // MOST_POINTS)]


class BoundaryDrawing(Drawing):
    """Steady, and square where one scale can do for both features: the axes are those of the data."""

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self._features = ("x₁", "x₂")
        self.extent: Axes = ((0.0, 1.0), (0.0, 1.0))
        self.plot.set_shape("square")
        self._shading = self.plot.add_ramp()
        self._curved = Shading(self.plot.canvas, 3)
        self._zeros = self.plot.add_points("circle", CLASS_0, 4.2)
        self._ones = self.plot.add_points("plus", CLASS_1, 8.0, z=21)
        # Of points that are drawn those that are kept for validation are seen, too: else they would vanish.
        self._kept_zeros = self.plot.add_points("circle", CLASS_0, 6.0)
        self._kept_zeros.set_style("circle", None, 6.0, edge=CLASS_0, edge_width=1.2)
        self._kept_ones = self.plot.add_points("cross", CLASS_1, 6.0, z=21)
        self._batch = self.plot.add_points("circle", TEXT, 13.0, z=24)
        self._batch.set_style("circle", None, 13.0, edge=TEXT, edge_width=1.8)
        self._truth = self.plot.add_curve(TEXT, 1.6, "dotted", z=29)
        self._boundaries: list[Curve] = []
        self._symbols: list[Points] = []
        self._marks: list[EdgeMark] = []
        self._ghost = self.plot.add_curve(ACCENT, 1.6, "dashed", z=28)
        self._average = AveragedMark(self.plot, 32)
        self._samples = self.plot.add_points("diamond", PAPER, 13.0, z=38)
        self._samples.set_style("diamond", PAPER, 13.0, edge=TEXT, edge_width=2.0)
        self.shown: Integers = np.empty(0, np.intp)  # the points that are drawn
        self._drawn_data: tuple[Dataset, int] | None = None

    def forget(self) -> None:
        self.plot.set_ranges(*self.extent)

    def retitle(self) -> None:
        self.plot.set_titles(*self._features)
        self.plot.set_name(translate("BoundaryPanel", "Training data, probability and the boundary of every run"))

    def draw_history(self, scene: Scene) -> None:
        if scene.history.classifier is None:
            return
        experiment = scene.experiment
        runs = len(scene.draw_order())
        while len(self._boundaries) < runs:
            self._boundaries.append(self.plot.add_curve(ACCENT))
            self._symbols.append(self.plot.add_points("circle", ACCENT, z=31))
            self._marks.append(self.plot.add_edge_mark(ACCENT))
        for slot in range(runs, len(self._boundaries)):
            self._show_line(slot, None)
            self._marks[slot].hide()
        for slot, i in enumerate(scene.draw_order()):
            colour, chosen = experiment.runs[i].colour, i == scene.selected
            self._boundaries[slot].set_style(colour, self.style.width(chosen, 3.4, 1.9), self.style.pattern(i))
            self._symbols[slot].set_style(self.style.symbol(i), colour, 10.0, edge=PAPER, edge_width=1.0)
            self._marks[slot].set_colour(colour)
        model = scene.history.model
        if self._drawn_data != (model.data, experiment.seed):
            self._drawn_data = (model.data, experiment.seed)
            self._draw_data(model, experiment.data)

    def _draw_data(self, model: Classifier, data: str | OwnData) -> None:
        """The training points, and the true boundary where there is one; the axes are those of the data."""
        self.shown = shown_points(model)
        points, labels = model.data.points[self.shown], model.data.labels[self.shown]
        share = min(1.0, math.sqrt(_CROWD / len(points)))
        self._zeros.set_style("circle", CLASS_0, 4.2 * share)
        self._ones.set_style("plus", CLASS_1, 8.0 * share)
        self._zeros.set_data(*points[labels == 0].T)
        self._ones.set_data(*points[labels == 1].T)
        kept = model.validation_index if model.data.plane is not None else model.validation_index[:0]
        points, labels = model.data.points[kept], model.data.labels[kept]
        self._kept_zeros.set_data(*points[labels == 0].T)
        self._kept_ones.set_data(*points[labels == 1].T)
        extent, square = _seen(model.data.extent)
        if self.extent != extent:
            self.extent = extent
            self.plot.set_ranges(*extent)
            self.plot.set_shape("square" if square else "free")
        line = None
        if isinstance(data, str) and is_rule(data):
            line = ruled_line(data, extent)
        elif model.data.boundary is not None:
            slope, intercept = model.data.boundary
            line = straight_line(np.array([-slope, 1.0, -intercept]), extent)
        x, y = line if line is not None else (np.empty(0), np.empty(0))
        self._truth.set_data(x, y)
        if self._features != model.data.features:
            self._features = model.data.features
            self.plot.set_titles(*self._features)

    def draw_position(self, scene: Scene) -> None:
        history = scene.history
        trace = history.classifier
        if trace is None:
            return
        model = history.model
        at, part = scene.progress(trace.problem_name)
        parameters = partway(trace.states(at, at + (part > 0)), part)[-1]
        for slot, i in enumerate(scene.draw_order()):
            self._draw_boundary(slot, history, i, at, parameters[i].astype(float))
        chosen = parameters[scene.selected : scene.selected + 1]
        self._draw_shading(model, chosen[0].astype(float) if scene.selected_is_drawn else None)
        self._draw_ghost(scene)
        self._draw_average(scene)
        predictions = model.predict(chosen, model.data.samples)[0]
        drawn = scene.selected_is_drawn
        texts = [f"{k} → {format_fixed(float(p), 2)}" for k, p in enumerate(predictions, 1)] if drawn else []
        self._samples.set_data(model.data.samples[:, 0], model.data.samples[:, 1], texts)
        self._draw_batch(scene)

    def _draw_boundary(self, slot: int, history: History, run: int, at: int, parameters: np.ndarray) -> None:
        """The line w₁x₁ + w₂x₂ + b = 0 through the square; none while all are zero, or outside the square."""
        mark = self._marks[slot]
        if not np.isfinite(parameters).all():
            self._show_line(slot, None)
            assert history.classifier is not None
            since = history.classifier.away_since(run, at)
            mark.show("top", sum(self.extent[0]) / 2, not_finite_text(since or at), run + 1)
            return
        mark.hide()
        self._show_line(slot, boundary_line(history.model, parameters, self.extent))

    def _draw_ghost(self, scene: Scene) -> None:
        """Where the boundary would be now without the latest change."""
        ghost, at = scene.ghost, None
        if ghost is not None:
            at = ghost.reaches(LogisticRegression.code, scene.position)
        line = None
        if ghost is not None and at is not None and ghost.history.classifier is not None:
            self._ghost.set_style(pale(scene.experiment.runs[ghost.run].colour), 1.8, "dashed")
            parameters = ghost.history.classifier.at(at)[ghost.run].astype(float)
            line = boundary_line(ghost.history.model, parameters, self.extent)
        x, y = line if line is not None else (np.empty(0), np.empty(0))
        self._ghost.set_data(x, y)

    def _draw_average(self, scene: Scene) -> None:
        """Where the selected run would decide with its averaged weights."""
        averages = scene.averages(LogisticRegression.code)
        self.waits = scene.awaited(LogisticRegression.code)
        line = None
        if averages is not None:
            line = boundary_line(scene.history.model, averages_now(scene, averages), self.extent)
        if line is None:
            self._average.clear()
            return
        places = np.column_stack(line)
        self._average.show(scene, places, place_within(places, self.extent, scene.history.model.data.samples), size=0.0)

    def _show_line(self, slot: int, line: Line | None) -> None:
        """The line from end to end, and on grey paper the run's symbol along it."""
        x, y = line if line is not None else (np.empty(0), np.empty(0))
        self._boundaries[slot].set_data(x, y)
        if self.style.marked and line is not None:
            along, share = np.linspace(0.0, 1.0, len(x)), np.linspace(0.15, 0.85, 4)
            x, y = np.interp(share, along, x), np.interp(share, along, y)
            self._symbols[slot].set_data(x, y)
        else:
            self._symbols[slot].set_data([], [])

    def _draw_shading(self, model: Classifier, parameters: np.ndarray | None) -> None:
        """The probability of the selected run: a gradient, or of hidden units a picture."""
        tints = partial(_tints, self.plot.theme)
        self._curved.clear()
        if parameters is None or not np.isfinite(parameters).all():
            self._shading.clear()
        elif isinstance(model, LogisticRegression):
            w1, w2, b = model.in_units(parameters).tolist()
            self._shading.set_score((w1, w2), b, tints, *self.extent)
        elif isinstance(model, Network):
            self._shading.clear()
            scores = grid_of(model, parameters, self.extent, SHADE_GRID)[2]
            rgba = np.full((*scores.shape, 4), 255, np.uint8)
            rgba[..., :3] = np.rint(tints(scores.ravel())).reshape(*scores.shape, 3)
            self._curved.set_image(rgba, *self.extent)

    def _draw_batch(self, scene: Scene) -> None:
        """Rings the batch that the selected run's next update uses, where there is one and the eye can follow."""
        experiment, model = scene.history.experiment, scene.history.model
        alone, made = experiment.alone(scene.selected), scene.made(LogisticRegression.code)
        follows = made < alone.total_updates(LogisticRegression.code)
        if follows and not scene.rushing and alone.batch_size <= MOST_RINGS:
            rows = batch_rows(alone, made)
            self._batch.set_data(*model.data.points[model.train_index[rows]].T)
        else:
            self._batch.set_data([], [])
