"""The future that an edit "from here on" gave up: whose it is, how long it stays, and keeping it."""

import gc
import weakref

import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History

RACE = Experiment(runs=(Run(), Run(learning_rate=0.7, colour=COLOURS[1])), epochs=2, updates=30)


@pytest.fixture
def session(open_session, qtbot):
    made = open_session(RACE, threaded=False)
    qtbot.waitUntil(lambda: not made.computing, timeout=60_000)
    made.set_from_here(True)
    made.seek(12)
    return made


@pytest.fixture
def settle(session, qtbot):
    return lambda: qtbot.waitUntil(lambda: not session.computing, timeout=60_000)


def bits(history: History, run: int, first: int, last: int) -> list[bytes]:
    """The states of one run between two places on the timeline, every bit."""
    update_at = history.experiment.update_at
    return [
        trace.states(update_at(name, first), update_at(name, last))[:, run].tobytes()
        for name, trace in history.traces.items()
    ]


# What it is


def test_an_edit_from_here_on_leaves_a_ghost(session, settle):
    before = session.shown
    assert session.ghost is None
    session.edit_run(learning_rate=0.05)
    settle()
    ghost = session.ghost
    assert (ghost.run, ghost.place) == (0, 12)
    assert ghost.history is before  # shared, not computed once more
    assert bits(ghost.history, 0, 0, 320) == bits(History(RACE).complete(), 0, 0, 320)
    assert bits(ghost.history, 0, 0, 12) == bits(session.shown, 0, 0, 12)
    assert bits(ghost.history, 0, 22, 320) != bits(session.shown, 0, 22, 320)


def test_it_is_of_the_run_that_was_edited(session, settle):
    session.edit_run(1, optimizer="adam")
    settle()
    assert (session.ghost.run, session.selected) == (1, 0)


def test_from_the_very_start_too(session, settle):
    """What is edited from here on at the start gives up everything."""
    session.seek(0)
    session.edit_run(learning_rate=0.05)
    settle()
    assert (session.ghost.place, session.experiment.changes) == (0, ())


def test_how_far_it_reaches(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    ghost = session.ghost
    # At place 12 of 320 the descent has made 1 of its 30 updates, and makes the second one at place 22.
    assert [ghost.reaches("descent", at) for at in (0, 12, 21, 22, 320, 999)] == [None, None, None, 2, 30, 30]
    assert [ghost.reaches("classifier", at) for at in (12, 13, 320)] == [None, 13, 320]
    session.load(Experiment(problem="descent"))
    settle()
    session.seek(3)
    assert not session.from_here  # what was switched on belonged to the other experiment
    session.set_from_here(True)
    session.edit_run(learning_rate=0.05)
    assert session.ghost.reaches("classifier", 7) is None


def test_each_problem_forks_at_its_own_update(session, settle):
    session.seek(160)
    session.edit_run(learning_rate=0.05)
    settle()
    assert (session.ghost.begins("descent"), session.ghost.begins("classifier")) == (15, 160)
    changes = {change.problem: change.at for change in session.experiment.changes}
    assert changes == {"descent": 15, "classifier": 160}


# How long it stays


def test_a_name_and_a_colour_leave_it_where_it_is(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    ghost = session.ghost
    session.edit_run(name="bold")
    session.edit_run(colour="#123456")
    assert session.ghost is ghost


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s.edit(batch_size=20),
        lambda s: (s.set_from_here(False), s.edit_run(learning_rate=0.3)),
        lambda s: s.add_run(),
        lambda s: s.duplicate_run(0),
        lambda s: s.remove_run(1),
        lambda s: s.load(Experiment(problem="descent")),
    ],
    ids=["batch", "from the start", "add", "duplicate", "remove", "load"],
)
def test_any_other_edit_lets_go_of_it(session, settle, edit):
    session.edit_run(learning_rate=0.05)
    settle()
    reference = weakref.ref(session.ghost.history)
    edit(session)
    assert session.ghost is None
    settle()
    gc.collect()
    assert reference() is None
    session.undo()
    settle()
    assert session.ghost is None


