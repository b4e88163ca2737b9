"""What was computed: parameters of every update, and the classifier's evaluations at its checkpoints.

One thread writes and one may read meanwhile: arrays have their final size from the beginning, and a count is
published after what it counts was written. Where a million updates of many runs would not fit, only keyframes
are kept, and what lies between two of them is replayed, which gives the same bits.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Flags
from lrgui.core.problems.problem import Evaluation, LogisticRegression, Parabola, Problem, make_problem
from lrgui.core.training.rates import learning_rates
from lrgui.core.training.trainer import Snapshot, Trainer

BLOCK = 256  # updates written at a time, where no checkpoint or epoch ends earlier
GROWN = 1.37  # a 1-D run whose loss exceeds this many times its first one is away: the plot reaches so far


class Trace:
    """The record of one problem: parameters (runs, d) after each of `computed` updates, finally `total`."""

    def __init__(self, experiment: Experiment, problem_name: str) -> None:
        self.experiment = experiment
        self.problem_name = problem_name
        self.problem: Problem = make_problem(problem_name, experiment)
        self.total = experiment.total_updates(problem_name)
        plan = experiment.memory_plan(problem_name)
        self.stride = plan.stride
        self.computed = 0
        self._trainer = Trainer(experiment, problem_name, self.problem)
        first = self._trainer.parameters
        self._kept = np.empty((self.total // self.stride + 1, *first.shape), first.dtype)
        self._kept[0] = first
        self._keyframes = [self._trainer.snapshot()]
        self._spacing = plan.spacing
        self._scratch = np.empty((min(BLOCK, self.stride), *first.shape), first.dtype)
        self._replayer: Trainer | None = None
        self._replayed: Snapshot | None = None
        self._away = np.zeros(len(first), dtype=bool)
        self._turns: list[list[int]] = [[] for _ in first]

    @property
    def done(self) -> bool:
        return self.computed >= self.total

    # Writing, by the computation only

    def advance(self, limit: int) -> None:
        """Computes and keeps the next updates: at most `limit`, at least one."""
        at = self.computed
        if self.stride == 1:
            made = self._trainer.advance(self._kept[at + 1 : at + 1 + min(limit, BLOCK)])
            block = self._kept[at + 1 : at + 1 + made]
            if at + made >= self._keyframes[-1].update + self._spacing:
                self._keyframes.append(self._trainer.snapshot())
        else:
            room = min(limit, self.stride - at % self.stride, len(self._scratch))
            made = self._trainer.advance(self._scratch[:room])
            block = self._scratch[:made]
            if (at + made) % self.stride == 0:
                self._kept[(at + made) // self.stride] = block[-1]
                self._keyframes.append(self._trainer.snapshot())
        self._watch(at + 1, block)
        self.computed = at + made

    @property
    def latest(self) -> Array:
        """The parameters after the last computed update, as the trainer has them."""
        return self._trainer.parameters

    def _watch(self, first: int, block: Array) -> None:
        """Notes where runs go away (lose all bounds) and come back."""
        away = self._is_away(block)
        before = np.vstack([self._away, away[:-1]])
        for row, run in zip(*np.nonzero(away != before), strict=True):
            self._turns[run].append(first + int(row))
        self._away = away[-1]

    def _is_away(self, block: Array) -> Flags:
        if isinstance(self.problem, Parabola):
            loss = self.problem.loss(block[:, :, 0])
            limit = GROWN * self.problem.loss(self._kept[0, :, 0])
            return np.asarray(~(loss <= limit))  # also where it is nan
        return np.asarray(~np.isfinite(block).all(axis=2))

    # Reading

    def at(self, update: int) -> Array:
        """Parameters (runs, d) after `update` updates, 0 ≤ update ≤ computed; a view where it was kept."""
        if not 0 <= update <= self.computed:
            raise IndexError(f"update {update} is not computed: there are 0 … {self.computed}")
        row, rest = divmod(update, self.stride)
        parameters: Array = self._kept[row] if rest == 0 else self._replay(update, update)[0]
        return parameters

    def states(self, first: int, last: int) -> Array:
        """Parameters after the updates first … last, both included: (last − first + 1, runs, d)."""
        if not 0 <= first <= last <= self.computed:
            raise IndexError(f"updates {first} … {last} are not computed: there are 0 … {self.computed}")
        return self._kept[first : last + 1] if self.stride == 1 else self._replay(first, last)

    def next_update(self, update: int) -> tuple[Array, Snapshot, Snapshot]:
        """Update number `update` (from 0) made once more: its gradients (runs, d), and what was before and after it."""
        if not 0 <= update <= self.computed or update == self.total:
            raise IndexError(f"update {update} cannot be made: there are 0 … {self.total - 1}")
        trainer, before = self._replayer_at(update)
        trainer.advance(np.empty((1, *trainer.parameters.shape), trainer.parameters.dtype))
        return trainer.gradient.copy(), before, trainer.snapshot()

    def overview(self, last: int, count: int) -> tuple[NDArray[np.int64], Array]:
        """Some `count` … 2·`count` of the kept states up to `last` (or all, if there are fewer), evenly spaced.

        Updates (k,) and parameters (k, runs, d). Which ones are left out changes only when `last` has doubled.
        """
        every = 1
        while last // (self.stride * every) >= 2 * count:
            every *= 2
        rows = self._kept[: last // self.stride + 1 : every]
        return np.arange(len(rows), dtype=np.int64) * (every * self.stride), rows

    def _replayer_at(self, update: int) -> tuple[Trainer, Snapshot]:
        """A trainer, for reading only, that stands at `update`, and a snapshot of it there."""
        if self._replayer is None:
            self._replayer = Trainer(self.experiment, self.problem_name, self.problem)
        trainer = self._replayer
        keyframe = self._keyframes[bisect_right(self._keyframes, update, key=lambda k: k.update) - 1]
        here = self._replayed
        # Going on from where the last reading stopped is what playing needs.
        trainer.restore(here if here is not None and keyframe.update <= here.update <= update else keyframe)
        scratch = np.empty((BLOCK, *trainer.parameters.shape), trainer.parameters.dtype)
        while trainer.update < update:
            trainer.advance(scratch[: update - trainer.update])
        self._replayed = trainer.snapshot()
        return trainer, self._replayed

    def _replay(self, first: int, last: int) -> Array:
        trainer, _ = self._replayer_at(first)
        out = np.empty((last - first + 1, *trainer.parameters.shape), trainer.parameters.dtype)
        out[0] = trainer.parameters
        while trainer.update < last:
            trainer.advance(out[trainer.update - first + 1 :])
        return out

    def rates(self, first: int, last: int) -> Array:
        """The learning rates of the updates first … last − 1: (last − first, runs), in float64."""
        return learning_rates(self.experiment, self.problem_name, first, last)

    def away_since(self, run: int, update: int) -> int | None:
        """The update since which `run` has been away without coming back, seen at `update`, or None."""
        turns = self._turns[run]
        n = bisect_right(turns, update)
        return turns[n - 1] if n % 2 else None


class Checkpoints:
    """The classifier's evaluations every half epoch, and which had the lowest validation loss so far."""

    def __init__(self, experiment: Experiment, trace: Trace) -> None:
        self.interval = experiment.checkpoint_interval
        size, runs = trace.total // self.interval + 1, len(experiment.runs)
        self.count = 0
        self._values = np.empty((4, size, runs))
        self._best = np.zeros((size, runs), np.int32)

    def record(self, evaluation: Evaluation) -> None:
        i = self.count
        self._values[:, i] = evaluation
        if i:
            losses = self._values[2]
            best = self._best[i - 1]
            # As the book does it: a nan is never better, and where the first loss is nan any number is.
            known = losses[best, np.arange(len(best))]
            better = (losses[i] < known) | (np.isnan(known) & ~np.isnan(losses[i]))
            self._best[i] = np.where(better, i, best)
        self.count = i + 1

    def until(self, update: int) -> int:
        """How many checkpoints there are up to `update`."""
        return min(self.count, update // self.interval + 1)

    def steps(self, count: int) -> NDArray[np.int64]:
        """The updates of the first `count` checkpoints."""
        return np.arange(count, dtype=np.int64) * self.interval

    def values(self, count: int) -> Evaluation:
        """The first `count` evaluations: four arrays of shape (count, runs)."""
        return Evaluation(*self._values[:, :count])

    def at(self, index: int) -> Evaluation:
        return Evaluation(*self._values[:, index])

    def best_steps(self, update: int) -> NDArray[np.int64]:
        """For every run, the checkpoint (as an update) of lowest validation loss up to `update`: (runs,)."""
        best: NDArray[np.int64] = self._best[self.until(update) - 1].astype(np.int64) * self.interval
        return best


@dataclass(frozen=True)
class Best:
    """The parameters with the lowest validation loss: updates (runs,) and parameters (runs, 3)."""

    steps: NDArray[np.int64]
    parameters: Array


class History:
    """Everything computed of one experiment. `advance` computes; all else reads."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.traces = {name: Trace(experiment, name) for name in experiment.problems}
        self.descent = self.traces.get("descent")
        self.classifier = self.traces.get("classifier")
        self.checkpoints: Checkpoints | None = None
        if self.classifier is not None:
            self.checkpoints = Checkpoints(experiment, self.classifier)
            self.checkpoints.record(self.model.evaluate(self.classifier.latest))
        self._evaluated: tuple[int, Evaluation] | None = None

    @property
    def model(self) -> LogisticRegression:
        """The classifier's problem; only where the experiment has it."""
        assert self.classifier is not None
        assert isinstance(self.classifier.problem, LogisticRegression)
        return self.classifier.problem

    @property
    def parabola(self) -> Parabola:
        """The 1-D descent's problem; only where the experiment has it."""
        assert self.descent is not None
        assert isinstance(self.descent.problem, Parabola)
        return self.descent.problem

    @property
    def done(self) -> bool:
        return all(trace.done for trace in self.traces.values())

    @property
    def frontier(self) -> int:
        """The last update that the playhead can show; a finished problem rests and holds nobody up."""
        open_traces = [trace.computed for trace in self.traces.values() if not trace.done]
        return min(open_traces) if open_traces else self.experiment.length

    @property
    def progress(self) -> float:
        """The share that is computed, 0 … 1."""
        made = sum(trace.computed for trace in self.traces.values())
        return made / sum(trace.total for trace in self.traces.values())

    def advance(self, seconds: float) -> bool:
        """Computes for about `seconds` (at least one block); True when all is there."""
        deadline = time.perf_counter() + seconds
        while not self.done:
            # Whoever is behind goes first: one step of the playhead advances each problem by one update.
            trace = min((t for t in self.traces.values() if not t.done), key=lambda t: t.computed)
            if trace is self.classifier and self.checkpoints is not None:
                trace.advance(self.checkpoints.interval - trace.computed % self.checkpoints.interval)
                if trace.computed % self.checkpoints.interval == 0:
                    self.checkpoints.record(self.model.evaluate(trace.latest))
            else:
                trace.advance(BLOCK)
            if time.perf_counter() >= deadline:
                break
        return self.done

    def complete(self) -> History:
        """Computes to the end and returns itself."""
        while not self.advance(1.0):
            pass
        return self

    def evaluation(self, update: int) -> Evaluation:
        """The classifier's figures after `update` updates: the checkpoint's where there is one."""
        assert self.classifier is not None
        assert self.checkpoints is not None
        index, rest = divmod(update, self.checkpoints.interval)
        if rest == 0 and index < self.checkpoints.count:
            return self.checkpoints.at(index)
        if self._evaluated is None or self._evaluated[0] != update:
            self._evaluated = (update, self.model.evaluate(self.classifier.at(update)))
        return self._evaluated[1]

    def best(self, update: int) -> Best:
        """The classifier's best parameters among the checkpoints up to `update`."""
        assert self.classifier is not None
        assert self.checkpoints is not None
        steps = self.checkpoints.best_steps(update)
        rows = [self.classifier.at(int(step))[run] for run, step in enumerate(steps)]
        return Best(steps, np.array(rows))
