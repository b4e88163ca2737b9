"""Texts of the marks at the edge of a plot."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QTextLayout

from lrgui.plot import Plot
from lrgui.plot.edge import held, numbers


def test_no_line_ends_with_a_bar_that_opens(qapp):
    text = "step 1: |1 − ηL|\u00a0=\u00a04.8"
    assert held(text).replace("\u2060", "") == text
    layout = QTextLayout(held(text), qapp.font())
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(QFontMetricsF(qapp.font()).horizontalAdvance("step 1: |"))
        lines.append(held(text)[line.textStart() : line.textStart() + line.textLength()].strip("\u2060 "))
    layout.endLayout()
    assert len(lines) > 1
    assert not [line for line in lines if line.endswith(" |") or line == "|"]


def test_marks_at_one_place_share_their_number(qtbot):
    """As of runs that are alike; marks elsewhere have their own."""
    plot = Plot()
    qtbot.addWidget(plot)
    plot.lay_out(480, 320)
    plot.set_ranges((0, 10), (0, 10))
    for number, (edge, at) in enumerate(
        [("right", 5.0), ("top", 2.0), ("right", 5.05), ("top", 9.99), ("top", 9.99)], 1
    ):
        plot.add_edge_mark("#D55E00").show(edge, at, "", number)
    view = plot.view
    found = numbers(plot._edge.place(view), QFontMetricsF(plot.canvas.font), view)
    assert [text for _, text in found] == ["1, 3", "2", "4, 5"]
    inside = QRectF(0, 0, view.width, view.height)
    for i, (place, text) in enumerate(found):
        assert inside.contains(place)
        assert place.width() >= QFontMetricsF(plot.canvas.font).horizontalAdvance(text)
        assert not any(place.intersects(other) for other, _ in found[:i])
