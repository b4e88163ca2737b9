"""The number of an update that a stage asks for."""

import pytest

from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.lessons.question import read_ask
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History

RACE = Experiment(problem="classifier", epochs=1, runs=(Run(0.3), Run(0.9, colour=COLOURS[1])))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"column": "z", "sample": 2}, lambda a: a.batch.z[1]),
        ({"column": "p", "sample": 10}, lambda a: a.batch.p[9]),
        ({"column": "error", "sample": 1}, lambda a: a.batch.errors[0]),
        ({"column": "pull", "sample": 3, "parameter": "w2"}, lambda a: a.batch.pulls[2, 1]),
        ({"column": "g", "parameter": "b"}, lambda a: a.gradient[2]),
        ({"column": "step", "parameter": "w1"}, lambda a: a.step[0]),
        ({"column": "after", "parameter": "w2"}, lambda a: a.after[1]),
    ],
)
def test_it_is_that_of_the_update_and_comes_back_from_its_file(asked, number):
    ask = read_ask({"kind": "blank", **asked}, None, RACE)
    assert ask.to_dict() == {"kind": "blank", **asked}
    history = History(RACE).complete()
    assert ask.truth(history, 1, 12) == number(anatomy(history.classifier, 1, 12))


def test_none_where_it_is_not_to_be_known_or_not_there():
    ask = read_ask({"kind": "blank", "column": "p", "sample": 11}, None, RACE)
    assert ask.truth(History(RACE).complete(), 0, 12) is None  # there are ten
    ask = read_ask({"kind": "blank", "column": "p", "sample": 1}, None, RACE)
    assert ask.truth(History(RACE, until=12).complete(), 0, 12) is None
    assert ask.truth(History(RACE), 0, 12) is None
    descent = RACE.edited(problem="descent")
    assert ask.truth(History(descent).complete(), 0, 1) is None


@pytest.mark.parametrize(
    ("tolerance", "typed", "right"),
    [
        (None, 0.505, True),
        (None, 0.4949, False),
        (0.1, 0.6, True),
        (0.1, 0.61, False),
        (0, 0.5, True),
        (0, 0.501, False),
    ],
)
def test_what_is_right_is_within_its_tolerance(tolerance, typed, right):
    asked = {"kind": "blank", "column": "p", "sample": 1} | ({} if tolerance is None else {"tolerance": tolerance})
    ask = read_ask(asked, None, RACE)
    assert ask.to_dict() == asked
    assert ask.blank.is_right(typed, 0.5) == right
    assert ask.blank.is_right(-typed, -0.5) == right


@pytest.mark.parametrize(("problem", "column"), [("regression", "p"), ("surface", "z"), ("descent", "error")])
def test_what_its_problem_has_not_is_refused(problem, column):
    with pytest.raises(InvalidValue, match=f"{column}.* must be one of "):
        read_ask({"kind": "blank", "column": column, "sample": 1}, None, RACE.edited(problem=problem))


def test_of_samples_one_is_meant():
    with pytest.raises(InvalidValue, match=r"ask\.sample"):
        read_ask({"kind": "blank", "column": "p"}, None, RACE)
