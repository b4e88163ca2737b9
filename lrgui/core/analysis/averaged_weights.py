"""Averaged weights: an exponential moving average of the parameters that a run goes through.

They are a function of the run's own path: nothing of it is trained, kept in a history or known to the trainer.
"""

from __future__ import annotations

import math
import time
from weakref import WeakKeyDictionary, ref

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.types import Array
from lrgui.core.problems.problem import Evaluation
from lrgui.core.training.checkpoint_times import CheckpointTimes
from lrgui.core.training.history import History
from lrgui.core.training.trace import BLOCK, Trace

MOST_BYTES = 32 * 2**20  # of the averages of one problem that are kept; those between two of them are made again
_TOGETHER = 64  # averaged weights that are evaluated at a time
FORMULA = "θ̄ ← d·θ̄ + (1 − d)·θ"


class AveragedWeights:
    """θ̄ ← d·θ̄ + (1 − d)·θ after each of a run's own updates, θ its parameters and d the `factor`, 0 ≤ d < 1.

    Before the first update θ̄ is θ, and after it, too: it begins with the first weights that were trained. So do Keras
    (`use_ema=True, ema_momentum=d`) and PyTorch (`AveragedModel` with `get_ema_multi_avg_fn(d)`, `update_parameters`
    after every step). In the precision of the parameters.

    Grows by `advance`; `done` counts the updates up to which it is known, those of the trace.
    Sources: Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992, and Ruppert 1988, of the
    mean of all; Izmailov and others, Averaging Weights Leads to Wider Optima and Better Generalization, 2018.
    """

    def __init__(self, trace: Trace, factor: float) -> None:
        self.trace, self.factor = trace, factor
        self.done = 0
        first = trace.at(0)
        self._stride = trace.stride
        while (trace.total // self._stride + 1) * first.nbytes > MOST_BYTES and self._stride < trace.total:
            self._stride *= 2
        self._kept = np.empty((trace.total // self._stride + 1, *first.shape), first.dtype)
        self._kept[0] = self._latest = first
        self._asked = 0, first  # for last, and what it was
        self._looked = (-1, -1), math.nan  # a run, an update, and the loss there
        self._curves: dict[int, AveragedCurve] = {}  # of the run that was asked for last
        self._groups = [np.array(group.rows) for group in trace.experiment.groups(trace.problem_name)]

    def advance(self, seconds: float, update: int | None = None) -> bool:
        """Goes on for about `seconds`, up to `update` or to the last that is computed; True where it is there."""
        deadline, stride = time.perf_counter() + seconds, self._stride
        wanted = self.trace.computed if update is None else update
        while (done := self.done) < wanted:
            last = min(wanted, (done // BLOCK + 1) * BLOCK)
            found = self._following(self._latest, done, last)
            row, end = done // stride + 1, last // stride + 1
            self._kept[row:end] = found[row * stride - done - 1 :: stride]
            self._latest, self.done = found[-1].copy(), last
            if time.perf_counter() >= deadline:
                break
        return self.done >= wanted

    def at(self, update: int) -> Array:
        """After `update` updates, 0 ≤ update ≤ `done`: (runs, d)."""
        if not 0 <= update <= self.done:
            raise IndexError(f"the average after update {update} is not known: there are 0 … {self.done}")
        first = update - update % self._stride
        asked, average = self._asked
        if not first <= asked <= update:
            asked, average = first, self._kept[first // self._stride]
        if asked < update:
            average = self._following(average, asked, update)[-1]
            self._asked = update, average
        return average

    def loss(self, run: int, update: int) -> float:
        """The training loss with those of a run after `update` updates; kept while nothing else is looked at."""
        if self._looked[0] != (run, update):
            loss = self.trace.problem.evaluate(self.at(update)[run : run + 1]).train_loss[0]
            self._looked = (run, update), float(loss)
        return self._looked[1]

    def overview(self, last: int, count: int) -> tuple[NDArray[np.int64], Array]:
        """Some `count` … 2·`count` of those that are kept up to `last` (or all, if there are fewer), evenly spaced.

        Updates (k,) and averages (k, runs, d).
        """
        every = 1
        while last // (self._stride * every) >= 2 * count:
            every *= 2
        rows = self._kept[: last // self._stride + 1 : every]
        return np.arange(len(rows), dtype=np.int64) * (every * self._stride), rows

    def curve(self, run: int, times: CheckpointTimes) -> AveragedCurve:
        """The figures of a run of the problem on data at its checkpoints, as far as they are known."""
        if run not in self._curves:
            self._curves = {run: AveragedCurve(self, run, times)}
        return self._curves[run]

    def _following(self, average: Array, first: int, last: int) -> Array:
        """After the updates first + 1 … last, from what it is after `first`: (last − first, runs, d).

        Of runs of several batch sizes each goes on with its own updates only.
        """
        states = self.trace.states(first, last)
        decay, rest = states.dtype.type(self.factor), states.dtype.type(1 - self.factor)
        found = np.empty_like(states[1:])
        moments = np.arange(first, last + 1)
        with np.errstate(all="ignore"):
            for rows in self._groups:
                made = self.trace.clock.made(int(rows[0]), moments).tolist()
                now, own = average[rows], states[1:, rows]
                shares, factor = rest * own, np.full_like(now, decay)
                for k, share in enumerate(shares):
                    if made[k + 1] == 1:
                        now = own[k]
                    elif made[k + 1] > made[k]:
                        now = factor * now + share
                    found[k, rows] = now
        return found


class AveragedCurve:
    """Loss and accuracy of a run's averaged weights at its checkpoints, `count` of them so far. Grows by `advance`."""

    def __init__(self, averages: AveragedWeights, run: int, times: CheckpointTimes) -> None:
        # In no circle, so that what nobody looks at is gone at once.
        self._averages, self._run, self._times = ref(averages), run, times
        self.count = 0
        self._values = np.empty((4, times.count))

    def steps(self, count: int) -> NDArray[np.int64]:
        """The run's own updates of the first `count` checkpoints."""
        return self._times.steps(0, count)

    def values(self, count: int) -> Evaluation:
        """The first `count` evaluations: four arrays of shape (count,)."""
        return Evaluation(*self._values[:, :count])

    def advance(self, seconds: float, count: int) -> bool:
        """Goes on for about `seconds`, up to the first `count` checkpoints; True where these are there."""
        averages = self._averages()
        assert averages is not None
        deadline, trace = time.perf_counter() + seconds, averages.trace
        while self.count < count:
            last = min(count, self.count + _TOGETHER)
            moments = trace.clock.moment_of(self._run, self._times.steps(self.count, last)).tolist()
            if not averages.advance(max(0.0, deadline - time.perf_counter()), moments[-1]):
                return False
            states = np.array([averages.at(moment)[self._run] for moment in moments])
            self._values[:, self.count : last] = trace.problem.evaluate(states)
            self.count = last
            if time.perf_counter() >= deadline:
                break
        return self.count >= count


# By the history that they belong to, and the problem.
_KNOWN: WeakKeyDictionary[History, dict[str, AveragedWeights]] = WeakKeyDictionary()


def forget_averages() -> None:
    """Lets go of what is known of all histories: nobody looks any more."""
    _KNOWN.clear()


def averaged_weights(history: History, problem: str, factor: float) -> AveragedWeights:
    """Those of a problem of a history, as far as they are known: of the factor that was asked for last."""
    known = _KNOWN.setdefault(history, {})
    if problem not in known or known[problem].factor != factor:
        known[problem] = AveragedWeights(history.traces[problem], factor)
    return known[problem]
