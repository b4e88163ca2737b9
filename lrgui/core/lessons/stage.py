"""Stages: what is said and shown, what is asked and concealed meanwhile, and what is said when it is seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from lrgui.core.files.view import View
from lrgui.core.lessons.goal import Goal
from lrgui.core.lessons.question import Ask
from lrgui.core.lessons.show import SECONDS, Show
from lrgui.core.lessons.texts import Texts
from lrgui.core.model.experiment import Experiment


@dataclass(frozen=True)
class Reveal:
    """The answer: what is said and shown then, and the experiment that it is shown of."""

    say: Texts
    show: Show
    experiment: Experiment


@dataclass(frozen=True)
class Stage:
    """experiment: all of it, not only what a file says is set. concealed: facts, see `View`, until `reveal`.

    notes: for who gives the lesson, empty where there are none; a class never sees them.
    """

    say: Texts
    show: Show
    experiment: Experiment
    ask: Ask | None = None
    concealed: frozenset[str] = frozenset()
    reveal: Reveal | None = None
    goal: Goal | None = None
    notes: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One picture of a lesson: a stage as it asks or says, or as it reveals.

    stage: its number, from 0; view: with the playhead at its beginning; end: the update that is then played to, in
    `seconds`.
    """

    stage: int
    revealed: bool
    say: Texts
    experiment: Experiment
    view: View
    large: str | None
    end: int
    seconds: float

    @property
    def start(self) -> int:
        """The update that it begins at."""
        return self.view.position or 0


def pages_of(stages: tuple[Stage, ...]) -> tuple[Page, ...]:
    """The pages in their order: a stage that reveals has two.

    Where nothing else is said, one begins where the last one ended, or at update 0 with another experiment.
    """
    pages: list[Page] = []
    for i, stage in enumerate(stages):
        parts: list[Stage | Reveal] = [stage, *([stage.reveal] if stage.reveal is not None else [])]
        for part in parts:
            show, experiment, revealed = part.show, part.experiment, part is not stage
            start = show.position
            if start is None:
                start = pages[-1].end if pages and pages[-1].experiment == experiment else 0
            start = min(start, experiment.length)
            view = show.view(experiment, start, frozenset() if revealed else stage.concealed)
            seconds = SECONDS if show.seconds is None else show.seconds
            end = show.end(experiment, start)
            pages.append(Page(i, revealed, part.say, experiment, view, show.large, end, seconds))
    return tuple(pages)
