"""The 1-D descent: the curve, the path of every run, and the next update of the selected one."""

from __future__ import annotations

import math

import numpy as np

from lrgui.core.analysis.line_searches import rejected_places
from lrgui.core.analysis.update_vectors import directions
from lrgui.core.problems.curve import Descent
from lrgui.core.problems.function import GROWN
from lrgui.core.training.trace import Trace
from lrgui.drawing.arrows import Arrows
from lrgui.drawing.averaged import AveragedMark, averages_now
from lrgui.drawing.colours import ACCENT, MIDDLE, PAPER, TEXT, pale
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.edge_reasons import leaving_text
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.drawing.way import partway
from lrgui.plot import Curve, EdgeMark, Points
from lrgui.text.language import translate

PATH_ENDS = 1000  # of a longer path the first and the last so many updates are drawn
DOTS = 120  # a path with more updates is drawn without dots
_REACH = math.sqrt(GROWN)  # the plot reaches so many times as far from the minimum as the start
_MOST_REACH = 3.5
_NEAR = 1e-3  # of w beside a minimum, where its shape is looked at
_BELOW = 0.06  # of the height, for the symbol at the minimum: there are no losses
_ROOM = 1.25  # a range this much larger than needed stays
_NUMBERED = 25  # so many states have numbers, where these have room
_LATELY = 3  # updates whose places are to be seen where the view widens
_MOST_STAGES = 9  # beyond it the run is marked at the edge: axes have no more room
_SAMPLES = np.linspace(-4, 4, 1601)


