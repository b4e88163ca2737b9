"""Undo of frozen values, and of everything that a session can be asked to change."""

import pytest

from lrgui.core.lessons.lesson import lessons
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.session.edit_history import LIMIT, UndoStack


def test_back_and_forth():
    stack = UndoStack("a")
    stack.push("b")
    stack.push("c")
    assert (stack.undo(), stack.undo()) == ("b", "a")
    assert not stack.can_undo
    assert (stack.redo(), stack.redo()) == ("b", "c")
    assert not stack.can_redo


def test_a_new_value_forgets_what_was_undone():
    stack = UndoStack(0)
    stack.push(1)
    stack.undo()
    stack.push(2)
    assert not stack.can_redo
    assert stack.undo() == 0


def test_a_gesture_is_one_step():
    stack = UndoStack(0)
    for value in range(1, 20):
        stack.push(value, "η")
    assert stack.undo() == 0
    assert stack.redo() == 19


def test_gestures_end():
    stack = UndoStack(0)
    stack.push(1, "η")
    stack.push(2, "w₀")
    stack.end_gesture()
    stack.push(3, "w₀")
    stack.push(4)
    stack.push(5)
    assert [stack.undo() for _ in range(5)] == [4, 3, 2, 1, 0]


def test_after_an_undo_the_same_gesture_is_another_step():
    stack = UndoStack(0)
    stack.push(1, "η")
    stack.undo()
    stack.push(2, "η")
    assert stack.undo() == 0


def test_the_past_has_an_end():
    stack = UndoStack(0)
    for value in range(1, LIMIT + 100):
        stack.push(value)
    steps = 0
    while stack.can_undo:
        stack.undo()
        steps += 1
    assert steps == LIMIT
    assert stack.value == 99


# Every edit of a session

RACE = Experiment(runs=(Run(learning_rate=0.2), Run(learning_rate=0.7, colour=COLOURS[1])), epochs=2, updates=10)
EDITS = {
    "rate": lambda s: s.edit_run(learning_rate=0.3),
    "rate of another run": lambda s: s.edit_run(1, learning_rate=0.3),
    "schedule": lambda s: s.edit_run(schedule="exponential"),
    "decay rate": lambda s: s.edit_run(decay_rate=0.5),
    "decay period": lambda s: s.edit_run(decay_epochs=2.0),
    "staircase": lambda s: s.edit_run(staircase=True),
    "end rate": lambda s: s.edit_run(end_learning_rate=0.01),
    "power": lambda s: s.edit_run(power=2.0),
    "floor": lambda s: s.edit_run(alpha=0.5),
    "warm-up": lambda s: s.edit_run(warmup_epochs=1.0),
    "optimizer": lambda s: s.edit_run(optimizer="adam"),
    "momentum": lambda s: s.edit_run(momentum=0.5),
    "colour": lambda s: s.edit_run(colour="#123456"),
    "problem": lambda s: s.edit(problem="descent"),
    "updates": lambda s: s.edit(updates=20),
    "start": lambda s: s.edit(start=-3.0),
    "epochs": lambda s: s.edit(epochs=3),
    "batch size": lambda s: s.edit(batch_size=100),
    "seed": lambda s: s.edit(seed=7),
    "precision": lambda s: s.edit(precision="float32"),
    "loss": lambda s: s.edit(loss_form="textbook"),
    "add": lambda s: s.add_run(),
    "duplicate": lambda s: s.duplicate_run(1),
    "remove": lambda s: s.remove_run(0),
    "remove the last": lambda s: s.remove_run(1),
    "load": lambda s: s.load(lessons()[0].experiment),
    "from here on": lambda s: (s.seek(5), s.set_from_here(True), s.edit_run(learning_rate=0.3)),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_every_edit_can_be_undone_and_done_again(open_session, qtbot, edit):
    session = open_session(RACE, threaded=False)
    qtbot.waitUntil(lambda: not session.computing)
    edit(session)
    edited = session.experiment, session.selected
    assert edited[0] != RACE
    assert session.can_undo
    session.undo()
    assert (session.experiment, session.selected) == (RACE, 0)
    assert not session.can_undo
    qtbot.waitUntil(lambda: not session.computing)
    assert session.shown_experiment == RACE
    session.redo()
    assert (session.experiment, session.selected) == edited
    qtbot.waitUntil(lambda: not session.computing)
    assert session.shown_experiment == edited[0]


def test_what_changes_nothing_is_no_step(open_session):
    session = open_session(RACE, threaded=False)
    session.edit_run(learning_rate=0.2)
    session.edit(seed=0)
    session.select(1)
    session.undo()
    session.redo()
    assert not session.can_undo
    assert session.selected == 1


def test_undo_brings_back_the_selection_at_the_time_of_the_edit(open_session):
    session = open_session(RACE, threaded=False)
    session.select(1)
    session.add_run()
    assert session.selected == 2
    session.undo()
    assert session.selected == 1


def test_a_drag_is_one_step_and_the_next_drag_another(open_session):
    session = open_session(RACE, threaded=False)
    for drag in (1, 2):
        for i in range(1, 30):
            session.edit_run(gesture="learning_rate", learning_rate=drag * i / 100)
        session.end_gesture()
    assert session.run.learning_rate == 0.58
    session.undo()
    assert session.run.learning_rate == 0.29
    session.undo()
    assert session.run.learning_rate == 0.2
    assert not session.can_undo
