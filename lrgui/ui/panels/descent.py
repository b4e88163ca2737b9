"""The 1-D descent: the parabola, the path of every run, and the next update of the selected one."""

from __future__ import annotations

import math
from contextlib import suppress

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QLabel

from lrgui.core.errors import InvalidValue
from lrgui.core.history import GROWN, Trace
from lrgui.drawing.reasons import leaving_text
from lrgui.plot import Curve, EdgeMark, Plot, Points
from lrgui.session.session import Session
from lrgui.text.numbers import format_count, format_number, format_rate
from lrgui.ui import theme
from lrgui.ui.panels.panel import Panel

PATH_ENDS = 1000  # of a longer path the first and the last so many updates are drawn
DOTS = 120  # a path with more updates is drawn without dots
_REACH = math.sqrt(GROWN)  # the plot reaches so many times as far from the minimum as the start
_MOST_REACH = 3.5
_ROOM = 1.25  # a range this much larger than needed stays
_GRAB = 14  # pixels around the start in which it can be taken
_SAMPLES = np.linspace(-4, 4, 1601)


def _loss(w: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore", invalid="ignore"):
        return np.square(w + 1)


def _short(value: float) -> str:
    """Four digits, two beside a power of ten: the line of numbers must fit beside the title."""
    return format_number(value, 4 if value == 0 or abs(value) >= 1e-4 else 2)


class DescentPanel(Panel):
    """Left click near the start and drag: every run starts where the hand is."""

    name = "descent"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plot = Plot()
        self._parabola = self.plot.add_curve("#7D8996", 2.5, z=5)
        self._minimum = self.plot.add_points("star", theme.TEXT, 13)
        self._paths: list[Curve] = []
        self._dots: list[Points] = []
        self._marks: list[EdgeMark] = []
        self._tangent = self.plot.add_curve("#4F5B67", 1.5, "dashdot")
        self._next = self.plot.add_curve("#4F5B67", 2.0, "dotted")
        self._start = self.plot.add_points("circle", "#FFFFFF", 12, z=36)
        self._start.set_style("circle", "#FFFFFF", 12, edge=theme.TEXT, edge_width=2.0)
        self._here = self.plot.add_points("circle", theme.ACCENT, 11, z=38)
        self.formula = QLabel()
        self.formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.formula.setStyleSheet(f"background: {theme.WINDOW}; border-radius: 5px; padding: 6px 10px;")
        self.formula.setMinimumWidth(0)
        self.formula.setSizePolicy(self.formula.sizePolicy().Policy.Ignored, self.formula.sizePolicy().Policy.Fixed)
        self._layout.addWidget(self.plot, 1)
        self._layout.addWidget(self.formula)
        self._dragging = False
        self._reach = 0.0
        self.plot.viewport().installEventFilter(self)
        self.retranslate()

    def title(self) -> str:
        return self.tr("1-D descent")

    def retranslate(self) -> None:
        self.plot.set_titles("w", self.tr("loss = (w + 1)²"))
        self.plot.set_name(self.tr("The parabola and the path of every run"))
        super().retranslate()

    @property
    def _trace(self) -> Trace | None:
        return self.session.shown.descent

    # Drawing

    def draw_history(self) -> None:
        trace = self._trace
        if trace is None:
            return
        experiment = self.session.shown_experiment
        self._fit_marks(len(experiment.runs))
        self._set_ranges(trace)
        start = experiment.start
        self._start.set_data([start], [(start + 1) ** 2])
        self._minimum.set_data([-1.0], [0.0])
        for slot, i in enumerate(self.draw_order()):
            run, chosen = experiment.runs[i], i == self.session.shown_selected
            self._paths[slot].set_style(run.colour, 2.6 if chosen else 1.5)
            self._dots[slot].set_style("circle", run.colour, 6.5 if chosen else 5.0)
            self._marks[slot].set_colour(run.colour)

    def _fit_marks(self, runs: int) -> None:
        while len(self._paths) < runs:
            self._paths.append(self.plot.add_curve(theme.ACCENT))
            self._dots.append(self.plot.add_points("circle", theme.ACCENT, 5.0, z=32))
            self._marks.append(self.plot.add_edge_mark(theme.ACCENT))
        for i in range(runs, len(self._paths)):
            self._paths[i].set_data([], [])
            self._dots[i].set_data([], [])
            self._marks[i].hide()

    def _set_ranges(self, trace: Trace) -> None:
        """Around the minimum, as far as the start; further where a run that comes back goes further."""
        start = abs(self.session.shown_experiment.start + 1) or 2.0
        ends = trace.states(0, min(trace.computed, PATH_ENDS))[:, :, 0].astype(float)
        away = [trace.away_since(run, trace.computed) is not None for run in range(ends.shape[1])]
        stays = np.abs(ends[:, ~np.array(away)] + 1) if not all(away) else np.array([0.0])
        furthest = float(np.max(stays, initial=0.0, where=np.isfinite(stays)))
        wanted = min(max(_REACH * start, 1.08 * furthest), _MOST_REACH * start)
        if self._dragging or (wanted <= self._reach <= _ROOM * wanted and start > 0.3 * self._reach):
            return  # axes stand still under a moving hand, and while what is to be seen has its place in them
        reach = self._reach = wanted
        self.plot.set_ranges((-1 - reach, -1 + reach), (-0.06 * reach**2, 1.06 * reach**2))
        w = -1 + reach * _SAMPLES
        self._parabola.set_data(w, _loss(w))

    def draw_position(self) -> None:
        trace = self._trace
        if trace is None:
            return
        at = min(self.session.position, trace.total)
        path, steps = self._path(trace, at)
        for slot, i in enumerate(self.draw_order()):
            w = path[:, i]
            self._paths[slot].set_data(w, _loss(w))
            dotted = at <= DOTS
            finite = w[np.isfinite(w)] if dotted else w[:0]
            self._dots[slot].set_data(finite, _loss(finite))
            self._mark_leaving(slot, i, w, steps)
        self._draw_selected(trace, at)

    def _path(self, trace: Trace, at: int) -> tuple[np.ndarray, np.ndarray]:
        """w of every run up to the playhead, (updates, runs), and the update of each row; a long path has a gap."""
        if at <= 2 * PATH_ENDS:
            return trace.states(0, at)[:, :, 0].astype(float), np.arange(at + 1)
        first, last = trace.states(0, PATH_ENDS)[:, :, 0], trace.states(at - PATH_ENDS, at)[:, :, 0]
        gap = np.full((1, first.shape[1]), np.nan)
        steps = np.concatenate([np.arange(PATH_ENDS + 1), [-1], np.arange(at - PATH_ENDS, at + 1)])
        return np.vstack([first, gap, last]).astype(float), steps

    def _mark_leaving(self, slot: int, run: int, w: np.ndarray, steps: np.ndarray) -> None:
        """Says at the edge since when a run is outside, and why."""
        (left, right), (_, top) = self.plot.home
        with np.errstate(invalid="ignore"):
            outside = (steps >= 0) & ~((w >= left) & (w <= right) & (_loss(w) <= top))
        mark = self._marks[slot]
        if not outside[-1]:
            mark.hide()
            return
        inside = np.nonzero(~outside & (steps >= 0))[0]
        first = int(inside[-1]) + 1 if len(inside) else 0
        first += int(steps[first] < 0)
        at = float(w[first]) if math.isfinite(w[first]) else 0.0
        trace = self._trace
        assert trace is not None
        # The step at which the run is said to have diverged everywhere else; else the one at which it left the plot.
        since = trace.away_since(run, int(steps[-1]))
        text = leaving_text(self.session.shown, run, int(steps[first]) if since is None else since, float(w[-1]))
        mark.show("right" if at > -1 else "left", top * 0.9, text)

    def _draw_selected(self, trace: Trace, at: int) -> None:
        i = self.session.shown_selected
        run = self.session.shown_experiment.runs[i]
        w = trace.at(at)[i, 0]
        slope = trace.problem.gradient(trace.at(at)[i : i + 1])[0, 0]
        loss = float(self.session.shown.parabola.loss(trace.at(at)[i : i + 1])[0, 0])
        w, slope = float(w), float(slope)
        finite = math.isfinite(w) and math.isfinite(loss)
        self._here.set_style("circle", run.colour, 11)
        self._here.set_data([w] if finite else [], [loss] if finite else [])
        (left, right), _ = self.plot.home
        half = 0.11 * (right - left) / math.hypot(1.0, slope * 0.12) if finite else 0.0
        self._tangent.set_data(
            [w - half, w + half] if finite else [],
            [loss - half * slope, loss + half * slope] if finite else [],
        )
        following = float(trace.at(at + 1)[i, 0]) if at + 1 <= trace.computed else None
        self._next.set_style(run.colour, 2.4, "dotted")
        self._tangent.set_style(run.colour, 2.0, "dashdot")
        if finite and following is not None and math.isfinite(following):
            self._next.set_data([w, following], [loss, float(_loss(np.array(following)))])
        else:
            self._next.set_data([], [])
        self.set_subtitle(
            self.tr("step {0} · w = {1} · loss = {2} · slope = {3}").format(
                format_count(at), format_number(w, 5), _short(loss), _short(slope)
            )
        )
        self._show_formula(*self._formula(trace, at, i, w, slope, following))

    def _show_formula(self, symbols: str, figures: str) -> None:
        """Symbols and figures; where both do not fit side by side, the figures are what is looked for."""
        bold = QFont(self.formula.font())
        bold.setBold(True)
        wide = QFontMetrics(bold).horizontalAdvance(symbols + figures + 10 * " ") > self.formula.width()
        gap = "" if wide or not symbols else f'{symbols}<span style="white-space: pre">      </span>'
        self.formula.setText(f"{gap}<b>{figures}</b>" if symbols else figures)

    def _formula(
        self, trace: Trace, at: int, i: int, w: float, slope: float, following: float | None
    ) -> tuple[str, str]:
        """The next update of the selected run, in symbols and in numbers."""
        if following is None:
            if at >= trace.total:
                return "", self.tr("The descent has finished: step {0} was the last.").format(format_count(trace.total))
            return "", self.tr("The next update is being computed.")
        run = self.session.shown_experiment.runs_at(at)[i]
        rate = float(trace.rates(at, at + 1)[0, i])
        number, negative = format_number(w, 5), w < 0
        inner = f"({number})" if negative else number
        result = format_number(following, 5)
        if run.optimizer == "gradient-descent":
            symbols = "w ← w − η·(2w + 2)"
            figures = f"{number} − {format_rate(float(f'{rate:.4g}'))} × (2·{inner} + 2) = {result}"
        else:
            symbols = {
                "momentum": "v ← μv + g,  w ← w − ηv",
                "nesterov": "v ← μv + g,  w ← w − η(g + μv)",
                "adagrad": "s ← s + g²,  w ← w − η·g/(√s + ε)",
                "rmsprop": "s ← αs + (1 − α)g²,  w ← w − η·g/(√s + ε)",
                "adam": "w ← w − η·m̂/(√v̂ + ε)",
            }[run.optimizer]
            # What η is multiplied with: by hand it comes out of the formula, here out of the exact update.
            direction = (w - following) / rate if rate else 0.0
            taken = f"({format_number(direction, 5)})" if direction < 0 else format_number(direction, 5)
            figures = f"{number} − {format_rate(float(f'{rate:.4g}'))} × {taken} = {result}"
        return symbols, figures

    # The start can be dragged

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and self._trace is not None:
            kind = event.type()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                if self._near_start(event):
                    self._dragging = True
                    return True
            elif kind == QEvent.Type.MouseMove:
                if self._dragging:
                    self._drag(event)
                    return True
                shape = Qt.CursorShape.SizeHorCursor if self._near_start(event) else Qt.CursorShape.ArrowCursor
                self.plot.viewport().setCursor(shape)
            elif kind == QEvent.Type.MouseButtonRelease and self._dragging:
                self._dragging = False
                self.session.end_gesture()
                self.mark(history=True)
                self.wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def _pixel(self, event: QMouseEvent) -> tuple[float, float]:
        point = self.plot.getPlotItem().getViewBox().mapFromScene(self.plot.mapToScene(event.position().toPoint()))
        return point.x(), point.y()

    def _near_start(self, event: QMouseEvent) -> bool:
        x, y = self._pixel(event)
        start = self.session.shown_experiment.start
        view = self.plot.view
        return math.hypot(x - float(view.x_pixels(start)), y - float(view.y_pixels((start + 1) ** 2))) < _GRAB

    def _drag(self, event: QMouseEvent) -> None:
        view = self.plot.view
        w = view.x_data(self._pixel(event)[0])
        left, right = view.x_limits
        decimals = max(0, 2 - math.floor(math.log10(max(right - left, 1e-9))))
        with suppress(InvalidValue):  # beyond what a start may be it stays where it was
            self.session.edit(gesture="start", start=round(min(max(w, left), right), decimals))
