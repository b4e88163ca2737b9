"""A bar while the large data of an experiment are read: until they are there, what is open stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from lrgui.core.problems.own_data.large import LargeData
from lrgui.ui.widgets.sliced_work import SlicedWork

_AT_ONCE = 2_000_000  # bytes of data that are read without a bar
_SLICE = 0.02
_WIDTH = 420


class ReadingDialog(QDialog):
    """A sheet of the window, which closes when the data are there.

    Signal: `read()`, also where they cannot be read, which opening says; nothing is emitted where it was cancelled.
    """

    read = Signal()

    def __init__(self, parent: QWidget, name: str, data: LargeData) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("lrgui")
        text = QLabel(self.tr("Reading the data of “{0}”: {1}").format(name, data.name))
        text.setTextFormat(Qt.TextFormat.PlainText)  # names of files are no markup
        text.setWordWrap(True)
        text.setMinimumWidth(_WIDTH)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(text.text())
        buttons = QDialogButtonBox()
        self.cancel = buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (text, self.bar, buttons):
            layout.addWidget(widget)
        self._work = SlicedWork(self)
        self._work.progressed.connect(self._on_progress)
        self._work.ended.connect(self._on_ended)
        self._work.start(_shares(data))

    @Slot(float)
    def _on_progress(self, share: float) -> None:
        self.bar.setValue(round(1000 * share))

    @Slot(object)
    def _on_ended(self, _error: object) -> None:
        self.accept()
        self.read.emit()

    def done(self, result: int) -> None:
        self._work.cancel()
        super().done(result)


def when_read(
    parent: QWidget,
    name: str,
    data: LargeData | None,
    then: Callable[[], object],
    cancelled: Callable[[], object] = lambda: None,
) -> None:
    """Does `then` when the large data of a file of this name are read, and `cancelled` where nobody waits for them."""
    if data is None or data.size <= _AT_ONCE:
        then()
        return
    dialog = ReadingDialog(parent, name, data)
    dialog.read.connect(then)
    dialog.rejected.connect(cancelled)
    dialog.open()


def _shares(data: LargeData) -> Iterator[float]:
    while not data.advance(_SLICE):
        yield data.progress
