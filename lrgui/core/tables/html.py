"""Tables as HTML, for the clipboard: word processors show it, spreadsheets take the exact numbers out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from lrgui.core.tables.cells import blocks, cells_of, exact_text, left_columns
from lrgui.core.tables.results import Table


def html_text(table: Table, digits: int | None = None, headings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The table as pieces of HTML with numbers to be read, as in Markdown.

    Every number has its exact value beside it, where Calc (`sdval`) and Excel (`x:num`) look for it whatever decimal
    mark their language has.
    """
    shown, left = cells_of(table, digits, exact=False), left_columns(table)
    yield '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="utf-8"><body><table>\n<tr>'
    words = [(headings or {}).get(code, code) for code in table.columns]
    yield "".join([f"<th>{escape(word)}</th>" for word in words]) + "</tr>\n"
    for block in blocks(table, len(table.rows)):
        lines = []
        for row in block:
            cells = zip(shown(row), row, left, strict=True)
            lines.append("<tr>" + "".join([_cell(*cell) for cell in cells]) + "</tr>\n")
        yield "".join(lines)
    yield "</table></body></html>\n"


def _cell(text: str, value: Any, is_text: bool) -> str:
    if is_text or isinstance(value, str) or text in ("nan", "inf", "-inf"):
        return f'<td align="{"left" if is_text else "right"}">{escape(text)}</td>'
    exact = exact_text(value)
    return f'<td align="right" sdval="{exact}" sdnum="1033;" x:num="{exact}">{escape(text)}</td>'
