"""What the program says of itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from lrgui.text.language import translate


def show_about(parent: QWidget, version: str) -> None:
    box = QMessageBox(parent)
    box.setWindowTitle(translate("Help", "About lrgui"))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    text = translate("Help", "Shows what the learning rate does to gradient descent. MIT licence.")
    box.setText(f"<b>lrgui {version}</b><br><br>{text}")
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.button(QMessageBox.StandardButton.Ok).setText(translate("Help", "Close"))
    box.button(QMessageBox.StandardButton.Ok).setIcon(QIcon())
    box.open()
