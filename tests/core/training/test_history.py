"""Histories: what can be read, when, at what price in memory; checkpoints and the best of them."""

import gc
import threading
import tracemalloc

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training import memory
from lrgui.core.training.checkpoint_times import EVALUATIONS
from lrgui.core.training.history import History
from lrgui.core.training.memory import MAX_HISTORY_MB
from lrgui.core.training.optimizers import OPTIMIZERS
from tests.optimizers import EVERYWHERE
from tests.sampling import combinations

RUNS = tuple(Run(learning_rate=rate) for rate in (0.1, 1.0, 10.0))
# Keyframes keep what an optimizer remembers.
REMEMBERING = tuple(name for name in EVERYWHERE if OPTIMIZERS[name].init(np.zeros((1, 1))))
CLASSIFIER = Experiment(problem="classifier", epochs=6, runs=RUNS)


@pytest.fixture(scope="module")
def history() -> History:
    return History(CLASSIFIER).complete()


def test_begins_at_the_start():
    history = History(Experiment())
    assert (history.frontier, history.progress, history.done) == (0, 0.0, False)
    assert history.descent.at(0).tolist() == [[5.0]]
    assert history.classifier.at(0).tolist() == [[0.0, 0.0, 0.0]]
    assert history.records.groups[0].count == 1


def test_frontier_is_what_the_playhead_can_show():
    history = History(Experiment(epochs=2, updates=40))
    shown = []
    while not history.advance(0.0):
        shown.append(history.frontier)
        for trace in history.traces.values():
            assert trace.computed >= min(history.frontier, trace.total)
    assert shown == sorted(shown)
    assert history.frontier == history.experiment.length == 320
    assert history.progress == 1.0
    assert history.advance(1.0)


def test_the_longer_of_two_problems_decides_how_far_it_goes():
    history = History(Experiment(updates=1000, epochs=1)).complete()
    assert history.frontier == 1000
    assert history.classifier.computed == 160


def test_what_is_not_computed_cannot_be_read():
    trace = History(CLASSIFIER).classifier
    trace.advance(10)
    trace.at(10)
    for read in (lambda: trace.at(11), lambda: trace.at(-1), lambda: trace.states(5, 11), lambda: trace.states(6, 5)):
        with pytest.raises(IndexError):
            read()


def test_states_are_the_states_at(history):
    trace = history.classifier
    block = trace.states(100, 200)
    assert block.shape == (101, 3, 3)
    assert all(np.array_equal(block[i], trace.at(100 + i)) for i in range(101))


def test_rates_are_recorded_for_the_update_that_they_make():
    run = Run(learning_rate=0.5, schedule="exponential", decay_rate=0.5)
    trace = History(Experiment(problem="descent", updates=3, runs=(run,))).complete().descent
    assert trace.rates(0, 3)[:, 0].tolist() == [0.5, 0.25, 0.125]
    w = trace.states(0, 3)[:, 0, 0]
    np.testing.assert_allclose(w[1:] - w[:-1], -trace.rates(0, 3)[:, 0] * (2 * w[:-1] + 2))


# Checkpoints


