"""Batch size × learning rate as a heat map: what the same epochs come to."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lrgui.colours.contrast import rgb
from lrgui.colours.theme import Theme
from lrgui.colours.themes import LIGHT
from lrgui.core.model.types import Floats, Range
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.summary import CRITERIA
from lrgui.drawing import sweep_texts
from lrgui.drawing.colours import MIDDLE, PAPER, TEXT
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.map_values import best_cell, best_of_rows, values
from lrgui.drawing.run_marks import RunMarks
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.plot import Cells, ColourScale
from lrgui.text.language import translate
from lrgui.text.numbers import format_count

_SPAN = 300.0  # the colours tell so many times smaller losses apart: a single one must not make all others equal
_MOST_ROOM = 0.45  # of the plot, for the scale of colours
_NOT_FINAL = 0.55  # of the colours' strength


def edges(places: Floats) -> Floats:
    """The ends of cells around `places` on a logarithmic axis; a single one reaches from its half to its double."""
    logs = np.log(places)
    if len(logs) == 1:
        return np.array([places[0] / 2, places[0] * 2])
    inner = (logs[1:] + logs[:-1]) / 2
    ends: Floats = np.exp(np.concatenate([[2 * logs[0] - inner[0]], inner, [2 * logs[-1] - inner[-1]]]))
    return ends


def colours(shares: Floats, theme: Theme = LIGHT) -> NDArray[np.uint8]:
    """(…, 3) for shares from 0, bad, to 1, good."""
    ramp = np.array([rgb(colour) for colour in theme.ramp], float)
    at = np.clip(np.nan_to_num(shares), 0, 1) * (len(ramp) - 1)
    return np.stack([np.interp(at, range(len(ramp)), ramp[:, k]) for k in range(3)], axis=-1).round().astype(np.uint8)


class MapDrawing(Drawing):
    """A cell for every batch size and rate, a ring on the best rate of each batch size, a star on the best of all."""

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        plot = self.plot
        plot.set_log_x(True)
        plot.set_log_y(True)
        self._cells = Cells(plot.canvas, z=10)
        self._bad = plot.add_points("cross", MIDDLE, 6.0, z=20)
        self._ridge = plot.add_points("circle", PAPER, 7.0, z=24)
        self._ridge.set_style("circle", PAPER, 6.5, edge=TEXT, edge_width=1.0)
        self._best = plot.add_points("star", PAPER, 15.0, z=26)
        self._best.set_style("star", PAPER, 15.0, edge=TEXT, edge_width=1.2)
        self._scale = ColourScale(plot.canvas, z=36)
        self.runs = RunMarks(plot, style)
        self._scene: Scene | None = None
        self._limits: tuple[Range, Range] | None = None  # of the cells
        self._hover = plot.set_hover(self._read, self._snap)

    @property
    def _job(self) -> SweepJob | None:
        swept = self._scene.sweep if self._scene is not None else None
        return swept.job if swept is not None and swept.job.map is not None else None

    @property
    def entries(self) -> list[tuple[str, str, str, str]]:
        """For a legend: what is no run has its meaning in the plot."""
        return []

    def forget(self) -> None:
        self._scene = self._limits = None

    def set_patterns(self, on: bool) -> None:
        super().set_patterns(on)
        self.runs.style = self.style

    def retitle(self) -> None:
        self.plot.set_name(translate("Sweep", "What runs come to, against learning rate and batch size"))

    def draw_history(self, scene: Scene) -> None:
        self._scene = scene
        job = self._job
        if job is None or job.map is None or scene.sweep is None:
            self._cells.set_data(np.ones(1), np.ones(1), np.zeros((0, 0, 3), np.uint8), np.zeros((0, 0), bool))
            for points in (self._bad, self._ridge, self._best):
                points.set_data([], [])
            self._scale.show("", "", "", ())
            self.runs.clear()
            return
        self.plot.set_titles(sweep_texts.rate_title(job), translate("Sweep", "batch size"))
        rates, sizes = job.map.rates, np.array(job.map.batch_sizes, float)
        criterion = job.question.criterion
        found = values(job.map, criterion)
        x, y = edges(rates), edges(sizes)
        self._limits = (float(x[0]), float(x[-1])), (float(y[0]), float(y[-1]))
        rows = len(sizes) - job.map.computed
        computed = np.zeros(found.shape, bool)
        computed[rows:] = True
        self._draw_cells(job, found, x, y, final=scene.sweep.final)
        self._make_room()
        row, column = np.nonzero(computed & np.isnan(found))
        self._bad.set_data(rates[column], sizes[row])
        ridge = best_of_rows(found, criterion)
        self._ridge.set_data(rates[[c for _, c in ridge]], sizes[[r for r, _ in ridge]])
        best = best_cell(job.map, criterion) if scene.sweep.final else None
        self._best.set_data(*(([rates[best[1]]], [sizes[best[0]]]) if best is not None else ([], [])))

    def fit(self, _scene: Scene) -> None:
        self._make_room()

    def _make_room(self) -> None:
        """Above the cells, for what their colours mean."""
        if self._limits is None:
            return
        x, (low, high) = self._limits
        share = min(self._scale.height / max(self.plot.view.height, 1.0), _MOST_ROOM)
        limits = x, (low, low * (high / low) ** (1 / (1 - share)))
        if self.plot.home != limits:
            self.plot.set_ranges(*limits)

    def _draw_cells(self, job: SweepJob, found: Floats, x: Floats, y: Floats, *, final: bool) -> None:
        """Losses by their logarithm: from the best one to that of a rate so low that nothing was learned."""
        criterion = job.question.criterion
        there = ~np.isnan(found)
        more = CRITERIA[criterion][0]
        if not there.any():
            shown = np.zeros((*found.shape, 3), np.uint8)
            self._scale.show("", "", "", ())
        else:
            first = found[:, 0][~np.isnan(found[:, 0])]
            every = found[there]
            bad = float(first.min() if more else first.max()) if len(first) else float(every.max())
            best = float(every.max() if more else max(every.min(), bad / _SPAN))

            def scale(values: Floats) -> Floats:
                return values if more else np.log(np.maximum(values, 1e-300))

            span = scale(np.array(best)) - scale(np.array(bad))
            shares = (scale(found) - scale(np.array(bad))) / span if span else np.ones_like(found)
            shown = colours(shares, self.plot.theme)
            beyond = (every < bad).any() if more else (every > bad).any()
            sign = ("≤ " if more else "≥ ") if beyond else ""
            better = "≤ " if not more and best > every.min() else ""
            strip = [tuple(int(v) for v in each) for each in colours(np.linspace(0, 1, 24), self.plot.theme)]
            self._scale.show(
                sweep_texts.axis_title(job),
                sign + sweep_texts.value_text(criterion, bad),
                better + sweep_texts.value_text(criterion, best),
                strip,  # type: ignore[arg-type]
            )
        if not final:
            paper = np.array(rgb(self.plot.theme.paper), float)
            shown = (paper + _NOT_FINAL * (shown - paper)).round().astype(np.uint8)
        self._cells.set_data(x, y, shown, there)

    def draw_position(self, scene: Scene) -> None:
        self._scene = scene
        if self._job is not None:
            self.runs.draw(scene, list(map(float, scene.experiment.batch_sizes)))
        self._hover.refresh()

    # Reading values

    def _snap(self, x: float) -> float:
        job = self._job
        if job is None or job.map is None or not x > 0:
            return x
        return float(job.map.rates[np.argmin(np.abs(np.log(job.map.rates) - math.log(x)))])

    def _read(self, x: float) -> list[tuple[str | None, str]]:
        job, height = self._job, self._hover.y
        if job is None or job.map is None or not height > 0:
            return []
        row = int(np.argmin(np.abs(np.log(np.array(job.map.batch_sizes, float)) - math.log(height))))
        column = int(np.argmin(np.abs(np.log(job.map.rates) - math.log(x))))
        lines: list[tuple[str | None, str]] = [
            (None, f"η = {sweep_texts.rate(float(job.map.rates[column]))}"),
            (None, translate("Sweep", "batch size {0}").format(format_count(job.map.batch_sizes[row]))),
        ]
        if row < len(job.map.batch_sizes) - job.map.computed:
            lines.append((None, translate("Sweep", "not computed yet")))
            return lines
        for criterion in ("loss", "accuracy", "validation_loss", "validation_accuracy"):
            value = float(values(job.map, criterion)[row, column])
            lines.append((None, f"{sweep_texts.criterion_name(criterion)} {sweep_texts.value_text(criterion, value)}"))
        return lines
