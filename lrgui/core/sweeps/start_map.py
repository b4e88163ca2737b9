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
from lrgui.core.model.types import Array, Floats, Range
from lrgui.core.problems.curve import Descent
from lrgui.core.sweeps.rate_grid import RateGrid, alike
from lrgui.core.training.plateaus import Plateaus
from lrgui.core.training.rates import scheduled_rates
from lrgui.core.training.trainer import Here

CLOSE = 1e-3  # a run has come to a minimum when it is so near, as a share of how far the map reaches
NOWHERE = -1  # it has come to none, or there is no loss where it is
UNKNOWN = -2  # it is not computed yet
MOST_STARTS = 1000
_ROOM = 1.3  # the map reaches so many times as far from the middle as the minima
_ALONE = 4.0  # how far it reaches at least
_EVERY = 8  # at first every so manieth row is computed
_PIXELS = 6000  # at a time: with their updates they lie in the processor's cache, or nearly
_UPDATES = 256  # at a time


def reach_of(experiment: Experiment) -> Range:
    """The starts that a map shows: around all minima, and twice as far as often as it takes to have that of the runs.

    So it stays where it is while the runs' start moves.
    """
    minima = Descent(experiment).minima[:, 0]
    low, high = (float(minima[0]), float(minima[-1])) if len(minima) else (0.0, 0.0)
    middle, reach = (low + high) / 2, max(_ALONE, _ROOM * (high - low) / 2)
    while abs(experiment.start - middle) > reach:
        reach *= 2
    return middle - reach, middle + reach


