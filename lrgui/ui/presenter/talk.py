"""Several lessons and experiments as one talk, one after another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path


class Talk:
    """open: opens a file in the window, as a hand would, perhaps later, and says when it begins with it. What was tried
    in front of a class is not saved.
    """

    def __init__(self, files: tuple[Path, ...], open: Callable[[Path, Callable[[], object]], None]) -> None:
        self.files = files
        self.number = -1  # before the first one
        self._open = open

    def turn(self, by: int) -> bool:
        """Opens the file so many further on; False, and nothing happens, where there is none."""
        number = self.number + by
        if not 0 <= number < len(self.files):
            return False
        self._open(self.files[number], partial(self._come_to, number))
        return True

    def _come_to(self, number: int) -> None:
        self.number = number
