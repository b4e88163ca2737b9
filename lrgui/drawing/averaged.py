"""The averaged weights of the selected run beside its own: dashed, and hollow, and said to be what they are."""

from __future__ import annotations

import numpy as np

from lrgui.core.analysis.averaged_weights import AveragedWeights
from lrgui.core.model.types import Array, Axes, Floats
from lrgui.drawing.colours import ACCENT, PAPER
from lrgui.drawing.scene import Scene
from lrgui.drawing.way import partway
from lrgui.plot import Plot
from lrgui.text.language import translate
from lrgui.text.numbers import format_number

_LABELLED = 0.06  # of the picture, from its edges: where a line may say what it is


def averaged_text(factor: float) -> str:
    """What is written beside them."""
    return translate("Averaged", "averaged, d = {0}").format(format_number(factor, 4))


class AveragedMark:
    """A dashed line of a plot, and a hollow point that says what both are."""

    def __init__(self, plot: Plot, z: float) -> None:
        self._line = plot.add_curve(ACCENT, 2.2, "dashed", z=z)
        self._point = plot.add_points("circle", PAPER, 11.0, z=z + 8)

    def show(self, scene: Scene, line: Array, point: Array, size: float = 11.0) -> None:
        """line: (k, 2), none where k is 0; point: (2,), of no size where only its text is to be seen."""
        colour = scene.experiment.runs[scene.selected].colour
        self._line.set_style(colour, 2.2, "dashed")
        self._line.set_data(line[:, 0], line[:, 1])
        paper = PAPER if size else None
        self._point.set_style("circle", paper, size or 6.0, edge=colour if size else None, edge_width=2.2)
        seen = bool(np.isfinite(point).all()) and scene.averaging is not None
        forms = averaged_text(scene.averaging or 0.0), translate("Averaged", "averaged")
        texts = [forms] if seen else []
        self._point.set_data(point[:1] if seen else [], point[1:] if seen else [], texts)

    def clear(self) -> None:
        for mark in (self._line, self._point):
            mark.set_data([], [])


def averages_now(scene: Scene, averages: AveragedWeights) -> Floats:
    """Those of the selected run at the playhead, or on the way to its place: (d,), in float64."""
    at, part = scene.progress(averages.trace.problem_name)
    ends = [averages.at(at), averages.at(at + 1)] if part else [averages.at(at)]
    now: Floats = partway(np.stack(ends)[:, scene.selected].astype(float), part)[-1]
    return now


def place_within(places: np.ndarray, extent: Axes, beside: Array) -> Array:
    """The place (2,) of a line (k, 2) in a picture that is furthest from others (n, 2); nan where there is none."""
    if not len(places):
        return np.full(2, np.nan)
    (left, right), (bottom, top) = extent
    steps = np.linspace(0, len(places) - 1, 201)
    along = np.column_stack([np.interp(steps, range(len(places)), side) for side in places.T])
    shares = (along - [left, bottom]) / [right - left, top - bottom]
    seen = ((shares > _LABELLED) & (shares < 1 - _LABELLED)).all(axis=1)
    if not seen.any():
        return np.full(2, np.nan)
    others = (beside - [left, bottom]) / [right - left, top - bottom]
    distances = np.linalg.norm(shares[seen][:, None] - others, axis=2).min(axis=1, initial=np.inf)
    place: Array = along[seen][int(distances.argmax())]
    return place


def averaged_words(scene: Scene, problem: str) -> list[str]:
    """What the loss is with them and without, of the selected run; nothing where there are none."""
    losses = _losses(scene, problem)
    return [translate("Averaged", "averaged weights: loss {0}, weights {1}").format(*losses)] if losses else []


def averaged_loss(scene: Scene, problem: str) -> list[str]:
    """What the loss is with them, beside that without; nothing where there are none."""
    losses = _losses(scene, problem)
    return [translate("Averaged", "averaged: {0}").format(losses[0])] if losses else []


def _losses(scene: Scene, problem: str) -> list[str]:
    averages = scene.averages(problem)
    if averages is None:
        return []
    at, run, trace = scene.update_of(problem), scene.selected, averages.trace
    if trace.problem.on_data:  # which is known of every place that is looked at
        own = scene.history.evaluation(at).train_loss[run]
    else:
        own = trace.problem.evaluate(trace.at(at)[run : run + 1]).train_loss[0]
    return [format_number(float(loss), 3) for loss in (averages.loss(run, at), own)]
