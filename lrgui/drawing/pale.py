"""Colours of what is not there (yet, or any more)."""

from __future__ import annotations

from PySide6.QtGui import QColor


def pale(colour: str) -> str:
    """Mixed with white, not translucent, which would be slow to draw."""
    c = QColor(colour)
    return QColor(*(round(255 - 0.38 * (255 - v)) for v in (c.red(), c.green(), c.blue()))).name()
