"""The colours of what is drawn but is no run, and of what is not there (yet, or any more)."""

from __future__ import annotations

from PySide6.QtGui import QColor

ACCENT = "#0072B2"
TEXT = "#1B2530"
MIDDLE = "#7D8996"  # the parabola, edits


def pale(colour: str) -> str:
    """Mixed with white, not translucent, which would be slow to draw."""
    c = QColor(colour)
    return QColor(*(round(255 - 0.38 * (255 - v)) for v in (c.red(), c.green(), c.blue()))).name()
