"""The sweep: a figure that runs come to against their learning rate."""

from __future__ import annotations

import math

import numpy as np

from lrgui.core.model.types import Range
from lrgui.core.problems.registry import kind_of
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.summary import Summary, summary
from lrgui.core.sweeps.sweep import SweepFigures
from lrgui.drawing import sweep_texts
from lrgui.drawing.colours import ACCENT, MIDDLE, TEXT
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.run_marks import RunMarks, final_value
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import LINE, WINDOW, Style
from lrgui.plot import grow, nice_range
from lrgui.text.language import translate
from lrgui.text.names import verdict_text
from lrgui.text.numbers import format_count, format_number

PALE = "unsettled"  # of what is not final
BAND = "quartiles"
GOOD, GOOD_GROUND = "good", "near_best"
HATCH, HATCH_GROUND = "hatch", "hatch_back"
DIVERGES = "failure"
LOWEST = 1e-14  # of the losses that are drawn: below it there is rounding only
_HEADROOM = 0.12
_HIGHEST = 308.0  # the power of ten up to which there are numbers


def bound_text(job: SweepJob, bound: float) -> str:
    """The bound's formula and number."""
    theory = job.template.rule.theory
    assert theory is not None
    formula = theory.formula.format("L")
    if math.isclose(bound * kind_of(job.problem, job.experiment).curvature_bound(job.experiment), 2.0, rel_tol=1e-9):
        formula = "2/L"
    return f"{formula} = {format_number(bound, sweep_texts.DIGITS)}"


def headroom(limits: Range) -> Range:
    """Limits of a logarithmic axis with room above for the texts beside upright lines."""
    low, high = (math.log10(limit) for limit in limits)
    above = high + _HEADROOM * (high - low)
    return limits[0], 10.0**above if above < _HIGHEST else limits[1]  # beyond, no number is left for it


