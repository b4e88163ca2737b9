"""Pointer (right button) and pen over the plots of the presenter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from lrgui.ui.presenter.overlay import Overlay


class Marker(QObject):
    """Sees the mouse before the plots do, which have it otherwise, and draws on an overlay. `pen`: is it taken?"""

    def __init__(self, overlay: Overlay, hall: QWidget) -> None:
        super().__init__(hall)
        self._overlay, self._hall = overlay, hall
        self.pen = False

    def take_pen(self, on: bool) -> None:
        self.pen = on
        self._hall.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            at = QPointF(watched.mapTo(self._hall, event.position().toPoint()))
            if self._takes(event, at):
                return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QMouseEvent, at: QPointF) -> bool:
        left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
        kind = event.type()
        pressed = kind == QEvent.Type.MouseButtonPress and event.button() == right
        if pressed or (kind == QEvent.Type.MouseMove and event.buttons() & right):
            self._overlay.point(at)
        elif kind == QEvent.Type.MouseButtonRelease and event.button() == right:
            self._overlay.point(None)
        elif self.pen and kind == QEvent.Type.MouseButtonPress and event.button() == left:
            self._overlay.begin_stroke(at)
        elif self.pen and kind == QEvent.Type.MouseMove and event.buttons() & left:
            self._overlay.go_on(at)
        else:
            return self.pen and kind == QEvent.Type.MouseButtonRelease
        return True
