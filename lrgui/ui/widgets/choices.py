"""Choices between few things: a drop-down list, and a row of exclusive buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QToolButton, QWidget


class Choice(QComboBox):
    """A drop-down list of codes, each with a name in the window's language, and with a tip if there are `tips`.

    Signal: `chosen(code)` when the user picks another one.
    """

    chosen = Signal(str)

    def __init__(self, codes: Sequence[str], name_of: Callable[[str], str], tips: Sequence[str] = ()) -> None:
        super().__init__()
        self._codes = tuple(codes)
        self._name_of = name_of
        self.addItems(self._codes)
        for i, tip in enumerate(tips):
            self.setItemData(i, tip, Qt.ItemDataRole.ToolTipRole)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(self._on_activated)

    def retranslate(self) -> None:
        for i, code in enumerate(self._codes):
            self.setItemText(i, self._name_of(code))

    def set_codes(self, codes: Sequence[str]) -> None:
        """Offers others than before."""
        if tuple(codes) != self._codes:
            self._codes = tuple(codes)
            with QSignalBlocker(self):
                self.clear()
                self.addItems(self._codes)
            self.retranslate()

    def set_code(self, code: str) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self._codes.index(code) if code in self._codes else -1)

    @property
    def code(self) -> str:
        """The code of what is chosen; nothing where nothing is."""
        return self._codes[self.currentIndex()] if self.currentIndex() >= 0 else ""

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._codes[index])

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the controls must not change what the pointer passes over


class Segments(QWidget):
    """A row of buttons of which one is down: a choice between few things that are worth seeing at once.

    Signal: `chosen(code)` when the user presses another one.
    """

    chosen = Signal(str)

    def __init__(self, codes: Sequence[str], name_of: Callable[[str], str]) -> None:
        super().__init__()
        self._codes = tuple(codes)
        self._name_of = name_of
        self.group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.buttons = []
        for i, _ in enumerate(self._codes):
            button = QToolButton()
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("place", "first" if i == 0 else "last" if i == len(codes) - 1 else "middle")
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
            self.group.addButton(button, i)
            layout.addWidget(button)
            self.buttons.append(button)
        self.group.idClicked.connect(self._on_clicked)

    def retranslate(self) -> None:
        for button, code in zip(self.buttons, self._codes, strict=True):
            button.setText(self._name_of(code))

    def set_code(self, code: str) -> None:
        self.buttons[self._codes.index(code)].setChecked(True)

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        self.chosen.emit(self._codes[index])
