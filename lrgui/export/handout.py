"""A lesson on paper: its stages with their figures and room to write; answers on the last page, or left out."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageSize, QPainter, QPdfWriter, QPen

from lrgui import __version__
from lrgui.colours.themes import LIGHT
from lrgui.core.files.figure_options import POINTS_PER_INCH, POINTS_PER_MM, FigureOptions
from lrgui.core.lessons.lesson import Lesson
from lrgui.core.lessons.question import CHOICES
from lrgui.core.lessons.stage import Page
from lrgui.core.lessons.texts import text_in
from lrgui.core.training.history import History
from lrgui.drawing import fonts
from lrgui.drawing.scene import Scene
from lrgui.export.figure.figure import Figure
from lrgui.export.steps import finished
from lrgui.text.language import speaking, translate

_RESOLUTION = 600
_MARGIN = 18 * POINTS_PER_MM
_WIDTH, _HEIGHT = 210 * POINTS_PER_MM, 297 * POINTS_PER_MM  # A4
_FIGURE = (174.0, 66.0)  # millimetres
_BODY, _HEAD = 11.0, 17.0  # points
_ROOM, _LINE = 3, 24.0  # lines to write on, and points between them
_MOST_PLOTS = 2
_SLICE = 0.03  # seconds of computing between two looks at something else


def handout(lesson: Lesson, language: str, *, answers: bool) -> bytes:
    """The lesson as a PDF of A4 pages. answers: what is right, and why, on a last page of its own."""
    return finished(handout_in_steps(lesson, language, answers=answers))


def handout_in_steps(lesson: Lesson, language: str, *, answers: bool) -> Generator[float, None, bytes]:
    """The same for who has to look at something else meanwhile: yields the share that is done."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(text_in(lesson.title, language))
    writer.setCreator(f"lrgui {__version__}")
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    with QPainter(writer) as painter:
        painter.scale(_RESOLUTION / POINTS_PER_INCH, _RESOLUTION / POINTS_PER_INCH)
        yield from _Paper(writer, painter, lesson, language).fill(answers=answers)
    buffer.close()
    return bytes(data.data())


def plots_of(page: Page) -> tuple[str, ...]:
    """The plots that stand beside a page's text: those of its panels, but for what takes long to compute."""
    view, experiment = page.view, page.experiment
    first = (page.large,) if page.large is not None else ()
    found: list[str] = []
    for panel in (*first, *view.panels):
        found += [name for name in view.plots_in(panel, experiment) if name not in ("sweep", "runs")]
    return tuple(dict.fromkeys(found))[:_MOST_PLOTS]


class _Paper:
    """Fills pages from above; in points."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, lesson: Lesson, language: str) -> None:
        self._writer, self._painter, self._lesson, self._language = writer, painter, lesson, language
        self._y = _MARGIN

    def fill(self, *, answers: bool) -> Generator[float, None, None]:
        """Title, a name to be written, and every stage; yields the share done, and speaks its language in between only.

        As a page is before anything is revealed: what comes is not even computed.
        """
        lesson, language = self._lesson, self._language
        with speaking(language):
            self._write(text_in(lesson.title, language), _HEAD, bold=True)
            self._write(translate("Handout", "Name:"), _BODY)
        pages = [page for page in lesson.pages if not page.revealed]
        for number, page in enumerate(pages):
            history = History(page.experiment.known_until(page.end), until=page.end)
            while plots_of(page) and not history.advance(_SLICE):
                yield (number + history.progress) / len(pages)
            figure = self._figure(page, history)
            try:
                for _ in figure.preparation() if figure is not None else ():
                    yield (number + history.progress) / len(pages)
                with speaking(language):
                    self._stage(page, figure)
            finally:
                if figure is not None:
                    figure.close()
            yield (number + 1) / len(pages)
        if answers:
            with speaking(language):
                self._answers()

    def _answers(self) -> None:
        lesson, language = self._lesson, self._language
        self._new_page()
        self._write(translate("Handout", "Answers"), _HEAD, bold=True)
        for number, stage in enumerate(lesson.stages, 1):
            if stage.ask is not None and stage.reveal is not None:
                right = ""
                if stage.ask.kind == CHOICES:
                    right = text_in(stage.ask.choices[int(stage.ask.right or 0)], language) + "  —  "
                self._write(f"{number}  {right}{text_in(stage.reveal.say, language)}", _BODY)

    def _stage(self, page: Page, figure: Figure | None) -> None:
        stage, language = self._lesson.stages[page.stage], self._language
        choices = stage.ask.choices if stage.ask is not None else ()
        needed = (_FIGURE[1] * POINTS_PER_MM + 12) * (figure is not None) + 60 + 20 * len(choices)
        if self._y + needed + _LINE > _HEIGHT - _MARGIN:
            self._new_page()
        self._write(f"{page.stage + 1}  {text_in(page.say, language)}", _BODY, bold=stage.ask is not None)
        if figure is not None:
            self._paint(figure)
        for i, choice in enumerate(choices, 1):
            self._write(f"({i})  {text_in(choice, language)}", _BODY, indent=14)
        if (stage.ask is not None and not choices) or stage.goal is not None:
            self._lines(_ROOM)
        elif choices:
            self._lines(1)
        self._y += 8

    def _figure(self, page: Page, history: History) -> Figure | None:
        plots = plots_of(page)
        if not plots:
            return None
        width, height = _FIGURE
        options = FigureOptions(width=width, height=height, text=8, line=1.2, language=self._language)
        return Figure(plots, options, page.view, Scene.of(history, page.view).at(page.end))

    def _paint(self, figure: Figure) -> None:
        self._painter.save()
        self._painter.translate(_MARGIN, self._y)
        figure.paint(self._painter)
        self._painter.restore()
        self._y += _FIGURE[1] * POINTS_PER_MM + 8

    def _write(self, text: str, size: float, *, bold: bool = False, indent: float = 0.0) -> None:
        font = fonts.sans(size)
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        painter = self._painter
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.text))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        room = QRectF(_MARGIN + indent, self._y, _WIDTH - 2 * _MARGIN - indent, _HEIGHT)
        taken = painter.boundingRect(room, flags, text)
        if self._y + taken.height() > _HEIGHT - _MARGIN:
            self._new_page()
            room.moveTop(self._y)
        painter.drawText(room, flags, text)
        self._y += taken.height() + 6

    def _lines(self, count: int) -> None:
        """To write on."""
        self._painter.setPen(QPen(QColor(LIGHT.middle), 0.5))
        for _ in range(count):
            if self._y + _LINE > _HEIGHT - _MARGIN:
                return
            self._y += _LINE
            self._painter.drawLine(QPointF(_MARGIN, self._y), QPointF(_WIDTH - _MARGIN, self._y))

    def _new_page(self) -> None:
        self._writer.newPage()
        self._y = _MARGIN
