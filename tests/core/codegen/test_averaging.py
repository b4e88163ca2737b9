"""Scripts tell the averaged weights that the window shows: NumPy's to the last bit, the others' but for rounding."""

import re

import numpy as np
import pytest

from lrgui.core.analysis.averaged_weights import averaged_weights
from lrgui.core.codegen import LIBRARIES, code
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from tests.core.codegen.comparing import executed, where

FACTOR = 0.9
RUNS = (Run(0.1), Run(0.3, optimizer="adam", batch_size=100))
EXPERIMENTS = {
    "descent": Experiment(problem="descent", runs=RUNS[:1]),
    "surface": Experiment(problem="surface", runs=(Run(0.02, optimizer="momentum"),)),
    "regression": Experiment(problem="regression", runs=RUNS[:1]).with_change(9, 0, learning_rate=0.01),
    "classifier": Experiment(problem="classifier", epochs=2, weight_decay=0.01, runs=RUNS).with_change(
        40, 1, optimizer="rmsprop"
    ),
    "hidden": Experiment(problem="classifier", epochs=2, data="circles", hidden_units=2, runs=RUNS[:1]),
    "plateau": Experiment(problem="classifier", epochs=4, runs=(Run(0.1, schedule="plateau", patience=1),)),
}
PAIR = re.compile(r"= ([-+.\w]+)")


def told(experiment, library):
    """The numbers of the last line or lines, as text."""
    run = len(experiment.runs) - 1
    out = executed(code(experiment, experiment.problem, run, library, FACTOR))
    return PAIR.findall(out[out.index("Averaged: ") :])


def expected(experiment):
    """Parameters (where they are told), losses and accuracies of the averaged weights of the last run."""
    history = History(experiment).complete()
    [trace] = history.traces.values()
    averages = averaged_weights(history, experiment.problem, FACTOR)
    averages.advance(100.0)
    now = averages.at(trace.total)[-1:]
    found = trace.problem.evaluate(now)
    if trace.problem.on_data:
        return [found.train_loss[0], found.train_accuracy[0], found.validation_loss[0], found.validation_accuracy[0]]
    return [*now[0], found.train_loss[0]]


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_numpy_tells_them_to_the_last_bit(name, precision):
    experiment = EXPERIMENTS[name].edited(precision=precision)
    ours = expected(experiment)
    losses = [np.float64(text) if ours[i].dtype == np.float64 else np.float32(text)
              for i, text in enumerate(told(experiment, "numpy"))]  # fmt: skip
    assert losses == ours


@pytest.mark.parametrize("name", where("pytorch", list(EXPERIMENTS)))
def test_pytorch_but_for_rounding(name):
    compare_averages(name, "pytorch")


@pytest.mark.parametrize("name", where("keras", list(EXPERIMENTS)))
def test_keras_but_for_rounding(name):
    compare_averages(name, "keras")


def compare_averages(name, library):
    theirs = [float(text) for text in told(EXPERIMENTS[name], library)]
    assert np.allclose(theirs, expected(EXPERIMENTS[name]), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_script_without_knows_nothing_of_them(name, library):
    text = code(EXPERIMENTS[name], EXPERIMENTS[name].problem, 0, library)
    assert "verag" not in text
    text = code(EXPERIMENTS[name], EXPERIMENTS[name].problem, 0, library, FACTOR)
    compile(text, "script", "exec")
    assert any(line.startswith("    ") and "averag" in line for line in text.splitlines())  # after every update
