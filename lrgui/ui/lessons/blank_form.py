"""Fields for the number that a stage asks for: which one of the next update, and how far off is right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from lrgui.core.lessons.blank import OF_SAMPLES, WITH_PARAMETER, Blank, columns_of
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import kind_of
from lrgui.text.headings import letter
from lrgui.text.worked_update import name_of
from lrgui.ui.lessons.typed_values import read_typed, written


class BlankForm(QWidget):
    """What is no number stays as it was typed: whoever checks the lesson says what is wrong with it, as of a file.

    Signal: `changed()` when something was chosen or typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column, self.parameter = QComboBox(), QComboBox()
        self.sample, self.tolerance = QLineEdit(), QLineEdit()
        self._labels = {
            "column": QLabel(self.tr("Quantity")),
            "parameter": QLabel(self.tr("Parameter")),
            "sample": QLabel(self.tr("Sample")),
            "tolerance": QLabel(self.tr("Right within ±")),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for i, (name, label) in enumerate(self._labels.items()):
            field = getattr(self, name)
            grid.addWidget(label, i // 2, 2 * (i % 2))
            grid.addWidget(field, i // 2, 2 * (i % 2) + 1)
            field.setAccessibleName(label.text())
        self.tolerance.setPlaceholderText(self.tr("1 % of it"))
        for choice in (self.column, self.parameter):
            choice.activated.connect(self._on_chosen)
        for typed in (self.sample, self.tolerance):
            typed.textEdited.connect(self.changed)

    def show_blank(self, blank: Blank | None, experiment: Experiment) -> None:
        """Of a stage with this experiment; the new parameter, where there is none."""
        problem = experiment.problems[-1]
        with QSignalBlocker(self.column), QSignalBlocker(self.parameter):
            self.column.clear()
            for code in columns_of(experiment):
                self.column.addItem(self.tr("pull") if code == "pull" else name_of(code, problem), code)
            self.parameter.clear()
            for name in kind_of(problem, experiment).parameters:
                self.parameter.addItem(letter(name), name)
            at = self.column.findData("after" if blank is None else blank.column)
            self.column.setCurrentIndex(at if at >= 0 else self.column.count() - 1)
            self.parameter.setCurrentIndex(max(0, self.parameter.findData("" if blank is None else blank.parameter)))
        self.sample.setText(written(blank.sample or 1 if blank is not None else 1))
        self.tolerance.setText(written(blank.tolerance if blank is not None else None))
        self._show_fields()

    def blank(self) -> Blank:
        """As it was typed, which may be none that there can be."""
        column = self.column.currentData()
        sample: Any = read_typed(self.sample.text()) if column in OF_SAMPLES else 0
        tolerance: Any = read_typed(self.tolerance.text())
        sample = int(sample) if isinstance(sample, float) and sample.is_integer() else sample
        return Blank(column, sample, self.parameter.currentData() if column in WITH_PARAMETER else "", tolerance)

    @Slot()
    def _on_chosen(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        column = self.column.currentData()
        for name, shown in (("parameter", column in WITH_PARAMETER), ("sample", column in OF_SAMPLES)):
            self._labels[name].setVisible(shown)
            getattr(self, name).setVisible(shown)
