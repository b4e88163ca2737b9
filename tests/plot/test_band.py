"""Bands, hatching, upright lines and cells: where they are, and that infinity does no harm."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPicture

from lrgui.plot import Cells, ColourScale, Plot


@pytest.fixture
def plot(qapp, qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    plot.set_log_x(True)
    plot.set_ranges((1e-4, 1e2), (0.0, 1.0))
    plot.show()
    return plot


def colour_at(plot, x, y):
    """What is on the screen at a point of the data."""
    view = plot.view
    place = plot.mapFromScene(plot.canvas.mapToScene(float(view.x_pixels(x)), float(view.y_pixels(y))))
    return plot.grab().toImage().pixelColor(place).name()


def test_a_band_fills_what_is_between(plot):
    band = plot.add_band("quartiles")
    band.set_data([0.01, 0.1, 1.0], [0.2, 0.2, 0.2], [0.6, 0.6, 0.6])
    assert colour_at(plot, 0.15, 0.41) == "#d3e5f0"
    assert colour_at(plot, 0.15, 0.71) == "#ffffff"
    assert colour_at(plot, 5.0, 0.41) == "#ffffff"


def test_a_band_has_gaps_and_runs_off_the_plot(plot):
    band = plot.add_band("quartiles")
    band.set_data([1e-3, 1e-2, 1e-1, 1.0, 10.0], [0.2, 0.2, np.nan, 0.2, 0.2], [0.6, 0.6, 0.6, np.inf, np.inf])
    assert len(band.polygons(plot.view)) == 2
    assert colour_at(plot, 3.0, 0.97) == "#d3e5f0"
    assert all(math.isfinite(p.y()) and abs(p.y()) < 1000 for shape in band.polygons(plot.view) for p in shape)
    with pytest.raises(ValueError, match="same length"):
        band.set_data([1.0], [1.0, 2.0], [3.0])


def test_hatching_covers_its_part_only(plot):
    hatch = plot.add_hatch("#aa0000", "hatch_back")
    hatch.show(1.25)
    image = plot.grab().toImage()
    view = plot.view
    left = plot.mapFromScene(plot.canvas.mapToScene(float(view.x_pixels(1.25)), 50.0))
    row = [image.pixelColor(x, left.y()).name() for x in range(image.width())]
    assert "#fbf4ef" in row[left.x() + 2 :]
    assert "#fbf4ef" not in row[: left.x() - 1]
    hatch.hide()
    assert colour_at(plot, 30.0, 0.47) == "#ffffff"


@pytest.mark.parametrize("x", [1.0, 90.0, 1e-4, 1e2])
def test_the_text_of_an_upright_stays_in_the_plot(plot, x):
    upright = plot.add_upright("#05603A")
    upright.show(x, "diverges from 90")
    [line] = plot.marks().vertical_lines
    left, _, width, _ = line.box
    assert left >= 0
    assert left + width <= plot.view.width
    upright.show(1e5, "outside")
    assert not plot.marks().vertical_lines


def test_texts_of_uprights_never_overlap(plot):
    for i, x in enumerate((0.5, 0.52, 0.55, 1.0, 1.2)):
        plot.add_upright("#05603A").show(x, f"a text of its own {i}")
    boxes = [QRectF(*line.box) for line in plot.marks().vertical_lines]
    assert len(boxes) == 5
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_cells_are_where_their_edges_are(plot):
    rgb = np.array([[(255, 0, 0), (0, 255, 0)]], np.uint8)
    cells = Cells(plot.canvas, z=10)
    cells.set_data(np.array([1e-2, 1e-1, 1.0]), np.array([0.2, 0.8]), rgb, np.array([[True, True]]))
    assert colour_at(plot, 0.03, 0.5) == "#ff0000"
    assert colour_at(plot, 0.3, 0.5) == "#00ff00"
    assert colour_at(plot, 0.3, 0.9) == "#ffffff"
    cells.set_data(np.array([1e-2, 1e-1, 1.0]), np.array([0.2, 0.8]), rgb, np.array([[True, False]]))
    assert colour_at(plot, 0.3, 0.45) == "#ffffff"
    with pytest.raises(ValueError, match="do not fit"):
        cells.set_data(np.ones(2), np.ones(2), rgb, np.ones((1, 2), bool))


def test_all_of_them_in_a_figure(plot, qapp):
    plot.add_band("quartiles").set_data([0.01, 1.0], [0.2, 0.2], [math.inf, math.inf])
    plot.add_hatch("#aa0000", "hatch_back").show(2.0)
    plot.add_upright("#05603A").show(1.0, "2/L = 1")
    scale = ColourScale(plot.canvas, z=36)
    scale.show("loss", "1", "0.1", [(255, 255, 255), (0, 0, 0)])
    picture = QPicture()
    painter = QPainter(picture)
    plot.lay_out(400, 300)
    plot.draw_figure(painter, 1.0)
    painter.end()
    assert picture.size() > 1000
    assert colour_at(plot, 0.05, 0.25) == QColor("#d3e5f0").name()
