"""Σ η in words."""

from __future__ import annotations

import math

from lrgui.core.training.history import History
from lrgui.core.training.rate_sum import rate_sum
from lrgui.text.language import translate
from lrgui.text.numbers import format_number


def rate_sum_words(history: History, problem: str, run: int, place: int) -> str:
    """Σ η of a run at a place on the timeline, and whether it stays finite with the settings that the run has then: two
    items, of which a narrow line shows the first.
    """
    trace = history.traces[problem]
    sums = rate_sum(trace, run, place)
    made = trace.made(run, history.experiment.update_at(problem, place))
    so_far = format_number(sums.until(made), 3)
    if math.isinf(sums.for_ever):
        return translate("Curves", "Σ η = {0} so far · without bound").format(so_far)
    if math.isnan(sums.for_ever):
        return translate("Curves", "Σ η = {0} so far · the loss decides how it goes on").format(so_far)
    text = translate("Curves", "Σ η = {0} so far · at most {1}, even beyond its end")
    return text.format(so_far, format_number(sums.for_ever, 3))
