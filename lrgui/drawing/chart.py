"""One chart of the curves panel: a quantity of every run against epochs or iterations."""

from __future__ import annotations

import math

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.experiment_fields import EPOCHS, SAMPLES, UPDATES
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.history import History
from lrgui.drawing.averaged_line import AveragedLine
from lrgui.drawing.chart_reading import ChartReading
from lrgui.drawing.colours import ACCENT, MIDDLE, pale
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.edge_reasons import leaving_text, nan_text, not_finite_text, value_text
from lrgui.drawing.fork_lines import GhostLines
from lrgui.drawing.quantities.quantity import Line, Quantity
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.drawing.way import partway
from lrgui.plot import Curve, EdgeMark, EndLabel, Points
from lrgui.text.language import translate
from lrgui.text.own_words import own_words
from lrgui.text.run_words import short_names

_SYMBOLS = 8  # on a run's curve, where it has symbols


class Chart(Drawing):
    """Draws the lines of `quantity`; the lines themselves are read from the history whenever it changes.

    `steady`: axes stand still, whatever is drawn, as they must under a moving hand. `unit`: updates in one unit of x.
    """

    def __init__(self, quantity: Quantity, style: Style = WINDOW) -> None:
        super().__init__(style)
        self.quantity = quantity
        self._scene: Scene | None = None  # what was drawn last, which the mouse reads
        self._past: list[Curve] = []
        self._future: list[Curve] = []
        self._marks: list[EdgeMark] = []
        self._gaps: list[Points] = []
        self._alone: list[Points] = []
        self._symbols: list[Points] = []
        self._edits = self.plot.add_curve(MIDDLE, 1.5, "dotted", z=6)
        self._playhead = self.plot.add_playhead()
        self._ghost = GhostLines(self.plot, quantity)
        self._average = AveragedLine(self.plot, quantity)
        self._lines: list[Line] = []
        self._log = self._log_wanted = self._iterations = self._with_future = False
        self.unit = 1.0
        self.steady = False
        self._names: list[tuple[str, str]] = []  # of the runs, at the ends of their curves
        self._reading = ChartReading(quantity)
        self._hover = self.plot.set_hover(self._reading.read, self._reading.snap)

    def set_options(self, *, log: bool, iterations: bool, future: bool) -> None:
        self._log_wanted = log
        self._iterations, self._with_future = iterations, future

    def _counts(self, experiment: Experiment) -> str:
        """What the x axis counts: that by which runs are compared, where they have several batch sizes."""
        problem = self.quantity.problem_of(experiment)
        if not experiment.clock(problem).uniform:
            return experiment.aligned
        if self._iterations:
            return UPDATES
        return SAMPLES if experiment.aligned == SAMPLES and PROBLEMS[problem].on_data else EPOCHS

    def _unit_of(self, experiment: Experiment) -> float:
        problem, counts = self.quantity.problem_of(experiment), self._counts(experiment)
        if counts == UPDATES:
            return 1.0
        per_epoch = experiment.updates_per_epoch(problem)
        return per_epoch / experiment.training_size if counts == SAMPLES else float(per_epoch)

    def forget(self) -> None:
        self._scene = self._reading.scene = None  # and with it a history, which may be large
        self._lines = self._reading.lines = []

    def retitle(self) -> None:
        if self._scene is not None:
            self.plot.set_name(self.quantity.title(self._scene.experiment))

    def _titles(self, experiment: Experiment) -> None:
        if not PROBLEMS[self.quantity.problem_of(experiment)].on_data:
            x = translate("Curves", "step")
        elif self._counts(experiment) == UPDATES:
            x = translate("Curves", "iteration")
        elif self._counts(experiment) == SAMPLES:
            x = translate("Curves", "samples seen")
        else:
            x = translate("Curves", "epoch")
        title = self.quantity.title(experiment)
        self.plot.set_titles(x, title)
        self.plot.set_name(title)
        self.plot.set_integers(x=True)

    def draw_history(self, scene: Scene) -> None:
        self._scene = self._reading.scene = scene
        history, experiment, chosen = scene.history, scene.experiment, scene.selected
        self.unit = self._unit_of(experiment)
        # The selected run comes last: it is drawn over the others.
        self.quantity.prepare(scene.selected, scene.draw_order())
        lines = self.quantity.lines(history)
        self._lines = sorted((x for x in lines if x.run not in scene.hidden), key=lambda line: line.run == chosen)
        self._reading.lines, self._reading.unit, self._reading.future = self._lines, self.unit, self._with_future
        self._reading.counts = self._counts(experiment)
        self._titles(experiment)
        self._log = self._log_wanted and self.quantity.may_be_log(history)
        self.plot.set_log_y(self._log)
        total = history.traces[self.quantity.problem_of(experiment)].total
        x_end = total / self.unit
        # Whatever is hidden: axes stand still.
        low, high = self.quantity.range(history, [*lines, *self._average.read(scene)], log=self._log)
        self.waits, self._reading.average = self._average.waits, self._average.line
        self.plot.set_floor(0.0 if low >= 0 else None)
        if not self.steady:
            self.plot.set_ranges((-0.012 * x_end, 1.02 * x_end), (low, high))
        problem = self.quantity.problem_of(experiment)
        named = self.style.emphasis and len(experiment.runs) > 1
        self._names = short_names(experiment.runs, own_words(experiment, problem)) if named else []
        self.plot.set_end_texts(self._names)
        self._draw_edits(experiment, x_end)
        self._ghost.read(scene)
        self._fit_marks(experiment)
        for i, (past, future) in enumerate(zip(self._past, self._future, strict=True)):
            if i >= len(self._lines):
                past.set_data([], [])
                future.set_data([], [])
                self._symbols[i].set_data([], [])
                continue
            line = self._lines[i]
            colour = experiment.runs[line.run].colour
            width = self.style.width(line.run == chosen, 2.4, 1.6) - (0.5 if line.dashed and self.style.emphasis else 0)
            if line.pale:
                colour, width = pale(colour), 1.0
            pattern = "dashed" if line.dashed else self.style.pattern(line.run)
            past.set_style(colour, width, pattern)
            future.set_style(pale(experiment.runs[line.run].colour), width, pattern)
            # On grey paper what is dashed belongs to the run whose symbol it bears, hollow.
            hollow = None if line.dashed else colour
            self._symbols[i].set_style(self.style.symbol(line.run), hollow, 8.0, edge=colour, edge_width=1.2)
            shown = self._with_future
            future.set_data(line.steps / self.unit if shown else [], line.values if shown else [])

    def _fit_marks(self, experiment: Experiment) -> None:
        """As many curves, edge marks and points as there are lines and runs."""
        while len(self._past) < len(self._lines):
            self._future.append(self.plot.add_curve(ACCENT, z=30))
            self._past.append(self.plot.add_curve(ACCENT, z=31))
            self._symbols.append(self.plot.add_points("circle", ACCENT, z=32))
        runs = experiment.runs
        while len(self._marks) < len(runs):
            self._marks.append(self.plot.add_edge_mark(ACCENT))
            self._gaps.append(self.plot.add_points("square", ACCENT, 5.0, z=33))
            self._alone.append(self.plot.add_points("circle", ACCENT, 5.0, z=33))
        for i, run in enumerate(runs):
            self._marks[i].set_colour(run.colour)
            self._gaps[i].set_style("square", run.colour, 5.0)
            self._alone[i].set_style("circle", run.colour, 5.0)
        for i in range(len(runs), len(self._marks)):
            self._marks[i].hide()
            self._gaps[i].set_data([], [])
            self._alone[i].set_data([], [])

    def _draw_edits(self, experiment: Experiment, x_end: float) -> None:
        """A dotted line wherever a run goes on with other settings."""
        bottom, top = self.plot.home[1]
        at = np.array(experiment.breakpoints(self.quantity.problem_of(experiment)), float) / self.unit
        at = at[at < x_end]
        gap = np.full(len(at), np.nan)
        x = np.column_stack([at, at, gap]).ravel()
        self._edits.set_data(x, np.tile([bottom, top, np.nan], len(at)))

    def draw_position(self, scene: Scene) -> None:
        self._scene = self._reading.scene = scene
        trace = scene.history.traces[self.quantity.problem_of(scene.experiment)]
        at, part = scene.progress(trace.problem_name)
        ends: dict[int, tuple[float, float]] = {}  # of the runs' own lines
        for line, past, symbols in zip(self._lines, self._past, self._symbols, strict=False):
            n = int(np.searchsorted(line.steps, at, side="right"))
            steps, values = line.steps[:n], line.values[:n]
            if part > 0 and 0 < n < len(line.steps) and math.isfinite(line.values[n]):
                share = (at + part - line.steps[n - 1]) / (line.steps[n] - line.steps[n - 1])
                steps, values = (
                    np.append(steps, at + part),
                    np.append(values, partway(line.values[n - 1 : n + 1], share)[-1]),
                )
            past.set_data(steps / self.unit, values)
            if line.main:
                shown = (line.steps, line.values) if self._with_future else (steps, values)
            if line.main and len(shown[0]):
                ends[line.run] = (float(shown[0][-1]) / self.unit, float(shown[1][-1]))
            if self.style.marked and not line.pale:
                places = self._symbol_places(line, trace.total, len(scene.experiment.runs))
                places = places[places < n]
                symbols.set_data(line.steps[places] / self.unit, line.values[places])
        self._label(scene, ends)
        self._ghost.draw(scene, self.unit, whole=self._with_future)
        self._average.draw(scene, self.unit)
        # Where the curves end says it as well; at the very end a line would only be a frame.
        at_end = at >= trace.total and not self.style.emphasis
        self._playhead.set_x(math.nan if at_end else (at + part) / self.unit)
        for run in range(len(scene.experiment.runs)):
            if run in scene.hidden:
                self._marks[run].hide()
                self._gaps[run].set_data([], [])
                self._alone[run].set_data([], [])
            else:
                self._mark(scene.history, run, at)
        self._hover.refresh()

    def _label(self, scene: Scene, ends: dict[int, tuple[float, float]]) -> None:
        """Says at the end of each curve whose it is; the selected one first, where there is no room for all."""
        if self._names:
            self.plot.show_end_labels(
                [
                    EndLabel(*self._names[run], scene.experiment.runs[run].colour, *ends[run])
                    for run in reversed(scene.draw_order())
                    if run in ends and math.isfinite(ends[run][1])
                ]
            )

    @staticmethod
    def _symbol_places(line: Line, total: int, runs: int) -> np.ndarray:
        """The points of a line that bear its run's symbol: evenly spread, and beside those of other runs."""
        shift = (line.run + 0.5) / runs if not line.dashed else (line.run + 0.25) / runs
        wanted = (np.arange(_SYMBOLS) + shift) / _SYMBOLS * total
        return np.unique(np.minimum(np.searchsorted(line.steps, wanted), len(line.steps) - 1))

    def _mark(self, history: History, run: int, at: int) -> None:
        """At the edges: where the curve of a run is outside or has no values, since when, and why."""
        told = self._scene is None or self._scene.tells_why
        trace = history.traces[self.quantity.problem_of(history.experiment)]
        mark = self._marks[run]
        own = [line for line in self._lines if line.run == run]
        main = next((line for line in own if line.main), None)
        if main is None:  # nothing is known of it yet
            mark.hide()
            return
        steps, values = self._until(main, at)
        (bottom, top) = self.plot.seen[1]
        if self.quantity.has_gaps:
            gaps = np.unique(
                np.concatenate([self._until(line, at)[0][~np.isfinite(self._until(line, at)[1])] for line in own])
            )
            self._gaps[run].set_data(gaps / self.unit, np.full(len(gaps), self._near_top()))
            finite = np.isfinite(np.concatenate([[np.nan], values, [np.nan]]))
            alone = finite[1:-1] & ~finite[:-2] & ~finite[2:]
            self._alone[run].set_data(steps[alone] / self.unit, values[alone])
            if len(gaps):
                since, first = trace.away_since(run, at), trace.made(run, int(gaps[0]))
                text = nan_text(first, told=told) if since is None else not_finite_text(trace.made(run, since))
                mark.show("top", int(gaps[0]) / self.unit, text, run + 1)
                return
        if not len(values):
            mark.hide()
        elif not values[-1] <= top:
            step = self._outside_since(steps, values <= top)
            if self.quantity.may_leave:
                since = trace.away_since(run, at)
                text = leaving_text(trace, run, step if since is None else since, float(values[-1]), told=told)
            else:
                text = value_text(trace.made(run, step), self._value_at(steps, values, step))
            mark.show("top", step / self.unit, text, run + 1)
        elif values[-1] < bottom:
            step = self._outside_since(steps, values >= bottom)
            text = value_text(trace.made(run, step), self._value_at(steps, values, step))
            mark.show("bottom", step / self.unit, text, run + 1)
        else:
            mark.hide()

    @staticmethod
    def _until(line: Line, at: int) -> tuple[np.ndarray, np.ndarray]:
        n = int(np.searchsorted(line.steps, at, side="right"))
        return line.steps[:n], line.values[:n]

    @staticmethod
    def _outside_since(steps: np.ndarray, inside: np.ndarray) -> int:
        """The step after the last one that was inside."""
        last = np.nonzero(inside)[0]
        return int(steps[last[-1] + 1 if len(last) else 0])

    @staticmethod
    def _value_at(steps: np.ndarray, values: np.ndarray, step: int) -> float:
        """A mark names a step and the value that was there then, not the latest one."""
        return float(values[np.searchsorted(steps, step)])

    def _near_top(self) -> float:
        """The y value just under the upper edge."""
        view = self.plot.view
        return view.y_data(6.0)
