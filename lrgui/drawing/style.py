"""How runs are told apart: by colour, in the window also by width, on grey paper by patterns and symbols."""

from __future__ import annotations

from dataclasses import dataclass

LINE = 2.0  # pixels: the width of every run's line where none is emphasised
# As many as there are usual colours. The later ones are a little harder to tell apart.
PATTERNS: tuple[str, ...] = ("solid", "dashed", "dotted", "dashdot", "longdash", "dashdotdot")
PATTERNS += ("sparse", "longdashdot", "wide", "dashdashdot", "longdashshort", "dashdotdotdot")
SYMBOLS: tuple[str, ...] = ("circle", "square", "triangle", "diamond", "cross", "plus")
SYMBOLS += ("down", "left", "right", "bar", "post", "hourglass")


@dataclass(frozen=True)
class Style:
    """emphasis: the selected run is drawn thicker than the others. grey: for paper without colours. patterns: every
    run has a pattern and a symbol of its own, as it has on grey paper.
    """

    emphasis: bool = True
    grey: bool = False
    patterns: bool = False

    @property
    def marked(self) -> bool:
        """Whether every run has a pattern and a symbol."""
        return self.grey or self.patterns

    def width(self, chosen: bool, selected: float, other: float) -> float:
        """The width of a run's line, of the two that the window has for it."""
        if not self.emphasis:
            return LINE
        return selected if chosen else other

    def pattern(self, run: int) -> str:
        return PATTERNS[run % len(PATTERNS)] if self.marked else "solid"

    def symbol(self, run: int) -> str:
        return SYMBOLS[run % len(SYMBOLS)] if self.marked else "circle"


WINDOW = Style()
