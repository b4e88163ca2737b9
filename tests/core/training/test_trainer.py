"""Training: the same bits on every way, the same numbers as a plain implementation."""

import hashlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import lrgui
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.datasets import built_in, epoch_order, split
from lrgui.core.problems.registry import make_problem
from lrgui.core.training import memory
from lrgui.core.training.history import History
from lrgui.core.training.trace import Trace
from lrgui.core.training.trainer import Trainer
from tests.optimizers import EVERYWHERE

BOOK_RATES = (0.01, 0.1, 0.5, 1.0, 10.0, 50.0)


def racing(*settings: dict) -> tuple[Run, ...]:
    return tuple(Run(**s) for s in settings)


MIXED = racing(*({"learning_rate": 0.05 * (i + 1), "optimizer": name} for i, name in enumerate(EVERYWHERE)))

# Everything that the next update depends on in one way or another.
EXPERIMENTS = {
    "one run": Experiment(epochs=3, runs=racing({"learning_rate": 0.5})),
    "the book": Experiment(epochs=3, runs=racing(*({"learning_rate": rate} for rate in BOOK_RATES))),
    "float32": Experiment(epochs=3, runs=MIXED, precision="float32"),
    "mixed": Experiment(epochs=3, updates=300, runs=MIXED),
    "adam": Experiment(epochs=3, batch_size=7, runs=racing({"optimizer": "adam"}, {"optimizer": "adam"})),
    "full batch": Experiment(epochs=40, batch_size=1600, runs=MIXED[:2]),
    "short batch": Experiment(epochs=5, batch_size=64, seed=4, runs=MIXED[1:4]),
    "single samples": Experiment(epochs=1, batch_size=1, runs=MIXED[:1]),
    "schedules": Experiment(
        epochs=3,
        runs=racing(
            {"schedule": "exponential", "staircase": True},
            {"schedule": "cosine", "warmup_epochs": 1.0},
            {"schedule": "one-cycle", "optimizer": "momentum"},
            {"schedule": "polynomial", "optimizer": "adam"},
        ),
    ),
    "edits": Experiment(epochs=3, updates=300, runs=MIXED[:3])
    .with_change(70, 0, learning_rate=0.9)
    .with_change(160, 1, optimizer="adam")
    .with_change(161, 1, learning_rate=0.01)
    .with_change(161, 2, momentum=0.5)
    .with_change(200, 0, optimizer="nesterov")
    .with_change(256, 2, schedule="cosine")
    .with_change(300, 1, optimizer="gradient-descent"),
    "edits of one kind": Experiment(epochs=3, runs=racing({"optimizer": "adam"}, {"optimizer": "adam"}))
    .with_change(33, 0, learning_rate=0.9)
    .with_change(80, 1, optimizer="rmsprop")
    .with_change(240, 1, optimizer="adam"),
    "away": Experiment(problem="descent", updates=2000, runs=racing({"learning_rate": 1.5}, {})),
}
each_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS.keys())


def states(history: History) -> dict[str, bytes]:
    return {name: t.states(0, t.total).tobytes() for name, t in history.traces.items()}


@cache
def at_once(experiment: Experiment) -> dict[str, bytes]:
    """The states of a run that is computed without a pause."""
    return states(History(experiment).complete())


@pytest.fixture
def keyframes(monkeypatch):
    """Histories keep keyframes only, every 64 updates."""
    monkeypatch.setattr(memory, "DENSE_BYTES", 0)


# The same bits


@each_experiment
def test_in_slices_of_any_length(experiment):
    expected = at_once(experiment)
    random = np.random.RandomState(0)
    history = History(experiment)
    for trace in history.traces.values():
        while not trace.done:
            trace.advance(int(random.randint(1, 50)))
    assert states(history) == expected


