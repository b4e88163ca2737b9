"""What a run was trained with, and what it was changed to on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lrgui.core.model.counted import Counted
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.optimizers.optimizer import Setting
from lrgui.text.language import translate, translate_marked
from lrgui.text.numbers import format_count, format_number, format_rate

_EXACT = 10  # digits, with which an epoch of a million is told to its thousandth


def rate_words(run: Run) -> str:
    return format_rate(run.learning_rate)


def called(run: Run, text: str) -> str:
    """A run by its name, where it has one, and by what is said of it."""
    return translate("Tables", "{0}: {1}").format(run.name, text) if run.name else text


def short_names(runs: Sequence[Run], own: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """What runs are called where there is little room, and where there is hardly any: by name or learning rate, and if
    that is not enough to tell them apart, by the optimizer too, by what is their `own`, or else by their number.
    """
    optimizers = [translate_marked("Names", run.rule.name) for run in runs]
    names = [run.name or rate_words(run) for run in runs]
    for more in (optimizers, [", ".join(each) for each in own], [str(i + 1) for i in range(len(runs))]):
        kinds = [len({more[j] for j, other in enumerate(names) if other == name}) for name in names]
        names = [f"{names[i]}, {more[i]}" if kinds[i] > 1 else names[i] for i in range(len(runs))]
    return [(name if run.name else f"η = {name}", name) for name, run in zip(names, runs, strict=True)]


def schedule_words(run: Run) -> str:
    """The schedule with its settings, and from which update on it counts where it was begun anew."""
    text = _schedule_alone(run)
    if run.schedule_from and not run.pace.constant:
        text = translate("Figure", "{0}, anew from step {1}").format(text, format_count(run.schedule_from))
    return text


def _schedule_alone(run: Run) -> str:
    schedule = run.pace
    settings = {name: _setting(name, getattr(run, name)) for name in schedule.fields}
    text = translate_marked("Figure", schedule.caption).format(
        name=translate_marked("Names", schedule.name), **settings
    )
    if "staircase" in schedule.fields and run.staircase:
        text = translate("Figure", "{0}, staircase").format(text)
    if run.warmup_epochs:
        warmup = Counted(_epochs(run.warmup_epochs))
        text = translate("Figure", "{0}, warm-up {1} {1:epoch|epochs}").format(text, warmup)
    return text


def points_words(points: Sequence[tuple[float, float]]) -> str:
    """The points of a schedule that is drawn by hand, as they are typed."""
    return ", ".join(f"{format_number(epoch, _EXACT)}: {format_rate(share)}" for epoch, share in points)


def _setting(name: str, value: Any) -> str:
    if name == "rate_points":
        return points_words(value)
    if isinstance(value, tuple):
        return ", ".join(map(_epochs, value)) or "–"
    return Counted(format_rate(value) if name.endswith("rate") else _epochs(value))


def _epochs(value: float) -> str:
    """A number of epochs, or another setting; no digit of a whole number is left out."""
    return format_number(value, _EXACT if value == round(value) else 4)


def optimizer_words(run: Run) -> str:
    optimizer = run.rule
    text = translate_marked("Names", optimizer.name)
    settings = ", ".join(setting_words(run, setting) for setting in optimizer.said(run))
    return f"{text} ({settings})" if settings else text


def setting_words(run: Run, setting: Setting) -> str:
    """One of the settings of a run's optimizer."""
    return setting.form.format(setting.letter, format_rate(float(getattr(run, setting.field))))


def on_its_way(
    experiment: Experiment, problem: str, run: int, update: int, words: Callable[[Run], str], *, brief: bool = False
) -> str:
    """What `words` says of a run of `problem` from its start to `update`, with the steps at which it was changed.

    "0.3 → 0.05 at step 20"; only "0.3" where the words stay the same. brief: of several changes the last one.
    """
    update = experiment.clock(problem).made(run, update)
    alone = experiment.alone(run)
    said = start = now = words(alone.runs[0])
    for at in sorted({change.at for change in alone.changes_of(problem) if change.at <= update}):
        then = words(alone.runs_at(at, problem)[0])
        if then != now:
            before = f"{start} → …" if brief and said != start else said
            said = translate("Figure", "{0} → {1} at step {2}").format(before, then, format_count(at))
        now = then
    return said


def changes_text(experiment: Experiment, problem: str, run: int, update: int) -> str:
    """All that a run of `problem` was changed to up to `update`; nothing where it was not."""
    parts = (rate_words, _schedule_alone, optimizer_words)
    said = [(part(experiment.runs[run]), on_its_way(experiment, problem, run, update, part)) for part in parts]
    changed = [text for start, text in said if text != start]
    now = experiment.runs_at(update, problem)[run]
    if now.schedule_from and not now.pace.constant:
        changed.append(translate("Figure", "the schedule anew from step {0}").format(format_count(now.schedule_from)))
    return "; ".join(changed)
