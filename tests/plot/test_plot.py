"""The plot widget: mapping, view, marks, and the picture that is kept between repaints."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPdfWriter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lrgui.colours.themes import DARK
from lrgui.plot import Plot
from tests.sampling import combinations


@pytest.fixture
def plot(qtbot):
    widget = Plot(name="Loss curves")
    qtbot.addWidget(widget)
    widget.resize(450, 350)
    widget.set_ranges((0, 10), (0, 100))
    with qtbot.waitExposed(widget):
        widget.show()
    settle(widget)
    return widget


def settle(widget):
    """Paint until nothing is pending and everything that can be kept is kept."""
    for _ in range(4):
        QApplication.processEvents()
        widget.viewport().repaint()


def picture(widget, scale=1.0):
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    widget.render(painter, QRectF(0, 0, widget.width(), widget.height()), widget.rect())
    painter.end()
    return image


def area(widget, x, y):
    """A point of the plotting area in pixels of the viewport."""
    return widget.mapFromScene(widget.canvas.mapToScene(QPointF(x, y)))


def wheel(widget, at, turn=120):
    position = QPointF(at)
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        position, position, QPoint(), QPoint(0, turn), no_button, no_key, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget.viewport(), event)


def test_names_and_empty_menu(plot):
    assert plot.accessibleName() == "Loss curves"
    assert not plot.box.menuEnabled()


def test_the_picture_shows_a_curve_where_its_data_are(plot):
    plot.add_curve("#ff0000").set_data([0, 10], [50, 50])
    settle(plot)
    at = area(plot, plot.view.width / 2, float(plot.view.y_pixels(50)))
    assert QColor(plot.grab().toImage().pixel(at)).red() > 200
    assert QColor(plot.grab().toImage().pixel(at)).green() < 120


def test_the_logarithm_is_taken_once(plot):
    plot.set_log_y(True)
    plot.set_ranges(y=(1, 1e4))
    assert plot.view.y == pytest.approx((0, 4))
    pixels = plot.view.y_pixels([1, 10, 100, 1e3, 1e4])
    np.testing.assert_allclose(np.diff(pixels), -plot.view.height / 4)
    assert plot.view.y_data(float(pixels[2])) == pytest.approx(100)
    below = plot.view.y_pixels([0.0, -1.0, np.nan])
    assert below[0] > 1e9
    assert np.isnan(below[1:]).all()


@pytest.mark.parametrize("log", [False, True])
def test_what_has_no_place_is_drawn_without_complaint(plot, log):
    plot.set_log_x(log)
    plot.set_log_y(log)
    odd = np.array([1.0, np.nan, np.inf, -np.inf, 0.0, -3.0, 1e308, -1e308, 2.0, np.nan])
    plot.add_curve("#0072B2").set_data(np.arange(10.0), odd)
    plot.add_curve("#0072B2").set_data(odd, odd)
    plot.add_points("circle", "#0072B2").set_data(odd, odd)
    plot.add_curve("#0072B2").set_data([], [])
    plot.add_curve("#0072B2").set_data(np.tile(odd, 2000), np.arange(20000.0))
    plot.add_curve("#0072B2").set_data(np.arange(20000.0), np.tile(odd, 2000))
    plot.add_playhead().set_x(math.nan)
    settle(plot)


def test_lengths_must_agree(plot):
    with pytest.raises(ValueError, match="same length"):
        plot.add_curve("#0072B2").set_data([1, 2], [1])
    with pytest.raises(ValueError, match="same length"):
        plot.add_points("circle", "#0072B2").set_data([1, 2], [1, 2], ["a"])


def test_zoom_and_the_way_home(plot, qtbot):
    seen = []
    plot.view_changed.connect(seen.append)
    wheel(plot, area(plot, 100, 100))
    assert plot.away
    assert plot.view.x[1] - plot.view.x[0] < 10
    zoomed = plot.view.x
    plot.set_ranges((0, 20))  # home moves, the view stays
    assert plot.view.x == zoomed
    at = area(plot, 100, 100)
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert plot.view.x == pytest.approx((0, 20))
    assert seen == [True, False]


@pytest.mark.parametrize(
    ("turn", "log"), combinations([120, -120, 10**6, -(10**6), 2**31 - 1, -(2**31) + 1], [False, True])
)
def test_however_the_wheel_turns_there_is_something_to_be_seen(plot, turn, log):
    """No range of zero, and the data are never out of reach: a part of the home range stays in the view."""
    plot.set_log_y(log)
    plot.set_ranges((0, 10), (1, 100))
    curve = plot.add_curve("#0072B2")
    curve.set_data([0, 10], [1, 100])
    for _ in range(40):
        wheel(plot, area(plot, 5, 5), turn)
        settle(plot)
        for (low, high), (first, last) in zip((plot.view.x_limits, plot.view.y_limits), plot.home, strict=True):
            assert low < high < math.inf
            assert low < last
            assert high > first
        if turn < 0:
            assert abs(np.diff(plot.view.x_pixels([0, 10]))[0]) > plot.view.width / 12


def test_a_plot_whose_ends_are_the_largest_numbers_can_be_dragged(plot):
    """Pans and stretches to where no number is are not made."""
    for x, y in (((-1.7e308, 1e307), (0, 1)), ((0, 1e308), (-1e308, 1.7e308))):
        plot.set_ranges(x, y)
        settle(plot)
        before = plot.box.viewRange()
        for way in (1e308, -1e308, math.inf, math.nan):
            plot.box.translateBy(x=way)
            plot.box.translateBy(y=way)
            plot.box.scaleBy((way, way))
        settle(plot)
        assert all(math.isfinite(end) for ends in plot.box.viewRange() for end in ends)
        plot.reset_view()
        settle(plot)
        assert plot.box.viewRange() == before


@pytest.mark.parametrize("far", [30, -30, 1e6, -1e6])
def test_a_plot_cannot_be_moved_out_of_sight(plot, far):
    """As a hand does it that drags."""
    plot.box.translateBy(x=far, y=-far)
    plot.box.sigRangeChangedManually.emit([True, True])
    low, high = plot.view.x_limits
    assert plot.away
    assert low <= 9.0 < 10.0 < high or low < 0.0 < 1.0 <= high


@pytest.mark.parametrize("range_", [(-1.7e308, 1.7e308), (0, 1.7e308), (0, 5e-324), (1e300, 1.1e300)])
def test_the_largest_and_the_smallest_numbers_have_a_place(plot, range_):
    plot.add_curve("#0072B2").set_data(range_, range_)
    plot.set_ranges(range_, range_)
    settle(plot)
    low, high = plot.view.y_limits
    assert 0 < high - low < math.inf


def test_home_is_followed_while_at_home(plot):
    plot.set_ranges((0, 50), (-1, 1))
    assert plot.view.x == pytest.approx((0, 50))
    assert plot.home == ((0, 50), (-1, 1))
    plot.set_ranges((3, 3))  # no room: some is made
    assert plot.view.x[0] < 3 < plot.view.x[1]
    with pytest.raises(ValueError, match="finite"):
        plot.set_ranges((0, math.inf))


def test_data_never_move_the_ranges(plot):
    plot.add_curve("#0072B2").set_data([0, 1000], [0, 1e300])
    settle(plot)
    assert plot.view.x == pytest.approx((0, 10))


def furnish(plot):
    generator = np.random.default_rng(0)
    shade = np.full((16, 16, 4), 255, np.uint8)
    shade[..., 0] = np.arange(16) * 10
    plot.add_shading().set_image(shade, (2, 8), (20, 80))
    points = plot.add_points("circle", "#3b76b3", 6)
    points.set_data(*generator.uniform(0, [[10], [100]], (2, 500)))
    curve = plot.add_curve("#0072B2")
    curve.set_data(np.linspace(0, 10, 50), generator.uniform(0, 100, 50))
    plot.add_edge_mark("#D55E00").show("top", 5, "left the plot at step 18")
    playhead = plot.add_playhead()
    playhead.set_x(4)
    return points, curve, playhead


def change_nothing(plot, *_):
    pass


def change_range(plot, *_):
    plot.set_ranges((0, 5), (10, 60))


def change_size(plot, *_):
    plot.resize(500, 300)


def change_curve(plot, points, curve, playhead):
    curve.set_data([0, 10], [10, 90])


def change_points(plot, points, curve, playhead):
    points.set_data([1, 2, 3], [1, 20, 30])


def change_visibility(plot, points, curve, playhead):
    points.set_visible(False)


def change_playhead(plot, points, curve, playhead):
    playhead.set_x(7)


def change_theme(plot, *_):
    plot.set_theme(DARK)


def change_log(plot, *_):
    plot.set_log_y(True)


def change_titles(plot, *_):
    plot.set_titles("epoch", "loss")


CHANGES = [
    change_nothing,
    change_range,
    change_size,
    change_curve,
    change_points,
    change_visibility,
    change_playhead,
    change_theme,
    change_log,
    change_titles,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda f: f.__name__)
def test_the_kept_picture_is_the_fresh_one(plot, change):
    marks = furnish(plot)
    settle(plot)
    change(plot, *marks)
    settle(plot)
    kept = plot.grab().toImage()
    plot.canvas.refresh()  # forget everything
    plot.left_axis.update()
    plot.bottom_axis.update()
    QApplication.processEvents()
    assert plot.grab().toImage() == kept


def test_the_screen_itself_is_up_to_date_after_a_playhead_moved(plot):
    *_, playhead = furnish(plot)
    settle(plot)
    backing = []
    for x in (4.0, 6.5, 6.0):
        playhead.set_x(x)
        QApplication.processEvents()
        backing.append(plot.grab().toImage())
    assert backing[0] != backing[1]


def test_two_device_pixels_per_pixel(plot):
    furnish(plot)
    settle(plot)
    fine = picture(plot, 2.0)
    assert fine.size() == QSize(900, 700)
    plot.canvas.refresh()
    assert picture(plot, 2.0) == fine
    settle(plot)
    small = fine.scaled(450, 350, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    one = plot.grab().toImage()
    assert difference(small, one) < 8


def difference(a, b):
    return float(np.abs(pixels(a) - pixels(b)).mean())


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return data[..., :3].astype(float)


def test_edge_marks_overlap_neither_each_other_nor_the_border(plot):
    marks = [plot.add_edge_mark("#D55E00") for _ in range(6)]
    places = [("top", 9.9), ("top", 9.8), ("top", 0), ("right", 50), ("left", 1e9), ("bottom", 5)]
    for mark, (edge, at) in zip(marks, places, strict=True):
        mark.show(edge, at, "left the plot at step 18: |1 − ηL| = 1.02 > 1")
    seen = plot.marks().edges
    border = plot.canvas.boundingRect()
    boxes = [QRectF(*edge.box) for edge in seen]
    assert len(boxes) == 6
    for i, box in enumerate(boxes):
        assert border.contains(box)
        assert border.contains(QPointF(*seen[i].tip))
        assert not any(box.intersects(other) for other in boxes[:i])
    marks[0].hide()
    assert len(plot.marks().edges) == 5
    with pytest.raises(ValueError, match="edge"):
        marks[0].show("middle", 0, "")


def test_a_box_without_room_is_left_out_but_its_triangle_stays(plot):
    for k in range(40):
        plot.add_edge_mark("#D55E00").show("top", 5, f"left the plot at step {k}")
    boxes = [QRectF(*edge.box) for edge in plot.marks().edges]
    assert len(boxes) == 40
    assert any(box.isEmpty() for box in boxes)


@pytest.mark.parametrize("x", [2, 200, 390])
@pytest.mark.parametrize("y", [2, 150])
def test_hover_stays_inside_and_goes_with_the_mouse(plot, x, y):
    asked = []

    def text_at(value):
        asked.append(value)
        return [(None, "epoch 3"), ("#0072B2", "η = 0.5  loss 0.0486")]

    hover = plot.set_hover(text_at, snap=round)
    QTest.mouseMove(plot.viewport(), area(plot, x, y))
    QApplication.processEvents()
    hover.move(QPointF(x, y))
    assert asked[-1] == round(asked[-1])
    assert len(hover.lines) == 2
    assert plot.canvas.boundingRect().contains(hover.box)
    settle(plot)
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert not hover.lines


def test_labels_do_not_make_the_plot_jump(plot):
    widths = set()
    for high in (0.1, 0.25, 1, 2.5, 10, 40):
        plot.set_ranges(y=(0, high))
        settle(plot)
        widths.add(plot.left_axis.size().width())
    assert len(widths) <= 2


@pytest.mark.parametrize("size", [QSize(250, 150), QSize(450, 350), QSize(1400, 800)])
@pytest.mark.parametrize("log", [False, True])
def test_labels_do_not_overlap(plot, size, log):
    plot.resize(size)
    plot.set_log_x(log)
    for limits in ((1e-9, 1.0), (1e-5, 3e-5), (0.1, 0.2), (1, 1e6), (0.03, 0.7)):
        plot.set_ranges(limits)
        settle(plot)
        axis = plot.bottom_axis
        metrics = QFontMetricsF(plot.font())
        widths = [metrics.horizontalAdvance(text) for text in axis.ticks.labels]
        places = axis.tick_pixels()
        assert len(places) >= 1
        for i in range(1, len(places)):
            assert places[i] - places[i - 1] > (widths[i] + widths[i - 1]) / 2 + 4


def test_a_figure_is_drawn_without_a_trace_in_the_window(plot, tmp_path):
    furnish(plot)
    settle(plot)
    before = plot.grab().toImage()
    writer = QPdfWriter(str(tmp_path / "figure.pdf"))
    painter = QPainter(writer)
    plot.draw_figure(painter, 1.0)
    painter.end()
    assert (tmp_path / "figure.pdf").stat().st_size > 5000
    settle(plot)
    assert plot.grab().toImage() == before


def test_shading_has_its_first_row_below(plot):
    rgba = np.full((2, 2, 4), 255, np.uint8)
    rgba[0] = (255, 0, 0, 255)
    rgba[1] = (0, 0, 255, 255)
    shading = plot.add_shading()
    shading.set_image(rgba, (0, 10), (0, 100))
    settle(plot)
    image = plot.grab().toImage()
    low, high = (QColor(image.pixel(area(plot, 30, float(plot.view.y_pixels(y))))) for y in (5, 95))
    assert low.red() > 200 > 50 > low.blue()
    assert high.blue() > 200 > 50 > high.red()
    with pytest.raises(ValueError, match="bytes"):
        shading.set_image(rgba.astype(float), (0, 1), (0, 1))


def test_a_font_change_reaches_the_axes(plot):
    height = plot.bottom_axis.size().height()
    font = plot.font()
    font.setPointSize(20)
    plot.setFont(font)
    settle(plot)
    assert plot.bottom_axis.size().height() > height
    assert plot.canvas.font.pointSize() == 20


def test_noise_in_a_picture_is_what_it_is_in_a_file(plot, monkeypatch):
    """There its lines are drawn one by one: smoothed as a whole they would take seconds."""
    x = np.arange(600.0)
    plot.lay_out(300, 200)
    plot.set_ranges((0, 600), (0, 1))
    plot.add_curve("#0072B2").set_data(x, np.random.default_rng(5).random(600))
    pictures = []
    for rough in (10.0, math.inf):
        monkeypatch.setattr("lrgui.plot.curve._ROUGH", rough)
        image = QImage(600, 400, QImage.Format.Format_Grayscale8)
        image.fill(255)
        with QPainter(image) as painter:
            painter.scale(2, 2)
            plot.draw_figure(painter, 1.0)
        pictures.append(np.frombuffer(image.constBits(), np.uint8).reshape(400, -1)[:, :600].astype(int))
    apart = np.abs(pictures[0] - pictures[1])
    assert (pictures[0] < 200).mean() > 0.2
    assert 0 < (apart > 100).mean() < 0.02
