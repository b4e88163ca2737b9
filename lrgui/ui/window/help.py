"""The dialogs of the Help menu."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QMessageBox, QVBoxLayout, QWidget

from lrgui.text.language import translate
from lrgui.ui.window.actions import action_text

_COLUMNS = (
    ("play", "step", "back", "epoch", "epoch-back", "iteration", "iteration-back", "reset", "end", "faster", "slower"),
    (
        "rate",
        "undo",
        "redo",
        "add",
        "duplicate",
        "name",
        "hide",
        "solo",
        "remove",
        "keep-fork",
        "previous-run",
        "next-run",
        "fold",
        "fit",
        "full-screen",
        "menu-bar",
        "present",
        "keys",
    ),
    (
        "new",
        "open",
        "save",
        "save-as",
        "export-figure",
        "export-animation",
        "export-table",
        "copy-picture",
        "code",
        "compare",
        "notes",
        "quit",
    ),
)


def show_keys(parent: QWidget, actions: dict[str, QAction], maximise: dict[str, QAction]) -> None:
    """All keys, read from the actions themselves."""

    def row(keys: str, text: str) -> str:
        cell = '<td style="padding: 3px {0}px 3px 0">{1}</td>'
        return f"<tr>{cell.format(16, f'<b>{keys}</b>')}{cell.format(30, text)}</tr>"

    def keys_of(action: QAction) -> str:
        if sys.platform == "darwin":
            return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)  # in signs, such as ⇧⌘Z
        text = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        for word, sign in (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓"), ("Shift", "⇧"), ("+", " ")):
            text = text.replace(word, sign)
        return text.replace("Space", translate("Help", "Space"))

    columns = ["".join(row(keys_of(actions[n]), action_text(n)) for n in names) for names in _COLUMNS]
    panels = translate("Help", "Maximise a panel, and back")
    columns[0] += row(f"{keys_of(next(iter(maximise.values())))} … {len(maximise)}", panels)
    dialog = QDialog(parent)
    dialog.setWindowTitle(translate("Help", "Keys"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 16)
    tables = "".join(f'<td style="vertical-align: top"><table>{column}</table></td>' for column in columns)
    label = QLabel(f"<table><tr>{tables}</tr></table>")
    layout.addWidget(label)
    mouse = QLabel(
        translate(
            "Help",
            "In a plot: the wheel zooms, dragging moves the view, a double click brings it back. "
            "In the 1-D descent and in the weight space the start can be dragged, in the sweep the runs.",
        )
        + " "
        + translate(
            "Help",
            "When presenting: Page Down and Page Up step, digits choose one plot or two and 0 the first ones, B is "
            "dark, P a pen and C wipes, L repeats, M moves a step or not, the right button points, Escape leaves.",
        )
    )
    mouse.setWordWrap(True)
    layout.addWidget(mouse)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close = buttons.button(QDialogButtonBox.StandardButton.Close)
    close.setText(translate("Help", "Close"))
    close.setIcon(QIcon())
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    dialog.open()


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
