"""Which runs are drawn: it goes with the runs, whatever becomes of them, and with the experiment through undo."""

import pytest

from lrgui.core.files.view import View
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run

RACE = Experiment("descent", runs=tuple(Run(rate) for rate in (0.1, 0.2, 0.3, 0.4)))


@pytest.fixture
def race(open_session):
    return open_session(RACE)


def drawn(session):
    """The rates of the runs that are drawn."""
    runs = session.experiment.runs
    hidden = session.view.not_drawn(len(runs))
    return [run.learning_rate for i, run in enumerate(runs) if i not in hidden]


def test_a_hidden_run_is_trained_and_comes_back(race):
    heard = []
    race.view_changed.connect(heard.append)
    race.hide(1, True)
    race.hide(3, True)
    assert drawn(race) == [0.1, 0.3]
    assert race.experiment == RACE
    assert not race.can_undo
    race.hide(1, False)
    assert drawn(race) == [0.1, 0.2, 0.3]
    race.hide(1, False)
    assert heard == 3 * [{"hidden", "solo"}]


def test_one_alone_and_back_to_what_was_hidden_before(race):
    race.hide(0, True)
    race.solo(2)
    assert drawn(race) == [0.3]
    race.solo(None)
    assert drawn(race) == [0.2, 0.3, 0.4]
    race.solo(2)
    race.hide(3, False)  # the eye of another one: it comes beside it
    assert drawn(race) == [0.3, 0.4]
    assert race.view.solo is None


@pytest.mark.parametrize(("removed", "left"), [(0, [0.3, 0.4]), (1, [0.1, 0.3, 0.4]), (3, [0.1, 0.3])])
def test_it_goes_with_the_runs_and_through_undo(race, removed, left):
    race.hide(1, True)
    race.remove_run(removed)
    assert drawn(race) == left
    race.undo()
    assert drawn(race) == [0.1, 0.3, 0.4]
    race.redo()
    assert drawn(race) == left


def test_alone_goes_with_its_run_too(race):
    race.solo(2)
    race.remove_run(0)
    assert drawn(race) == [0.3]
    race.remove_run(1)
    assert drawn(race) == [0.2, 0.4]


def test_what_is_new_is_seen(race):
    race.hide(1, True)
    race.solo(2)
    race.add_run()
    assert drawn(race)[0] == 0.1
    assert len(drawn(race)) == 4
    race.solo(0)
    race.duplicate_run(0)
    assert race.view.solo is None


def test_whoever_draws_hears_of_it_at_once_where_an_edit_changes_it(race):
    race.solo(2)
    heard = []
    race.view_changed.connect(heard.append)
    race.duplicate_run(0)
    race.undo()
    race.redo()
    race.edit(updates=20)
    assert heard == 3 * [{"hidden", "solo"}]
    assert drawn(race) == [0.1, 0.2, 0.3, 0.4, 0.1]


def test_another_experiment_shows_all_and_a_file_what_it_says(race):
    race.hide(1, True)
    race.load(Experiment("descent", runs=RACE.runs[:3]))
    assert drawn(race) == [0.1, 0.2, 0.3]
    race.load(RACE, view=View(hidden=(3, 1, 9)))
    assert drawn(race) == [0.1, 0.3]
    race.load(RACE, view=View(solo=1))
    assert drawn(race) == [0.2]
    race.undo()
    assert drawn(race) == [0.1, 0.2, 0.3]


def test_a_view_keeps_it():
    view = View(hidden=(2, 0, 2), solo=1)
    assert view.hidden == (0, 2)
    assert View.from_dict(view.to_dict()) == view
    assert View(hidden=(2, 5), solo=7).within(RACE) == View(hidden=(2,))
    assert View(hidden=(0, 2)).not_drawn(4) == {0, 2}
    assert view.not_drawn(4) == {0, 2, 3}
    for wrong in ("all", ["a"], [-1.5], [True]):
        with pytest.raises(InvalidValue, match=r"view\.hidden"):
            View.from_dict({"hidden": wrong})
    with pytest.raises(InvalidValue, match=r"view\.solo"):
        View(solo="first")
