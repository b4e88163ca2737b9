"""Learning rate, schedule and optimizer of the selected run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.run import OF_OPTIMIZERS, RATE_FIELDS, Run
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.optimizers.optimizer import Optimizer
from lrgui.core.training.schedules import SCHEDULES
from lrgui.core.training.schedules.schedule import Schedule
from lrgui.session.known_rates import known_rates, known_until
from lrgui.session.session import Session
from lrgui.text import names
from lrgui.text.glossary import explained
from lrgui.ui import theme
from lrgui.ui.controls.fine_drag import FineDrag
from lrgui.ui.controls.optimizer_fields import OptimizerFields
from lrgui.ui.controls.rate_preview import RatePreview
from lrgui.ui.controls.rate_slider import RateSlider, stepped_rate
from lrgui.ui.controls.rate_theory import RateTheory
from lrgui.ui.controls.schedule_fields import ScheduleFields
from lrgui.ui.controls.section import Section
from lrgui.ui.controls.spread_link import SpreadLink
from lrgui.ui.controls.what_if import WhatIf
from lrgui.ui.icons import swatch
from lrgui.ui.language import Translated
from lrgui.ui.widgets.choices import Choice
from lrgui.ui.widgets.fields import NumberField, RateField

_FIELD = 110  # pixels at the normal text size: the field's width


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
        self.of_schedule = ScheduleFields(self.rate_section)
        self.constants = OptimizerFields(self.optimizer_section)
        self.spread_schedule = SpreadLink(session, RATE_FIELDS - {"learning_rate"})
        self.spread_method = SpreadLink(session, OF_OPTIMIZERS | {"optimizer"})
        self.preview = RatePreview(session)
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
        self.of_schedule.fill()
        section.add_wide(self.preview)
        self.what_if.fill(section)
        self.optimizer_section.add_row(self.optimizer)
        self.constants.fill()
        section.add_wide(self.spread_schedule)
        self.optimizer_section.add_wide(self.spread_method)

    def _fit_text(self) -> None:
        """Sizes that go with the text's."""
        self.rate.setMaximumWidth(theme.scaled(_FIELD))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "preview"):
            self._fit_text()

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
        self.schedule.chosen.connect(self._on_schedule)
        self.optimizer.chosen.connect(lambda code: self._edit(None, optimizer=code))
        self.of_schedule.edited.connect(lambda field, values: self._edit(field, **values))
        self.constants.correction.clicked.connect(lambda on: self._edit(None, bias_correction=on))
        for name, field in self.constants.numbers.items():
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
        section.set_label(
            self.schedule, names.field_name("schedule"), self.tr("How η changes in the course of the run.")
        )
        self.of_schedule.retranslate()
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

    @Slot(str)
    def _on_schedule(self, code: str) -> None:
        """The factor of milestones may raise η; one of a plateau begins with the usual one then."""
        raises = SCHEDULES[code].reduces and self._session.run.factor >= 1
        self._edit(None, schedule=code, **({"factor": Run.factor} if raises else {}))

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
            known_until(session),
        )
        if seen == self._seen:
            return
        self._seen = seen
        if (session.selected, session.lesson) != self._edited:
            # What was typed and not taken belonged to another run.
            self._edited = (session.selected, session.lesson)
            for field in (self.rate, *self.of_schedule.typed, *self.constants.numbers.values()):
                field.restore()
        side = theme.scaled(14)
        self.swatch.setPixmap(swatch(theme.now().seen(run.colour)).pixmap(side, side))
        self.rate.set_value(run.learning_rate)
        self.slider.set_rate(run.learning_rate)
        self.schedule.set_code(run.schedule)
        self.optimizer.set_code(run.optimizer)
        self.of_schedule.show_run(run, experiment.alone(session.selected))
        self.constants.show_run(run)
        self.spread_schedule.refresh()
        self.spread_method.refresh()
        self.what_if.show(run)
        self.theory.show(run, rate)
        self.preview.refresh()

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
