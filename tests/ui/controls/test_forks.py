"""The future that an edit "from here on" gave up, as it is seen: pale dashed lines, and the offer to keep it."""

import gc
import weakref

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.core.training.rates import rates_at
from lrgui.drawing.colours import pale

RACE = Experiment(runs=(Run(), Run(learning_rate=0.05, colour=COLOURS[1])), epochs=4)


@pytest.fixture
def fork(user):
    """Run 0 goes on with η = 0.7 from update 4 of the descent on, 64 of the classifier; the playhead is at 20, 320."""

    def make(experiment: Experiment = RACE, at: int = 64, position: int = 320) -> History:
        user.session.load(experiment)
        user.settle()
        user.session.seek(at)
        user.session.set_from_here(True)
        user.enter(user.run_box.rate, "0.7")
        user.settle()
        user.session.seek(position)
        user.look()
        return History(experiment).complete()

    return make


def boundary_value(line, parameters: np.ndarray) -> np.ndarray:
    """w₁x₁ + w₂x₂ + b at the ends of a line: zero on the boundary."""
    return parameters[0] * line.x + parameters[1] * line.y + parameters[2]


def ghosts(plot, pattern=None):
    """The curves in the pale colour of the first run: of what was given up."""
    curves = [c for c in plot.marks().curves if c.colour == LIGHT.seen(pale(COLOURS[0]))]
    return [c for c in curves if pattern in (None, c.pattern)]


def would_be_now(user):
    """Where on the parabola the run would be."""
    return [p for p in user.panel("descent").plot.marks().points if p.edge == LIGHT.seen(pale(COLOURS[0]))]


# What is drawn


def test_the_path_that_was_given_up(user, fork):
    would_be = fork()
    [ghost] = ghosts(user.panel("descent").plot)
    w = would_be.descent.states(4, 20)[:, 0, 0]
    assert ghost.x.tobytes() == w.tobytes()
    assert ghost.y == pytest.approx((w + 1) ** 2)
    assert [p.x.tolist() for p in would_be_now(user)] == [[w[-1]]]


def test_the_way_through_the_weight_space_that_would_be(user, fork):
    user.window.panel_layout.want("weights", True)
    would_be = fork(position=200)
    user.settle()
    [ghost] = ghosts(user.window.weights.plot)
    there = would_be.classifier.states(64, 200)[:, 0]
    assert ghost.x.tolist() == there[:, 0].tolist()
    assert ghost.y.tolist() == there[:, 1].tolist()
    user.session.seek(2)
    user.look()
    assert ghosts(user.window.weights.plot) == []


def test_the_boundary_that_would_be(user, fork):
    would_be = fork(position=200)
    [line] = ghosts(user.panel("boundary").plot)
    there = would_be.classifier.at(200)[0]
    assert boundary_value(line, there) == pytest.approx([0, 0], abs=1e-9)
    user.session.seek(300)
    user.look()
    [line] = ghosts(user.panel("boundary").plot)
    assert boundary_value(line, would_be.classifier.at(300)[0]) == pytest.approx([0, 0], abs=1e-9)


def test_nothing_is_given_up_before_the_fork(user, fork):
    fork(at=10, position=10)
    for position in (10, 3, 0):
        user.session.seek(position)
        user.look()
        assert would_be_now(user) == []
        for plot in (user.panel("descent").plot, user.panel("boundary").plot):
            assert ghosts(plot) == []
        for chart in user.window.curves.charts.values():
            assert ghosts(chart.plot) == []


def test_the_curves_that_were_given_up(user, fork):
    would_be = fork()
    [curve] = ghosts(user.window.curves.charts["descent-loss"].plot)
    steps, losses = curve.x, curve.y
    w = would_be.descent.states(4, 20)[:, 0, 0]
    assert steps.tolist() == list(range(4, 21))
    assert losses.tobytes() == np.square(w + 1).tobytes()


