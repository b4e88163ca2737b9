"""The mouse as a pen: every click in a plot is a point, of one class with the left button, else of the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from lrgui.plot import Plot

_LABELS = {Qt.MouseButton.LeftButton: 1, Qt.MouseButton.RightButton: 0}


class PointPen(QObject):
    """Watches a plot's mouse while it is `on`.

    Signal: `drawn(x, y, label)`, in data units.
    """

    drawn = Signal(float, float, int)

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self._plot = plot
        self.on = False
        plot.viewport().installEventFilter(self)

    def set_on(self, on: bool) -> None:
        self.on = on
        self._plot.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.on:
            kind = event.type()
            if kind == QEvent.Type.ContextMenu:
                return True
            if isinstance(event, QMouseEvent) and event.button() in _LABELS:
                if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
                    place, view = self._plot.place_of(event), self._plot.view
                    x, y = view.x_data(place.x()), view.y_data(place.y())
                    (left, right), (bottom, top) = view.x_limits, view.y_limits
                    if left <= x <= right and bottom <= y <= top:
                        self.drawn.emit(x, y, _LABELS[event.button()])
                return True
        return super().eventFilter(watched, event)
