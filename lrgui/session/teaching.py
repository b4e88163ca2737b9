"""A lesson in the hand of whoever gives it: from page to page, what was predicted, what the class voted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lrgui.core.lessons.lesson import Lesson
from lrgui.core.lessons.question import CHOICES
from lrgui.core.lessons.stage import Page, Stage
from lrgui.session.edit_history import Place
from lrgui.session.session import Session

MOST_VOTES = 9999


class Teaching(QObject):
    """Nothing is scored, kept or sent: predictions and votes go when another lesson is opened.

    Signals: `turned()` when another page, or none, is open, or the same one anew; `answered()` when something was
    predicted or voted; `changed()` when what is trained has become, or is not any more, what the page says; `reached()`
    when a goal is met, or not any more.
    """

    turned = Signal()
    answered = Signal()
    changed = Signal()
    reached = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._told: Place | None = None
        self._was_edited = False
        self._predictions: dict[int, Any] = {}  # by the number of the stage
        self._votes: dict[int, list[int]] = {}
        self._goal_met: int | None = None
        self._truth: float | None = None  # as it was told last
        self._to_be_played = False
        session.experiment_changed.connect(self._on_experiment)
        session.shown_changed.connect(self._on_shown)

    # Reading

    @property
    def place(self) -> Place | None:
        """Where in which lesson."""
        return self.session.place

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is open."""
        return self.place.lesson if self.place is not None else None

    @property
    def page(self) -> Page | None:
        """What is said and shown."""
        return self.place.page if self.place is not None else None

    @property
    def stage(self) -> Stage | None:
        """The stage that the page belongs to."""
        return self.place.stage if self.place is not None else None

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self.stage is not None and self.stage.ask is not None and not self.revealed

    @property
    def revealed(self) -> bool:
        """Whether the answer of the stage can be seen."""
        return self.page is not None and self.page.revealed

    @property
    def edited(self) -> bool:
        """Whether what is trained is not what the page says."""
        return self.page is not None and self.session.experiment != self.page.experiment

    @property
    def can_go_on(self) -> bool:
        """Whether there is a next page."""
        return self.place is not None and self.place.number + 1 < len(self.place.lesson.pages)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before."""
        return self.place is not None and self.place.number > 0

    @property
    def prediction(self) -> Any:
        """Of this stage: the number of a choice, w, a learning rate, or points (update, loss); None without one."""
        return self._predictions.get(self.page.stage) if self.page is not None else None

    @property
    def votes(self) -> list[int]:
        """For each choice of this stage."""
        stage = self.stage
        if stage is None or stage.ask is None or stage.ask.kind != CHOICES or self.page is None:
            return []
        return list(self._votes.get(self.page.stage, [0] * len(stage.ask.choices)))

    @property
    def truth(self) -> float | None:
        """What the stage's question asks for, as a number; None while it is not to be seen."""
        stage, page, session = self.stage, self.page, self.session
        if stage is None or stage.ask is None or page is None or not self.revealed or self.edited:
            return None
        return stage.ask.truth(session.shown, session.shown_selected, page.start)

    @property
    def goal_met(self) -> int | None:
        """The run that meets the goal of the stage, None where none does."""
        return self._goal_met

    def _forget(self) -> None:
        """What was predicted and voted in another lesson."""
        self._predictions.clear()
        self._votes.clear()

    # Going through

    def open(self, lesson: Lesson, number: int = 0) -> None:
        """Opens a lesson; undo brings back what was there before."""
        self._forget()
        self._go(Place(lesson, number))

    def forward(self) -> None:
        """The answer, or the next stage."""
        if self.place is not None and self.can_go_on:
            self._go(replace(self.place, number=self.place.number + 1))

    def backward(self) -> None:
        """The page before."""
        if self.place is not None and self.can_go_back:
            self._go(replace(self.place, number=self.place.number - 1))

    def restart(self) -> None:
        """This page as it was at its beginning."""
        if self.place is not None:
            self._go(self.place)

    def leave(self) -> None:
        """The experiment stays, the lesson goes, and nothing is concealed any more."""
        self.session.turn_to(None)

    def _go(self, place: Place) -> None:
        page = place.page
        view = replace(page.view, figure_language=self.session.view.figure_language)
        self._told = place
        self.session.load(page.experiment, place, view=view, until=page.end)
        self.session.set_view(speed=None)
        self._after(place)

    def _after(self, place: Place) -> None:
        self._was_edited = self.edited
        self._goal_met = None
        self._to_be_played = place.page.end > place.page.start
        self.turned.emit()
        self._on_shown()

    @Slot()
    def _on_experiment(self) -> None:
        """Undo and redo lead to other pages, too, and opening something leads out of a lesson."""
        place = self.place
        if place != self._told:
            if place is not None and (self._told is None or place.lesson != self._told.lesson):
                self._forget()
            self._told = place
            if place is not None:
                page = place.page
                self.session.conceal(page.view.concealed, page.end)
                self.session.seek(page.start)
                self._after(place)
            else:
                self._to_be_played = False
                if self.session.view.concealed:
                    self.session.set_view(concealed=())
                self.turned.emit()
        elif self.edited != self._was_edited:
            self._was_edited = self.edited
            self.changed.emit()

    @Slot()
    def _on_shown(self) -> None:
        """Plays as soon as there are numbers of what is to be seen, and looks whether the goal is met."""
        session, page, stage = self.session, self.page, self.stage
        if page is None or stage is None or session.shown_experiment != session.known:
            return
        if self._to_be_played and not session.computing:
            self._to_be_played = False
            session.play_to(page.end, page.seconds)
        if self.truth != self._truth:
            self._truth = self.truth
            self.answered.emit()
        if stage.goal is not None:
            met = stage.goal.met(session.shown)
            if met != self._goal_met:
                self._goal_met = met
                self.reached.emit()

    # Answering

    def predict(self, value: Any) -> None:
        """Notes what is predicted of this stage; None takes it back."""
        if self.page is not None and self.asking:
            self._predictions[self.page.stage] = value
            self.answered.emit()

    def vote(self, choice: int, by: int = 1) -> None:
        """Counts a vote for a choice (from 0), or takes one back."""
        votes = self.votes
        if not self.asking or self.page is None or not 0 <= choice < len(votes):
            return
        votes[choice] = min(max(0, votes[choice] + by), MOST_VOTES)
        self._votes[self.page.stage] = votes
        self.answered.emit()
