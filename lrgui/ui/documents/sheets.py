"""Sheets of the window that ask or say something, and are answered later."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def sheet(window: QWidget, text: str, icon: QMessageBox.Icon = QMessageBox.Icon.Warning) -> QMessageBox:
    """A box without buttons, yet to be opened."""
    box = QMessageBox(icon, "lrgui", "", parent=window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setTextFormat(Qt.TextFormat.PlainText)  # names of files are no markup
    box.setText(text)
    return box
