"""A mark on texts that are written below the window's language and translated where they are shown."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """The text itself; `context` is that under which its translation is kept."""
    return text
