"""A main window whose docks can be arranged anew whatever the mouse is doing meanwhile."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHoverEvent, QMouseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

_NOWHERE = QPointF(-1.0, -1.0)


class DockWindow(QMainWindow):
    """Lets go of what the mouse has before every change of the arrangement.

    Qt remembers the line between two docks on which the mouse rests, or which it drags, as a path through the
    arrangement, and a dock that is dragged as an item of it. It looks both up when the mouse moves the next time, in
    an arrangement in which they may not be any more: that is a crash.
    """

    def let_go(self) -> None:
        """The mouse is on no line, and drags none, and no dock."""
        none = Qt.MouseButton.NoButton
        left, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        released = QMouseEvent(QEvent.Type.MouseButtonRelease, _NOWHERE, _NOWHERE, left, none, modifiers)
        for event in (released, QHoverEvent(QEvent.Type.HoverLeave, _NOWHERE, _NOWHERE, _NOWHERE)):
            QMainWindow.event(self, event)
        dragged = QWidget.mouseGrabber()
        if isinstance(dragged, QDockWidget):
            QDockWidget.setFloating(dragged, dragged.isFloating())  # where it is; this ends the drag
            dragged.releaseMouse()

    def addDockWidget(self, *arguments: Any, **named: Any) -> None:
        self.let_go()
        super().addDockWidget(*arguments, **named)

    def splitDockWidget(self, *arguments: Any, **named: Any) -> None:
        self.let_go()
        super().splitDockWidget(*arguments, **named)

    def tabifyDockWidget(self, *arguments: Any, **named: Any) -> None:
        self.let_go()
        super().tabifyDockWidget(*arguments, **named)

    def removeDockWidget(self, *arguments: Any, **named: Any) -> None:
        self.let_go()
        super().removeDockWidget(*arguments, **named)

    def saveState(self, *arguments: Any, **named: Any) -> Any:
        self.let_go()  # what is dragged is not where it will be
        return super().saveState(*arguments, **named)

    def restoreState(self, *arguments: Any, **named: Any) -> bool:
        self.let_go()
        return super().restoreState(*arguments, **named)


class Dock(QDockWidget):
    """A dock of a `DockWindow`."""

    def setFloating(self, floating: bool) -> None:
        window = self.parentWidget()
        if isinstance(window, DockWindow):
            window.let_go()
        super().setFloating(floating)
