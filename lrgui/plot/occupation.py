"""Obstacles from frame to frame: of many marks a few change, and only those are entered anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF

from lrgui.plot.obstacles import Obstacles
from lrgui.plot.transform import Transform


class Occupant(Protocol):
    """A mark, as far as it is in the way of texts."""

    version: int

    @property
    def gives_way(self) -> bool:
        """Whether what it occupies depends on the other marks."""

    def occupy(self, obstacles: Obstacles, view: Transform, /) -> None:
        """Says where it has data that no text may hide."""


class Occupation:
    """What the marks of one plot occupy, in what it shows."""

    def __init__(self) -> None:
        self._view: Transform | None = None
        self._last: dict[Occupant, int] = {}
        self._resting: dict[Occupant, int] = {}  # those in the kept grid, which were the same twice
        self._kept: Obstacles
        self._state: object = None
        self._all: Obstacles

    def of(self, view: Transform, marks: Sequence[Occupant], boxes: Sequence[QRectF] = ()) -> Obstacles:
        """Where these marks and boxes (pixels) are; the same object as long as all of them rest."""
        current = {mark: mark.version for mark in marks}
        state = view, current, list(boxes)
        if state != self._state:
            self._state = state
            self._rest(view, current)
            self._all = self._kept.copy()
            for mark in current:
                if mark not in self._resting:
                    mark.occupy(self._all, view)
            for box in boxes:
                self._all.add_box(box)
        return self._all

    def _rest(self, view: Transform, current: dict[Occupant, int]) -> None:
        """Bring the kept grid up to date."""
        same = {mark: version for mark, version in current.items() if self._last.get(mark) == version}
        if view is not self._view:
            same = {}  # while zooming nothing is worth keeping
        if view is not self._view or not self._resting.items() <= same.items():
            self._view, self._kept, self._resting = view, Obstacles(view), {}
        for mark in same:
            if mark not in self._resting and not mark.gives_way:
                mark.occupy(self._kept, view)
                self._resting[mark] = same[mark]
        self._last = current
