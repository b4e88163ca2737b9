"""What is remembered from one start to the next: every key with its type, default and meaning in one table."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QByteArray, QDir, QLocale, QSettings

from lrgui.resources import LANGUAGES

T = TypeVar("T", bool, float, str, QByteArray)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A value under a key of the store; `meaning` says what it is for. Numbers are at least `low`; infinity is one."""

    key: str
    default: T
    meaning: str
    low: float = -math.inf


# The window
LANGUAGE = Setting("language", "", "one of LANGUAGES; empty: the system's")
THEME = Setting("theme", "system", "a theme by its name; system: what the desktop asks for")
TEXT_SIZE = Setting("text-size", "normal", "a size of the theme")
GEOMETRY = Setting("geometry", QByteArray(), "where the window was, as Qt writes it")
HINT_SEEN = Setting("hint-seen", False, "whether the first hint was understood")
FOLDED = Setting("folded", "auto", "whether the controls are folded: yes, no, or auto: where there is no room for them")
CURVES = Setting("curves", "{}", "JSON: how plots look, as fields of a view")

# Files
FOLDER = Setting("files/folder", "", "where a file was opened or written last")
RECENT = Setting("files/recent", "[]", "JSON: the paths of the experiments opened or saved last, the latest first")
LESSONS = Setting("files/lessons", "", "the folder of own lessons; empty: one among the user's documents")

# The presenter
STEPS_MOVE = Setting("presenter/steps-move", True, "whether a step moves, so that an eye can follow it")

# Dialogs
FIGURES = Setting("figure/choices", "{}", "JSON: what was chosen for figures")
FILM_KIND = Setting("film/kind", ".gif", "the ending of animations")
FILM_EVENLY = Setting("film/evenly", True, "whether frames are spread over the range, else every so many updates")
FILM_SPACING = Setting("film/spacing", "auto", "how they are spread: as the loss falls, evenly, or logarithmically")
FILM_COUNTER = Setting("film/counter", True, "whether the step or epoch stands above the plots")
FILM_NUMBERS = {
    "count": Setting("film/count", 60.0, "frames spread over the range"),
    "step": Setting("film/step", 10.0, "updates from one frame to the next"),
    "fps": Setting("film/fps", 10.0, "frames per second"),
    "hold": Setting("film/hold", 2.0, "seconds for which the last frame stays"),
    "cells": Setting("film/cells", 6.0, "frames of a contact sheet"),
}
TABLE_KIND = Setting("table/kind", "steps", "the table that is exported")
TABLE_FORMAT = Setting("table/format", "tsv", "its format")
TABLE_CSV = Setting("table/csv", "programs", "whom its CSV is for")
TABLE_DIGITS = Setting("table/digits", "suitable", 'its significant digits, or "suitable" for what suits its format')
CODE_PROBLEM = Setting("code/problem", "descent", "the problem of scripts")
CODE_LIBRARY = Setting("code/library", "numpy", "the library of scripts")


def panel_shown(name: str, *, at_first: bool) -> Setting[bool]:
    """Whether the panel of this name is shown where there is something to show in it."""
    return Setting(f"panel/{name}", at_first, "whether a panel is shown")


def layout(key: str) -> Setting[QByteArray]:
    """The places of the panels, as Qt writes them, for each arrangement that they have."""
    return Setting(key, QByteArray(), "the places of the panels")


def home() -> Path:
    """The user's own folder; the root where the system knows none (a container's user without HOME)."""
    return Path(QDir.homePath())


class Settings:
    """A typed door to QSettings; a damaged value is as good as none."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store if store is not None else QSettings("lrgui", "lrgui")

    def get(self, setting: Setting[T]) -> T:
        """What is remembered, the default where nothing is."""
        value = self._stored(setting)
        return setting.default if value is None else value

    def set(self, setting: Setting[T] | str, value: Any) -> None:
        """Remembers a value."""
        self._store.setValue(setting if isinstance(setting, str) else setting.key, value)

    def knows(self, setting: Setting[Any]) -> bool:
        """Whether anything is remembered under this key."""
        return self._store.contains(setting.key)

    def _stored(self, setting: Setting[Any]) -> Any:
        """The value in its type, None where there is none or a damaged one."""
        kind = type(setting.default)
        try:
            if kind is QByteArray:
                value = self._store.value(setting.key)
                return value if isinstance(value, QByteArray) else None
            if kind in (int, float):  # written as text, infinity too
                number = float(self._store.value(setting.key, setting.default))  # type: ignore[arg-type]
                return number if number >= setting.low else None
            if kind is bool:  # Qt takes any word for true, and none for false
                return {"true": True, "false": False}.get(str(self._store.value(setting.key)).lower())
            return self._store.value(setting.key, setting.default, kind)
        except (TypeError, ValueError):
            return None

    @property
    def language(self) -> str:
        """The window's: "en" or "zh_CN", the system's until one was chosen."""
        chosen = self.get(LANGUAGE)
        if chosen in LANGUAGES:
            return chosen
        return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"

    @language.setter
    def language(self, value: str) -> None:
        self.set(LANGUAGE, value)

    @property
    def folder(self) -> Path:
        """Where a file was opened or written last; the user's own folder where that is gone."""
        last = self.get(FOLDER)
        return Path(last) if last and os.path.isdir(last) else home()

    @folder.setter
    def folder(self, value: Path) -> None:
        self.set(FOLDER, str(value))
