"""Two problems side by side: each goes by a clock of its own, in whole numbers, and both end together."""

from fractions import Fraction

import numpy as np
import pytest

from lrgui.core.files.document import Document, read, write
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History

SHAPES = [(40, 50, 10), (40, 1, 1600), (1000, 1, 10), (7, 3, 7), (160, 1, 10)]


@pytest.mark.parametrize(("updates", "epochs", "batch_size"), SHAPES)
def test_clocks(updates, epochs, batch_size):
    both = Experiment(updates=updates, epochs=epochs, batch_size=batch_size)
    assert both.length == max(both.total_updates(problem) for problem in both.problems)
    for problem in both.problems:
        total = both.total_updates(problem)
        assert (both.update_at(problem, 0), both.update_at(problem, both.length)) == (0, total)
        places = [both.place_of(problem, update) for update in range(total + 1)]
        for update, place in enumerate(places):
            assert both.update_at(problem, place) == update
            assert update == 0 or both.update_at(problem, place - 1) == update - 1
        for place in range(0, both.length + 1, 13):
            assert both.update_at(problem, place) == int(Fraction(place * total, both.length))


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_alone_a_place_is_an_update(problem):
    alone = Experiment(problem=problem, epochs=2)
    for update in range(alone.length + 1):
        assert alone.update_at(problem, update) == alone.place_of(problem, update) == update


def test_a_change_at_a_place_is_one_of_each_problem_at_its_own_update():
    both = Experiment(updates=40, epochs=50)
    changed = both.with_change_at(1000, 0, learning_rate=0.9)
    assert {(c.problem, c.at) for c in changed.changes} == {("descent", 5), ("classifier", 1000)}
    history, before = History(changed).complete(), History(both).complete()
    for name, at in (("descent", 5), ("classifier", 1000)):
        trace, former = history.traces[name], before.traces[name]
        assert np.array_equal(trace.states(0, at), former.states(0, at))
        assert not np.array_equal(trace.at(at + 1), former.at(at + 1))
        assert [rate for (rate,) in trace.rates(at - 1, at + 1)] == [0.2, 0.9]


def test_a_change_before_the_first_update_of_one_problem_leaves_the_past_of_the_other():
    changed = Experiment().with_change_at(100, 0, learning_rate=0.9)
    assert changed.runs[0].learning_rate == 0.2
    assert [changed.runs_at(0, problem)[0].learning_rate for problem in changed.problems] == [0.9, 0.2]


def test_what_an_older_file_changed_at_one_update_of_both_is_the_same_to_the_last_bit():
    old = Experiment(runs=(Run(0.3),), epochs=1).with_change(20, 0, learning_rate=0.05)
    assert old.changes == (Change(20, 0, (("learning_rate", 0.05),)),)
    again = read(write(Document(old))).experiment
    history = History(again).complete()
    for name in again.problems:
        assert [rate for (rate,) in history.traces[name].rates(19, 21)] == [0.3, 0.05]
    later = again.with_change_at(120, 0, learning_rate=0.7)  # 30 updates of the descent, 120 of the classifier
    rates = {name: History(later).learning_rates(name)[:, 0] for name in later.problems}
    assert [rates["descent"][i] for i in (19, 20, 29, 30)] == [0.3, 0.05, 0.05, 0.7]
    assert [rates["classifier"][i] for i in (19, 20, 119, 120)] == [0.3, 0.05, 0.05, 0.7]


def test_files_keep_whose_a_change_is():
    changed = Experiment().with_change_at(1000, 0, learning_rate=0.9)
    assert read(write(Document(changed))).experiment == changed
    data = changed.to_dict()
    data["changes"][0]["problem"] = "nothing"
    with pytest.raises(InvalidValue, match="must be one of descent, classifier"):
        Experiment.from_dict(data)


def test_an_edit_of_the_problem_alone_replaces_what_was_changed_there():
    changed = Experiment().with_change_at(1000, 0, learning_rate=0.9).edited(problem="descent")
    again = changed.with_change_at(5, 0, learning_rate=0.5)
    assert [again.runs_at(update, "descent")[0].learning_rate for update in (4, 5, 39)] == [0.2, 0.5, 0.5]


def test_a_problem_that_the_experiment_has_not_may_be_asked_about():
    """As a panel does that was of the former experiment, before it hears of another."""
    experiment = Experiment(problem="surface", updates=40)
    assert experiment.update_at("descent", 7) == experiment.update_at("surface", 7) == 7
