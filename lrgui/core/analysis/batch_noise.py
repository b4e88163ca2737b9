"""How much the batches of a run differ from all of its data: losses and gradients of single updates.

Everything is computed again from the parameters that are known, when somebody looks at it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Floats, Integers
from lrgui.core.problems.batches import stacked_rows
from lrgui.core.problems.classifier import Classifier, largest_eigenvalues
from lrgui.core.training.trace import Trace

MOST_UPDATES = 1_000_000  # of a run whose batches are looked at: of a longer one the first
_SAMPLES = 50_000  # of batches that are looked at together
_WORK = 16_000_000  # samples of all data that are looked at for one run, which is why some updates are left out
_FEWEST = 100  # updates that are compared with all data in any case


class Comparison(NamedTuple):
    """What batch and all training data say of the same parameters, of k updates: (k,) each, in float64.

    loss: of the batch. norm: the length of its gradient, with weight decay; cosine: of the angle between it and the
    gradient G of all data. batch_border, border: 2/λ, λ being the curvature of the loss of the batch and of all data.
    scale: the simple noise scale tr Σ/‖G‖², Σ being the covariance of single samples' gradients (McCandlish, Kaplan
    and others, An Empirical Model of Large-Batch Training, 2018): with batches much smaller than that noise decides
    where an update leads.
    """

    loss: Floats
    norm: Floats
    cosine: Floats
    batch_border: Floats
    border: Floats
    scale: Floats


def classifier_of(trace: Trace) -> Classifier:
    """The problem of a trace that has batches."""
    assert isinstance(trace.problem, Classifier)
    return trace.problem


def settings_of(trace: Trace, run: int) -> Experiment:
    """What decides about the batches of a run."""
    return trace.experiment.alone(run)


def batch_at(trace: Trace, run: int, update: int) -> tuple[float, float]:
    """The loss of the batch of update number `update` (from 0) of a run, and the length of its gradient."""
    state = trace.states_of(run, update, update)
    loss, gradient = _batch(classifier_of(trace), settings_of(trace, run), state, update)
    with np.errstate(all="ignore"):
        return loss, _length(gradient)


def _batch(problem: Classifier, settings: Experiment, state: Array, update: int) -> tuple[float, Floats]:
    """The loss of an update's batch and its gradient (d,), in float64, at the parameters before it: (1, d)."""
    gradients = problem.batch_gradients(stacked_rows(settings, update, update + 1), state)
    return float(problem.update_losses(settings, state, update)[0]), gradients[0].astype(np.float64)


def _length(gradient: Floats) -> float:
    """Of a gradient (d,), to the last bit as it is among many: along an axis NumPy adds in another order than alone."""
    return float(np.linalg.norm(gradient, axis=0))


class Comparing:
    """Batch and all data at updates (k,) of a run, counted from 0, that are computed or are the next one.

    Grows by `advance`, some rows of the data at a time; `found` is the result.
    """

    def __init__(self, trace: Trace, run: int, updates: Integers) -> None:
        self._problem, self._settings = classifier_of(trace), settings_of(trace, run)
        self._updates: list[int] = updates.tolist()
        self._states = np.array([trace.states_of(run, update, update)[0] for update in self._updates])
        self.found: Comparison | None = None
        self._slices = self._in_slices()

    def advance(self, seconds: float) -> bool:
        """Goes on for about `seconds`, for one slice at least; True when the result is there."""
        deadline = time.perf_counter() + seconds
        while self.found is None and next(self._slices, True) is None:
            if time.perf_counter() >= deadline:
                break
        return self.found is not None

    def _in_slices(self) -> Iterator[None]:
        problem, states = self._problem, self._states
        loss, border, gradients = np.empty(len(states)), np.empty(len(states)), np.empty(states.shape)
        for k, update in enumerate(self._updates):
            state = states[k : k + 1]
            loss[k], gradients[k] = _batch(problem, self._settings, state, update)
            hessian = np.zeros((1, state.shape[1], state.shape[1]))
            for part, share in problem.parts(stacked_rows(self._settings, update, update + 1)[0]):
                hessian += share * part.hessians(state)
                yield
            with np.errstate(divide="ignore", over="ignore"):
                border[k] = 2 / largest_eigenvalues(hessian)[0]
        whole, squares = np.zeros(states.shape), np.zeros(len(states))
        hessians = np.zeros((*states.shape, states.shape[1]))
        for part, share in problem.parts():
            with np.errstate(all="ignore"):
                whole += share * part.gradient(states)
                hessians += share * part.hessians(states)
                squares += share * part.mean_square(states)
            yield
        with np.errstate(all="ignore"):
            norm, length = np.linalg.norm(gradients, axis=1), np.linalg.norm(whole, axis=1)
            cosine = (gradients * whole).sum(axis=1) / (norm * length)
            alone = whole - problem.decayed(states)  # weight decay is the same for all samples
            scale = np.maximum(squares - np.square(alone).sum(axis=1), 0) / np.square(length)
            borders = border, 2 / largest_eigenvalues(hessians)
            self.found = Comparison(loss, norm, np.clip(cosine, -1, 1), *borders, scale)


