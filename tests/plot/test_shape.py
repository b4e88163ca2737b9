"""Axes keep their shape: squares stay square, one scale stays one scale, and zooming at a minimum keeps the curve's."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from lrgui.plot import Plot


@pytest.fixture
def plot(qtbot):
    widget = Plot()
    qtbot.addWidget(widget)
    widget.resize(500, 300)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def scales(plot):
    """Pixels of a unit along x and y."""
    view = plot.view
    return view.width / (view.x[1] - view.x[0]), view.height / (view.y[1] - view.y[0])


def wheel(plot, x, y, notches):
    place = plot.mapFromScene(plot.canvas.mapToScene(float(plot.view.x_pixels(x)), float(plot.view.y_pixels(y))))
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        QPointF(place), QPointF(plot.mapToGlobal(place)), QPoint(0, 0), QPoint(0, 120 * notches), none,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(plot.viewport(), event)


@pytest.mark.parametrize("size", [(500, 300), (300, 500), (900, 240)])
def test_a_square_is_square(plot, size):
    plot.set_shape("square")
    plot.set_ranges((0, 1), (0, 1))
    plot.set_titles("x₁", "x₂")
    plot.resize(*size)
    QApplication.processEvents()
    assert plot.view.width == pytest.approx(plot.view.height, abs=1)
    assert plot.view.width > 0.55 * min(size)
    assert plot.view.x_limits == pytest.approx((0, 1), abs=0.01)
    assert plot.view.y_limits == pytest.approx((0, 1), abs=0.01)
    plot.lay_out(*size)
    assert plot.view.width == pytest.approx(plot.view.height, abs=1)


@pytest.mark.parametrize("pixels", [0, 28])  # of the text; with 28 all is larger
def test_a_square_is_whole_when_there_is_suddenly_half_the_room(plot, pixels):
    if pixels:
        font = plot.font()
        font.setPixelSize(pixels)
        plot.setFont(font)
    plot.set_shape("square")
    plot.set_ranges((0, 1), (0, 1))
    plot.resize(1200, 500)
    QApplication.processEvents()
    plot.resize(600, 500)
    QApplication.processEvents()
    assert plot.view.width == pytest.approx(plot.view.height, abs=1)
    right = plot.mapFromScene(plot.canvas.mapToScene(float(plot.view.x_pixels(1)), 0.0)).x()
    left = plot.mapFromScene(plot.canvas.mapToScene(float(plot.view.x_pixels(0)), 0.0)).x()
    assert 0 < left < right < 600


@pytest.mark.parametrize("size", [(500, 300), (300, 500)])
def test_one_scale_on_both_axes_shows_all_of_home(plot, size):
    plot.set_shape("equal")
    plot.set_ranges((-20, 5), (0, 10))
    plot.resize(*size)
    QApplication.processEvents()
    a, b = scales(plot)
    assert a == pytest.approx(b, rel=0.01)
    (left, right), (bottom, top) = plot.view.x_limits, plot.view.y_limits
    assert left <= -20 + 1e-6
    assert right >= 5 - 1e-6
    assert bottom <= 1e-6
    assert top >= 10 - 1e-6
    plot.look_at((0, 1), (0, 1))
    a, b = scales(plot)
    assert a == pytest.approx(b, rel=0.01)
    plot.set_shape("free")
    assert plot.view.x_limits == pytest.approx((-20, 5))
    assert plot.view.y_limits == pytest.approx((0, 10))


def test_zooming_at_the_minimum_keeps_the_curve_in_its_pixels(plot):
    plot.set_vertices([(-1.0, 0.0, 2.0)])
    plot.set_floor(0.0, 0.06)
    plot.set_ranges((-6, 4), (-1.0, 26.0))
    QApplication.processEvents()

    def curve():
        view = plot.view
        x = np.linspace(0.2, 0.8, 7) * view.width
        w = np.array([view.x_data(float(p)) for p in x])
        return view.y_pixels((w + 1) ** 2)

    plot.grab()  # the axes have the room that they need
    before = curve()
    wheel(plot, -1.0, 0.0, 4)
    plot.grab()
    assert plot.view.x_limits[1] - plot.view.x_limits[0] < 7
    assert curve() == pytest.approx(before, abs=0.5)
    for _ in range(8):
        wheel(plot, -1.0, 0.0, 4)
    plot.grab()
    assert plot.view.x_limits[1] - plot.view.x_limits[0] < 0.5
    assert curve() == pytest.approx(before, abs=0.5)


def test_no_more_than_a_margin_is_shown_below_the_floor(plot):
    plot.set_floor(0.0, 0.05)
    plot.set_ranges((0, 10), (0.0, 20.0))
    QApplication.processEvents()
    for _ in range(6):
        wheel(plot, 5.0, 10.0, -4)
        low, high = plot.view.y_limits
        assert low >= -0.05 * (high - low) - 1e-9
    assert high > 40
    plot.look_at((0, 10), (-30.0, 10.0))
    low, high = plot.view.y_limits
    assert low >= -0.05 * (high - low) - 1e-9
