"""The window in which the notes of an experiment are written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QIcon, QTextCursor
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from lrgui.core.files.document import MAX_NOTES
from lrgui.session.documents import Documents
from lrgui.text.language import translate
from lrgui.text.numbers import format_count
from lrgui.ui.widgets.tab_order import EyeDialog

_SIZE = (560, 380)


class NotesDialog(EyeDialog):
    """Every change is in the document at once; undo and redo are the editor's own."""

    def __init__(self, parent: QWidget, documents: Documents) -> None:
        super().__init__(parent)
        self._documents = documents
        self.setWindowTitle(translate("Notes", "Notes"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.editor = QPlainTextEdit()
        self.editor.setPlainText(documents.notes)
        self.editor.setPlaceholderText(translate("Notes", "What this experiment shows, and what to ask about it"))
        self.editor.setAccessibleName(translate("Notes", "Notes"))
        self.editor.setTabChangesFocus(True)
        self.full = QLabel()
        self.full.setObjectName("muted")
        self.full.setWordWrap(True)
        text = translate("Notes", "There is room for {0} {0:character|characters}: what is too much was left out.")
        self.full.setText(text.format(format_count(MAX_NOTES)))
        self.full.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("Notes", "Close"))
        close.setIcon(QIcon())
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self.full)
        layout.addWidget(buttons)
        self._added = 0, 0
        self.editor.document().contentsChange.connect(self._on_change)
        self.editor.textChanged.connect(self._on_text)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)

    @Slot(int, int, int)
    def _on_change(self, position: int, _removed: int, added: int) -> None:
        self._added = position, added

    @Slot()
    def _on_text(self) -> None:
        text = self.editor.toPlainText()
        extra = len(text) - MAX_NOTES
        if extra > 0:
            # The end of what was typed or pasted goes, not that of what was there; this comes back here.
            position, added = self._added
            cursor = self.editor.textCursor()
            cursor.joinPreviousEditBlock()
            cursor.setPosition(position + max(0, added - extra))
            cursor.setPosition(min(position + added, _length(self.editor)), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            cursor.endEditBlock()
            self.full.show()
            return
        self.full.setVisible(extra == 0)
        self._documents.set_notes(text)


def _length(editor: QPlainTextEdit) -> int:
    return editor.document().characterCount() - 1
