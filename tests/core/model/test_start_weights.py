"""The classifier may start elsewhere than at 0: in the numbers, in files, in scripts and on the command line."""

import contextlib
import io

import numpy as np
import pytest

from lrgui.cli.complaints import UsageError
from lrgui.cli.main import parsed
from lrgui.cli.options.experiment import experiment_of
from lrgui.core.codegen import LIBRARIES, code
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History

ELSEWHERE = Experiment(problem="classifier", epochs=2, batch_size=50, start_w1=-3.25, start_w2=7.1, runs=(Run(0.3),))


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_every_run_starts_there_and_b_at_0(precision):
    experiment = ELSEWHERE.edited(precision=precision, runs=(Run(0.3), Run(0.1, optimizer="adam")))
    start = History(experiment).classifier.at(0)
    assert start.dtype == precision
    assert np.array_equal(start, np.array([[-3.25, 7.1, 0.0]] * 2, precision))


def test_a_file_without_them_starts_at_0():
    data = ELSEWHERE.to_dict()
    assert Experiment.from_dict(data) == ELSEWHERE
    del data["start_w1"], data["start_w2"]
    assert History(Experiment.from_dict(data)).classifier.at(0).tolist() == [[0.0, 0.0, 0.0]]


@pytest.mark.parametrize("value", [1000.5, -1001, float("nan"), "1", None])
def test_what_is_refused(value):
    for name in ("start_w1", "start_w2"):
        with pytest.raises(InvalidValue, match=name):
            ELSEWHERE.edited(**{name: value})


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_script_in_numpy_gives_the_same_numbers(precision):
    experiment = ELSEWHERE.edited(precision=precision)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code(experiment, "classifier", 0, "numpy"), "script.py", "exec"), {"__name__": "__main__"})
    last = History(experiment).complete().classifier.latest[0]
    expected = "w1 = {}, w2 = {}, b = {}".format(*(str(v.item() if precision == "float64" else v) for v in last))
    assert expected in said.getvalue()


@pytest.mark.parametrize("library", LIBRARIES)
def test_scripts_speak_of_the_start_only_where_it_is_not_0(library):
    assert "START = [-3.25, 7.1]" in code(ELSEWHERE, "classifier", 0, library)
    usual = code(ELSEWHERE.edited(start_w1=0, start_w2=0.0), "classifier", 0, library)
    assert "START" not in usual
    assert usual == code(ELSEWHERE.edited(start_w1=-0.0, start_w2=0), "classifier", 0, library)
    compile(code(ELSEWHERE, "classifier", 0, library), "script.py", "exec")


def typed(*words: str) -> Experiment:
    return experiment_of(parsed(["run", *words]))


def test_the_option():
    experiment = typed("--start-weights", "-3.25,7.1", "--epochs", "2")
    assert (experiment.start_w1, experiment.start_w2) == (-3.25, 7.1)
    for wrong, said in (("1", "two numbers"), ("1,x", "w2 must be a number"), ("2000,1", "w1 must be between")):
        with pytest.raises(UsageError, match=said):
            typed("--start-weights", wrong)
