"""Space and the arrow keys belong to the playhead, but not while a control has the focus that needs them itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

_PRESSING = (Qt.Key.Key_Space,)
_CHOOSING = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class ControlKeys(QObject):
    """Lets focused buttons be pressed with Space, exclusive ones be chosen with arrows, and lists be opened.

    These controls get the focus from the Tab key only: whoever works with the mouse keeps Space for playing.
    """

    def watch(self, window: QWidget) -> None:
        """Looks after all buttons and lists in `window` that there are now."""
        for kind in (QAbstractButton, QComboBox):
            for control in window.findChildren(kind):
                if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                    control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            exclusive = isinstance(watched, QAbstractButton) and watched.group() is not None
            if event.modifiers() == Qt.KeyboardModifier.NoModifier and (
                event.key() in _PRESSING or (exclusive and event.key() in _CHOOSING)
            ):
                event.accept()
                return True
        return super().eventFilter(watched, event)
