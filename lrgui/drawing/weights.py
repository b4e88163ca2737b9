"""The plane of the classifier's weights: the training loss as contours, the valley of solutions, every run's path."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from lrgui.colours.contrast import mixed, rgb
from lrgui.colours.theme import Theme
from lrgui.core.analysis.loss_surface import valley
from lrgui.core.analysis.optimum import minimum
from lrgui.core.analysis.update_vectors import directions
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Range
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.training.trace import Trace
from lrgui.drawing.arrows import Arrows
from lrgui.drawing.colours import ACCENT, PAPER, TEXT, pale
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.edge_reasons import not_finite_text
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.drawing.terrain import Terrain
from lrgui.drawing.way import partway
from lrgui.plot import Contours, Curve, EdgeMark, Points, Shading, nice_range
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number

FINE = 80  # points of the terrain along each axis
_PATH = 700  # points of a path, or up to twice as many
_DOTS = 40  # a path of more updates is drawn without dots
_FURTHEST = 1e6  # a run whose weights exceed this is no reason to look so far
_MOST_LEVELS = 16
_LOW, _HIGH = -2.3, 0.5  # exponents of the losses between which the colours change


class WeightsDrawing(Drawing):
    """`steady`: axes stand still. `live`: whoever shows it brings the terrain, which takes longer than a frame has;
    otherwise it is computed with the picture. terrain: the one that is drawn. best_b: it is that of each point's best
    b, not of the run's.
    """

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self.steady = self.live = False
        self.best_b = True
        self._standardised = False
        self.set_equal(True)
        self._shading = Shading(self.plot.canvas, 3)
        self._contours = Contours(self.plot.canvas, 5)
        self.terrain: Terrain | None = None
        self._valley = self.plot.add_curve(TEXT, 1.8, "dashed", z=8)
        self._valley_text = self.plot.add_points("circle", TEXT, z=33)
        self._valley_text.set_style("circle", None, 12.0)
        self._minimum = self.plot.add_points("star", TEXT, 15.0, z=34)
        self._minimum.set_style("star", TEXT, 15.0, edge=PAPER, edge_width=1.0)
        self._paths: list[Curve] = []
        self._dots: list[Points] = []
        self._heads: list[Points] = []
        self._marks: list[EdgeMark] = []
        self._ghost = self.plot.add_curve(ACCENT, 1.6, "dashed", z=29)
        self._start = self.plot.add_points("circle", PAPER, 12, z=36)
        self._start.set_style("circle", PAPER, 12, edge=TEXT, edge_width=2.0)
        self.arrows = Arrows(self.plot, style)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        if self.terrain is not None:
            self.draw_terrain(self.terrain)

    def set_equal(self, on: bool) -> None:
        """Whether both axes have one scale: then directions are what they look like."""
        self.plot.set_shape("equal" if on else "free")

    def forget(self) -> None:
        self.terrain = None
        self.best_b = True
        self.arrows.forget()

    def retitle(self) -> None:
        self._title_axes()
        self.plot.set_name(translate("WeightsPanel", "Training loss over the weights, and the path of every run"))

    def _title_axes(self) -> None:
        """Weights are those that are trained: of standardised features where these are."""
        frame = translate("WeightsPanel", "{0} of the standardised feature") if self._standardised else "{0}"
        self.plot.set_titles(frame.format("w₁"), frame.format("w₂"))

    # What depends on the whole history

    def draw_history(self, scene: Scene) -> None:
        trace, model = scene.history.classifier, scene.history.logistic
        if trace is None or model is None:
            self._clear()
            return
        experiment = scene.experiment
        if self._standardised != experiment.standardised:
            self._standardised = experiment.standardised
            self._title_axes()
        self._fit_marks(len(scene.draw_order()))
        self._set_ranges(trace, experiment, model)
        self._start.set_data([experiment.start_w1], [experiment.start_w2])
        for slot, i in enumerate(scene.draw_order()):
            run, chosen = experiment.runs[i], i == scene.selected
            self._paths[slot].set_style(run.colour, self.style.width(chosen, 2.6, 1.6), self.style.pattern(i))
            self._dots[slot].set_style(self.style.symbol(i), run.colour, 6.0 if chosen else 5.0)
            edge = TEXT if chosen and self.style.emphasis else PAPER
            self._heads[slot].set_style(self.style.symbol(i), run.colour, 11.0 if chosen else 9.0, edge, 1.5)
            self._marks[slot].set_colour(run.colour)
        self._draw_valley(model)

    def _clear(self) -> None:
        """Hidden units have more weights than a plane has room for."""
        self._fit_marks(0)
        for mark in (self._start, self._minimum, self._valley, self._ghost):
            mark.set_data([], [])
        (left, right), (bottom, top) = self.plot.home
        text = translate("WeightsPanel", "hidden units: too many weights for a plane")
        self._valley_text.set_data([left + 0.02 * (right - left)], [(bottom + top) / 2], [text])
        self.arrows.show(None, (0.0, 0.0), Run.optimizer)
        self._contours.clear()
        self._shading.clear()
        self.terrain = None

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

    def _set_ranges(self, trace: Trace, experiment: Experiment, model: LogisticRegression) -> None:
        """Around all paths and their start, square to the eye; what runs away beyond reason is marked at the edge."""
        if self.steady:
            return
        start = np.array([experiment.start_w1, experiment.start_w2])
        path = trace.overview(trace.computed, _PATH)[1][:, :, :2].astype(float)
        last = trace.at(trace.computed)[None, :, :2].astype(float)
        with np.errstate(invalid="ignore"):
            reach = np.abs(np.concatenate([path, last])).max(axis=(0, 2))
            near = np.concatenate([path, last])[:, reach <= _FURTHEST].reshape(-1, 2)
        lowest = minimum(model)
        seen = near if lowest is None else np.vstack([near, lowest[:2]])
        corners = np.vstack([seen, start, start - 1.0, start + 1.0])
        ranges = [nice_range(float(low), float(high)) for low, high in zip(*_extent(corners), strict=True)]
        self.plot.set_ranges(*ranges)

    def _draw_valley(self, model: LogisticRegression) -> None:
        """From the origin as far as the plot can be zoomed out, labelled where it is in sight at first.

        Where the loss has a lowest point, that is marked instead.
        """
        floor = valley(model)
        lowest = minimum(model) if floor is None else None
        self._minimum.set_data(*([], []) if lowest is None else ([lowest[0]], [lowest[1]]))
        if floor is None:
            self._valley.set_data([], [])
            self._valley_text.set_data([], [])
            return
        w1, w2, b = floor.tolist()
        (left, right), (bottom, top) = self.plot.home
        reach = min(_share(w1, left, right), _share(w2, bottom, top))
        self._valley.set_data([0.0, 60 * reach * w1], [0.0, 60 * reach * w2])
        text = translate("WeightsPanel", "solutions: w₁ ≈ {0} ≈ {1}")
        text = text.format(_times(w1 / w2, "w₂"), _times(w1 / b, "b") if b else "∞ b")
        at = 0.82 * reach
        self._valley_text.set_data([at * w1], [at * w2], [text])

    def fit(self, scene: Scene) -> None:
        self.draw_position(scene)

    # What depends on the playhead

    def wanted(self, scene: Scene) -> tuple[Range, Range, float | None]:
        """The terrain to be seen: its ranges of w₁ and w₂, and b, None for each point's best."""
        trace = scene.history.classifier
        assert trace is not None
        view = self.plot.view
        b = float(trace.at(scene.update_of(trace.problem_name))[scene.selected, 2])
        return view.x, view.y, None if self.best_b or not math.isfinite(b) else b

    def draw_position(self, scene: Scene) -> None:
        trace = scene.history.classifier
        if trace is None or scene.history.logistic is None:
            return
        at, part = scene.progress(trace.problem_name)
        _, path = trace.overview(at, _PATH)
        ends = [trace.at(at), trace.at(at + 1)] if part else [trace.at(at)]
        path = partway(np.concatenate([path, np.stack(ends)]).astype(float), part)
        for slot, i in enumerate(scene.draw_order()):
            w1, w2 = path[:, i, 0], path[:, i, 1]
            self._paths[slot].set_data(w1, w2)
            dotted = at <= _DOTS
            self._dots[slot].set_data(w1 if dotted else [], w2 if dotted else [])
            self._heads[slot].set_data(w1[-1:], w2[-1:])
            self._mark_leaving(slot, trace, i, at, path[-1, i])
        self._draw_ghost(scene)
        here = path[-1, scene.selected]
        optimizer = scene.experiment.runs_at(at, trace.problem_name)[scene.selected].optimizer
        found = directions(trace, scene.selected, at) if part == 0 and scene.selected_is_drawn else None
        self.arrows.show(found, (float(here[0]), float(here[1])), optimizer)
        if not self.live:
            self._draw_own_terrain(scene)

    def _draw_ghost(self, scene: Scene) -> None:
        """The path that the run would have taken without the latest change from here on."""
        ghost = scene.ghost
        at = ghost.reaches(LogisticRegression.code, scene.position) if ghost is not None else None
        if ghost is None or at is None:
            self._ghost.set_data([], [])
            return
        trace = ghost.history.traces[LogisticRegression.code]
        steps, path = trace.overview(at, _PATH)
        beyond = path[(steps > ghost.begins(LogisticRegression.code)) & (steps < at), ghost.run]
        ends = trace.at(ghost.begins(LogisticRegression.code))[ghost.run], trace.at(at)[ghost.run]
        path = np.vstack([ends[0], beyond, ends[1]]).astype(float)
        self._ghost.set_style(pale(scene.experiment.runs[ghost.run].colour), 1.6, "dashed")
        self._ghost.set_data(path[:, 0], path[:, 1])

    def _mark_leaving(self, slot: int, trace: Trace, run: int, at: int, here: np.ndarray) -> None:
        """Says at the edge where a run is that cannot be seen."""
        (left, right), (bottom, top) = self.plot.view.x_limits, self.plot.view.y_limits
        w1, w2 = here[:2].tolist()
        mark = self._marks[slot]
        if not np.isfinite(here).all():
            mark.show("top", (left + right) / 2, not_finite_text(trace.away_since(run, at) or at), run + 1)
        elif left <= w1 <= right and bottom <= w2 <= top:
            mark.hide()
        else:
            text = translate("WeightsPanel", "step {0}: w₁ = {1}, w₂ = {2}")
            text = text.format(format_count(at), format_number(w1, 3), format_number(w2, 3))
            edge = "left" if w1 < left else "right" if w1 > right else "top" if w2 > top else "bottom"
            mark.show(edge, w2 if edge in ("left", "right") else w1, text, run + 1)

    def _draw_own_terrain(self, scene: Scene) -> None:
        x, y, b = self.wanted(scene)
        model = scene.history.logistic
        assert model is not None
        if self.terrain is None or not self.terrain.shows(model, x, y, b, 0.0):
            self.draw_terrain(_whole_terrain(model, x, y, b))

    def draw_terrain(self, terrain: Terrain) -> None:
        """Contours of a terrain that is done, on the screen with a shading too."""
        self.terrain = terrain
        with np.errstate(divide="ignore", invalid="ignore"):
            height = np.log10(terrain.loss)
        finite = height[np.isfinite(height)]
        levels = _levels(float(finite.min()), float(finite.max())) if len(finite) else []
        lines = [(math.log10(v), _label(v), self._line_colour(math.log10(v))) for v in levels]
        self._contours.set_grid(terrain.w1, terrain.w2, height, lines, 1.0)
        if self.style.emphasis:
            share = _share_of(height)[..., None]
            low, high = (
                np.array(rgb(colour), float) for colour in (self.plot.theme.low_back, self.plot.theme.high_back)
            )
            rgba = np.full((*height.shape, 4), 255, np.uint8)
            rgba[..., :3] = np.rint(low + share * (high - low))
            self._shading.set_image(rgba, terrain.x, terrain.y)

    def _line_colour(self, exponent: float) -> str:
        theme = self.plot.theme
        near = theme.muted if self.style.grey else theme.low_line
        return mixed(theme.high_line, near, float(_share_of(np.array(exponent))))


