"""What is typed into the fields of a lesson that is made."""

from __future__ import annotations

from typing import Any

from lrgui.text.numbers import format_number, parse_number

_DIGITS = 12


def written(value: Any) -> str:
    """A value as it is typed; nothing of none."""
    if value is None or isinstance(value, str):
        return value or ""
    return format_number(value, _DIGITS)


def read_typed(text: str) -> Any:
    """A number; what is none as it stands, and None where nothing does."""
    if not text.strip():
        return None
    try:
        return parse_number(text)
    except ValueError:
        return text.strip()