def test_the_classifiers_curves_begin_where_both_agree(user, fork):
    would_be = fork(at=100, position=400)
    plot = user.window.curves.charts["loss"].plot
    curves = ghosts(plot, "dotted") + ghosts(plot, "dashed")
    count = would_be.records.groups[0].until(400)
    values = would_be.records.groups[0].values(count)
    for curve, expected in zip(curves, (values.validation_loss, values.train_loss), strict=True):
        epochs, losses = curve.x, curve.y
        # Updates 96 … 400: 96 is the last checkpoint before 100.
        assert epochs == pytest.approx([*(i / 10 for i in range(6, 21)), 2.5])
        assert losses.tolist() == expected[6:, 0].tolist()


def test_what_comes_shows_all_of_it(user, fork):
    fork()
    user.click(user.window.curves.future)
    user.look()
    plot = user.window.curves.charts["descent-loss"].plot
    assert [c.x.tolist() for c in ghosts(plot, "dashed")] == [list(range(4, 41))]
    user.click(user.window.curves.future)
    user.look()
    assert [c.x.tolist() for c in ghosts(plot, "dashed")] == [list(range(4, 21))]


def test_it_has_the_pale_colour_of_its_run(user, fork):
    fork()
    assert len(ghosts(user.panel("descent").plot)) == 1
    user.session.select(1)
    user.look()
    assert len(ghosts(user.panel("descent").plot)) == 1


def test_undone_nothing_of_it_is_left(user, fork):
    fork()
    user.key("Ctrl+Z")
    user.settle()
    user.look()
    assert ghosts(user.panel("descent").plot) == []
    assert not user.run_box.fork.isVisible()
    user.key("Ctrl+Y")
    user.settle()
    assert [len(ghost.x) for ghost in ghosts(user.panel("descent").plot)] == [17]
    assert user.run_box.fork.isVisible()


def test_dragging_shows_what_was_there_before(user):
    user.session.load(RACE)
    user.settle()
    user.session.seek(64)
    user.session.set_from_here(True)
    slider = user.run_box.slider
    user.drag(slider, user.handle(slider), user.handle(slider, 900), moves=10)
    user.settle()
    user.session.seek(320)
    user.look()
    w = History(RACE).complete().descent.states(4, 20)[:, 0, 0]
    assert [ghost.x.tobytes() for ghost in ghosts(user.panel("descent").plot)] == [w.tobytes()]


def test_a_future_that_left_the_plot(user, fork):
    """Numbers that are not finite are not drawn, and are no trouble."""
    fork(Experiment(problem="descent", runs=(Run(learning_rate=1e20),)), at=4, position=40)
    assert would_be_now(user) == []


# Keeping it


def test_the_notice_is_there_with_the_ghost(user, fork):
    notice = user.run_box.fork
    assert not notice.isVisible()
    assert not user.actions["keep-fork"].isEnabled()
    fork()
    assert notice.isVisible()
    assert "keep as a run" in notice.text.text()
    assert user.actions["keep-fork"].isEnabled()
    user.session.add_run()
    user.settle()
    assert not notice.isVisible()
    assert not user.actions["keep-fork"].isEnabled()


def test_ways_of_keeping_it(user, fork):
    for keep in (
        lambda: user.run_box.fork.text.linkActivated.emit("keep"),
        lambda: user.menu("Edit", "Keep the future given up as a run").trigger(),
    ):
        fork()
        keep()
        assert len(user.session.experiment.runs) == 3


def test_kept_it_is_a_run_with_its_numbers(user, fork):
    would_be = fork()
    user.key("Ctrl+K")
    user.settle()
    assert len(user.session.experiment.runs) == 3
    for problem, trace in would_be.traces.items():
        kept = user.session.shown.traces[problem].states(0, trace.total)[:, 2]
        assert kept.tobytes() == trace.states(0, trace.total)[:, 0].tobytes()
    assert user.panel("runs").table.model().rowCount() == 3
    assert not user.run_box.fork.isVisible()
    assert ghosts(user.panel("descent").plot) == []
    user.key("Ctrl+Z")
    assert len(user.session.experiment.runs) == 2


def test_dismissing_it(user, fork):
    fork()
    edited, reference = user.session.experiment, weakref.ref(user.session.ghost.history)
    user.click(user.run_box.fork.dismiss)
    user.look()
    assert user.session.experiment == edited
    assert not user.run_box.fork.isVisible()
    assert not user.actions["keep-fork"].isEnabled()
    assert ghosts(user.panel("descent").plot) == []
    gc.collect()
    assert reference() is None


