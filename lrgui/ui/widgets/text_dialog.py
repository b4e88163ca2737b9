"""A dialog around text of one width of letters, with what can be done with it underneath."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lrgui.ui.widgets.tab_order import EyeDialog

_AIR = 40  # pixels of the parent that stay in sight


class TextDialog(EyeDialog):
    """Belongs to its parent's window, at most as large as that, and is gone when it is closed.

    `said` is a line for what has happened or is to be known; `close_button` closes.
    """

    def __init__(self, parent: QWidget, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(min(size[0], parent.width() - _AIR), min(size[1], parent.height() - _AIR))
        self.said = QLabel()
        self.said.setWordWrap(True)
        self._buttons = QDialogButtonBox()
        self._buttons.rejected.connect(self.reject)

    def text_field(self, name: str) -> QPlainTextEdit:
        """A field of text whose lines are not broken; `name` is what it holds."""
        field = QPlainTextEdit()
        field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        field.setAccessibleName(name)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setStyleHint(QFont.StyleHint.Monospace)
        fixed.setPixelSize(self.font().pixelSize())
        field.setFont(fixed)
        return field

    def add_button(self, text: str, *, closes: bool = False) -> QPushButton:
        """A button under the text; Return in a field presses none."""
        role = QDialogButtonBox.ButtonRole.RejectRole if closes else QDialogButtonBox.ButtonRole.ActionRole
        button = self._buttons.addButton(text, role)
        assert isinstance(button, QPushButton)
        button.setIcon(QIcon())
        button.setAutoDefault(False)
        return button

    def lay_out(self, choices: QLayout, text: QWidget) -> None:
        """The choices over the text; what is said and the buttons under it."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(choices)
        layout.addWidget(text, 1)
        layout.addWidget(self.said)
        layout.addWidget(self._buttons)
