"""Texts beside symbols: none hides another, or a symbol, and none leaves the plotting area."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF

from lrgui.plot import Plot, VerticalLineRecord
from lrgui.plot.beside import beside

MARGIN, SIZE = 8.0, QSizeF(60.0, 20.0)


@pytest.mark.parametrize("seed", range(5))
def test_texts_hide_neither_one_another_nor_a_symbol(seed):
    rng = np.random.default_rng(seed)
    places = [(x, y) for x, y in rng.uniform(0, 200, (12, 2)).tolist()]
    boxes = beside(places, [SIZE] * len(places), MARGIN, QSizeF(200, 200))
    shown = [box for box in boxes if box is not None]
    assert 0 < len(shown) <= len(places)
    assert not any(a.intersects(b) for a, b in combinations(shown, 2))
    symbols = [QRectF(x - MARGIN, y - MARGIN, 2 * MARGIN, 2 * MARGIN) for x, y in places]
    assert not any(box.intersects(symbol) for box in shown for symbol in symbols)
    assert all(QRectF(0, 0, 200, 200).contains(box) for box in shown)


def test_with_room_every_text_stands_right_of_its_symbol():
    places = [(20.0, 20.0), (20.0, 60.0)]
    assert beside(places, [SIZE, SIZE], MARGIN, QSizeF(200, 200)) == [QRectF(28, 10, 60, 20), QRectF(28, 50, 60, 20)]


def test_two_neighbours_whose_texts_would_touch_have_one_each():
    places = [(100.0, 90.0), (110.0, 110.0)]
    boxes = beside(places, [SIZE, SIZE], MARGIN, QSizeF(200, 200))
    assert None not in boxes
    assert not boxes[0].intersects(boxes[1])


def test_no_text_no_place():
    assert beside([(50.0, 50.0)], [QSizeF()], MARGIN, QSizeF(200, 200)) == [None]


def test_the_text_of_an_upright_gives_way_to_a_curve(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.set_ranges((0, 10), (0, 10))
    plot.add_upright("text").show(5.0, "bound")
    plot.show()

    def box():
        (record,) = plot.marks().of(VerticalLineRecord)
        return QRectF(*record.box)

    before = box()
    top = float(plot.view.y_data(before.center().y()))
    plot.add_curve("accent").set_data(np.array([0.0, 10.0]), np.array([top, top]))
    assert not box().intersects(QRectF(0, before.center().y() - 1, 400, 2))


def test_texts_of_different_marks_hide_neither_one_another_nor_what_they_speak_of(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.resize(300, 300)
    plot.set_ranges((0, 10), (0, 10))
    later, first = plot.add_points("circle", "paper", 11.0, z=40), plot.add_points("diamond", "paper", 13.0, z=38)
    first.set_data([4.0, 5.5], [5.0, 5.2], ["1 → 0.80", "2 → 0.63"])
    later.set_data([4.5], [5.1], ["averaged, d = 0.99"])
    plot.show()
    view = plot.canvas.current
    before, (said,) = first.said(view), later.said(view)
    assert [text for text, _ in before] == ["1 → 0.80", "2 → 0.63"]
    assert said[0] == "averaged, d = 0.99"
    assert not any(said[1].intersects(box) for box in first.taken(view))
    later.set_data([], [])
    assert first.said(view) == before  # who comes first has the place


def test_a_text_has_the_longest_form_for_which_there_is_room_at_whatever_size(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.set_ranges((0, 10), (0, 10))
    points = plot.add_points("circle", "paper", 11.0)
    points.set_data([1.0], [5.0], [("averaged, d = 0.99", "averaged", "")])
    plot.show()
    for width, forms in ((600, ["averaged, d = 0.99"]), (230, ["averaged"]), (600, ["averaged, d = 0.99"])):
        plot.resize(width, 300)
        assert [text for text, _ in points.said(plot.canvas.current)] == forms
