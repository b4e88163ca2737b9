"""Files dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from lrgui.core.files.location import local_path

ENDINGS = (".lrgui", ".json", ".svg", ".png", ".apng", ".gif", ".pdf", ".csv", ".tsv", ".txt", ".dat", ".data")


class Drops(QObject):
    """Takes files anywhere on the window and on what floats beside it, and says so while they hover.

    Signal: `dropped(paths)`, a list of `Path`.
    """

    dropped = Signal(object)

    def __init__(self, window: QMainWindow, floating: list[QWidget]) -> None:
        super().__init__(window)
        for widget in window.findChildren(QWidget):
            # Plots and fields would keep what is dropped on them, or refuse it.
            widget.setAcceptDrops(False)
        self._note = QLabel(window)
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._note.setObjectName("drop")
        self._note.hide()
        self._window = window
        for target in (window, *floating):
            target.setAcceptDrops(True)
            target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            assert isinstance(event, QDropEvent)
            # A picture that is dragged out of the window has nothing to tell it.
            paths = _files(event.mimeData()) if event.source() is None else []
            self._show_note(bool(paths) and kind != QEvent.Type.Drop)
            if not paths:
                event.ignore()
                return True
            event.setDropAction(Qt.DropAction.CopyAction)  # a file manager must not take the file away
            event.accept()
            if kind == QEvent.Type.Drop:
                # Later: who dragged waits for this event, and opening may ask something.
                QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))
            return True
        if kind == QEvent.Type.DragLeave:
            self._show_note(False)
        return super().eventFilter(watched, event)

    def _show_note(self, on: bool) -> None:
        if on and self._note.isHidden():
            self._note.setText(self.tr("Drop to open"))
            self._note.setGeometry(self._window.rect().adjusted(8, 8, -8, -8))
            self._note.raise_()
        self._note.setVisible(on)


def _files(data: QMimeData) -> list[Path]:
    """The files that may hold an experiment, or data."""
    urls = [url.toString(QUrl.ComponentFormattingOption.FullyEncoded) for url in data.urls() if url.isLocalFile()]
    paths = [local_path(url) for url in urls]
    return [path for path in paths if path.suffix.lower() in ENDINGS]
