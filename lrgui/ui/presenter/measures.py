"""How large things are on a screen of a hall, as shares of its height; everything grows with it."""

from __future__ import annotations

TEXT, CAPTION = 1 / 30, 1 / 24  # of the screen's height: plots and all small texts, and the line under them
LOWEST = 11  # pixels: a window that is no screen


def pixels(share: float, height: int) -> int:
    """A text's size on a screen of that height."""
    return max(LOWEST, round(share * height))
