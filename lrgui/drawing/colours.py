"""The roles of what is drawn and is no run. What colours they have is the theme's business, see `Theme.seen`."""

from __future__ import annotations

from lrgui.colours.theme import pale as pale

ACCENT, TEXT, PAPER = "accent", "text", "paper"
PREDICTED = "predicted"  # and nothing else in a lesson has this colour
MIDDLE = "middle"  # the curve that is gone down, edits
