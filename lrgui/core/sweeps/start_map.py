"""Start × η: for every pair the minimum of the curve that a run comes to, and after how many updates."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.checks import integer
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.curve import Descent
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.rates import scheduled_rates

CLOSE = 1e-3  # a run has come to a minimum when it is so near, as a share of how far one looks
NOWHERE = -1  # it has come to none, or there is no loss where it is
UNKNOWN = -2  # it is not computed yet
MOST_STARTS = 1000
_EVERY = 8  # at first every so manieth row is computed
_PIXELS = 6000  # at a time: with all their updates they lie in the processor's cache, or nearly


class StartMap:
    """The 1-D descent of `experiment` for many starts and all rates of `grid`, otherwise like the run `template`.

    starts: (s,), ascending, over all that is seen of the curve; rates: (r,). minimum: (s, r), the number of the minimum
    (in `minima`) that a run is at after its last update, `NOWHERE` or `UNKNOWN`; updates: (s, r), that from which on
    it stayed within `CLOSE` of it. What the template does "from here on" is left out. Rows far apart come first, so
    that the whole is seen early: `advance` computes in one thread, another may read. Raises `InvalidValue`.
    """

    def __init__(
        self, experiment: Experiment, template: Run | None = None, grid: RateGrid | None = None, starts: int = 400
    ) -> None:
        if Descent.code not in experiment.problems:
            raise InvalidValue("problem", experiment.problem, "one_of", choices=(Descent.code, "both"))
        starts = integer("starts", starts, 2, MOST_STARTS)
        self.template = experiment.runs[0] if template is None else template
        self.rates = (RateGrid(count=300) if grid is None else grid).rates
        self.problem = Descent(experiment)
        self.minima: Floats = self.problem.minima[:, 0]
        self.starts = np.linspace(*self.problem.seen, starts)
        self.total = experiment.total_updates(Descent.code)
        self.minimum: NDArray[np.int16] = np.full((starts, len(self.rates)), UNKNOWN, np.int16)
        self.updates: NDArray[np.int32] = np.zeros((starts, len(self.rates)), np.int32)
        runs = [replace(self.template, learning_rate=float(rate)) for rate in self.rates]
        t = np.arange(self.total)
        self._rates = np.stack([scheduled_rates(run, t, self.total, 1) for run in runs], axis=1)  # (updates, r)
        self._order = _far_apart_first(starts)
        self._rows = max(1, _PIXELS // len(self.rates))
        self._made = 0
        self._path = np.empty((self.total + 1, self._rows * len(self.rates), 1), self.problem.dtype)

    @property
    def done(self) -> bool:
        """Whether all rows are computed."""
        return self._made >= len(self.starts)

    @property
    def progress(self) -> float:
        """The computed share, 0 … 1."""
        return self._made / len(self.starts)

    def advance(self, seconds: float) -> bool:
        """Computes for about `seconds` (at least some rows); True when all is there."""
        deadline = time.perf_counter() + seconds
        while not self.done:
            rows = self._order[self._made : self._made + self._rows]
            self._compute(rows)
            self._made += len(rows)
            if time.perf_counter() >= deadline:
                break
        return self.done

    def complete(self) -> StartMap:
        """Computes to the end and returns itself."""
        while not self.advance(1.0):
            pass
        return self

    def _compute(self, rows: NDArray[np.intp]) -> None:
        shape = (len(rows) * len(self.rates), 1)
        path = self._path[:, : shape[0]]
        path[0, :, 0] = np.repeat(self.starts[rows], len(self.rates))
        optimizer = OPTIMIZERS[self.template.optimizer]
        settings = tuple(np.full(shape, getattr(self.template, name), path.dtype) for name in optimizer.fields)
        state, slope = optimizer.init(path[0]), np.empty(shape, path.dtype)
        gradient = self.problem.curve.programs[1].in_place(shape, path.dtype)
        rates = np.empty(shape, path.dtype)
        by_row = rates.reshape(len(rows), len(self.rates))
        with np.errstate(all="ignore"):
            for t in range(self.total):
                by_row[:] = self._rates[t]
                gradient(path[t], (), slope)
                step, state = optimizer.update(slope, state, rates, *settings)
                np.subtract(path[t], step, path[t + 1])
        self._read(rows, path[:, :, 0])

    def _read(self, rows: NDArray[np.intp], path: Array) -> None:
        shape = len(rows), len(self.rates)
        if not len(self.minima):
            self.minimum[rows] = NOWHERE
            return
        last = path[-1].astype(np.float64)
        finite = np.isfinite(last)
        borders = (self.minima[:-1] + self.minima[1:]) / 2
        nearest = np.searchsorted(borders, np.where(finite, last, 0.0))
        there = self.minima[nearest].astype(path.dtype)
        close = path.dtype.type(CLOSE * self.problem.extent)
        with np.errstate(invalid="ignore"):
            arrived = finite & (np.abs(last - there) <= close)
            # From the last update on backwards, as long as any run is still close: most are after few updates.
            since = np.full(len(last), self.total)
            staying = np.flatnonzero(arrived)
            for t in range(self.total - 1, -1, -1):
                staying = staying[np.abs(path[t, staying] - there[staying]) <= close]
                if not len(staying):
                    break
                since[staying] = t
        self.updates[rows] = np.where(arrived, since, 0).reshape(shape)
        self.minimum[rows] = np.where(arrived, nearest, NOWHERE).reshape(shape)


def _far_apart_first(rows: int) -> NDArray[np.intp]:
    """All rows, every eighth of them first, then those in the middle between, and so on."""
    order: dict[int, None] = {}
    step = _EVERY
    while step:
        order.update(dict.fromkeys(range(0, rows, step)))
        step //= 2
    return np.array(list(order))
