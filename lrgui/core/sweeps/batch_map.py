"""Batch size × learning rate: what the same budget of epochs comes to."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Floats
from lrgui.core.problems.registry import problems_on_data
from lrgui.core.sweeps.rate_grid import RateGrid, alike
from lrgui.core.sweeps.sweep import Sweep, SweepFigures

MANTISSAS = (1, 2, 5)  # of each decade


def usual_batch_sizes(training_size: int) -> tuple[int, ...]:
    """1, 2, 5, 10, 20, 50 … while each epoch has a hundred batches and more, then halves of the data upwards.

    >>> usual_batch_sizes(1600)
    (1, 2, 5, 10, 20, 50, 100, 200, 400, 800, 1600)
    """
    small = [mantissa * 10**k for k in range(len(str(training_size))) for mantissa in MANTISSAS]
    halves = [max(1, training_size >> k) for k in range(5)]
    return tuple(sorted({size for size in small if 2 * size <= halves[-1]} | set(halves)))


class BatchMap:
    """The problem on data trained with every rate of `grid` at several batch sizes, each for the experiment's epochs.

    Large batches, which are cheap, come first: from them the map is filled row by row. Whoever reads from another
    thread sees whole rows only. Batch sizes are sorted and counted once. Raises `InvalidValue`.
    """

    def __init__(
        self,
        experiment: Experiment,
        template: Run | None = None,
        grid: RateGrid | None = None,
        batch_sizes: Sequence[int] | None = None,
    ) -> None:
        sizes = usual_batch_sizes(experiment.training_size) if batch_sizes is None else batch_sizes
        if not sizes:
            raise InvalidValue("batch_sizes", len(sizes), "positive")
        if experiment.problem_on_data is None:
            raise InvalidValue("problem", experiment.problem, "one_of", choices=problems_on_data())
        self._problem = experiment.problem_on_data
        experiment, template = alike(experiment, template)
        self._experiments = {size: experiment.edited(batch_size=size) for size in sorted(set(sizes))}
        self._template = template
        self.grid = RateGrid() if grid is None else grid
        self.rates = self.grid.rates
        self.batch_sizes = tuple(self._experiments)
        self.computed = 0  # rows, from the last one on
        self._values: Floats = np.full((4, len(self.batch_sizes), len(self.rates)), np.nan)
        self._whole = 0  # updates of the rows that are computed
        self._made = 0.0  # the same with those of the current row
        self._sweep = self._next()

    def _next(self) -> Sweep:
        experiment = self._experiments[self.batch_sizes[-1 - self.computed]]
        return Sweep(experiment, self._problem, self._template, self.grid, checkpoints=False)

    @property
    def done(self) -> bool:
        """Whether the rows of all batch sizes are computed."""
        return self.computed == len(self.batch_sizes)

    @property
    def progress(self) -> float:
        """The share of the updates that is computed, 0 … 1."""
        return self._made / sum(experiment.total_updates(self._problem) for experiment in self._experiments.values())

    def advance(self, seconds: float) -> bool:
        """Computes for about `seconds` (at least one block of updates); True when all is there."""
        deadline = time.perf_counter() + seconds
        while not self.done:
            if self._sweep.advance(deadline - time.perf_counter()):
                self._write(self._sweep.snapshot())
                self._whole += self._sweep.total
                self._made = self._whole
                if not self.done:
                    self._sweep = self._next()
            else:
                self._made = self._whole + self._sweep.progress * self._sweep.total
            if time.perf_counter() >= deadline:
                break
        return self.done

    def _write(self, figures: SweepFigures) -> None:
        names = ("loss", "accuracy", "validation_loss", "validation_accuracy")
        self._values[:, -1 - self.computed] = [getattr(figures, name)[:, 0] for name in names]
        self.computed += 1

    def complete(self) -> BatchMap:
        """Computes to the end and returns itself."""
        while not self.advance(1.0):
            pass
        return self

    # Final figures, (batch sizes, rates), nan where they are not computed yet

    @property
    def loss(self) -> Floats:
        """Training loss after the last epoch: (batch sizes, rates), nan where it is not computed yet."""
        return self._shown()[0]

    @property
    def accuracy(self) -> Floats:
        """Training accuracy, 0 … 1 after the last epoch: (batch sizes, rates), nan where it is not computed yet."""
        return self._shown()[1]

    @property
    def validation_loss(self) -> Floats:
        """Validation loss after the last epoch: (batch sizes, rates), nan where it is not computed yet."""
        return self._shown()[2]

    @property
    def validation_accuracy(self) -> Floats:
        """Validation accuracy, 0 … 1 after the last epoch: (batch sizes, rates), nan where it is not computed yet."""
        return self._shown()[3]

    def _shown(self) -> list[Floats]:
        """The rows that are whole: a row is counted after it was written."""
        computed = self.computed
        shown = self._values.copy()
        shown[:, : len(self.batch_sizes) - computed] = np.nan
        return list(shown)
