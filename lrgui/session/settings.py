"""What is remembered from one start to the next, in one place with its defaults."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QByteArray, QLocale, QSettings

from lrgui.resources import LANGUAGES


class Settings:
    """A typed door to QSettings; a damaged value is as good as none."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else QSettings("lrgui", "lrgui")

    def _get(self, key: str, kind: type, default: Any) -> Any:
        try:
            value = self._store.value(key, default, kind)
        except (TypeError, ValueError):
            return default
        return default if value is None else value

    @property
    def language(self) -> str:
        """ "en" or "zh_CN"; the system's until one was chosen."""
        chosen = self._get("language", str, "")
        if chosen in LANGUAGES:
            return str(chosen)
        return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    def bytes(self, key: str) -> QByteArray:
        """Geometry and the places of docks, as Qt writes them; empty where nothing was remembered."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def flag(self, key: str, default: bool) -> bool:
        return bool(self._get(key, bool, default))

    def number(self, key: str, default: float, low: float = -math.inf) -> float:
        """At least `low`; infinity is a number here."""
        try:
            value = float(self._store.value(key, default))  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return default
        return value if value >= low else default

    def text(self, key: str, default: str) -> str:
        return str(self._get(key, str, default))

    def set(self, key: str, value: Any) -> None:
        self._store.setValue(key, value)
