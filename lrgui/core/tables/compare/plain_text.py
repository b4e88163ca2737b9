"""Pasted lines in plain characters: fullwidth forms, invisible characters, decimal commas and thousands made alike.

A plain line is read in place of the pasted one; what is found in it is told at the places of the pasted one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lrgui.core.model.characters import INVISIBLE, PLAIN

LONGEST_LINE = 2000  # characters that are seen: no row of a table is longer
_LONGEST_PASTED = 20_000  # with colours, and the backspaces of progress bars

_COMMA = re.compile(r"[0-9],[0-9]")
_POINT = re.compile(r"(?<![0-9.])[0-9]+\.[0-9]+(?![0-9.])")
# Digits with points and commas between them. One comma, as in 0,25, is a decimal comma or separates two numbers.
_GROUPED = re.compile(r"(?<![0-9A-Za-z_.,])[0-9]+(?:[.,][0-9]+)*(?![0-9]|[.,][0-9])")
_DECIMAL = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_EITHER = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")  # 1,234 is read in two ways
_ONLY_NUMBERS = re.compile(r"[-+−0-9.,eE%naif \[\]()]*")
_LISTED = re.compile(r",\S")
_SEPARATED = re.compile(
    r"[;|&\t]|[^\W\d_]{2}|[^\W\d_] ?[=:]"
)  # what separates columns, or words: such lines are no lists with commas


class PlainLine(NamedTuple):
    """A line to be read. places: where each of its characters stands in the pasted line; None where they are alike.

    comma: whether its numbers have decimal commas, which are points here.
    """

    text: str
    places: list[int] | None = None
    comma: bool = False

    def pasted(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters start … end − 1 stand in the pasted line."""
        if self.places is None or start == end:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def written(self, ours: str) -> str:
        """A number of ours with the decimal mark of this line."""
        return ours.replace(".", ",") if self.comma else ours


def plain_lines(lines: Sequence[str]) -> list[PlainLine]:
    """The lines in plain characters. Whether 1,234 is a decimal or a thousand is told from the other lines, else open.

    >>> plain_lines(["ｌｏｓｓ：０．２３", "loss 0,23; accu 0,875"])[1].text
    'loss 0.23; accu 0.875'
    """
    visible = [_visible(line) for line in lines]
    kinds = [_comma_kind(line.text) for line in visible]
    marks = any(kind == "decimal" for kind in kinds), any(_POINT.search(line.text) for line in visible)
    made = []
    for line, kind in zip(visible, kinds, strict=True):
        if kind == "either":
            kind = {(True, False): "decimal", (False, True): "thousands"}.get(marks, "either")
        elif kind == "enclosed":
            kind = "decimal" if marks == (True, False) else ""
        made.append(_without_commas(line, kind) if kind else line)
    return made


def _visible(line: str) -> PlainLine:
    if len(line) > _LONGEST_PASTED:
        return PlainLine(line)
    text, places = line, None
    if INVISIBLE.search(line):
        hidden: set[int] = set()
        for match in INVISIBLE.finditer(line):
            hidden.update(range(*match.span()))
        places = [i for i in range(len(line)) if i not in hidden]
        text = "".join([line[i] for i in places])
    # A fullwidth comma never stands in a number: with a space after it, it separates.
    return PlainLine(text if text.isascii() else text.translate(PLAIN), places)


def _comma_kind(line: str) -> str:
    """What commas between digits are in a line: "decimal", "thousands", "either" of these, or "" (they separate).

    "enclosed": they are decimal commas where other lines have such, else they separate.
    """
    if len(line) > LONGEST_LINE or not _COMMA.search(line):
        return ""
    tokens = [m for m in _GROUPED.finditer(line) if "," in m[0]]
    if any(_LISTED.match(line, m.end()) or line[m.start() - 1 : m.start()] == "," for m in tokens):
        return ""
    # In [1,2] and (0,1) the comma separates, unless other numbers say otherwise.
    free = [m for m in tokens if not _enclosed(line, m.start(), m.end())]
    if tokens and not free:
        return "enclosed"
    if not free or (_ONLY_NUMBERS.fullmatch(line) and not _columns_of_decimals(line)):
        return ""
    if not _SEPARATED.search(line) and not _columns_of_decimals(line):
        return ""
    if all(_DECIMAL.fullmatch(m[0]) for m in free) and not _POINT.search(line):
        return "either" if all(_EITHER.fullmatch(m[0]) for m in free) else "decimal"
    return "thousands" if all(_THOUSANDS.fullmatch(m[0]) for m in free) else ""


def _enclosed(line: str, start: int, end: int) -> bool:
    before = line[max(0, start - 4) : start].rstrip(" -+−")
    return before[-1:] in ("[", "(") and line[end : end + 1] in ("]", ")") and not line[start:end].startswith("0,")


def _columns_of_decimals(line: str) -> bool:
    """Columns with tabs, semicolons or bars, or a whole number and after spaces only numbers with a comma."""
    if re.search(r"[;|&\t]", line):
        return True
    first, *rest = line.split() or [""]
    return first.isdigit() and bool(rest) and all(re.fullmatch(r"[-+−]?[0-9]+,[0-9]+", cell) for cell in rest)


def _without_commas(line: PlainLine, kind: str) -> PlainLine:
    """Decimal commas as points, thousands without commas; numbers that may be either as no numbers."""
    places = list(range(len(line.text))) if line.places is None else line.places
    kept: list[str] = []
    at: list[int] = []
    end = 0
    for match in _GROUPED.finditer(line.text):
        if "," not in match[0]:
            continue
        token, start = match[0], match.start()
        kept += line.text[end:start]
        at += places[end:start]
        end = match.end()
        for i, c in enumerate(token):
            if kind == "either":
                kept.append("\N{REPLACEMENT CHARACTER}")
            elif c not in ".,":
                kept.append(c)
            elif c == "," and kind == "decimal":
                kept.append(".")
            elif c == "." and kind == "thousands":
                kept.append(c)
            else:
                continue
            at.append(places[start + i])
    return PlainLine("".join(kept) + line.text[end:], at + places[end:], kind == "decimal")