def test_moving_and_selecting_are_no_edits(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    ghost = session.ghost
    session.seek(0)
    session.to_end()
    session.select(1)
    session.set_from_here(False)
    assert session.ghost is ghost


def test_undone_it_is_gone_and_redone_it_is_back(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    ghost = session.ghost
    session.undo()
    assert session.ghost is None
    settle()
    assert session.ghost is None
    session.redo()
    assert session.ghost is ghost
    settle()
    session.undo()
    session.undo()  # nothing more to undo
    assert session.ghost is None


def test_the_next_edit_gives_up_another_future(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    second = session.shown
    session.seek(20)
    session.edit_run(learning_rate=0.4)
    settle()
    assert session.ghost.history is second
    assert session.ghost.place == 20
    session.undo()
    settle()
    assert session.ghost is None  # that of the first edit was let go


def test_what_is_refused_forks_nothing(session):
    with pytest.raises(InvalidValue):
        session.edit_run(learning_rate=0)
    assert session.ghost is None
    session.to_end()
    with pytest.raises(InvalidValue):
        session.edit_run(learning_rate=0.3)
    assert session.ghost is None


def test_dragging_gives_up_what_was_there_before(session, settle, qtbot):
    before = session.shown
    for rate in (0.21, 0.3, 0.5, 0.9):
        session.edit_run(gesture="learning_rate", learning_rate=rate)
        assert session.ghost.history is before
        assert session.ghost.place == 12
        qtbot.wait(5)
    session.end_gesture()
    settle()
    assert session.ghost.history is before
    session.undo()
    assert session.experiment == RACE
    assert session.ghost is None
    session.redo()
    assert session.ghost.history is before


def test_a_second_drag_gives_up_the_first(session, settle):
    session.edit_run(gesture="learning_rate", learning_rate=0.3)
    session.end_gesture()
    settle()
    first = session.shown
    session.edit_run(gesture="learning_rate", learning_rate=0.3)  # pressed, and not moved yet
    session.edit_run(gesture="learning_rate", learning_rate=0.4)
    session.end_gesture()
    settle()
    assert session.ghost.history is first


def test_without_numbers_there_is_no_ghost(open_session):
    """What was given up before anything of it was shown can be kept by nobody's eyes."""
    session = open_session(RACE, threaded=False)
    session.set_from_here(True)
    session.edit_run(learning_rate=0.3)
    session.edit_run(learning_rate=0.4)
    assert session.ghost is None


def test_it_can_be_dismissed(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    told = []
    session.shown_changed.connect(lambda: told.append(session.ghost))
    edited = session.experiment
    session.dismiss_fork()
    assert told == [None]
    assert session.experiment == edited
    session.keep_fork()
    assert session.experiment == edited


# Keeping it


def test_kept_it_is_a_run_with_the_numbers_that_were_given_up(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    given_up, now = session.ghost.history, session.shown
    session.keep_fork()
    settle()
    kept = session.experiment
    assert len(kept.runs) == 3
    assert kept.runs[2].colour not in {run.colour for run in RACE.runs}
    assert session.ghost is None
    assert session.selected == 0
    assert bits(session.shown, 2, 0, 320) == bits(given_up, 0, 0, 320)
    for run in range(2):
        assert bits(session.shown, run, 0, 320) == bits(now, run, 0, 320)


def test_keeping_is_one_step_of_undo(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    edited = session.experiment
    session.keep_fork()
    session.undo()
    assert session.experiment == edited
    session.undo()
    assert session.experiment == RACE
    session.redo()
    session.redo()
    assert len(session.experiment.runs) == 3


def test_earlier_changes_of_the_run_are_kept_with_it(session, settle):
    session.edit_run(learning_rate=0.05)
    settle()
    first = session.shown
    session.seek(20)
    session.edit_run(optimizer="momentum")
    settle()
    session.keep_fork()
    settle()
    assert sorted((c.at, c.run) for c in session.experiment.changes) == [(1, 0), (1, 2), (12, 0), (12, 2), (20, 0)]
    assert bits(session.shown, 2, 0, 320) == bits(first, 0, 0, 320)
