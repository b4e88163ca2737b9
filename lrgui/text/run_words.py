"""What a run was trained with, and what it was changed to on its way."""

from __future__ import annotations

from collections.abc import Callable

from lrgui.core.model.counted import Counted
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.schedules import SCHEDULES
from lrgui.text.language import translate, translate_marked
from lrgui.text.numbers import format_count, format_number, format_rate


def rate_words(run: Run) -> str:
    return format_rate(run.learning_rate)


def schedule_words(run: Run) -> str:
    schedule = SCHEDULES[run.schedule]
    settings = {name: _setting(name, getattr(run, name)) for name in schedule.fields}
    text = translate_marked("Figure", schedule.caption).format(
        name=translate_marked("Names", schedule.name), **settings
    )
    if "staircase" in schedule.fields and run.staircase:
        text = translate("Figure", "{0}, staircase").format(text)
    return text


def _setting(name: str, value: float) -> str:
    return Counted(format_rate(value) if name.endswith("rate") else format_number(value))


def optimizer_words(run: Run) -> str:
    optimizer = OPTIMIZERS[run.optimizer]
    text = translate_marked("Names", optimizer.name)
    settings = ", ".join(f"{s.letter} = {format_rate(getattr(run, s.field))}" for s in optimizer.settings)
    return f"{text} ({settings})" if settings else text


def on_its_way(
    experiment: Experiment, run: int, position: int, words: Callable[[Run], str], *, brief: bool = False
) -> str:
    """What `words` says of a run from its start to `position`, with the steps at which it was changed.

    "0.3 → 0.05 at step 20"; only "0.3" where the words stay the same. brief: of several changes the last one.
    """
    said = start = now = words(experiment.runs[run])
    for at in sorted({change.at for change in experiment.changes if change.run == run and change.at <= position}):
        then = words(experiment.runs_at(at)[run])
        if then != now:
            before = f"{start} → …" if brief and said != start else said
            said = translate("Figure", "{0} → {1} at step {2}").format(before, then, format_count(at))
        now = then
    return said


def changes_text(experiment: Experiment, run: int, position: int) -> str:
    """All that a run was changed to up to `position`; nothing where it was not."""
    parts = (rate_words, schedule_words, optimizer_words)
    said = [(part(experiment.runs[run]), on_its_way(experiment, run, position, part)) for part in parts]
    return "; ".join([text for start, text in said if text != start])
