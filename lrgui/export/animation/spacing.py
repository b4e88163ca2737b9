"""How a film's frames are spaced where nobody has said so: by where its runs learn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lrgui.core.training.history import History
from lrgui.export.animation.frame_times import Film

_EARLY = 0.1  # the part of the range that counts as early


def suited(film: Film, history: History, problem: str) -> Film:
    """The film, its spacing decided: logarithmic where it would be left to us and learning is early, else even."""
    if film.spacing != "auto":
        return film
    assert film.last is not None
    return replace(film, spacing="log" if learns_early(history, problem, film.first, film.last) else "even")


def learns_early(history: History, problem: str, first: int, last: int) -> bool:
    """Whether most of the loss's fall between two updates is over after a tenth of the way.

    Of several runs most decide; those whose loss does not fall, or is no number, have no say.
    """
    trace = history.traces[problem]
    places = (first, first + max(1, round(_EARLY * (last - first))), last)
    losses = [trace.problem.evaluate(trace.at(min(at, trace.computed))).train_loss for at in places]
    start, early, end = np.array(losses, np.float64)
    with np.errstate(invalid="ignore", over="ignore"):
        falls = np.isfinite(start) & np.isfinite(early) & (end < start)
        over = falls & (start - early > 0.5 * (start - end))
    return bool(2 * np.count_nonzero(over) > np.count_nonzero(falls))
