"""How a page is divided: places for plots, and items broken into lines. Everything in pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QRectF

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.marking import QT_TRANSLATE_NOOP

MARGIN = 10.0  # around everything
EDGE = 6.0  # what labels keep free in a figure whose plots fill the page to its edge
GAP = 8.0  # between title, legend, plots and caption
ASPECT = 1.35  # the width to height that a plot should have where there is a choice
LEAST = 40.0, 20.0  # of a plot with its axes: of a smaller one there is nothing to be seen


class NoRoom(InvalidValue):
    """Text so large, on a page so small, that nothing is left for the plots."""

    RULES: ClassVar = {
        "room": QT_TRANSLATE_NOOP("Errors", "leaves no room for the plots on a page of {width} × {height} mm"),
    }


def arranged(count: int, room: QRectF) -> list[QRectF]:
    """Places for so many plots, row by row, all of one size, as near to the usual shape as there is."""

    room = QRectF(room.left(), room.top(), max(room.width(), 1.0), max(room.height(), 1.0))

    def shape(columns: int) -> float:
        rows = math.ceil(count / columns)
        aspect = (room.width() / columns) / (room.height() / rows)
        # Empty places are as bad as plots that are somewhat too flat.
        return abs(math.log(aspect / ASPECT)) + 0.7 * (rows * columns / count - 1)

    columns = min(range(1, count + 1), key=shape)
    rows = math.ceil(count / columns)
    height = max((room.height() - (rows - 1) * GAP) / rows, 1.0)
    places = []
    for row in range(rows):
        here = min(columns, count - row * columns)
        width = max((room.width() - (here - 1) * GAP) / here, 1.0)  # the last row's plots share its width
        for i in range(here):
            places.append(QRectF(room.left() + i * (width + GAP), room.top() + row * (height + GAP), width, height))
    return places


class Widths:
    """How much room texts have. Of the frames of a film it never becomes less, so that nothing moves between them."""

    def __init__(self) -> None:
        self.kept = False  # whether this is a film
        self._most: dict[str, list[float]] = {}

    def of(self, what: str, widths: Sequence[float]) -> list[float]:
        """The room for texts (or lines, or rows of them) of these widths, one after another; `what` they are."""
        if not self.kept:
            return list(widths)
        most = self._most.setdefault(what, [])
        most += [0.0] * (len(widths) - len(most))
        most[: len(widths)] = map(max, most, widths)
        return most[: len(widths)]


def wrapped(widths: Sequence[float], gap: float, room: float) -> list[list[int]]:
    """Which items stand in which line, in their order; one that is too wide has a line of its own."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for i, width in enumerate(widths):
        if rows[-1] and used + gap + width > room:
            rows.append([])
            used = 0.0
        used += width + (gap if rows[-1] else 0.0)
        rows[-1].append(i)
    return rows
