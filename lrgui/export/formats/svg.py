"""A paint device that writes SVG: paths with absolute coordinates, and text as outlines or as text.

Only browsers honour a font that is embedded: Inkscape, rsvg and office programs would take another one, whose Chinese
may be missing and whose letters are wider. So text is drawn, and its words are kept as a label, unless it is asked for.

Qt's own generator shifts what a figure clips and groups every stroke; here are plain elements in the page's units.
"""

from __future__ import annotations

import base64
import math
import zlib
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QLinearGradient,
    QPaintDevice,
    QPaintEngine,
    QPainterPath,
    QPen,
    QTransform,
)

from lrgui.export.formats.svg_notation import circles, number, paint, path_data, without_dots

_CAPS = {Qt.PenCapStyle.FlatCap: "butt", Qt.PenCapStyle.RoundCap: "round", Qt.PenCapStyle.SquareCap: "square"}
_JOINS = {Qt.PenJoinStyle.RoundJoin: "round", Qt.PenJoinStyle.BevelJoin: "bevel"}
_Flag = QPaintEngine.DirtyFlag
_OUTLINED = 1000  # pixels
_ID = "\x01"  # stands before every id until the whole picture is known; no text of XML has it


def outline(at: QPointF, font: QFont, text: str) -> QPainterPath:
    """The letters of a text as a path, always the same one.

    Qt's outlines differ in the last digits after letters of that size were painted on a screen or an image. So they are
    taken at a size at which none ever is.
    """
    large = QFont(font)
    large.setPixelSize(_OUTLINED)
    path = QPainterPath()
    path.addText(QPointF(), large, text)
    share = font.pixelSize() / _OUTLINED
    return QTransform(share, 0, 0, share, at.x(), at.y()).map(path)


class SvgDevice(QPaintDevice):
    """A page of `width` by `height` points, in which one paints; `text()` gives the file when painting is over.

    outlines: whether text is drawn as paths, and not written as text.
    """

    def __init__(self, width: float, height: float, families: Sequence[str], *, outlines: bool) -> None:
        super().__init__()
        self._size = width, height
        self._families = ", ".join([*(f"'{name}'" for name in families), "sans-serif"])
        self.engine = _Engine(outlines)

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        kinds = QPaintDevice.PaintDeviceMetric
        width, height = self._size
        return {
            kinds.PdmWidth: math.ceil(width),
            kinds.PdmHeight: math.ceil(height),
            kinds.PdmWidthMM: round(width / 72 * 25.4),
            kinds.PdmHeightMM: round(height / 72 * 25.4),
            kinds.PdmDpiX: 72,
            kinds.PdmDpiY: 72,
            kinds.PdmPhysicalDpiX: 72,
            kinds.PdmPhysicalDpiY: 72,
            kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDevicePixelRatioScaled: 65536,
            kinds.PdmDepth: 32,
        }.get(metric, 0)

    @property
    def letters(self) -> dict[bool, set[str]]:
        """The characters that were written, by whether they are bold."""
        return self.engine.letters

    def text(self, title: str, style: str = "") -> str:
        """The file, with a title for screen readers and an optional style sheet (embedded fonts)."""
        width, height = self._size
        mm = 25.4 / 72
        sheet = f"<style>{style}</style>" if style else ""
        family = (
            f" font-family={quoteattr(self._families)}"
            if self.engine.letters[False] | self.engine.letters[True]
            else ""
        )
        content = "".join(self.engine.definitions) + "</defs>\n" + "\n".join(self.engine.closed())
        # Ids that hold for this picture alone: several may stand in one page of the web.
        content = content.replace(_ID, f"f{zlib.crc32(content.encode()):08x}-")
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * mm:.3f}mm" height="{height * mm:.3f}mm" '
            f'viewBox="0 0 {width:.3f} {height:.3f}"{family}>\n'
            f"<title>{escape(title)}</title>\n<defs>{sheet}{content}\n</svg>\n"
        )


