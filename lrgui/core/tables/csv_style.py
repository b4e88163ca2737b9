"""How CSV is written: for programs, or for the spreadsheets of countries that write 0,5."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lrgui.core.model.checks import choice

WORDS = ("semicolon", "tab", "decimal-comma", "bom")
_BOM = "\ufeff"  # by which Excel knows that a file is in UTF-8


@dataclass(frozen=True)
class CsvStyle:
    """separator: what stands between two cells; decimal: the decimal mark; bom: whether it begins with a mark."""

    separator: str = ","
    decimal: str = "."
    bom: bool = False

    @classmethod
    def of(cls, words: Collection[str]) -> CsvStyle:
        """The style that some of `WORDS` describe; a decimal comma has semicolons. Raises `InvalidValue`."""
        for word in words:
            choice("csv_style", word, WORDS)
        separator = "\t" if "tab" in words else ";" if {"semicolon", "decimal-comma"} & set(words) else ","
        return cls(separator, "," if "decimal-comma" in words else ".", "bom" in words)

    def number(self, text: str) -> str:
        """A number with the decimal mark."""
        return text.replace(".", self.decimal)

    @property
    def start(self) -> str:
        """What the file begins with."""
        return _BOM if self.bom else ""

    def restyled(self, pieces: Iterable[str]) -> Iterator[str]:
        """The same CSV in this style; pieces: CSV for programs, none of whose texts holds a comma or a point."""
        if self == PROGRAMS:
            yield from pieces
            return
        table = str.maketrans({",": self.separator, ".": self.decimal})
        yield self.start
        for piece in pieces:
            yield piece.translate(table)


PROGRAMS = CsvStyle()
SPREADSHEETS = {"point": CsvStyle(bom=True), "comma": CsvStyle(";", ",", True)}  # by their decimal mark
