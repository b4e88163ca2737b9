"""Learning rate, schedule and optimizer of the selected run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lrgui.core.model.counted import Counted
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import OF_OPTIMIZERS, RATE_FIELDS, Run
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.optimizers.optimizer import Optimizer
from lrgui.core.training.schedules import SCHEDULES
from lrgui.core.training.schedules.schedule import Schedule, in_updates
from lrgui.drawing.colours import ACCENT
from lrgui.plot import Plot, nice_range
from lrgui.session.known_rates import known_rates
from lrgui.session.session import Session
from lrgui.text import names
from lrgui.text.glossary import explained
from lrgui.text.numbers import format_number
from lrgui.ui import theme
from lrgui.ui.controls.fine_drag import FineDrag
from lrgui.ui.controls.optimizer_fields import OptimizerFields
from lrgui.ui.controls.rate_slider import RateSlider, stepped_rate
from lrgui.ui.controls.rate_theory import RateTheory
from lrgui.ui.controls.section import Section
from lrgui.ui.controls.spread_link import SpreadLink
from lrgui.ui.controls.what_if import WhatIf
from lrgui.ui.icons import swatch
from lrgui.ui.language import Translated
from lrgui.ui.widgets.fields import Choice, NumberField, NumbersField, RateField

_PREVIEW_POINTS = 1000
_FIELD, _PREVIEW = 110, 104  # pixels at the normal text size: the field's width, the preview's height


def _stepped_share(value: float, steps: int) -> float:
    return round(value + 0.01 * steps, 10)


def _stepped_one(value: float, steps: int) -> float:
    return value + steps


def _stepped_half(value: float, steps: int) -> float:
    return round(value + 0.5 * steps, 10)


_STEPPERS = {
    "decay_rate": _stepped_share,
    "decay_epochs": _stepped_half,
    "end_learning_rate": _stepped_share,
    "power": _stepped_half,
    "alpha": _stepped_share,
    "warmup_epochs": _stepped_half,
    "hold_epochs": _stepped_half,
    "factor": _stepped_share,
    "first_period": _stepped_half,
    "period_factor": _stepped_one,
    "patience": _stepped_one,
    "cooldown": _stepped_one,
    "threshold": stepped_rate,
}
# Below those of the decays, in this order.
_FIRST = (
    "factor", "patience", "cooldown", "threshold", "first_period", "period_factor", "end_learning_rate", "power",
)  # fmt: skip
_LATER = (*_FIRST, "warmup_epochs", "hold_epochs", "alpha")


def _definitions(rules: Mapping[str, Schedule | Optimizer]) -> list[str]:
    """Formula and source of each, which are the same in every language."""
    return [f"{rule.formula}\n{rule.source}" for rule in rules.values()]


class RunBox(Translated):
    """Edits the selected run through the session; shows what the session has."""

    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._seen: tuple[Any, ...] = ()
        self._previewed: object = None
        self._edited: object = None
        self.rate_section, self.optimizer_section = Section(), Section()
        self.rate = RateField(stepper=stepped_rate)
        self.slider = RateSlider()
        self.theory = RateTheory(session, self.slider)
        self.ruler, self.regime = self.theory.ruler, self.theory.regime
        self.what_if = WhatIf(session, self)
        self.apply, self.jump, self.fork = self.what_if.apply, self.what_if.jump, self.what_if.fork
        self.swatch = QLabel()
        self.schedule = Choice(tuple(SCHEDULES), names.schedule_name, _definitions(SCHEDULES))
        self.optimizer = Choice(tuple(OPTIMIZERS), names.optimizer_name, _definitions(OPTIMIZERS))
        self.fields = {
            name: NumberField(optional=name == "warmup_epochs", stepper=step) for name, step in _STEPPERS.items()
        }
        self.constants = OptimizerFields(self.optimizer_section)
        self.spread_schedule = SpreadLink(session, RATE_FIELDS - {"learning_rate"})
        self.spread_method = SpreadLink(session, OF_OPTIMIZERS | {"optimizer"})
        self.milestones = NumbersField()
        self.staircase = QCheckBox()
        self.period = QLabel()
        self.watched = QLabel()
        self.watched.setWordWrap(True)
        for label in (self.period, self.watched):
            label.setObjectName("muted")
        self.preview = Plot()
        self.preview.box.setMouseEnabled(x=False, y=False)
        self._curve = self.preview.add_curve(ACCENT, 2.0)
        self.preview.set_theme(theme.now())
        self._build()
        self._fit_text()
        self._connect()
        theme.CHANGES.changed.connect(self._recolour)
        self.retranslate()

    @Slot()
    def _recolour(self) -> None:
        self.preview.set_theme(theme.now())
        self._seen = ()  # the sign of the run's colour is drawn anew
        self.refresh()

    def _build(self) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.swatch)
        row.addWidget(self.rate)
        row.addWidget(self.regime.link, 1)
        scale = QWidget()
        column = QVBoxLayout(scale)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.slider)
        column.addWidget(self.ruler)
        section = self.rate_section
        section.add_wide(line)
        section.add_wide(scale)
        section.add_wide(self.regime)
        section.add_row(self.schedule)
        section.add_row(self.fields["decay_rate"])
        section.add_pair(self.fields["decay_epochs"], self.period)
        section.add_row(self.staircase)
        section.add_row(self.milestones)
        for name in _LATER:
            section.add_row(self.fields[name])
            if name == "threshold":
                section.add_wide(self.watched)
        section.add_wide(self.preview)
        self.what_if.fill(section)
        self.optimizer_section.add_row(self.optimizer)
        self.constants.fill()
        section.add_wide(self.spread_schedule)
        self.optimizer_section.add_wide(self.spread_method)

    def _fit_text(self) -> None:
        """Sizes that go with the text's."""
        self.rate.setMaximumWidth(theme.scaled(_FIELD))
        self.preview.setFixedHeight(theme.scaled(_PREVIEW))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_curve"):
            self._fit_text()

    def _period_text(self, experiment: Experiment, run: Run) -> str:
        """The decay period in updates, of each problem where an epoch has not as many."""
        alone = experiment.alone(self._session.selected)
        lengths = [in_updates(run.decay_epochs, alone.updates_per_epoch(p)) for p in alone.problems]
        shown = Counted(" | ".join(dict.fromkeys(format_number(length, 6) for length in lengths)))
        return self.tr("= {0} {0:update|updates}").format(shown)

    def _watched_text(self, experiment: Experiment) -> str:
        """Which loss decides where η is reduced on a plateau, of each problem."""
        of = {
            False: self.tr("watches the loss before each update"),
            True: self.tr("watches each epoch's loss as Keras prints it"),
        }
        return "\n".join(dict.fromkeys(of[PROBLEMS[problem].on_data] for problem in experiment.problems))

    def _connect(self) -> None:
        self.rate.entered.connect(lambda value: self.edit_rate(self.rate, value))
        self.rate.listed.connect(self._on_listed)
        self.rate.stepped.connect(lambda value: self.edit_rate(self.rate, value))
        self.slider.dragged.connect(self._on_dragged)
        self.slider.released.connect(self._session.end_gesture)
        fine = FineDrag(self.ruler, self.slider)
        fine.dragged.connect(self._on_dragged)
        fine.released.connect(self._session.end_gesture)
        self.regime.rate_offered.connect(lambda value: self.edit_rate(self.rate, value))
        self.ruler.rate_offered.connect(lambda value: self.edit_rate(self.rate, value))
        for part in (self.what_if, self.spread_schedule, self.spread_method):
            part.message.connect(self.message)
        self.schedule.chosen.connect(lambda code: self._edit(None, schedule=code))
        self.optimizer.chosen.connect(lambda code: self._edit(None, optimizer=code))
        self.staircase.clicked.connect(lambda on: self._edit(None, staircase=on))
        self.milestones.listed.connect(lambda values: self._edit(self.milestones, milestones=tuple(values)))
        self.constants.correction.clicked.connect(lambda on: self._edit(None, bias_correction=on))
        for name, field in (*self.fields.items(), *self.constants.numbers.items()):
            field.entered.connect(lambda value, f=field, n=name: self._edit(f, **{n: value}))
            field.stepped.connect(lambda value, f=field, n=name: self._edit(f, **{n: value}))

    def retranslate(self) -> None:
        section = self.rate_section
        section.title.setText(self.tr("Learning rate η of the selected run"))
        section.set_label(
            self.rate,
            self.tr("Learning rate"),
            explained(
                self.tr(
                    "How far an update goes along the negative gradient; any positive number, 3e-4 too. "
                    "Several with commas race: 0.01, 0.1, 0.5."
                ),
                "eta",
            ),
        )
        section.set_label(
            self.slider,
            self.tr("Learning rate, logarithmic"),
            self.tr("Drag: everything follows; in fine steps with Shift, or on the ruler below."),
        )
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
        for name, field in self.fields.items():
            section.set_label(field, names.field_name(name), tips[name])
        section.set_label(
            self.schedule, names.field_name("schedule"), self.tr("How η changes in the course of the run.")
        )
        section.set_label(
            self.milestones,
            names.field_name("milestones"),
            self.tr("Epochs after which η is multiplied by the factor, with commas: 20, 35."),
        )
        section.set_label(self.staircase, "", self.tr("η falls only at the end of each period."))
        self.staircase.setText(self.tr("staircase"))
        self.staircase.setAccessibleName(self.tr("staircase"))
        self.what_if.retranslate()
        self.constants.retranslate()
        self.spread_schedule.say(self.tr("this schedule for all runs"))
        self.spread_method.say(self.tr("this method for all runs"))
        self.optimizer_section.title.setText(self.tr("Optimizer"))
        self.optimizer_section.set_label(
            self.optimizer,
            self.tr("Method"),
            self.tr("What is made of the gradient before the parameters move."),
        )
        self.preview.set_name(self.tr("The learning rate over the run"))
        self.schedule.retranslate()
        self.optimizer.retranslate()
        self._seen = ()
        self.refresh()

    def edit_rate(self, field: NumberField, rate: float) -> None:
        """Gives the selected run another learning rate; `field` says it where that cannot be."""
        self._edit(field, learning_rate=rate)

    def _edit(self, field: NumberField | None, **values: Any) -> None:
        try:
            self._session.edit_run(**values)
        except InvalidValue as error:
            self._refuse(field, error)

    def _refuse(self, field: NumberField | None, error: InvalidValue) -> None:
        sentence = names.error_sentence(error)
        if field is not None:
            field.complain(sentence)
        self.message.emit(sentence)
        self._seen = ()
        self.refresh()

    @Slot(list)
    def _on_listed(self, rates: list[float]) -> None:
        try:
            self._session.race(rates)
        except InvalidValue as error:
            self._refuse(self.rate, error)

    @Slot(float)
    def _on_dragged(self, rate: float) -> None:
        try:
            self._session.edit_run(gesture="learning_rate", learning_rate=rate)
        except InvalidValue as error:
            self.message.emit(names.error_sentence(error))

    @Slot()
    def refresh(self) -> None:
        """Shows the selected run as it is at the playhead."""
        session = self._session
        run, experiment = session.run, session.known
        rate = self._rate_now(run)
        seen = (
            *(run, experiment, session.from_here, session.anew, rate, session.selected, session.ghost),
            session.view.concealed,
        )
        if seen == self._seen:
            return
        self._seen = seen
        if (session.selected, session.lesson) != self._edited:
            # What was typed and not taken belonged to another run.
            self._edited = (session.selected, session.lesson)
            for field in (self.rate, self.milestones, *self.fields.values(), *self.constants.numbers.values()):
                field.restore()
        side = theme.scaled(14)
        self.swatch.setPixmap(swatch(theme.now().seen(run.colour)).pixmap(side, side))
        self.rate.set_value(run.learning_rate)
        self.slider.set_rate(run.learning_rate)
        self.schedule.set_code(run.schedule)
        self.optimizer.set_code(run.optimizer)
        self.staircase.setChecked(run.staircase)
        shown = run.pace.fields
        self.constants.show_run(run)
        self.spread_schedule.refresh()
        self.spread_method.refresh()
        for name, field in self.fields.items():
            field.set_value(getattr(run, name))
            self.rate_section.show_row(field, name in shown)
        self.milestones.set_values(run.milestones)
        self.rate_section.show_row(self.milestones, "milestones" in shown)
        self.rate_section.show_row(self.staircase, "staircase" in shown)
        self.rate_section.show_row(self.period, "decay_epochs" in shown)
        self.period.setText(self._period_text(experiment, run))
        self.watched.setVisible("patience" in shown)
        self.watched.setText(self._watched_text(experiment))
        self.what_if.show(run)
        self.theory.show(run, rate)
        found_out = rate if run.pace.reduces else None  # on the way
        if (experiment, session.selected, found_out) != self._previewed:
            self._previewed = (experiment, session.selected, found_out)
            self._show_preview()

    def _rate_now(self, run: Run) -> float:
        """η of the next update, in the problem that the regime speaks of."""
        session, experiment = self._session, self._session.known
        if run.pace.constant:
            return run.learning_rate
        problem = experiment.problems[0]
        clock, run_number = experiment.clock(problem), session.selected
        made = clock.made(run_number, experiment.update_at(problem, session.position))
        at = min(made, clock.totals[run_number] - 1)
        rate = float(known_rates(session, problem, np.array([float(at)]))[0])
        return run.learning_rate if math.isnan(rate) else rate  # it is on its way

    def _show_preview(self) -> None:
        """η over the run of the problem shown last, "from here on" edits included; as far as it is known."""
        session = self._session
        experiment = session.known.alone(session.selected)
        flat = session.run.pace.constant and not experiment.changes
        self.preview.setVisible(not flat)
        if flat:
            return
        problem = experiment.problems[-1]
        total, per_epoch = experiment.total_updates(problem), experiment.updates_per_epoch(problem)
        t = np.unique(np.linspace(0, total - 1, min(total, _PREVIEW_POINTS)).round())
        rates = known_rates(session, problem, t)
        rates = np.where(np.isfinite(rates), rates, np.nan)
        top = float(np.nanmax(rates)) if np.isfinite(rates).any() else 1.0
        self.preview.set_ranges((0, total / per_epoch), nice_range(0, top))
        self._curve.set_data(t / per_epoch, rates)
