"""The notches of a mouse wheel, which precise wheels and touchpads tell in small parts."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent

NOTCH = 120  # eighths of a degree


class Notches:
    """Sums up what a wheel turns, so that eight parts of an eighth notch are one notch."""

    def __init__(self) -> None:
        self._rest = 0

    def turned(self, event: QWheelEvent) -> int:
        """How many whole notches are full with this event, upwards positive."""
        delta = event.angleDelta().y()
        if delta * self._rest < 0:
            self._rest = 0  # it turns back: what was begun is over
        notches = int((self._rest + delta) / NOTCH)  # towards zero
        self._rest += delta - notches * NOTCH
        return notches

    def forget(self) -> None:
        """What was begun is over: somebody has gone elsewhere."""
        self._rest = 0