class DescentDrawing(Drawing):
    """`steady`: axes stand still, whatever is drawn, as they must under a moving hand.

    follow: where the selected run leaves, the view widens in stages of ten, `stage` of them; else it is marked at the
    edge as the others are.
    """

    def __init__(self, style: Style = WINDOW) -> None:
        super().__init__(style)
        self._curve = self.plot.add_curve(MIDDLE, 2.5, z=5)
        self._minimum = self.plot.add_points("star", TEXT, 13)
        self._paths: list[Curve] = []
        self._dots: list[Points] = []
        self._marks: list[EdgeMark] = []
        self._tangent = self.plot.add_curve(MIDDLE, 1.5, "dashdot")
        self._next = self.plot.add_curve(MIDDLE, 2.0, "dotted")
        self._start = self.plot.add_points("circle", PAPER, 12, z=36)
        self._start.set_style("circle", PAPER, 12, edge=TEXT, edge_width=2.0)
        self._ghost = self.plot.add_curve(ACCENT, 1.6, "dashed", z=31)
        self._would_be = self.plot.add_points("circle", ACCENT, 9.0, z=33)
        self._tries = self.plot.add_points("cross", ACCENT, 9.0, z=34)
        self._here = self.plot.add_points("circle", ACCENT, 11, z=38)
        self._average = AveragedMark(self.plot, 31)
        self._numbers = self.plot.add_point_texts()
        self.arrows = Arrows(self.plot, style, level=True)
        self.steady = self.follow = False
        self.stage = 0
        self._reach = self._middle = 0.0
        self._formula = ""

    def forget(self) -> None:
        self._reach = 0.0

    def retitle(self) -> None:
        if self._formula:
            self.plot.set_titles("w", translate("DescentPanel", "loss = {0}").format(self._formula))
        self.plot.set_name(translate("DescentPanel", "The curve of the loss and the path of every run"))

    def draw_history(self, scene: Scene) -> None:
        trace = scene.history.descent
        if trace is None:
            return
        experiment = scene.experiment
        self._fit_marks(len(scene.draw_order()))
        curve, starts = scene.history.curve, np.unique(trace.at(0)[sorted(scene.draw_order()), 0].astype(float))
        if self._formula != curve.formula(experiment):
            self._formula = curve.formula(experiment)
            self._reach = 0.0
            self.retitle()
        self._set_ranges(trace, curve)
        self._start.set_data(starts, curve.loss_at(starts))
        minima = curve.minima[:, 0]
        self._minimum.set_data(minima, curve.loss_at(minima))
        for slot, i in enumerate(scene.draw_order()):
            run, chosen = experiment.runs[i], i == scene.selected
            self._paths[slot].set_style(run.colour, self.style.width(chosen, 2.6, 1.5), self.style.pattern(i))
            size = (6.5 if chosen else 5.0) if not self.style.marked else 8.0
            self._dots[slot].set_style(self.style.symbol(i), run.colour, size)
            self._marks[slot].set_colour(run.colour)

    def _fit_marks(self, runs: int) -> None:
        while len(self._paths) < runs:
            self._paths.append(self.plot.add_curve(ACCENT))
            self._dots.append(self.plot.add_points("circle", ACCENT, 5.0, z=32))
            self._marks.append(self.plot.add_edge_mark(ACCENT))
        for i in range(runs, len(self._paths)):
            self._paths[i].set_data([], [])
            self._dots[i].set_data([], [])
            self._marks[i].hide()

    def _set_ranges(self, trace: Trace, curve: Descent) -> None:
        """Around the minima near by, as far as the start; further where a run that comes back goes further."""
        middle, start = curve.middle, curve.extent
        ends = trace.states(0, min(trace.computed, PATH_ENDS))[:, :, 0].astype(float)
        away = [trace.away_since(run, trace.computed) is not None for run in range(ends.shape[1])]
        stays = np.abs(ends[:, ~np.array(away)] - middle) if not all(away) else np.array([0.0])
        furthest = float(np.max(stays, initial=0.0, where=np.isfinite(stays)))
        wanted = min(max(_REACH * start, 1.08 * furthest), _MOST_REACH * start)
        if self.steady or (wanted <= self._reach <= _ROOM * wanted and start > 0.3 * self._reach):
            return  # axes stand still under a moving hand, and while what is to be seen has its place in them
        reach = self._reach = wanted
        self._middle, self.stage = middle, 0
        self._show_reach(curve, reach)

    def _show_reach(self, curve: Descent, reach: float) -> None:
        middle = self._middle
        low, high = curve.visible_losses(middle, reach)
        margin = _BELOW * (high - low)
        self._keep_shape(curve, low)
        self.plot.set_ranges((middle - reach, middle + reach), (low - margin, high + margin))
        # As fine as before it widened, too, for whoever zooms in there.
        w = np.unique([middle + self._reach * 10.0**stage * _SAMPLES for stage in range(self.stage + 1)])
        self._curve.set_data(w, curve.loss_at(w))

    def _widen(self, curve: Descent, w: np.ndarray) -> None:
        """As many tenfold stages as the last of the places `w` ask for, and no more than can be drawn."""
        late = np.abs(w[-_LATELY:] - self._middle)
        furthest = float(np.max(late, initial=0.0, where=np.isfinite(late)))
        stage = max(0, math.ceil(math.log10(furthest / self._reach))) if self.follow and furthest > 0 else 0
        stage = min(stage, _MOST_STAGES)
        if stage != self.stage and not self.steady:
            self.stage = stage
            self._show_reach(curve, self._reach * 10.0**stage)

    def _keep_shape(self, curve: Descent, low: float) -> None:
        """Nothing is shown below a lowest loss, and zooming at a minimum keeps the curve's shape there."""
        minima = curve.minima[:, 0]
        losses = curve.loss_at(minima).tolist()
        lowest = min(losses, default=-math.inf)
        self.plot.set_floor(lowest if lowest <= low else None, _BELOW / (1 + 2 * _BELOW))
        self.plot.set_vertices(
            [
                (w, loss, power)
                for w, loss in zip(minima.tolist(), losses, strict=True)
                if (power := _power(curve, w, loss)) is not None
            ]
        )

    def draw_position(self, scene: Scene) -> None:
        trace = scene.history.descent
        if trace is None:
            return
        at, part = scene.progress(Descent.code)
        path, steps = self._path(trace, at + (part > 0))
        loss_at = scene.history.curve.loss_at
        self._widen(scene.history.curve, path[:, scene.selected])
        # Along the chord that is drawn, not along the curve: an update jumps.
        losses, path = partway(loss_at(path), part), partway(path, part)
        dotted = len(path) - (part > 0) if at <= DOTS else 0
        for slot, i in enumerate(scene.draw_order()):
            w, loss = path[:, i], losses[:, i]
            self._paths[slot].set_data(w, loss)
            there = np.isfinite(loss[:dotted])
            self._dots[slot].set_data(w[:dotted][there], loss[:dotted][there])
            self._mark_leaving(scene, slot, i, w, steps)
        self._draw_ghost(scene)
        self._draw_average(scene)
        self._number(scene, path[:dotted, scene.selected])
        self._draw_selected(scene, trace, at)
        if part > 0:
            self._draw_moving(scene, float(path[-1, scene.selected]), float(losses[-1, scene.selected]))

    def _number(self, scene: Scene, w: np.ndarray) -> None:
        """The first steps of the selected run, while an eye can follow them."""
        told = self.style.emphasis and not scene.rushing and scene.selected_is_drawn
        w = w[1:_NUMBERED] if told else w[:0]
        curve = scene.history.curve
        slope, loss = curve.gradient(w[:, None])[:, 0], curve.loss_at(w)
        self._numbers.set_data(w, loss.astype(float), slope.astype(float), [str(i + 1) for i in range(len(w))])

    def _draw_ghost(self, scene: Scene) -> None:
        """The path that was given up, and where it would have led by now."""
        ghost, w, loss_at = scene.ghost, np.empty(0), scene.history.curve.loss_at
        if ghost is not None:
            at = ghost.reaches(Descent.code, scene.position)
            if at is not None and ghost.history.descent is not None:
                w = self._path(ghost.history.descent, at, ghost.begins(Descent.code))[0][:, ghost.run]
                colour = pale(scene.experiment.runs[ghost.run].colour)
                self._ghost.set_style(colour, 2.4, "dashed")
                self._would_be.set_style("circle", PAPER, 8.0, edge=colour, edge_width=2.0)
        self._ghost.set_data(w, loss_at(w))
        now = w[-1:][np.isfinite(loss_at(w[-1:]))]
        self._would_be.set_data(now, loss_at(now))

    def _draw_average(self, scene: Scene) -> None:
        """Where the averaged weight of the selected run is on the curve."""
        averages = scene.averages(Descent.code)
        self.waits = scene.awaited(Descent.code)
        if averages is None:
            self._average.clear()
            return
        w = averages_now(scene, averages)
        self._average.show(scene, np.empty((0, 2)), np.append(w, scene.history.curve.loss_at(w)))

    def _path(self, trace: Trace, at: int, start: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """w of every run up to the playhead, (updates, runs), and the update of each row; a long path has a gap."""
        if at - start <= 2 * PATH_ENDS:
            return trace.states(start, at)[:, :, 0].astype(float), np.arange(start, at + 1)
        first, last = trace.states(start, start + PATH_ENDS)[:, :, 0], trace.states(at - PATH_ENDS, at)[:, :, 0]
        gap = np.full((1, first.shape[1]), np.nan)
        steps = np.concatenate([start + np.arange(PATH_ENDS + 1), [-1], np.arange(at - PATH_ENDS, at + 1)])
        return np.vstack([first, gap, last]).astype(float), steps

    def _mark_leaving(self, scene: Scene, slot: int, run: int, w: np.ndarray, steps: np.ndarray) -> None:
        """Says at the edge since when a run is outside, and why."""
        (left, right), (bottom, top) = self.plot.seen
        loss_at = scene.history.curve.loss_at
        with np.errstate(invalid="ignore"):
            outside = (steps >= 0) & ~((w >= left) & (w <= right) & (loss_at(w) >= bottom) & (loss_at(w) <= top))
        mark = self._marks[slot]
        if not outside[-1]:
            mark.hide()
            return
        inside = np.nonzero(~outside & (steps >= 0))[0]
        first = int(inside[-1]) + 1 if len(inside) else 0
        first += int(steps[first] < 0)
        at = float(w[first]) if math.isfinite(w[first]) else 0.0
        trace = scene.history.descent
        assert trace is not None
        # The step at which the run is said to have diverged everywhere else; else the one at which it left the plot.
        since = trace.away_since(run, int(steps[-1]))
        step = int(steps[first]) if since is None else since
        text = leaving_text(trace, run, step, float(w[-1]), told=scene.tells_why)
        mark.show("right" if at > (left + right) / 2 else "left", bottom + 0.9 * (top - bottom), text, run + 1)

    def _draw_selected(self, scene: Scene, trace: Trace, at: int) -> None:
        """Where the selected run is, its tangent, and where its next update leads."""
        i = scene.selected
        run = scene.experiment.runs[i]
        here = trace.at(at)[i : i + 1]
        w, slope = float(here[0, 0]), float(trace.problem.gradient(here)[0, 0])
        loss = float(scene.history.curve.loss(here)[0])
        finite = scene.selected_is_drawn and math.isfinite(w) and math.isfinite(loss) and math.isfinite(slope)
        self._here.set_style("circle", run.colour, 11)
        self._here.set_data([w] if finite else [], [loss] if finite else [])
        (left, right), _ = self.plot.home
        half = 0.11 * (right - left) / math.hypot(1.0, slope * 0.12) if finite else 0.0
        self._tangent.set_style(run.colour, 2.0, "dashdot")
        self._tangent.set_data(
            [w - half, w + half] if finite else [],
            [loss - half * slope, loss + half * slope] if finite else [],
        )
        following = float(trace.at(at + 1)[i, 0]) if at + 1 <= trace.computed else math.nan
        self._next.set_style(run.colour, 2.4, "dotted")
        if finite and math.isfinite(following):
            self._next.set_data([w, following], [loss, float(scene.history.curve.loss_at(np.array(following)))])
        else:
            self._next.set_data([], [])
        rejected = rejected_places(trace, i, at)[:, 0] if finite else np.empty(0)
        self._tries.set_style("cross", run.colour, 9.0)
        self._tries.set_data(rejected, scene.history.curve.loss_at(rejected))
        optimizer = scene.experiment.runs_at(at, Descent.code)[i].rule.key
        self.arrows.show(directions(trace, i, at) if scene.selected_is_drawn else None, (w, loss), optimizer)

    def _draw_moving(self, scene: Scene, w: float, loss: float) -> None:
        """On the way to the next update: nothing is said of a place where no gradient is taken."""
        finite = scene.selected_is_drawn and math.isfinite(w) and math.isfinite(loss)
        self._here.set_data([w] if finite else [], [loss] if finite else [])
        for curve in (self._tangent, self._next, self._tries):
            curve.set_data([], [])
        self.arrows.show(None, (w, loss), scene.experiment.runs[scene.selected].rule.key)


def _power(curve: Descent, w: float, loss: float) -> float | None:
    """With which power of the distance the loss grows beside a minimum; None where nobody can say."""
    near, far = (curve.loss_at(np.array([w - d, w + d])) - loss for d in (_NEAR, 2 * _NEAR))
    if not (np.isfinite(far).all() and (near > 0).all()):
        return None
    powers = np.log2(far / near)
    return float(powers.mean()) if np.ptp(powers) < 0.1 else None
