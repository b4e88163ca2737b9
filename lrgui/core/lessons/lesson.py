"""Lessons: an experiment with a title, an explanation and a question, read from the resource files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from lrgui import resources
from lrgui.core.files.view import PANELS
from lrgui.core.model.checks import checked_list, choice
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.sweeps.question import SweepQuestion

CURVES = ("loss", "accuracy", "rate")
DEFAULT_VIEW: Mapping[str, Any] = {"log_loss": False, "curve": "loss", "panels": (), "sweep": None}
_KEYS = ("order", "title", "text", "experiment", "view")


@dataclass(frozen=True)
class Lesson:
    """An experiment that teaches something.

    title, text: by language ("en", "zh_CN"); the text is one paragraph. view: how the window shows it at
    first, always with every field of `DEFAULT_VIEW`: "log_loss" (bool), "curve" ("loss", "accuracy" or "rate"),
    "panels" (names out of `PANELS`, shown in addition to those that can be seen) and "sweep" (a `SweepQuestion`, or
    None to leave that question as it is).
    """

    id: str
    title: dict[str, str]
    text: dict[str, str]
    experiment: Experiment
    view: dict[str, Any]


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
        _view(data.get("view", {})),
    )
    return float(order), lesson


def _in_each_language(field: str, value: Any) -> dict[str, str]:
    expected = "a text in each of " + ", ".join(resources.LANGUAGES)
    if not isinstance(value, dict) or set(value) != set(resources.LANGUAGES):
        raise InvalidValue(field, value, "structure", expected=expected)
    if not all(isinstance(text, str) and text.strip() for text in value.values()):
        raise InvalidValue(field, value, "structure", expected=expected)
    return dict(value)


def _view(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidValue("view", value, "structure", expected="an object of named fields")
    for key in value:
        if key not in DEFAULT_VIEW:
            raise InvalidValue("view", key, "unknown", choices=tuple(DEFAULT_VIEW))
    view = {**DEFAULT_VIEW, **value}
    if not isinstance(view["log_loss"], bool):
        raise InvalidValue("log_loss", view["log_loss"], "flag")
    if view["curve"] not in CURVES:
        raise InvalidValue("curve", view["curve"], "one_of", choices=CURVES)
    panels = checked_list("view.panels", value.get("panels", []))
    view["panels"] = tuple(choice("view.panels", name, PANELS) for name in panels)
    if view["sweep"] is not None:
        view["sweep"] = SweepQuestion.from_dict(view["sweep"])
    return view
