"""Optimizers against PyTorch, and the properties that races and seeking rest on."""

import json
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.core.training.optimizers import RULES
from tests.core.training.single_updates import one_update, operands
from tests.optimizers import EVERYWHERE

CASES = json.loads((Path(__file__).parents[2] / "data" / "optimizers.json").read_text("utf-8"))["cases"]


def descent(*runs: Run, **settings: object) -> np.ndarray:
    """w after each of 20 updates: (20, runs)."""
    experiment = Experiment(problem="descent", updates=20, runs=runs, **settings)
    return History(experiment).complete().descent.states(1, 20)[:, :, 0]


def run_of(case: dict) -> Run:
    return Run(**{key: case[key] for key in ("optimizer", "learning_rate", "momentum")})


@pytest.mark.parametrize("name", dict.fromkeys(case["optimizer"] for case in CASES))
@pytest.mark.parametrize(("precision", "tolerance"), [("float64", 1e-12), ("float32", 3e-6)])
def test_trajectories_are_those_of_pytorch(name, precision, tolerance):
    cases = [case for case in CASES if case["optimizer"] == name and case["precision"] == precision]
    assert len(cases) >= 6
    for case in cases:
        ours, theirs = descent(run_of(case), precision=precision)[:, 0], np.array(case["w"])
        error = np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))
        assert error.max() <= tolerance, case


def test_all_in_one_race_are_those_of_pytorch():
    cases = [case for case in CASES if case["precision"] == "float64"]
    ours = descent(*(run_of(case) for case in cases))
    theirs = np.array([case["w"] for case in cases]).T
    assert np.max(np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))) <= 1e-12


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_without_momentum_it_is_gradient_descent(name):
    plain = descent(Run(learning_rate=0.3))
    assert np.array_equal(descent(Run(learning_rate=0.3, optimizer=name, momentum=0.0)), plain)


@pytest.mark.parametrize("name", RULES)
def test_runs_do_not_touch_each_other(name):
    random = np.random.RandomState(0)
    optimizer = RULES[name]
    parameters = random.normal(size=(4, 3))
    rate = random.uniform(0.1, 1, (4, 3))
    values = tuple(random.uniform(0, 1, (4, 3)) for _ in optimizer.settings)
    given = optimizer.operands(values, parameters)
    together = optimizer.init(parameters)
    alone = [optimizer.init(parameters[i : i + 1]) for i in range(4)]
    for _ in range(5):
        g = random.normal(size=(4, 3))
        step, together = one_update(optimizer, parameters, g, together, rate, values, given)
        for i in range(4):
            one = slice(i, i + 1)
            own = [tuple(array[one] for array in arrays) for arrays in (values, given)]
            step_alone, alone[i] = one_update(optimizer, parameters[one], g[one], alone[i], rate[one], *own)
            assert np.array_equal(step[one], step_alone)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_updates_are_pure(name, precision):
    optimizer = RULES[name]
    g = np.array([[1.0, -2.0, 3.0]], precision)
    w, rate = np.ones_like(g), np.full_like(g, 0.1)
    values, given = operands(optimizer, Run(clip_norm=2.0), g.shape, precision)
    _, state = one_update(optimizer, w, g, optimizer.init(w), rate, values, given)
    inputs = (w, g, rate, *values, *given, *state)
    copies = [array.copy() for array in inputs]
    first, after = one_update(optimizer, w, g, state, rate, values, given)
    second, _ = one_update(optimizer, w, g, state, rate, values, given)
    assert np.array_equal(first, second)
    assert first.dtype == precision
    assert all(np.array_equal(a, b) for a, b in zip(inputs, copies, strict=True))
    assert all(not np.shares_memory(a, b) for a in after for b in (*inputs, first))


def test_zero_gradient_from_the_start_moves_nothing():
    for name in set(EVERYWHERE) - {"adamw"}:  # whose decay goes on
        assert (descent(Run(learning_rate=0.3, optimizer=name), start=-1.0) == -1.0).all()
