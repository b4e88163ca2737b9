"""The learning-rate range test: one run whose rate grows until it fails, and the rates that are read off its loss.

The test is Leslie Smith's ("Cyclical Learning Rates for Training Neural Networks", WACV 2017, arXiv:1506.01186,
section 3.3); that the rate grows exponentially, the smoothing, its end at four times the lowest loss, what is left out
at both ends, *steepest* and *valley* are those of fastai's learning-rate finder.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrgui.core.model.checks import integer
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import OF_OPTIMIZERS, Run
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.registry import PROBLEMS, make_problem
from lrgui.core.sweeps.rate_grid import RateGrid, alike
from lrgui.core.training.rates import learning_rates
from lrgui.core.training.schedules.decays import EXPONENTIAL
from lrgui.core.training.trainer import Trainer

EPOCHS = 5  # of the classifier
UPDATES = 100  # of a function, and of the classifier at least
MAX_UPDATES = 100_000
BETA, BETA_UPDATES = 0.98, 100  # fastai's smoothing, which is made for so many updates
LEFT_OUT = 1 / 10, 5  # share of the test at its beginning, and rows at its end, from which nothing is read
SLOPE = 1 / 16  # of the test to either side: a slope between neighbours is that of the noise of two batches
TOO_HIGH = 4.0  # times the lowest smoothed loss: there the test stops
BLOCK = 256


@dataclass(frozen=True)
class RangeTest:
    """What the test has found, row k before and with update k.

    rates: (n,); losses: (n,), before the update, of the function or of the batch that the update is made with;
    smoothed: (n,), their exponential moving average; parameters: (n, d), before the update. n: updates until the test
    stopped; stopped: whether that was before the highest rate. steepest: the rate at which the smoothed loss fell
    steepest over log η; valley: the rate in the middle of its longest descent; each None where it never fell.
    """

    rates: Floats
    losses: Floats
    smoothed: Floats
    parameters: Array
    stopped: bool
    steepest: float | None
    valley: float | None


def usual_updates(experiment: Experiment, problem: str) -> int:
    """How many updates the test makes unless it is told."""
    return max(UPDATES, EPOCHS * experiment.iterations_per_epoch) if PROBLEMS[problem].on_data else UPDATES


def range_test(
    experiment: Experiment,
    problem: str,
    template: Run | None = None,
    low: float = 1e-4,
    high: float = 1e2,
    updates: int | None = None,
) -> RangeTest:
    """The test from rate `low` to `high` in `updates` updates, with the optimizer of `template`.

    template: by default the experiment's first run. Its schedule, and edits "from here on", are left out. The last row
    that is kept is the one at which the test stopped; its loss may be nan or inf, from which nothing is read. Raises
    `InvalidValue`.
    """
    if problem not in experiment.problems:
        raise InvalidValue("problem", problem, "one_of", choices=experiment.problems)
    RateGrid(low, high)  # what is allowed is the same
    experiment, template = alike(experiment, template)
    count = usual_updates(experiment, problem) if updates is None else updates
    count = integer("updates", count, 2, MAX_UPDATES)
    settings = _growing(experiment, template, problem, low, high, count)
    model = make_problem(problem, settings)
    trainer = Trainer(settings, problem, model)
    parameters = np.empty((count + 1, *trainer.parameters.shape), trainer.parameters.dtype)
    parameters[0] = trainer.parameters
    losses, smoothed = np.empty(0), np.empty(0)
    end, stopped = 0, False
    while end < count and not stopped:
        # The trainer stops at the end of an epoch at the latest.
        made = trainer.advance(parameters[end + 1 : min(end + BLOCK, count) + 1])
        block = model.update_losses(settings, parameters[end : end + made, 0], end)
        losses = np.concatenate([losses, block])
        end += made
        smoothed = smooth(losses, fitting_beta(count))
        stop = _stop(losses, smoothed - model.floor, math.ceil(LEFT_OUT[0] * count))
        if stop is not None:
            end, stopped = stop + 1, stop + 1 < count
            break
    rates = learning_rates(settings, problem, 0, end)[:, 0]
    losses, smoothed = losses[:end], smoothed[:end]
    read = slice(math.ceil(LEFT_OUT[0] * count), max(0, end - LEFT_OUT[1]))
    seen = rates[read], smoothed[read]
    found = steepest(*seen, reach=max(1, round(SLOPE * count))), valley(*seen)
    return RangeTest(rates, losses, smoothed, parameters[:end, 0], stopped, *found)


def _growing(experiment: Experiment, run: Run, problem: str, low: float, high: float, count: int) -> Experiment:
    """The experiment of one run whose rate grows from `low` at the first to `high` at the last of `count` updates."""
    per_epoch = experiment.updates_per_epoch(problem)
    periods = math.ceil(math.log10(high / low) / 3)  # a schedule grows at most 1000-fold in one
    growing = replace(
        Run(optimizer=run.optimizer, seed=run.seed, **{field: getattr(run, field) for field in OF_OPTIMIZERS}),
        learning_rate=low,
        schedule=EXPONENTIAL.code,
        decay_rate=(high / low) ** (1 / periods),
        decay_epochs=(count - 1) / periods / per_epoch,
    )
    length: dict[str, Any] = {PROBLEMS[problem].length: -(-count // per_epoch)}
    return replace(experiment, problem=problem, runs=(growing,), changes=(), **length)


def fitting_beta(updates: int) -> float:
    """The β with which smoothing remembers the same share of a test of so many updates as fastai's does of its 100."""
    return float(BETA ** (BETA_UPDATES / updates))


