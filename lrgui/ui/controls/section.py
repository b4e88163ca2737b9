"""A titled card of the controls, with labelled rows that come and go together with their labels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget


class Section(QWidget):
    """A muted title above a white card; rows have a label at the left and a widget at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setObjectName("section")
        card = QFrame()
        card.setObjectName("card")
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(12, 10, 12, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.labels: dict[QWidget, QLabel] = {}
        self._rights: set[QWidget] = set()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(3)
        outer.addWidget(self.title)
        outer.addWidget(card)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add_wide(self, widget: QWidget) -> None:
        """A row without a label."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 4)

    def add_row(self, widget: QWidget) -> None:
        """A row whose label `set_label` sets; clicking the label goes to the widget."""
        row = self._grid.rowCount()
        self._add_label(widget, row, 0)
        self._grid.addWidget(widget, row, 1, 1, 3)

    def add_pair(self, left: QWidget, right: QWidget) -> None:
        """Two labelled widgets in one row, for short numbers."""
        row = self._grid.rowCount()
        self._rights.add(right)
        for column, widget in ((0, left), (2, right)):
            self._add_label(widget, row, column)
            self._grid.addWidget(widget, row, column + 1)

    def _add_label(self, widget: QWidget, row: int, column: int) -> None:
        label = QLabel()
        label.setBuddy(widget)
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignVCenter)
        self.labels[widget] = label

    @property
    def label_width(self) -> int:
        """The widest label at the left, those of hidden rows too: what comes must find its place."""
        lefts = (self.labels[w] for w in self.labels if w not in self._rights)
        return max((label.sizeHint().width() for label in lefts), default=0)

    def set_label_width(self, width: int) -> None:
        """The same in all sections, so that their fields stand in one line."""
        rights = (self.labels[w].sizeHint().width() for w in self._rights)
        for column, least in ((0, width), (2, max(rights, default=0))):  # hidden or not, here too
            if self._grid.columnMinimumWidth(column) != least:  # the same once more would ask for a layout again
                self._grid.setColumnMinimumWidth(column, least)

    def set_label(self, widget: QWidget, text: str, tip: str) -> None:
        """The label of a row, also as the widget's accessible name; `tip` is its one-sentence tooltip."""
        label = self.labels.get(widget)
        if label is not None:
            label.setText(text)
            label.setToolTip(tip)
        widget.setAccessibleName(text)
        widget.setToolTip(tip)

    def show_row(self, widget: QWidget, visible: bool) -> None:
        widget.setVisible(visible)
        if widget in self.labels:
            self.labels[widget].setVisible(visible)
