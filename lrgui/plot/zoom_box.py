"""The view box of a plot: what the mouse does to the ranges, within limits."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg

_NOTCH = 120  # in Qt's units
_MOST_NOTCHES = 4  # that one event may count: a wheel that runs free, or a driver, sends thousands at once


class ZoomBox(pg.ViewBox):
    """pyqtgraph's, but for a wheel that turns in large steps: those make a range of zero or of infinity."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)

    def wheelEvent(self, ev: Any, axis: int | None = None) -> None:
        most = _MOST_NOTCHES * _NOTCH
        ev.setDelta(max(-most, min(ev.delta(), most)))
        super().wheelEvent(ev, axis)
