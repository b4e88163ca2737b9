"""The colours of a plot that are not data: a value that a theme replaces as a whole."""

from __future__ import annotations

from dataclasses import dataclass

PIXELS = 13  # the size of text for which all lengths in plots are given


@dataclass(frozen=True)
class Inks:
    """Colours as #rrggbb. The defaults are dark enough to survive a weak projector."""

    background: str = "#ffffff"
    text: str = "#2b343d"
    axis: str = "#7d8791"
    grid: str = "#e6e9ed"
    playhead: str = "#111820"
    hair: str = "#7d8791"
    box: str = "#ffffff"
    box_edge: str = "#9aa3ac"
