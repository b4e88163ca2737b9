"""From where on edits of a run apply, what they mean under a schedule, and what became of the run by them."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLabel

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.run import Run
from lrgui.session.known_rates import known_rates
from lrgui.session.session import Session
from lrgui.text import names
from lrgui.text.numbers import format_rate
from lrgui.text.run_words import changes_text
from lrgui.ui.controls.fork_notice import ForkNotice
from lrgui.ui.controls.section import Section
from lrgui.ui.widgets.choices import Segments


class WhatIf(QObject):
    """The rows of a section that are about it. Signal: `message(sentence)` where something cannot be."""

    message = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.apply = Segments(("start", "here"), self._apply_name)
        self.meaning = Segments(("on", "anew"), self._meaning_name)
        self.following, self.jump, self.fork = QLabel(), QLabel(), ForkNotice()
        self.following.setObjectName("muted")
        self.jump.setObjectName("jump")
        for label in (self.following, self.jump):
            label.setWordWrap(True)
        self.apply.chosen.connect(self._on_apply)
        self.meaning.chosen.connect(self._on_meaning)
        self.fork.kept.connect(self.keep_fork)
        self.fork.dismissed.connect(session.dismiss_fork)

    def fill(self, section: Section) -> None:
        """Puts everything at the end of a section."""
        self._section = section
        section.add_row(self.apply)
        section.add_row(self.meaning)
        for part in (self.following, self.jump, self.fork):
            section.add_wide(part)

    def _apply_name(self, code: str) -> str:
        return self.tr("from the start") if code == "start" else self.tr("from here on")

    def _meaning_name(self, code: str) -> str:
        return self.tr("goes on") if code == "on" else self.tr("starts anew")

    def retranslate(self) -> None:
        self._section.set_label(
            self.apply,
            self.tr("Changes"),
            self.tr("Whether an edit of this run applies from update 0, or from the playhead on."),
        )
        self._section.set_label(
            self.meaning,
            self.tr("The schedule"),
            self.tr("Whether the schedule goes on at its place with what is changed here, or starts anew from here."),
        )
        self.apply.retranslate()
        self.meaning.retranslate()

    def show(self, run: Run) -> None:
        """How it is with the selected run, which has these settings at the playhead."""
        session = self._session
        self.apply.set_code("here" if session.from_here else "start")
        self.meaning.set_code("anew" if session.anew else "on")
        changing = session.from_here and not run.pace.constant
        self._section.show_row(self.meaning, changing)
        rates = self._next_rates() if changing else []
        self.following.setVisible(bool(rates))
        self.following.setText(self.tr("η of the next update: {0}").format(" | ".join(rates)))
        experiment = session.experiment
        problem = experiment.problems[0]
        said = changes_text(experiment, problem, session.selected, experiment.total_updates(problem) - 1)
        self.jump.setVisible(bool(said))
        self.jump.setText(said)
        self.fork.setVisible(session.ghost is not None)
        if session.ghost is not None:
            self.fork.show_colour(session.known.runs[session.ghost.run].colour)

    def _next_rates(self) -> list[str]:
        """η of the update that follows the playhead, of each problem that has another one."""
        session, experiment = self._session, self._session.known
        alone = experiment.alone(session.selected)
        rates = [
            float(known_rates(session, problem, np.array([float(at)]))[0])
            for problem in experiment.problems
            if (at := session.made(problem)) < alone.total_updates(problem)
        ]
        return list(dict.fromkeys(format_rate(float(f"{rate:.3g}")) for rate in rates if not math.isnan(rate)))

    @Slot(str)
    def _on_apply(self, code: str) -> None:
        self._session.set_from_here(code == "here")

    @Slot(str)
    def _on_meaning(self, code: str) -> None:
        try:
            self._session.set_anew(code == "anew")
        except InvalidValue as error:
            self.message.emit(names.error_sentence(error))

    @Slot()
    def keep_fork(self) -> None:
        """Makes what was given up a run of its own."""
        try:
            self._session.keep_fork()
        except InvalidValue as error:
            self.message.emit(names.error_sentence(error))
