"""The start of the runs in a plot, which can be taken with the mouse and dragged."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from lrgui.plot import Plot

_GRAB = 14  # pixels around the start in which it can be taken


class StartHandle(QObject):
    """Watches a plot's mouse. `place` gives the start in data units, None where there is none now.

    Signals: `taken()`, `dragged(x, y)` to a place in pixels of the plotting area, `released()`.
    """

    taken = Signal()
    dragged = Signal(float, float)
    released = Signal()

    def __init__(self, plot: Plot, cursor: Qt.CursorShape, place: Callable[[], tuple[float, float] | None]) -> None:
        super().__init__(plot)
        self._plot, self._cursor, self._place = plot, cursor, place
        self._held = False
        plot.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            kind = event.type()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                if self._is_near(event):
                    self._held = True
                    self.taken.emit()
                    return True
            elif kind == QEvent.Type.MouseMove:
                if self._held:
                    self.dragged.emit(*self._pixel(event))
                    return True
                shape = self._cursor if self._is_near(event) else Qt.CursorShape.ArrowCursor
                self._plot.viewport().setCursor(shape)
            elif kind == QEvent.Type.MouseButtonRelease and self._held:
                self._held = False
                self.released.emit()
                return True
        return super().eventFilter(watched, event)

    def _pixel(self, event: QMouseEvent) -> tuple[float, float]:
        point = self._plot.place_of(event)
        return point.x(), point.y()

    def _is_near(self, event: QMouseEvent) -> bool:
        place = self._place()
        if place is None:
            return False
        x, y = self._pixel(event)
        view = self._plot.view
        return math.hypot(x - float(view.x_pixels(place[0])), y - float(view.y_pixels(place[1]))) < _GRAB
