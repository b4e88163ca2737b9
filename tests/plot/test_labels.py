"""Labels among data: at the ends of curves, and beside points."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, QRectF

from lrgui.plot import EndLabel, Plot, PointTextRecord

NAMES = [(f"η = {i / 10}", f"{i / 10}") for i in range(1, 6)]


@pytest.fixture
def plot(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.set_ranges((0, 10), (0, 1))
    plot.set_end_texts(NAMES)
    return plot


def shown_at(plot, width, height, ends, x=10.0):
    plot.resize(width, height)
    plot.show()
    plot.show_end_labels([EndLabel(*NAMES[i], "#0072B2", x, y) for i, y in enumerate(ends)])
    return plot.marks().end_labels


def boxes(records):
    return [QRectF(*record.box) for record in records]


@pytest.mark.parametrize("ends", [(0.1, 0.3, 0.5, 0.7, 0.9), (0.5,) * 5, (0.0, 0.0, 0.01, 0.99, 1.0)])
def test_each_curve_has_its_label_and_none_hides_another(plot, ends):
    labels = shown_at(plot, 500, 300, ends)
    assert {(record.text, record.y) for record in labels} == {(NAMES[i][0], y) for i, y in enumerate(ends)}
    assert not any(a.intersects(b) for a, b in itertools.combinations(boxes(labels), 2))
    area = plot.canvas.boundingRect()
    for box in boxes(labels):
        assert box.top() >= 0
        assert box.bottom() <= area.height() + 1e-9
        assert box.left() >= area.width(), "beside the data, not on them"
        assert plot.canvas.mapToScene(box.bottomRight()).x() <= plot.width()
    order = [record.y for record in labels]
    assert order == sorted(order, reverse=True), "from top to bottom as the curves are"


def test_labels_follow_the_playhead_while_there_is_room_to_the_right(plot):
    (first,) = shown_at(plot, 500, 300, (0.5,), x=2.0)
    at = float(plot.view.x_pixels(2.0))
    assert at < first.box[0] < at + 20
    assert not plot.canvas.obstacles(plot.view).free(QRectF(*first.box)), "no edge mark stands there"


def test_narrow_plots_say_less_and_narrower_ones_nothing(plot):
    assert [record.text for record in shown_at(plot, 300, 300, (0.5,))] == ["0.1"]
    assert shown_at(plot, 160, 300, (0.5,)) == []


def test_where_there_is_no_room_for_all_the_first_ones_stay(plot):
    labels = shown_at(plot, 500, 80, (0.5, 0.4, 0.3, 0.2, 0.1))
    assert 1 < len(labels) < 5
    assert {record.text for record in labels} == {NAMES[i][0] for i in range(len(labels))}


def test_what_is_outside_has_no_label(plot):
    assert shown_at(plot, 500, 300, (1.5, -0.1)) == []


# Beside points


@pytest.fixture
def numbered(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    plot.set_ranges((-8, 6), (-3, 50))
    w = np.linspace(-8, 6, 500)
    plot.add_curve("#000000").set_data(w, (w + 1) ** 2)
    return plot, plot.add_point_texts()


def texts_of(plot):
    return plot.marks().of(PointTextRecord)


def test_numbers_stand_on_the_outer_side_and_hide_nothing(numbered):
    plot, texts = numbered
    w = -1 + 6 * (-0.8) ** np.arange(1, 20)
    texts.set_data(w, (w + 1) ** 2, 2 * (w + 1), [str(i) for i in range(1, 20)])
    placed = texts_of(plot)
    assert [record.text for record in placed[:5]] == ["1", "2", "3", "4", "5"]
    assert len(placed) < 19, "near the minimum there is no room for all"
    obstacles = plot.canvas.obstacles(plot.view)
    for record, box in zip(placed, boxes(placed), strict=True):
        assert obstacles.free(box)
        point = QPointF(float(plot.view.x_pixels(record.x)), float(plot.view.y_pixels(record.y)))
        assert box.center().y() > point.y()
        assert (box.center().x() > point.x()) == (record.x > -1)
    assert not any(a.intersects(b) for a, b in itertools.combinations(boxes(placed), 2))


def test_points_out_of_sight_and_points_that_are_none_have_no_number(numbered):
    plot, texts = numbered
    texts.set_data(np.array([100.0, np.nan, 4.0]), np.array([10201.0, np.nan, 25.0]), np.array([202.0, np.nan, 10.0]),
                   ["1", "2", "3"])  # fmt: skip
    assert [record.text for record in texts_of(plot)] == ["3"]
    texts.set_data(np.empty(0), np.empty(0), np.empty(0), [])
    assert texts_of(plot) == []


def test_no_text_goes_under_a_widget_on_the_plot(numbered):
    plot, _ = numbered
    mark = plot.add_edge_mark("#009E73")
    mark.show("left", 46.0, "step 1: it is away")
    (before,) = plot.marks().edges
    badge = QRect(0, 0, plot.width(), 60)
    plot.keep_free(badge)
    plot.canvas.update()
    (after,) = plot.marks().edges
    inside = plot.canvas.mapRectFromScene(plot.mapToScene(badge).boundingRect())
    assert QRectF(*before.box).intersects(inside)
    assert after.box[2] == 0 or not QRectF(*after.box).intersects(inside)


def test_a_curve_that_is_too_steep_for_numbers_has_none_there(plot):
    plot.resize(500, 300)
    plot.show()
    plot.set_ranges((0, 10), (0, 1e-3))
    texts = plot.add_point_texts()
    texts.set_data(np.array([2.0, 5.0]), np.array([5e-4, 5e-4]), np.array([1e306, 0.0]), ["1", "2"])
    assert [record.text for record in texts_of(plot)] == ["2"]
