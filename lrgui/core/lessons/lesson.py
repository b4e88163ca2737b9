"""Lessons: rows of stages that ask before they answer; those of the program, read from the resource files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any

from lrgui import resources
from lrgui.core.files.strict_json import parse
from lrgui.core.lessons.faults import LessonFault, LessonFaults
from lrgui.core.lessons.reading import Content, is_lesson, read_lesson
from lrgui.core.lessons.show import Show
from lrgui.core.lessons.stage import Page, Stage, pages_of
from lrgui.core.lessons.texts import LONGEST_TITLE, Texts, read_texts
from lrgui.core.model.checks import number
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


@dataclass(frozen=True)
class Heading:
    """What lists say of a lesson of the program, the rest of which is read when somebody asks for it."""

    id: str
    title: Texts
    order: float


@lru_cache(maxsize=1)
def headings() -> tuple[Heading, ...]:
    """Those of all lessons of the program in their order. Raises `ResourceError` where a file is missing or damaged."""
    found = [_heading(name) for name in resources.names("lessons", ".json")]
    return tuple(sorted(found, key=lambda heading: heading.order))


@lru_cache(maxsize=1)
def lessons() -> tuple[Lesson, ...]:
    """All lessons of the program in their order. Raises `ResourceError` where a file is missing or damaged."""
    return tuple(_read(heading.id) for heading in headings())


def lesson(lesson_id: str) -> Lesson:
    """The lesson of that id. Raises `InvalidValue`, which lists the ids that there are, and `ResourceError`."""
    ids = tuple(heading.id for heading in headings())
    if lesson_id not in ids:
        raise InvalidValue("lesson", lesson_id, "one_of", choices=ids)
    return _read(lesson_id)


def _heading(name: str) -> Heading:
    with _undamaged(name):
        data = _data(name)
        if not is_lesson(data):
            raise LessonFault("", None, "not_lesson")
        title = read_texts("title", data.get("title"), None, LONGEST_TITLE, None)
        return Heading(PurePosixPath(name).stem, title, number("order", data.get("order", 0)))


@cache
def _read(lesson_id: str) -> Lesson:
    name = f"lessons/{lesson_id}.json"
    with _undamaged(name):
        return Lesson.of(lesson_id, read_lesson(_data(name)))


def _data(name: str) -> Any:
    """What a file of the program says. Raises `InvalidValue` and `ResourceError`."""
    return parse(resources.read_text(name).encode())


@contextmanager
def _undamaged(name: str) -> Iterator[None]:
    try:
        yield
    except (LessonFaults, InvalidValue) as error:
        raise resources.ResourceError(f"the lesson {name} is damaged: {error}") from error
