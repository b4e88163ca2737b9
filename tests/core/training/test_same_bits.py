"""A run is the same alone and in any race, to the last bit, whatever its neighbours: also where training is chaotic.

That its script prints the same numbers is tested in `tests/core/codegen/test_codegen.py`, that a sweep has them in
`tests/core/sweeps/test_sweep.py`.
"""

import random
from dataclasses import replace

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.core.training.schedules import SCHEDULES
from tests.optimizers import EVERYWHERE
from tests.sampling import rest

LEARNING_RATES = (0.003, 0.1, 0.5, 1.0, 1 / 3, 3.7, 15.0, 50.0, 1000.0)


def random_run(choose: random.Random) -> Run:
    return Run(
        learning_rate=choose.choice(LEARNING_RATES),
        schedule=choose.choice(sorted(SCHEDULES)),
        optimizer=choose.choice(sorted(EVERYWHERE)),
        decay_rate=choose.choice((0.5, 0.9, 0.96)),
        decay_epochs=choose.choice((0.3, 1.0)),
        staircase=choose.random() < 0.5,
        momentum=choose.choice((0.0, 0.5, 0.9, 0.99)),
        beta2=choose.choice((0.999, 0.9)),
        bias_correction=choose.random() < 0.7,
        clip_norm=choose.choice((0.0, 0.0, 0.1, 2.0)),
    )


def bits_of(experiment: Experiment, problem: str, i: int) -> list[bytes]:
    """All that is computed of run number `i`: parameters of all updates, losses and accuracies, predictions."""
    history = History(experiment.edited(problem=problem)).complete()
    trace = history.traces[problem]
    bits = [trace.states(0, trace.total)[:, i].tobytes()]
    if problem == "classifier":
        for update in range(0, trace.total + 1, max(1, trace.total // 3)):
            bits += [np.asarray(values[i]).tobytes() for values in history.evaluation(update)]
            at = trace.at(update)
            bits += [trace.problem.gradient(at)[i].tobytes(), trace.problem.samples(at)[i].tobytes()]
            bits += [trace.problem.curvature_at(at)[i].tobytes(), trace.problem.residual(at)[i].tobytes()]
    return bits


@pytest.mark.parametrize("problem", ["descent", "classifier"])
@pytest.mark.parametrize("seed", [*range(3), *rest(range(3, 12))])
def test_a_race_equals_its_runs_alone(seed, problem):
    choose = random.Random(seed)
    runs = tuple(random_run(choose) for _ in range(choose.choice((2, 3, 4, 6, 9))))
    if seed % 2:  # also where one optimizer has them all
        runs = tuple(replace(run, optimizer=runs[0].optimizer) for run in runs)
    experiment = Experiment(
        runs=runs,
        epochs=2,
        batch_size=choose.choice((1, 2, 3, 7, 10, 64, 100, 999, 1600)),
        updates=60,
        seed=seed,
        precision=choose.choice(("float64", "float32")),
        loss_form=choose.choice(("stable", "textbook")),
    )
    for i in {0, len(runs) - 1, choose.randrange(len(runs))}:
        alone = experiment.edited(runs=(runs[i],))
        assert bits_of(experiment, problem, i) == bits_of(alone, problem, 0)


@pytest.mark.parametrize("count", [64, 65, 100])
def test_many_runs_equal_themselves_alone(count):
    """More runs than have their labels laid out for each of them."""
    runs = tuple(Run(learning_rate=15 + i / 7) for i in range(count))
    experiment = Experiment(runs=runs, epochs=1, batch_size=3)
    for i in (0, 31, count - 1):
        assert bits_of(experiment, "classifier", i) == bits_of(experiment.edited(runs=(runs[i],)), "classifier", 0)


@pytest.mark.parametrize("neighbour", [*LEARNING_RATES[::3], *rest(LEARNING_RATES[1::3]), *rest(LEARNING_RATES[2::3])])
def test_single_samples_at_fifteen_end_where_they_end_alone(neighbour):
    experiment = Experiment(batch_size=1, epochs=5, runs=(Run(15.0),))
    race = experiment.edited(runs=(Run(neighbour), Run(15.0)))
    last = experiment.total_updates("classifier")
    alone = History(experiment).complete().evaluation(last).train_loss[0]
    assert History(race).complete().evaluation(last).train_loss[1] == alone
