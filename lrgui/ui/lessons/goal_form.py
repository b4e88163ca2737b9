"""Fields for a goal of a stage: what some run is to come to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from lrgui.core.lessons.goal import Goal
from lrgui.core.model.experiment import Experiment
from lrgui.text.problems import problem_name
from lrgui.ui.lessons.typed_values import read_typed, written

_NONE = ""
_NUMBERS = ("loss", "within", "learning_rate", "runs")


class GoalForm(QWidget):
    """Which problem has a goal, if any, and its numbers; an empty field asks for nothing.

    What is no number stays as it was typed: whoever checks the lesson says what is wrong with it, as of a file.

    Signal: `changed()` when something was chosen or typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.problem = QComboBox()
        self.numbers = {name: QLineEdit() for name in _NUMBERS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.problem, 0, 0, 1, 4)
        names = {
            "loss": self.tr("Loss at most"),
            "within": self.tr("Updates at most"),
            "learning_rate": self.tr("η of the run"),
            "runs": self.tr("Runs at most"),
        }
        self._labels = [QLabel(name) for name in names.values()]
        for i, (label, (name, field)) in enumerate(zip(self._labels, self.numbers.items(), strict=True)):
            grid.addWidget(label, 1 + i // 2, 2 * (i % 2))
            grid.addWidget(field, 1 + i // 2, 2 * (i % 2) + 1)
            field.setAccessibleName(names[name])
            field.textEdited.connect(self.changed)
        self.numbers["loss"].setPlaceholderText(self.tr("it converges"))
        for name in _NUMBERS[1:]:
            self.numbers[name].setPlaceholderText(self.tr("any"))
        self.problem.setAccessibleName(self.tr("Goal"))
        self.problem.activated.connect(self._on_problem)

    def show_goal(self, goal: Goal | None, experiment: Experiment) -> None:
        """Of a stage with this experiment."""
        with QSignalBlocker(self.problem):
            self.problem.clear()
            self.problem.addItem(self.tr("no goal"), _NONE)
            for problem in experiment.problems:
                self.problem.addItem(self.tr("a run comes there: {0}").format(problem_name(problem)), problem)
            self.problem.setCurrentIndex(max(0, self.problem.findData(_NONE if goal is None else goal.problem)))
        for name, field in self.numbers.items():
            value = None if goal is None else getattr(goal, name)
            field.setText(written(value))
        self._show_numbers()

    def goal(self) -> Goal | None:
        """As it was typed, which may be no goal that there can be."""
        problem = self.problem.currentData()
        if not problem:
            return None
        typed: dict[str, Any] = {name: read_typed(field.text()) for name, field in self.numbers.items()}
        return Goal(problem, **typed)

    @Slot()
    def _on_problem(self) -> None:
        self._show_numbers()
        self.changed.emit()

    def _show_numbers(self) -> None:
        wanted = bool(self.problem.currentData())
        for widget in (*self._labels, *self.numbers.values()):
            widget.setVisible(wanted)
