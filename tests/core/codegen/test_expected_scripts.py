"""A spread of scripts, word for word: see tests/data/make_scripts.py, which makes them again after a change."""

import pytest

from lrgui.core.codegen import LIBRARIES, code
from lrgui.core.model.run import OPTIMIZERS, SCHEDULES
from tests.data.make_scripts import CASES, SCRIPTS


@pytest.mark.parametrize("name", CASES)
def test_the_script_is_the_expected_one(name):
    experiment, problem, library = CASES[name]
    assert code(experiment, problem, 0, library) == (SCRIPTS / f"{name}.py").read_text(encoding="utf-8")


def test_nothing_is_left_of_cases_that_are_gone():
    assert {path.stem for path in SCRIPTS.iterdir()} == set(CASES)


def test_the_spread_holds_everything():
    experiments = [experiment for experiment, _, _ in CASES.values()]
    runs = [run for e in experiments for at in (0, *e.breakpoints(e.problems[-1])) for run in e.runs_at(at)]
    assert {run.optimizer for run in runs} == set(OPTIMIZERS)
    assert {run.schedule for run in runs} == set(SCHEDULES)
    assert {experiment.precision for experiment in experiments} == {"float64", "float32"}
    assert {library for _, _, library in CASES.values()} == set(LIBRARIES)
