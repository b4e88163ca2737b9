"""What a plot says that it shows: everything that was put on it, in data units, and nothing that is hidden."""

import dataclasses
import math

import numpy as np
import pytest

from lrgui.plot import Arrow, Cells, ColourScale, Contours, Mark, Plot


@pytest.fixture
def plot(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.set_ranges((0, 10), (0, 100))
    return plot


def test_an_empty_plot_shows_its_axes(plot):
    plot.set_titles("epoch", "loss")
    marks = plot.marks()
    assert (marks.x_title, marks.y_title) == ("epoch", "loss")
    assert (marks.x, marks.y) == ((0, 10), (0, 100))
    assert marks.records == ()
    assert (marks.playhead, marks.hover, marks.colour_scale, marks.texts) == (None, None, None, [])


def test_ranges_are_data_units_on_logarithmic_axes_too(plot):
    plot.set_log_y(True)
    plot.set_ranges(y=(1e-3, 10.0))
    plot.add_curve("#0072b2").set_data([1, 2], [1e-3, 10.0])
    marks = plot.marks()
    assert (marks.log_x, marks.log_y) == (False, True)
    assert marks.y == pytest.approx((1e-3, 10.0))
    assert marks.curves[0].y.tolist() == [1e-3, 10.0]
    plot.look_at((2, 3), (0.1, 1.0))
    assert plot.marks().x == pytest.approx((2, 3))
    assert plot.marks().y == pytest.approx((0.1, 1.0))


def test_lines_and_points(plot):
    curve = plot.add_curve("#0072B2", 2.5, "dashed")
    points = plot.add_points("star", "#d55e00", 9.0)
    curve.set_data([1, 2, 3], [4.0, math.nan, 6.0])
    points.set_data([5], [6], ["best"])
    [seen] = plot.marks().curves
    assert (seen.colour, seen.width, seen.pattern) == ("#0072b2", 2.5, "dashed")
    np.testing.assert_array_equal(seen.y, [4.0, math.nan, 6.0])
    [seen] = plot.marks().points
    assert (seen.symbol, seen.colour, seen.edge, seen.size, seen.texts) == ("star", "#d55e00", None, 9.0, ("best",))
    assert (seen.x.tolist(), seen.y.tolist()) == ([5.0], [6.0])
    curve.set_style("#111111", 1.0, "longdash")
    points.set_style("circle", None, 12.0, edge="#222222")
    assert [(c.colour, c.width, c.pattern) for c in plot.marks().curves] == [("#111111", 1.0, "longdash")]
    assert [(p.symbol, p.colour, p.edge) for p in plot.marks().points] == [("circle", None, "#222222")]
    assert plot.marks().texts == ["best"]


def test_records_come_in_the_order_of_drawing(plot):
    plot.add_curve("#000003", z=30).set_data([0, 1], [0, 1])
    plot.add_curve("#000001", z=10).set_data([0, 1], [0, 1])
    plot.add_curve("#000002", z=10).set_data([0, 1], [0, 1])
    plot.add_points("circle", "#000004", z=50).set_data([0], [0])
    assert [record.colour for record in plot.marks().records] == ["#000001", "#000002", "#000003", "#000004"]


def test_surfaces(plot):
    plot.add_band("quartiles").set_data([1, 2], [3, 4], [5, math.inf])
    plot.add_hatch("#aa0000", "hatch_back").show(7.0)
    cells = Cells(plot.canvas, z=10)
    rgb = np.array([[(255, 0, 0), (0, 255, 0)]], np.uint8)
    cells.set_data(np.array([0.0, 1, 2]), np.array([0.0, 9]), rgb, np.array([[True, False]]))
    rgba = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    rgba[..., 3] = 255
    plot.add_shading().set_image(rgba, (0, 3), (0, 2))
    marks = plot.marks()
    assert [(b.low.tolist(), b.high.tolist(), b.colour) for b in marks.bands] == [([3, 4], [5, math.inf], "#d3e5f0")]
    assert [(h.start, h.end) for h in marks.hatches] == [(7.0, math.inf)]
    assert marks.cells[0].rgb[marks.cells[0].there].tolist() == [[255, 0, 0]]
    np.testing.assert_array_equal(marks.images[0].rgba, rgba)
    assert (marks.images[0].x, marks.images[0].y) == ((0, 3), (0, 2))


def test_a_ramp_says_its_colours(plot):
    ramp = plot.add_ramp()
    ramp.set_score((1.0, -2.0), 3.0, lambda s: np.where(s[:, None] > 0, [250.0, 0, 0], [0.0, 0, 250]), (0, 10), (0, 9))
    [seen] = plot.marks().ramps
    assert (seen.weights, seen.bias) == ((1.0, -2.0), 3.0)
    assert seen.colour(1.0, 1.0) == (250, 0, 0)
    assert seen.colour(1.0, 2.5) == (0, 0, 250)
    ramp.clear()
    assert plot.marks().ramps == []


def test_lines_of_a_level(plot):
    contours = Contours(plot.canvas, 5)
    x = np.linspace(0, 10, 11)
    contours.set_grid(x, x, np.tile(x, (11, 1)), [(4.5, "4.5", "#3a6892"), (8.25, "", "high_line")])
    seen = plot.marks().contours
    assert [(c.label, c.colour) for c in seen] == [("4.5", "#3a6892"), ("", "#87949f")]
    assert [{p for line in c.lines for p in line[:, 0].tolist()} for c in seen] == [{4.5}, {8.25}]


def test_words_and_pointers(plot):
    plot.add_upright("#05603A", 1.6, "solid").show(3.0, "2/L = 1")
    plot.add_edge_mark("#D55E00").show("right", 50.0, "step 18")
    plot.add_playhead().set_x(4.0)
    arrow = Arrow(plot.canvas, "#C1121F", 2.0, "dotted", 44)
    arrow.show((1, 2), (3, 4))
    ColourScale(plot.canvas, z=36).show("loss", "≥ 1", "0.1", [(255, 255, 255), (0, 0, 0)])
    marks = plot.marks()
    [line] = marks.vertical_lines
    assert (line.x, line.text, line.colour, line.pattern) == (3.0, "2/L = 1", "#05603a", "solid")
    [edge] = marks.edges
    assert (edge.edge, edge.at, edge.text, edge.colour) == ("right", 50.0, "step 18", "#d55e00")
    assert marks.playhead == 4.0
    assert [(a.start, a.end, a.colour, a.pattern) for a in marks.arrows] == [((1, 2), (3, 4), "#c1121f", "dotted")]
    assert marks.colour_scale.first == "≥ 1"
    assert marks.colour_scale.colours == ((255, 255, 255), (0, 0, 0))
    assert set(marks.texts) == {"2/L = 1", "step 18"}
    arrow.hide()
    assert plot.marks().arrows == []


def test_what_is_hidden_or_taken_away_is_not_there(plot):
    curve, points, band = plot.add_curve("#000000"), plot.add_points("circle", "#000000"), plot.add_band("quartiles")
    hatch, upright, edge = (
        plot.add_hatch("#000000", "#ffffff"),
        plot.add_upright("#000000"),
        plot.add_edge_mark("#000000"),
    )
    playhead = plot.add_playhead()
    assert plot.marks().records == ()
    curve.set_data([0, 1], [0, 1])
    curve.set_visible(False)
    points.set_data([1], [1])
    band.set_data([0, 1], [0, 1], [1, 2])
    hatch.show(5.0)
    upright.show(5.0)
    edge.show("top", 1.0, "")
    playhead.set_x(3.0)
    assert len(plot.marks().records) == 6
    points.set_data([], [])
    band.set_data([], [], [])
    hatch.hide()
    upright.hide()
    edge.hide()
    playhead.set_x(math.nan)
    assert plot.marks().records == ()


def test_nobody_changes_a_picture_by_reading_it(plot):
    curve = plot.add_curve("#000000")
    data = np.array([1.0, 2.0])
    curve.set_data(data, data)
    [seen] = plot.marks().curves
    with pytest.raises(ValueError, match="read-only"):
        seen.x[0] = 5.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        seen.colour = "#ffffff"
    data[0] = 1.0  # the owner still may


def test_painting_makes_no_records(plot, monkeypatch):
    plot.add_curve("#000000").set_data([0, 1], [0, 1])
    plot.add_edge_mark("#000000").show("top", 1.0, "text")
    for kind in Mark.__subclasses__():
        monkeypatch.setattr(kind, "records", lambda self: pytest.fail("asked while painting"))
    plot.grab()
