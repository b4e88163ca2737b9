"""The sweeps of a session: in the background, dropped by an edit, and never out of date unnoticed."""

import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QThread

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.core.sweeps.summary import summary
from lrgui.core.sweeps.sweep import Sweep
from lrgui.session.sweeps import KEPT, Sweeps

SHORT = Experiment(epochs=4, updates=20)
LONG = Experiment(problem="classifier", epochs=150)  # seconds
PATIENCE_MS = 60_000


@pytest.fixture
def begin(open_session, qtbot):
    """`begin(experiment)`: sweeps that are wanted, of a session that has computed."""
    made = []

    def begin_(experiment=SHORT, *, threaded=True):
        session = open_session(experiment, threaded=threaded)
        qtbot.waitUntil(lambda: not session.computing, timeout=PATIENCE_MS)
        made.append(Sweeps(session, threaded=threaded))
        made[-1].want("test", True)
        return made[-1]

    yield begin_
    for sweeps in made:
        sweeps.close()
        sweeps.deleteLater()


def until_done(sweeps, qtbot):
    qtbot.waitUntil(lambda: not sweeps.session.computing and not sweeps.computing, timeout=PATIENCE_MS)


@pytest.mark.parametrize("problem", ["descent", "classifier"])
def test_the_numbers_are_those_of_the_core(begin, qtbot, problem):
    sweeps = begin()
    sweeps.ask(problem=problem)
    until_done(sweeps, qtbot)
    alone = Sweep(SHORT, problem).complete()
    assert not sweeps.stale
    assert sweeps.shown is sweeps.job
    assert np.array_equal(sweeps.job.sweep.snapshot().loss, alone.snapshot().loss, equal_nan=True)
    assert summary(sweeps.job.sweep).best_rate == summary(alone).best_rate


def test_it_grows_and_says_how_far_it_is(begin, qtbot):
    sweeps = begin(Experiment(problem="classifier", epochs=60))
    seen = []
    sweeps.changed.connect(lambda: seen.append(sweeps.job.progress))
    until_done(sweeps, qtbot)
    assert sorted(seen) == seen
    assert any(0 < share < 1 for share in seen)
    assert seen[-1] == 1


def test_nothing_is_computed_that_nobody_wants(open_session, qtbot):
    session = open_session(SHORT)
    sweeps = Sweeps(session)
    qtbot.waitUntil(lambda: not session.computing, timeout=PATIENCE_MS)
    session.edit(seed=3)
    qtbot.waitUntil(lambda: not session.computing, timeout=PATIENCE_MS)
    assert sweeps.job is None
    assert sweeps._worker is None
    sweeps.close()


def test_a_moved_rate_and_a_colour_ask_for_no_other_sweep(begin, qtbot):
    sweeps = begin()
    until_done(sweeps, qtbot)
    numbers = sweeps.job.sweep
    sweeps.session.edit_run(learning_rate=0.7)
    sweeps.session.edit_run(colour="#123456")
    sweeps.session.edit(updates=33)  # of the descent, which is not what is shown
    assert sweeps.job.sweep is numbers
    assert not sweeps.computing
    until_done(sweeps, qtbot)
    assert sweeps.job.sweep is numbers


@pytest.mark.parametrize("values", [{"batch_size": 20}, {"seed": 5}, {"epochs": 5}])
def test_another_experiment_is_swept_anew_and_the_old_picture_is_known_to_be_old(begin, qtbot, values):
    sweeps = begin()
    until_done(sweeps, qtbot)
    old = sweeps.job
    sweeps.session.edit(**values)
    assert sweeps.job is not old
    assert sweeps.shown is old
    assert sweeps.stale
    until_done(sweeps, qtbot)
    assert not sweeps.stale
    alone = Sweep(sweeps.session.experiment, "classifier").complete().snapshot()
    assert np.array_equal(sweeps.shown.sweep.snapshot().loss, alone.loss, equal_nan=True)


def test_an_edit_of_the_optimizer_and_the_choice_of_another_run(begin, qtbot):
    runs = (Run(), Run(learning_rate=0.5, optimizer="momentum", colour=COLOURS[1]))
    sweeps = begin(Experiment(epochs=4, runs=runs))
    until_done(sweeps, qtbot)
    assert sweeps.job.sweep.template.optimizer == "gradient-descent"
    sweeps.session.select(1)
    until_done(sweeps, qtbot)
    assert sweeps.job.sweep.template.optimizer == "momentum"


def test_many_edits_in_the_middle_of_a_sweep_end_at_the_last_one(begin, qtbot):
    sweeps = begin(LONG)
    qtbot.waitUntil(lambda: sweeps.shown is not None, timeout=PATIENCE_MS)
    dropped = sweeps.job
    for seed in range(1, 6):
        sweeps.session.edit(seed=seed)
        qtbot.wait(30)
        assert sweeps.job.experiment.seed == seed
        assert sweeps.stale or sweeps.shown is None or sweeps.shown.experiment.seed == seed
    sweeps.session.edit(epochs=3)
    until_done(sweeps, qtbot)
    assert sweeps.job.experiment == sweeps.session.experiment
    made = dropped.progress
    qtbot.wait(50)
    assert dropped.progress == made < 1


