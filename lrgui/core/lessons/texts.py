"""Texts of a lesson in one language or several, short enough to be read from the last row of a hall."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lrgui.core.lessons.faults import LessonFault
from lrgui.resources import LANGUAGES

Texts = Mapping[str, str]

MOST_SENTENCES = 3
LONGEST = 300  # characters of a text on the screen
LONGEST_NOTES = 600  # of what only the lecturer reads
LONGEST_CHOICE = 60
LONGEST_TITLE = 80
# A full stop inside a number or a word ends no sentence.
_END = re.compile(r"[.!?…]+(?=[\s)”\"’]|$)|[。！？]+")


def sentences(text: str) -> int:
    """How many sentences a text has."""
    text = text.strip()
    ends = [match.end() for match in _END.finditer(text)]
    return len(ends) + (not ends or ends[-1] < len(text.rstrip('”"’)）')))


def text_in(texts: Texts, language: str) -> str:
    """The text in a language, or in the first one that there is."""
    return texts[language] if language in texts else next(iter(texts.values()))


def read_texts(name: str, value: Any, languages: tuple[str, ...] | None, longest: int, most: int | None) -> Texts:
    """Texts by language. languages: those that they must be in, None for any. Raises `LessonFault`.

    longest: in characters; most: how many sentences they may have, None where nobody counts.
    """
    if not isinstance(value, Mapping) or not value or not all(code in LANGUAGES for code in value):
        raise LessonFault(name, value, "one_language", choices=LANGUAGES)
    if languages is not None and set(value) != set(languages):
        raise LessonFault(name, value, "languages", choices=languages)
    for code, text in value.items():
        where = f"{name}.{code}"
        if not isinstance(text, str) or not text.strip() or len(text) > longest or not _is_writable(text):
            raise LessonFault(where, text, "text", high=longest)
        if most is not None and sentences(text) > most:
            raise LessonFault(where, text, "sentences", high=most)
    return {code: value[code].strip() for code in LANGUAGES if code in value}


def _is_writable(text: str) -> bool:
    """JSON can spell halves of characters, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
