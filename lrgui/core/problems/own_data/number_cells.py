"""Cells of a table that have to be numbers."""

from __future__ import annotations

import math
from typing import Any

from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.layout import Layout, Row
from lrgui.core.problems.own_data.own_data import FARTHEST

_SHOWN = 40  # characters of a cell in a message


class NumberCells:
    """Reads cells of the table `name` that is laid out as `layout` says; `names` are the columns'."""

    name: str
    layout: Layout
    names: list[str]

    def number_in(self, row: Row, column: int) -> float:
        """The number in a cell. Raises `DataFault`."""
        cell = row.cells[column]
        text = cell if self.layout.decimal == "." else _pointed(cell)
        try:
            value = float(text.replace("−", "-") if "−" in text else text)
        except ValueError:
            raise self._no_number(row, column) from None
        if "_" in cell:  # Python's digits may be grouped by it
            raise self._no_number(row, column)
        if not -FARTHEST <= value <= FARTHEST:  # nan, too
            rule = "too_far" if math.isfinite(value) else "not_finite"
            raise self.fault_in(rule, row, column, high=f"{FARTHEST:g}")
        return value

    def _no_number(self, row: Row, column: int) -> DataFault:
        cell = row.cells[column].strip()
        if not cell:
            return DataFault("data", self.name, "no_number", row=row.number, column=self.names[column])
        rule = "not_number"
        if set(cell) <= set("+-−0123456789.,eE"):
            if self.layout.decimal == "." and cell.count(",") == 1 and "." not in cell:
                rule = "decimal_comma"
            elif self.layout.decimal == "," and cell.count(".") == 1 and "," not in cell:
                rule = "decimal_point"
        return self.fault_in(rule, row, column)

    def fault_in(self, rule: str, row: Row, column: int, **limits: Any) -> DataFault:
        """What is wrong with a cell, which it quotes."""
        cell = row.cells[column].strip()
        cell = cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…"
        return DataFault("data", self.name, rule, row=row.number, column=self.names[column], cell=cell, **limits)


def _pointed(cell: str) -> str:
    """A number with a decimal comma as Python writes it; what has a point is none."""
    return "" if "." in cell else cell.replace(",", ".")