@each_experiment
def test_in_slices_of_time(experiment):
    history = History(experiment)
    calls = 1
    while not history.advance(0.0):
        calls += 1
    assert calls > 1
    complete = History(experiment).complete()
    assert states(history) == states(complete)
    if history.evaluated is not None:
        n = history.records.groups[0].count
        assert n == complete.records.groups[0].count == experiment.checkpoint_times.count
        for a, b in zip(history.records.groups[0].values(n), complete.records.groups[0].values(n), strict=True):
            assert a.tobytes() == b.tobytes()


@each_experiment
def test_step_by_step(experiment):
    for name in experiment.problems:
        trainer = Trainer(experiment, name, make_problem(name, experiment))
        out = np.empty((trainer.total + 1, *trainer.parameters.shape), trainer.parameters.dtype)
        out[0] = trainer.parameters
        for t in range(trainer.total):
            assert trainer.advance(out[t + 1 : t + 2]) == 1
        assert trainer.advance(out) == 0
        assert out.tobytes() == at_once(experiment)[name]


@each_experiment
def test_by_keyframes_at_random_places(experiment, keyframes, exhaustive):
    history = History(experiment).complete()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "DENSE_BYTES", 2**40)
        dense = History(experiment).complete()
    random = np.random.RandomState(1)
    for name, trace in history.traces.items():
        assert trace.stride == 64
        assert len(trace._kept) == trace.total // 64 + 1
        for update in random.randint(0, trace.total + 1, 20 if exhaustive else 8):
            assert trace.at(int(update)).tobytes() == dense.traces[name].at(int(update)).tobytes()
        for _ in range(10 if exhaustive else 3):
            first, last = sorted(int(u) for u in random.randint(0, trace.total + 1, 2))
            assert trace.states(first, last).tobytes() == dense.traces[name].states(first, last).tobytes()
        # As when playing, forwards and backwards.
        for update in (*range(60, 68), *range(126, 130), *range(130, 126, -1), *range(68, 60, -1)):
            if update <= trace.total:
                assert trace.at(update).tobytes() == dense.traces[name].at(update).tobytes()
    assert states(history) == states(dense)


@pytest.mark.parametrize(("stride", "most"), [(1, 50), (2, 10_000), (3, 10_000), (256, 10_000), (8, 7)])
def test_by_keyframes_at_any_distance(monkeypatch, stride, most):
    experiment = EXPERIMENTS["edits"]
    expected = at_once(experiment)
    monkeypatch.setattr(memory, "DENSE_BYTES", 0)
    monkeypatch.setattr(memory, "MIN_STRIDE", stride)
    monkeypatch.setattr(memory, "KEYFRAMES", most)
    history = History(experiment)
    for trace in history.traces.values():
        assert trace.total // trace.stride <= most
    while not history.advance(0.0):
        # Reading while it is being computed must not disturb the computation.
        for trace in history.traces.values():
            trace.at(trace.computed // 2)
    assert states(history) == expected


FRESH = """
import hashlib, sys
from lrgui.core.training import memory
from lrgui.core.model.experiment import Experiment
from lrgui.core.training.history import History
from lrgui.core.training.trace import Trace
keep = bytearray({padding})  # so that arrays lie elsewhere in memory
history = History(Experiment.from_dict({data!r})).complete()
digest = hashlib.sha256()
for trace in history.traces.values():
    digest.update(trace.states(0, trace.total).tobytes())
print(digest.hexdigest())
"""


@pytest.mark.parametrize("name", ["the book", "float32", "mixed", "edits", "short batch"])
def test_in_a_fresh_process(name):
    experiment = EXPERIMENTS[name]
    digest = hashlib.sha256()
    for trace_bytes in at_once(experiment).values():
        digest.update(trace_bytes)
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(lrgui.__file__).parents[1]),
        "PYTHONHASHSEED": "7",
    }
    code = FRESH.format(data=experiment.to_dict(), padding=12_345)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == digest.hexdigest()


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_in_any_order_and_company(problem, precision):
    """Rules whose updates are one function are made together, and runs of one rule side by side: nobody notices."""
    runs = [
        *MIXED,
        Run(0.7, optimizer="rmsprop", epsilon=0.5),
        Run(0.2, optimizer="adagrad", clip_norm=0.1),
        *MIXED[::-2],
    ]
    runs += [Run(40.0, optimizer="adagrad"), Run(1e30, optimizer="rmsprop"), Run(1e30)]
    of_all = Experiment(problem=problem, epochs=1, updates=160, precision=precision)
    alone = [Trace(of_all.edited(runs=(run,)), problem) for run in runs]
    for trace in alone:
        _all(trace)
    for order in (np.arange(len(runs)), np.random.RandomState(1).permutation(len(runs))):
        race = Trace(of_all.edited(runs=tuple(runs[i] for i in order)), problem)
        _all(race)
        for place, i in enumerate(order):
            assert race.states(0, 160)[:, place].tobytes() == alone[i].states(0, 160)[:, 0].tobytes(), runs[i]
        last = [race.next_update(159, place)[0][place] for place in range(len(order))]
        own = [alone[i].next_update(159, 0)[0][0] for i in order]
        assert np.array_equal(last, own, equal_nan=True)