class SweepDrawing(Drawing):
    """The median over seeds as a line, quartiles as a band, theory dashed, and where training diverges hatched.

    What is not final is pale. Figures that are not finite are no points of the line: it leaves the plot there.
    """

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        plot = self.plot
        plot.set_log_x(True)
        self._close = plot.add_band(GOOD_GROUND, z=4)
        self._hatch = plot.add_hatch(HATCH, HATCH_GROUND, z=5)
        self._band = plot.add_band(BAND, z=12)
        self._line = plot.add_curve(ACCENT, 2.4, z=30)
        self._theory = plot.add_curve(TEXT, 1.4, "dashed", z=31)
        self._bad = plot.add_points("cross", MIDDLE, 7.0, z=33)
        self._points = plot.add_points("circle", ACCENT, 4.0, z=32)
        self._best = plot.add_upright(GOOD, 1.6, "solid")
        self._bound = plot.add_upright(TEXT, 1.2, "dotted")
        self._edge = plot.add_upright(DIVERGES, 1.2, "solid")
        self._log = True
        self.runs = RunMarks(plot, style)
        self._range_of: tuple[object, ...] = ()
        self._range: Range = (0.1, 1.0)  # of the values alone
        self._scene: Scene | None = None
        self._found: Summary | None = None
        self._figures: SweepFigures | None = None
        self._values: tuple[object, list[float]] = None, []
        self._hover = plot.set_hover(self._read, self._snap)

    @property
    def found(self) -> Summary | None:
        """What is drawn, in numbers."""
        return self._found

    @property
    def entries(self) -> list[tuple[str, str, str, str]]:
        """For a legend: text, colour, pattern and symbol of what is no run."""
        found = self._found
        if found is None:
            return []
        several = translate("Sweep", "median of {0} {0:seed|seeds}").format(format_count(found.seeds))
        single = translate("Sweep", "{0} at every rate").format(sweep_texts.criterion_name(found.criterion))
        entries = [(several if found.seeds > 1 else single, ACCENT, "solid", "")]
        swept = self._scene.sweep if self._scene is not None else None
        if swept is not None and found.theory is not None and found.criterion == "loss":
            entries.append((sweep_texts.theory_text(swept.job), TEXT, "dashed", ""))
        return entries

    def forget(self) -> None:
        self._range_of = ()
        self._scene = None

    def set_patterns(self, on: bool) -> None:
        super().set_patterns(on)
        self.runs.style = self.style

    def retitle(self) -> None:
        self.plot.set_name(translate("Sweep", "What runs come to, against their learning rate"))

    def draw_history(self, scene: Scene) -> None:
        self._scene = scene
        swept = scene.sweep
        sweep = swept.job.sweep if swept is not None else None
        if swept is None or sweep is None:
            self._clear()
            return
        job = swept.job
        self._figures = sweep.snapshot()
        self._found = found = summary(sweep, job.question.criterion, self._figures)
        below = sweep.function is not None and sweep.function.floor < 0  # losses that may be below 0
        log = not found.criterion.endswith("accuracy") and not (found.criterion == "loss" and below)
        self.plot.set_titles(sweep_texts.rate_title(job), sweep_texts.axis_title(job))
        self._log = log
        self.plot.set_log_y(log)
        self._set_ranges(job, found, log=log)
        self._draw_lines(found, job, final=swept.final)
        self._draw_answers(found, job, final=swept.final, stale=swept.stale)

    def _clear(self) -> None:
        self._found = self._figures = None
        for curve in (self._line, self._theory, self._bad, self._points):
            curve.set_data([], [])
        for band in (self._band, self._close):
            band.set_data([], [], [])
        for mark in (self._hatch, self._best, self._bound, self._edge):
            mark.hide()
        self.runs.clear()

    def _draw_lines(self, found: Summary, job: SweepJob, *, final: bool) -> None:
        assert job.sweep is not None
        rates, values = job.sweep.rates, found.median
        there = np.isfinite(values)
        self._line.set_style(ACCENT if final else PALE, self.style.width(True, 2.4, LINE))
        self._line.set_data(rates, values)
        self._points.set_style("circle", ACCENT if final else PALE, 4.0)
        self._points.set_data(rates[there], values[there])
        several = found.seeds > 1
        self._band.set_data(rates if several else [], found.lower if several else [], found.upper if several else [])
        if found.theory is not None and found.criterion == "loss":
            self._theory.set_data(rates, found.theory)
        else:
            self._theory.set_data([], [])
        # Where it diverges the hatching says it; what else has no figure is marked one by one.
        edge = found.divergence_edge if found.divergence_edge is not None else math.inf
        bad = ~there & (rates < edge)
        view = self.plot.view
        level = view.y_data(view.height - 8.0 if found.criterion.endswith("accuracy") else 8.0)
        self._bad.set_data(rates[bad], np.full(int(bad.sum()), level))

    def _draw_answers(self, found: Summary, job: SweepJob, *, final: bool, stale: bool) -> None:
        if final and found.interval is not None and found.best_rate is not None:
            low, high = found.interval
            step = float(job.sweep.rates[1] / job.sweep.rates[0]) ** 0.5 if job.sweep is not None else 1.0
            bottom = 0.0 if self._log else -math.inf
            # Half a step of the grid at either side: a single rate is as good as its surroundings.
            self._close.set_data([low / step, high * step], [bottom, bottom], [math.inf, math.inf])
            self._best.show(found.best_rate, translate("Sweep", "best {0}").format(sweep_texts.rate(found.best_rate)))
        else:
            self._close.set_data([], [], [])
            self._best.hide()
        if found.divergence_edge is not None and not stale:
            self._hatch.show(found.divergence_edge)
            self._edge.show(
                found.divergence_edge,
                translate("Sweep", "diverges from {0} (tried)").format(sweep_texts.rate(found.divergence_edge)),
            )
        else:
            self._hatch.hide()
            self._edge.hide()
        if found.bound is not None and not stale:
            self._bound.show(found.bound, bound_text(job, found.bound))
        else:
            self._bound.hide()

    def draw_position(self, scene: Scene) -> None:
        self._scene = scene
        if scene.sweep is not None and self._found is not None:
            self.runs.draw(scene, self._run_values(scene))
        self._hover.refresh()

    def _run_values(self, scene: Scene) -> list[float]:
        """The runs' own figures, read anew only where there are others: not at every step of the playhead."""
        assert scene.sweep is not None
        job, history = scene.sweep.job, scene.history
        assert job.sweep is not None
        if job.problem not in history.traces:  # the history of another problem is on its way out
            return [math.nan] * len(scene.experiment.runs)
        criterion, target = job.question.criterion, job.sweep.target
        of = history, history.traces[job.problem].computed, job.problem, criterion, target
        if of != self._values[0]:
            runs = range(len(scene.experiment.runs))
            self._values = of, [final_value(history, job.problem, criterion, run, target) for run in runs]
        return self._values[1]

    # Axes

    def _set_ranges(self, job: SweepJob, found: Summary, *, log: bool) -> None:
        """An axis that holds all; it only grows while the sweep does, and fits a finished one."""
        assert job.sweep is not None
        values = found.median[np.isfinite(found.median)]
        if found.seeds > 1:
            values = np.concatenate([values, *(q[np.isfinite(q)] for q in (found.lower, found.upper))])
        if log:
            values = np.maximum(values[values > 0], LOWEST)
        kind = (job.problem, found.criterion)
        before = self._range if self._range_of == kind else None
        if found.criterion == "updates_to_target":
            wanted = nice_range(max(1.0, float(values.min(initial=job.sweep.total))), job.sweep.total, log=True)
        elif not len(values):
            wanted = before or ((0.1, 10.0) if log else (0.0, 1.0))
        elif log:
            before = None if job.done else before
            wanted = grow(before, (float(values.min()), float(values.max())), log=True)
        elif job.sweep.function is not None:
            first = job.sweep.function.first_loss(job.experiment)
            highest = min(float(values.max()), max(first, float(values.min())) if math.isfinite(first) else math.inf)
            wanted = nice_range(float(values.min()), highest)
        else:
            low, _ = nice_range(min(float(values.min()), 0.95), 1.0)
            wanted = max(0.0, low), 1.0 + 0.09 * (1.0 - low)
        self._range_of, self._range = kind, wanted
        wanted = headroom(wanted) if log else wanted
        x: Range = float(job.sweep.rates[0]), float(job.sweep.rates[-1])
        if self.plot.home != (x, wanted):
            self.plot.set_ranges(x, wanted)

    # Reading values

    def _index(self, x: float) -> int:
        assert self._figures is not None
        return int(np.argmin(np.abs(np.log(self._figures.rates) - math.log(x))))

    def _snap(self, x: float) -> float:
        return float(self._figures.rates[self._index(x)]) if self._figures is not None and x > 0 else x

    def _read(self, x: float) -> list[tuple[str | None, str]]:
        scene, found, figures = self._scene, self._found, self._figures
        if scene is None or scene.sweep is None or found is None or figures is None or figures.update < 0:
            return []
        i = self._index(x)
        value = sweep_texts.value_text(found.criterion, float(found.median[i]))
        lines: list[tuple[str | None, str]] = [
            (None, f"η = {sweep_texts.rate(float(figures.rates[i]))}"),
            (ACCENT if scene.sweep.final else PALE, f"{sweep_texts.criterion_name(found.criterion)} {value}"),
        ]
        if found.seeds > 1:
            quartiles = " … ".join(
                sweep_texts.value_text(found.criterion, float(q[i])) for q in (found.lower, found.upper)
            )
            lines.append((BAND, translate("Sweep", "quartiles {0}").format(quartiles)))
        if found.theory is not None and found.criterion == "loss":
            lines.append((None, translate("Sweep", "theory {0}").format(format_number(float(found.theory[i]), 4))))
        seen = figures.verdict(i, int(figures.compared[0]))
        if seen is not None:
            lines.append((None, verdict_text(seen)))
        if scene.sweep.stale:
            lines.append((None, translate("Sweep", "of the experiment before the edit")))
        return lines