class _Engine(QPaintEngine):
    """Collects elements; every coordinate is mapped to the page before it is written."""

    def __init__(self, outlines: bool) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._outlines = outlines
        self.definitions: list[str] = []
        self.letters: dict[bool, set[str]] = {False: set(), True: set()}
        self._elements: list[str] = []
        self._transform = QTransform()
        self._pen, self._brush, self._opacity = QPen(), QBrush(), 1.0
        self._clip: str | None = None  # the id of the one that holds now
        self._clip_open: str | None = None  # and of the group that is being written
        self._clips: dict[str, str] = {}

    # What Qt calls

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: Any) -> None:
        dirty = state.state()
        if dirty & _Flag.DirtyTransform:
            self._transform = QTransform(state.transform())
        if dirty & _Flag.DirtyPen:
            self._pen = QPen(state.pen())
        if dirty & _Flag.DirtyBrush:
            self._brush = QBrush(state.brush())
        if dirty & _Flag.DirtyOpacity:
            self._opacity = state.opacity()
        if dirty & (_Flag.DirtyClipPath | _Flag.DirtyClipRegion | _Flag.DirtyClipEnabled):
            self._set_clip(state, dirty)

    def drawPath(self, path: QPainterPath) -> None:
        self._write_path(self._transform.map(path))

    def drawPolygon(self, points: Any, mode: Any) -> None:
        path = QPainterPath(QPointF(points[0]))
        for point in points[1:]:
            path.lineTo(QPointF(point))
        filled = mode != QPaintEngine.PolygonDrawMode.PolylineMode
        if filled:
            path.closeSubpath()
        self._write_path(self._transform.map(path), filled=filled)

    def drawLines(self, lines: Iterable[Any]) -> None:
        path = QPainterPath()
        for line in lines:
            path.moveTo(QPointF(line.p1()))
            path.lineTo(QPointF(line.p2()))
        self._write_path(self._transform.map(path), filled=False)

    def drawRects(self, rects: Iterable[Any]) -> None:
        path = QPainterPath()
        for rect in rects:
            path.addRect(QRectF(rect))
        self.drawPath(path)

    def drawEllipse(self, rect: Any) -> None:
        path = QPainterPath()
        path.addEllipse(QRectF(rect))
        self.drawPath(path)

    def drawPixmap(self, target: Any, pixmap: Any, source: Any) -> None:
        self.drawImage(target, pixmap.toImage(), source)

    def drawImage(self, target: Any, image: QImage, _source: Any, flags: Any = None) -> None:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(image)
        place = self._transform.mapRect(target)
        coded = base64.b64encode(bytes(data.data())).decode()
        self._add(
            f'<image x="{number(place.x())}" y="{number(place.y())}" width="{number(place.width())}" '
            f'height="{number(place.height())}" preserveAspectRatio="none" href="data:image/png;base64,{coded}"/>'
        )

    def drawTextItem(self, at: Any, item: Any) -> None:
        words, font = item.text().strip(" "), QFont(item.font())
        if not words.strip():
            return
        colour = paint("fill", self._pen.color(), self._opacity)
        if self._outlines:
            path = outline(QPointF(at), font, item.text())
            data = path_data(self._transform.map(path))
            self._add(f'<path aria-label={quoteattr(words)} d="{data}" {colour}/>')
            return
        # Spaces at the ends are left out, which not all programs keep: what they move is in the numbers.
        space = QFontMetricsF(font).horizontalAdvance(" ")
        before = item.text().index(words)
        width = item.width() - space * (len(item.text()) - len(words))
        scale = self._scale()
        place = self._transform.map(QPointF(at) + QPointF(space * before, 0))
        angle = math.degrees(math.atan2(self._transform.m12(), self._transform.m11()))
        where = f'x="{number(place.x())}" y="{number(place.y())}"'
        if abs(angle) > 0.01:
            where += f' transform="rotate({number(angle)} {number(place.x())} {number(place.y())})"'
        weight = ' font-weight="bold"' if font.bold() else ""
        # Another font, where ours is missing, takes the same room: nothing moves or overlaps.
        length = f' textLength="{number(width * scale)}" lengthAdjust="spacingAndGlyphs"' if words[1:] else ""
        self.letters[font.bold()].update(words)
        size = number(font.pixelSize() * scale)
        self._add(f'<text {where} font-size="{size}"{weight}{length} {colour}>{escape(words)}</text>')

    # Writing

    def closed(self) -> list[str]:
        """All elements, the last group closed."""
        self._clip = None
        self._change_group()
        return self._elements

    def _scale(self) -> float:
        return math.sqrt(abs(self._transform.determinant()))

    def _set_clip(self, state: Any, dirty: Any) -> None:
        enabled = state.isClipEnabled() and state.clipOperation() != Qt.ClipOperation.NoClip
        if not enabled:
            self._clip = None
            return
        path = QPainterPath()
        if dirty & _Flag.DirtyClipPath:
            path = state.clipPath()
        elif dirty & _Flag.DirtyClipRegion:
            path.addRegion(state.clipRegion())
        if path.isEmpty():
            return
        data = path_data(self._transform.map(path))
        if data not in self._clips:
            self._clips[data] = f"{_ID}clip{len(self._clips) + 1}"
            self.definitions.append(f'<clipPath id="{self._clips[data]}"><path d="{data}"/></clipPath>')
        self._clip = self._clips[data]

    def _change_group(self) -> None:
        if self._clip != self._clip_open:
            if self._clip_open is not None:
                self._elements.append("</g>")
            if self._clip is not None:
                self._elements.append(f'<g clip-path="url(#{self._clip})">')
            self._clip_open = self._clip

    def _add(self, element: str) -> None:
        self._change_group()
        self._elements.append(element)

    def _write_path(self, path: QPainterPath, *, filled: bool = True) -> None:
        stroke = self._stroke()
        if stroke and self._pen.capStyle() == Qt.PenCapStyle.RoundCap:
            path, dots = without_dots(path)
            if dots:
                colour = paint("fill", self._pen.color(), self._opacity)
                self._add(f'<path d="{circles(dots, self._width() / 2)}" {colour}/>')
        data = path_data(path)
        if not data:
            return
        fill = self._fill() if filled else 'fill="none"'
        if fill == 'fill="none"' and not stroke:
            return
        even = ' fill-rule="evenodd"' if path.fillRule() == Qt.FillRule.OddEvenFill and data.count("M") > 1 else ""
        self._add(f'<path d="{data}" {fill}{even if filled else ""}{stroke}/>')

    def _fill(self) -> str:
        brush = self._brush
        if brush.style() == Qt.BrushStyle.NoBrush or brush.color().alpha() == 0:
            return 'fill="none"'
        if brush.style() != Qt.BrushStyle.LinearGradientPattern:
            return paint("fill", brush.color(), self._opacity)
        gradient = brush.gradient()
        assert isinstance(gradient, QLinearGradient)
        start, end = (self._transform.map(p) for p in (gradient.start(), gradient.finalStop()))
        name = f"{_ID}gradient{len(self.definitions) + 1}"
        stops = "".join(f'<stop offset="{at:.6g}" stop-color="{colour.name()}"/>' for at, colour in gradient.stops())
        self.definitions.append(
            f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="{start.x():.6g}" y1="{start.y():.6g}" '
            f'x2="{end.x():.6g}" y2="{end.y():.6g}">{stops}</linearGradient>'
        )
        return f'fill="url(#{name})"'

    def _width(self) -> float:
        """Of the pen, on the page."""
        return max(self._pen.widthF(), 0.0) * (1.0 if self._pen.isCosmetic() else self._scale())

    def _stroke(self) -> str:
        pen = self._pen
        if pen.style() == Qt.PenStyle.NoPen:
            return ""
        width = self._width()
        text = f' {paint("stroke", pen.color(), self._opacity)} stroke-width="{number(width)}"'
        cap, join = _CAPS.get(pen.capStyle(), "butt"), _JOINS.get(pen.joinStyle(), "miter")
        text += f' stroke-linecap="{cap}"' if cap != "butt" else ""
        text += f' stroke-linejoin="{join}"' if join != "miter" else ""
        if pen.style() != Qt.PenStyle.SolidLine:
            text += f' stroke-dasharray="{" ".join(number(part * width) for part in pen.dashPattern())}"'
        return text
