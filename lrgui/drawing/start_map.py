"""Start × η: which minimum of the curve is reached (its colour), and how soon (how strong that is)."""

from __future__ import annotations

import math

import numpy as np

from lrgui.colours.contrast import rgb
from lrgui.core.model.run import usual_colour
from lrgui.core.problems.curve import Descent
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.start_map import NOWHERE, UNKNOWN, StartMap
from lrgui.drawing import sweep_texts
from lrgui.drawing.colours import MIDDLE, PAPER, TEXT
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.run_marks import RunMarks
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.plot import ColourScale, Points
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number

_WEAKEST = 0.25  # of a colour, where a minimum is reached with the last update
_MOST_ROOM = 0.45  # of the plot, for the scale of colours
_NOT_FINAL = 0.55  # of the colours' strength
_ASIDE = 0.035  # of the width: the stars of the minima stand so far from the left edge


def minimum_colour(number: int) -> str:
    """The colour of what ends in minimum `number`, counted from the left: none of the first runs'."""
    return usual_colour(number + 6)


class StartMapDrawing(Drawing):
    """A pixel for every start and rate; stars at the minima, and dots for the runs, which can be taken."""

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        plot = self.plot
        plot.set_log_x(True)
        self._pixels = plot.add_shading()
        self._minima: list[Points] = []
        self._scale = ColourScale(plot.canvas, z=36)
        self.runs = RunMarks(plot, style)
        self._scene: Scene | None = None
        self._hover = plot.set_hover(self._read, self._snap)

    @property
    def _map(self) -> StartMap | None:
        job = self._job
        return job.starts if job is not None else None

    @property
    def _job(self) -> SweepJob | None:
        return self._scene.sweep.job if self._scene is not None and self._scene.sweep is not None else None

    @property
    def entries(self) -> list[tuple[str, str, str, str]]:
        """For a legend: the minima."""
        found = self._map
        minima = found.minima.tolist() if found is not None else []
        text = translate("Sweep", "to w = {0}")
        return [(text.format(format_number(w, 3)), minimum_colour(i), "none", "square") for i, w in enumerate(minima)]

    def forget(self) -> None:
        self._scene = None

    def set_patterns(self, on: bool) -> None:
        super().set_patterns(on)
        self.runs.style = self.style

    def retitle(self) -> None:
        self.plot.set_name(translate("Sweep", "Which minimum is reached, against learning rate and start"))

    def draw_history(self, scene: Scene) -> None:
        self._scene = scene
        job, found = self._job, self._map
        if job is None or found is None or scene.sweep is None:
            self._pixels.clear()
            self._scale.show("", "", "", ())
            for points in self._minima:
                points.set_data([], [])
            self.runs.clear()
            return
        self.plot.set_titles(sweep_texts.rate_title(job), translate("Sweep", "start w₀"))
        self._draw_scale(found)
        self._make_room()
        ratio = float(found.rates[1] / found.rates[0]) ** 0.5
        half = float(found.starts[1] - found.starts[0]) / 2
        x = float(found.rates[0]) / ratio, float(found.rates[-1]) * ratio
        y = found.range[0] - half, found.range[1] + half
        self._pixels.set_image(self._colours(found, final=not scene.sweep.stale), x, y)
        self._mark_minima(found)

    def _colours(self, found: StartMap, *, final: bool) -> np.ndarray:
        """(starts, rates, 4)."""
        theme = self.plot.theme
        paper = np.array(rgb(theme.paper), float)
        own = [rgb(theme.seen(minimum_colour(i))) for i in range(len(found.minima))]
        # The last two are what NOWHERE and UNKNOWN count from the end.
        assert (NOWHERE, UNKNOWN) == (-1, -2)
        table = np.array([*own, rgb(theme.paper), rgb(theme.seen("border"))], float)
        share = np.log1p(found.updates) / math.log1p(found.total)
        strength = np.where(found.minimum >= 0, 1.0 - (1.0 - _WEAKEST) * share, 1.0)
        strength = strength if final else _NOT_FINAL * strength
        rgba = np.full((*found.minimum.shape, 4), 255, np.uint8)
        rgba[..., :3] = np.rint(paper + strength[..., None] * (table[found.minimum] - paper))
        return rgba

    def _draw_scale(self, found: StartMap) -> None:
        theme = self.plot.theme
        if not len(found.minima):
            self._scale.show("", "", "", ())
            return
        paper, own = np.array(rgb(theme.paper), float), np.array(rgb(theme.seen(minimum_colour(0))), float)
        strip = np.rint(paper + np.linspace(1.0, _WEAKEST, 24)[:, None] * (own - paper)).astype(int).tolist()
        self._scale.show(
            translate("Sweep", "updates until it is there"),
            "0",
            format_count(found.total),
            [(red, green, blue) for red, green, blue in strip],
        )

    def _mark_minima(self, found: StartMap) -> None:
        while len(self._minima) < len(found.minima):
            self._minima.append(self.plot.add_points("star", PAPER, 15.0, z=26))
        for points in self._minima[len(found.minima) :]:
            points.set_data([], [])
        low, high = math.log(found.rates[0]), math.log(found.rates[-1])
        at = math.exp(low + _ASIDE * (high - low))
        for i, w in enumerate(found.minima.tolist()):
            self._minima[i].set_style("star", minimum_colour(i), 15.0, edge=TEXT, edge_width=1.2)
            self._minima[i].set_data([at], [w], [format_number(w, 3)])

    def fit(self, _scene: Scene) -> None:
        self._make_room()

    def _make_room(self) -> None:
        """Above the pixels, for what their colours mean."""
        found = self._map
        if found is None:
            return
        low, high = found.range
        share = min(self._scale.height / max(self.plot.view.height, 1.0), _MOST_ROOM)
        x = float(found.rates[0]), float(found.rates[-1])
        limits = x, (low, low + (high - low) / (1 - share))
        if self.plot.home != limits:
            self.plot.set_ranges(*limits)

    def draw_position(self, scene: Scene) -> None:
        self._scene = scene
        if self._map is not None:
            self.runs.draw(scene, Descent.origins(scene.experiment)[:, 0].tolist())
        self._hover.refresh()

    def pair_at(self, x: float, y: float) -> tuple[float, float] | None:
        """Learning rate and start at a place (pixels of the plotting area) on the map; None beside it."""
        found, view = self._map, self.plot.view
        if found is None:
            return None
        rate, start = view.x_data(x), view.y_data(y)
        inside = found.rates[0] <= rate <= found.rates[-1] and found.range[0] <= start <= found.range[1]
        return (rate, start) if inside else None

    # Reading values

    def _snap(self, x: float) -> float:
        found = self._map
        return float(found.rates[self._column(found, x)]) if found is not None and x > 0 else x

    @staticmethod
    def _column(found: StartMap, rate: float) -> int:
        return int(np.argmin(np.abs(np.log(found.rates) - math.log(rate))))

    def _read(self, x: float) -> list[tuple[str | None, str]]:
        found, start = self._map, self._hover.y
        if found is None or not found.range[0] <= start <= found.range[1]:
            return []
        row, column = int(np.argmin(np.abs(found.starts - start))), self._column(found, x)
        number, updates = int(found.minimum[row, column]), int(found.updates[row, column])
        lines: list[tuple[str | None, str]] = [
            (None, f"η = {sweep_texts.rate(float(found.rates[column]))}"),
            (None, f"w₀ = {format_number(float(found.starts[row]), 3)}"),
        ]
        if number == UNKNOWN:
            return [*lines, (None, translate("Sweep", "not computed yet"))]
        if number == NOWHERE:
            text = translate("Sweep", "at no minimum after {0} {0:update|updates}")
            return [*lines, (MIDDLE, text.format(format_count(found.total)))]
        text = translate("Sweep", "at w = {0} from update {1} on")
        said = text.format(format_number(float(found.minima[number]), 3), format_count(updates))
        return [*lines, (minimum_colour(number), said)]
