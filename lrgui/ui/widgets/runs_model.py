"""The figures of every run at the playhead, as a table model that reads the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from lrgui.drawing import run_figures
from lrgui.drawing.scene import Scene
from lrgui.ui import theme
from lrgui.ui.icons import swatch

Index = QModelIndex | QPersistentModelIndex


class RunsModel(QAbstractTableModel):
    """Rows are runs. Texts are made once for each refresh, from the scene that `look` gives."""

    def __init__(self, look: Callable[[], Scene]) -> None:
        super().__init__()
        self._look = look
        self.problem = look().experiment.problems[-1]  # whose figures are shown
        self.columns: tuple[str, ...] = run_figures.columns(self.problem)
        self._rows: list[dict[str, str]] = []
        self._best = False

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].get(column, "")
        if role == Qt.ItemDataRole.DecorationRole and column == "colour":
            return swatch(theme.now().seen(self._rows[index.row()]["code"]))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = column == "colour" or column in run_figures.STATES
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            text = self._rows[index.row()].get(column, "")
            return f"{run_figures.heading(column, best=self._best)}: {text}".strip(": ")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return run_figures.heading(self.columns[section], best=self._best)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = self.columns[section] in run_figures.STATES
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def refresh(self, problem: str, *, best: bool) -> bool:
        """Looks at the session; True when rows or columns are others than before.

        best: weights and sample of the best checkpoint instead of those at the playhead.
        """
        self.problem, other = problem, best != self._best
        self._best = best
        columns = run_figures.columns(problem)
        rows = run_figures.rows(self._look(), problem, best=best)
        if other or columns != self.columns or len(rows) != len(self._rows):
            self.beginResetModel()
            self.columns, self._rows = columns, rows
            self.endResetModel()
            return True
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
        return False
