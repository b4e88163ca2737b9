"""The program as the system sees it: on macOS a double click on a file says so after the start, by an event."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Hears of files that the system wants opened.

    Signal: `file_asked(path)`, a `Path`.
    """

    file_asked = Signal(object)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            path = Path(event.file())
            QTimer.singleShot(0, self, lambda: self.file_asked.emit(path))  # the system waits; opening may ask a lot
            return True
        return super().event(event)
