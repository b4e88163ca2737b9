"""Points in a plot that can be taken with the mouse and moved, added and removed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from lrgui.plot import Plot

_GRAB = 12  # pixels around a point in which it can be taken


class PointHandles(QObject):
    """Watches a plot's mouse. `places` gives the points in data units, none where there are none now.

    Signals: `taken()`; `moved(number, x, y)` to a place in data units, in sight; `released()`; with Shift
    `added(x, y)` and `removed(number)`.
    """

    taken = Signal()
    moved = Signal(int, float, float)
    released = Signal()
    added = Signal(float, float)
    removed = Signal(int)

    def __init__(self, plot: Plot, places: Callable[[], Sequence[tuple[float, float]]]) -> None:
        super().__init__(plot)
        self._plot, self._places = plot, places
        self._held: int | None = None
        plot.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and (self._held is not None or self._places()) and self._mouse(event):
            return True
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseButtonPress and left:
            near = self._near(event)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                if near is None:
                    self.added.emit(*self._place(event))
                else:
                    self.removed.emit(near)
                return True
            if near is not None:
                self._held = near
                self.taken.emit()
                return True
        elif kind == QEvent.Type.MouseMove and self._held is not None:
            if self._held < len(self._places()):  # else it was undone under the hand
                self.moved.emit(self._held, *self._place(event))
            return True
        elif kind == QEvent.Type.MouseMove:
            at_point = self._near(event) is not None
            self._plot.viewport().setCursor(Qt.CursorShape.SizeAllCursor if at_point else Qt.CursorShape.ArrowCursor)
        elif kind == QEvent.Type.MouseButtonRelease and left and self._held is not None:
            self._held = None
            self.released.emit()
            return True
        return False

    def _place(self, event: QMouseEvent) -> tuple[float, float]:
        view, pixel = self._plot.view, self._plot.place_of(event)
        (left, right), (bottom, top) = view.x_limits, view.y_limits
        return min(max(view.x_data(pixel.x()), left), right), min(max(view.y_data(pixel.y()), bottom), top)

    def _near(self, event: QMouseEvent) -> int | None:
        """The point under the mouse."""
        view, pixel = self._plot.view, self._plot.place_of(event)
        distances = [
            math.hypot(pixel.x() - float(view.x_pixels(x)), pixel.y() - float(view.y_pixels(y)))
            for x, y in self._places()
        ]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] <= _GRAB else None
