"""Lessons while they are made: stages that take what is seen, and texts that may still be missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lrgui.core.files.view import FACTS, View
from lrgui.core.lessons.lesson import Lesson
from lrgui.core.lessons.question import Ask
from lrgui.core.lessons.reading import read_lesson
from lrgui.core.lessons.show import CONTROLS, END, Show
from lrgui.core.lessons.stage import Reveal, Stage
from lrgui.core.lessons.texts import Texts
from lrgui.core.lessons.writing import lesson_data
from lrgui.core.model.experiment import Experiment


def show_of(view: View, experiment: Experiment) -> Show:
    """What a stage shows that looks like a view: its panels, options, zoom, selected run and playhead."""
    return Show(
        panels=tuple(name for name in view.panels if name != CONTROLS),
        large=view.maximised,
        charts=view.charts_of(experiment),
        log_loss=view.log_loss,
        iterations=view.iterations,
        future=view.future,
        best=view.best,
        best_b=view.best_b,
        runs_problem=view.runs_problem,
        steps_problem=view.steps_problem,
        lens_problem=view.lens_problem,
        noise=view.noise,
        smoothing=view.smoothing,
        averaged=view.averaged,
        averaging=view.averaging,
        selected=view.selected,
        sweep=view.sweep,
        zoom=view.zoom,
        position=experiment.length if view.position is None else view.position,
    )


def new_stage(experiment: Experiment, view: View) -> Stage:
    """A stage that shows an experiment as a view does, and says nothing yet."""
    return Stage({}, show_of(view, experiment), experiment)


def asking(stage: Stage, ask: Ask | None) -> Stage:
    """The stage with another question, or none; what answers it plays to the end."""
    if ask is None:
        return replace(stage, ask=None, concealed=frozenset(), reveal=None)
    show = replace(stage.show, position=None, play_to=END)
    reveal = stage.reveal if stage.reveal is not None else Reveal({}, show, stage.experiment)
    return replace(stage, ask=ask, concealed=frozenset(FACTS), reveal=reveal)


def typed_choices(typed: Mapping[str, str]) -> tuple[Texts, ...]:
    """Choices from texts by language with one a line: a language may have fewer."""
    lines = {code: text.splitlines() for code, text in typed.items()}
    count = max(map(len, lines.values()))
    texts = [{code: line[i].strip() for code, line in lines.items() if i < len(line)} for i in range(count)]
    return tuple({code: text for code, text in each.items() if text} for each in texts)


def answered_by(stage: Stage, experiment: Experiment, view: View) -> Stage:
    """The stage with the answer that a view shows now: played from where the stage is, up to its playhead."""
    assert stage.reveal is not None
    show = show_of(view, experiment)
    begins = stage.show.position if experiment == stage.experiment else 0
    shown = replace(show, position=begins, play_to=show.position)
    return replace(stage, reveal=replace(stage.reveal, show=shown, experiment=experiment))


def finished(lesson_id: str, title: Texts, stages: tuple[Stage, ...]) -> Lesson:
    """The lesson of these stages, checked as a file would be. Raises `LessonFaults`, which say what is missing."""
    experiment = stages[0].experiment if stages else Experiment()
    lesson = Lesson(lesson_id, title, experiment, Show.usual(experiment), stages, own=True)
    return Lesson.of(lesson_id, read_lesson(lesson_data(lesson)), own=True)
