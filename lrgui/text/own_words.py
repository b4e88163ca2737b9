"""What runs have of their own that others of the experiment have not, in words: start, batch size, seed."""

from __future__ import annotations

from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import PROBLEMS
from lrgui.text.language import translate
from lrgui.text.numbers import format_count
from lrgui.text.problems import WORDS


def batch_words(size: int) -> str:
    return translate("Figure", "batch size {0}").format(format_count(size))


def seed_words(seed: int) -> str:
    return translate("Figure", "seed {0}").format(seed)


def shared_start(experiment: Experiment, problem: str) -> list[str]:
    """Where all runs start, for a caption; nothing where that need not be said, or they do not share it."""
    starts = {WORDS[problem].start(own) for own in experiment.each}
    return [text for text in starts if text] if len(starts) == 1 else []


def shared_batches(experiment: Experiment) -> list[str]:
    """Batch size and seed, for a caption; of what runs do not share the seed of the data."""
    sizes = set(experiment.batch_sizes)
    return [*map(batch_words, sizes if len(sizes) == 1 else ()), seed_words(experiment.seed)]


def own_words(experiment: Experiment, problem: str) -> list[list[str]]:
    """What tells each run from the others; nothing where all are alike."""
    runs = range(len(experiment.runs))
    told: list[list[str]] = [[] for _ in runs]
    if not experiment.apart:
        return told
    each = experiment.each
    columns = [[WORDS[problem].place(own) for own in each]]
    if PROBLEMS[problem].on_data:
        columns = [
            list(map(batch_words, experiment.batch_sizes)),
            [seed_words(own.order_seed) for own in each],
            *columns,
        ]
    for texts in columns:
        if len(set(texts)) > 1:
            for run in runs:
                told[run].append(texts[run])
    return told
