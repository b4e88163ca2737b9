"""Rows of fields, one below the other, that are scrolled where they have no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QScrollArea, QWidget

from lrgui.core.lessons.texts import Texts
from lrgui.resources import LANGUAGES
from lrgui.text.language import NAMES

_AIR = 14  # pixels of a field of text above and below its lines


class ScrolledForm(QScrollArea):
    """`rows`: the form. It is as wide as its rows need."""

    def __init__(self) -> None:
        super().__init__()
        self._content = QWidget()
        self.rows = QFormLayout(self._content)
        self.rows.setContentsMargins(0, 0, 6, 0)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it

    def minimumSizeHint(self) -> QSize:
        width = self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def add_texts(self, name: str, fields: dict[str, QPlainTextEdit]) -> None:
        """A field for each language."""
        for code, field in fields.items():
            label = f"{name} ({NAMES[code]})"
            self.rows.addRow(label, field)
            field.setAccessibleName(label)


def text_fields(lines: int) -> dict[str, QPlainTextEdit]:
    """A field of so many lines for each language; Tab leaves it."""
    found = {code: QPlainTextEdit() for code in LANGUAGES}
    for field in found.values():
        field.setTabChangesFocus(True)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + _AIR)
    return found


def texts_of(fields: dict[str, QPlainTextEdit]) -> Texts:
    """What was typed into them, of the languages that something was typed in."""
    found = {code: " ".join(field.toPlainText().split()) for code, field in fields.items()}
    return {code: text for code, text in found.items() if text}
