"""How a table in text is laid out: encoding, delimiter, decimal mark, header, and which columns can be what.

All of it is found by looking at the first rows, and all of it can be said otherwise.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lrgui.core.model.errors import shown
from lrgui.core.problems.own_data.faults import DataFault

LOOKED_AT = 200  # rows that are looked at
MOST_COLUMNS = 1000
LONGEST_CELL = 10_000
ENCODINGS = ("utf-8", "gb18030", "utf-16")
DELIMITERS = ("\t", ";", "|", ",", " ")  # the first preferred that gives every row the same number of cells
DECIMALS = (".", ",")
_MOSTLY = 0.6  # the share of numbers in a column of numbers
_BYTES = 200_000  # that are looked at
_NUMBER = re.compile(r"[+\-−]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_NAN = {"nan", "inf", "+inf", "-inf", "infinity", "-infinity", "na", "n/a", "null", "none", ""}
_LABELS = re.compile("label|class|target|species|outcome|类|标签|类别|目标", re.IGNORECASE)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Row(NamedTuple):
    """number: the line in the file, from 1, where it ends."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Layout:
    """How the text is cut into cells. decimal: the mark of numbers; header: whether the first row has the names."""

    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    header: bool = True


@dataclass(frozen=True)
class Columns:
    """The numbers (from 0) of the columns that are x₁, x₂ and the label."""

    x: int
    x2: int
    label: int


def encoding_of(data: bytes, name: str) -> str:
    """UTF-8 where it is that, else GB18030; UTF-16 where it says so. Raises `DataFault`."""
    if not data.strip():
        raise DataFault("data", name, "no_data")
    if data.startswith((_ZIP, _OLE)):
        raise DataFault("data", name, "spreadsheet")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zero = data.find(b"\0")
    if zero >= 0:
        raise DataFault("data", name, "zero_byte", row=data.count(b"\n", 0, zero) + 1)
    furthest = 0
    for encoding in ("utf-8", "gb18030"):
        try:
            for _ in _decoded(data, encoding):
                pass
        except _Undecodable as error:
            furthest = max(furthest, error.position)
        else:
            return encoding
    raise DataFault("data", name, "encoding", row=data.count(b"\n", 0, furthest) + 1)


class _Undecodable(Exception):
    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__()