def test_it_waits_while_the_session_computes(begin, qtbot):
    sweeps = begin(Experiment(epochs=4, updates=40))
    until_done(sweeps, qtbot)
    sweeps.session.edit(epochs=1500)
    qtbot.waitUntil(lambda: sweeps.session.progress > 0.05, timeout=PATIENCE_MS)
    assert sweeps.session.computing
    assert not sweeps.running
    assert sweeps.job.progress == 0


def test_coming_back_to_a_question_needs_no_computing(begin, qtbot):
    sweeps = begin()
    until_done(sweeps, qtbot)
    first = sweeps.job.sweep
    sweeps.ask(problem="descent")
    until_done(sweeps, qtbot)
    sweeps.ask(problem="classifier")
    assert sweeps.job.sweep is first
    assert not sweeps.computing
    sweeps.session.edit(seed=9)
    sweeps.session.undo()
    assert sweeps.job.sweep is first
    assert not sweeps.stale


def test_of_many_questions_only_the_latest_answers_are_kept(begin, qtbot):
    """Each is some megabytes: whoever tries a hundred seeds must not fill the memory."""
    sweeps = begin(Experiment(problem="descent", updates=5), threaded=False)
    until_done(sweeps, qtbot)
    seen = []
    for start in range(1, KEPT + 6):
        sweeps.session.edit(start=float(start))
        until_done(sweeps, qtbot)
        seen.append(weakref.ref(sweeps.job))
    gc.collect()
    alive = [reference() is not None for reference in seen]
    assert sum(alive) <= KEPT + 1
    assert all(alive[-KEPT:])
    for start in range(KEPT + 5, 5, -1):  # and these need no computing
        sweeps.session.edit(start=float(start))
        qtbot.waitUntil(lambda: not sweeps.session.computing, timeout=PATIENCE_MS)
        assert not sweeps.computing
    sweeps.session.edit(start=1.0)
    assert sweeps.computing
    until_done(sweeps, qtbot)


def test_the_range_test_takes_up_a_sweep_that_is_there(begin, qtbot):
    sweeps = begin()
    until_done(sweeps, qtbot)
    swept = sweeps.job.sweep
    sweeps.ask(view="range")
    assert not sweeps.job.done
    until_done(sweeps, qtbot)
    assert sweeps.job.sweep is swept
    assert sweeps.job.test is not None


def test_what_is_hidden_meanwhile_does_not_come_back_old(begin, qtbot):
    sweeps = begin()
    until_done(sweeps, qtbot)
    sweeps.want("test", False)
    sweeps.session.edit(seed=4)
    assert sweeps.shown is None
    sweeps.want("test", True)
    until_done(sweeps, qtbot)
    assert sweeps.shown.experiment.seed == 4


@pytest.mark.parametrize("view", ["sweep", "map", "range"])
def test_closing_in_the_middle(begin, qtbot, view):
    sweeps = begin(LONG)
    sweeps.ask(view=view)
    qtbot.waitUntil(lambda: sweeps.shown is not None, timeout=PATIENCE_MS)
    sweeps.close()
    assert not sweeps._worker.thread_of_worker.isRunning()
    sweeps.session.edit(epochs=3)  # nobody starts anything any more
    qtbot.wait(30)
    assert not any(thread.isRunning() for thread in sweeps.findChildren(QThread))


def test_what_fails_is_said_and_the_next_question_is_answered(begin, qtbot, monkeypatch):
    sweeps = begin()
    until_done(sweeps, qtbot)
    with monkeypatch.context() as patch:
        patch.setattr(SweepJob, "advance", lambda *_: 1 / 0)
        sweeps.session.edit(seed=8)
        qtbot.waitUntil(lambda: bool(sweeps.error), timeout=PATIENCE_MS)
    assert "division by zero" in sweeps.error
    assert not sweeps.computing
    sweeps.session.edit(seed=9)
    assert not sweeps.error
    until_done(sweeps, qtbot)
    assert sweeps.job.done


def test_in_the_callers_own_thread(begin, qtbot):
    sweeps = begin(threaded=False)
    until_done(sweeps, qtbot)
    assert sweeps.job.done


def test_questions_are_fitted_to_the_experiment():
    descent = Experiment(problem="descent")
    asked = SweepQuestion(view="map", problem="classifier", criterion="accuracy", seeds=5).within(descent)
    assert asked == SweepQuestion(view="sweep", problem="descent", criterion="loss", seeds=1)
    assert SweepQuestion(view="map", problem="descent").within(Experiment()).problem == "classifier"
    assert SweepQuestion().within(Experiment()).problem == "classifier"


def test_what_failed_is_tried_again(begin, qtbot, monkeypatch):
    sweeps = begin()
    until_done(sweeps, qtbot)
    with monkeypatch.context() as patch:
        patch.setattr(SweepJob, "advance", lambda *_: 1 / 0)
        sweeps.session.edit(seed=8)
        qtbot.waitUntil(lambda: bool(sweeps.error), timeout=PATIENCE_MS)
    sweeps.retry()
    assert not sweeps.error
    until_done(sweeps, qtbot)
    assert sweeps.shown is sweeps.job
    assert sweeps.job.done
