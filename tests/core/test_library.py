"""The core as a library: what scripts and notebooks import, without Qt, and the plain arrays that they get."""

import subprocess
import sys

import numpy as np
import pytest

import lrgui.core
from lrgui.core import Experiment, History, InvalidValue, Run, Sweep, sweep, train

RACE = Experiment(
    problem="both", updates=30, epochs=3, batch_size=64, runs=[Run(0.3), Run(1.0, "cosine", optimizer="adam")]
)


@pytest.fixture(scope="module")
def history() -> History:
    return train(RACE.with_change(20, 0, learning_rate=0.1))


def test_every_name_is_there_and_no_other():
    for name in lrgui.core.__all__:
        assert getattr(lrgui.core, name) is not None
        assert name in dir(lrgui.core)
    with pytest.raises(AttributeError, match="no attribute 'trian'"):
        lrgui.core.trian  # noqa: B018


BLOCKED = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6", "pyqtgraph", "PIL", "fontTools"):
    sys.modules[name] = None  # importing it fails
import lrgui.core
print(len([name for name in sys.modules if name.startswith(("lrgui.core.", "numpy"))]))
from lrgui.core import *
print(train(Experiment(problem="descent", updates=1)).curves("descent").loss[1, 0])
for module in pkgutil.walk_packages(lrgui.core.__path__, "lrgui.core."):
    importlib.import_module(module.name)
"""


def test_it_needs_no_qt_and_costs_nothing_until_it_is_used():
    done = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    modules, loss = done.stdout.split()
    assert int(modules) == 0
    assert float(loss) == pytest.approx(3.6**2)


# Training


def test_train_computes_to_the_end(history):
    assert history.done
    assert history.progress == 1
    assert repr(history) == f"<History of {history.experiment!r}, 100% computed>"
    assert repr(History(RACE)).endswith(", 0% computed>")


def test_curves_of_a_function_have_every_update(history):
    curves = history.curves("descent")
    assert curves.updates.tolist() == list(range(31))
    assert curves.epochs.tolist() == list(range(31))  # an epoch is one update
    assert curves.parameters.shape == (31, 2, 1)
    assert curves.loss.shape == (31, 2)
    np.testing.assert_array_equal(curves.loss, (curves.parameters[:, :, 0] + 1) ** 2)
    for none in (curves.accuracy, curves.validation_loss, curves.validation_accuracy):
        assert none.shape == (31, 2)
        assert np.isnan(none).all()
    w = curves.parameters[:, 0, 0]
    rates = history.learning_rates("descent")[:, 0]
    np.testing.assert_allclose(w[1:], w[:-1] - rates * 2 * (w[:-1] + 1), rtol=1e-14)


def test_curves_of_the_classifier_have_its_checkpoints(history):
    curves = history.curves("classifier")
    # 25 updates an epoch: tenths of the first two, then every half epoch, which is 12 of them, and the end
    tenths = [25 * i // 10 for i in range(21)]
    assert curves.updates.tolist() == sorted({*tenths, 12, 24, 36, 48, 60, 72, 75})
    assert curves.epochs == pytest.approx(curves.updates / 25)
    assert curves.parameters.shape == (len(curves.updates), 2, 3)
    assert curves.loss[0] == pytest.approx(np.log(2))
    for i, update in enumerate(curves.updates):
        np.testing.assert_array_equal(curves.parameters[i], history.traces["classifier"].at(update))
        figures = (curves.loss[i], curves.accuracy[i], curves.validation_loss[i], curves.validation_accuracy[i])
        np.testing.assert_array_equal(figures, history.evaluation(int(update)))


def test_learning_rates_are_those_of_the_updates(history):
    rates = history.learning_rates("classifier")
    assert rates.shape == (75, 2)
    assert rates[:, 0].tolist() == [0.3] * 20 + [0.1] * 55
    assert rates[0, 1] == 1
    assert (np.diff(rates[:, 1]) < 0).all()
    assert history.learning_rates("descent").shape == (30, 2)


def test_arrays_may_be_written_to(history):
    before = history.curves("descent").parameters.copy()
    history.curves("descent").parameters[:] = 0
    history.curves("classifier").loss[:] = 0
    np.testing.assert_array_equal(history.curves("descent").parameters, before)
    assert history.curves("classifier").loss[0, 0] > 0


def test_what_is_not_computed_yet_is_not_there():
    some = History(Experiment(problem="descent", updates=5000))
    assert some.curves("descent").updates.tolist() == [0]
    some.advance(0.0)
    computed = some.traces["descent"].computed
    assert 0 < computed < 5000
    assert some.curves("descent").loss.shape == (computed + 1, 1)


def test_a_problem_that_is_not_there_is_refused(history):
    descent = train(Experiment(problem="descent", updates=1))
    for ask in (descent.curves, descent.learning_rates):
        with pytest.raises(InvalidValue) as error:
            ask("classifier")
        assert error.value.field == "problem"


# Sweeps


def test_sweep_trains_every_rate():
    found = sweep(RACE, "descent", low=0.1, high=1.0, count=np.int64(2))
    assert isinstance(found, Sweep)
    assert found.done
    np.testing.assert_array_equal(found.rates, [0.1, 1.0])
    alone = train(Experiment(problem="descent", updates=30, runs=[Run(0.1), Run(1.0)])).curves("descent")
    np.testing.assert_array_equal(found.snapshot().loss[:, 0], alone.loss[-1])
    assert repr(found) == "<Sweep of the descent: 2 rates from 0.1 to 1, 1 seed, 100% computed>"


def test_sweep_takes_the_last_problem_and_several_seeds():
    found = sweep(RACE, count=3, seeds=2, target=0.5)
    assert found.problem == "classifier"
    assert found.snapshot().validation_loss.shape == (3, 2)
    with pytest.raises(InvalidValue) as error:
        sweep(RACE, "descent", low=1.0, high=0.1)
    assert error.value.field == "low"
