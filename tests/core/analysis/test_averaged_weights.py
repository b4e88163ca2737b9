"""Averaged weights: the numbers of PyTorch and Keras, and the same bits on every way."""

import json
from pathlib import Path
from weakref import ref

import numpy as np
import pytest

from lrgui.core.analysis import averaged_weights as averaged_weights_module
from lrgui.core.analysis.averaged_weights import AveragedWeights, averaged_weights, forget_averages
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training import memory
from lrgui.core.training.history import History

CASES = json.loads((Path(__file__).parents[2] / "data" / "averages.json").read_text("utf-8"))["cases"]
RUNS = (Run(0.5), Run(3.0, optimizer="momentum"), Run(0.1, optimizer="adam"))
RACE = Experiment(problem="classifier", epochs=3, runs=(*RUNS, Run(0.3, batch_size=400), Run(0.3, batch_size=7)))


def _averages(experiment: Experiment, factor: float, problem: str | None = None) -> np.ndarray:
    history = History(experiment).complete()
    trace = history.traces[problem or experiment.problem]
    found = AveragedWeights(trace, factor)
    while not found.advance(1.0):
        pass
    return np.array([found.at(update) for update in range(trace.total + 1)])


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_they_are_those_of_pytorch_and_keras(problem):
    cases = [case for case in CASES if case["problem"] == problem]
    assert {case["by"] for case in cases} == {"torch", "keras"}
    for case in cases:
        experiment = Experiment(
            problem=problem, updates=50, epochs=1, batch_size=30, seed=3, runs=(Run(case["learning_rate"]),)
        )
        ours, theirs = _averages(experiment, case["factor"])[1:51, 0], np.array(case["averages"])
        assert np.abs(ours - theirs).max() <= 1e-10 * max(1, np.abs(theirs).max())


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_a_plain_loop(precision):
    experiment = RACE.edited(runs=RUNS, precision=precision)
    states = History(experiment).complete().classifier.states(0, 480)
    average, factor = states[1], 0.95
    ours = _averages(experiment, factor)
    assert ours.dtype == precision
    assert np.array_equal(ours[:2], states[:2])
    for update in range(2, 481):
        average = factor * average + (1 - factor) * states[update]
        assert np.array_equal(ours[update], average)


@pytest.mark.parametrize("aligned", ["epochs", "updates"])
def test_a_run_has_the_averages_that_it_has_alone(aligned):
    race = RACE.edited(aligned=aligned)
    together = _averages(race, 0.9)
    clock = race.clock("classifier")
    for run in range(len(race.runs)):
        alone = _averages(race.alone(run), 0.9)[:, 0]
        made = clock.made(run, np.arange(len(together)))
        assert np.array_equal(together[:, run], alone[made])


def test_the_same_bits_wherever_one_looks_first(monkeypatch):
    whole = _averages(RACE, 0.98)
    monkeypatch.setattr(memory, "DENSE_BYTES", 0)  # keyframes only
    trace = History(RACE).complete().classifier
    assert trace.stride > 1
    found = AveragedWeights(trace, 0.98)
    rest = 0
    for update in (1, 63, 64, 65, 300, 299, 2, trace.total, 128, 0):
        while not found.advance(0.0, update):
            rest += 1
        assert np.array_equal(found.at(update), whole[update])
        updates, averages = found.overview(update, 3)
        assert np.array_equal(averages, whole[updates])
    assert rest  # it gave way in between
    with pytest.raises(IndexError):
        found.at(trace.total + 1)


@pytest.mark.parametrize("dense", [0, memory.DENSE_BYTES])
def test_they_take_a_bounded_memory_and_are_the_same_bits(dense, monkeypatch):
    whole = _averages(RACE, 0.98)
    monkeypatch.setattr(memory, "DENSE_BYTES", dense)
    monkeypatch.setattr(averaged_weights_module, "MOST_BYTES", 4000)  # 33 places of five runs
    trace = History(RACE).complete().classifier
    found = AveragedWeights(trace, 0.98)
    for update in (1, 63, 300, 299, 2, 600, trace.total, 128, 129, 0):
        while not found.advance(0.0, update):
            pass
        assert np.array_equal(found.at(update), whole[update])
    updates, averages = found.overview(trace.total, 3)
    assert 3 <= len(updates) <= 7
    assert np.array_equal(averages, whole[updates])
    _, all_there_are = found.overview(trace.total, 1000)
    assert all_there_are.nbytes <= 4000


def test_what_nobody_looks_at_any_more_is_gone_at_once():
    history = History(RACE.edited(runs=RUNS)).complete()
    times, seen = history.experiment.checkpoint_times, []
    for factor in (0.9, 0.5, 0.7):
        found = averaged_weights(history, "classifier", factor)
        curves = [found.curve(run, times) for run in (0, 1, 1)]
        assert curves[1] is curves[2]
        curves[1].advance(1.0, 3)
        assert [each() for each in seen] == [None] * len(seen)
        seen = [ref(each) for each in (found, *curves)]
        del found, curves
    forget_averages()
    assert [each() for each in seen] == [None] * 4


def test_a_factor_of_0_averages_nothing_and_numbers_that_are_none_stay_so():
    experiment = Experiment(problem="descent", updates=1200, runs=(Run(1.5), Run(0.1)))
    states = History(experiment).complete().descent.states(0, 1200)
    assert not np.isfinite(states[-1, 0]).all()
    assert np.array_equal(_averages(experiment, 0.0), states, equal_nan=True)
    averages = _averages(experiment, 0.9)
    assert not np.isfinite(averages[-1, 0]).any()
    assert np.isfinite(averages[:, 1]).all()


def test_they_are_quiet_where_the_weights_rattle():
    experiment = Experiment(problem="classifier", epochs=10, weight_decay=0.01, batch_size=1, runs=(Run(0.5),))
    states = History(experiment).complete().classifier.states(0, 16_000)[12_000:, 0]
    averages = _averages(experiment, 0.999)[12_000:, 0]
    assert (averages.std(axis=0) < states.std(axis=0) / 4).all()


def test_what_was_asked_for_is_known_as_long_as_its_history():
    history = History(RACE.edited(runs=RUNS)).complete()
    first = averaged_weights(history, "classifier", 0.9)
    assert averaged_weights(history, "classifier", 0.9) is first
    assert averaged_weights(history, "classifier", 0.5) is not first
