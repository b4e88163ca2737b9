"""The figures of every run at the playhead, as a table model: the book's Table 5.5.1, live."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from lrgui.core.regimes import verdict
from lrgui.core.schedules import rates_at
from lrgui.session.session import Session
from lrgui.text.names import optimizer_name, verdict_text
from lrgui.text.numbers import format_count, format_fixed, format_number, format_percent, format_rate, format_weight
from lrgui.ui.icons import swatch

_COLUMNS = {
    "descent": ("1d-state", "w", "1d-loss"),
    "classifier": ("state", "loss", "accuracy", "sample2", "weights"),
}
Index = QModelIndex | QPersistentModelIndex


class RunsModel(QAbstractTableModel):
    """Rows are runs. Texts are made once for each refresh, from the session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._problems = session.experiment.problems
        self.problem = self._problems[-1]  # whose figures are shown
        self.best = False  # weights and sample of the best checkpoint instead of those at the playhead
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
        return {
            "colour": "",
            "rate": "η",
            "w": "w",
            "1d-loss": self.tr("loss"),
            "1d-state": self.tr("state"),
            "loss": self.tr("loss"),
            "accuracy": self.tr("accuracy"),
            "weights": "w₁, w₂, b",
            "sample2": self.tr("sample 2"),
            "state": self.tr("state"),
        }[column]

    def refresh(self) -> bool:
        """Reads the session; True when rows or columns are others than before."""
        session = self._session
        if session.shown_experiment.problems != self._problems:
            self._problems = session.shown_experiment.problems
            self.problem = self._problems[-1]
        columns = ("colour", "rate", *_COLUMNS[self.problem])
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
        rows = [{"code": run.colour, "rate": self._rate(i, at)} for i, run in enumerate(experiment.runs)]
        if self.problem == "descent":
            assert history.descent is not None
            w = history.descent.at(min(at, history.descent.total))[:, 0]
            loss = history.parabola.loss(w)
            for i, row in enumerate(rows):
                row["w"] = format_number(float(w[i]), 5)
                row["1d-loss"] = format_number(float(loss[i]), 4)
                row["1d-state"] = self._state("descent", i, at)
        else:
            assert history.classifier is not None
            model = history.model
            here = min(at, history.classifier.total)
            parameters = history.classifier.at(here)
            figures = history.evaluation(here)
            if self.best:
                parameters = history.best(here).parameters
            sample = model.predict(parameters, model.data.samples[1:2])[:, 0]
            for i, row in enumerate(rows):
                w1, w2, b = (float(v) for v in parameters[i])
                row["loss"] = format_number(float(figures.train_loss[i]), 4)
                row["accuracy"] = format_percent(float(figures.train_accuracy[i]), 2)
                row["weights"] = ", ".join(format_weight(v) for v in (w1, w2, b))
                row["sample2"] = format_fixed(float(sample[i]), 3)
                row["state"] = self._state("classifier", i, here)
        return rows

    def _rate(self, run: int, at: int) -> str:
        """The learning rate, with that of the next update where it changes, and the optimizer if it is not plain."""
        experiment = self._session.shown_experiment
        settings = experiment.runs_at(at)[run]
        text = format_rate(settings.learning_rate)
        if settings.schedule != "constant":
            last = experiment.total_updates(self.problem) - 1
            now = float(rates_at(experiment, self.problem, np.array([float(min(at, last))]))[0, run])
            if now != settings.learning_rate:
                text = f"{text} → {format_rate(float(f'{now:.2g}'))}"
        if settings.optimizer != "gradient-descent":
            text = f"{text} {optimizer_name(settings.optimizer)}"
        return text

    def _state(self, problem: str, run: int, at: int) -> str:
        seen = verdict(self._session.shown, problem, run, at)
        return verdict_text(seen, format_count(seen.step or 0))
