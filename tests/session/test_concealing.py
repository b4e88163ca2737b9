"""What is concealed is nowhere: not computed, not shown, not to be reached."""

import numpy as np
import pytest

from lrgui.core.files.view import FACTS
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History

RACE = Experiment(runs=(Run(0.2), Run(1.02)), epochs=2, batch_size=100)


@pytest.mark.parametrize("until", [0, 3, 17, 40, 10_000])
def test_a_history_that_ends_earlier_is_the_beginning_of_the_whole_one(until):
    whole, part = History(RACE).complete(), History(RACE, until=until).complete()
    assert part.done
    assert part.frontier == min(until, RACE.length)
    for name, trace in part.traces.items():
        last = RACE.update_at(name, until)
        assert trace.computed == last
        assert np.array_equal(trace.states(0, last), whole.traces[name].states(0, last))
        with pytest.raises(IndexError):
            trace.states(0, last + 1)


def test_edits_that_come_later_are_not_known():
    changed = RACE.with_change(3, 0, learning_rate=0.4).with_change(5, 1, learning_rate=0.1)
    assert changed.known_until(None) == changed == changed.known_until(5)
    assert changed.known_until(4).changes == (Change(3, 0, (("learning_rate", 0.4),)),)
    assert changed.known_until(2).changes == ()


@pytest.fixture
def settled(open_session, qtbot):
    made = open_session(RACE, threaded=False)
    qtbot.waitUntil(lambda: not made.computing)
    return made


def test_nothing_beyond_the_playhead_is_there_while_it_is_concealed(settled, qtbot):
    settled.seek(3)
    settled.set_view(concealed=FACTS)
    qtbot.waitUntil(lambda: not settled.computing)
    assert settled.shown.frontier == settled.last == settled.position == 3
    with qtbot.waitSignal(settled.held_back):
        settled.to_end()
    with qtbot.waitSignal(settled.held_back):
        settled.toggle_play()
    assert not settled.player.playing
    assert settled.position == 3
    settled.step(-1)
    assert settled.position == 2
    settled.toggle_play()  # up to what is known
    qtbot.waitUntil(lambda: not settled.player.playing)
    assert settled.position == 3
    settled.set_view(concealed=())
    settled.to_end()
    qtbot.waitUntil(lambda: settled.position == RACE.length)


def test_an_edit_while_something_is_concealed_computes_no_more(settled, qtbot):
    settled.seek(2)
    settled.set_view(concealed=("future",))
    settled.edit_run(0, learning_rate=0.9)
    qtbot.waitUntil(lambda: not settled.computing and settled.shown_experiment.runs[0].learning_rate == 0.9)
    assert settled.shown.frontier == 2
    settled.undo()
    qtbot.waitUntil(lambda: not settled.computing)
    assert settled.shown_experiment == RACE
    assert settled.shown.frontier == 2


def test_other_facts_leave_the_future_alone(settled, qtbot):
    settled.seek(2)
    settled.set_view(concealed=("state", "theory", "sweep"))
    assert settled.last == RACE.length
    with pytest.raises(InvalidValue):
        settled.set_view(concealed=[1])
    assert settled.view.concealed == {"state", "theory", "sweep"}


def test_what_is_opened_may_be_concealed_from_the_beginning(settled, qtbot):
    from lrgui.core.files.view import View

    settled.load(RACE.edited(seed=1), view=View(position=4, concealed=frozenset(FACTS)))
    qtbot.waitUntil(lambda: not settled.computing)
    assert settled.shown.frontier == settled.position == 4
    settled.load(RACE.edited(seed=1), view=View(position=6))
    qtbot.waitUntil(lambda: not settled.computing)
    assert settled.shown.done
    assert settled.shown.until is None
    assert settled.position == 6
