"""The parameters of every update of one problem.

One thread writes and one may read meanwhile: arrays have their final size from the beginning, and a count is
published after what it counts was written. Where a million updates of many runs would not fit, only keyframes
are kept, and what lies between two of them is replayed, which gives the same bits.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.function import Function
from lrgui.core.problems.problem import Problem
from lrgui.core.problems.registry import make_problem
from lrgui.core.training.race import Race, RaceSnapshot, trainer_of
from lrgui.core.training.rates import Shares, rates_at
from lrgui.core.training.trainer import Snapshot, Trainer

BLOCK = 256  # updates written at a time, where no checkpoint or epoch ends earlier


class Trace:
    """The record of one problem: parameters (runs, d) after each of `computed` updates, finally `total`.

    until: the last update that is computed at all, None for `total`. Where runs have different batch sizes updates are
    those of the runs that make the most; `made` says how many another run has made of its own.
    """

    def __init__(self, experiment: Experiment, problem_name: str, until: int | None = None) -> None:
        self.experiment = experiment
        self.problem_name = problem_name
        self.problem: Problem = make_problem(problem_name, experiment)
        self.total = experiment.total_updates(problem_name)
        self.until = self.total if until is None else min(until, self.total)
        plan = experiment.memory_plan(problem_name)
        self.stride = plan.stride
        self.computed = 0
        self.clock = experiment.clock(problem_name)
        self._trainer = trainer_of(experiment, problem_name, self.problem)
        first = self._trainer.parameters
        self._kept = np.empty((self.total // self.stride + 1, *first.shape), first.dtype)
        self._kept[0] = first
        self._keyframes: list[Snapshot | RaceSnapshot] = [self._trainer.snapshot()]
        self._spacing = plan.spacing
        self._scratch = np.empty((min(BLOCK, self.stride), *first.shape), first.dtype)
        self._replayer: Trainer | Race | None = None
        self._replayed: Snapshot | RaceSnapshot | None = None
        self._away = np.zeros(len(first), dtype=bool)
        self._turns: list[list[int]] = [[] for _ in first]
        self._undefined = [-1 for _ in first]
        self._note_undefined(0, self._kept[:1])

    @property
    def done(self) -> bool:
        """Whether all updates are computed."""
        return self.computed >= self.total

    # Writing, by the computation only

    def advance(self, limit: int) -> None:
        """Computes and keeps the next updates: at most `limit`, at least one."""
        at = self.computed
        limit = min(limit, self.until - at)
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
        away = self.problem.away(block, self._kept[0])
        before = np.vstack([self._away, away[:-1]])
        for row, run in zip(*np.nonzero(away != before), strict=True):
            self._turns[run].append(first + int(row))
        self._away = away[-1]
        if away.any():  # as is all that has no loss
            self._note_undefined(first, block)

    def _note_undefined(self, first: int, block: Array) -> None:
        """Notes the first update after which a run is where its function has no value."""
        if not isinstance(self.problem, Function) or self.problem.quadratic:
            return
        missing = self.problem.undefined(block)
        for run in np.flatnonzero(missing.any(axis=0)).tolist():
            if self._undefined[run] < 0:
                self._undefined[run] = first + int(missing[:, run].argmax())

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

    def made(self, run: int, update: int) -> int:
        """How many updates of its own a run has made after `update` updates."""
        return self.clock.made(run, update)

    def states_of(self, run: int, first: int, last: int) -> Array:
        """Parameters of a run after the updates first … last of its own, both included: (last − first + 1, d)."""
        moments = self.clock.moment_of(run, np.arange(first, last + 1))
        states: Array = self.states(int(moments[0]), int(moments[-1]))[moments - moments[0], run]
        return states

    def next_update(self, update: int, run: int) -> tuple[Array, Snapshot, Snapshot, int]:
        """The update that a run makes next after `update` (from 0), made once more.

        Its gradients (r, d), what was before and after it, and the row of the run in all of these: that of other runs
        which see the same batches are there, too. Raises IndexError where there is none.
        """
        made = self.made(run, update)
        if not 0 <= update <= self.computed or made == self.clock.totals[run]:
            raise IndexError(f"update {update} cannot be made: there are 0 … {self.total - 1}")
        trainer, row = self._replayer_at(update).part_of(run)
        before = trainer.snapshot()
        trainer.advance(np.empty((1, *trainer.parameters.shape), trainer.parameters.dtype))
        return trainer.gradient.copy(), before, trainer.snapshot(), row

    def following(self, run: int, update: int) -> int | None:
        """After which update the next one of a run is made that it makes after `update`; None where there is none.

        Nor is there one that is not to be known.
        """
        made = self.made(run, update)
        if made == self.clock.totals[run]:
            return None
        then = self.clock.moment_of(run, made + 1)
        return then if then <= self.until else None

    def overview(self, last: int, count: int) -> tuple[NDArray[np.int64], Array]:
        """Some `count` … 2·`count` of the kept states up to `last` (or all, if there are fewer), evenly spaced.

        Updates (k,) and parameters (k, runs, d). Which ones are left out changes only when `last` has doubled.
        """
        every = 1
        while last // (self.stride * every) >= 2 * count:
            every *= 2
        rows = self._kept[: last // self.stride + 1 : every]
        return np.arange(len(rows), dtype=np.int64) * (every * self.stride), rows

    def _replayer_at(self, update: int) -> Trainer | Race:
        """A trainer, for reading only, that stands at `update`."""
        if self._replayer is None:
            self._replayer = trainer_of(self.experiment, self.problem_name, self.problem)
        trainer = self._replayer
        keyframe = self._keyframes[bisect_right(self._keyframes, update, key=lambda k: k.update) - 1]
        here = self._replayed
        # Going on from where the last reading stopped is what playing needs.
        trainer.restore(here if here is not None and keyframe.update <= here.update <= update else keyframe)  # type: ignore[arg-type]
        scratch = np.empty((BLOCK, *trainer.parameters.shape), trainer.parameters.dtype)
        while trainer.update < update:
            trainer.advance(scratch[: update - trainer.update])
        self._replayed = trainer.snapshot()
        return trainer

    def _replay(self, first: int, last: int) -> Array:
        trainer = self._replayer_at(first)
        out = np.empty((last - first + 1, *trainer.parameters.shape), trainer.parameters.dtype)
        out[0] = trainer.parameters
        while trainer.update < last:
            trainer.advance(out[trainer.update - first + 1 :])
        return out

    def rates(self, first: int, last: int) -> Floats:
        """The learning rates of the updates first … last − 1: (last − first, runs), in float64. nan: as `rates_at`."""
        return self.rates_at(np.arange(first, last, dtype=np.float64))

    def rates_at(self, t: Floats) -> Floats:
        """The learning rates of the updates `t` (n,), whole numbers in ascending order, of every run: (n, runs).

        nan where they depend on what is not computed yet.
        """
        return rates_at(self.experiment, self.problem_name, t, self._shares)

    def rates_of(self, run: int, t: Floats) -> Floats:
        """The same of a run, the updates being its own: (n,)."""
        return rates_at(self.experiment.alone(run), self.problem_name, t, self.shares_of(run))[:, 0]

    def shares_of(self, run: int) -> Shares:
        """What is left of the rates of a run by itself, for `rates_at`."""
        return lambda _, t: self._shares(run, t)

    def share(self, run: int, update: int) -> float:
        """What is left of the learning rate of the update that a run makes next after `update`; nan: as `rates_at`."""
        return float(self._shares(run, np.array([float(self.made(run, update))]))[0])

    def _shares(self, run: int, t: Floats) -> Floats:
        trainer, row = self._trainer.part_of(run)
        return np.where(t <= self.made(run, self.computed), trainer.reductions[row].at(t), np.nan)

    def undefined_since(self, run: int, update: int) -> int | None:
        """The update with which `run` came to where its function has no value, as seen at `update`, or None."""
        return self._undefined[run] if 0 <= self._undefined[run] <= update else None

    def away_since(self, run: int, update: int) -> int | None:
        """The update since which `run` has been away without coming back, seen at `update`, or None."""
        turns = self._turns[run]
        n = bisect_right(turns, update)
        return turns[n - 1] if n % 2 else None
