"""The legend of a figure: runs, and what solid, dashed and dotted lines mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from lrgui.colours.theme import Theme
from lrgui.core.problems.registry import SHOWN
from lrgui.drawing.arrows import legend as arrow_legend
from lrgui.drawing.averaged import averaged_text
from lrgui.drawing.averaged_line import PATTERN
from lrgui.drawing.batch_map import MapDrawing
from lrgui.drawing.chart import Chart
from lrgui.drawing.colours import TEXT
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.lens import LensDrawing
from lrgui.drawing.plane import PlaneDrawing
from lrgui.drawing.quantities.noise import NoiseQuantity
from lrgui.drawing.rate_range import RangeDrawing
from lrgui.drawing.scene import Scene
from lrgui.drawing.start_map import StartMapDrawing
from lrgui.drawing.style import LINE, Style
from lrgui.drawing.sweep import SweepDrawing
from lrgui.export.figure import captions
from lrgui.export.figure.layout import GAP, Widths, wrapped
from lrgui.plot import STYLES, SYMBOLS, draw_line
from lrgui.text.language import translate

_BESIDE = 14.0  # pixels between two entries
_SAMPLE = 10.5  # the piece of line, in widths of the line: two dashes and the gap between them


class Entry(NamedTuple):
    """pattern: "none" for no line; symbol: "" for none."""

    text: str
    colour: str
    pattern: str
    symbol: str = ""


def entries(scene: Scene, panels: Sequence[str], drawings: Collection[Drawing], style: Style) -> list[Entry]:
    """What the legend of these drawings has."""
    dots = tuple(panels) == ("sweep",)  # there a run is a dot and no line
    found = [
        Entry(text, run.colour, "none" if dots else style.pattern(i), style.symbol(i) if style.marked or dots else "")
        for i, (text, run) in enumerate(zip(captions.legend(scene, panels), scene.experiment.runs, strict=True))
        if i not in scene.hidden
    ]
    if {"loss", "accuracy"} & set(panels):
        if not style.marked:
            found.append(Entry(translate("Figure", "training"), TEXT, "solid"))
        found.append(Entry(translate("Figure", "validation"), TEXT, "dashed"))
    if "boundary" in panels:
        found.append(Entry(translate("Figure", "true boundary"), TEXT, "dotted"))
        if scene.averages_are_seen(SHOWN["boundary"]):
            colour = scene.experiment.runs[scene.selected].colour
            found.append(Entry(translate("Figure", "boundary of the averaged weights"), colour, "dashed"))
    for drawing in drawings:
        if isinstance(drawing, SweepDrawing | MapDrawing | RangeDrawing | StartMapDrawing):
            found += (Entry(*entry) for entry in drawing.entries)
    for drawing in drawings:
        if isinstance(drawing, Chart) and isinstance(drawing.quantity, NoiseQuantity):
            found += (Entry(*entry) for entry in drawing.quantity.entries() if Entry(*entry) not in found)
        if isinstance(drawing, LensDrawing):
            found += (Entry(entry.text, entry.colour, entry.pattern) for entry in drawing.entries)
    average = next((entry for drawing in drawings if (entry := _average(scene, drawing)) is not None), None)
    found += [] if average is None else [average]
    pointing = [d.arrows for d in drawings if isinstance(d, DescentDrawing | PlaneDrawing)]
    return [*found, *(Entry(*entry) for entry in arrow_legend(pointing))]


def _average(scene: Scene, drawing: Drawing) -> Entry | None:
    """What the line of averaged weights is in a chart, which has no room beside it to say so."""
    if not isinstance(drawing, Chart) or scene.averaging is None:
        return None
    if not drawing.quantity.averages or not scene.averages_are_seen(drawing.quantity.problem_of(scene.experiment)):
        return None
    return Entry(averaged_text(scene.averaging), scene.experiment.runs[scene.selected].colour, PATTERN)


def paint_legend(
    painter: QPainter, room: QRectF, found: list[Entry], font: QFont, pen: float, kept: Widths, theme: Theme
) -> float:
    """In as many lines as it takes, never cut off; returns where what is below begins. pen: scale of all lines."""
    metrics = QFontMetricsF(font)
    sample = _SAMPLE * LINE * pen
    widths = kept.of("legend", [sample + 5 + metrics.horizontalAdvance(entry.text) for entry in found])
    most = max(1, int(room.height() / 3 / metrics.lineSpacing()))
    rows = wrapped(widths, _BESIDE, room.width())
    if len(rows) > most:  # of very many runs the first ones, and how many there are besides
        shown = sum(len(row) for row in rows[:most]) - 1
        more = translate("Figure", "and {0} more").format(len(found) - shown)
        found = [*found[:shown], Entry(more, "", "none")]
        widths = [*widths[:shown], metrics.horizontalAdvance(more) + sample + 5]
        rows = wrapped(widths, _BESIDE, room.width())
    y = room.top()
    for row in rows:
        x = room.left()
        for i in row:
            _paint_entry(painter, QPointF(x, y), found[i], font, pen, theme)
            x += widths[i] + _BESIDE
        y += metrics.lineSpacing() + 1
    (height,) = kept.of("height of the legend", [y - room.top()])
    return room.top() + height + GAP / 2


def _paint_entry(painter: QPainter, at: QPointF, entry: Entry, font: QFont, scale: float, theme: Theme) -> None:
    metrics = QFontMetricsF(font)
    middle = at.y() + metrics.height() / 2
    sample = _SAMPLE * LINE * scale
    if entry.pattern != "none":
        pen = QPen(QColor(theme.seen(entry.colour)), LINE * scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        dashes = STYLES[entry.pattern]
        if dashes is not None:
            pen.setDashPattern(dashes)
        painter.setPen(pen)
        draw_line(painter, QLineF(at.x(), middle, at.x() + sample, middle))
    if entry.symbol:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.seen(entry.colour)))
        painter.translate(at.x() + sample / 2, middle)
        painter.scale(8.0, 8.0)
        painter.drawPath(SYMBOLS[entry.symbol])
        painter.restore()
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    painter.drawText(QPointF(at.x() + sample + 5, at.y() + metrics.ascent()), entry.text)
