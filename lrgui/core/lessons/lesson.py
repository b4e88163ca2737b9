"""Lessons: rows of stages that ask before they answer; those of the program, read from the resource files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from lrgui import resources
from lrgui.core.files.strict_json import parse
from lrgui.core.lessons.faults import LessonFaults
from lrgui.core.lessons.reading import Content, read_lesson
from lrgui.core.lessons.show import Show
from lrgui.core.lessons.stage import Page, Stage, pages_of
from lrgui.core.lessons.texts import Texts
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment


@dataclass(frozen=True)
class Lesson:
    """id: by which files and the command line know a lesson of the program, a name of one's own for others.

    title: by language, in all the languages of its texts. experiment, show: what it begins with, and what stages show
    that say nothing else.
    """

    id: str
    title: Texts
    experiment: Experiment
    show: Show
    stages: tuple[Stage, ...]
    own: bool = False  # whether it comes from a file of the user's

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """What is gone through, one after another."""
        return pages_of(self.stages)

    def page_of(self, experiment: Experiment) -> int:
        """The first page of an experiment, 0 where there is none."""
        return next((i for i, page in enumerate(self.pages) if page.experiment == experiment), 0)

    @classmethod
    def of(cls, lesson_id: str, content: Content, *, own: bool = False) -> Lesson:
        """What a file holds, under an id."""
        return cls(lesson_id, content.title, content.experiment, content.show, content.stages, own)


@lru_cache(maxsize=1)
def lessons() -> tuple[Lesson, ...]:
    """All lessons of the program in their order. Raises `ResourceError` where a file is missing or damaged."""
    found = [_read(name) for name in resources.names("lessons", ".json")]
    return tuple(lesson for _, lesson in sorted(found, key=lambda pair: pair[0]))


def lesson(lesson_id: str) -> Lesson:
    """The lesson of that id. Raises `InvalidValue`, which lists the ids that there are."""
    for found in lessons():
        if found.id == lesson_id:
            return found
    raise InvalidValue("lesson", lesson_id, "one_of", choices=tuple(found.id for found in lessons()))


def _read(name: str) -> tuple[float, Lesson]:
    try:
        content = read_lesson(parse(resources.read_text(name).encode()))
    except (LessonFaults, InvalidValue) as error:
        raise resources.ResourceError(f"the lesson {name} is damaged: {error}") from error
    return content.order, Lesson.of(PurePosixPath(name).stem, content)
