"""The session: edits, the playhead, what overtakes what, and the same bits on every way to an update."""

import json
import math
import random
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from weakref import ref

import numpy as np
import pytest

from lrgui.core.analysis.averaged_weights import averaged_weights
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.session import computation as computation_module
from lrgui.session.session import Session

ROOT = Path(__file__).parents[2]
RACE = Experiment(runs=(Run(), Run(learning_rate=0.7, colour=COLOURS[1])), epochs=4, updates=30)
HUGE = Experiment(problem="both", epochs=6_000, runs=(Run(), Run(learning_rate=0.5)))  # a million updates
UNTHREADED = pytest.mark.parametrize("session", [{"experiment": RACE, "threaded": False}], indirect=True)


def bits(history: History, place: int) -> bytes:
    """The state at a place on the timeline, every bit of it."""
    update_at = history.experiment.update_at
    return b"".join(trace.at(update_at(name, place)).tobytes() for name, trace in history.traces.items())


def computed(qtbot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.computing, timeout=60_000)


class Slices:
    """Which history got which slice of computing, in order."""

    def __init__(self, monkeypatch) -> None:
        self.order: list[History] = []
        advance = History.advance

        def noted(history, seconds):
            self.order.append(history)
            return advance(history, seconds)

        monkeypatch.setattr(History, "advance", noted)


# Beginning and end


def test_begins_computed_at_the_start(session):
    assert session.position == 0
    assert session.shown.done
    assert session.shown_experiment is session.experiment == Experiment()
    assert session.progress == 1.0


@pytest.mark.parametrize("threaded", [False, True])
def test_closing_while_computing_neither_hangs_nor_warns(open_session, qtbot, threaded):
    """A warning would fail the test, and so would a thread or timer that is left."""
    session = open_session(HUGE, threaded=threaded)
    qtbot.waitUntil(lambda: session.shown.frontier > 0 or session.progress > 0, timeout=60_000)
    assert session.computing
    session.close()
    assert not session.computing
    session.close()


@pytest.mark.parametrize("threaded", [False, True])
def test_closing_at_once(open_session, threaded):
    open_session(HUGE, threaded=threaded).close()


def test_closing_while_dragging_and_playing(open_session, qtbot):
    session = open_session(HUGE)
    session.player.play()
    for i in range(1, 20):
        session.edit_run(gesture="learning_rate", learning_rate=i / 10)
    session.close()
    assert not session.player.playing


# Edits and what they cause


@UNTHREADED
def test_an_edit_is_announced_at_once_and_its_numbers_when_they_are_there(session, qtbot):
    announced = []
    session.experiment_changed.connect(lambda: announced.append("experiment"))
    session.shown_changed.connect(lambda: announced.append("shown"))
    session.edit_run(learning_rate=0.3)
    assert announced == ["experiment"]
    assert session.experiment.runs[0].learning_rate == 0.3
    assert session.shown_experiment.runs[0].learning_rate == 0.2
    computed(qtbot, session)
    assert announced[1:] == ["shown"]
    assert session.shown_experiment is session.experiment


@UNTHREADED
@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (lambda s: s.edit_run(learning_rate=0), "learning_rate"),
        (lambda s: s.edit_run(learning_rate=math.nan), "learning_rate"),
        (lambda s: s.edit_run(momentum=1), "momentum"),
        (lambda s: s.edit(batch_size=2000), "batch_size"),
        (lambda s: s.edit(epochs=10**9), "epochs"),
        (lambda s: s.edit(updates=2.5), "updates"),
    ],
)
def test_what_is_not_allowed_changes_nothing(session, edit, field):
    with pytest.raises(InvalidValue) as error:
        edit(session)
    assert error.value.field == field
    assert session.experiment == RACE
    assert not session.can_undo
    assert not session.computing


@pytest.mark.parametrize("threaded", [False, True])
def test_the_newest_overtakes_a_long_computation(open_session, qtbot, monkeypatch, threaded):
    """By the order of slices: once the newer one has had a slice, the older one has none. No wall clock."""
    slices = Slices(monkeypatch)
    session = open_session(HUGE, threaded=threaded)
    old = session.shown
    qtbot.waitUntil(lambda: len(slices.order) >= 3, timeout=60_000)
    session.edit(problem="descent", epochs=1)
    new = session.pending
    before = len(slices.order)
    computed(qtbot, session)
    order = slices.order[before:]
    # In its thread the worker may be in one slice when the newer one is handed over, and begin no more than one other.
    old_slices = [history for history in order if history is old]
    assert len(old_slices) <= (2 if threaded else 0)
    first = order.index(new)
    assert all(history is new for history in order[first:])
    assert session.shown is new
    assert not old.done


