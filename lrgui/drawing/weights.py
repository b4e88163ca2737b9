"""The plane of the classifier's weights: the training loss as a map, the valley of solutions, every run's path."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from lrgui.colours.theme import Theme
from lrgui.core.analysis.batch_noise import settings_of
from lrgui.core.analysis.loss_surface import valley
from lrgui.core.analysis.noise_ball import ellipse, noise_ball
from lrgui.core.analysis.optimum import minimum
from lrgui.core.model.run import Run
from lrgui.core.model.types import Range
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.training.trace import Trace
from lrgui.drawing.colours import PAPER, TEXT
from lrgui.drawing.edge_reasons import not_finite_text
from lrgui.drawing.plane import PlaneDrawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.drawing.terrain import Terrain
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number

FINE = 80  # points of the terrain along each axis
_SLICE = 0.02  # seconds of its computation
_FURTHEST = 1e6  # a run whose weights exceed this is no reason to look so far
_DEVIATIONS = 2.0  # that the noise ball reaches
_COLOURS = -2.3, 0.5  # exponents of the losses between which the colours change


class WeightsDrawing(PlaneDrawing):
    """`live`: whoever shows it brings the terrain, which takes longer than a frame has; otherwise, and by `fit`, it is
    computed with the picture. terrain: the one that is drawn. best_b: it is that of each point's best b, not of the
    run's.
    """

    problem = LogisticRegression.code

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self.live = False
        self.best_b = True
        self._standardised = False
        self.terrain: Terrain | None = None
        self._valley = self.plot.add_curve(TEXT, 1.8, "dashed", z=8)
        self._valley_text = self.plot.add_points("circle", TEXT, z=33)
        self._valley_text.set_style("circle", None, 12.0)
        self._minimum = self.plot.add_points("star", TEXT, 15.0, z=34)
        self._minimum.set_style("star", TEXT, 15.0, edge=PAPER, edge_width=1.0)
        self._ball = self.plot.add_curve(TEXT, 2.2, "dashed", z=37)
        self._ball_text = self.plot.add_points("circle", TEXT, z=34)
        self._ball_text.set_style("circle", None, 4.0)
        self.has_ball = False  # whether the noise of the batches has a ball that is drawn

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        if self.terrain is not None:
            self.draw_terrain(self.terrain)

    def forget(self) -> None:
        super().forget()
        self.terrain = None
        self.best_b = True

    def retitle(self) -> None:
        self._title_axes()
        self.plot.set_name(translate("WeightsPanel", "Training loss over the weights, and the path of every run"))

    def _title_axes(self) -> None:
        """Weights are those that are trained: of standardised features where these are."""
        frame = translate("WeightsPanel", "{0} of the standardised feature") if self._standardised else "{0}"
        self.plot.set_titles(frame.format("w₁"), frame.format("w₂"))

    # What depends on the whole history

    def draw_history(self, scene: Scene) -> None:
        if scene.history.classifier is not None and scene.history.logistic is None:
            self._clear()
        else:
            super().draw_history(scene)

    def _clear(self) -> None:
        """Hidden units have more weights than a plane has room for."""
        self._fit_marks(0)
        for mark in (self._start, self._minimum, self._valley, self._ghost, self._ball, self._ball_text):
            mark.set_data([], [])
        self.has_ball = self.waits = False
        self._average.clear()
        (left, right), (bottom, top) = self.plot.home
        text = translate("WeightsPanel", "hidden units: too many weights for a plane")
        self._valley_text.set_data([left + 0.02 * (right - left)], [(bottom + top) / 2], [text])
        self.arrows.show(None, (0.0, 0.0), Run.optimizer)
        self.relief.clear()
        self.terrain = None

    def within_reach(self, trace: Trace, path: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore"):
            reach = np.abs(path).max(axis=(0, 2))
            return path[:, reach <= _FURTHEST]

    def landmarks(self, trace: Trace, starts: np.ndarray) -> list[np.ndarray]:
        assert isinstance(trace.problem, LogisticRegression)
        lowest = minimum(trace.problem)
        return [starts - 1.0, starts + 1.0, *([] if lowest is None else [lowest[:2]])]

    def draw_landmarks(self, scene: Scene) -> None:
        if self._standardised != scene.experiment.standardised:
            self._standardised = scene.experiment.standardised
            self._title_axes()
        if scene.history.logistic is not None:
            self._draw_valley(scene.history.logistic)

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
        super().fit(scene)
        self._draw_own_terrain(scene)

    # What depends on the playhead

    def wanted(self, scene: Scene) -> tuple[Range, Range, float | None]:
        """The terrain to be seen: its ranges of w₁ and w₂, and b, None for each point's best."""
        trace = scene.history.classifier
        assert trace is not None
        view = self.plot.view
        b = float(trace.at(scene.update_of(trace.problem_name))[scene.selected, 2])
        return view.x, view.y, None if self.best_b or not math.isfinite(b) else b

    def draw_position(self, scene: Scene) -> None:
        if scene.history.logistic is None:
            return
        super().draw_position(scene)
        self._draw_ball(scene, scene.history.logistic)
        if not self.live:
            self._draw_own_terrain(scene)

    def _draw_ball(self, scene: Scene, model: LogisticRegression) -> None:
        """Where the noise of the batches keeps the selected run at the rate that it has now: two deviations."""
        trace, run = scene.history.traces[self.problem], scene.selected
        at = min(scene.update_of(self.problem), trace.total - 1)
        settings = scene.experiment.runs_at(at, self.problem)[run]
        rate, size = float(trace.rates(at, at + 1)[0, run]), settings_of(trace, run).batch_size
        told = scene.tells_why and scene.selected_is_drawn and settings.rule.plain
        found = noise_ball(model, rate, size) if told and rate > 0 and size < len(model.train_y) else None
        self.has_ball = found is not None
        if found is None:
            self._ball.set_data([], [])
            self._ball_text.set_data([], [])
            return
        line = found[0][:2] + ellipse(found[1][:2, :2], _DEVIATIONS)
        self._ball.set_data(line[:, 0], line[:, 1])
        text = translate("WeightsPanel", "noise ball: η = {0}, batch size {1}").format(
            format_number(rate, 3), format_count(size)
        )
        highest = line[int(line[:, 1].argmax())]
        self._ball_text.set_data(highest[:1], highest[1:], [text])

    def lost_text(self, scene: Scene, trace: Trace, run: int, at: int) -> str:
        return not_finite_text(trace.made(run, trace.away_since(run, at) or at))

    def leaving_text(self, scene: Scene, trace: Trace, run: int, at: int, x: float, y: float) -> str:
        text = translate("WeightsPanel", "step {0}: w₁ = {1}, w₂ = {2}")
        return text.format(format_count(trace.made(run, at)), format_number(x, 3), format_number(y, 3))

    def _draw_own_terrain(self, scene: Scene) -> None:
        model = scene.history.logistic
        if model is None:
            return
        x, y, b = self.wanted(scene)
        if self.terrain is None or not self.terrain.shows(model, x, y, b, 0.0):
            self.draw_terrain(_terrain(model, x, y, b).complete())

    def preparation(self, scene: Scene) -> Iterator[float]:
        """Computes the terrain that `fit` will draw, in slices."""
        model = scene.history.logistic
        if model is not None:
            super().fit(scene)
            terrain = _terrain(model, *self.wanted(scene))
            while not terrain.advance(_SLICE):
                yield 0.0

    def draw_terrain(self, terrain: Terrain) -> None:
        """Contours of a terrain that is done, on the screen with a shading too."""
        self.terrain = terrain
        self.relief.show(terrain.w1, terrain.w2, terrain.loss, self.style, log=True, ends=_COLOURS)


def _share(component: float, low: float, high: float) -> float:
    """How many times a component of a direction reaches from 0 to the limit that it points at."""
    limit = high if component > 0 else low
    return max(limit / component, 0.0) if component else math.inf


@lru_cache(maxsize=2)  # a dialog makes another figure for every choice in it, and each shows the same terrain
def _terrain(model: LogisticRegression, x: Range, y: Range, b: float | None) -> Terrain:
    return Terrain(model, x, y, b, FINE)


def _times(factor: float, name: str) -> str:
    """Such as −w₂ or 2b."""
    if abs(factor) == 1:
        return name if factor > 0 else f"−{name}"
    return f"{format_number(factor, 3)}{name}"
