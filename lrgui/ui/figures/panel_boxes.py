"""The check boxes that choose the panels of a figure."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from lrgui.export.figure.captions import panel_title

_WIDEST = 430  # pixels for two columns, beside which a preview has to have room


class PanelBoxes(QWidget):
    """One box for each panel that can be chosen. Signal: `chosen(panels)` after a click."""

    chosen = Signal(object)

    def __init__(self, panels: tuple[str, ...], checked: Collection[str]) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self.offer(panels, checked)

    def offer(self, panels: tuple[str, ...], checked: Collection[str]) -> None:
        """Other panels than before."""
        for box in self.boxes.values():
            box.hide()  # until it is deleted
            box.deleteLater()
        self.boxes = {}
        for panel in panels:
            box = self.boxes[panel] = QCheckBox(panel_title(panel))
            box.setChecked(panel in checked)
            box.toggled.connect(self._on_toggled)
        widest = max((box.sizeHint().width() for box in self.boxes.values()), default=0)
        columns = 2 if 2 * widest <= _WIDEST else 1
        for i, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, i // columns, i % columns)

    @Slot()
    def _on_toggled(self) -> None:
        self.chosen.emit(tuple(panel for panel, box in self.boxes.items() if box.isChecked()))
