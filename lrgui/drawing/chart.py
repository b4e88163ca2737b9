"""One chart of the curves panel: a quantity of every run against epochs or iterations."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from lrgui.drawing.quantities import Line, Quantity
from lrgui.drawing.reasons import leaving_text, nan_text, not_finite_text, value_text
from lrgui.plot import Curve, EdgeMark, Plot, Points
from lrgui.session.session import Session
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number
from lrgui.ui import theme


def _pale(colour: str) -> str:
    """The colour of what comes: mixed with white, not translucent, which would be slow to draw."""
    c = QColor(colour)
    return QColor(*(round(255 - 0.38 * (255 - v)) for v in (c.red(), c.green(), c.blue()))).name()


class Chart:
    """Draws the lines of `quantity`; the lines themselves are read from the history whenever it changes."""

    def __init__(self, session: Session, quantity: Quantity) -> None:
        self.session = session
        self.quantity = quantity
        self.plot = Plot()
        self.plot.setMinimumWidth(150)
        self._past: list[Curve] = []
        self._future: list[Curve] = []
        self._marks: list[EdgeMark] = []
        self._gaps: list[Points] = []
        self._alone: list[Points] = []
        self._edits = self.plot.add_curve("#7D8996", 1.5, "dotted", z=6)
        self._playhead = self.plot.add_playhead()
        self._lines: list[Line] = []
        self._log = self._iterations = self._with_future = False
        self._hover = self.plot.set_hover(self._read, self._snap)

    def set_options(self, *, log: bool, iterations: bool, future: bool) -> None:
        self._log = log and self.quantity.may_be_log
        self._iterations, self._with_future = iterations, future

    @property
    def _unit(self) -> int:
        """Updates in one unit of the x axis."""
        experiment = self.session.shown_experiment
        problem = self.quantity.problem_of(experiment)
        return 1 if self._iterations or problem == "descent" else experiment.updates_per_epoch(problem)

    def retranslate(self) -> None:
        self.plot.set_name(self.quantity.title())

    def _titles(self) -> None:
        descent = self.quantity.problem_of(self.session.shown_experiment) == "descent"
        if descent:
            x = translate("Curves", "step")
        elif self._iterations:
            x = translate("Curves", "iteration")
        else:
            x = translate("Curves", "epoch")
        self.plot.set_titles(x, self.quantity.title())
        self.plot.set_integers(x=True)

    def draw_history(self) -> None:
        history = self.session.shown
        chosen = self.session.shown_selected
        # The selected run comes last: it is drawn over the others.
        self._lines = sorted(self.quantity.lines(history), key=lambda line: line.run == chosen)
        self._titles()
        self.plot.set_log_y(self._log)
        total = history.traces[self.quantity.problem_of(history.experiment)].total
        x_end = total / self._unit
        self.plot.set_ranges((-0.012 * x_end, 1.02 * x_end), self.quantity.range(history, self._lines, log=self._log))
        self._draw_edits(x_end)
        while len(self._past) < len(self._lines):
            self._future.append(self.plot.add_curve(theme.ACCENT, z=30))
            self._past.append(self.plot.add_curve(theme.ACCENT, z=31))
        runs = self.session.shown_experiment.runs
        while len(self._marks) < len(runs):
            self._marks.append(self.plot.add_edge_mark(theme.ACCENT))
            self._gaps.append(self.plot.add_points("square", theme.ACCENT, 5.0, z=33))
            self._alone.append(self.plot.add_points("circle", theme.ACCENT, 5.0, z=33))
        for i, run in enumerate(runs):
            self._marks[i].set_colour(run.colour)
            self._gaps[i].set_style("square", run.colour, 5.0)
            self._alone[i].set_style("circle", run.colour, 5.0)
        for mark, gap, alone in zip(
            self._marks[len(runs) :], self._gaps[len(runs) :], self._alone[len(runs) :], strict=True
        ):
            mark.hide()
            gap.set_data([], [])
            alone.set_data([], [])
        for i, (past, future) in enumerate(zip(self._past, self._future, strict=True)):
            if i >= len(self._lines):
                past.set_data([], [])
                future.set_data([], [])
                continue
            line = self._lines[i]
            colour = runs[line.run].colour
            width = (2.4 if line.run == chosen else 1.6) - (0.5 if line.dashed else 0)
            style = "dashed" if line.dashed else "solid"
            past.set_style(colour, width, style)
            future.set_style(_pale(colour), width, style)
            shown = self._with_future
            future.set_data(line.steps / self._unit if shown else [], line.values if shown else [])

    def _draw_edits(self, x_end: float) -> None:
        """A dotted line wherever a run goes on with other settings."""
        bottom, top = self.plot.home[1]
        at = np.array([t / self._unit for t in self.session.shown_experiment.breakpoints], float)
        at = at[at < x_end]
        gap = np.full(len(at), np.nan)
        x = np.column_stack([at, at, gap]).ravel()
        self._edits.set_data(x, np.tile([bottom, top, np.nan], len(at)))

    def draw_position(self) -> None:
        history, session = self.session.shown, self.session
        trace = history.traces[self.quantity.problem_of(history.experiment)]
        at = min(session.position, trace.total)
        for line, past in zip(self._lines, self._past, strict=False):
            n = int(np.searchsorted(line.steps, at, side="right"))
            past.set_data(line.steps[:n] / self._unit, line.values[:n])
        self._playhead.set_x(at / self._unit)
        for run in range(len(session.shown_experiment.runs)):
            self._mark(run, at)
        self._hover.refresh()

    def _mark(self, run: int, at: int) -> None:
        """At the edges: where the curve of a run is outside or has no values, since when, and why."""
        history, mark = self.session.shown, self._marks[run]
        own = [line for line in self._lines if line.run == run]
        main = next(line for line in own if not line.dashed)
        steps, values = self._until(main, at)
        (bottom, top) = self.plot.home[1]
        if self.quantity.has_gaps:
            gaps = np.unique(
                np.concatenate([self._until(line, at)[0][~np.isfinite(self._until(line, at)[1])] for line in own])
            )
            self._gaps[run].set_data(gaps / self._unit, np.full(len(gaps), self._near_top()))
            finite = np.isfinite(np.concatenate([[np.nan], values, [np.nan]]))
            alone = finite[1:-1] & ~finite[:-2] & ~finite[2:]
            self._alone[run].set_data(steps[alone] / self._unit, values[alone])
            if len(gaps):
                assert history.classifier is not None
                since = history.classifier.away_since(run, at)
                text = nan_text(int(gaps[0])) if since is None else not_finite_text(since)
                mark.show("top", int(gaps[0]) / self._unit, text)
                return
        if not len(values):
            mark.hide()
        elif not values[-1] <= top:
            step = self._outside_since(steps, values <= top)
            if self.quantity.problem == "descent":
                assert history.descent is not None
                since = history.descent.away_since(run, at)
                text = leaving_text(history, run, step if since is None else since, float(values[-1]))
            else:
                text = value_text(step, float(values[-1]))
            mark.show("top", step / self._unit, text)
        elif values[-1] < bottom:
            step = self._outside_since(steps, values >= bottom)
            mark.show("bottom", step / self._unit, value_text(step, float(values[-1])))
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

    def _near_top(self) -> float:
        """The y value just under the upper edge."""
        view = self.plot.view
        return view.y_data(6.0)

    # Hover

    def _snap(self, x: float) -> float:
        if not self._lines:
            return x
        steps = self._lines[0].steps
        return float(steps[self._nearest(steps, x)]) / self._unit

    def _nearest(self, steps: np.ndarray, x: float) -> int:
        i = int(np.searchsorted(steps, x * self._unit))
        if i == 0 or (i < len(steps) and steps[i] - x * self._unit < x * self._unit - steps[i - 1]):
            return min(i, len(steps) - 1)
        return i - 1

    def _read(self, x: float) -> list[tuple[str | None, str]]:
        """What the curves say at x: one line for each run, training and validation side by side."""
        session = self.session
        if not self._lines:
            return []
        step = int(self._lines[0].steps[self._nearest(self._lines[0].steps, x)])
        trace = session.shown.traces[self.quantity.problem_of(session.shown.experiment)]
        if step > min(session.position, trace.total) and not self._with_future:
            return []
        texts: list[tuple[str | None, str]] = [(None, text) for text in self._head(step, trace.problem_name)]
        exact = self.quantity.exact(session.shown, step)
        for i, run in enumerate(session.shown_experiment.runs):
            if exact is not None:
                texts.append((run.colour, self.quantity.text(float(exact[i]))))
                continue
            own = [line for line in self._lines if line.run == i]
            values = [
                self.quantity.text(float(line.values[self._nearest(line.steps, step / self._unit)]))
                for line in sorted(own, key=lambda line: line.dashed)
            ]
            texts.append((run.colour, " / ".join(values)))
        return texts

    def _head(self, step: int, problem: str) -> list[str]:
        """Where one reads."""
        if problem == "descent":
            return [translate("Curves", "step {0}").format(format_count(step))]
        epoch = format_number(step / self.session.shown_experiment.iterations_per_epoch, 4)
        return [
            translate("Curves", "iteration {0}").format(format_count(step)),
            translate("Curves", "epoch {0}").format(epoch),
        ]
