"""Lessons: an experiment with a title, an explanation and a question, read from the resource files."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from lrgui import resources
from lrgui.core.files.view import PANELS, View, current_name
from lrgui.core.model.checks import checked_keys, checked_list, choice
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import CHOICES, PROBLEMS
from lrgui.core.sweeps.question import SweepQuestion

OTHER_CHARTS = ("loss", "accuracy", "rate")  # what may stand beside the chart of the loss; "loss" for the usual one
_KEYS = ("order", "title", "text", "experiment", "view")


@dataclass(frozen=True)
class LessonView:
    """What a lesson changes in a view.

    curve: one of `OTHER_CHARTS`, shown beside the loss; panels: seen in addition to the others; sweep: what is asked
    of many learning rates, None where that question is left as it is. Raises `InvalidValue`.
    """

    log_loss: bool = False
    curve: str = "loss"
    panels: tuple[str, ...] = ()
    sweep: SweepQuestion | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.log_loss, bool):
            raise InvalidValue("view.log_loss", self.log_loss, "flag")
        choice("view.curve", self.curve, OTHER_CHARTS)
        for name in self.panels:
            choice("view.panels", name, PANELS)

    def changed(self, view: View, problem: str) -> View:
        """The view with these changes, for an experiment of that problem, and no plot zoomed."""
        charts = {other: names for other, names in view.charts.items() if other != problem}
        if self.curve != "loss":
            charts[problem] = PROBLEMS[CHOICES[problem][0]].charts[0], self.curve
        covered = view.maximised is not None and any(name != view.maximised for name in self.panels)
        return replace(
            view,
            log_loss=self.log_loss,
            charts=charts,
            panels=(*view.panels, *self.panels),
            maximised=None if covered else view.maximised,
            sweep=self.sweep if self.sweep is not None else view.sweep,
            zoom={},
        )

    @classmethod
    def from_dict(cls, data: Any) -> LessonView:
        """What stands in a lesson's file. Raises `InvalidValue`."""
        values = dict(checked_keys("view", data, [f.name for f in fields(cls)]))
        if "panels" in values:
            values["panels"] = tuple(map(current_name, checked_list("view.panels", values["panels"])))
        if values.get("sweep") is not None:
            values["sweep"] = SweepQuestion.from_dict(values["sweep"])
        return cls(**values)


@dataclass(frozen=True)
class Lesson:
    """An experiment that teaches something.

    title, text: by language ("en", "zh_CN"); the text is one paragraph. view: how it is shown at first.
    """

    id: str
    title: dict[str, str]
    text: dict[str, str]
    experiment: Experiment
    view: LessonView

    def shown_in(self, view: View) -> View:
        """A view in which the lesson is shown."""
        return self.view.changed(view, self.experiment.problem)


@lru_cache(maxsize=1)
def lessons() -> tuple[Lesson, ...]:
    """All lessons in their order. Raises `ResourceError` where a file is missing or damaged."""
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
        data = json.loads(resources.read_text(name))
        return _parsed(PurePosixPath(name).stem, data)
    except ValueError as error:
        raise resources.ResourceError(f"the lesson {name} is damaged: {error}") from error


def _parsed(lesson_id: str, data: Any) -> tuple[float, Lesson]:
    """The order and the lesson that `data` describes. Raises `InvalidValue`."""
    if not isinstance(data, dict):
        raise InvalidValue("lesson", data, "structure", expected="an object of named fields")
    for key in data:
        if key not in _KEYS:
            raise InvalidValue("lesson", key, "unknown", choices=_KEYS)
    order = data.get("order")
    if isinstance(order, bool) or not isinstance(order, int | float):
        raise InvalidValue("order", order, "number")
    lesson = Lesson(
        lesson_id,
        _in_each_language("title", data.get("title")),
        _in_each_language("text", data.get("text")),
        Experiment.from_dict(data.get("experiment", {})),
        LessonView.from_dict(data.get("view", {})),
    )
    return float(order), lesson


def _in_each_language(field: str, value: Any) -> dict[str, str]:
    expected = "a text in each of " + ", ".join(resources.LANGUAGES)
    if not isinstance(value, dict) or set(value) != set(resources.LANGUAGES):
        raise InvalidValue(field, value, "structure", expected=expected)
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise InvalidValue(field, value, "structure", expected=expected)
    return dict(value)
