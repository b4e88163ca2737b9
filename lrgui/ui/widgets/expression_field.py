"""A field in which an expression in w is typed; what is wrong is said under it at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget


class _Line(QLineEdit):
    """Escape gives up what was typed."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            self.clearFocus()
        else:
            super().keyPressEvent(event)


class ExpressionField(QWidget):
    """Asks `complaint` of every text: the sentence that says what is wrong with it, "" where nothing is.

    What is wrong stays for mending, and nothing else changes. Signal: `entered(text)` when a text that is right was
    finished with Enter or by leaving.
    """

    entered = Signal(str)

    def __init__(self, complaint: Callable[[str], str]) -> None:
        super().__init__()
        self._complaint = complaint
        self._text = ""
        self.line = _Line()
        self.line.setProperty("invalid", False)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setObjectName("wrong")
        self.sentence.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.line)
        layout.addWidget(self.sentence)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        self.line.given_up.connect(self.restore)

    def set_text(self, text: str) -> None:
        """Shows what holds, unless someone is typing something else."""
        self._text = text
        if not (self.line.isModified() and (self.line.hasFocus() or self.line.property("invalid"))):
            self.restore()

    @Slot()
    def restore(self) -> None:
        self.line.setText(self._text)
        self.line.setModified(False)
        self.line.setCursorPosition(0)
        self.complain("")

    def complain(self, sentence: str) -> None:
        """Says under the field what is wrong; nothing where nothing is."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self._fit()
        self.line.setAccessibleDescription(sentence)
        if self.line.property("invalid") != bool(sentence):
            self.line.setProperty("invalid", bool(sentence))
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)

    def _fit(self) -> None:
        # The card around asks for a height without saying how wide the sentence will be.
        self.sentence.setMinimumHeight(max(0, self.sentence.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self.complain(self._complaint(text))

    @Slot()
    def _on_finished(self) -> None:
        if not self.line.isModified():
            return
        if not self.isVisible():  # what it was typed for is not there any more, and nobody has finished it
            self.restore()
            return
        text = self.line.text()
        self.complain(self._complaint(text))
        if not self.line.property("invalid"):
            self.line.setModified(False)
            self.entered.emit(text)
