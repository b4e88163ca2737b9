"""Reads lessons strictly: all that is wrong is found at once, and each fault says where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lrgui.core.files.view import FACTS
from lrgui.core.lessons.faults import Faults, LessonFault, LessonFaults
from lrgui.core.lessons.goal import Goal, read_goal
from lrgui.core.lessons.older_lessons import from_version_1
from lrgui.core.lessons.question import Ask, read_ask
from lrgui.core.lessons.show import Show, read_show
from lrgui.core.lessons.stage import Reveal, Stage
from lrgui.core.lessons.texts import LONGEST, LONGEST_NOTES, LONGEST_TITLE, MOST_SENTENCES, Texts, read_texts
from lrgui.core.model.checks import checked_keys, checked_list, choice, integer, known_names, number
from lrgui.core.model.errors import InvalidValue, shown
from lrgui.core.model.experiment import Experiment

FORMAT, VERSION = "lrgui-lesson", 2
MOST_STAGES = 50
_FIELDS = ("format", "version", "order", "title", "experiment", "show", "stages")
_STAGE = ("say", "show", "set", "ask", "conceal", "reveal", "goal", "notes")
_REVEAL = ("say", "show", "set")


@dataclass(frozen=True)
class Content:
    """What a lesson's file holds, but for its place among other lessons."""

    title: Texts
    experiment: Experiment
    show: Show
    stages: tuple[Stage, ...]


def is_lesson(data: Any) -> bool:
    """Whether this is meant to be a lesson."""
    return isinstance(data, Mapping) and data.get("format") == FORMAT


def read_lesson(data: Any) -> Content:
    """What the fields of a file describe. Raises `LessonFaults`."""
    faults = Faults()
    with faults.at(""):
        _check_format(data)
    if faults.found:
        raise LessonFaults(faults.found)
    if data["version"] == 1:
        data = from_version_1(data)
    for key in data:
        with faults.at(""):
            choice("", key, _FIELDS) if key in _FIELDS else _unknown("lesson", key, _FIELDS)
    reader = _Reader(faults)
    content = reader.content(data)
    if faults.found or content is None:
        raise LessonFaults(faults.found)
    return content


def _check_format(data: Any) -> None:
    if not is_lesson(data):
        raise LessonFault("", None, "not_lesson")
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise LessonFault("", None, "newer_lesson", version=version, high=VERSION)
    integer("version", version, 1, VERSION)


def _unknown(name: str, key: Any, known: tuple[str, ...]) -> None:
    raise LessonFault(name, shown(key), "unknown", choices=known_names(key, known))


class _Reader:
    """Goes from stage to stage, each beginning with what the one before has left."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._languages: tuple[str, ...] | None = None
        self._experiment = Experiment()
        self._show = Show()

    def content(self, data: Mapping[str, Any]) -> Content | None:
        faults = self._faults
        with faults.at(""):
            number("order", data.get("order", 0))
        title: Texts = {}
        with faults.at(""):
            title = read_texts("title", data.get("title"), None, LONGEST_TITLE, None)
            self._languages = tuple(title)
        with faults.at("", "experiment"):
            self._experiment = Experiment.from_dict(data.get("experiment", {}))
        self._show = Show.usual(self._experiment)
        self._read_show("", data)
        experiment, show = self._experiment, self._show
        listed: list[Any] = []
        with faults.at(""):
            listed = checked_list("stages", data.get("stages"))
            if not 1 <= len(listed) <= MOST_STAGES:
                raise LessonFault("stages", len(listed), "count", low=1, high=MOST_STAGES)
        stages = [self._stage(f"stage {i}", stage) for i, stage in enumerate(listed, 1)]
        if faults.found:
            return None
        return Content(title, experiment, show, tuple(stages))

    def _stage(self, place: str, data: Any) -> Stage:
        faults = self._faults
        if not self._known(place, "", data, _STAGE):
            return Stage({}, self._show, self._experiment)
        say = self._say(place, "", data)
        self._set(place, "", data)
        self._read_show(place, data)
        ask: Ask | None = None
        goal: Goal | None = None
        concealed: frozenset[str] = frozenset()
        if data.get("ask") is not None:
            concealed = frozenset(FACTS)
            with faults.at(place):
                ask = read_ask(data["ask"], self._languages, self._experiment)
        with faults.at(place):
            if "conceal" in data:
                listed = checked_list("conceal", data["conceal"])
                concealed = frozenset(choice("conceal", fact, FACTS) for fact in listed)
        if data.get("goal") is not None:
            with faults.at(place):
                goal = read_goal(data["goal"], self._experiment)
        notes: Texts = {}
        if "notes" in data:
            with faults.at(place):
                notes = read_texts("notes", data["notes"], self._languages, LONGEST_NOTES, None)
        stage = Stage(say, self._show, self._experiment, ask, concealed, None, goal, notes)
        reveal = data.get("reveal")
        if reveal is None:
            with faults.at(place):
                if ask is not None:
                    raise LessonFault("reveal", None, "needed")
            return stage
        if not self._known(place, "reveal", reveal, _REVEAL):
            return stage
        said = self._say(place, "reveal.", reveal)
        self._set(place, "reveal.", reveal)
        self._read_show(place, reveal, "reveal")
        return replace(stage, reveal=Reveal(said, self._show, self._experiment))

    def _known(self, place: str, name: str, data: Any, known: tuple[str, ...]) -> bool:
        count = len(self._faults.found)
        with self._faults.at(place, name):
            if not isinstance(data, Mapping):
                raise InvalidValue(name, data, "structure", expected="an object of named fields")
            for key in data:
                with self._faults.at(place, name):
                    checked_keys(shown(key), {key: None}, known)
        return len(self._faults.found) == count

    def _say(self, place: str, prefix: str, data: Mapping[str, Any]) -> Texts:
        with self._faults.at(place):
            if "say" not in data:
                raise LessonFault(f"{prefix}say", None, "needed")
            return read_texts(f"{prefix}say", data["say"], self._languages, LONGEST, MOST_SENTENCES)
        return {}

    def _set(self, place: str, prefix: str, data: Mapping[str, Any]) -> None:
        if "set" not in data:
            return
        with self._faults.at(place, f"{prefix}set"):
            if not isinstance(data["set"], Mapping):
                raise InvalidValue("set", data["set"], "structure", expected="an object of named fields")
            self._experiment = Experiment.from_dict({**self._experiment.to_dict(), **data["set"]})

    def _read_show(self, place: str, data: Mapping[str, Any], prefix: str = "") -> None:
        """Also where nothing is said: what belongs to one stage alone is forgotten."""
        with self._faults.at(place, prefix):
            self._show = read_show(data.get("show", {}), self._show, self._experiment)
