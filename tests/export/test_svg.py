"""The SVG device: what is painted stands in the file where, as wide and as it was painted."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPen

from lrgui.export.formats.svg import SvgDevice
from lrgui.export.formats.svg_notation import path_data, without_dots

NAME = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def paint(qapp):
    """`paint(draw)`: the elements of a page of 200 × 100 points on which `draw(painter)` has painted."""

    def paint(draw, outlines=False):
        device = SvgDevice(200, 100, ["lrgui Sans"], outlines=outlines)
        painter = QPainter(device)
        draw(painter)
        painter.end()
        return ElementTree.fromstring(device.text("page"))

    return paint


def paths(root):
    return [e for e in root.iter(NAME + "path") if "stroke" in e.attrib or e.get("fill", "none") != "none"]


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.54, 3.0])
@pytest.mark.parametrize("pattern", [[4.0, 2.5], [1.2, 2.0], [5.0, 2.0, 1.2, 2.0]])
def test_dashes_grow_with_the_line(paint, scale, pattern):
    """A pattern is counted in widths of the line, which the painter's scale makes wider."""

    def draw(painter):
        painter.scale(scale, scale)
        pen = QPen(QColor("#0072b2"), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(pattern)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, 5), QPointF(60, 5))

    [line] = paths(paint(draw))
    assert float(line.get("stroke-width")) == pytest.approx(2 * scale)
    dashes = [float(part) for part in line.get("stroke-dasharray").split()]
    assert dashes == pytest.approx([2 * scale * part for part in pattern], abs=0.0051)


def test_a_solid_line_has_no_dashes(paint):
    [line] = paths(paint(lambda painter: painter.drawLine(QPointF(1, 2), QPointF(3, 4))))
    assert line.get("stroke-dasharray") is None
    assert line.get("d") == "M1 2l2 2"


def test_places_are_those_of_the_page(paint):
    def draw(painter):
        painter.translate(10, 20)
        painter.scale(2, 3)
        painter.fillRect(QRectF(1, 1, 4, 2), QColor("#d55e00"))

    [rect] = paths(paint(draw))
    assert rect.get("fill") == "#d55e00"
    assert re.findall(r"-?[\d.]+", rect.get("d"))[:2] == ["12", "23"]
    assert rect.get("d") == "M12 23l8 0l0 6l-8 0Z".replace("l0 6", " 0 6").replace("l-8 0", "-8 0")


def test_relative_steps_do_not_add_up_their_rounding():
    path = QPainterPath(QPointF(0, 0))
    for i in range(1, 1001):
        path.lineTo(i * 0.3337, 0)
    steps = [float(v) for v in re.findall(r"-?[\d.]+", path_data(path))][2::2]
    assert sum(steps) == pytest.approx(333.7, abs=0.011)


def test_text_has_its_size_place_and_angle(paint):
    font = QFont()
    font.setPixelSize(13)

    def draw(painter):
        painter.scale(2, 2)
        painter.setFont(font)
        painter.setPen(QColor("#1b2530"))
        painter.drawText(QPointF(10, 20), "η = 0.1 <&>")
        painter.rotate(-90)
        painter.drawText(QPointF(-40, 30), "loss")

    flat, upright = paint(draw).iter(NAME + "text")
    assert flat.text == "η = 0.1 <&>"
    assert (flat.get("x"), flat.get("y"), flat.get("font-size"), flat.get("fill")) == ("20", "40", "26", "#1b2530")
    assert flat.get("transform") is None
    assert upright.get("transform") == "rotate(-90 60 80)"


def test_what_is_clipped_stands_in_a_group_with_its_clip(paint):
    def draw(painter):
        painter.save()
        painter.translate(5, 5)
        painter.setClipRect(QRectF(0, 0, 50, 40))
        painter.drawLine(QPointF(-100, 0), QPointF(100, 40))
        painter.restore()
        painter.drawLine(QPointF(0, 0), QPointF(1, 1))

    root = paint(draw)
    [clip] = root.iter(NAME + "clipPath")
    assert clip[0].get("d").startswith("M5 5")
    [group] = root.iter(NAME + "g")
    assert group.get("clip-path") == f"url(#{clip.get('id')})"
    assert len(group) == 1
    assert len([e for e in root if e.tag == NAME + "path"]) == 1  # after the clip is undone, outside


