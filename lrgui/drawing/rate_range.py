"""The range test: the loss within one run whose rate is raised, beside what whole runs at each rate come to."""

from __future__ import annotations

import math

import numpy as np

from lrgui.core.problems.function import Function
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.sweeps.rate_range import RangeTest
from lrgui.core.sweeps.summary import summary
from lrgui.drawing import sweep_texts
from lrgui.drawing.colours import ACCENT, MIDDLE
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.run_marks import RunMarks, final_value
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import LINE, WINDOW, Style
from lrgui.drawing.sweep import DIVERGES, GOOD, HATCH, HATCH_GROUND, LOWEST, PALE, headroom
from lrgui.plot import nice_range
from lrgui.text.language import translate
from lrgui.text.numbers import format_number

_MOST = 100.0  # times the first loss: what lies above it is the failure itself


class RangeDrawing(Drawing):
    """The loss of every update pale, smoothed in full colour, and the final losses of the sweep dashed.

    Where the test ended it is hatched: there is nothing beyond.
    """

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        plot = self.plot
        plot.set_log_x(True)
        self._hatch = plot.add_hatch(HATCH, HATCH_GROUND, z=5)
        self._raw = plot.add_curve(PALE, 1.0, z=28)
        self._sweep = plot.add_curve(MIDDLE, 1.6, "dashed", z=29)
        self._smooth = plot.add_curve(ACCENT, 2.4, z=30)
        self._valley = plot.add_upright(GOOD, 1.6, "solid")
        self._steepest = plot.add_upright(GOOD, 1.6, "dotted")
        self._best = plot.add_upright("axis", 1.2, "dashed")
        self._end = plot.add_upright(DIVERGES, 1.2, "solid")
        self.runs = RunMarks(plot, style)
        self._scene: Scene | None = None
        self._log = True  # whether no loss is below 0
        self._values: tuple[object, list[float]] = None, []
        self._hover = plot.set_hover(self._read, self._snap)

    @property
    def _test(self) -> RangeTest | None:
        swept = self._scene.sweep if self._scene is not None else None
        return swept.job.test if swept is not None else None

    @property
    def entries(self) -> list[tuple[str, str, str, str]]:
        """For a legend: text, colour, pattern and symbol of what is no run."""
        return [
            (translate("Sweep", "range test, smoothed"), ACCENT, "solid", ""),
            (translate("Sweep", "sweep: final loss"), MIDDLE, "dashed", ""),
        ]

    def forget(self) -> None:
        self._scene = None

    def set_patterns(self, on: bool) -> None:
        super().set_patterns(on)
        self.runs.style = self.style

    def retitle(self) -> None:
        self.plot.set_name(translate("Sweep", "The loss within one run whose learning rate is raised"))

    def draw_history(self, scene: Scene) -> None:
        self._scene = scene
        test = self._test
        self.plot.set_titles(translate("Sweep", "learning rate η, raised at every update"), translate("Sweep", "loss"))
        if test is None or scene.sweep is None:
            for curve in (self._raw, self._smooth, self._sweep):
                curve.set_data([], [])
            for mark in (self._valley, self._steepest, self._best, self._end, self._hatch):
                mark.hide()
            self.runs.clear()
            return
        job, stale = scene.sweep.job, scene.sweep.stale
        kind = PROBLEMS[job.problem]  # of the job: the experiment may be another one by now
        self._log = not issubclass(kind, Function) or kind(job.experiment).floor >= 0
        self.plot.set_log_y(self._log)
        self._smooth.set_style(PALE if stale else ACCENT, self.style.width(True, 2.4, LINE))
        self._raw.set_data(test.rates, test.losses)
        self._smooth.set_data(test.rates, test.smoothed)
        found = summary(job.sweep) if job.sweep is not None and job.sweep.done else None
        rates = job.sweep.rates if job.sweep is not None else np.empty(0)
        if found is not None:
            self._sweep.set_data(rates, found.median)
        else:
            self._sweep.set_data([], [])
        self._set_ranges(test, rates)
        for mark, at, text in (
            (self._valley, test.valley, translate("Sweep", "valley {0}")),
            (self._steepest, test.steepest, translate("Sweep", "steepest {0}")),
        ):
            if at is not None and not stale:
                mark.show(at, text.format(sweep_texts.rate(at)))
            else:
                mark.hide()
        if found is not None and found.best_rate is not None and not stale:
            self._best.show(
                found.best_rate, translate("Sweep", "- - sweep: best {0}").format(sweep_texts.rate(found.best_rate))
            )
        else:
            self._best.hide()
        if test.stopped and not stale:
            end = float(test.rates[-1])
            self._hatch.show(end)
            self._end.show(end, self._why(test).format(sweep_texts.rate(end)))
        else:
            self._hatch.hide()
            self._end.hide()

    @staticmethod
    def _why(test: RangeTest) -> str:
        if not math.isfinite(float(test.losses[-1])):
            return translate("Sweep", "loss not finite from {0}")
        return translate("Sweep", "too high from {0}: the test ends")

    def _set_ranges(self, test: RangeTest, rates: np.ndarray) -> None:
        """All losses but the failure itself, of which one sees that it leaves the plot."""
        seen = [curve.data[1] for curve in (self._smooth, self._sweep)]  # single batches may have hardly any loss
        values = np.concatenate(seen)
        values = values[np.isfinite(values) & ((values > 0) | (not self._log))]
        first = float(test.losses[0]) if len(test.losses) else 1.0
        if len(values) and not self._log:
            low = float(values.min())
            y = nice_range(low, min(float(values.max()), max(first, low) if math.isfinite(first) else math.inf))
        elif len(values):
            high = float(values.max())
            if math.isfinite(first) and first > 0:
                high = min(high, _MOST * first)
            y = headroom(nice_range(max(float(values.min()), LOWEST), high, log=True))
        else:
            y = (0.1, 10.0)
        low, high = float(test.rates[0]), max(100.0, float(test.rates[-1]))
        x = (float(rates[0]), float(rates[-1])) if len(rates) else (low, high)
        if self.plot.home != (x, y):
            self.plot.set_ranges(x, y)

    def draw_position(self, scene: Scene) -> None:
        self._scene = scene
        if self._test is not None:
            self.runs.draw(scene, self._run_values(scene))
        self._hover.refresh()

    def _run_values(self, scene: Scene) -> list[float]:
        assert scene.sweep is not None
        problem, history = scene.sweep.job.problem, scene.history
        if problem not in history.traces:
            return [math.nan] * len(scene.experiment.runs)
        of = history, history.traces[problem].computed, problem
        if of != self._values[0]:
            runs = range(len(scene.experiment.runs))
            self._values = of, [final_value(history, problem, "loss", run, 0.0) for run in runs]
        return self._values[1]

    # Reading values

    def _snap(self, x: float) -> float:
        test = self._test
        if test is None or not x > 0:
            return x
        return float(test.rates[np.argmin(np.abs(np.log(test.rates) - math.log(x)))])

    def _read(self, x: float) -> list[tuple[str | None, str]]:
        test = self._test
        if test is None:
            return []
        i = int(np.argmin(np.abs(np.log(test.rates) - math.log(x))))
        return [
            (None, f"η = {sweep_texts.rate(float(test.rates[i]))}"),
            (PALE, translate("Sweep", "loss {0}").format(format_number(float(test.losses[i]), 4))),
            (ACCENT, translate("Sweep", "smoothed {0}").format(format_number(float(test.smoothed[i]), 4))),
        ]
