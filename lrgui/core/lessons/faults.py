"""What is wrong with a lesson's file, one sentence for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.model.errors import InvalidValue, shown
from lrgui.core.model.marking import QT_TRANSLATE_NOOP


class LessonFault(DamagedFile):
    """One fault; `field` says where it stands, such as "stage 3: ask.right"."""

    RULES: ClassVar = {
        **DamagedFile.RULES,
        "not_lesson": QT_TRANSLATE_NOOP("Errors", "the file is valid JSON, but not a lesson of lrgui"),
        "newer_lesson": QT_TRANSLATE_NOOP(
            "Errors", "the lesson was written by a newer lrgui (version {version}; this one reads up to {high})"
        ),
        "needed": QT_TRANSLATE_NOOP("Errors", "is missing"),
        "sentences": QT_TRANSLATE_NOOP("Errors", "must have a sentence, and at most {high} of them"),
        "languages": QT_TRANSLATE_NOOP("Errors", "must be a text in each language of the title: {choices}"),
        "one_language": QT_TRANSLATE_NOOP("Errors", "must be texts by language, in one or several of {choices}"),
        "count": QT_TRANSLATE_NOOP("Errors", "must be a list of {low} to {high}"),
        "no_descent": QT_TRANSLATE_NOOP("Errors", "needs an experiment with the 1-D descent"),
        "no_such": QT_TRANSLATE_NOOP("Errors", "is nothing that this experiment has; it has {choices}"),
    }

    def sentence(
        self, field: str, reason: str, frame: str = "{0} = {1}: {2}", show: Callable[[Any], str] = shown
    ) -> str:
        """As `DamagedFile.sentence`; what is missing has no value."""
        return super().sentence(field, reason, frame.replace(" = {1}", "") if self.rule == "needed" else frame, show)


class LessonFaults(ValueError):
    """A lesson that cannot be read. `faults`: all that is wrong with it, at least one."""

    def __init__(self, faults: Sequence[DamagedFile]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, faults)))


class Faults:
    """Collects what is wrong, so that a file is read to its end."""

    def __init__(self) -> None:
        self.found: list[DamagedFile] = []

    @contextmanager
    def at(self, place: str, name: str = "") -> Iterator[None]:
        """Notes an `InvalidValue` that is raised inside the block. place: "" or "stage 3"; name: the field."""
        try:
            yield
        except InvalidValue as error:
            inner = LessonFault.of(error).field
            if name and inner != name and not inner.startswith((f"{name}.", f"{name}[")):
                inner = f"{name}.{inner}" if inner else name
            field = f"{place}: {inner}" if place and inner else place or inner
            self.found.append(LessonFault(field, error.value, error.rule, reason=error.reason, **error.limits))
