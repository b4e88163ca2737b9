"""A small table of numbers, as high as its rows, whose columns give way where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from lrgui.ui import theme
from lrgui.ui.widgets.giving_columns import LEAST_PADDING, spread

Index = QModelIndex | QPersistentModelIndex

_CELL_AIR, _CELL_PADDING, _MOST_AIR = 6, 16, 40  # pixels
_LEAST_ROWS = 5


@dataclass(frozen=True)
class Numbers:
    """codes: of the columns; headings, and what they mean: their words; rows: texts. strong: rows that are bold.

    turned: whether it is rows that are meant by these meanings, but the heading's.
    """

    codes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    strong: frozenset[int] = frozenset()
    turned: bool = False

    def on_its_side(self) -> Numbers:
        """The same with a row for each column that is not the first."""
        heads = [row[0] for row in self.rows]
        rows = [(self.headings[i], *(row[i] for row in self.rows)) for i in range(1, len(self.codes))]
        return Numbers((self.codes[0], *heads), (self.headings[0], *heads), self.meanings, tuple(rows), turned=True)

    def meaning(self, row: int, column: int) -> str:
        """What a number means."""
        return self.meanings[row + 1 if self.turned else column]


class NumbersModel(QAbstractTableModel):
    """`numbers`, as they are now."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = Numbers()

    def show_numbers(self, numbers: Numbers) -> bool:
        """True where the table has another shape."""
        before, self.numbers = self.numbers, numbers
        shape = numbers.codes, numbers.headings, len(numbers.rows)
        if shape != (before.codes, before.headings, len(before.rows)):
            self.beginResetModel()
            self.endResetModel()
            return True
        if numbers.rows and numbers != before:
            last = self.index(len(numbers.rows) - 1, len(numbers.codes) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        return False

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.numbers.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self.numbers.codes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self.numbers.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and index.row() in self.numbers.strong:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.numbers.headings[index.column()]}: {text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.numbers.meaning(index.row(), index.column()) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.numbers.headings[section]
        if role == Qt.ItemDataRole.ToolTipRole and not self.numbers.turned:
            return self.numbers.meanings[section] or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class NumberTable(QTableView):
    """first_to_go: codes of columns that are left out together where there is no room, in this order.

    turns: whether it is laid on its side there instead. Signal: `turned()`, it has just become higher or lower so.
    """

    turned = Signal()

    def __init__(self, first_to_go: Sequence[Sequence[str]] = (), *, turns: bool = False) -> None:
        super().__init__()
        self.numbers = NumbersModel()
        self._first_to_go = first_to_go
        self._turns = turns
        self._upright = Numbers()
        self._too_wide: tuple[object, ...] = ()  # of which table, and in which room
        self._widths: dict[int, int] = {}
        self.gone = 0  # columns that have no room
        self.setModel(self.numbers)
        self.setObjectName("numbers")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.setSizePolicy(self.sizePolicy().Policy.Ignored, self.sizePolicy().Policy.Maximum)

    def show_numbers(self, numbers: Numbers) -> None:
        """On its side, where it turns and is too wide; it stays so while its numbers become shorter."""
        self._upright = numbers
        here = numbers.codes, self.viewport().width(), self.font().key()
        if self._turns and here != self._too_wide and self._width_of(numbers) > self.viewport().width():
            self._too_wide = here
        if self.numbers.show_numbers(numbers.on_its_side() if here == self._too_wide else numbers):
            self._widths.clear()
        self.fit_columns()

    def _width_of(self, numbers: Numbers) -> int:
        """What all columns take at least."""
        metrics = self._metrics()
        columns = zip(numbers.headings, *numbers.rows, strict=True)
        return sum(max(map(metrics.horizontalAdvance, column)) + LEAST_PADDING for column in columns)

    def _metrics(self) -> QFontMetrics:
        bold = QFont(self.font())
        bold.setBold(True)
        return QFontMetrics(bold)

    def _height(self, rows: int) -> int:
        header = self.horizontalHeader().sizeHint().height()
        return header + rows * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth() + 2

    def sizeHint(self) -> QSize:
        return QSize(200, self._height(self.numbers.rowCount()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height(min(_LEAST_ROWS, self.numbers.rowCount())))

    def fit_columns(self) -> None:
        """Columns as wide as their texts; they only grow while these change."""
        metrics = self._metrics()
        height = metrics.height() + _CELL_AIR
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setMinimumSectionSize(height)
            self.verticalHeader().setDefaultSectionSize(height)
        shown = self.numbers.numbers
        if len(self._widths) > len(shown.codes):
            self._widths.clear()  # of a table that has just become another
        for i, heading in enumerate(shown.headings):
            texts = [heading, *(row[i] for row in shown.rows)]
            self._widths[i] = max(self._widths.get(i, 0), *map(metrics.horizontalAdvance, texts))
        padding = theme.scaled(_CELL_PADDING)
        if sum(self._widths.values()) + padding * len(self._widths) > self.viewport().width():
            padding = LEAST_PADDING
        padded = {i: width + padding for i, width in self._widths.items()}
        self.gone = spread(self, shown.codes, padded, self._first_to_go, theme.scaled(_MOST_AIR))
        self.updateGeometry()

    def forget_widths(self) -> None:
        """Other texts, or another size of them, are coming."""
        self._widths.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = self.numbers.numbers.turned
        self.show_numbers(self._upright)
        if self.numbers.numbers.turned != before:
            self.turned.emit()
