"""What a script or a notebook asks of the core, in one call each."""

from __future__ import annotations

from lrgui.core.model.experiment import Experiment
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.training.history import History


def train(experiment: Experiment) -> History:
    """Trains all runs of `experiment` on all its problems, to the end.

    Returns a complete `History`: `curves` and `learning_rates` give plain arrays of it.

    >>> from lrgui.core import Experiment, Run, train
    >>> history = train(Experiment(problem="descent", updates=40, runs=[Run(0.5)]))
    >>> float(history.curves("descent").parameters[1, 0, 0])  # η = 1/L meets the minimum at once
    -1.0
    """
    return History(experiment).complete()


def sweep(
    experiment: Experiment,
    problem: str | None = None,
    *,
    low: float = 1e-4,
    high: float = 1e2,
    count: int = 64,
    seeds: int = 1,
    target: float | None = None,
) -> Sweep:
    """Trains `count` learning rates from `low` to `high` in one pass, each otherwise like the first run.

    problem: the experiment's last one by default. seeds: how many seeds from `experiment.seed` on. target: a training
    loss, see `SweepFigures.updates_to_target`. Returns a complete `Sweep`: its `rates` have the shape (count,), the
    figures of its `snapshot()` (count, seeds).

    Raises `InvalidValue` unless 1e-8 ≤ low < high ≤ 1e6, 2 ≤ count ≤ 512, 1 ≤ seeds ≤ 20 and target > 0, and for a
    problem that the experiment does not have.

    >>> from lrgui.core import Experiment, sweep
    >>> found = sweep(Experiment(problem="descent"), low=0.1, high=10, count=3)
    >>> found.rates
    array([ 0.1,  1. , 10. ])
    >>> found.snapshot().loss.shape
    (3, 1)
    """
    problem = experiment.problems[-1] if problem is None else problem
    return Sweep(experiment, problem, None, RateGrid(low, high, count), seeds, target).complete()
