"""The fields of the schedule: the periods, shares and points that it has."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLabel

from lrgui.core.model.counted import Counted
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.schedules.schedule import in_updates
from lrgui.text import names
from lrgui.text.numbers import format_number
from lrgui.ui.controls.rate_slider import stepped_rate
from lrgui.ui.controls.section import Section
from lrgui.ui.widgets.fields import NumberField, NumbersField, PairsField


def _stepped_share(value: float, steps: int) -> float:
    return round(value + 0.01 * steps, 10)


def _stepped_one(value: float, steps: int) -> float:
    return value + steps


def _stepped_half(value: float, steps: int) -> float:
    return round(value + 0.5 * steps, 10)


_STEPPERS = {
    "decay_rate": _stepped_share,
    "decay_epochs": _stepped_half,
    "factor": _stepped_share,
    "patience": _stepped_one,
    "cooldown": _stepped_one,
    "threshold": stepped_rate,
    "first_period": _stepped_half,
    "period_factor": _stepped_one,
    "end_learning_rate": _stepped_share,
    "power": _stepped_half,
    "warmup_epochs": _stepped_half,
    "hold_epochs": _stepped_half,
    "alpha": _stepped_share,
}
_DECAYS = "decay_rate", "decay_epochs"  # which stand first


class ScheduleFields(QObject):
    """Those of the run's schedule are rows of `section`, all others are hidden.

    Signal: `edited(field, values)`: what was typed, and where, None for a box that was ticked.
    """

    edited = Signal(object, dict)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self.numbers = {
            name: NumberField(optional=name == "warmup_epochs", stepper=step) for name, step in _STEPPERS.items()
        }
        self.milestones, self.points = NumbersField(), PairsField()
        self.staircase = QCheckBox()
        self.period, self.watched, self.hint = QLabel(), QLabel(), QLabel()
        for label in (self.period, self.watched, self.hint):
            label.setObjectName("muted")
        for label in (self.watched, self.hint):
            label.setWordWrap(True)
        self.staircase.clicked.connect(lambda on: self.edited.emit(None, {"staircase": on}))
        self.milestones.listed.connect(lambda v: self.edited.emit(self.milestones, {"milestones": tuple(v)}))
        self.points.listed.connect(lambda v: self.edited.emit(self.points, {"rate_points": tuple(v)}))
        for name, field in self.numbers.items():
            for signal in (field.entered, field.stepped):
                signal.connect(lambda value, f=field, n=name: self.edited.emit(f, {n: value}))

    @property
    def typed(self) -> list[NumberField]:
        """All in which one types."""
        return [self.milestones, self.points, *self.numbers.values()]

    def fill(self) -> None:
        """Adds the rows, under that of the schedule."""
        section = self._section
        section.add_row(self.numbers["decay_rate"])
        section.add_pair(self.numbers["decay_epochs"], self.period)
        section.add_row(self.staircase)
        section.add_row(self.milestones)
        section.add_row(self.points)
        section.add_wide(self.hint)
        for name, field in self.numbers.items():
            if name not in _DECAYS:
                section.add_row(field)
            if name == "threshold":
                section.add_wide(self.watched)

    def retranslate(self) -> None:
        """Sets every text."""
        tips = {
            "decay_rate": self.tr(
                "The learning rate is multiplied by this in every period (inverse time: divided by 1 + r·t/d)."
            ),
            "decay_epochs": self.tr(
                "Epochs in which the learning rate decays once; an epoch sees all training data once."
            ),
            "end_learning_rate": self.tr("The learning rate at the end of the run, or the lowest."),
            "power": self.tr("1 falls in a straight line, 2 like a parabola."),
            "alpha": self.tr("The share of η that is left at the end, from 0 to 1."),
            "warmup_epochs": self.tr("Epochs in which η rises from 0 to its value at the beginning."),
            "hold_epochs": self.tr("Epochs for which η stays at its value after the warm-up."),
            "factor": self.tr("What η is multiplied by: at every milestone, or where the loss has stopped falling."),
            "patience": self.tr(
                "After so many epochs without a lower loss η is multiplied by the factor. The loss is the one that "
                "Keras prints: the mean of what the updates of the epoch saw; of a function every update is an epoch."
            ),
            "cooldown": self.tr("Epochs after each fall of η in which no loss counts as a failure."),
            "threshold": self.tr("By so much a loss is to be lower than the lowest so far, or it has not fallen."),
            "first_period": self.tr("Epochs after which it begins anew; the nearest whole number of updates."),
            "period_factor": self.tr("How many times as long as the one before each period is: 1 keeps the length."),
        }
        section = self._section
        for name, field in self.numbers.items():
            section.set_label(field, names.field_name(name), tips[name])
        section.set_label(
            self.milestones,
            names.field_name("milestones"),
            self.tr("Epochs after which η is multiplied by the factor, with commas: 20, 35."),
        )
        section.set_label(
            self.points,
            names.field_name("rate_points"),
            self.tr(
                "Epochs and shares of η, with straight lines between them in the plot of η: 0: 1, 20: 0.1. Before the "
                "first and after the last of them η stays."
            ),
        )
        self.hint.setText(
            self.tr("epoch: share of η. Drag the points in a plot of η; Shift and a click add one, or remove one.")
        )
        section.set_label(self.staircase, "", self.tr("η falls only at the end of each period."))
        self.staircase.setText(self.tr("staircase"))
        self.staircase.setAccessibleName(self.tr("staircase"))

    def show_run(self, run: Run, alone: Experiment) -> None:
        """The values of a run, and of its schedule those rows that it has; alone: its experiment, with no other."""
        shown, section = run.pace.fields, self._section
        for name, field in self.numbers.items():
            field.set_value(getattr(run, name))
            section.show_row(field, name in shown)
        self.milestones.set_values(run.milestones)
        section.show_row(self.milestones, "milestones" in shown)
        self.points.set_pairs(run.rate_points)
        section.show_row(self.points, "rate_points" in shown)
        self.hint.setVisible("rate_points" in shown)
        self.staircase.setChecked(run.staircase)
        section.show_row(self.staircase, "staircase" in shown)
        section.show_row(self.period, "decay_epochs" in shown)
        self.period.setText(self._period_text(run, alone))
        self.watched.setVisible("patience" in shown)
        self.watched.setText(self._watched_text(alone))

    def _period_text(self, run: Run, alone: Experiment) -> str:
        """The decay period in updates, of each problem where an epoch has not as many."""
        lengths = [in_updates(run.decay_epochs, alone.updates_per_epoch(p)) for p in alone.problems]
        shown = Counted(" | ".join(dict.fromkeys(format_number(length, 6) for length in lengths)))
        return self.tr("= {0} {0:update|updates}").format(shown)

    def _watched_text(self, experiment: Experiment) -> str:
        """Which loss decides where η is reduced on a plateau, of each problem."""
        of: dict[Any, str] = {
            False: self.tr("watches the loss before each update"),
            True: self.tr("watches each epoch's loss as Keras prints it"),
        }
        return "\n".join(dict.fromkeys(of[PROBLEMS[problem].on_data] for problem in experiment.problems))