def test_what_was_overtaken_is_never_shown(open_session, qtbot):
    session = open_session(HUGE)
    shown = []
    session.shown_changed.connect(lambda: shown.append(session.shown_experiment.runs[0].learning_rate))
    for rate in (0.3, 0.4, 0.5):
        session.edit_run(learning_rate=rate)
    session.edit(epochs=1)
    computed(qtbot, session)
    assert shown[-1] == 0.5
    assert session.shown_experiment == session.experiment


@UNTHREADED
def test_recolouring_does_not_compute(session, monkeypatch, qtbot):
    slices = Slices(monkeypatch)
    history = session.shown
    with qtbot.waitSignal(session.shown_changed):
        session.edit_run(colour="#112233")
    assert session.shown is history
    assert session.shown_experiment.runs[0].colour == "#112233"
    assert not session.computing
    session.undo()
    assert session.shown_experiment.runs[0].colour == COLOURS[0]
    qtbot.wait(0)
    assert slices.order == []


def test_recolouring_while_computing_keeps_the_computation(open_session, qtbot):
    session = open_session(HUGE, threaded=False)
    session.edit(epochs=10)
    pending = session.pending
    session.edit_run(colour="#112233")
    assert session.pending is pending
    computed(qtbot, session)
    assert session.shown is pending
    assert session.shown_experiment.runs[0].colour == "#112233"


@UNTHREADED
def test_undoing_back_to_what_is_shown_computes_nothing_more(session, qtbot):
    history = session.shown
    session.edit_run(colour="#112233")
    session.undo()
    assert session.shown is history
    assert not session.computing


def test_undoing_back_to_what_is_shown_while_computing_shows_it(open_session, qtbot):
    """The slow experiment that was undone must not be shown, nor be computed to its end."""
    session = open_session(RACE, threaded=False)
    computed(qtbot, session)
    session.edit(epochs=3_000)
    session.undo()
    qtbot.waitUntil(lambda: not session.computing and session.shown_experiment == RACE, timeout=60_000)


# Dragging


def test_the_held_value_is_always_computed_in_the_end(open_session, qtbot):
    """Without the hand letting go, too: it may rest where it is."""
    session = open_session(HUGE.edited(epochs=200), threaded=False)
    computed(qtbot, session)
    for i in range(1, 200):
        session.edit_run(gesture="learning_rate", learning_rate=i / 1000)
    assert session.pending.experiment != session.experiment  # the hand is ahead
    computed(qtbot, session)
    assert session.shown_experiment.runs[0].learning_rate == 0.199
    assert session.shown_experiment is session.experiment


def test_letting_go_computes_the_last_value_at_once(open_session, qtbot, monkeypatch):
    session = open_session(HUGE, threaded=False)
    session.edit_run(gesture="learning_rate", learning_rate=0.3)
    session.edit_run(gesture="learning_rate", learning_rate=0.4)
    assert session.pending.experiment.runs[0].learning_rate != 0.4
    session.end_gesture()
    assert session.pending.experiment.runs[0].learning_rate == 0.4


