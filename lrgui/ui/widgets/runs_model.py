"""The figures of every run at the playhead, as a table model that reads the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from lrgui.drawing import run_figures
from lrgui.drawing.colours import pale
from lrgui.drawing.scene import Scene
from lrgui.text.language import translate
from lrgui.ui import theme
from lrgui.ui.icons import icon, swatch

Index = QModelIndex | QPersistentModelIndex
EYE = "eye"  # the column that says which of several runs are drawn


class RunsModel(QAbstractTableModel):
    """Rows are runs. Texts are made once for each refresh, from the scene that `look` gives.

    brief: whether a state has no room for the step at which it came about.
    """

    def __init__(self, look: Callable[[], Scene]) -> None:
        super().__init__()
        self._look = look
        self.problem = look().experiment.problems[-1]  # whose figures are shown
        self.columns: tuple[str, ...] = run_figures.columns(self.problem)
        self._rows: list[dict[str, str]] = []
        self._best = self.brief = False
        self._hidden: frozenset[int] = frozenset()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, hidden = self.columns[index.column()], index.row() in self._hidden
        if role == Qt.ItemDataRole.DisplayRole:
            brief = self.brief and column in run_figures.STATES
            return self._rows[index.row()].get("brief" if brief else column, "")
        if role == Qt.ItemDataRole.DecorationRole and column == "colour":
            colour = self._rows[index.row()]["code"]
            return swatch(theme.now().seen(pale(colour) if hidden else colour))
        if role == Qt.ItemDataRole.DecorationRole and column == EYE:
            return icon("eye-off", "muted") if hidden else icon("eye")
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.seen("disabled") if hidden else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = column == "colour" or column in run_figures.STATES
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if column == EYE:
                return self._eye_text(index.row(), spoken=role == Qt.ItemDataRole.AccessibleTextRole)
            row = self._rows[index.row()]
            text = row.get(column, "")
            if column == "learning_rate" and "epoch" in row:
                text = f"{text} · {row['epoch']}"
            return f"{run_figures.heading(column, best=self._best)}: {text}".strip(": ")
        return None

    def _eye_text(self, row: int, *, spoken: bool) -> str:
        if spoken:
            return translate("Tables", "hidden") if row in self._hidden else translate("Tables", "drawn")
        how = translate("Tables", "Show the run") if row in self._hidden else translate("Tables", "Hide the run")
        return translate("Tables", "{0}; with Shift: this run only").format(how)

    def _heading(self, section: int) -> str:
        column = self.columns[section]
        return "" if column == EYE else run_figures.heading(column, best=self._best)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(section)
        if role == Qt.ItemDataRole.AccessibleTextRole and self.columns[section] == EYE:
            return translate("Tables", "drawn")
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
        scene = self._look()
        rows = run_figures.rows(scene, problem, best=best)
        columns = run_figures.columns(problem)
        columns = (EYE, *columns) if len(rows) > 1 else columns
        self._hidden = scene.hidden
        if other or columns != self.columns or len(rows) != len(self._rows):
            self.beginResetModel()
            self.columns, self._rows = columns, rows
            self.endResetModel()
            return True
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
        return False
