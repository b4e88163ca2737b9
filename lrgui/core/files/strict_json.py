"""JSON that came from anywhere: read in bounded time and memory, and refused in one sentence."""

from __future__ import annotations

import json
from typing import Any

from lrgui.core.files.damaged_file import DamagedFile

LIMIT_MB = 4  # the longest experiment that is allowed takes less
LIMIT = LIMIT_MB * 1_000_000
DIGITS = 400  # more than any number has that a computer counts with


def parse(data: bytes) -> Any:
    """The value that JSON in UTF-8 describes. Raises `DamagedFile`.

    Numbers that are not finite (nan, 1e999) are given as they are: who checks a value can say where it stands.
    """
    if len(data) > LIMIT:
        raise DamagedFile("", None, "too_large", high=LIMIT_MB)
    try:
        text = data.decode("utf-8-sig")  # some editors put a mark at the beginning
    except UnicodeDecodeError:
        raise DamagedFile("", None, "not_text") from None
    if not text.strip():
        raise DamagedFile("", None, "empty")
    try:
        return json.loads(text, parse_int=_whole, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        problem = error.msg.rstrip(": ")
        raise DamagedFile("", None, "not_json", problem=problem, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise DamagedFile("", None, "nested") from None


def _whole(text: str) -> int:
    """A number cut after so many digits is as far beyond every limit as the whole of it, which may take hours."""
    return int(text[:DIGITS])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = set()
        for name, _ in pairs:
            if name in names:
                raise DamagedFile("", None, "repeated", name=name)
            names.add(name)
    return found
