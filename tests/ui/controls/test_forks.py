"""The future that an edit "from here on" gave up, as it is seen: pale dashed lines, and the offer to keep it."""

import gc
import weakref

import numpy as np
import pytest

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.training.history import History
from lrgui.drawing.pale import pale

RACE = Experiment(runs=(Run(), Run(learning_rate=0.05, colour=COLOURS[1])), epochs=4)


@pytest.fixture
def fork(user):
    """Run 0 goes on with η = 0.7 from update 4 on, while the playhead stands at 20."""

    def make(experiment: Experiment = RACE, at: int = 4, position: int = 20) -> History:
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
    x, y = line.data
    return parameters[0] * x + parameters[1] * y + parameters[2]


# What is drawn


def test_the_path_that_was_given_up(user, fork):
    would_be = fork()
    drawing = user.panel("descent").drawing
    w = would_be.descent.states(4, 20)[:, 0, 0]
    assert drawing._ghost.data[0].tobytes() == w.tobytes()
    assert drawing._ghost.data[1] == pytest.approx((w + 1) ** 2)
    assert drawing._would_be.data[0].tolist() == [w[-1]]


def test_the_way_through_the_weight_space_that_would_be(user, fork):
    user.window.panel_layout.want("weights", True)
    would_be = fork(position=200)
    user.settle()
    ghost = user.window.weights.drawing._ghost
    there = would_be.classifier.states(4, 200)[:, 0]
    assert ghost.data[0].tolist() == there[:, 0].tolist()
    assert ghost.data[1].tolist() == there[:, 1].tolist()
    user.session.seek(2)
    user.look()
    assert len(ghost.data[0]) == 0


def test_the_boundary_that_would_be(user, fork):
    would_be = fork(position=200)
    line = user.panel("boundary").drawing._ghost
    there = would_be.classifier.at(200)[0]
    assert boundary_value(line, there) == pytest.approx([0, 0], abs=1e-9)
    user.session.seek(300)
    user.look()
    assert boundary_value(line, would_be.classifier.at(300)[0]) == pytest.approx([0, 0], abs=1e-9)


def test_nothing_is_given_up_before_the_fork(user, fork):
    fork(at=10, position=10)
    for position in (10, 3, 0):
        user.session.seek(position)
        user.look()
        assert len(user.panel("descent").drawing._ghost.data[0]) == 0
        assert len(user.panel("descent").drawing._would_be.data[0]) == 0
        assert len(user.panel("boundary").drawing._ghost.data[0]) == 0
        for chart in user.window.curves.charts.values():
            assert all(len(curve.data[0]) == 0 for curve in chart._ghost._curves)


def test_the_curves_that_were_given_up(user, fork):
    would_be = fork()
    (curve,) = user.window.curves.charts["descent-loss"]._ghost._curves
    steps, losses = curve.data
    w = would_be.descent.states(4, 20)[:, 0, 0]
    assert steps.tolist() == list(range(4, 21))
    assert losses.tobytes() == np.square(w + 1).tobytes()


def test_the_classifiers_curves_begin_where_both_agree(user, fork):
    would_be = fork(at=100, position=400)
    curves = user.window.curves.charts["loss"]._ghost._curves
    values = would_be.checkpoints.values(6)
    for curve, expected in zip(curves, (values.validation_loss, values.train_loss), strict=True):
        epochs, losses = curve.data
        assert epochs.tolist() == [0.5, 1.0, 1.5, 2.0, 2.5]  # updates 80 … 400: 80 is the last checkpoint before 100
        assert losses.tolist() == expected[1:, 0].tolist()


def test_what_comes_shows_all_of_it(user, fork):
    fork()
    user.click(user.window.curves.future)
    user.look()
    (curve,) = user.window.curves.charts["descent-loss"]._ghost._curves
    assert curve.data[0].tolist() == list(range(4, 41))
    user.click(user.window.curves.future)
    user.look()
    assert curve.data[0].tolist() == list(range(4, 21))


def test_it_has_the_pale_colour_of_its_run(user, fork):
    fork()
    assert user.panel("descent").drawing._ghost._path_pen.color().name() == pale(COLOURS[0]).lower()
    user.session.select(1)
    user.look()
    assert user.panel("descent").drawing._ghost._path_pen.color().name() == pale(COLOURS[0]).lower()


def test_undone_nothing_of_it_is_left(user, fork):
    fork()
    user.key("Ctrl+Z")
    user.settle()
    user.look()
    assert len(user.panel("descent").drawing._ghost.data[0]) == 0
    assert not user.run_box.fork.isVisible()
    user.key("Ctrl+Y")
    user.settle()
    assert len(user.panel("descent").drawing._ghost.data[0]) == 17
    assert user.run_box.fork.isVisible()


def test_dragging_shows_what_was_there_before(user):
    user.session.load(RACE)
    user.settle()
    user.session.seek(4)
    user.session.set_from_here(True)
    slider = user.run_box.slider
    user.drag(slider, user.handle(slider), user.handle(slider, 900), moves=10)
    user.settle()
    user.session.seek(20)
    user.look()
    w = History(RACE).complete().descent.states(4, 20)[:, 0, 0]
    assert user.panel("descent").drawing._ghost.data[0].tobytes() == w.tobytes()


def test_a_future_that_left_the_plot(user, fork):
    """Numbers that are not finite are not drawn, and are no trouble."""
    fork(Experiment(problem="descent", runs=(Run(learning_rate=1e20),)), position=40)
    assert len(user.panel("descent").drawing._would_be.data[0]) == 0


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
    assert len(user.panel("descent").drawing._ghost.data[0]) == 0
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
    assert len(user.panel("descent").drawing._ghost.data[0]) == 0
    gc.collect()
    assert reference() is None


def test_with_a_thousand_runs_it_is_said_that_there_is_no_room(user, fork, monkeypatch):
    from lrgui.core.model import experiment

    fork()
    monkeypatch.setattr(experiment, "MAX_RUNS", 2)
    user.key("Ctrl+K")
    assert user.window.statusBar().currentMessage()
    assert len(user.session.experiment.runs) == 2


def test_the_notice_does_not_widen_the_controls(user, fork):
    width = user.window.controls.width()
    fork()
    user.window.use_text_size("largest")
    user.look()
    user.qtbot.wait(30)
    user.window.controls._fit()
    wide = user.window.controls.width()
    user.run_box.fork.hide()
    user.window.controls._fit()
    assert user.window.controls.width() == wide > width
    user.window.use_text_size("normal")