def test_with_as_many_runs_as_there_may_be_it_is_said_that_there_is_no_room(user, fork, monkeypatch):
    from lrgui.core.model import experiment_fields

    fork()
    monkeypatch.setattr(experiment_fields, "MAX_RUNS", 2)
    user.key("Ctrl+K")
    assert user.window.statusBar().currentMessage()
    assert len(user.session.experiment.runs) == 2


def test_the_notice_does_not_widen_the_controls(user, fork):
    width = user.window.controls.width()
    fork()
    user.window.use_text_size("largest")
    user.look()
    user.qtbot.wait(30)
    user.window.controls.fit()
    wide = user.window.controls.width()
    user.run_box.fork.hide()
    user.window.controls.fit()
    assert user.window.controls.width() == wide > width
    user.window.use_text_size("normal")


# Under a schedule


@pytest.fixture
def decaying(user):
    run = Run(0.4, schedule="exponential", decay_rate=0.5, decay_epochs=1.0)
    user.session.load(Experiment("descent", runs=(run,)))
    user.settle()
    user.session.seek(2)
    user.settle()
    return user


def next_rate(user):
    return float(rates_at(user.session.experiment, "descent", np.array([2.0]))[0, 0])


def test_a_change_here_says_what_the_next_update_has_and_means_both(decaying):
    user, box = decaying, decaying.run_box
    assert box.what_if.meaning.isHidden()
    assert box.what_if.following.isHidden()
    user.click(box.apply.buttons[1])
    user.settle()
    assert box.what_if.following.text() == "η of the next update: 0.1"
    user.enter(box.rate, "0.8")
    user.settle()
    assert next_rate(user) == pytest.approx(0.2)  # at its place
    assert box.what_if.following.text() == "η of the next update: 0.2"
    assert box.jump.text() == "0.4 → 0.8 at step 2"
    user.click(box.what_if.meaning.buttons[1])
    user.settle()
    assert next_rate(user) == 0.8
    assert box.what_if.following.text() == "η of the next update: 0.8"
    assert box.jump.text() == "0.4 → 0.8 at step 2; the schedule anew from step 2"
    assert not box.fork.isHidden()  # what it would have been without all that
    user.enter(box.rate, "0.6")
    user.settle()
    assert next_rate(user) == 0.6
    user.click(box.what_if.meaning.buttons[0])
    user.settle()
    assert next_rate(user) == pytest.approx(0.15)
    user.key("Ctrl+Z")
    user.settle()
    assert next_rate(user) == 0.6


def test_the_meaning_does_not_stay_on(decaying):
    user = decaying
    user.session.set_from_here(True)
    user.session.set_anew(True)
    user.session.set_from_here(False)
    assert not user.session.anew
    user.session.set_from_here(True)
    user.session.set_anew(True)
    user.session.load(Experiment("descent"))
    assert not user.session.anew
    user.settle()
    assert user.run_box.what_if.meaning.isHidden()  # without a schedule there is nothing to be meant


# One change at the playhead


def test_one_key_changes_the_rate_here_and_says_so(user):
    user.session.load(Experiment("descent"))
    user.settle()
    user.session.seek(3)
    user.settle()
    user.key("Ctrl+Shift+L")
    assert user.session.from_here
    assert user.run_box.rate.hasFocus()
    assert user.window.statusBar().currentMessage() == "From step 3 on: type the new η."
    user.enter(user.run_box.rate, "0.9")
    user.settle()
    assert user.window.statusBar().currentMessage() == user.run_box.jump.text() == "0.2 → 0.9 at step 3"
    assert not user.session.from_here  # and off again
    assert not user.run_box.fork.isHidden()
    assert user.session.experiment.runs[0].learning_rate == 0.2
    user.key("Ctrl+Z")
    assert user.session.experiment == Experiment("descent")


def test_where_nothing_is_typed_nothing_stays_on(user):
    user.session.seek(3)
    user.settle()
    user.key("Ctrl+Shift+L")
    user.key("Escape", user.run_box.rate)
    assert not user.session.from_here
    user.session.set_from_here(True)
    user.key("Ctrl+Shift+L")
    user.enter(user.run_box.rate, "0.9")
    user.settle()
    assert user.session.from_here  # it was on before