def _share_of(exponent: np.ndarray) -> np.ndarray:
    """From 0 at the lowest losses to 1 at the highest; 1 where there is no number."""
    return np.nan_to_num(np.clip((exponent - _LOW) / (_HIGH - _LOW), 0.0, 1.0), nan=1.0)


def _extent(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return points.min(axis=0), points.max(axis=0)


def _share(component: float, low: float, high: float) -> float:
    """How many times a component of a direction reaches from 0 to the limit that it points at."""
    limit = high if component > 0 else low
    return max(limit / component, 0.0) if component else math.inf


@lru_cache(maxsize=2)  # a dialog makes another figure for every choice in it, and each shows the same terrain
def _whole_terrain(model: LogisticRegression, x: Range, y: Range, b: float | None) -> Terrain:
    return Terrain(model, x, y, b, FINE).complete()


def _label(level: float) -> str:
    """Of a level, where it needs but one digit."""
    text = format_number(level, 2)
    return text if format_number(level, 1) == text else ""


def _times(factor: float, name: str) -> str:
    """Such as −w₂ or 2b."""
    if abs(factor) == 1:
        return name if factor > 0 else f"−{name}"
    return f"{format_number(factor, 3)}{name}"


def _levels(low: float, high: float) -> list[float]:
    """Losses about evenly spaced in their logarithms, between 10^low and 10^high, at round numbers."""
    exponents = range(math.floor(max(low, -300)), math.ceil(min(high, 300)) + 1)
    for mantissas in ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,)):
        levels = [m * 10.0**e for e in exponents for m in mantissas]
        inside = [level for level in levels if low < math.log10(level) < high]
        if len(inside) <= _MOST_LEVELS:
            return inside
    return inside[:: -(-len(inside) // _MOST_LEVELS)]
