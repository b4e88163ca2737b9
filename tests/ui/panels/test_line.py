"""The panels of a line through points, with mouse and keys: chosen, moved, added, removed, undone."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from lrgui.core.files.document import Document, read, write
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.points import POINT_SETS
from lrgui.core.problems.registry import CHOICES

FOUR = POINT_SETS["four"]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def pixel(plot, x: float, y: float) -> QPoint:
    view = plot.view
    inside = QPointF(float(view.x_pixels(x)), float(view.y_pixels(y)))
    return plot.mapFromScene(plot.canvas.mapToScene(inside))


@pytest.fixture
def box(user):
    return user.window.controls.experiment_box


@pytest.fixture
def panel(user, box):
    """The problem is chosen as a user does it."""
    user.click(box.problem.buttons[list(CHOICES).index("regression")])
    user.settle()
    return user.panel("line")


def test_line_and_bowl_stand_beside_their_losses(user, box, panel):
    bowl = user.panel("bowl")
    assert panel.isVisible()
    assert bowl.isVisible()
    assert user.window.curves.buttons["regression-split"].isChecked()
    assert panel.subtitle == "step 0 · y = 0x + 0 · best: y = 1.2x + 0.9"
    assert bowl.subtitle == "step 0 · w = 0 · b = 0 · loss = 4.5"
    assert bowl.curvature.text().startswith("λ₁ = 3.62 · λ₂ = 1.38 · 1/λ₁ = 0.276 · 1/λ₂ = 0.724")
    user.key("Right")
    user.settle()
    assert panel.subtitle.startswith("step 1 · y = 0.9x + 0.6")
    assert user.cell(0, "w") == "0.9"
    assert user.cell(0, "b") == "0.6"


def test_mean_sum_and_standardised_change_the_bowl(user, box, panel):
    user.choose(box.choices["loss_scale"], 1)
    user.settle()
    assert user.panel("bowl").curvature.text().startswith("λ₁ = 14.5")
    user.choose(box.choices["loss_scale"], 0)
    user.choose(box.choices["points"], 1)
    user.click(box.standardised)
    user.settle()
    assert (user.session.experiment.points, user.session.experiment.standardised) == ("eight", True)
    assert user.panel("bowl").curvature.text().startswith("λ₁ = 2 · λ₂ = 2")
    assert panel.subtitle.endswith("best: y = 0.929x + 1.25")


def test_a_point_is_moved_and_put_back(user, box, panel):
    plot = panel.plot
    home = plot.home
    user.drag(plot.viewport(), pixel(plot, 1, 1), pixel(plot, 0.5, 3), moves=6)
    points = user.session.experiment.points
    assert points[2] == pytest.approx((0.5, 3), abs=0.1)
    assert (*points[:2], points[3]) == (*FOUR[:2], FOUR[3])
    user.settle()
    assert box.choices["points"].placeholderText() == "My own points"
    assert box.choices["points"].currentIndex() == -1
    assert read(write(Document(user.session.experiment))).experiment == user.session.experiment
    user.key("Ctrl+Z")
    user.settle()
    assert user.session.experiment == Experiment("regression")
    assert plot.home == home
    # A point that is undone under the hand is held no more.
    user.click(plot.viewport(), pixel(plot, 0, 3), SHIFT)
    user.settle()
    user.press(plot.viewport(), pixel(plot, *user.session.experiment.points[4]))
    user.session.undo()
    user.move(plot.viewport(), pixel(plot, 1, 2))
    user.release(plot.viewport(), pixel(plot, 1, 2))
    assert user.session.experiment == Experiment("regression")


def test_points_are_added_and_removed_as_long_as_a_line_is_best(user, panel):
    plot = panel.plot
    user.click(plot.viewport(), pixel(plot, 0, 3), SHIFT)
    user.settle()
    points = user.session.experiment.points
    assert points[:4] == FOUR
    assert points[4] == pytest.approx((0, 3), abs=0.1)
    for place in (points[4], *FOUR[:2]):
        user.click(plot.viewport(), pixel(plot, *place), SHIFT)
        user.settle()
    assert user.session.experiment.points == FOUR[2:]
    user.click(plot.viewport(), pixel(plot, *FOUR[2]), SHIFT)
    user.settle()
    assert user.session.experiment.points == FOUR[2:], "one point has many lines"


def test_the_start_is_dragged_on_the_bowl(user, panel):
    plot = user.panel("bowl").plot
    user.drag(plot.viewport(), pixel(plot, 0, 0), pixel(plot, 0.5, 1), moves=6)
    user.settle()
    experiment = user.session.experiment
    assert (experiment.start_w, experiment.start_b) == pytest.approx((0.5, 1), abs=0.1)
    assert user.session.shown.traces["regression"].at(0)[0].tolist() == [experiment.start_w, experiment.start_b]
