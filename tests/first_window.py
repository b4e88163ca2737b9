"""The window of a first start, for tests: everything computed and drawn, settings of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from lrgui.core.training.history import History
from lrgui.session import computation
from tests.user import User


def english(folder: Path) -> QSettings:
    """Settings of a test alone, empty but for the language: whatever the system speaks."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    return settings


class _Known(History):
    """What a window computes first, the same in every test: once for all of them, then it is there at the first look.

    Whatever a test changes is computed as ever; the first computation itself is tested with a session.
    """

    _first: History | None = None

    def advance(self, seconds: float) -> bool:
        if _Known._first is None:
            _Known._first = History(self.experiment).complete()
        assert _Known._first.experiment == self.experiment
        for mine, first in [
            *zip(self.traces.values(), _Known._first.traces.values(), strict=True),
            (self.records, _Known._first.records),
        ]:
            mine.__dict__.update(first.__dict__)
        return True


def shown_window(store: QSettings, width: int = 1440, height: int = 900, copies: Path | None = None) -> Any:
    """The real window, shown and drawn."""
    from lrgui.app import make_window

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(computation, "History", _Known)
        window = make_window(store, copies)
    # The offscreen platform's screen is 800 pixels wide, for which the window would fill it.
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(width, height)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    User(window, None).settle()
    return window
