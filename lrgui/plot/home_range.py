"""Which ranges a plot shows: home, or where the user has gone.

Ranges are set by the program and by the user, never by the data as they come: a plot that rescales itself
cannot be compared with what it showed a moment ago. The program sets a home range; the user may zoom and pan
away from it, and comes back with a double click.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pyqtgraph as pg

from lrgui.core.model.types import Range
from lrgui.plot.transform import from_axis, to_axis

DEEPEST = 1e-4  # how far one can zoom in, as a share of the home range
SQUARED_DEEPEST = DEEPEST**2  # the same along an axis that goes with the square of the other one
_WIDEST = 10.0  # and out: what is a tenth as large can still be seen
_DECADES = 300.0  # of a logarithmic axis, at most: there are about twice as many numbers
_KEPT = 0.1  # of the view or of home, whichever is smaller, that stay in sight


class HomeAndZoom:
    """The home range of a view box, in data units, and whether the user is away from it.

    log: of x and y, whether the axis is logarithmic. floor: below which there is nothing on a linear y axis, and the
    share of the view that may be seen below it. deepest: how far one can zoom in along y, as a share of home.
    `on_away(away)` is called when the user leaves home or is back.
    """

    def __init__(self, box: pg.ViewBox, on_away: Callable[[bool], None]) -> None:
        self._box, self._on_away = box, on_away
        self._home: list[Range] = [(0.0, 1.0), (0.0, 1.0)]
        self.log = [False, False]
        self.away = False
        self.floor: tuple[float, float] | None = None
        self.deepest = DEEPEST
        self._equal = False
        self._looked_at: tuple[Range, Range] | None = None  # in axis units, where the user has gone
        box.sigResized.connect(self._on_resized)
        box.sigRangeChangedManually.connect(self._moved_by_user)

    @property
    def home(self) -> tuple[Range, Range]:
        """x and y."""
        return self._home[0], self._home[1]

    def set_home(self, x: Range | None, y: Range | None) -> None:
        """Another home range, shown at once unless the user is looking elsewhere."""
        for axis, limits in enumerate((x, y)):
            if limits is not None:
                self._home[axis] = _usable(limits, self.log[axis])
        if not self.away:
            self._go_home()

    def set_log(self, axis: int, log: bool) -> None:
        """A home range that has no logarithm is replaced; nothing is shown before `reset`."""
        self.log[axis] = log
        self._home[axis] = _usable(self._home[axis], log)

    def set_equal(self, equal: bool) -> None:
        """Whether x and y have one scale: the view is as much wider or higher than home as the box asks for."""
        self._equal = equal
        self.reset()

    def _shown(self, x: Range, y: Range) -> tuple[Range, Range]:
        """The ranges that are shown where these are to be seen."""
        width, height = self._box.width(), self._box.height()
        if not self._equal or min(width, height) < 1:
            return x, y
        unit = max((x[1] - x[0]) / width, (y[1] - y[0]) / height)
        (a, b), (c, d) = x, y
        across, up = unit * width / 2, unit * height / 2
        return ((a + b) / 2 - across, (a + b) / 2 + across), ((c + d) / 2 - up, (c + d) / 2 + up)

    def _on_resized(self, *_: Any) -> None:
        if not self._equal:
            return
        if self.away and self._looked_at is not None:
            x, y = self._shown(*self._looked_at)
            self._box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)
        elif not self.away:
            self._go_home()

    def reset(self) -> None:
        """Back to the home range."""
        self._go_home()
        self._set_away(False)

    def look_at(self, x: Range, y: Range) -> None:
        """Zooms as the user does, within the same limits."""
        ranges: list[list[float]] = [
            to_axis(_usable(limits, self.log[axis]), self.log[axis]).tolist() for axis, limits in enumerate((x, y))
        ]
        self._looked_at = (ranges[0][0], ranges[0][1]), (ranges[1][0], ranges[1][1])
        x, y = self._shown(*self._looked_at)
        self._box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)
        self._stay_above_floor()
        self._set_away(True)

    def _axis_limits(self, axis: int) -> Range:
        low, high = to_axis(self._home[axis], self.log[axis]).tolist()
        return low, high

    def _go_home(self) -> None:
        x, y = self._shown(self._axis_limits(0), self._axis_limits(1))
        spans = x[1] - x[0], y[1] - y[0]
        most = [max(s, min(_WIDEST * s, _DECADES if log else 1e300)) for s, log in zip(spans, self.log, strict=True)]
        self._box.setLimits(minXRange=None, maxXRange=None, minYRange=None, maxYRange=None)
        self._box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)
        self._box.setLimits(
            minXRange=spans[0] * DEEPEST, maxXRange=most[0], minYRange=spans[1] * self.deepest, maxYRange=most[1]
        )

    def _moved_by_user(self, *_: Any) -> None:
        for axis, (low, high) in enumerate(self._box.viewRange()):
            shift = _back(self._axis_limits(axis), (low, high))
            if shift:
                ranges = {"xy"[axis] + "Range": (low + shift, high + shift)}
                self._box.setRange(**ranges, padding=0, disableAutoRange=True)
        if self._equal:
            (a, b), (c, d) = self._box.viewRange()
            self._looked_at = (a, b), (c, d)
            shown_x, shown_y = self._shown(*self._looked_at)
            self._box.setRange(xRange=shown_x, yRange=shown_y, padding=0, disableAutoRange=True)
        self._stay_above_floor()
        self._set_away(True)

    def _stay_above_floor(self) -> None:
        """Moves the view up where it shows more below the floor than it may."""
        if self.floor is None or self.log[1]:
            return
        (floor, share), (low, high) = self.floor, self._box.viewRange()[1]
        lowest = floor - share * (high - low)
        if low < lowest - 1e-9 * (high - low):
            self._box.setRange(yRange=(lowest, lowest + high - low), padding=0, disableAutoRange=True)

    def _set_away(self, away: bool) -> None:
        if away != self.away:
            self.away = away
            self._on_away(away)


def _back(home: Range, view: Range) -> float:
    """How far a view must move so that some of the home range is in it: 0 where it is."""
    kept = _KEPT * min(home[1] - home[0], view[1] - view[0])
    if view[1] < home[0] + kept:
        return home[0] + kept - view[1]
    if view[0] > home[1] - kept:
        return home[1] - kept - view[0]
    return 0.0


def _usable(limits: Range, log: bool) -> Range:
    """Finite limits with some room between them; positive ones on a logarithmic axis."""
    low, high = float(min(limits)), float(max(limits))
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError(f"limits must be finite, not {limits}")
    if not math.isfinite(high - low):
        low, high = low / 2, high / 2
    if log:
        high = high if high > 0 else 1.0
        low = low if low > 0 else high * 1e-3
        if high / low < 1.0 + 1e-9:
            low, high = from_axis(math.log10(low) - 0.5, True), from_axis(math.log10(high) + 0.5, True)
    elif high - low <= 1e-12 * max(abs(low), abs(high)):
        air = abs(high) * 0.5 or 0.5
        low, high = low - air, high + air
    return low, high
