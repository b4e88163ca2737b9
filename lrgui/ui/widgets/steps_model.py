"""Every step of the selected run, as a table model that makes a row only when it is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.cells import exact_text
from lrgui.core.tables.results import Row, Table, steps_table
from lrgui.core.training.history import History
from lrgui.core.training.schedules import SCHEDULES
from lrgui.drawing.scene import Scene
from lrgui.text.headings import heading, short_heading
from lrgui.text.numbers import format_count, format_fixed, format_number, format_percent, format_rate

Index = QModelIndex | QPersistentModelIndex

COMING = QColor("#7C8894")  # of rows beyond the playhead: paler, but to be read on white

_BLOCK = 64  # rows are made together: where not every update is kept, those before them are computed again
_BLOCKS = 4  # kept: what can be seen at once, and a little more
_DIGITS = 6  # of gradients and losses; the parameters have one more, for they come to stand close together


class StepsModel(QAbstractTableModel):
    """Rows are updates of a function or checkpoints of a problem on data, as far as they are computed."""

    def __init__(self, look: Callable[[], Scene]) -> None:
        super().__init__()
        self._look = look
        self._history: History | None = None
        self._run = 0
        self.problem = look().experiment.problems[0]  # whose steps are shown
        self.here = -1  # the row of the playhead; −1 at the start of a function, which is no update yet
        self._columns: tuple[str, ...] = ()
        self._table = Table((), ())
        self._count = 0
        self._blocks: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._bold = QFont()
        self._bold.setBold(True)

    def rowCount(self, parent: Index | None = None) -> int:
        return self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._columns)

    # Texts

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        code = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(code, self._value(index.row(), code))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return COMING if index.row() > self.here else None
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if index.row() == self.here else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            value = self._value(index.row(), code)
            return f"{heading(code)}: {exact_text(value)}"  # every digit that there is
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return short_heading(self._columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _value(self, row: int, code: str) -> Any:
        number, place = divmod(row, _BLOCK)
        block = self._blocks.get(number)
        if block is None or place >= len(block):  # the last one grows while the history does
            block = self._blocks[number] = self._table.rows[number * _BLOCK : (number + 1) * _BLOCK]
            while len(self._blocks) > _BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return block[place][self._table.columns.index(code)]

    # What is shown

    def refresh(self, problem: str) -> bool:
        """Looks at the session; True when all rows are others than before."""
        scene = self._look()
        self.problem = problem
        table = steps_table(scene.history, self.problem, scene.selected)
        columns = _columns(table, scene, self.problem)
        same = (self._history, self._run, self._columns) == (scene.history, scene.selected, columns)
        count = len(table.rows)
        if same:
            if count > self._count:
                self.beginInsertRows(QModelIndex(), self._count, count - 1)
                self._count = count
                self.endInsertRows()
        else:
            self.beginResetModel()
            self._history, self._run, self._columns = scene.history, scene.selected, columns
            self._table, self._count = table, count
            self._blocks.clear()
            self.endResetModel()
        self._find(scene)
        return not same

    def _find(self, scene: Scene) -> None:
        """The row of the playhead: the last update that was made, or the last checkpoint."""
        at, before = min(scene.position, scene.history.traces[self.problem].total), self.here
        if not PROBLEMS[self.problem].on_data:
            self.here = min(at, self._count) - 1
        else:
            assert scene.history.checkpoints is not None
            self.here = scene.history.checkpoints.until(at) - 1
        if self.here != before and self._count:
            # Whoever shows the rows asks for those that can be seen only.
            low, high = sorted((max(0, before), max(0, self.here)))
            self.dataChanged.emit(self.index(min(low, self._count - 1), 0), self.index(high, len(self._columns) - 1))

    def step_of(self, row: int) -> int:
        """The update that the playhead shows when it is at a row."""
        if not PROBLEMS[self.problem].on_data:
            return row + 1
        assert self._history is not None
        assert self._history.checkpoints is not None
        return row * self._history.checkpoints.interval


def _columns(table: Table, scene: Scene, problem: str) -> tuple[str, ...]:
    """All but a learning rate that would be the same in every row of a function."""
    run = scene.experiment.runs[scene.selected]
    changed = any(change.run == scene.selected for change in scene.experiment.changes)
    if not PROBLEMS[problem].on_data and SCHEDULES[run.schedule].constant and not changed:
        return tuple(code for code in table.columns if code != "learning_rate")
    return table.columns


def _text(code: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if code == "step":
        return format_count(value)
    if code.endswith("accuracy"):
        return format_percent(float(value), 2)
    if code == "learning_rate":
        return format_rate(float(value))
    if code in ("w1", "w2", "b"):
        return format_fixed(float(value), 4)
    return format_number(float(value), _DIGITS + code.startswith("w"))
