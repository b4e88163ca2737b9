"""The language in which something is said: the window's, or for a while that of a figure.

The window's texts come from the translators that are installed in the application. A figure may be in another
language; installing translators for it would switch the whole window, so that here the one translator is asked itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QTranslator

from lrgui.resources import LANGUAGES, ResourceError, resource_path

NAMES = {"en": "English", "zh_CN": "中文"}

_kept: list[bytes] = []
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def translate(context: str, text: str) -> str:
    """`text` in the language spoken here."""
    code = _spoken.get()
    if code is None:
        return QCoreApplication.translate(context, text)
    if code == "en":
        return text
    return translator(code).translate(context, text) or text


# For texts that `QT_TRANSLATE_NOOP` marks elsewhere: who collects texts looks for literal ones in `translate`.
translate_marked = translate


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """While it lasts, `translate` answers in the language `code`, whatever the window speaks."""
    if code not in LANGUAGES:
        raise ValueError(f"language = {code}: must be one of {', '.join(LANGUAGES)}")
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


@lru_cache(maxsize=4)
def translator(code: str) -> QTranslator:
    """The program's own translation, kept: Qt does not keep translators alive."""
    made = QTranslator()
    # From a copy in memory: Qt would read on in the file, which may be another one when the program is updated.
    data = resource_path(f"i18n/lrgui_{code}.qm").read_bytes()
    _kept.append(data)
    if not made.load(data):
        raise ResourceError(f"The translation lrgui_{code}.qm among the program's resources is damaged.")
    return made
