"""Every step of the selected run, as a table model that makes a row only when it is looked at."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.adding_up import RATE, codes_of
from lrgui.core.tables.cells import exact_text
from lrgui.core.tables.results import Row, Table, steps_table
from lrgui.core.training.history import History
from lrgui.drawing.scene import Scene
from lrgui.text.by_hand import adding_up
from lrgui.text.headings import heading, short_heading
from lrgui.text.numbers import format_count, format_fixed, format_number, format_percent, format_rate, parse_number
from lrgui.ui import theme

Index = QModelIndex | QPersistentModelIndex


_BLOCK = 64  # rows are made together: where not every update is kept, those before them are computed again
_BLOCKS = 4  # kept: what can be seen at once, and a little more
_DIGITS = 6  # of gradients and losses; the parameters have one more, for they come to stand close together
_TEXTS = 1000  # rows whose texts are kept


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
        self._texts: dict[int, tuple[str, ...]] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of the columns."""
        return self._columns

    def rowCount(self, parent: Index | None = None) -> int:
        return self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._columns)

    # Texts

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        code = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row_texts(index.row())[self._table.columns.index(code)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            # Beyond the playhead: paler, but to be read.
            return theme.seen("muted") if index.row() > self.here else None
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

    def _row_texts(self, row: int) -> tuple[str, ...]:
        if row not in self._texts:
            if len(self._texts) >= _TEXTS:
                self._texts.clear()
            self._texts[row] = _texts(self._table.columns, self._row(row))
        return self._texts[row]

    def _value(self, row: int, code: str) -> Any:
        return self._row(row)[self._table.columns.index(code)]

    def _row(self, row: int) -> Row:
        number, place = divmod(row, _BLOCK)
        block = self._blocks.get(number)
        if block is None or place >= len(block):  # the last one grows while the history does
            block = self._blocks[number] = self._table.rows[number * _BLOCK : (number + 1) * _BLOCK]
            while len(self._blocks) > _BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return block[place]

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
            self._texts.clear()
            self.endResetModel()
        self._find(scene)
        return not same

    def forget(self) -> None:
        """Shows nothing, and keeps no history."""
        if self._history is not None:
            self.beginResetModel()
            self._history, self._table, self._count, self.here = None, Table((), ()), 0, -1
            self._columns = ()
            self._blocks.clear()
            self._texts.clear()
            self.endResetModel()

    def _find(self, scene: Scene) -> None:
        """The row of the playhead: the last update that was made, or the last checkpoint."""
        at, before = scene.update_of(self.problem), self.here
        if not PROBLEMS[self.problem].on_data:
            self.here = min(at, self._count) - 1
        else:
            made = scene.experiment.clock(self.problem).made(scene.selected, at)
            self.here = scene.history.checkpoints_of(scene.selected).until(made) - 1
        if self.here != before and self._count:
            # Whoever shows the rows asks for those that can be seen only.
            low, high = sorted(min(max(0, row), self._count - 1) for row in (before, self.here))
            self.dataChanged.emit(self.index(low, 0), self.index(high, len(self._columns) - 1))

    def step_of(self, row: int) -> int:
        """After which update of the problem the playhead stands when it is at a row."""
        if not PROBLEMS[self.problem].on_data:
            return row + 1
        assert self._history is not None
        update = self._history.checkpoints_of(self._run).times.step(row)
        return self._history.experiment.clock(self.problem).moment_of(self._run, update)


def _columns(table: Table, scene: Scene, problem: str) -> tuple[str, ...]:
    """All but a learning rate that would be the same in every row of a function, and is told beside the title."""
    run = scene.experiment.runs[scene.selected]
    changed = any(change.run == scene.selected for change in scene.experiment.changes_of(problem))
    told = parse_number(format_rate(run.learning_rate)) == run.learning_rate
    if not PROBLEMS[problem].on_data and run.pace.constant and not changed and told:
        return tuple(code for code in table.columns if code != "learning_rate")
    return table.columns


def _texts(columns: Sequence[str], row: Row) -> tuple[str, ...]:
    """A row as texts; an update adds up: who calculates w before − η × direction gets w after."""
    texts = {code: _text(code, value) for code, value in zip(columns, row, strict=True)}
    for before, taken, after in codes_of(columns):
        codes = (before, RATE, taken, after)
        # Of float32 the numbers as they are written, which are not those with the digits of float64.
        values = [float(exact_text(row[columns.index(code)])) for code in codes]
        if all(map(math.isfinite, values)):
            w, rate, direction, following = values
            if taken.startswith("direction") and rate:
                direction = (w - following) / rate  # with more digits than float32 has
            operands, digits = (w, rate, direction), _DIGITS + 1
            shown, result, _ = adding_up(operands, following, lambda w, eta, d: w - eta * d, digits)
            texts.update(zip(codes, (*shown, result), strict=True))
    return tuple(texts.values())


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
    return format_number(float(value), _DIGITS + code.startswith(("w", "x", "y")))
