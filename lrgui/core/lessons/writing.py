"""Writes lessons as data for JSON, which `read_lesson` reads again."""

from __future__ import annotations

from typing import Any

from lrgui.core.files.view import FACTS
from lrgui.core.lessons.lesson import Lesson
from lrgui.core.lessons.reading import FORMAT, VERSION
from lrgui.core.lessons.show import Show
from lrgui.core.lessons.stage import Reveal, Stage
from lrgui.core.model.experiment import Experiment


def lesson_data(lesson: Lesson, order: float = 0.0) -> dict[str, Any]:
    """All fields of a lesson's file; a stage says what it changes, and nothing else."""
    usual = Show.usual(lesson.experiment)
    show, experiment, stages = lesson.show, lesson.experiment, []
    for stage in lesson.stages:
        data, show, experiment = _stage(stage, show, experiment)
        stages.append(data)
    return {
        "format": FORMAT,
        "version": VERSION,
        "order": order,
        "title": dict(lesson.title),
        "experiment": lesson.experiment.to_dict(),
        "show": lesson.show.to_dict(usual),
        "stages": stages,
    }


def _stage(stage: Stage, show: Show, experiment: Experiment) -> tuple[dict[str, Any], Show, Experiment]:
    data = _picture(stage, show, experiment)
    if stage.ask is not None:
        data["ask"] = stage.ask.to_dict()
    if stage.concealed != (frozenset(FACTS) if stage.ask is not None else frozenset()):
        data["conceal"] = [fact for fact in FACTS if fact in stage.concealed]
    if stage.goal is not None:
        data["goal"] = stage.goal.to_dict()
    if stage.notes:
        data["notes"] = dict(stage.notes)
    if stage.reveal is None:
        return data, stage.show, stage.experiment
    data["reveal"] = _picture(stage.reveal, stage.show, stage.experiment)
    return data, stage.reveal.show, stage.reveal.experiment


def _picture(part: Stage | Reveal, show: Show, experiment: Experiment) -> dict[str, Any]:
    data: dict[str, Any] = {"say": dict(part.say)}
    old, new = experiment.to_dict(), part.experiment.to_dict()
    changed = {name: value for name, value in new.items() if name not in old or old[name] != value}
    changed |= {name: getattr(part.experiment, name) for name in old if name not in new}
    if changed:
        data["set"] = changed
    if shown := part.show.to_dict(show):
        data["show"] = shown
    return data
