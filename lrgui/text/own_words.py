"""What runs have of their own that others of the experiment have not, in words: start, batch size, seed."""

from __future__ import annotations

from collections.abc import Iterable

from lrgui.core.model.counted import Counted
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import PROBLEMS
from lrgui.text.language import translate
from lrgui.text.numbers import format_count
from lrgui.text.problems import WORDS


def batch_words(size: int) -> str:
    return translate("Figure", "batch size {0}").format(format_count(size))


def seed_words(seed: int, order: int | None = None) -> str:
    """order: the seed of the order of the data, None where it is that of the data."""
    if order is None or order == seed:
        return translate("Figure", "seed {0}").format(seed)
    return translate("Figure", "seed {0}, order of seed {1}").format(seed, order)


def shared_start(experiment: Experiment, problem: str) -> list[str]:
    """Where all runs start, for a caption; nothing where that need not be said, or they do not share it."""
    starts = {WORDS[problem].start(own) for own in experiment.each}
    return [text for text in starts if text] if len(starts) == 1 else []


def epoch_words(lengths: Iterable[int]) -> str:
    """How many updates an epoch has, of several runs in their order."""
    lengths = dict.fromkeys(lengths)
    text = translate("Figure", "{0} {0:update|updates} per epoch")
    return text.format(Counted(", ".join(map(format_count, lengths))))


def epoch_lengths(experiment: Experiment, problem: str) -> list[int]:
    """How many updates an epoch of each run has."""
    return [own.updates_per_epoch(problem) for own in experiment.each]


def shared_batches(experiment: Experiment, problem: str) -> list[str]:
    """Batch size and seed, for a caption; of several batch sizes how long epochs are, of several orders none."""
    sizes, orders = set(experiment.batch_sizes), {own.order_seed for own in experiment.each}
    batches = batch_words(*sizes) if len(sizes) == 1 else epoch_words(epoch_lengths(experiment, problem))
    return [batches, seed_words(experiment.seed, orders.pop() if len(orders) == 1 else None)]


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
