"""A row of switches: what the selected run has of its own, and what it shares with all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from lrgui.core.model.run import OWN_FIELDS, START_FIELDS, Run

# Switch: the fields that it is of.
KINDS: dict[str, tuple[str, ...]] = {"start": START_FIELDS, "batch_size": ("batch_size",), "seed": ("seed",)}
assert {name for names in KINDS.values() for name in names} == set(OWN_FIELDS)


class OwnSettings(QWidget):
    """Signal: `switched(code, on)` when the user presses a switch."""

    switched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.buttons: dict[str, QToolButton] = {}
        for code in KINDS:
            button = QToolButton()
            button.setObjectName("segment")
            button.setProperty("place", "only")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
            button.clicked.connect(lambda on, code=code: self.switched.emit(code, on))
            layout.addWidget(button)
            self.buttons[code] = button
        self.retranslate()

    def retranslate(self) -> None:
        words = {
            "batch_size": (
                self.tr("Batch"),
                self.tr("Down: this run has batches of its own size. Up again: all runs have that size."),
            ),
            "seed": (
                self.tr("Seed"),
                self.tr(
                    "Down: this run sees the same data in the order of its own seed, with which hidden units start, "
                    "too. Up again: all runs and the data have that seed."
                ),
            ),
            "start": (
                self.tr("Start"),
                self.tr("Down: this run starts where its own start is. Up again: all runs start there."),
            ),
        }
        for code, (text, tip) in words.items():
            self.buttons[code].setText(text)
            self.buttons[code].setAccessibleName(text)
            self.buttons[code].setToolTip(tip)

    def show_run(self, run: Run, there: set[str]) -> None:
        """What `run` has of its own; there: the fields that its problems have."""
        for code, button in self.buttons.items():
            names = set(KINDS[code]) & there
            button.setVisible(bool(names))
            button.setChecked(bool(names & run.own.keys()))
