"""Undo and redo: frozen values, and what of the open experiment they bring back."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from lrgui.core.lessons.lesson import Lesson
from lrgui.core.lessons.stage import Page, Stage
from lrgui.core.model.experiment import Experiment
from lrgui.session.opened import Opened

T = TypeVar("T")

LIMIT = 500


@dataclass(frozen=True)
class Place:
    """A page of a lesson; number: from 0."""

    lesson: Lesson
    number: int = 0

    @property
    def page(self) -> Page:
        """What is said and shown there."""
        return self.lesson.pages[self.number]

    @property
    def stage(self) -> Stage:
        """The stage that the page belongs to."""
        return self.lesson.stages[self.page.stage]


@dataclass(frozen=True)
class State:
    """What undo brings back."""

    experiment: Experiment
    opened: Opened  # the document that the experiment belongs to
    selected: int = 0
    hidden: frozenset[int] = frozenset()  # the numbers of the runs that are not drawn
    solo: int | None = None  # the only one that is
    place: Place | None = None  # where in a lesson, while the experiment has its problem


class UndoStack(Generic[T]):
    """The value and how it came to be. Pushes with the same gesture, one after another, are one step."""

    def __init__(self, value: T) -> None:
        self.value = value
        self._past: list[T] = []
        self._future: list[T] = []
        self._gesture: Hashable = None

    def push(self, value: T, gesture: Hashable = None) -> None:
        """Makes `value` the present one; with the same gesture as the last push, in the same step."""
        if gesture is None or gesture != self._gesture:
            self._past = [*self._past[-LIMIT + 1 :], self.value]
        self._gesture = gesture
        self._future.clear()
        self.value = value

    def end_gesture(self) -> None:
        """What follows is a new step, even with the same gesture."""
        self._gesture = None

    @property
    def before(self) -> T | None:
        """What undo would bring back."""
        return self._past[-1] if self._past else None

    @property
    def can_undo(self) -> bool:
        """Whether there is a former value."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether an undone value can come back."""
        return bool(self._future)

    def undo(self) -> T:
        """Goes back to the former value, and returns it."""
        self.end_gesture()
        self._future.append(self.value)
        self.value = self._past.pop()
        return self.value

    def redo(self) -> T:
        """Brings back what was undone last, and returns it."""
        self.end_gesture()
        self._past.append(self.value)
        self.value = self._future.pop()
        return self.value
