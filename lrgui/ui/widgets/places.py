"""Places in a plot that a hand points at, as numbers."""

from __future__ import annotations

import math

from lrgui.core.model.types import Range


def pointed_at(value: float, limits: Range, least: float = -math.inf, most: float = math.inf) -> float:
    """In sight, between `least` and `most`, and with as many decimals as a pixel is worth."""
    low, high = limits
    decimals = max(0, 2 - math.floor(math.log10(max(high - low, 1e-9))))
    return round(min(max(value, low, least), high, most), decimals) + 0.0
