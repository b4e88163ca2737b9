"""Runs of one experiment may start in places of their own: in the numbers, in files, in scripts and in sweeps."""

import numpy as np
import pytest

from lrgui.core.codegen import code
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import OWN_FIELDS, Run
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.training.history import History

# Of each problem: two runs, of which one has a start of its own, and where both begin.
STARTS = {
    "descent": (Run(0.1, start=3.0), [[3.0], [5.0]]),
    "surface": (Run(0.1, start_y=-1.5), [[5.0, -1.5], [5.0, 2.0]]),
    "regression": (Run(0.1, start_w=2.0, start_b=-1.0), [[2.0, -1.0], [0.0, 0.0]]),
    "classifier": (Run(0.1, start_w1=4.0), [[4.0, 0.0, 0.0], [0.0, 0.0, 0.0]]),
}


def race(problem: str, **values) -> Experiment:
    return Experiment(problem=problem, runs=(STARTS[problem][0], Run(0.3)), updates=20, epochs=1, **values)


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("problem", STARTS)
def test_each_run_starts_where_its_own_start_is(problem, precision):
    history = History(race(problem, precision=precision))
    start = history.traces[problem].at(0)
    assert start.dtype == precision
    assert start.tolist() == STARTS[problem][1]


@pytest.mark.parametrize("problem", STARTS)
def test_a_run_alone_has_the_bits_of_the_race(problem):
    experiment = race(problem).with_change(7, 0, learning_rate=0.02)
    states = History(experiment).complete().traces[problem].states(0, 20)
    for run in range(2):
        alone = experiment.alone(run)
        assert len(alone.runs) == 1
        assert not alone.apart
        assert History(alone).complete().traces[problem].states(0, 20)[:, 0].tobytes() == states[:, run].tobytes()


@pytest.mark.parametrize("problem", STARTS)
def test_its_script_is_that_of_the_run_alone(problem):
    experiment = race(problem)
    for run in range(2):
        assert code(experiment, problem, run, "numpy") == code(experiment.alone(run), problem, 0, "numpy")


@pytest.mark.parametrize("problem", STARTS)
def test_a_sweep_of_a_run_starts_where_that_run_does(problem):
    experiment = race(problem)
    swept = Sweep(experiment, problem, experiment.runs[0], RateGrid(0.1, 1.0, 2)).complete().snapshot()
    ended = History(experiment).complete()
    trace = ended.traces[problem]
    own = trace.problem.evaluate(trace.at(trace.total)).train_loss[0]
    assert swept.loss[0, 0] == own


def test_files_name_what_is_a_runs_own_and_nothing_else():
    experiment = race("surface")
    own, shared = experiment.to_dict()["runs"]
    assert own["start_y"] == -1.5
    assert not set(OWN_FIELDS) & (own.keys() - {"start_y"} | shared.keys())
    assert Experiment.from_dict(experiment.to_dict()) == experiment


def test_a_value_is_spread_over_all_runs():
    experiment = Experiment(runs=(Run(start=3.0), Run(start=4.0, start_w1=1.0), Run()), start=7.0)
    spread = experiment.like(experiment.runs[1], ("start",))
    assert (spread.start, spread.start_w1) == (4.0, 0.0)
    assert [run.own for run in spread.runs] == [{}, {"start_w1": 1.0}, {}]
    # What the run shares already is what all share then.
    assert [run.own for run in experiment.like(experiment.runs[2]).runs] == [{}, {}, {}]
    assert experiment.like(experiment.runs[2]).start == 7.0


@pytest.mark.parametrize("name", OWN_FIELDS)
def test_what_is_refused(name):
    with pytest.raises(InvalidValue, match=name):
        Run(**{name: 1e11})
    with pytest.raises(InvalidValue, match=name):
        Run(**{name: "1"})
    # It decides where a run starts: on the way it cannot be changed.
    with pytest.raises(InvalidValue, match=name):
        Experiment().with_change(3, 0, **{name: 1})


def test_a_copy_starts_where_the_run_does_and_is_one_run_more():
    experiment = race("descent")
    copied = experiment.duplicating(0, "#123456")
    assert copied.runs[2].start == 3.0
    assert copied.alike(0, 2)
    assert not copied.alike(0, 1)


def test_one_looks_as_far_as_the_farthest_start():
    curve = History(Experiment(problem="descent", runs=(Run(start=30.0), Run(start=-40.0)))).curve
    assert curve.middle - curve.extent <= -40.0
    assert curve.middle + curve.extent >= 30.0


def test_what_a_run_comes_back_from_is_its_own_start():
    """A run of a parabola is away where its loss exceeds that of its own start."""
    runs = (Run(1.01, start=100.0), Run(1.01, start=0.0))
    history = History(Experiment(problem="descent", updates=60, runs=runs)).complete()
    since = [history.descent.away_since(run, 60) for run in range(2)]
    alone = [History(history.experiment.alone(run)).complete().descent.away_since(0, 60) for run in range(2)]
    assert since == alone
    assert None not in since


def test_random_starts_of_hidden_units_are_shared():
    experiment = Experiment(problem="classifier", hidden_units=2, epochs=1, runs=(Run(start_w1=3.0), Run()))
    start = History(experiment).classifier.at(0)
    assert np.array_equal(start[0], start[1])