def compared(trace: Trace, run: int, updates: Integers) -> Comparison:
    """The result of `Comparing`, at once."""
    comparing = Comparing(trace, run, updates)
    comparing.advance(math.inf)
    assert comparing.found is not None
    return comparing.found


class BatchNoise:
    """Grows by `advance`. `done` counts the updates whose batch was looked at, from the first one on.

    loss, norm: of each, as in `Comparison`; compared_at: which updates were compared with all data, from 0, one in
    `every`, as many as take a bounded time; comparison: with what result, as far as `compared_count`.
    """

    def __init__(self, trace: Trace, run: int) -> None:
        self.trace, self.run = trace, run
        self._problem, self._settings = classifier_of(trace), settings_of(trace, run)
        self.total = min(trace.made(run, trace.until), MOST_UPDATES)
        self.done = 0
        self._loss, self._norm = np.empty(self.total), np.empty(self.total)
        most = max(_FEWEST, _WORK // len(self._problem.train_y))
        self.every = max(1, -(-self.total // most))
        self.compared_at: Integers = np.arange(0, self.total, self.every)
        self.compared_count = 0
        self._compared = np.empty((len(Comparison._fields), len(self.compared_at)))
        self._comparing: tuple[Comparing, int] | None = None  # what is being compared, of how many updates

    @property
    def loss(self) -> Floats:
        """Of the batches: (done,)."""
        return self._loss[: self.done]

    @property
    def norm(self) -> Floats:
        """The lengths of their gradients: (done,)."""
        return self._norm[: self.done]

    @property
    def comparison(self) -> Comparison:
        """At the first `compared_count` of `compared_at`."""
        return Comparison(*self._compared[:, : self.compared_count])

    @property
    def sizes(self) -> Integers:
        """The samples of each batch: (done,)."""
        return self._problem.batch_sizes(self._settings, 0, self.done)

    def epoch_means(self) -> Floats:
        """The mean loss of the batches since the epoch began, each by its samples, as Keras prints it: (done,)."""
        return epoch_means(self.loss, self.sizes, self._settings.iterations_per_epoch)

    def epoch_mean(self, step: int) -> float:
        """The last of the means up to update `step`, counted from 1; asks the data where it is not among those done."""
        if step > self.done:
            return epoch_mean_at(self.trace, self.run, step)
        per_epoch = self._settings.iterations_per_epoch
        epoch = slice((step - 1) // per_epoch * per_epoch, step)
        return float(epoch_means(self._loss[epoch], self.sizes[epoch], per_epoch)[-1])

    @property
    def whole(self) -> bool:
        """Whether every batch is all of the data, so that there is no noise."""
        return self._settings.iterations_per_epoch == 1

    def smoothed(self, values: Floats, factor: float, every: int = 1) -> Floats:
        """The moving average of values that are known of each of the run's updates, or of one in `every`: (k,).

        β is per update: about 1/(1 − β) of them are averaged. Where there is no noise nothing is, for the average would
        only lag behind.
        """
        return smoothed(values, 0.0 if self.whole else factor**every)

    def advance(self, seconds: float, *, compare: bool = False) -> bool:
        """Goes on for about `seconds`; True when all is there that is computed of the run.

        compare: with the comparisons, and not with the batches of all updates.
        """
        deadline = time.perf_counter() + seconds
        step = self._compare_more if compare else self._look_at_more
        while step():
            if time.perf_counter() >= deadline:
                return False
        return True

    def _look_at_more(self) -> bool:
        end = min(self.total, self.trace.made(self.run, self.trace.computed))
        if self.done >= end:
            return False
        first = self.done
        rows = stacked_rows(self._settings, first, min(end, first + max(1, _SAMPLES // self._settings.batch_size)))
        states = self.trace.states_of(self.run, first, first + len(rows) - 1)
        part = slice(first, first + len(rows))
        self._loss[part] = self._problem.update_losses(self._settings, states, first)
        with np.errstate(all="ignore"):
            gradients = self._problem.batch_gradients(rows, states).astype(np.float64)
            self._norm[part] = np.linalg.norm(gradients, axis=1)
        self.done += len(rows)
        return True

    def _compare_more(self) -> bool:
        first = self.compared_count
        if self._comparing is None:
            updates = self.compared_at[first : first + max(1, _SAMPLES // len(self._problem.train_y))]
            updates = updates[updates < self.trace.made(self.run, self.trace.computed)]
            if not len(updates):
                return False
            self._comparing = Comparing(self.trace, self.run, updates), len(updates)
        comparing, count = self._comparing
        if comparing.advance(0.0):
            self._comparing = None
            self._compared[:, first : first + count] = comparing.found
            self.compared_count += count
        return True


def seen_at(trace: Trace, run: int, steps: Sequence[int]) -> tuple[Floats, Floats]:
    """What was seen up to the updates `steps` (k,), ascending and counted from 1: (k,) each.

    The mean loss of the batches since the epoch began, see `epoch_means`, and the length of the last one's gradient.
    """
    problem, settings = classifier_of(trace), settings_of(trace, run)
    per_epoch = settings.iterations_per_epoch
    means, norms = np.empty(len(steps)), np.empty(len(steps))
    for epoch, group in groupby(enumerate(steps), lambda placed: (placed[1] - 1) // per_epoch):
        places = list(group)
        first, last = epoch * per_epoch, places[-1][1]
        states = trace.states_of(run, first, last - 1)
        losses = problem.update_losses(settings, states, first)
        found = epoch_means(losses, problem.batch_sizes(settings, first, len(losses)), per_epoch)
        for place, step in places:
            means[place] = found[step - 1 - first]
            with np.errstate(all="ignore"):
                norms[place] = _length(_batch(problem, settings, states[step - 1 - first][None], step - 1)[1])
    return means, norms


def epoch_mean_at(trace: Trace, run: int, step: int) -> float:
    """The mean loss of the batches up to update `step`, counted from 1, since its epoch began."""
    return float(seen_at(trace, run, [step])[0][0])


def epoch_means(losses: Floats, sizes: Integers, per_epoch: int) -> Floats:
    """Means of losses (k,) since the first of each epoch, weighted by `sizes` (k,): (k,)."""
    means = np.empty(len(losses))
    whole = len(losses) // per_epoch * per_epoch
    with np.errstate(all="ignore"):
        for part in (slice(0, whole), slice(whole, None)):
            weights = sizes[part].astype(np.float64)
            shape = (-1, per_epoch) if part.stop == whole else (1, -1)
            summed = np.cumsum((losses[part] * weights).reshape(shape), axis=1)
            means[part] = (summed / np.cumsum(weights.reshape(shape), axis=1)).ravel()
    return means


def smoothed(values: Array, factor: float) -> Floats:
    """The exponential moving average of values (k,), corrected for its start at 0: (k,).

    v ← βv + (1 − β)x, divided by 1 − βⁿ, n counting the values so far; what is not finite is left out and is nan.
    """
    out = np.full(len(values), np.nan)
    finite = np.isfinite(values)
    x = np.asarray(values, np.float64)[finite]
    out[finite] = x if factor == 0 else _averages(x, factor) / -np.expm1(np.arange(1, len(x) + 1) * math.log(factor))
    return out


def _averages(x: Floats, factor: float) -> Floats:
    """Before the correction. In blocks so long that values divided by powers stay within the range of numbers."""
    block = max(1, min(len(x), int(-100 / math.log(factor)))) if factor < 1 else len(x)
    out, before = np.empty(len(x)), 0.0
    powers = factor ** np.arange(block)
    with np.errstate(all="ignore"):
        for start in range(0, len(x), block):
            part = x[start : start + block]
            decay = powers[: len(part)]
            out[start : start + block] = decay * (factor * before + (1 - factor) * np.cumsum(part / decay))
            before = float(out[min(start + block, len(x)) - 1])
    return out
