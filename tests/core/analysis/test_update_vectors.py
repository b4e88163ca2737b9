"""The next update taken apart: against textbook formulas in plain Python, and exact wherever the playhead is."""

import math

import numpy as np
import pytest

from lrgui.core.analysis.update_vectors import directions
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, MORE_COLOURS, Run
from lrgui.core.problems.batches import batch_rows
from lrgui.core.training.history import History
from tests.optimizers import EVERYWHERE

RUNS = tuple(
    Run(learning_rate=0.07, optimizer=name, momentum=0.8, colour=(COLOURS + MORE_COLOURS)[i % 12])
    for i, name in enumerate(EVERYWHERE)
)
RACE = Experiment(runs=RUNS, updates=60, epochs=4, batch_size=30, start_w1=0.5, start_w2=-2.0)


class Textbook:
    """One parameter vector and one optimizer, as a book writes it."""

    def __init__(self, name: str, w: list[float], rate: float, mu: float) -> None:
        self.name, self.w, self.rate, self.mu = name, list(w), rate, mu
        self.a, self.s, self.n = [0.0] * len(w), [0.0] * len(w), 0
        self.most, self.product = [0.0] * len(w), 1.0

    def searched(self, g, loss):
        """The rate of a rule that looks at the loss."""
        square, here = sum(gi * gi for gi in g), loss(self.w)
        if self.name == "polyak":
            return min(self.rate, here / square)
        rate = self.rate
        while loss([wi - rate * gi for wi, gi in zip(self.w, g, strict=True)]) > here - rate * square / 2:
            rate /= 2
        return rate

    def update(self, g: list[float], loss) -> tuple[list[float], list[float]]:
        """Makes an update; returns velocity and step."""
        self.n += 1
        searched = self.searched(g, loss) if self.name in ("polyak", "armijo") else 0.0
        velocity, step = [], []
        for i, gi in enumerate(g):
            if self.name in ("momentum", "nesterov"):
                old = self.a[i]
                self.a[i] = self.mu * old + gi
                velocity.append(-self.rate * self.mu * (old if self.name == "momentum" else self.a[i]))
                step.append(-self.rate * gi + velocity[-1])
            elif self.name in ("adam", "adamw"):
                self.a[i] = 0.9 * self.a[i] + 0.1 * gi
                self.s[i] = 0.999 * self.s[i] + 0.001 * gi * gi
                velocity.append(-self.rate * self.a[i] / (1 - 0.9**self.n))
                step.append(velocity[-1] / (math.sqrt(self.s[i] / (1 - 0.999**self.n)) + 1e-8))
                if self.name == "adamw":
                    step[-1] -= self.rate * 0.01 * self.w[i]
            elif self.name == "gradient-descent":
                step.append(-self.rate * gi)
            elif self.name in ("polyak", "armijo"):
                step.append(-gi * searched)
            elif self.name == "normalised":
                step.append(-self.rate * gi / math.hypot(*g))
            elif self.name == "sign":
                step.append(-math.copysign(self.rate, gi))
            elif self.name == "amsgrad":
                self.a[i] = 0.9 * self.a[i] + 0.1 * gi
                self.s[i] = 0.999 * self.s[i] + 0.001 * gi * gi
                self.most[i] = max(self.most[i], self.s[i])
                velocity.append(-self.rate * self.a[i] / (1 - 0.9**self.n))
                step.append(velocity[-1] / (math.sqrt(self.most[i] / (1 - 0.999**self.n)) + 1e-8))
            elif self.name == "nadam":
                now, then = (0.9 * (1 - 0.5 * 0.96 ** (0.004 * n)) for n in (self.n, self.n + 1))
                self.product *= now if i == 0 else 1
                self.a[i] = 0.9 * self.a[i] + 0.1 * gi
                self.s[i] = 0.999 * self.s[i] + 0.001 * gi * gi
                velocity.append(-self.rate * self.a[i] * then / (1 - self.product * then))
                own = -self.rate * gi * (1 - now) / (1 - self.product)
                step.append((own + velocity[-1]) / (math.sqrt(self.s[i] / (1 - 0.999**self.n)) + 1e-8))
            else:
                adagrad = self.name == "adagrad"
                self.s[i] = self.s[i] + gi * gi if adagrad else 0.9 * self.s[i] + 0.1 * gi * gi
                step.append(-self.rate * gi / (math.sqrt(self.s[i]) + (1e-10 if adagrad else 1e-8)))
            self.w[i] += step[i]
        return velocity, step


def batch_loss(experiment, model, w, update):
    losses = []
    for row in batch_rows(experiment, update):
        x1, x2, _ = model.train_x[row].tolist()
        z = w[0] * x1 + w[1] * x2 + w[2]
        losses.append(math.log1p(math.exp(-z if model.train_y[row] else z)))
    return sum(losses) / len(losses)


def classifier_gradient(experiment, model, w, update):
    rows = batch_rows(experiment, update)
    total = [0.0, 0.0, 0.0]
    for row in rows:
        x1, x2, _ = model.train_x[row].tolist()
        error = 1 / (1 + math.exp(-(w[0] * x1 + w[1] * x2 + w[2]))) - float(model.train_y[row])
        total = [t + error * x for t, x in zip(total, (x1, x2, 1.0), strict=True)]
    return [t / len(rows) for t in total]