class StartMap:
    """The 1-D descent of `experiment` for many starts and all rates of `grid`, otherwise like the run `template`.

    starts: (s,), ascending; rates: (r,). minimum: (s, r), the number of the minimum (in `minima`) that a run is at
    after its last update, `NOWHERE` or `UNKNOWN`; updates: (s, r), that from which on it stayed within `close` of it.
    What the template does "from here on" is left out. Rows far apart come first, so that the whole is seen early:
    `advance` computes in one thread, another may read. Raises `InvalidValue`.
    """

    def __init__(
        self, experiment: Experiment, template: Run | None = None, grid: RateGrid | None = None, starts: int = 300
    ) -> None:
        if Descent.code not in experiment.problems:
            raise InvalidValue("problem", experiment.problem, "one_of", choices=(Descent.code, "both"))
        starts = integer("starts", starts, 2, MOST_STARTS)
        experiment, self.template = alike(experiment, template)
        self.rates = (RateGrid(1e-3, 10.0, 400) if grid is None else grid).rates
        self.experiment = experiment
        self.problem = Descent(experiment)
        self.minima: Floats = self.problem.minima[:, 0]
        self.range = reach_of(experiment)
        self.starts = np.linspace(*self.range, starts)
        self.close = CLOSE * (self.range[1] - self.range[0]) / 2
        self.total = experiment.total_updates(Descent.code)
        self.minimum: NDArray[np.int16] = np.full((starts, len(self.rates)), UNKNOWN, np.int16)
        self.updates: NDArray[np.int32] = np.zeros((starts, len(self.rates)), np.int32)
        self._runs = [replace(self.template, learning_rate=float(rate)) for rate in self.rates]
        self._order = _far_apart_first(starts)
        self._rows = max(1, _PIXELS // len(self.rates))
        self._made = 0  # rows
        self._part: _Part | None = None

    @property
    def done(self) -> bool:
        """Whether all rows are computed."""
        return self._made >= len(self.starts)

    @property
    def progress(self) -> float:
        """The computed share, 0 … 1."""
        part = 0.0 if self._part is None else self._part.made / self.total * self._rows
        return min(1.0, (self._made + part) / len(self.starts))

    def advance(self, seconds: float) -> bool:
        """Computes for about `seconds` (at least some updates); True when all is there."""
        deadline = time.perf_counter() + seconds
        while not self.done:
            rows = self._order[self._made : self._made + self._rows]
            if self._part is None:
                self._part = _Part(self, np.repeat(self.starts[rows], len(self.rates)), self._runs * len(rows))
            part = self._part
            part.advance(self._rates_from(part.made, min(self.total, part.made + _UPDATES, part.horizon) - part.made))
            if part.made == self.total:
                shape = len(rows), len(self.rates)
                self.updates[rows] = np.where(part.at >= 0, part.since, 0).reshape(shape)
                self.minimum[rows] = part.at.reshape(shape)
                self._made += len(rows)
                self._part = None
            if time.perf_counter() >= deadline:
                break
        return self.done

    def _rates_from(self, first: int, count: int) -> Floats:
        """The rate of the updates from `first` on: (updates, rates)."""
        t = np.arange(first, first + count)
        return np.stack([scheduled_rates(run, t, self.total, 1) for run in self._runs], axis=1)

    def complete(self) -> StartMap:
        """Computes to the end and returns itself."""
        while not self.advance(1.0):
            pass
        return self


class _Part:
    """Some rows on their way. made: updates; at: (n,), the minimum that each is at, or `NOWHERE`; since: (n,).

    runs: the settings of each.
    """

    def __init__(self, of: StartMap, starts: Floats, runs: list[Run]) -> None:
        self._map = of
        shape = len(starts), 1
        self._path = np.empty((min(of.total, _UPDATES) + 1, *shape), of.problem.dtype)
        self._path[-1, :, 0] = starts
        self._rule = of.template.rule
        self._values = tuple(np.full(shape, float(getattr(of.template, name))) for name in self._rule.fields)
        self._operands = self._rule.operands(self._values, self._path[-1])
        self._state = self._rule.init(self._path[-1])
        self._gradient = of.problem.curve.programs[1].in_place(shape, self._path.dtype)
        self._slope, self._step = (np.empty(shape, self._path.dtype) for _ in range(2))
        self._plateaus = Plateaus.of(range(len(runs)), runs, 1, 1, 0) if of.template.pace.reduces else None
        self.made, self._last = 0, len(self._path) - 1
        self.at: NDArray[np.int16] = np.full(len(starts), NOWHERE, np.int16)
        self.since: NDArray[np.int32] = np.zeros(len(starts), np.int32)

    @property
    def horizon(self) -> int:
        """Before which update no learning rate is reduced."""
        return self._map.total if self._plateaus is None else self._plateaus.horizon(self.made)

    def advance(self, rates: Floats) -> None:
        """So many updates as there are rates: (updates, rates)."""
        path, rule = self._path, self._rule
        path[0] = path[self._last]
        full = np.tile(rates, (1, path.shape[1] // rates.shape[1]))
        every = (full if self._plateaus is None else self._plateaus.reduced(full)).astype(path.dtype)[:, :, None]
        with np.errstate(all="ignore"):
            place = Here(self._map.problem, self._map.experiment) if rule.place else None
            ahead, self._state = rule.ahead(every, self._state, *self._values)
            for t, each in enumerate(zip(*ahead, strict=True)):
                self._gradient(path[t], (), self._slope)
                seen = () if place is None else (place.at(path[t], self.made + t),)
                rule.update(*seen, self._slope, self._state, self._step, *each, *self._operands)
                np.subtract(path[t], self._step, path[t + 1])
            self._last = len(rates)
            if self._plateaus is not None:
                losses = self._map.problem.loss(path[: self._last]).astype(np.float64)
                self._plateaus = self._plateaus.having_seen(losses, np.ones(self._last, np.int64), self.made)
            if len(self._map.minima):
                self._read(path[: len(rates) + 1, :, 0])
        self.made += len(rates)

    def _read(self, path: Array) -> None:
        """Where each is after these updates, and since when."""
        minima, count = self._map.minima, len(path) - 1
        last = path[-1].astype(np.float64)
        finite = np.isfinite(last)
        nearest = np.searchsorted((minima[:-1] + minima[1:]) / 2, np.where(finite, last, 0.0))
        there = minima[nearest].astype(path.dtype)
        close = path.dtype.type(self._map.close)
        arrived = finite & (np.abs(path[-1] - there) <= close)
        since = np.full(len(last), self.made + count, np.int32)
        # From the last update on backwards, as long as any is still close: most are after few updates.
        staying = np.flatnonzero(arrived)
        for t in range(count - 1, -1, -1):
            staying = staying[np.abs(path[t, staying] - there[staying]) <= close]
            if not len(staying):
                break
            since[staying] = self.made + t
        before = staying[self.at[staying] == nearest[staying]]  # close from the first of these updates on
        since[before] = self.since[before]
        self.at = np.where(arrived, nearest, NOWHERE).astype(np.int16)
        self.since = since


def _far_apart_first(rows: int) -> NDArray[np.intp]:
    """All rows, every eighth of them first, then those in the middle between, and so on."""
    order: dict[int, None] = {}
    step = _EVERY
    while step:
        order.update(dict.fromkeys(range(0, rows, step)))
        step //= 2
    return np.array(list(order))
