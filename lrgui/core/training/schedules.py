"""The learning rate as a function of the update number.

Definitions are those of Keras (`ExponentialDecay`, `InverseTimeDecay`, `PolynomialDecay`, `CosineDecay` with
warm-up from 0) and Optax (the same, and `cosine_onecycle_schedule`). t counts the updates already made: the
first update uses t = 0.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Floats

ONE_CYCLE_RISE = 0.3  # share of the run in which the rate rises
ONE_CYCLE_START = 25.0  # the peak divided by the first rate
ONE_CYCLE_END = 1e4  # the first rate divided by the last


def in_updates(epochs: float, updates_per_epoch: int) -> float:
    """A period given in epochs as a number of updates, not always whole.

    0.28 epochs of 25 updates are 7 updates, although the product in binary is a little more than 7: a
    staircase would come down one update late.
    """
    updates = epochs * updates_per_epoch
    whole = round(updates)
    return float(whole) if math.isclose(updates, whole, rel_tol=1e-12) else updates


def scheduled_rates(run: Run, t: Floats, total: int, updates_per_epoch: int) -> Floats:
    """η_t of `run` for the update numbers `t` (any shape) in a run of `total` updates.

    Returns an array shaped like `t`, float64. Where a growing schedule exceeds the range of float64 it is
    inf.

    >>> run = Run(learning_rate=0.3, schedule="exponential", decay_rate=0.5, decay_epochs=2)
    >>> scheduled_rates(run, np.array([0.0, 2.0, 4.0]), total=40, updates_per_epoch=1)
    array([0.3  , 0.15 , 0.075])
    """
    with np.errstate(over="ignore", under="ignore"):
        return _scheduled_rates(run, t, total, updates_per_epoch)


def _scheduled_rates(run: Run, t: Floats, total: int, updates_per_epoch: int) -> Floats:
    eta = run.learning_rate
    if run.schedule == "constant":
        return np.full_like(t, eta)
    if run.schedule in ("exponential", "inverse-time"):
        periods = t / in_updates(run.decay_epochs, updates_per_epoch)
        if run.staircase:
            periods = np.floor(periods)
        if run.schedule == "exponential":
            return eta * run.decay_rate**periods
        return eta / (1.0 + run.decay_rate * periods)
    if run.schedule == "polynomial":
        left = 1.0 - np.minimum(t, total) / total
        return (eta - run.end_learning_rate) * left**run.power + run.end_learning_rate
    if run.schedule == "cosine":
        return _cosine(run, t, total, in_updates(run.warmup_epochs, updates_per_epoch))
    return _one_cycle(eta, t, total)


def _cosine(run: Run, t: Floats, total: int, warmup: float) -> Floats:
    rest = max(total - warmup, np.finfo(float).tiny)
    done = np.clip(t - warmup, 0.0, rest) / rest
    factor = (1.0 - run.alpha) * 0.5 * (1.0 + np.cos(np.pi * done)) + run.alpha
    if warmup > 0:
        factor = np.where(t < warmup, t / warmup, factor)
    return run.learning_rate * factor


def _one_cycle(peak: float, t: Floats, total: int) -> Floats:
    top = int(ONE_CYCLE_RISE * total)
    first = peak / ONE_CYCLE_START
    last = first / ONE_CYCLE_END

    def between(a: float, b: float, share: Floats) -> Floats:
        return a + (b - a) * 0.5 * (1.0 - np.cos(np.pi * share))

    fall = between(peak, last, np.clip(t - top, 0, total - top) / (total - top))
    if top == 0:
        return fall
    return np.where(t < top, between(first, peak, np.minimum(t, top) / top), fall)


def learning_rates(experiment: Experiment, problem: str, start: int, stop: int) -> Floats:
    """The rates of the updates `start` … `stop` − 1 of every run, "from here on" edits included.

    Returns an array of shape (stop − start, runs).
    """
    return rates_at(experiment, problem, np.arange(start, stop, dtype=np.float64))


def rates_at(experiment: Experiment, problem: str, t: Floats) -> Floats:
    """The rates of the updates `t` (n,), whole numbers in ascending order, of every run: (n, runs)."""
    rates = np.empty((len(t), len(experiment.runs)))
    if not len(t):
        return rates
    total = experiment.total_updates(problem)
    per_epoch = experiment.updates_per_epoch(problem)
    edges = [int(t[0]), *(at for at in experiment.breakpoints if t[0] < at <= t[-1])]
    for a, rows in zip(edges, _between(t, edges), strict=True):
        for i, run in enumerate(experiment.runs_at(a)):
            rates[rows, i] = scheduled_rates(run, t[rows], total, per_epoch)
    return rates


def _between(t: Floats, edges: list[int]) -> list[slice]:
    """The rows of the ascending `t` from each edge up to the next one."""
    firsts = [int(np.searchsorted(t, edge)) for edge in edges]
    return [slice(a, b) for a, b in pairwise([*firsts, len(t)])]
