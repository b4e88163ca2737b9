"""A bar for what takes more than a second, with a button that stops it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, overload

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from lrgui.core.tables.results import Row
from lrgui.text.language import translate

WAIT_MS = 1000  # what is done sooner needs no bar
_INTERVAL = 0.05  # seconds between two looks at the window
_ROWS = 128  # between two looks at the clock


class Stopped(Exception):
    """The user does not want it any more."""


class Patience:
    """Counts rows that are made, and lets the window live meanwhile; whatever is asked of it has to wait.

    Raises `Stopped` out of the rows where the user stops it.
    """

    def __init__(self, parent: QWidget, said: str, work: int) -> None:
        self._bar = QProgressDialog(said, translate("Tables", "Stop"), 0, max(1, work), parent)
        self._bar.setWindowTitle(translate("Tables", "Export table"))
        self._bar.setWindowModality(Qt.WindowModality.WindowModal)
        self._bar.setMinimumDuration(WAIT_MS)
        self._bar.setAutoReset(False)
        self._bar.setValue(0)
        self._made = 0
        self._looked = time.monotonic()

    def __enter__(self) -> Patience:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._bar.hide()
        self._bar.deleteLater()

    def watch(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The same rows, counted as they are made."""
        return _Watched(rows, self)

    def count(self, rows: int) -> None:
        """So many more rows are made."""
        self._made += rows
        now = time.monotonic()
        if now - self._looked > _INTERVAL:
            self._looked = now
            self._bar.setValue(min(self._made, self._bar.maximum() - 1))  # at its maximum it would close
            if self._bar.wasCanceled():
                raise Stopped


class _Watched(Sequence[Row]):
    def __init__(self, rows: Sequence[Row], patience: Patience) -> None:
        self._rows, self._patience = rows, patience

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(self._rows, 1):
            if number % _ROWS == 0:
                self._patience.count(_ROWS)
            yield row
