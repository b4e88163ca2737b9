"""Numbers, paths and colours as they are written in SVG."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath

_DOT = 0.02  # points: what is shorter is meant to be a dot


def number(value: float) -> str:
    """As short as it can be with two decimals: a hundredth of a point is beyond what print can show."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def without_dots(path: QPainterPath) -> tuple[QPainterPath, list[QPointF]]:
    """A path without those parts that go nowhere, and where these are: with a round pen they are dots.

    Inkscape draws no dot for a line of no length, and rounds a very short one to none.
    """
    lines, dots = QPainterPath(), list[QPointF]()
    lines.setFillRule(path.fillRule())
    for polygon in path.toSubpathPolygons() if _may_have_dots(path) else ():
        bounds = polygon.boundingRect()
        if max(bounds.width(), bounds.height()) < _DOT:
            dots.append(QPointF(polygon.first()))  # a copy: it points into a polygon that goes
        else:
            lines.addPolygon(polygon)
    return (lines, dots) if dots else (path, dots)


def _may_have_dots(path: QPainterPath) -> bool:
    """Whether a path has a part so short; one with curves has none."""
    kinds = QPainterPath.ElementType
    before = None
    short = False
    for i in range(path.elementCount()):
        e = path.elementAt(i)
        if e.type not in (kinds.MoveToElement, kinds.LineToElement):
            return False
        if e.type == kinds.LineToElement and before is not None:
            short = short or abs(e.x - before[0]) + abs(e.y - before[1]) < 2 * _DOT
        before = e.x, e.y
    return short


def circles(centres: Sequence[QPointF], radius: float) -> str:
    """The `d` attribute of dots."""
    r, across = number(radius), number(2 * radius)
    arcs = f"a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0Z"
    return "".join(f"M{number(centre.x() - radius)} {number(centre.y())}{arcs}" for centre in centres)


def path_data(path: QPainterPath) -> str:
    """The `d` attribute: moves absolute, lines relative to the rounded point before, so that errors do not add up."""
    out: list[str] = []
    x = y = start_x = start_y = 0.0
    last = ""
    i, count = 0, path.elementCount()
    while i < count:
        e = path.elementAt(i)
        px, py = round(e.x, 2), round(e.y, 2)
        if e.type == QPainterPath.ElementType.MoveToElement:
            out.append(f"M{number(px)} {number(py)}")
            start_x, start_y, last = px, py, "M"
        elif e.type == QPainterPath.ElementType.LineToElement:
            closes = (px, py) == (start_x, start_y) and i > 1
            closes = closes and (i + 1 == count or path.elementAt(i + 1).isMoveTo())
            if closes:
                out.append("Z")
                last = "Z"
            elif (px, py) != (x, y):  # some programs draw nothing of a path with a step of no length
                dx, dy = number(px - x), number(py - y)
                step = f"{dx} {dy}" if not dy.startswith("-") else f"{dx}{dy}"
                out.append(("l" if last != "l" else "" if step.startswith("-") else " ") + step)
                last = "l"
        else:  # a curve's first control point; the second one and the end follow
            points = [(round(p.x, 2), round(p.y, 2)) for p in (path.elementAt(i + k) for k in range(3))]
            out.append("C" + " ".join(f"{number(a)} {number(b)}" for a, b in points))
            px, py = points[2]
            last = "C"
            i += 2
        x, y = px, py
        i += 1
    return "".join(out)


def paint(attribute: str, colour: QColor, opacity: float) -> str:
    """The attributes `fill` or `stroke` of a colour."""
    share = colour.alphaF() * opacity
    translucent = f' {attribute}-opacity="{share:.3g}"' if share < 0.999 else ""
    return f'{attribute}="{colour.name()}"{translucent}'
