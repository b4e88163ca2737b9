"""What a plot of noise shows grows in slices while somebody looks: when there is enough to be drawn anew."""

from __future__ import annotations

import time
from collections.abc import Sequence

from lrgui.core.training.history import History
from lrgui.drawing.quantities.noise import NoiseQuantity
from lrgui.drawing.quantities.noise_book import NoiseBook

_SLICE = 0.004  # seconds of computing between two looks at the mouse
_REDRAW = 0.15  # seconds between two pictures of curves that grow


class NoiseGrowth:
    """growing: until all is there, and drawn."""

    def __init__(self, book: NoiseBook) -> None:
        self._book = book
        self._drawn_at = 0.0
        self._drawn: list[int] = []  # how much was known then
        self.growing = False

    def drawn(self, history: History, runs: Sequence[int], quantity: NoiseQuantity) -> None:
        """What is known of these runs is drawn now."""
        self._drawn_at = time.perf_counter()
        self._drawn = self._known(history, runs, quantity)
        self.growing = True

    def advance(self, history: History, runs: Sequence[int], quantity: NoiseQuantity) -> bool:
        """Computes a little more, of the first run first; whether it is to be drawn."""
        done = self._book.advance(history, runs, _SLICE, compare=quantity.compares)
        if done and self._known(history, runs, quantity) == self._drawn:
            self.growing = False
            return False
        return done or time.perf_counter() > self._drawn_at + _REDRAW

    def stop(self) -> None:
        """Nobody looks any more."""
        self.growing = False

    def _known(self, history: History, runs: Sequence[int], quantity: NoiseQuantity) -> list[int]:
        found = (self._book.of(history, run, compare=quantity.compares) for run in runs)
        return [quantity.known(noise) for noise in found if noise is not None]
