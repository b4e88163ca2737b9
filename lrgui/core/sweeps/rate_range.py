"""The learning-rate range test: one run whose rate grows until it fails, and the rate at which it learned fastest.

Leslie Smith, "Cyclical Learning Rates for Training Neural Networks", 2015 (arXiv:1506.01186), section 3.3; smoothing,
the stop at four times the lowest loss and the suggestion are those of fastai's learning-rate finder.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrgui.core.model.checks import integer
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.registry import PROBLEMS, make_problem
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.training.rates import learning_rates
from lrgui.core.training.schedules.decays import EXPONENTIAL
from lrgui.core.training.trainer import Trainer

EPOCHS = 5  # of the classifier
UPDATES = 100  # of the 1-D descent, and of the classifier at least
MAX_UPDATES = 100_000
MEMORY = 1 / 16  # of the test that smoothing averages over: β = 0.98 in 800 updates, as in fastai
TOO_HIGH = 4.0  # times the lowest smoothed loss: there the test stops
BLOCK = 256


@dataclass(frozen=True)
class RangeTest:
    """What the test has found, row k before and with update k.

    rates: (n,); losses: (n,), before the update, of the 1-D descent or of the batch that the update is made with;
    smoothed: (n,), their exponential moving average; parameters: (n, d), before the update. n: updates until the test
    stopped; stopped: whether that was before the highest rate. suggestion: the rate at which the smoothed loss fell
    steepest (over log η) before its minimum, None where it never fell.
    """

    rates: Floats
    losses: Floats
    smoothed: Floats
    parameters: Array
    stopped: bool
    suggestion: float | None


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
    count = usual_updates(experiment, problem) if updates is None else updates
    count = integer("updates", count, 2, MAX_UPDATES)
    settings = _growing(experiment, problem, experiment.runs[0] if template is None else template, low, high, count)
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
        smoothed = smooth(losses, math.exp(-1 / (MEMORY * count)))
        stop = _stop(losses, smoothed)
        if stop is not None:
            end, stopped = stop + 1, stop + 1 < count
            break
    rates = learning_rates(settings, problem, 0, end)[:, 0]
    losses, smoothed = losses[:end], smoothed[:end]
    return RangeTest(rates, losses, smoothed, parameters[:end, 0], stopped, suggested(rates, smoothed))


def _growing(experiment: Experiment, problem: str, run: Run, low: float, high: float, count: int) -> Experiment:
    """The experiment of one run whose rate grows from `low` at the first to `high` at the last of `count` updates."""
    per_epoch = experiment.updates_per_epoch(problem)
    periods = math.ceil(math.log10(high / low) / 3)  # a schedule grows at most 1000-fold in one
    growing = replace(
        Run(optimizer=run.optimizer, momentum=run.momentum),
        learning_rate=low,
        schedule=EXPONENTIAL.code,
        decay_rate=(high / low) ** (1 / periods),
        decay_epochs=(count - 1) / periods / per_epoch,
    )
    length: dict[str, Any] = {PROBLEMS[problem].length: -(-count // per_epoch)}
    return replace(experiment, problem=problem, runs=(growing,), changes=(), **length)


def smooth(losses: Floats, beta: float) -> Floats:
    """Exponential moving average with weight 1 − β for the new value, divided by 1 − βᵏ, as it begins at 0."""
    smoothed = np.empty(len(losses))
    average = 0.0
    for k, loss in enumerate(losses):
        average = beta * average + (1 - beta) * float(loss)
        smoothed[k] = average / (1 - beta ** (k + 1))
    return smoothed


def _stop(losses: Floats, smoothed: Floats) -> int | None:
    """The first row whose loss is not finite, or whose smoothed loss is too high."""
    with np.errstate(invalid="ignore"):
        failed = ~np.isfinite(smoothed) | ~np.isfinite(losses)
        failed |= smoothed > TOO_HIGH * np.minimum.accumulate(np.where(failed, np.inf, smoothed))
    return int(failed.argmax()) if failed.any() else None


def suggested(rates: Floats, smoothed: Floats) -> float | None:
    """The rate at which `smoothed` fell steepest over log η before its lowest finite value; None: it never fell."""
    finite = np.nonzero(np.isfinite(smoothed))[0]
    if not len(finite):
        return None
    lowest = int(finite[np.argmin(smoothed[finite])])
    before = finite[finite <= lowest]
    slopes = np.diff(smoothed[before]) / np.diff(np.log(rates[before]))
    if not len(slopes) or slopes.min() >= 0:
        return None
    return float(rates[before[int(slopes.argmin())]])