def smooth(losses: Floats, beta: float) -> Floats:
    """Exponential moving average with weight 1 − β for the new value, divided by 1 − βᵏ, as it begins at 0."""
    smoothed = np.empty(len(losses))
    average = 0.0
    for k, loss in enumerate(losses):
        average = beta * average + (1 - beta) * float(loss)
        smoothed[k] = average / (1 - beta ** (k + 1))
    return smoothed


def _stop(losses: Floats, smoothed: Floats, first: int) -> int | None:
    """The first row whose loss is not finite, or, from row `first` on, whose smoothed loss is too high over its floor.

    Before, the average is that of a few batches only, of which one may be many times as high as another.
    """
    with np.errstate(invalid="ignore"):
        failed = ~np.isfinite(smoothed) | ~np.isfinite(losses)
        settled = np.where(failed | (np.arange(len(smoothed)) < first), np.inf, smoothed)
        failed |= np.isfinite(settled) & (settled > TOO_HIGH * np.minimum.accumulate(settled))
    return int(failed.argmax()) if failed.any() else None


def steepest(rates: Floats, smoothed: Floats, reach: int) -> float | None:
    """The rate at which `smoothed` (n,) falls steepest over log η, None where it never falls.

    rates: (n,), ascending. The slope at a row is that between the rows `reach` before and after it, fewer where n is
    smaller than three times that.
    """
    reach = min(reach, len(rates) // 3)
    if reach < 1:
        return None
    with np.errstate(invalid="ignore"):
        slopes = smoothed[2 * reach :] - smoothed[: -2 * reach]
        slopes = slopes / np.log(rates[2 * reach :] / rates[: -2 * reach])
    slopes = np.where(np.isfinite(slopes), slopes, 0.0)
    lowest = int(slopes.argmin())
    return float(rates[reach + lowest]) if slopes[lowest] < 0 else None


def valley(rates: Floats, smoothed: Floats) -> float | None:
    """The rate in the middle of the longest descent of `smoothed` (n,), None where it never falls.

    As fastai finds it: the longest row of ever lower values, which need not be neighbours, so that noise does not
    interrupt it (of several that are equally long the first). The descent is taken to begin as many rows before its
    last value as the row is long; of that, the middle of the middle third.
    """
    lowest: list[float] = []  # −(the highest value with which a row of k + 1 values ends)
    last = -1
    for i, value in enumerate(smoothed.tolist()):
        if math.isfinite(value):
            length = bisect_left(lowest, -value)
            if length == len(lowest):
                last = i
            lowest[length : length + 1] = [-value]
    if len(lowest) < 2:
        return None
    first, third = last - len(lowest), len(lowest) / 3
    return float(rates[max(0, first + int(third) + int(third / 2))])
