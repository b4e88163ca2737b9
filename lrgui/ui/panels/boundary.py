"""The 2-D classifier: the data, the probability of the selected run, and the boundary of every run."""

from __future__ import annotations

import math

import numpy as np

from lrgui.core.batches import batch_rows
from lrgui.core.datasets import DATASETS
from lrgui.core.history import History
from lrgui.core.problems import LogisticRegression
from lrgui.drawing.reasons import not_finite_text
from lrgui.plot import Curve, EdgeMark, Plot
from lrgui.session.session import Session
from lrgui.text.numbers import format_fixed, format_percent
from lrgui.ui import theme
from lrgui.ui.panels.panel import Panel

LOW, HIGH = -0.02, 1.02
CELLS = 96
CLASS_1, CLASS_0 = "#C2410C", "#3B76AF"
_TINT_1, _TINT_0 = np.array([250, 205, 180.0]), np.array([200, 222, 243.0])
_SLOW = 30.0  # updates per second up to which the eye can follow the batches


class BoundaryPanel(Panel):
    name = "classifier"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plot = Plot()
        self.plot.set_ranges((LOW, HIGH), (LOW, HIGH))
        self._shading = self.plot.add_shading()
        self._zeros = self.plot.add_points("circle", CLASS_0, 4.2)
        self._ones = self.plot.add_points("plus", CLASS_1, 8.0, z=21)
        self._batch = self.plot.add_points("circle", theme.TEXT, 13.0, z=24)
        self._batch.set_style("circle", None, 13.0, edge=theme.TEXT, edge_width=1.8)
        self._truth = self.plot.add_curve(theme.TEXT, 1.6, "dotted", z=29)
        self._boundaries: list[Curve] = []
        self._marks: list[EdgeMark] = []
        self._samples = self.plot.add_points("diamond", "#FFFFFF", 13.0, z=38)
        self._samples.set_style("diamond", "#FFFFFF", 13.0, edge=theme.TEXT, edge_width=2.0)
        self._drawn_data: tuple[str, int] | None = None
        grid = (np.arange(CELLS) + 0.5) / CELLS * (HIGH - LOW) + LOW
        self._grid = np.column_stack([np.tile(grid, CELLS), np.repeat(grid, CELLS)])
        self._layout.addWidget(self.plot, 1)
        session.player.playing_changed.connect(self._on_playing)
        self.retranslate()

    def title(self) -> str:
        return self.tr("2-D classifier")

    def retranslate(self) -> None:
        self.plot.set_titles("x₁", "x₂")
        self.plot.set_name(self.tr("Training data, probability and the boundary of every run"))
        super().retranslate()

    def _on_playing(self, _playing: bool) -> None:
        self.mark(history=False)
        self.wanted.emit()

    def draw_history(self) -> None:
        if self.session.shown.classifier is None:
            return
        model = self.session.shown.model
        experiment = self.session.shown_experiment
        while len(self._boundaries) < len(experiment.runs):
            self._boundaries.append(self.plot.add_curve(theme.ACCENT))
            self._marks.append(self.plot.add_edge_mark(theme.ACCENT))
        for curve, mark in zip(
            self._boundaries[len(experiment.runs) :], self._marks[len(experiment.runs) :], strict=True
        ):
            curve.set_data([], [])
            mark.hide()
        for slot, i in enumerate(self.draw_order()):
            colour = experiment.runs[i].colour
            self._boundaries[slot].set_style(colour, 3.4 if i == self.session.shown_selected else 1.9)
            self._marks[slot].set_colour(colour)
        if self._drawn_data != (experiment.data, experiment.seed):
            self._drawn_data = (experiment.data, experiment.seed)
            points, labels = model.data.points[model.train_index], model.data.labels[model.train_index]
            self._zeros.set_data(*points[labels == 0].T)
            self._ones.set_data(*points[labels == 1].T)
            slope, intercept = DATASETS[experiment.data]().boundary
            ends = np.array([LOW, HIGH])
            self._truth.set_data(ends, slope * ends + intercept)

    def draw_position(self) -> None:
        history = self.session.shown
        trace = history.classifier
        if trace is None:
            return
        model = history.model
        at = min(self.session.position, trace.total)
        parameters = trace.at(at)
        for slot, i in enumerate(self.draw_order()):
            self._draw_boundary(slot, history, i, at, parameters[i].astype(float))
        chosen = self.session.shown_selected
        self._draw_shading(model, parameters[chosen : chosen + 1])
        predictions = model.predict(parameters[chosen : chosen + 1], model.data.samples)[0]
        texts = [f"{k} → {format_fixed(float(p), 2)}" for k, p in enumerate(predictions, 1)]
        self._samples.set_data(model.data.samples[:, 0], model.data.samples[:, 1], texts)
        self._draw_batch(at, trace.total)
        accuracy = float(history.evaluation(at).train_accuracy[chosen])
        self.set_subtitle(
            self.tr("accuracy {0} · sample 2 → {1}").format(
                format_percent(accuracy, 1), format_fixed(float(predictions[1]), 2)
            )
        )

    def _draw_boundary(self, slot: int, history: History, run: int, at: int, parameters: np.ndarray) -> None:
        """The line w₁x₁ + w₂x₂ + b = 0 through the square; none while all are zero, or outside the square."""
        w1, w2, b = parameters
        mark, curve = self._marks[slot], self._boundaries[slot]
        if not np.isfinite(parameters).all():
            curve.set_data([], [])
            assert history.classifier is not None
            since = history.classifier.away_since(run, at)
            mark.show("top", 0.5, not_finite_text(since or at))
            return
        mark.hide()
        if w1 == 0 and w2 == 0:
            curve.set_data([], [])
        elif abs(w2) >= abs(w1):
            ends = np.array([LOW, HIGH])
            curve.set_data(ends, -(w1 * ends + b) / w2)
        else:
            ends = np.array([LOW, HIGH])
            curve.set_data(-(w2 * ends + b) / w1, ends)

    def _draw_shading(self, model: LogisticRegression, parameters: np.ndarray) -> None:
        p = model.predict(parameters, self._grid)[0].astype(float)
        if not np.isfinite(p).all():
            self._shading.clear()
            return
        # Pale at p = 0.5, full colour towards the classes: the boundary is where the colours meet.
        strength = np.abs(2 * p - 1)[:, None]
        tint = np.where(p[:, None] > 0.5, _TINT_1, _TINT_0)
        rgba = np.full((CELLS * CELLS, 4), 255, np.uint8)
        rgba[:, :3] = 255 + (tint - 255) * (0.12 + 0.88 * strength)
        self._shading.set_image(rgba.reshape(CELLS, CELLS, 4), (LOW, HIGH), (LOW, HIGH))

    def _draw_batch(self, at: int, total: int) -> None:
        """Rings the batch that the next update uses, where the eye can follow."""
        player = self.session.player
        if at >= total or (player.playing and not (math.isfinite(player.speed) and player.speed <= _SLOW)):
            self._batch.set_data([], [])
            return
        model = self.session.shown.model
        rows = batch_rows(self.session.shown.experiment, at)
        points = model.data.points[model.train_index[rows]]
        self._batch.set_data(*points.T) if len(points) <= 200 else self._batch.set_data([], [])
