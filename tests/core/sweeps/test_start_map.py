"""Start × η: each pixel is what a run of its own would have come to."""

import numpy as np
import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.sweeps import start_map
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.sweeps.start_map import NOWHERE, UNKNOWN, StartMap, reach_of
from lrgui.core.training.history import History


@pytest.mark.parametrize(
    ("curve", "run"),
    [
        ("quartic", Run()),
        ("ripples", Run(optimizer="momentum", momentum=0.5)),
        ("sin(3w) + 0.1w^2", Run(schedule="exponential", decay_rate=0.9, decay_epochs=7)),
        ("w - 3ln(w)", Run(optimizer="adam")),
    ],
)
def test_a_pixel_is_what_a_run_comes_to(curve, run):
    experiment = Experiment(problem="descent", curve=curve, start=2.0, updates=60, runs=[run])
    done = StartMap(experiment, grid=RateGrid(0.01, 2, 7), starts=11).complete()
    close = done.close
    for i in range(0, 11, 2):
        runs = [Run(**{**vars(run), "learning_rate": float(rate)}) for rate in done.rates]
        history = History(experiment.edited(start=float(done.starts[i]), runs=runs)).complete()
        path = history.descent.states(0, 60)[:, :, 0]
        for k in range(7):
            number = done.minimum[i, k]
            if number == NOWHERE:
                assert not (np.abs(path[-1, k] - done.minima) <= close).any()
                continue
            inside = np.abs(path[:, k] - done.minima[number]) <= close
            since = done.updates[i, k]
            assert inside[since:].all()
            assert since == 0 or not inside[since - 1]


def test_at_small_rates_the_hill_between_two_minima_divides_them():
    experiment = Experiment(problem="descent", curve="quartic", updates=400)
    done = StartMap(experiment, grid=RateGrid(0.02, 0.04, 3), starts=201).complete()
    hill = 0.16993844  # the root of 4w³ − 6w + 1 in the middle
    there = np.abs(done.starts) < 1.5
    assert (done.minimum[there] == (done.starts[there] > hill)[:, None]).mean() > 0.99


def test_it_fills_in_from_rows_far_apart():
    done = StartMap(Experiment(problem="descent", curve="quartic"), starts=400)
    assert (done.minimum == UNKNOWN).all()
    while done.progress < 0.13:
        done.advance(0)
    known = np.flatnonzero((done.minimum != UNKNOWN).all(axis=1))
    assert np.diff(known).max() <= 8
    assert known[0] == 0
    assert done.complete().done
    assert (done.minimum != UNKNOWN).all()


def test_without_minima_nothing_is_reached():
    done = StartMap(Experiment(problem="descent", curve="cubic"), grid=RateGrid(count=3), starts=5).complete()
    assert (done.minimum == NOWHERE).all()


def test_there_is_none_of_data():
    with pytest.raises(InvalidValue, match="must be one of descent, both"):
        StartMap(Experiment(problem="classifier"))


def test_long_runs_are_computed_in_parts(monkeypatch):
    experiment = Experiment(problem="descent", curve="quartic", updates=60)
    whole = StartMap(experiment, grid=RateGrid(0.01, 2, 9), starts=21).complete()
    monkeypatch.setattr(start_map, "_UPDATES", 7)
    parts = StartMap(experiment, grid=RateGrid(0.01, 2, 9), starts=21).complete()
    assert (parts.minimum == whole.minimum).all()
    assert (parts.updates == whole.updates).all()


def test_the_map_stays_where_it_is_while_the_start_moves():
    quartic = Experiment(problem="descent", curve="quartic", start=1.0)
    assert reach_of(quartic) == reach_of(quartic.edited(start=-3.9))
    left, right = reach_of(quartic.edited(start=50.0))
    assert left < -1.3 < 50.0 < right
    assert reach_of(Experiment(problem="descent")) == (-9.0, 7.0), "around −1, and 5 is in it"
