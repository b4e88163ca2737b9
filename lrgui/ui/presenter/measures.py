"""How large things are on a screen of a hall, as shares of its height; everything grows with it."""

from __future__ import annotations

from PySide6.QtGui import QColor

TEXT, CAPTION = 1 / 30, 1 / 24  # of the screen's height: plots and all small texts, and the line under them
LOWEST = 11  # pixels: a window that is no screen
DARK, ON_DARK, QUIET_ON_DARK = "#202833", "#FFFFFF", "#C3CBD5"
PILL = "#3B4654"


def pixels(share: float, height: int) -> int:
    """A text's size on a screen of that height."""
    return max(LOWEST, round(share * height))


def readable_on_dark(colour: str) -> str:
    """A run's colour, mixed with as much white as it needs to be read on the dark line (4.5 : 1, WCAG 2.2)."""
    light = QColor(colour)
    while (_luminance(light) + 0.05) / (_luminance(QColor(DARK)) + 0.05) < 4.5:
        light = QColor(*(min(255, part + 6) for part in (light.red(), light.green(), light.blue())))
    return light.name()


def _luminance(colour: QColor) -> float:
    """Relative luminance, 0 … 1 (WCAG 2.2)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