def test_a_dragged_value_waits_for_the_running_computation_but_not_for_ever(open_session, qtbot, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(computation_module, "time", SimpleNamespace(perf_counter=lambda: now[0]))
    session = open_session(HUGE, threaded=False)
    session.edit_run(gesture="η", learning_rate=0.3)
    assert session.pending.experiment.runs[0].learning_rate == 0.2
    now[0] += computation_module.DRAG_PATIENCE_SECONDS + 0.01
    session.edit_run(gesture="η", learning_rate=0.4)
    assert session.pending.experiment.runs[0].learning_rate == 0.4
    session.edit_run(gesture="η", learning_rate=0.5)
    session.edit(seed=3)  # any other edit overtakes at once
    assert session.pending.experiment.seed == 3
    assert session.pending.experiment.runs[0].learning_rate == 0.5


def test_under_a_moving_hand_what_is_seen_comes_first_and_the_rest_when_the_hand_rests(open_session, qtbot):
    session = open_session(RACE.edited(epochs=400))
    computed(qtbot, session)
    session.seek(100)
    shown = []
    session.shown_changed.connect(lambda: shown.append((session.run.learning_rate, session.shown.done)))
    for i in range(1, 6):
        session.edit_run(gesture="η", learning_rate=i / 10)
        qtbot.waitUntil(lambda rate=i / 10: session.shown_experiment.runs[0].learning_rate == rate)
        assert session.shown.frontier >= 100
        assert session.computing, "the rest has not been waited for"
        assert session.position == 100
    computed(qtbot, session)
    assert shown[-1] == (0.5, True)


def test_dragging_back_to_what_is_shown(open_session, qtbot):
    session = open_session(RACE, threaded=False)
    computed(qtbot, session)
    session.edit_run(gesture="η", learning_rate=0.3)
    session.edit_run(gesture="η", learning_rate=0.4)
    session.edit_run(gesture="η", learning_rate=0.2)
    session.end_gesture()
    qtbot.waitUntil(lambda: not session.computing and session.shown_experiment == RACE)


# A long computation is shown as it grows


def test_a_long_computation_is_shown_as_it_grows(open_session, qtbot):
    session = open_session(RACE)
    computed(qtbot, session)
    session.edit(epochs=6_000)
    qtbot.waitUntil(lambda: session.shown_experiment.epochs == 6_000, timeout=60_000)
    assert session.computing
    assert 0 < session.progress < 1
    assert 0 < session.shown.frontier < session.experiment.length


def test_a_short_one_replaces_the_picture_once(open_session, qtbot):
    session = open_session(RACE, threaded=False)
    computed(qtbot, session)
    shown = []
    session.shown_changed.connect(lambda: shown.append(session.shown.done))
    session.edit_run(learning_rate=0.4)
    computed(qtbot, session)
    assert shown == [True]


# Failing


def test_a_failed_computation_says_so_and_the_session_lives_on(open_session, qtbot, monkeypatch):
    session = open_session(RACE)
    computed(qtbot, session)
    advance = History.advance

    def failing(history, seconds):
        raise MemoryError("no room")

    monkeypatch.setattr(History, "advance", failing)
    with qtbot.waitSignal(session.failed) as failed:
        session.edit_run(learning_rate=0.3)
    assert failed.args == ["MemoryError: no room"]
    assert not session.computing
    assert session.shown_experiment == RACE
    session.seek(3)
    assert session.position == 3
    monkeypatch.setattr(History, "advance", advance)
    session.edit_run(learning_rate=0.4)
    computed(qtbot, session)
    assert session.shown_experiment.runs[0].learning_rate == 0.4


def test_after_a_failed_computation_undo_comes_back_to_what_is_shown(open_session, qtbot, monkeypatch):
    session = open_session(RACE, threaded=False)
    computed(qtbot, session)
    monkeypatch.setattr(History, "advance", lambda *_: 1 / 0)
    with qtbot.waitSignal(session.failed):
        session.edit_run(learning_rate=0.3)
    session.undo()
    assert session.experiment == session.shown_experiment == RACE
    assert not session.computing
    assert session.failure == ""


def test_a_failure_stays_until_the_picture_is_that_of_the_experiment(open_session, qtbot, monkeypatch):
    session = open_session(RACE)
    computed(qtbot, session)
    advance = History.advance
    monkeypatch.setattr(History, "advance", lambda *_: 1 / 0)
    with qtbot.waitSignal(session.failed):
        session.edit_run(learning_rate=0.3)
    assert "ZeroDivisionError" in session.failure
    with qtbot.waitSignal(session.failed):
        session.retry()
    assert session.failure
    monkeypatch.setattr(History, "advance", advance)
    session.retry()
    computed(qtbot, session)
    assert session.failure == ""
    assert session.shown_experiment == session.experiment
    session.retry()  # there is nothing to try again
    assert not session.computing


def test_no_memory_for_so_much_as_the_beginning(open_session, qtbot, monkeypatch):
    session = open_session(RACE)
    computed(qtbot, session)

    def starved(*_, **__):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(computation_module, "History", starved)
        with qtbot.waitSignal(session.failed) as failed:
            session.edit_run(learning_rate=0.3)
    assert failed.args == ["MemoryError"]
    assert not session.computing
    assert session.shown_experiment == RACE
    session.retry()
    computed(qtbot, session)
    assert session.shown_experiment.runs[0].learning_rate == 0.3


# The playhead


@UNTHREADED
def test_seeking_is_cut_to_what_there_is(session):
    for wanted, at in ((-5, 0), (7, 7), (10**9, 640), (640, 640), (3.9, 3)):
        session.seek(wanted)
        assert session.position == at


@UNTHREADED
def test_steps(session):
    for made in (1, 2):  # of the 30 updates of the descent, beside the 640 of the classifier
        session.step(1)
        assert session.shown_experiment.update_at("descent", session.position) == made
        assert session.shown_experiment.update_at("descent", session.position - 1) == made - 1
    session.step(-1)
    assert session.position == 22  # ⌈640/30⌉
    session.step_place(1)
    assert session.position == 23
    session.step(-1)
    assert session.position == 22
    session.step(-5)
    assert session.position == 0
    session.to_end()
    session.step(1)
    assert session.position == 640
    session.to_start()
    assert session.position == 0


@UNTHREADED
@pytest.mark.parametrize(
    ("at", "epochs", "to"),
    [
        *((0, 1, 160), (1, 1, 160), (159, 1, 160), (160, 1, 320), (639, 1, 640), (640, 1, 640), (5, 2, 320)),
        *((640, -1, 480), (639, -1, 480), (481, -1, 480), (480, -1, 320), (1, -1, 0), (0, -1, 0)),
    ],
)
def test_epochs_go_from_border_to_border(session, at, epochs, to):
    session.seek(at)
    session.step_epoch(epochs)
    assert session.position == to


@pytest.mark.parametrize("session", [{"experiment": Experiment(problem="descent"), "threaded": False}], indirect=True)
def test_in_the_descent_an_epoch_is_one_update(session):
    session.step_epoch(1)
    assert session.position == 1
    session.step_epoch(-1)
    assert session.position == 0


@UNTHREADED
@pytest.mark.parametrize("act", ["step", "step_epoch", "to_start", "to_end"])
def test_moving_by_hand_ends_playing(session, act):
    session.toggle_play()
    assert session.player.playing
    getattr(session, act)(*([1] if act.startswith("step") else []))
    assert not session.player.playing


@UNTHREADED
def test_position_is_announced_once_for_each_place(session):
    heard = []
    session.position_changed.connect(lambda: heard.append(session.position))
    for at in (3, 3, 3, 4, 4, 640, 700):
        session.seek(at)
    assert heard == [3, 4, 640]


@UNTHREADED
def test_the_playhead_stays_where_it_is_when_a_value_changes(session, qtbot):
    session.seek(77)
    session.edit_run(learning_rate=0.01)
    computed(qtbot, session)
    assert session.position == 77


@UNTHREADED
def test_a_shorter_run_takes_the_playhead_to_its_end(session, qtbot):
    session.seek(600)
    session.edit(epochs=2)
    computed(qtbot, session)
    assert session.position == 320


def test_seeking_beyond_the_frontier_waits_there_and_goes_on(open_session, qtbot):
    session = open_session(HUGE, threaded=False)
    qtbot.waitUntil(lambda: session.shown.frontier > 1000, timeout=60_000)
    session.seek(900_000)
    assert session.position == session.shown.frontier < 900_000
    first = session.position
    qtbot.waitUntil(lambda: session.position > first, timeout=60_000)


def test_playing_waits_at_the_frontier_and_does_not_end(open_session, qtbot):
    session = open_session(HUGE, threaded=False)
    qtbot.waitUntil(lambda: session.shown.frontier > 100, timeout=60_000)
    session.player.set_speed(math.inf)
    session.toggle_play()
    session._playhead.advance(10**6)
    assert session.player.playing
    assert session.playhead == session.position < session.experiment.length
    session.player.pause()


@UNTHREADED
def test_playing_ends_at_the_end_and_begins_anew(session, qtbot):
    session.player.set_speed(10_000.0)
    session.toggle_play()
    qtbot.waitUntil(lambda: not session.player.playing, timeout=60_000)
    assert session.position == 640
    session.toggle_play()
    assert session.position == 0
    assert session.player.playing
    session.toggle_play()
    assert not session.player.playing


@UNTHREADED
def test_loading_begins_at_the_start(session, qtbot):
    session.select(1)
    session.seek(50)
    session.toggle_play()
    session.load(Experiment(problem="descent"))
    assert not session.player.playing
    assert (session.position, session.selected) == (0, 0)
    computed(qtbot, session)
    session.undo()
    computed(qtbot, session)
    assert (session.shown_experiment, session.selected) == (RACE, 1)


# Runs


@UNTHREADED
def test_every_new_run_has_a_rate_and_a_colour_of_its_own(session):
    """However many there are, and whatever rates a hand has typed meanwhile."""
    session.edit_run(learning_rate=20.0)
    for _ in range(18):
        session.add_run()
        runs = session.experiment.runs
        assert runs[-1].learning_rate not in {run.learning_rate for run in runs[:-1]}
        assert len({run.colour for run in runs[:6]}) == min(len(runs), 6)
        assert session.selected == len(runs) - 1


@UNTHREADED
@pytest.mark.parametrize(
    ("selected", "removed", "then"), [(1, 1, 2), (2, 2, 1), (0, 0, 1), (2, 0, 2), (1, 2, 1), (0, 1, 0)]
)
def test_the_selected_run_stays_selected_or_its_neighbour_is(session, selected, removed, then):
    """Which of three is selected, which one goes, and which one is selected then."""
    session.load(Experiment(problem="descent", runs=tuple(Run(rate) for rate in (0.1, 0.2, 0.3))))
    session.select(selected)
    session.remove_run(removed)
    assert session.run.learning_rate == (0.1, 0.2, 0.3)[then]


@UNTHREADED
def test_runs_come_and_go(session):
    session.add_run()
    rates = [run.learning_rate for run in session.experiment.runs]
    colours = [run.colour for run in session.experiment.runs]
    assert len(set(rates)) == len(set(colours)) == 3
    assert session.selected == 2
    session.duplicate_run(0)
    assert session.experiment.runs[3].learning_rate == session.experiment.runs[0].learning_rate
    assert session.selected == 3
    session.select(1)
    session.remove_run(0)
    assert session.selected == 0
    assert session.run.learning_rate == 0.7
    for _ in range(5):
        session.remove_run(0)
    assert len(session.experiment.runs) == 1


@UNTHREADED
def test_the_selection_is_always_one_of_the_runs_shown(session, qtbot):
    session.add_run()
    assert session.selected == 2
    assert session.shown_selected < len(session.shown_experiment.runs)
    computed(qtbot, session)
    assert session.shown_selected == 2


@UNTHREADED
def test_selecting_is_announced_once_and_nonsense_ignored(session):
    heard = []
    session.selection_changed.connect(lambda: heard.append(session.selected))
    for index in (1, 1, 7, -1, 0):
        session.select(index)
    assert heard == [1, 0]


# From here on


@UNTHREADED
def test_from_here_on_keeps_the_past(session, qtbot):
    before = session.shown
    session.seek(200)
    session.set_from_here(True)
    session.edit_run(learning_rate=0.01)
    computed(qtbot, session)
    for update in (0, 30, 199, 200):
        assert bits(session.shown, update) == bits(before, update)
    assert bits(session.shown, 201) != bits(before, 201)
    assert session.run.learning_rate == 0.01
    session.seek(191)  # where the descent has made 8 updates, one less
    assert session.run.learning_rate == 0.2


@UNTHREADED
def test_from_here_at_the_start_is_from_the_start(session):
    session.set_from_here(True)
    session.edit_run(learning_rate=0.01)
    assert session.experiment.changes == ()
    assert session.experiment.runs[0].learning_rate == 0.01


@UNTHREADED
def test_a_drag_from_here_on_begins_where_the_hand_went_down(session, qtbot):
    session.seek(100)
    session.set_from_here(True)
    for i in range(1, 20):
        session.edit_run(gesture="η", learning_rate=i / 100)
        session.seek(100 + i)
    session.end_gesture()
    assert {change.problem: change.at for change in session.experiment.changes} == {"descent": 4, "classifier": 100}
    session.undo()
    assert session.experiment == RACE


@UNTHREADED
def test_colours_and_what_all_runs_share_are_never_from_here_on(session):
    session.seek(100)
    session.set_from_here(True)
    session.edit_run(colour="#112233")
    session.edit(seed=5)
    assert session.experiment.changes == ()


REPLAY = """
import json, sys
from lrgui.core.model.experiment import Experiment
from lrgui.core.training.history import History
history = History(Experiment.from_dict(json.load(sys.stdin))).complete()
for update in (0, 10, 11, 99, 100, 101, 300, 640):
    at = history.experiment.update_at
    print(b"".join(trace.at(at(name, update)).tobytes() for name, trace in history.traces.items()).hex())
"""


@UNTHREADED
def test_edits_from_here_on_are_replayed_exactly_elsewhere(session, qtbot):
    """In another object, and in another process that gets the experiment as a file has it."""
    session.set_from_here(True)
    for at, values in ((10, {"learning_rate": 0.5}), (100, {"optimizer": "adam"}), (300, {"schedule": "cosine"})):
        session.seek(at)
        session.edit_run(**values)
        computed(qtbot, session)
    session.seek(100)
    session.edit_run(1, optimizer="momentum", momentum=0.8)
    computed(qtbot, session)
    again = History(session.experiment).complete()
    here = [bits(session.shown, update) for update in (0, 10, 11, 99, 100, 101, 300, 640)]
    assert [bits(again, update) for update in (0, 10, 11, 99, 100, 101, 300, 640)] == here
    process = subprocess.run(
        [sys.executable, "-c", REPLAY],
        input=json.dumps(session.experiment.to_dict()),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    assert process.stdout.split() == [state.hex() for state in here]


# The same bits on every way


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("optimizer", ["gradient-descent", "nesterov", "adam"])
def test_the_same_state_by_play_step_back_and_forth_and_seek(open_session, qtbot, precision, optimizer):
    runs = (Run(optimizer=optimizer), Run(learning_rate=0.7, optimizer=optimizer))
    experiment = Experiment(runs=runs, epochs=2, updates=50, precision=precision)
    whole = History(experiment).complete()
    wanted = [bits(whole, update) for update in range(321)]
    session = open_session(experiment)
    computed(qtbot, session)

    def right() -> bool:
        return bits(session.shown, session.position) == wanted[session.position]

    for _ in range(60):
        session.step(1)
        assert right()
    dice = random.Random(0)
    for _ in range(100):
        session.step(dice.choice((-7, -1, 1, 2, 30)))
        assert right()
    for _ in range(100):
        session.seek(dice.randrange(321))
        assert right()
    seen = []
    session.seek(0)
    session.position_changed.connect(lambda: seen.append((session.position, bits(session.shown, session.position))))
    session.player.set_speed(2000.0)
    session.toggle_play()
    qtbot.waitUntil(lambda: not session.player.playing, timeout=60_000)
    assert seen[-1][0] == 320
    assert all(state == wanted[at] for at, state in seen)


def test_an_edit_and_its_undo_give_the_same_bits_again(session, qtbot):
    before = bits(session.shown, 8000)
    session.edit_run(learning_rate=0.9)
    computed(qtbot, session)
    assert bits(session.shown, 8000) != before
    session.undo()
    computed(qtbot, session)
    assert bits(session.shown, 8000) == before
    assert np.isfinite(session.shown.classifier.at(8000)).all()


# What a run has of its own


def test_the_start_that_is_dragged_is_the_selected_runs_own_where_it_has_one(session):
    session.edit(problem="both", runs=(Run(start_w1=1.0), Run()))
    session.edit_own(gesture="start", start_w1=2.0, start_w2=3.0)
    session.edit_own(gesture="start", start_w1=4.0, start_w2=5.0)
    assert (session.experiment.start_w1, session.experiment.start_w2) == (0.0, 5.0)
    assert session.experiment.runs[0].own == {"start_w1": 4.0}
    session.end_gesture()
    session.undo()
    assert session.experiment.runs[0].own == {"start_w1": 1.0}
    assert session.experiment.start_w2 == 0.0


def test_switching_what_a_run_has_of_its_own_changes_no_number(session):
    session.edit(problem="surface", start_x=3.0)
    before = session.experiment
    session.set_own(["start_x", "start_y"], own=True)
    assert session.experiment.runs[0].own == {"start_x": 3.0, "start_y": 2.0}
    session.set_own(["start_x", "start_y"], own=False)
    assert session.experiment == before


def test_averaged_weights_that_are_switched_off_are_let_go(session, qtbot):
    session.set_view(averaged=True)
    found = ref(averaged_weights(session.shown, "descent", session.view.averaging))
    session.set_view(averaging=0.5)
    assert found() is not None
    session.set_view(averaged=False)
    assert found() is None