@pytest.fixture(scope="module")
def race() -> History:
    return History(RACE).complete()


@pytest.mark.parametrize("run", range(len(RUNS)), ids=tuple(EVERYWHERE))
def test_against_the_textbook(race, run):
    history = race
    for trace in (history.descent, history.classifier):
        book = Textbook(RUNS[run].optimizer, trace.at(0)[run].tolist(), 0.07, 0.8)
        for update in range(trace.total // 4):
            if trace is history.descent:
                g = [2 * book.w[0] + 2]
            else:
                g = classifier_gradient(RACE, history.model, book.w, update)

            def loss(w, of_data=trace is history.classifier, update=update):
                return batch_loss(RACE, history.model, w, update) if of_data else (w[0] + 1) ** 2

            velocity, step = book.update(g, loss)
            found = directions(trace, run, update)
            assert found.optimizer == RUNS[run].optimizer
            np.testing.assert_allclose(found.gradient, [-0.07 * v for v in g], rtol=1e-7, atol=1e-10)
            np.testing.assert_allclose(found.step, step, rtol=1e-7, atol=1e-10)
            if velocity:
                np.testing.assert_allclose(found.velocity, velocity, rtol=1e-7, atol=1e-10)
            else:
                assert found.velocity is None
        assert directions(trace, run, trace.total) is None


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_step_is_the_difference_of_states_to_the_last_bit(precision, exhaustive):
    history = History(RACE.edited(precision=precision, epochs=20 if exhaustive else 5)).complete()
    for trace in history.traces.values():
        for update in np.random.default_rng(1).permutation(trace.total).tolist()[: 25 if exhaustive else 12]:
            states = trace.states(update, update + 1)
            for run in range(update % 3, len(RUNS), 3):
                found = directions(trace, run, update)
                assert np.array_equal(found.step, (states[1, run] - states[0, run]).astype(np.float64))


def test_gradient_and_velocity_make_the_step_where_there_is_momentum():
    trace = History(RACE).complete().classifier
    for run in (1, 2):
        for update in (0, 1, 7, 100):
            found = directions(trace, run, update)
            np.testing.assert_allclose(found.gradient + found.velocity, found.step, rtol=1e-9, atol=1e-14)


def test_seeking_gives_what_playing_gives(monkeypatch, exhaustive):
    """Also over a whole long run, of which only keyframes are kept."""
    experiment = RACE.edited(epochs=12 if exhaustive else 4)
    played = History(experiment).complete().classifier
    inorder = [directions(played, 5, update) for update in range(played.total)]
    monkeypatch.setattr("lrgui.core.training.memory.DENSE_BYTES", 1000)
    assert experiment.memory_plan("classifier").stride > 1
    sought = History(experiment).complete().classifier
    for update in np.random.default_rng(2).permutation(played.total).tolist()[: 60 if exhaustive else 20]:
        found = directions(sought, 5, update)
        for part in ("gradient", "velocity", "step"):
            assert np.array_equal(getattr(found, part), getattr(inorder[update], part))


def test_an_edit_from_here_on():
    experiment = Experiment(epochs=2, runs=(Run(0.3, optimizer="adam"), Run(0.3, optimizer="momentum")))
    experiment = experiment.with_change(50, 0, optimizer="momentum").with_change(60, 1, momentum=0.1, learning_rate=0.2)
    trace = History(experiment).complete().classifier
    assert directions(trace, 0, 49).optimizer == "adam"
    first = directions(trace, 0, 50)
    assert first.optimizer == "momentum"
    assert not first.velocity.any()  # it has just begun
    assert np.allclose(first.step, first.gradient)
    before, after = directions(trace, 1, 59), directions(trace, 1, 60)
    # The velocity is kept: −0.3·0.9·v before, and v′ = step/−0.3 of that update, with −0.2·0.1 after.
    np.testing.assert_allclose(after.velocity, before.step / 0.3 * 0.2 * 0.1, rtol=1e-9)


def test_what_the_next_update_would_be_can_be_asked_at_the_frontier():
    history = History(Experiment(epochs=3, runs=(Run(0.3, optimizer="adam"),)))
    trace = history.classifier
    while trace.computed < 100:
        history.advance(0.0)
    found = directions(trace, 0, trace.computed)
    at = trace.computed
    history.complete()
    assert np.array_equal(found.step, trace.at(at + 1)[0] - trace.at(at)[0])
    with pytest.raises(IndexError):
        trace.next_update(trace.total, 0)


def test_states_in_an_overview_are_evenly_spaced():
    trace = History(Experiment(epochs=50)).complete().classifier
    for last in (0, 1, 500, 1999, 2000, 8000):
        steps, states = trace.overview(last, 500)
        assert len(steps) <= 1000
        assert len(steps) >= min(last, 500)
        assert steps[0] == 0
        assert steps[-1] <= last
        assert len(np.unique(np.diff(steps))) <= 1
        assert all(np.array_equal(states[i], trace.at(int(steps[i]))) for i in range(0, len(steps), 97))
