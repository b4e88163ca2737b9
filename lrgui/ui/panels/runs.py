"""The runs as a table that follows the playhead: the book's Table 5.5.1, live."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QToolButton,
    QWidget,
)

from lrgui.core.experiment import COLOURS
from lrgui.core.problems import LogisticRegression, Parabola
from lrgui.core.regimes import verdict
from lrgui.session.session import Session
from lrgui.ui.icons import icon, swatch
from lrgui.ui.names import verdict_text
from lrgui.ui.numbers import format_count, format_fixed, format_number, format_percent, format_rate
from lrgui.ui.panels.panel import Panel

_PLAYING_MS = 80  # while playing the table follows some twelve times a second: numbers that change faster cannot be read
_COLUMNS = {
    "descent": ("w", "1d-loss", "1d-state"),
    "classifier": ("loss", "accuracy", "w12", "b", "sample2", "state"),
}
Index = QModelIndex | QPersistentModelIndex


class RunsModel(QAbstractTableModel):
    """Rows are runs. Texts are made once for each refresh, from the session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._columns: tuple[str, ...] = ("colour", "rate")
        self._rows: list[dict[str, str]] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].get(column, "")
        if role == Qt.ItemDataRole.DecorationRole and column == "colour":
            return swatch(self._rows[index.row()]["code"])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = column in ("state", "1d-state", "colour")
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self._heading(column)}: {self._rows[index.row()].get(column, '')}".strip(": ")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(self._columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = self._columns[section] in ("state", "1d-state")
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _heading(self, column: str) -> str:
        both = self._session.shown_experiment.problem == "both"
        return {
            "colour": "",
            "rate": "η",
            "w": "w",
            "1d-loss": self.tr("(w+1)²") if both else self.tr("loss"),
            "1d-state": self.tr("1-D state") if both else self.tr("state"),
            "loss": self.tr("loss"),
            "accuracy": self.tr("accuracy"),
            "w12": "w₁, w₂",
            "b": "b",
            "sample2": self.tr("sample 2"),
            "state": self.tr("2-D state") if both else self.tr("state"),
        }[column]

    def refresh(self) -> bool:
        """Reads the session; True when rows or columns are others than before."""
        session = self._session
        columns = ("colour", "rate", *(c for p in session.shown_experiment.problems for c in _COLUMNS[p]))
        rows = self._read()
        if columns != self._columns or len(rows) != len(self._rows):
            self.beginResetModel()
            self._columns, self._rows = columns, rows
            self.endResetModel()
            return True
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
        return False

    def _read(self) -> list[dict[str, str]]:
        session = self._session
        experiment, history, at = session.shown_experiment, session.shown, session.position
        current = experiment.runs_at(at)
        rows = [
            {"code": run.colour, "rate": format_rate(current[i].learning_rate)} for i, run in enumerate(experiment.runs)
        ]
        if history.descent is not None:
            problem = history.descent.problem
            assert isinstance(problem, Parabola)
            w = history.descent.at(min(at, history.descent.total))[:, 0]
            loss = problem.loss(w)
            for i, row in enumerate(rows):
                row["w"] = format_number(float(w[i]), 5)
                row["1d-loss"] = format_number(float(loss[i]), 4)
                row["1d-state"] = self._state("descent", i, at)
        if history.classifier is not None:
            model = history.classifier.problem
            assert isinstance(model, LogisticRegression)
            here = min(at, history.classifier.total)
            parameters = history.classifier.at(here)
            figures = history.evaluation(here)
            sample = model.predict(parameters, model.data.samples[1:2])[:, 0]
            for i, row in enumerate(rows):
                w1, w2, b = (float(v) for v in parameters[i])
                row["loss"] = format_number(float(figures.train_loss[i]), 4)
                row["accuracy"] = format_percent(float(figures.train_accuracy[i]), 2)
                row["w12"] = f"{format_fixed(w1, 2)}, {format_fixed(w2, 2)}"
                row["b"] = format_fixed(b, 2)
                row["sample2"] = format_fixed(float(sample[i]), 3)
                row["state"] = self._state("classifier", i, here)
        return rows

    def _state(self, problem: str, run: int, at: int) -> str:
        seen = verdict(self._session.shown, problem, run, at)
        return verdict_text(seen, format_count(seen.step or 0))