def test_gradients_keep_their_ends_and_colours(paint):
    def draw(painter):
        gradient = QLinearGradient(QPointF(0, 0), QPointF(10, 0))
        gradient.setColorAt(0, QColor("#fae0cc"))
        gradient.setColorAt(1, QColor("#c8def3"))
        painter.scale(3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRect(QRectF(0, 0, 10, 10))

    root = paint(draw)
    [gradient] = root.iter(NAME + "linearGradient")
    assert [float(gradient.get(k)) for k in ("x1", "y1", "x2", "y2")] == [0, 0, 30, 0]
    assert [(float(s.get("offset")), s.get("stop-color")) for s in gradient] == [(0, "#fae0cc"), (1, "#c8def3")]
    [rect] = paths(root)
    assert rect.get("fill") == f"url(#{gradient.get('id')})"


def test_translucent_paint_says_so(paint):
    def draw(painter):
        painter.setOpacity(0.5)
        painter.fillRect(QRectF(0, 0, 10, 10), QColor(255, 0, 0, 128))
        painter.setOpacity(1.0)
        painter.setPen(QPen(QColor("#000000"), 1.0))
        painter.drawLines([QLineF(0, 0, 1, 1), QLineF(2, 2, 3, 3)])

    rect, lines = paths(paint(draw))
    assert float(rect.get("fill-opacity")) == pytest.approx(0.25, abs=0.01)
    assert lines.get("d") == "M0 0l1 1M2 2l1 1"
    assert lines.get("fill") == "none"


def dots(painter):
    pen = QPen(QColor("#d55e00"), 4.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    path = QPainterPath()
    for x, step in ((20, 0.01), (30, 0.004), (40, -0.01)):
        path.moveTo(x, 50)
        path.lineTo(x + step, 50)
    path.moveTo(60, 50)
    path.lineTo(80, 50)
    painter.drawPath(path)


def test_a_dot_is_a_disc_in_every_program(paint):
    """Inkscape draws nothing where a line has no length."""
    discs, line = paths(paint(dots))
    assert (discs.get("fill"), discs.get("stroke")) == ("#d55e00", None)
    assert re.findall(r"M([\d.]+) 50a2 2 0 1 0 4 0a2 2 0 1 0-4 0Z", discs.get("d")) == ["18", "28", "38"]
    assert (line.get("d"), line.get("stroke-linecap")) == ("M60 50l20 0", "round")


def test_every_dot_is_where_its_point_is(qapp):
    """Of many dots, whose memory would be another's by the end."""
    places = [(float(10 + i % 40), float(10 + i // 40)) for i in range(2000)]
    for first in range(0, len(places), 50):
        path = QPainterPath()
        for x, y in places[first : first + 50]:
            path.moveTo(x, y)
            path.lineTo(x + 0.01, y)
        _, dots = without_dots(path)
        assert [dot.toTuple() for dot in dots] == places[first : first + 50]


def test_no_step_has_no_length():
    path = QPainterPath(QPointF(0, 0))
    for x, y in ((5, 0), (5.001, 0.001), (5, 5), (5, 5), (7, 7)):
        path.lineTo(x, y)
    assert path_data(path) == "M0 0l5 0 0 5 2 2"
    assert path_data(QPainterPath(QPointF(1, 1))) == "M1 1"


def draw_clipped(text):
    def draw(painter):
        gradient = QLinearGradient(QPointF(0, 0), QPointF(10, 0))
        painter.setClipRect(QRectF(0, 0, 50, 40))
        painter.fillRect(QRectF(0, 0, 10, 10), gradient)
        painter.drawText(QPointF(5, 5), text)

    return draw


def test_ids_are_of_one_picture_alone_and_the_same_each_time(paint):
    """A page of the web that has two pictures has the ids of both."""

    def ids(text, **options):
        root = paint(draw_clipped(text), **options)
        found = {e.get("id") for e in root.iter() if e.get("id")}
        used = {v.split("#")[1].rstrip(")") for e in root.iter() for v in e.attrib.values() if v.startswith("url(#")}
        assert used == found
        assert len(found) == 2
        return found

    assert ids("a") == ids("a")
    assert not ids("a") & ids("b")
    assert not ids("a", outlines=True) & ids("a")


def test_text_is_drawn_where_it_would_be_written(paint):
    font = QFont("lrgui Sans")
    font.setPixelSize(20)

    def draw(painter):
        painter.setFont(font)
        painter.setPen(QColor("#1b2530"))
        painter.drawText(QPointF(10, 50), "HH & H")

    root = paint(draw, outlines=True)
    assert not list(root.iter(NAME + "text"))
    assert root.get("font-family") is None
    [outline] = paths(root)
    assert (outline.get("aria-label"), outline.get("fill"), outline.get("stroke")) == ("HH & H", "#1b2530", None)
    assert float(re.match(r"M([\d.]+)", outline.get("d"))[1]) == pytest.approx(11, abs=2)
