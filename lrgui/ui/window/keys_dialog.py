"""All keys, read from the actions themselves, and what the mouse does."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from lrgui.text.language import translate
from lrgui.ui.widgets.tab_order import EyeDialog
from lrgui.ui.window.actions import action_text
from lrgui.ui.window.menus import DIGITS

_COLUMNS = (
    ("play", "step", "back", "epoch", "epoch-back", "iteration", "iteration-back", "reset", "end", "faster", "slower"),
    (
        "rate",
        "rate-here",
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
_MARGINS = QSize(40, 60)  # of the window around the dialog
_SIGNS = (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓"), ("Shift", "⇧"), ("+", " "))


class KeysDialog(EyeDialog):
    """As many columns as there is room for before the window; what is still too high is scrolled."""

    def __init__(self, parent: QWidget, actions: dict[str, QAction], maximise: dict[str, QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Help", "Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = [[_row(_keys_of(actions[n]), action_text(n)) for n in names] for names in _COLUMNS]
        keys = f"{_keys_of(next(iter(maximise.values())))} … {max(DIGITS.values())}"
        columns[0].append(_row(keys, translate("Help", "Maximise a panel, and back")))
        self.keys, self.mouse = QLabel(), QLabel(_mouse_text())
        self.mouse.setWordWrap(True)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(24, 20, 24, 8)
        inner.addWidget(self.keys)
        inner.addWidget(self.mouse)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("Help", "Close"))
        close.setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 16, 16)
        layout.addWidget(area)
        layout.addWidget(buttons)
        room = parent.size() - _MARGINS
        self._fill(columns, room.width() - 24 - area.verticalScrollBar().sizeHint().width())
        width = self.keys.sizeHint().width() + 48 + area.verticalScrollBar().sizeHint().width()
        height = inner.heightForWidth(width) + buttons.sizeHint().height() + 40
        self.resize(QSize(width + 16, height).boundedTo(room))

    def _fill(self, columns: Sequence[list[str]], room: int) -> None:
        for count in (3, 2, 1):
            first, second, third = columns
            parts = {3: [first, second, third], 2: [first + third, second], 1: [first + second + third]}[count]
            tables = "".join(f'<td style="vertical-align: top"><table>{"".join(part)}</table></td>' for part in parts)
            self.keys.setText(f"<table><tr>{tables}</tr></table>")
            if self.keys.sizeHint().width() + 24 <= room:
                return


def _row(keys: str, text: str) -> str:
    cell = '<td style="padding: 3px {0}px 3px 0">{1}</td>'
    return f"<tr>{cell.format(16, f'<b>{keys}</b>')}{cell.format(30, text)}</tr>"


def _keys_of(action: QAction) -> str:
    if sys.platform == "darwin":
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)  # in signs, such as ⇧⌘Z
    text = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
    for word, sign in _SIGNS:
        text = text.replace(word, sign)
    return text.replace("Space", translate("Help", "Space"))


def _mouse_text() -> str:
    return (
        translate(
            "Help",
            "In a plot: the wheel zooms, dragging moves the view, a double click brings it back. "
            "In the 1-D descent and in the weight space the start can be dragged, in the sweep the runs, "
            "in a plot of η the points of a schedule that is drawn by hand.",
        )
        + " "
        + translate(
            "Help",
            "Of the digits that maximise a panel 1 and 2 are the problem's own, 3 the curves, 4 the runs, 5 the steps, "
            "6 the sweep, 7 the weight space, 8 one update, 9 the noise.",
        )
        + " "
        + translate(
            "Help",
            "When presenting: Page Down and Page Up step, digits choose one plot or two and 0 the first ones, B is "
            "dark, P a pen and C wipes, L repeats, M moves a step or not, N is the next quantity of the noise, the "
            "right button points, Escape leaves.",
        )
    )
