"""What a run was trained with, and what it was changed to on its way."""

from __future__ import annotations

from collections.abc import Callable

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.text.language import translate
from lrgui.text.numbers import format_count


def on_its_way(experiment: Experiment, run: int, position: int, words: Callable[[Run], str]) -> str:
    """What `words` says of a run from its start to `position`, with the steps at which it was changed.

    "0.3 → 0.05 at step 20"; only "0.3" where the words stay the same.
    """
    said = now = words(experiment.runs[run])
    for at in sorted({change.at for change in experiment.changes if change.run == run and change.at <= position}):
        then = words(experiment.runs_at(at)[run])
        if then != now:
            said = translate("Figure", "{0} → {1} at step {2}").format(said, then, format_count(at))
        now = then
    return said
