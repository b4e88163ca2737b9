"""What runs have of their own that others of the experiment have not: where they start."""

from __future__ import annotations

from lrgui.core.model.experiment import Experiment
from lrgui.text.problems import WORDS


def shared_words(experiment: Experiment, problem: str) -> list[str]:
    """Where all runs start, for a caption; nothing where that need not be said, or they do not share it."""
    return [text for text in (_starts(experiment, problem)) if text]


def own_words(experiment: Experiment, problem: str) -> list[list[str]]:
    """What tells each run from the others, in the order of `shared_words`; nothing where all are alike."""
    runs = range(len(experiment.runs))
    told: list[list[str]] = [[] for _ in runs]
    if not experiment.apart:
        return told
    places = [WORDS[problem].place(experiment.alone(run)) for run in runs]
    if len(set(places)) > 1:
        for run in runs:
            told[run].append(places[run])
    return told


def _starts(experiment: Experiment, problem: str) -> list[str]:
    starts = {WORDS[problem].start(experiment.alone(run)) for run in range(len(experiment.runs))}
    return [*starts] if len(starts) == 1 else []