def _decoded(data: bytes, encoding: str) -> Iterator[str]:
    """The text in pieces, so that it is never whole in memory."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data), _BYTES):
        piece = data[start : start + _BYTES]
        try:
            yield decoder.decode(piece, final=start + _BYTES >= len(data))
        except UnicodeDecodeError as error:
            raise _Undecodable(start + error.start) from None


def rows_of(data: bytes, layout: Layout, name: str) -> Iterator[Row]:
    """The rows that have cells; empty lines, and lines before the table that begin with #, are left out.

    Raises `DataFault`.
    """
    text = io.TextIOWrapper(io.BytesIO(data), encoding=_with_mark(layout.encoding), errors="strict", newline="")
    begun = False
    spaced = layout.delimiter == " "
    reader = csv.reader(text, delimiter=layout.delimiter, skipinitialspace=True, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = reader.line_num
            if "field limit" in str(error):
                raise DataFault("data", name, "long_cell", row=row, high=LONGEST_CELL) from None
            raise DataFault("data", name, "quote", row=row) from None
        except UnicodeError:  # UTF-16 that does not begin with its mark, too
            raise DataFault("data", name, "not_encoded", row=reader.line_num + 1, encoding=layout.encoding) from None
        if spaced and cells and not cells[-1]:
            cells.pop()
        if not any(cells) or (len(cells) == 1 and not cells[0].strip()):
            continue
        if not begun:
            if cells[0].startswith("#"):
                continue
            begun = True
        if len(cells) > MOST_COLUMNS:
            raise DataFault("data", name, "too_wide", row=reader.line_num, high=MOST_COLUMNS)
        yield Row(reader.line_num, cells)


def _with_mark(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding


def first_rows(data: bytes, layout: Layout, name: str, count: int = LOOKED_AT) -> list[Row]:
    """The first rows of a table. Raises `DataFault`."""
    rows = []
    for row in rows_of(data[: 10 * _BYTES], layout, name):
        rows.append(row)
        if len(rows) == count:
            break
    return rows


def found_layout(data: bytes, name: str, columns: int = 3) -> Layout:
    """The layout that fits the first rows, of at least so many columns. Raises `DataFault`."""
    encoding = encoding_of(data, name)
    best, most = Layout(encoding), (-1.0, 0)
    for delimiter in DELIMITERS:
        try:
            rows = first_rows(data, Layout(encoding, delimiter), name)
        except DataFault:
            continue
        widths = [len(row.cells) for row in rows]
        usual = max(set(widths), key=widths.count, default=0)
        share = widths.count(usual) / max(len(widths), 1)
        if usual >= columns and (round(share, 1), 0) > (most[0], 0):
            best, most = Layout(encoding, delimiter), (round(share, 1), usual)
    rows = first_rows(data, best, name)
    decimal = _decimal(rows) if best.delimiter != "," else "."
    return Layout(encoding, best.delimiter, decimal, _has_header(rows))


def _decimal(rows: list[Row]) -> str:
    """A comma where more numbers have one than have a point."""
    cells = [cell.strip() for row in rows for cell in row.cells if _NUMBER.fullmatch(cell.strip())]
    return "," if sum("," in cell for cell in cells) > sum("." in cell for cell in cells) else "."


def _has_header(rows: list[Row]) -> bool:
    """Whether the first row has no number where the others have some."""
    if len(rows) < 2:
        return False
    first, *others = (row.cells for row in rows)
    for i, cell in enumerate(first):
        below = [cells[i].strip() for cells in others if i < len(cells)]
        if below and _is_number(below[0]) and not _is_number(cell.strip()) and cell.strip().lower() not in _NAN:
            return True
    return False


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def column_names(rows: list[Row], layout: Layout) -> list[str]:
    """The names of the columns: those of the header, made fit for one short line, else their numbers, from 1."""
    if not rows:
        return []
    cells = rows[0].cells
    return [(shown(cell) if layout.header else "") or str(i) for i, cell in enumerate(cells, 1)]


def found_columns(rows: list[Row], layout: Layout) -> Columns | None:
    """The first two columns of numbers, and the last one of two values; a column called label or class is preferred.

    A column in which a few cells are wrong is found all the same: reading says which. None where there is no choice.
    """
    body = [row.cells for row in rows[1 if layout.header else 0 :]]
    names = column_names(rows, layout)
    if not body:
        return None
    columns = [[cells[i].strip() if i < len(cells) else "" for cells in body] for i in range(len(names))]
    two = [i for i, column in enumerate(columns) if len(set(column) - {""}) == 2]
    named = [i for i in two if _LABELS.fullmatch(names[i])]
    numbers = columns_of_numbers(rows, layout)
    words = [i for i in range(len(names)) if i not in numbers]
    label = (named or two or words or [-1])[-1]
    numbers = [i for i in numbers if i != label]
    if label < 0 or len(numbers) < 2:
        return None
    return Columns(numbers[0], numbers[1], label)


def columns_of_numbers(rows: list[Row], layout: Layout) -> list[int]:
    """The columns that are mostly numbers."""
    body = [row.cells for row in rows[1 if layout.header else 0 :]]
    columns = [[cells[i].strip() if i < len(cells) else "" for cells in body] for i in range(len(rows[0].cells))]
    return [i for i, column in enumerate(columns) if body and sum(map(_is_number, column)) >= _MOSTLY * len(column)]


def column_number(text: str, names: list[str], field: str) -> int:
    """The number (from 0) of the column that is called so, or whose number from 1 this is. Raises `DataFault`."""
    wanted = text.strip()
    found = [i for i, name in enumerate(names) if name == wanted]
    if len(found) > 1:
        raise DataFault(field, text, "two_columns", count=len(found))
    if found:
        return found[0]
    if wanted.isascii() and wanted.isdecimal() and 1 <= int(wanted[:9]) <= len(names):
        return int(wanted) - 1
    raise DataFault(field, text, "no_column", choices=names[:20])
