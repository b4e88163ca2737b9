"""Texts keep away from data: boxes at an edge find a free place, or give way to a number."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from lrgui.plot import Plot
from lrgui.plot.obstacles import Obstacles
from lrgui.plot.occupation import Occupation

TEXT = "step 13: loss is nan"


@pytest.fixture
def plot(qtbot):
    widget = Plot()
    qtbot.addWidget(widget)
    widget.resize(480, 320)
    widget.lay_out(480, 320)
    widget.set_ranges((0, 10), (0, 10))
    return widget


def inside(plot, box, x, y):
    """Which points of the data lie in a box."""
    left, top, width, height = box
    px, py = plot.view.x_pixels(x), plot.view.y_pixels(y)
    return (px >= left) & (px <= left + width) & (py >= top) & (py <= top + height)


@pytest.mark.parametrize("edge", ["top", "bottom", "left", "right"])
@pytest.mark.parametrize("at", [0.5, 5.0, 9.8])
def test_a_box_hides_no_curve_and_no_point(plot, edge, at):
    x = np.linspace(0, 10, 400)
    curves = [(x, 8 + 1.5 * np.sin(x)), (x, 9 * np.exp(-x)), (x, 1 + 0.3 * np.cos(3 * x))]
    for curve in curves:
        plot.add_curve("#0072B2").set_data(*curve)
    plot.add_points("circle", "#D55E00").set_data([1, 5, 9], [5, 5, 9])
    plot.add_edge_mark("#D55E00").show(edge, at, TEXT, 1)
    (mark,) = plot.marks().edges
    assert not QRectF(*mark.box).isEmpty()
    for curve in (*curves, (np.array([1, 5, 9.0]), np.array([5, 5, 9.0]))):
        assert not inside(plot, mark.box, *curve).any()


def test_a_box_rests_while_its_place_stays_free(plot):
    curve, x = plot.add_curve("#0072B2"), np.linspace(0, 10, 200)
    mark = plot.add_edge_mark("#D55E00")
    boxes = set()
    for end in range(20, 200, 20):
        curve.set_data(x[:end], 4 + 0 * x[:end])
        mark.show("top", 5.0, TEXT, 1)
        boxes.add(plot.marks().edges[0].box)
    assert len(boxes) == 1


def test_without_a_free_place_there_is_a_number_and_the_mouse_reads_the_text(plot):
    x, y = np.meshgrid(np.linspace(0, 10, 60), np.linspace(0, 10, 60))
    plot.add_points("circle", "#0072B2").set_data(x.ravel(), y.ravel())
    before = plot.grab().toImage()
    plot.add_edge_mark("#D55E00").show("top", 5.0, TEXT, 3)
    (mark,) = plot.marks().edges
    assert QRectF(*mark.box).isEmpty()
    assert mark.text == TEXT
    assert plot.grab().toImage() != before
    place = plot.mapFromScene(plot.canvas.mapToScene(*mark.tip)) + QPoint(0, 6)
    QApplication.sendEvent(
        plot.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, plot.viewport().mapToGlobal(place))
    )
    assert QToolTip.text() == TEXT
    QToolTip.hideText()


def cells(obstacles, view):
    """How much is hidden by each of many small rectangles."""
    places = [(x, y) for x in range(3, int(view.width), 6) for y in range(3, int(view.height), 6)]
    return [obstacles.taken(QRectF(x, y, 0.1, 0.1)) for x, y in places]


def test_what_is_kept_from_frame_to_frame_is_what_is_there(plot, exhaustive):
    rng = np.random.default_rng(3)
    marks = [plot.add_curve("#0072B2") for _ in range(4)] + [plot.add_points("circle", "#D55E00") for _ in range(4)]
    line = plot.add_upright("#009E73")
    for _ in range(40 if exhaustive else 16):
        for mark in marks:
            match rng.integers(5):
                case 0:
                    mark.set_data(*rng.uniform(-2, 12, (2, rng.integers(0, 40))))
                case 1:
                    mark.set_visible(bool(rng.integers(2)))
        if rng.random() < 0.3:
            line.show(float(rng.uniform(0, 10)), "η = 0.5")
        if rng.random() < 0.1:
            plot.set_ranges((0, 10), (0, float(rng.uniform(8, 12))))
        canvas, view = marks[0].canvas, plot.view
        fresh = Occupation().of(view, [mark for mark in canvas._marks if mark.visible])
        assert cells(canvas.obstacles(view), view) == cells(fresh, view)


def test_few_points_hide_as_many_together(plot):
    rng = np.random.default_rng(4)
    x, y = rng.uniform(-20, 500, 60), rng.uniform(-20, 340, 60)
    together, apart = Obstacles(plot.view), Obstacles(plot.view)
    together.add_points(x, y, 9.0)
    for i in range(60):
        apart.add_points(x[i : i + 1], y[i : i + 1], 9.0)
    inside = (x > 12) & (x < plot.view.width - 12) & (y > 12) & (y < plot.view.height - 12)
    for px, py in zip(x[inside], y[inside], strict=True):
        assert apart.taken(QRectF(px - 6, py - 6, 12, 12)) == together.taken(QRectF(px - 6, py - 6, 12, 12)) > 0
