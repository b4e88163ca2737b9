"""A table in text as points (x, y) that a line is laid through."""

from __future__ import annotations

from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.layout import (
    column_names,
    column_number,
    columns_of_numbers,
    first_rows,
    found_layout,
    rows_of,
)
from lrgui.core.problems.own_data.number_cells import NumberCells
from lrgui.core.problems.points import MOST_POINTS, Points


class PointTable(NumberCells):
    """A table of two columns or more. Raises `DataFault`, here and in `points`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data, self.name = data, name
        self.layout = found_layout(data, name, 2)
        self._rows = first_rows(data, self.layout, name)
        if not self._rows:
            raise DataFault("points", name, "no_data")
        self.names = column_names(self._rows, self.layout)
        if len(self.names) < 2:
            raise DataFault("points", name, "one_column", row=self._rows[0].number)

    def points(self, x: str | None = None, y: str | None = None) -> Points:
        """Of the columns of these names or numbers; where they are not given, of the first two of numbers."""
        named = {field: column_number(text, self.names, field) for field, text in (("x", x), ("y", y)) if text}
        free = [i for i in columns_of_numbers(self._rows, self.layout) if i not in named.values()]
        if len(named) + len(free) < 2:
            raise DataFault("points", self.name, "no_pair")
        first = named["x"] if "x" in named else free.pop(0)
        second = named["y"] if "y" in named else free.pop(0)
        if first == second:
            raise DataFault("y", self.names[second], "same_column_twice")
        points = []
        rows = rows_of(self._data, self.layout, self.name)
        if self.layout.header:
            next(rows)
        for row in rows:
            if len(row.cells) != len(self.names):
                count, width = len(row.cells), len(self.names)
                raise DataFault("points", self.name, "cells", row=row.number, count=count, expected=width)
            points.append((self.number_in(row, first), self.number_in(row, second)))
            if len(points) > MOST_POINTS:
                raise DataFault("points", self.name, "too_many_rows", high=MOST_POINTS)
        return tuple(points)
