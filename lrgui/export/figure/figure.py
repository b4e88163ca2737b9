"""A figure: one plot or several, laid out anew for the size at which it will be seen.

Everything is measured in the window's pixels, of which one is made as large as the chosen text demands: text of 20
points beside the window's 13 pixels makes a pixel 20/13 points. So ticks, boxes and gaps keep their proportion to the
text, and only lines have a width of their own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from lrgui.core.problems.registry import SHOWN
from lrgui.core.sweeps.answer import SweepJob
from lrgui.drawing import fonts
from lrgui.drawing.arrows import legend as arrow_legend
from lrgui.drawing.batch_map import MapDrawing
from lrgui.drawing.chart import Chart
from lrgui.drawing.colours import TEXT
from lrgui.drawing.descent import DescentDrawing
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.rate_range import RangeDrawing
from lrgui.drawing.runs_table import RunsTable
from lrgui.drawing.scene import Scene, Swept
from lrgui.drawing.style import LINE, Style
from lrgui.drawing.sweep import SweepDrawing
from lrgui.drawing.weights import WeightsDrawing
from lrgui.export.figure import captions, drawing_pool
from lrgui.export.figure.options import FigureOptions, Look, chosen
from lrgui.plot import STYLES, SYMBOLS, Inks, Plot
from lrgui.text.language import speaking, translate

MARGIN = 10.0  # pixels around everything
GAP = 8.0  # between title, legend, plots and caption
BESIDE = 14.0  # between two entries of the legend
SAMPLE = 10.5  # the piece of line in the legend, in widths of the line: two dashes and the gap between them
ASPECT = 1.35  # the width to height that a plot should have where there is a choice
_INKS = Inks(text=TEXT, axis="#5F6B76", grid="#DFE3E8")  # a little darker than on the screen


class Figure:
    """Holds the drawings of some panels; `draw` shows a scene, `paint` puts the figure on paper.

    `paint` may follow every `draw`: ranges depend on the whole history, so that axes stand still from update to update.
    """

    def __init__(self, panels: Sequence[str], options: FigureOptions, look: Look, scene: Scene) -> None:
        self.options, self.look = options, look
        self.panels = chosen(tuple(panels), scene.experiment)
        self._swept: Swept | None = None
        self._scene = scene = self._with_sweep(scene)
        self._style = Style(emphasis=False, grey=options.grey)
        self._font = fonts.sans()
        self._font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # as wide as on paper at any size
        self._unit = options.text / fonts.PIXELS  # points
        self._pen = options.line / (LINE * self._unit)
        self._sample = SAMPLE * LINE * self._pen
        self._drawings = {panel: self._take(panel) for panel in self.panels if panel != "table"}
        self._drawn: object = None
        self.draw(scene)

    def _take(self, panel: str) -> Drawing:
        drawing = drawing_pool.take(self._kind(panel), self._style)
        if isinstance(drawing, Chart):
            drawing.set_options(log=self.look.log, iterations=self.look.iterations, future=self.look.future)
        elif isinstance(drawing, WeightsDrawing):
            drawing.best_b = self.look.best_b
        drawing.plot.set_inks(_INKS)
        drawing.plot.setFont(self._font)
        return drawing

    def _kind(self, panel: str) -> str:
        """The drawing of a panel: the sweep has three."""
        swept = self._scene.sweep
        if panel != "sweep" or swept is None:
            return panel
        return {"sweep": "sweep", "map": "sweep-map", "range": "sweep-range"}[swept.job.question.view]

    def _with_sweep(self, scene: Scene) -> Scene:
        """A scene with the sweep that is to be drawn: computed here where it came without."""
        if "sweep" not in self.panels or scene.sweep is not None:
            return scene
        if self._swept is None or self._swept.job.experiment is not scene.experiment:
            self._swept = Swept(SweepJob(self.look.sweep, scene.experiment, scene.selected).complete())
        return scene.with_sweep(self._swept)

    @property
    def title(self) -> str:
        """The title, whether it is shown or not."""
        with speaking(self.options.language):
            return self.options.title or captions.title(self.panels, self._scene.experiment)

    @property
    def plots(self) -> dict[str, Plot]:
        """By panel, the plots that the figure is made of; a table is none."""
        return {panel: drawing.plot for panel, drawing in self._drawings.items()}

    @property
    def colours(self) -> list[str]:
        """The colours that carry meaning: paper, text and every run's."""
        return [_INKS.background, TEXT, *(run.colour for run in self._scene.experiment.runs)]

    def draw(self, scene: Scene) -> None:
        """Shows a scene; of the same history only what depends on the playhead is drawn anew."""
        self._scene = scene = self._with_sweep(scene)
        shown = scene.history, scene.sweep.job if scene.sweep is not None else None
        with speaking(self.options.language):
            for panel, drawing in self._drawings.items():
                if self._drawn != shown:
                    drawing.retitle()
                    drawing.draw_history(scene)
                    if panel in self.look.axes:
                        drawing.plot.set_ranges(*self.look.axes[panel])
                drawing.draw_position(scene)
        self._drawn = shown

    def close(self) -> None:
        """Gives the drawings back; the figure cannot be drawn any more."""
        for panel, drawing in self._drawings.items():
            drawing_pool.give_back(self._kind(panel), self._style, drawing)
        self._drawings.clear()

    # On paper

    def paint(self, painter: QPainter) -> None:
        """Draws the page with its left upper corner at the origin; the painter's unit is a point."""
        width, height = (side / self._unit for side in self.options.points)
        painter.save()
        painter.scale(self._unit, self._unit)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if not self.options.transparent:
            painter.fillRect(QRectF(0, 0, width, height), QColor(_INKS.background))
        with speaking(self.options.language):
            self._paint_content(painter, self._paint_around(painter, width, height))
        painter.restore()

    def _paint_around(self, painter: QPainter, width: float, height: float) -> QRectF:
        """Title, legend and caption; returns the room that is left."""
        room = QRectF(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
        if self.options.title is not None:
            room.setTop(self._paint_title(painter, room))
        if self.options.legend and self.panels != ("table",):  # a table shows the colours itself
            room.setTop(self._paint_legend(painter, room))
        if self.options.caption:
            room.setBottom(self._paint_caption(painter, room))
        return room

    def _paint_content(self, painter: QPainter, room: QRectF) -> None:
        for panel, place in zip(self.panels, arranged(len(self.panels), room), strict=True):
            self._paint_panel(painter, panel, place)

    def _paint_title(self, painter: QPainter, room: QRectF) -> float:
        font = QFont(self._font)
        font.setBold(True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(TEXT))
        text = metrics.elidedText(self.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QPointF(room.left(), room.top() + metrics.ascent()), text)
        return room.top() + metrics.height() + GAP / 2

    @property
    def caption(self) -> list[str]:
        """The items of the caption, whether it is shown or not."""
        with speaking(self.options.language):
            if self.panels == ("sweep",):
                return captions.sweep_caption(self._scene)
            return captions.caption(self._scene, self._problem)

    @property
    def _problem(self) -> str:
        """The problem whose updates are counted."""
        shown = {SHOWN.get(panel) for panel in self.panels}
        return (shown.pop() if len(shown) == 1 else None) or self._scene.experiment.problems[-1]

    def _paint_caption(self, painter: QPainter, room: QRectF) -> float:
        metrics = QFontMetricsF(self._font)
        items = self.caption
        widths = [metrics.horizontalAdvance(item) for item in items]
        rows = wrapped(widths, 2 * GAP, room.width())
        top = room.bottom() - len(rows) * metrics.lineSpacing()
        painter.setFont(self._font)
        for i, row in enumerate(rows):
            x, y = room.left(), top + i * metrics.lineSpacing()
            for k in row:
                if k != row[0]:  # a dot that is drawn: as a letter it is as wide as a Chinese one in some fonts
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(QColor(TEXT))
                    painter.drawEllipse(QPointF(x - GAP, y + metrics.height() / 2), 1.2, 1.2)
                painter.setPen(QColor(TEXT))
                painter.drawText(QPointF(x, y + metrics.ascent()), items[k])
                x += widths[k] + 2 * GAP
        return top - GAP

    # The legend

    def _paint_legend(self, painter: QPainter, room: QRectF) -> float:
        """Runs, and what solid, dashed and dotted lines mean, in as many lines as it takes; never cut off."""
        metrics = QFontMetricsF(self._font)
        entries = self._entries()
        widths = [self._sample + 5 + metrics.horizontalAdvance(text) for text, *_ in entries]
        most = max(1, int(room.height() / 3 / metrics.lineSpacing()))
        rows = wrapped(widths, BESIDE, room.width())
        if len(rows) > most:  # of very many runs the first ones, and how many there are besides
            kept = sum(len(row) for row in rows[:most]) - 1
            more = translate("Figure", "and {0} more").format(len(entries) - kept)
            entries = [*entries[:kept], (more, "", "none", "")]
            widths = [*widths[:kept], metrics.horizontalAdvance(more) + self._sample + 5]
            rows = wrapped(widths, BESIDE, room.width())
        y = room.top()
        for row in rows:
            x = room.left()
            for i in row:
                self._paint_entry(painter, QPointF(x, y), *entries[i])
                x += widths[i] + BESIDE
            y += metrics.lineSpacing() + 1
        return y + GAP / 2

    def _entries(self) -> list[tuple[str, str, str, str]]:
        """Text, colour, pattern ("none" for no line) and symbol of each entry."""
        scene, style = self._scene, self._style
        dots = self.panels == ("sweep",)  # there a run is a dot and no line
        entries = [
            (text, run.colour, "none" if dots else style.pattern(i), style.symbol(i) if style.grey or dots else "")
            for i, (text, run) in enumerate(zip(captions.legend(scene), scene.experiment.runs, strict=True))
        ]
        if {"loss", "accuracy"} & set(self.panels):
            if not style.grey:
                entries.append((translate("Figure", "training"), TEXT, "solid", ""))
            entries.append((translate("Figure", "validation"), TEXT, "dashed", ""))
        if "boundary" in self.panels:
            entries.append((translate("Figure", "true boundary"), TEXT, "dotted", ""))
        for drawing in self._drawings.values():
            if isinstance(drawing, SweepDrawing | MapDrawing | RangeDrawing):
                entries += drawing.entries
        pointing = [d.arrows for d in self._drawings.values() if isinstance(d, DescentDrawing | WeightsDrawing)]
        return [*entries, *((*entry, "") for entry in arrow_legend(pointing))]

    def _paint_entry(self, painter: QPainter, at: QPointF, text: str, colour: str, pattern: str, symbol: str) -> None:
        metrics = QFontMetricsF(self._font)
        middle = at.y() + metrics.height() / 2
        if pattern != "none":
            pen = QPen(QColor(colour), LINE * self._pen)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            dashes = STYLES[pattern]
            if dashes is not None:
                pen.setDashPattern(dashes)
            painter.setPen(pen)
            painter.drawLine(QPointF(at.x(), middle), QPointF(at.x() + self._sample, middle))
        if symbol:
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.translate(at.x() + self._sample / 2, middle)
            painter.scale(8.0, 8.0)
            painter.drawPath(SYMBOLS[symbol])
            painter.restore()
        painter.setFont(self._font)
        painter.setPen(QColor(TEXT))
        painter.drawText(QPointF(at.x() + self._sample + 5, at.y() + metrics.ascent()), text)

    def _paint_panel(self, painter: QPainter, panel: str, place: QRectF) -> None:
        if panel == "table":
            problem = self.look.table or self._scene.experiment.problems[-1]
            table = RunsTable(self._style)
            table.paint(painter, place, self._font, self._scene, problem, best=self.look.best)
            return
        plot = self._drawings[panel].plot
        plot.lay_out(place.width(), place.height())
        painter.save()
        painter.translate(place.topLeft())
        plot.draw_figure(painter, self._pen)
        painter.restore()


def arranged(count: int, room: QRectF) -> list[QRectF]:
    """Places for so many plots, row by row, all of one size, as near to the usual shape as there is."""

    def shape(columns: int) -> float:
        rows = math.ceil(count / columns)
        aspect = (room.width() / columns) / (room.height() / rows)
        # Empty places are as bad as plots that are somewhat too flat.
        return abs(math.log(aspect / ASPECT)) + 0.7 * (rows * columns / count - 1)

    columns = min(range(1, count + 1), key=shape)
    rows = math.ceil(count / columns)
    height = (room.height() - (rows - 1) * GAP) / rows
    places = []
    for row in range(rows):
        here = min(columns, count - row * columns)
        width = (room.width() - (here - 1) * GAP) / here  # the last row's plots share its width
        for i in range(here):
            places.append(QRectF(room.left() + i * (width + GAP), room.top() + row * (height + GAP), width, height))
    return places


def wrapped(widths: Sequence[float], gap: float, room: float) -> list[list[int]]:
    """Which items stand in which line, in their order; one that is too wide has a line of its own."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for i, width in enumerate(widths):
        if rows[-1] and used + gap + width > room:
            rows.append([])
            used = 0.0
        used += width + (gap if rows[-1] else 0.0)
        rows[-1].append(i)
    return rows
