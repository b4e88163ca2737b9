"""A schedule that is begun anew on the way: from there to the end it is what it would be in a run of that length."""

import numpy as np
import pytest

from lrgui.core.analysis.verdicts import run_outlook
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.core.training.rates import learning_rates
from lrgui.core.training.schedules import SCHEDULES

AT = 16
KINDS = {
    "exponential": {"decay_rate": 0.7, "decay_epochs": 3.0},
    "inverse-time": {"decay_rate": 0.5, "staircase": True},
    "polynomial": {"end_learning_rate": 0.01},
    "cosine": {"alpha": 0.1, "warmup_epochs": 5.0},
}


def descent(updates=40, **run):
    return Experiment("descent", updates=updates, runs=(Run(0.2, **run),))


@pytest.mark.parametrize("schedule", list(SCHEDULES))
def test_it_is_that_of_a_run_of_what_is_left(schedule):
    kind = {"schedule": schedule, **KINDS.get(schedule, {})}
    anew = descent(**kind).with_change_at(AT, 0, anew=True, learning_rate=0.9)
    rates = learning_rates(anew, "descent", 0, 40)[:, 0]
    assert np.array_equal(rates[:AT], learning_rates(descent(**kind), "descent", 0, AT)[:, 0])
    left = Experiment("descent", updates=40 - AT, runs=(Run(0.9, **kind),))
    assert np.array_equal(rates[AT:], learning_rates(left, "descent", 0, 40 - AT)[:, 0])


def test_else_it_goes_on_at_its_place():
    experiment = descent(schedule="exponential", decay_rate=0.5, decay_epochs=1.0)
    changed = experiment.with_change_at(3, 0, learning_rate=0.8)
    assert learning_rates(changed, "descent", 2, 5)[:, 0] == pytest.approx([0.2 / 4, 0.8 / 8, 0.8 / 16])
    anew = experiment.with_change_at(3, 0, anew=True, learning_rate=0.8)
    assert learning_rates(anew, "descent", 2, 5)[:, 0] == pytest.approx([0.2 / 4, 0.8, 0.8 / 2])


def test_both_meanings_one_after_the_other():
    experiment = descent(schedule="exponential", decay_rate=0.5, decay_epochs=1.0)
    plain = experiment.with_change_at(3, 0, learning_rate=0.8)
    anew = experiment.with_change_at(3, 0, anew=True, learning_rate=0.8)
    again = anew.with_change_at(3, 0, learning_rate=0.8)
    assert np.array_equal(learning_rates(again, "descent", 0, 9), learning_rates(plain, "descent", 0, 9))
    later = anew.with_change_at(5, 0, learning_rate=0.4)  # goes on, in the one that was begun
    assert learning_rates(later, "descent", 3, 7)[:, 0] == pytest.approx([0.8, 0.4, 0.1, 0.05])
    whole = later.with_change_at(0, 0, learning_rate=0.4)  # from the start: nothing of it is left
    fresh = experiment.with_run(0, learning_rate=0.4)
    assert np.array_equal(learning_rates(whole, "descent", 0, 9), learning_rates(fresh, "descent", 0, 9))


def test_each_problem_begins_at_an_update_of_its_own():
    both = Experiment("both", updates=40, epochs=5, runs=(Run(0.2, schedule="cosine"),))
    place = both.length // 2
    anew = both.with_change_at(place, 0, anew=True, learning_rate=0.3)
    for problem in both.problems:
        at = both.update_at(problem, place)
        assert anew.runs_at(at, problem)[0].schedule_from == at
        assert learning_rates(anew, problem, at, at + 1)[0, 0] == 0.3
    assert Experiment.from_dict(anew.to_dict()) == anew


def test_what_is_replayed_and_said_agrees():
    anew = descent(schedule="cosine").with_change_at(AT, 0, anew=True, learning_rate=0.9)
    trace = History(anew).complete().descent
    w = trace.at(AT)[0, 0]
    assert trace.at(AT + 1)[0, 0] == pytest.approx(w - 0.9 * (2 * w + 2))
    settings = anew.runs_at(AT, "descent")[0]
    assert run_outlook(anew, "descent", settings, AT).highest == pytest.approx(0.9)


def test_what_is_no_change_of_the_rate_begins_nothing():
    experiment = descent(schedule="cosine")
    for values in ({"optimizer": "momentum"}, {"colour": "#123456"}):
        assert experiment.with_change_at(3, 0, anew=True, **values) == experiment.with_change_at(3, 0, **values)
    with pytest.raises(InvalidValue, match="schedule_from"):
        Run(schedule_from=-1)
