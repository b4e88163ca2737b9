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

_DEEPEST = 1e-4  # how far one can zoom in, as a share of the home range
_WIDEST = 10.0  # and out: what is a tenth as large can still be seen
_DECADES = 300.0  # of a logarithmic axis, at most: there are about twice as many numbers
_KEPT = 0.1  # of the view or of home, whichever is smaller, that stay in sight


class HomeAndZoom:
    """The home range of a view box, in data units, and whether the user is away from it.

    log: of x and y, whether the axis is logarithmic. `on_away(away)` is called when the user leaves home or is back.
    """

    def __init__(self, box: pg.ViewBox, on_away: Callable[[bool], None]) -> None:
        self._box, self._on_away = box, on_away
        self._home: list[Range] = [(0.0, 1.0), (0.0, 1.0)]
        self.log = [False, False]
        self.away = False
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

    def reset(self) -> None:
        """Back to the home range."""
        self._go_home()
        self._set_away(False)

    def look_at(self, x: Range, y: Range) -> None:
        """Zooms as the user does, within the same limits."""
        for axis, limits in enumerate((x, y)):
            low, high = to_axis(_usable(limits, self.log[axis]), self.log[axis]).tolist()
            self._box.setRange(**{"xy"[axis] + "Range": (low, high)}, padding=0, disableAutoRange=True)
        self._set_away(True)

    def _axis_limits(self, axis: int) -> Range:
        low, high = to_axis(self._home[axis], self.log[axis]).tolist()
        return low, high

    def _go_home(self) -> None:
        x, y = self._axis_limits(0), self._axis_limits(1)
        spans = x[1] - x[0], y[1] - y[0]
        most = [max(s, min(_WIDEST * s, _DECADES if log else 1e300)) for s, log in zip(spans, self.log, strict=True)]
        self._box.setLimits(minXRange=None, maxXRange=None, minYRange=None, maxYRange=None)
        self._box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)
        self._box.setLimits(
            minXRange=spans[0] * _DEEPEST, maxXRange=most[0], minYRange=spans[1] * _DEEPEST, maxYRange=most[1]
        )

    def _moved_by_user(self, *_: Any) -> None:
        for axis, (low, high) in enumerate(self._box.viewRange()):
            shift = _back(self._axis_limits(axis), (low, high))
            if shift:
                ranges = {"xy"[axis] + "Range": (low + shift, high + shift)}
                self._box.setRange(**ranges, padding=0, disableAutoRange=True)
        self._set_away(True)

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
