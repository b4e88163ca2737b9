"""Hundreds of learning rates in one pass: which train well, which too slowly, which not at all.

One thread computes (`Sweep.advance`), any other may read meanwhile (`Sweep.snapshot`): what is published is never
written to again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lrgui.core.analysis.theory import EQUAL, TOLERANCE
from lrgui.core.analysis.verdict import Verdict
from lrgui.core.model.checks import integer, positive
from lrgui.core.model.counted import counted
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.limits import MAX_SEED
from lrgui.core.model.run import Run
from lrgui.core.model.types import Floats
from lrgui.core.problems.function import Function
from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.sweeps.rate_grid import RateGrid, alike, rate_experiment
from lrgui.core.sweeps.rate_pass import RatePass, Record

MAX_SEEDS = 20
TARGET = 0.1  # the loss to be met by a problem on data


@dataclass(frozen=True)
class SweepFigures:
    """What a sweep has come to, at one moment.

    updates: (seeds,), the update at which the figures of each seed hold, −1 where nothing is computed yet. All else
    has the shape (rates, seeds), nan or None where nothing is computed: training loss and accuracy, validation loss
    and accuracy (of the 1-D descent the loss only), and the update from which on the training loss is at most the
    target, up to now (nan where it is not).
    """

    rates: Floats
    seeds: tuple[int, ...]
    updates: NDArray[np.int64]
    loss: Floats
    accuracy: Floats
    validation_loss: Floats
    validation_accuracy: Floats
    updates_to_target: Floats
    records: tuple[Record | None, ...]

    def verdict(self, rate: int, seed: int) -> Verdict | None:
        """What rate number `rate` has done with seed number `seed`."""
        record = self.records[seed]
        return None if record is None else record.verdicts[rate]

    @property
    def states(self) -> list[list[Verdict | None]]:
        """The verdicts of all rates (outer list) and seeds (inner lists)."""
        return [[self.verdict(rate, seed) for seed in range(len(self.seeds))] for rate in range(len(self.rates))]

    @property
    def compared(self) -> NDArray[np.intp]:
        """The seeds that can be compared, by number: as they are computed in turn, those that have come farthest."""
        return np.flatnonzero(self.updates == self.updates.max())

    @property
    def update(self) -> int:
        """The update at which the figures of the compared seeds hold."""
        return int(self.updates.max())


class Sweep:
    """All rates of `grid` on one problem of `experiment`, each otherwise like the run `template`.

    template: schedule, optimizer and so on, the experiment's first run by default. What that run does "from here on"
    (`Experiment.changes`) is left out: every rate is trained as if set at the start. seeds: how many seeds from
    `experiment.seed` on, or from the template's own on, are trained, one after the other; a function, which has no
    data, needs one. target: a training loss, see `SweepFigures.updates_to_target`; by default that of a function where
    its error is 10⁻⁶ of the first one, and 0.1 on data. function: the problem, if it is one. Memory does not grow with
    the number of updates. Raises `InvalidValue`.
    """

    def __init__(
        self,
        experiment: Experiment,
        problem: str,
        template: Run | None = None,
        grid: RateGrid | None = None,
        seeds: int = 1,
        target: float | None = None,
        *,
        checkpoints: bool = True,
    ) -> None:
        if problem not in experiment.problems:
            raise InvalidValue("problem", problem, "one_of", choices=experiment.problems)
        self.experiment, self.template = alike(experiment, template)
        first = self.experiment.seed if self.template.seed is None else self.template.seed
        seeds = integer("seeds", seeds, 1, min(MAX_SEEDS, MAX_SEED + 1 - first))
        self.problem = problem
        self.grid = RateGrid() if grid is None else grid
        self.rates = self.grid.rates
        self.seeds = tuple(range(first, first + (seeds if PROBLEMS[problem].on_data else 1)))
        kind = PROBLEMS[problem]
        self.function = kind(self.experiment) if issubclass(kind, Function) else None
        self.target = self._usual_target() if target is None else positive("target", target)
        self.total = self.experiment.total_updates(problem)
        self._checkpoints = checkpoints
        self._passes: list[RatePass | None] = [self._pass(0), *[None] * (len(self.seeds) - 1)]
        self._final: list[Record | None] = [None] * len(self.seeds)

    def __repr__(self) -> str:
        rates, seeds = self.rates, len(self.seeds)
        return (
            f"<Sweep of the {self.problem}: {counted(len(rates), 'rate|rates')} from {rates[0]:g} to {rates[-1]:g}, "
            f"{counted(seeds, 'seed|seeds')}, {self.progress:.0%} computed>"
        )

    def _usual_target(self) -> float:
        if self.function is None:
            return TARGET
        lowest = self.function.lowest
        # Of a parabola the loss is the square of the error, of which `TOLERANCE` speaks everywhere.
        return lowest + (TOLERANCE * (1 + EQUAL)) ** 2 * (self.function.first_loss(self.experiment) - lowest)

    def _pass(self, seed: int) -> RatePass:
        experiment = rate_experiment(self.experiment, self.template, self.rates, self.seeds[seed])
        return RatePass(experiment, self.problem, self.target, checkpoints=self._checkpoints)

    # Computing

    @property
    def done(self) -> bool:
        """Whether all seeds are computed to the end."""
        return self._final[-1] is not None

    @property
    def progress(self) -> float:
        """The share that is computed, 0 … 1."""
        made = 0
        for final, there in zip(self._final, tuple(self._passes), strict=True):
            made += self.total if final is not None else 0 if there is None else there.computed
        return made / (self.total * len(self.seeds))

    def advance(self, seconds: float) -> bool:
        """Computes for about `seconds` (at least one block of updates); True when all is there."""
        deadline = time.perf_counter() + seconds
        while not self.done:
            seed = self._final.index(None)
            current = self._passes[seed]
            if current is None:
                current = self._passes[seed] = self._pass(seed)
            current.step()
            if current.done:
                self._final[seed] = current.record
                self._passes[seed] = None  # what it computed with is not needed any more
            if time.perf_counter() >= deadline:
                break
        return self.done

    def complete(self) -> Sweep:
        """Computes to the end and returns itself."""
        while not self.advance(1.0):
            pass
        return self

    # Reading

    def snapshot(self) -> SweepFigures:
        """What is there at this moment; from any thread."""
        passes = tuple(self._passes)  # before the final ones: what ends in between is found there
        records: list[Record | None] = []
        for there, final in zip(passes, tuple(self._final), strict=True):
            records.append(final if final is not None or there is None else there.record)
        updates = np.array([-1 if record is None else record.update for record in records])
        figures = np.full((5, len(self.rates), len(self.seeds)), np.nan)
        for seed, record in enumerate(records):
            if record is not None:
                figures[:4, :, seed] = record.figures
                figures[4, :, seed] = record.updates_to_target
        loss, accuracy, validation_loss, validation_accuracy, to_target = figures
        return SweepFigures(
            self.rates, self.seeds, updates, loss, accuracy, validation_loss, validation_accuracy, to_target,
            tuple(records),
        )  # fmt: skip
