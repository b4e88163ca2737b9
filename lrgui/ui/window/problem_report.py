"""A report for whoever can mend a fault: versions, the log, the experiment. It is shown and copied, never sent."""

from __future__ import annotations

import platform

from PySide6.QtCore import QLocale, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from lrgui import __version__
from lrgui.core.files.document import Document, write
from lrgui.session.fault_log import FaultLog
from lrgui.session.settings import home
from lrgui.ui.widgets.text_dialog import TextDialog

_SIZE = (860, 620)
_LIBRARIES = ("PySide6-Essentials", "pyqtgraph", "numpy", "pillow", "contourpy")


def report_text(document: Document, log: FaultLog | None) -> str:
    """In English, whatever the window speaks: it is read by others. The user's folder is written as ~."""
    parts = [f"lrgui {__version__}", f"Python {platform.python_version()}", platform.platform()]
    parts += [f"{name} {_version(name)}" for name in _LIBRARIES]
    screen = QGuiApplication.primaryScreen()
    size, ratio = screen.size(), screen.devicePixelRatio()
    parts.append(f"{QGuiApplication.platformName()}, {size.width()} × {size.height()} at {ratio:g}")
    parts.append(QLocale().name())
    faults = log.tail() if log is not None else ""
    faults = faults.replace(str(home()), "~") or "none"
    return "\n".join([*parts, "", "Faults", "", faults, "", "Experiment", "", write(document).decode()])


def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # not at start: it is slow to come

    try:
        return version(library)
    except PackageNotFoundError:  # in a bundle
        return "?"


class ReportDialog(TextDialog):
    """Shows the report of a document and a log, and copies it."""

    def __init__(self, parent: QWidget, document: Document, log: FaultLog | None) -> None:
        super().__init__(parent, _SIZE)
        self.setWindowTitle(self.tr("Report a problem"))
        note = QLabel(
            self.tr(
                "Copy this into a message to whoever looks after lrgui, with a sentence about what you did. "
                "Nothing is sent from here; the notes that belong to the experiment are in it."
            )
        )
        note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(note)
        self.text = self.text_field(self.tr("Report"))
        self.text.setReadOnly(True)
        self.text.setPlainText(report_text(document, log))
        self.said.setObjectName("muted")
        if log is not None:
            self.said.setText(self.tr("Faults are written to {0}.").format(log.path))
        self.copy_button = self.add_button(self.tr("Copy"))
        self.close_button = self.add_button(self.tr("Close"), closes=True)
        self.copy_button.clicked.connect(self._on_copy)
        self.lay_out(row, self.text)
        self.copy_button.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.said.setText(self.tr("The report is on the clipboard."))