@pytest.mark.parametrize(
    ("batch_size", "epochs", "steps"),
    [
        (10, 4, [*range(0, 321, 16), 400, 480, 560, 640]),
        (1600, 3, [0, 1, 2, 3]),
        (7, 1, [0, 22, 45, 68, 91, 114, 137, 160, 183, 206, 228, 229]),  # ⌊229k/10⌋, 114, 228, and the end
        (640, 2, [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_checkpoints_are_tenths_of_the_first_epochs_then_every_half_epoch_and_the_end(batch_size, epochs, steps):
    history = History(Experiment(problem="classifier", batch_size=batch_size, epochs=epochs)).complete()
    points = history.records.groups[0]
    assert points.steps(points.count).tolist() == steps
    for i, step in enumerate(steps):
        expected = history.classifier.problem.evaluate(history.classifier.at(step))
        for a, b, c in zip(points.at(i), expected, points.values(points.count), strict=True):
            assert np.array_equal(a, b)
            assert np.array_equal(a, c[i])


def test_curves_end_at_the_last_update_whatever_the_batch_size():
    for batch_size, epochs, total in ((7, 12, 2748), (13, 5, 620), (1600, 1, 1)):
        history = History(Experiment(problem="classifier", batch_size=batch_size, epochs=epochs)).complete()
        assert history.records.groups[0].steps(history.records.groups[0].count)[-1] == total
        assert history.curves("classifier").updates[-1] == total


@pytest.mark.parametrize("batch_size", [1, 7, 10, 1600])
@pytest.mark.parametrize("epochs", [1, 2, 3, 1000])
def test_times_are_the_same_one_by_one(batch_size, epochs):
    for evaluations in EVALUATIONS:
        experiment = Experiment(problem="classifier", batch_size=batch_size, epochs=epochs, evaluations=evaluations)
        times = experiment.checkpoint_times
        steps = times.steps(0, times.count)
        assert (np.diff(steps) > 0).all()
        assert (steps[0], steps[-1]) == (0, experiment.length)
        for update in {0, 1, *range(0, experiment.length + 1, max(1, experiment.length // 97)), experiment.length}:
            assert times.until(update) == int((steps <= update).sum())
        assert [times.step(i) for i in range(min(50, times.count))] == steps[:50].tolist()


def test_logarithmic_times_grow_ever_rarer_and_stay_regular():
    experiment = Experiment(problem="classifier", batch_size=1600, epochs=100_000, evaluations="logarithmic")
    times = experiment.checkpoint_times
    steps = times.steps(0, times.count)
    assert 80 < times.count < 120
    later = steps[steps > 100]
    assert (later[1:] / later[:-1] < 1.2).all()
    assert (
        experiment.memory_plan("classifier").bytes
        < experiment.edited(evaluations="half-epochs").memory_plan("classifier").bytes
    )


def test_until(history):
    points = history.records.groups[0]
    assert [points.until(update) for update in (0, 15, 16, 320, 399, 400, 960, 10**6)] == [1, 1, 2, 21, 21, 22, 29, 29]


def test_evaluation_anywhere(history):
    for update in (0, 1, 80, 81, 500, 960, 81):
        expected = history.classifier.problem.evaluate(history.classifier.at(update))
        for a, b in zip(history.evaluation(update), expected, strict=True):
            assert np.array_equal(a, b)


def brute_force_best(losses: np.ndarray) -> int:
    best = 0
    for i, loss in enumerate(losses):
        if loss < losses[best] or (np.isnan(losses[best]) and not np.isnan(loss)):
            best = i
    return best


@pytest.mark.parametrize("loss_form", ["stable", "textbook"])
def test_best_is_the_checkpoint_with_the_lowest_validation_loss_so_far(loss_form):
    runs = (*RUNS, Run(learning_rate=50.0), Run(learning_rate=300.0))
    experiment = Experiment(problem="classifier", epochs=20, runs=runs, loss_form=loss_form)
    history = History(experiment).complete()
    points = history.records.groups[0]
    regular = points.steps(points.count) % 80 == 0  # the book evaluates at these
    losses = points.values(points.count).validation_loss[regular]
    assert np.isnan(losses).any() == (loss_form == "textbook")
    for update in (0, 1, 79, 80, 400, 799, 1600, 3199, 3200):
        best = history.best(update)
        for run in range(len(runs)):
            step = 80 * brute_force_best(losses[: update // 80 + 1, run])
            assert best.steps[run] == step
            assert np.array_equal(best.parameters[run], history.classifier.at(step)[run])


def test_best_of_losses_made_up():
    """nan is never better, and any number is better than a nan at the start."""
    history = History(Experiment(problem="classifier", epochs=3, batch_size=1600, runs=(*RUNS, Run())))
    points, nan = history.records.groups[0], float("nan")
    losses = np.array([[nan, 1, 3, nan], [nan, nan, 2, nan], [5, 0.5, 2, nan], [4, 0.5, float("inf"), nan]])
    points.count = 0
    for row in losses:
        points.record(points.at(0)._replace(validation_loss=row))
    assert [points.best_steps(update).tolist() for update in range(4)] == [
        [0, 0, 0, 0],
        [0, 0, 1, 0],
        [2, 2, 1, 0],
        [3, 2, 1, 0],
    ]


def test_best_while_it_is_being_computed():
    history = History(CLASSIFIER)
    while not history.advance(0.0):
        best = history.best(history.frontier)
        assert (best.steps <= history.frontier).all()


# Memory

MILLION = 1_000_000


@pytest.mark.parametrize("problem", ["descent", "classifier", "both"])
@pytest.mark.parametrize("batch_size", [10, 64, 1600])
def test_a_million_updates_of_six_runs_are_allocated_as_announced(problem, batch_size):
    """NumPy takes the memory at once, the system gives it as it is filled: nothing is computed here."""
    experiment = Experiment(
        problem=problem,
        runs=tuple(Run(optimizer=name) for name in tuple(EVERYWHERE)[-6:]),
        updates=MILLION,
        epochs=MILLION // -(-1600 // batch_size),
        batch_size=batch_size,
    )
    history = History(experiment)
    total = 0
    for name, trace in history.traces.items():
        allocated = trace._kept.nbytes
        if name == "classifier":
            allocated += history.records.groups[0]._values.nbytes + history.records.groups[0]._best.nbytes
        announced = experiment.memory_plan(name).bytes
        assert allocated == announced if trace.stride == 1 else allocated < announced
        total += announced
    assert total <= MAX_HISTORY_MB * 1e6


KINDS = {
    "plain": (("gradient-descent",) * 6, "constant"),
    "plateau": (("gradient-descent",) * 6, "plateau"),
    "adam": (("adam",) * 6, "constant"),
    "each": (REMEMBERING, "constant"),
}


@pytest.mark.parametrize(("kind", "problem"), combinations(KINDS, ["descent", "classifier"]))
def test_keyframes_take_no_more_than_announced(monkeypatch, kind, problem):
    optimizers, schedule = kind
    monkeypatch.setattr(memory, "DENSE_BYTES", 0)
    runs = tuple(Run(optimizer=name, schedule=schedule) for name in optimizers)
    experiment = Experiment(problem=problem, updates=1600, epochs=10, runs=runs)
    history = History(experiment).complete()  # whatever is made once
    tracemalloc.start()
    history = History(experiment)
    before = tracemalloc.get_traced_memory()[0] - history.traces[problem]._kept.nbytes
    history.complete()
    gc.collect()  # what Python keeps of small objects for later ones
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert experiment.memory_plan(problem).stride == 64
    assert 0.2 < taken / experiment.memory_plan(problem).bytes <= 1


# Reading while another thread writes


@pytest.mark.parametrize("dense_bytes", [2**40, 0])
def test_reading_while_it_is_being_computed(monkeypatch, dense_bytes):
    experiment = Experiment(epochs=30, updates=5000, runs=RUNS)
    expected = History(experiment).complete()
    monkeypatch.setattr(memory, "DENSE_BYTES", dense_bytes)
    history = History(experiment)
    writer = threading.Thread(target=lambda: [None for _ in iter(lambda: history.advance(0.0), True)])
    random = np.random.RandomState(0)
    writer.start()
    try:
        reads = 0
        while reads < 200 or (writer.is_alive() and reads < 5000):
            reads += 1
            for name, trace in history.traces.items():
                update = int(random.randint(trace.computed + 1))
                assert trace.at(update).tobytes() == expected.traces[name].at(update).tobytes()
            update = min(history.frontier, history.classifier.computed)
            assert np.array_equal(history.best(update).steps % 80, np.zeros(3))
            assert np.array_equal(history.evaluation(update), expected.evaluation(update))
    finally:
        writer.join(60)
    assert history.done
