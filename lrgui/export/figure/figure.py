"""A figure: one plot or several, laid out anew for the size at which it will be seen.

Everything is measured in the window's pixels, of which one is made as large as the chosen text demands: text of 20
points beside the window's 13 pixels makes a pixel 20/13 points. So ticks, boxes and gaps keep their proportion to the
text, and only lines have a width of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from lrgui.colours.themes import THEMES
from lrgui.core.files.document import Document, write
from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.recipe import Recipe
from lrgui.core.files.view import View
from lrgui.core.sweeps.answer import SweepJob
from lrgui.drawing import fonts
from lrgui.drawing.chart import Chart
from lrgui.drawing.colours import PAPER, TEXT
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.lens import LensDrawing
from lrgui.drawing.plane import PlaneDrawing
from lrgui.drawing.quantities.noise import NoiseQuantity
from lrgui.drawing.runs_table import RunsTable
from lrgui.drawing.scene import Scene, Swept
from lrgui.drawing.style import LINE, Style
from lrgui.drawing.weights import WeightsDrawing
from lrgui.export.figure import captions, drawing_pool, legend
from lrgui.export.figure.layout import EDGE, GAP, LEAST, MARGIN, NoRoom, Widths, arranged
from lrgui.export.figure.margin_texts import paint_caption, paint_counter, paint_title
from lrgui.export.figure.panels import chosen, counted_problem
from lrgui.plot import RIGHT_MARGIN, TOP_MARGIN, Plot
from lrgui.text.language import speaking


class Figure:
    """Some plots of a scene as a view shows them, whoever asks for it: dialog, clipboard, animation, command line.

    Holds the drawings; `draw` shows another scene, `paint` puts the figure on paper. Raises `InvalidValue`: for a panel
    that is not there, `NoRoom` where text and page leave none for the plots.

    `paint` may follow every `draw`: ranges depend on the whole history, so that axes stand still from update to update.
    """

    def __init__(self, panels: Sequence[str], options: FigureOptions, view: View, scene: Scene) -> None:
        self.options, self.view = options, view
        self.theme = THEMES[options.theme]
        self.panels = chosen(panels, scene.experiment, view)
        self._swept: Swept | None = None
        self._scene = scene = self._with_sweep(scene)
        self._style = Style(emphasis=False, grey=options.grey, patterns=view.patterns)
        self._font = fonts.sans()
        self._font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # as wide as on paper at any size
        self._unit = options.text / fonts.PIXELS  # points
        self._pen = options.line / (LINE * self._unit)
        self._drawings = {panel: self._take(panel) for panel in self.panels if panel != "runs"}
        self._drawn: object = None
        self._widths = Widths()
        try:
            self.draw(scene)
            self._check_room()
        except BaseException:
            self.close()
            raise

    def _take(self, panel: str) -> Drawing:
        drawing = drawing_pool.take(self._kind(panel), self._style)
        if isinstance(drawing, Chart) and isinstance(drawing.quantity, NoiseQuantity):
            drawing.quantity.factor = self.view.smoothing
        if isinstance(drawing, Chart):
            drawing.set_options(log=self.view.log_loss, iterations=self.view.iterations, future=self.view.future)
        if isinstance(drawing, WeightsDrawing):
            drawing.best_b = self.view.best_b
            drawing.live = True  # its terrain comes when its place on the page is known, and but once
        if isinstance(drawing, LensDrawing):
            drawing.choose_problem(self.view, self._scene)
        if isinstance(drawing, PlaneDrawing):
            drawing.set_equal(self.view.equal_scales)
        drawing.set_theme(self.theme)
        drawing.plot.setFont(self._font)
        return drawing

    def _kind(self, panel: str) -> str:
        """The drawing of a panel: the sweep has four."""
        swept = self._scene.sweep
        if panel != "sweep" or swept is None:
            return panel
        return "sweep" if swept.job.question.view == "sweep" else f"sweep-{swept.job.question.view}"

    def _with_sweep(self, scene: Scene) -> Scene:
        """A scene with the sweep that is to be drawn: computed here where it came without."""
        if "sweep" not in self.panels or scene.sweep is not None:
            return scene
        if self._swept is None or self._swept.job.experiment is not scene.experiment:
            self._swept = Swept(SweepJob(self.view.sweep, scene.experiment, scene.selected).complete())
        return scene.with_sweep(self._swept)

    @property
    def title(self) -> str:
        """The title, whether it is shown or not."""
        with speaking(self.options.language):
            return self.options.title or captions.title(self.panels, self._scene.experiment)

    @property
    def recipe(self) -> Recipe:
        """How the figure is made, for those who draw it again."""
        return Recipe(self.panels, self.options)

    def file(self, document: Document) -> bytes:
        """The experiment file of `document` for this figure to carry."""
        return write(replace(document, figure=self.recipe))

    @property
    def position(self) -> int:
        """The update that it shows."""
        return self._scene.position

    @property
    def plots(self) -> dict[str, Plot]:
        """By panel, the plots that the figure is made of; a table is none."""
        return {panel: drawing.plot for panel, drawing in self._drawings.items()}

    @property
    def colours(self) -> list[str]:
        """The colours that carry meaning: paper, text and every run's."""
        return [self.theme.seen(c) for c in (PAPER, TEXT, *(run.colour for run in self._scene.experiment.runs))]

    def draw(self, scene: Scene) -> None:
        """Shows a scene; of the same history only what depends on the playhead is drawn anew."""
        self._scene = scene = self._with_sweep(scene)
        shown = scene.history, scene.sweep.job if scene.sweep is not None else None
        with speaking(self.options.language):
            for panel, drawing in self._drawings.items():
                if self._drawn != shown:
                    drawing.retitle()
                    drawing.draw_history(scene)
                    if panel in self.view.zoom:
                        drawing.plot.set_ranges(*self.view.zoom[panel])
                drawing.draw_position(scene)
        self._drawn = shown

    def settle(self, scene: Scene) -> None:
        """This scene is one of a film's: from now on texts keep the room that the widest of them needs."""
        self._widths.kept = True
        self.draw(scene)
        with self._nowhere() as painter:
            room = self._paint_around(painter)
            for panel, place in zip(self.panels, arranged(len(self.panels), room), strict=True):
                if panel == "runs":
                    self._paint_runs(painter, place)

    @contextmanager
    def _nowhere(self) -> Iterator[QPainter]:
        """To find out how much room texts need."""
        image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        with QPainter(image) as painter, speaking(self.options.language):
            yield painter

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
            painter.fillRect(QRectF(0, 0, width, height), QColor(self.theme.paper))
        with speaking(self.options.language):
            self._paint_content(painter, self._paint_around(painter))
        painter.restore()

    def _check_room(self) -> None:
        """Raises `NoRoom`."""
        with self._nowhere() as painter:
            places = self._places(self._paint_around(painter))
        if any(place.width() < LEAST[0] or place.height() < LEAST[1] for place in places):
            options = self.options
            raise NoRoom("text", options.text, "room", width=round(options.width, 1), height=round(options.height, 1))

    def _places(self, room: QRectF) -> list[QRectF]:
        """Where the plots are."""
        return arranged(len(self.panels), room)

    def _paint_around(self, painter: QPainter) -> QRectF:
        """Title, legend and caption; returns the room that is left."""
        options, font, kept, theme = self.options, self._font, self._widths, self.theme
        width, height = (side / self._unit for side in options.points)
        room = QRectF(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
        counter = paint_counter(painter, room, self.counter, font, kept, theme) + 2 * GAP if options.counter else 0.0
        beside = room.adjusted(0, 0, -counter, 0)
        if options.title is not None:
            room.setTop(paint_title(painter, beside, self.title, font, theme))
            beside = room
        if options.legend and self.panels != ("runs",):  # a table shows the colours itself
            found = legend.entries(self._scene, self.panels, self._drawings.values(), self._style)
            beside.setTop(room.top())
            room.setTop(legend.paint_legend(painter, beside, found, font, self._pen, kept, theme))
        elif counter and options.title is None:
            room.setTop(room.top() + QFontMetricsF(font).height() + GAP / 2)
        if options.caption:
            room.setBottom(paint_caption(painter, room, self.caption, font, kept, theme))
        return self._to_the_edge(room, width, height) if options.bleed else room

    def _to_the_edge(self, room: QRectF, width: float, height: float) -> QRectF:
        """The room where there is no text, up to the edge of the page."""
        top = 0.0 if room.top() == MARGIN else room.top()
        bottom = room.bottom() if self.options.caption else height - EDGE
        return QRectF(EDGE, top, width - EDGE, bottom - top)

    def _paint_content(self, painter: QPainter, room: QRectF) -> None:
        for panel, place in zip(self.panels, arranged(len(self.panels), room), strict=True):
            if panel == "runs":
                self._paint_runs(painter, place)
            else:
                self._paint_plot(painter, self._drawings[panel], place)

    @property
    def caption(self) -> list[str]:
        """The items of the caption, whether it is shown or not."""
        with speaking(self.options.language):
            if self.panels == ("sweep",):
                return captions.sweep_caption(self._scene)
            return captions.caption(self._scene, self._problem, self.panels, self.view)

    @property
    def counter(self) -> str:
        """Which step or epoch of how many this is, whether it is shown or not; always as long."""
        with speaking(self.options.language):
            return captions.counter(self._scene, self._problem)

    @property
    def _problem(self) -> str:
        """The problem whose updates are counted."""
        return counted_problem(self.panels, self._scene.experiment, self.view)

    def _paint_runs(self, painter: QPainter, place: QRectF) -> None:
        if self.options.bleed:
            place = place.adjusted(MARGIN - EDGE, MARGIN, -MARGIN, EDGE - MARGIN)
        problem = self.view.problem_of_runs(self._scene.experiment)
        RunsTable(self._style, self.theme).paint(
            painter,
            place,
            self._font,
            self._scene,
            problem,
            best=self.view.best,
            keep=lambda widths: self._widths.of("runs", widths),
        )

    def preparation(self) -> Iterator[float]:
        """Computes in slices what `paint` would have to wait for; it need not be done to the end."""
        if not any(isinstance(drawing, WeightsDrawing) for drawing in self._drawings.values()):
            return
        with self._nowhere() as painter:
            places = self._places(self._paint_around(painter))
        for panel, place in zip(self.panels, places, strict=False):  # of several cells the first one is as large as all
            drawing = self._drawings.get(panel)
            if isinstance(drawing, WeightsDrawing):
                self._lay_out(drawing.plot, place)
                yield from drawing.preparation(self._scene)

    def _lay_out(self, plot: Plot, place: QRectF) -> None:
        at_right = place.right() * self._unit > self.options.points[0] - 0.01
        top, right = 0.0 if place.top() <= 0 else TOP_MARGIN, 0.0 if at_right else RIGHT_MARGIN
        plot.lay_out(place.width(), place.height(), top=top, right=right)

    def _paint_plot(self, painter: QPainter, drawing: Drawing, place: QRectF) -> None:
        plot = drawing.plot
        self._lay_out(plot, place)
        with speaking(self.options.language):
            drawing.fit(self._scene)
        painter.save()
        painter.translate(place.topLeft())
        plot.draw_figure(painter, self._pen)
        painter.restore()