class RunsPanel(Panel):
    name = "runs"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = RunsModel(session)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setIconSize(QSize(14, 14))
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(24)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self._layout.addWidget(self.table, 1)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.add, self.duplicate, self.recolour, self.remove = (self._tool(row, n) for n in ("add", "duplicate", "recolour", "remove"))
        self.add.clicked.connect(session.add_run)
        self.duplicate.clicked.connect(self._on_duplicate)
        self.remove.clicked.connect(self._on_remove)
        self.recolour.clicked.connect(self._on_recolour)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PLAYING_MS)
        self._pause.timeout.connect(self._refresh_numbers)
        self._widths: dict[str, int] = {}
        self.retranslate()

    def _tool(self, row: QHBoxLayout, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("flat")
        button.setIcon(icon(name))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(button)
        return button

    def title(self) -> str:
        return self.tr("Runs")

    def header_widget(self) -> QWidget:
        return self._tools

    def retranslate(self) -> None:
        for button, text in (
            (self.add, self.tr("Add a run")),
            (self.duplicate, self.tr("Duplicate the selected run")),
            (self.recolour, self.tr("Give the selected run another colour")),
            (self.remove, self.tr("Remove the selected run")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.table.setAccessibleName(self.tr("Runs"))
        self._widths.clear()
        super().retranslate()

    # Drawing

    def draw_history(self) -> None:
        if self.model.refresh():
            self._widths.clear()
        self.remove.setEnabled(len(self.session.experiment.runs) > 1)
        self._select()
        self._fit_columns()

    def draw_position(self) -> None:
        if not self._pause.isActive():
            self._pause.start(_PLAYING_MS if self.session.player.playing else 0)

    @Slot()
    def _refresh_numbers(self) -> None:
        if self.model.refresh():
            self._widths.clear()
            self._select()
        self._fit_columns()

    def _select(self) -> None:
        row = self.session.shown_selected
        if self.table.currentIndex().row() != row:
            self.table.setCurrentIndex(self.model.index(row, 1))

    def _fit_columns(self) -> None:
        """Columns only grow while numbers change, so that the table stands still."""
        header = self.table.horizontalHeader()
        metrics = self.table.fontMetrics()
        bold = header.fontMetrics()
        for i in range(self.model.columnCount()):
            heading = str(self.model.headerData(i, Qt.Orientation.Horizontal))
            texts = [str(self.model.data(self.model.index(r, i)) or "") for r in range(self.model.rowCount())]
            width = max([bold.horizontalAdvance(heading) * 11 // 10, *(metrics.horizontalAdvance(t) for t in texts)]) + 16
            width = max(width, self._widths.get(str(i), 30))
            if width != self._widths.get(str(i)):
                self._widths[str(i)] = width
                self.table.setColumnWidth(i, width)

    # What the user does

    @Slot()
    def _on_current(self, current: Index, _previous: Index) -> None:
        if current.isValid() and self.model.rowCount() == len(self.session.experiment.runs):
            self.session.select(current.row())

    @Slot()
    def _on_duplicate(self) -> None:
        self.session.duplicate_run(self.session.selected)

    @Slot()
    def _on_remove(self) -> None:
        self.session.remove_run(self.session.selected)

    @Slot()
    def _on_recolour(self) -> None:
        """The palette that colour-blind people can tell apart, and any other colour."""
        menu = QMenu(self)
        for colour in COLOURS:
            menu.addAction(swatch(colour), colour).setData(colour)
        other = menu.addAction(self.tr("Another colour…"))
        chosen = menu.exec(self.recolour.mapToGlobal(QPoint(0, self.recolour.height())))
        if chosen is other and chosen is not None:
            picked = QColorDialog.getColor(self.session.run.colour, self, self.tr("Colour of the run"))
            if picked.isValid():
                self.session.edit_run(colour=picked.name().upper())
        elif chosen is not None:
            self.session.edit_run(colour=chosen.data())
        menu.deleteLater()

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for button in (self.add, self.duplicate, self.recolour, self.remove):
            action = menu.addAction(button.icon(), button.toolTip(), button.click)
            action.setEnabled(button.isEnabled())
        menu.exec(self.table.viewport().mapToGlobal(at))
        menu.deleteLater()