def _all(trace: Trace) -> None:
    while not trace.done:
        trace.advance(256)


def test_two_histories_at_once_do_not_disturb_each_other():
    one, other = EXPERIMENTS["mixed"], EXPERIMENTS["short batch"]
    expected = states(History(one).complete()), states(History(other).complete())
    a, b = History(one), History(other)
    while not (a.advance(0.0) & b.advance(0.0)):
        pass
    assert (states(a), states(b)) == expected


def test_global_random_numbers_have_no_part_in_it():
    expected = states(History(EXPERIMENTS["mixed"]).complete())
    np.random.seed(5)
    assert states(History(EXPERIMENTS["mixed"]).complete()) == expected


@each_experiment
def test_a_snapshot_is_never_written_to(experiment):
    name = experiment.problems[-1]
    trainer = Trainer(experiment, name, make_problem(name, experiment))
    out = np.empty((37, *trainer.parameters.shape), trainer.parameters.dtype)
    snapshots = []
    while trainer.advance(out):
        s = trainer.snapshot()
        arrays = (s.parameters, *(a for group in s.groups for a in (*group.values, *group.operands, *group.state)))
        snapshots.append((s, arrays, [a.copy() for a in arrays]))
    for s, arrays, copies in snapshots:
        assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(arrays, copies, strict=True)), s.update
    # From any of them the rest is the same.
    final = trainer.parameters.tobytes()
    for s, _, _ in snapshots[:: max(1, len(snapshots) // 5)]:
        trainer.restore(s)
        while trainer.advance(out):
            pass
        assert trainer.parameters.tobytes() == final


# Edits from here on


@pytest.mark.parametrize("at", [1, 79, 80, 81, 160, 161])
def test_the_past_of_an_edit_stays_and_the_other_runs_do_not_notice(at):
    before = Experiment(epochs=2, runs=MIXED[:3])
    after = before.with_change(at, 1, learning_rate=0.9, optimizer="adam")
    for name in before.problems:
        a, b = History(before).complete().traces[name], History(after).complete().traces[name]
        last = min(at, a.total)
        assert np.array_equal(a.states(0, last), b.states(0, last))
        assert np.array_equal(a.states(0, a.total)[:, [0, 2]], b.states(0, a.total)[:, [0, 2]])
        if at < a.total:
            assert not np.array_equal(a.at(at + 1)[1], b.at(at + 1)[1])


def test_what_an_edit_keeps_of_the_optimizer():
    """v of momentum goes on when only η or μ changes, and begins at 0 when the optimizer does."""
    run = Run(learning_rate=0.1, optimizer="momentum", momentum=0.5)
    experiment = (
        Experiment(problem="descent", updates=6, runs=(run,))
        .with_change(2, 0, learning_rate=0.2, momentum=0.8)
        .with_change(4, 0, optimizer="nesterov")
    )
    w, v, expected = 5.0, 0.0, []
    for t in range(6):
        rate, mu = (0.1, 0.5) if t < 2 else (0.2, 0.8)
        g = 2 * w + 2
        v = mu * (0.0 if t == 4 else v) + g
        w -= rate * (v if t < 4 else g + mu * v)
        expected.append(w)
    trace = History(experiment).complete().descent
    np.testing.assert_allclose(trace.states(1, 6)[:, 0, 0], expected, rtol=0, atol=1e-14)


def test_an_edit_that_changes_nothing_changes_nothing():
    experiment = EXPERIMENTS["mixed"]
    edited = experiment
    for i, run in enumerate(experiment.runs):
        edited = edited.with_change(100 + i, i, learning_rate=run.learning_rate)
    assert states(History(edited).complete()) == at_once(experiment)


# A plain implementation


def plain_training(rate: float, batch_size: int, updates: int, seed: int) -> np.ndarray:
    """Logistic regression as a textbook writes it: (updates + 1, 3)."""
    data = built_in("school-district")
    index = split(built_in("school-district"), seed)[0]
    points, labels = data.points[index], data.labels[index]
    w, b = np.zeros(2), 0.0
    rows = [[0.0, 0.0, 0.0]]
    epoch = 0
    while True:
        order = epoch_order(seed, epoch, len(index))
        for start in range(0, len(index), batch_size):
            batch = order[start : start + batch_size]
            x, y = points[batch], labels[batch]
            p = 1 / (1 + np.exp(-(x @ w + b)))
            w = w - rate * (x.T @ (p - y) / len(batch))
            b = b - rate * np.mean(p - y)
            rows.append([*w, b])
            if len(rows) > updates:
                return np.array(rows)
        epoch += 1


@pytest.mark.parametrize("rate", [0.01, 0.5, 10.0])
@pytest.mark.parametrize(
    ("batch_size", "updates"), [(1, 400), (7, 500), (10, 400), (64, 400), (1599, 100), (1600, 300)]
)
def test_equals_a_plain_implementation(rate, batch_size, updates):
    epochs = -(-updates // -(-1600 // batch_size))
    experiment = Experiment(
        problem="classifier", batch_size=batch_size, epochs=epochs, seed=2, runs=(Run(learning_rate=rate),)
    )
    ours = History(experiment).complete().classifier.states(0, updates)[:, 0]
    theirs = plain_training(rate, batch_size, updates, seed=2)
    assert np.max(np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))) <= 1e-12


def test_decaying_rate_equals_a_plain_loop():
    run = Run(learning_rate=0.3, schedule="exponential", decay_rate=0.9, decay_epochs=2)
    trace = History(Experiment(problem="descent", runs=(run,))).complete().descent
    w = 5.0
    for t in range(40):
        w -= 0.3 * 0.9 ** (t / 2) * (2 * w + 2)
        assert trace.at(t + 1)[0, 0] == pytest.approx(w, rel=1e-13)


def test_overflow_is_carried_on_without_a_warning():
    runs = racing({"learning_rate": 1e200}, {"learning_rate": 1e300, "optimizer": "momentum"}, {})
    w = History(Experiment(problem="descent", runs=runs)).complete().descent.states(0, 40)[:, :, 0]
    assert np.isfinite(w[1]).all()
    assert not np.isfinite(w[2:, :2]).any()
    assert np.isfinite(w[:, 2]).all()
    runs = racing({"learning_rate": 1e308, "schedule": "exponential", "decay_rate": 1000}, {"learning_rate": 1})
    trace = History(Experiment(problem="classifier", epochs=3, runs=runs)).complete().classifier
    assert not np.isfinite(trace.at(480)[0]).any()
    assert np.isfinite(trace.at(480)[1]).all()
