"""Reads a table in text into `OwnData`, in slices: ten million cells take seconds."""

from __future__ import annotations

import csv
import hashlib
import math
import os
import time
from array import array
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import numpy as np

from lrgui.core.model.errors import shown
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.layout import (
    LONGEST_CELL,
    Columns,
    Layout,
    Row,
    column_names,
    first_rows,
    found_columns,
    found_layout,
    rows_of,
)
from lrgui.core.problems.own_data.number_cells import NumberCells
from lrgui.core.problems.own_data.own_data import FARTHEST, MOST_WHOLE, OwnData, Source

FEWEST = 5  # rows of a table
LIMIT_MB = 500
MOST_ROWS = 5_000_000
_TOGETHER = 2000  # rows between two looks at the clock

csv.field_size_limit(LONGEST_CELL)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The content of a file of data. Raises `DataFault`."""
    name = Path(path).name
    try:
        if os.path.getsize(path) > LIMIT_MB * 1_000_000:
            raise DataFault("data", name, "too_large", high=LIMIT_MB)
        with open(path, "rb") as file:
            data = file.read(LIMIT_MB * 1_000_000 + 1)
    except FileNotFoundError:
        raise DataFault("data", name, "no_file", path=[os.fspath(path)]) from None
    except OSError as error:
        raise DataFault("data", name, "unreadable", problem=error.strerror or str(error)) from None
    if len(data) > LIMIT_MB * 1_000_000:  # a pipe has no size
        raise DataFault("data", name, "too_large", high=LIMIT_MB)
    return data


class Reading(NumberCells):
    """A table on its way into `OwnData`: `advance` until it is `done`, then `result`.

    name: what the data are called; path: where their file is, None where there is none, as of what was pasted. layout
    and columns are found where they are not given; `rows` are the first ones, for a preview, and `names` the columns'.
    Raises `DataFault`, here and in `advance`.
    """

    def __init__(
        self,
        data: bytes,
        name: str,
        path: str | None = None,
        layout: Layout | None = None,
        columns: Columns | None = None,
    ) -> None:
        self.data, self.name, self.path = data, name, path
        self.layout = found_layout(data, name) if layout is None else layout
        self.rows = first_rows(data, self.layout, name)
        self.names = column_names(self.rows, self.layout)
        if not self.rows:
            raise DataFault("data", name, "no_data")
        if len(self.names) < 3:
            raise DataFault("data", name, "few_columns", row=self.rows[0].number, count=len(self.names))
        self.columns = found_columns(self.rows, self.layout) if columns is None else columns
        self.done = False
        self._numbers = array("d")
        self._labels = bytearray()
        self._seen: dict[str, int] = {}
        self._rows = rows_of(data, self.layout, name)
        self._width = len(self.names)
        self._size = sum(len(",".join(row.cells)) + 1 for row in self.rows) / len(self.rows)  # of a row, roughly
        if self.layout.header:
            next(self._rows)

    @property
    def count(self) -> int:
        """The rows that are read."""
        return len(self._labels)

    @property
    def progress(self) -> float:
        """The share that is read, 0 … 1, roughly."""
        return 1.0 if self.done else min(0.99, self.count * self._size / len(self.data))

    def advance(self, seconds: float) -> bool:
        """Reads for about `seconds`; True when all is there. Raises `DataFault`."""
        if self.columns is None:
            raise DataFault("data", self.name, "no_choice")
        if len({self.columns.x, self.columns.x2, self.columns.label}) < 3:
            twice = self.columns.x if self.columns.x in (self.columns.x2, self.columns.label) else self.columns.x2
            raise DataFault("data", self.names[twice], "same_column")
        end = time.perf_counter() + seconds
        while not self.done:
            self._read_some()
            if time.perf_counter() >= end:
                break
        return self.done

    def complete(self) -> OwnData:
        """Reads to the end. Raises `DataFault`."""
        while not self.advance(1.0):
            pass
        return self.result()

    def _read_some(self) -> None:
        assert self.columns is not None
        x, x2, label = self.columns.x, self.columns.x2, self.columns.label
        before, width = self.count, self._width
        numbers, labels, seen = self._numbers, self._labels, self._seen
        low, high, pointed = -FARTHEST, FARTHEST, self.layout.decimal == "."
        for row in islice(self._rows, _TOGETHER):
            cells = row.cells
            if len(cells) != width:
                raise DataFault("data", self.name, "cells", row=row.number, count=len(cells), expected=width)
            first, second = cells[x], cells[x2]
            try:
                pair = (float(first), float(second)) if pointed else (math.nan, math.nan)
            except ValueError:
                pair = math.nan, math.nan
            if not (low <= pair[0] <= high and low <= pair[1] <= high) or "_" in first or "_" in second:
                pair = self.number_in(row, x), self.number_in(row, x2)  # says what is wrong, if it is
            numbers.extend(pair)
            code = seen.get(cells[label])
            labels.append(self._new_label(row, cells[label].strip()) if code is None else code)
        self.done = self.count < before + _TOGETHER
        if self.count > MOST_ROWS:
            raise DataFault("data", self.name, "too_many_rows", high=MOST_ROWS)

    def _new_label(self, row: Row, text: str) -> int:
        assert self.columns is not None
        if text in self._seen:
            return self._seen[text]
        if not text:
            raise DataFault("data", self.name, "no_label", row=row.number, column=self.names[self.columns.label])
        if len(self._seen) == 2:
            first, second = self._seen
            raise self.fault_in("third_label", row, self.columns.label, first=first, second=second)
        return self._seen.setdefault(text, len(self._seen))

    def result(self) -> OwnData:
        """The data that were read. Raises `DataFault`."""
        assert self.columns is not None
        columns = self.columns
        x1, x2, label = (self.names[i] for i in (columns.x, columns.x2, columns.label))
        if self.count < FEWEST:
            raise DataFault("data", self.name, "few_rows", count=self.count, low=FEWEST)
        if len(self._seen) < 2:
            raise DataFault("data", self.name, "one_label", column=label, cell=next(iter(self._seen)))
        points = np.frombuffer(self._numbers, np.float64).reshape(-1, 2)
        labels = np.frombuffer(self._labels, np.uint8).astype(np.float64)
        first, last = self._seen
        if _order(last) < _order(first):
            first, last, labels = last, first, 1 - labels
        names = shown(first), shown(last)
        if names[0] == names[1]:  # they differ in what is too long to be said
            names = f"{names[0]} (1)", f"{names[1]} (2)"
        source = None
        if self.count > MOST_WHOLE:
            if self.path is None:
                raise DataFault("data", self.name, "too_many_pasted", high=MOST_WHOLE)
            chosen = (columns.x, columns.x2, columns.label)
            source = Source(self.path, hashlib.sha256(self.data).hexdigest(), asdict(self.layout), chosen)
        return OwnData(self.name, (x1, x2, label), names, points, labels, source)


def _order(label: str) -> tuple[int, float, str]:
    """Labels that are numbers by their size, others as words: 0 before 1, no before yes."""
    try:
        return 0, float(label), ""
    except ValueError:
        return 1, 0.0, label.casefold()
