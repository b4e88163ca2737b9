"""A contact sheet: the same panels at several updates, side by side on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.recipe import MOST_CELLS, Recipe
from lrgui.core.files.view import View
from lrgui.core.model import checks
from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.registry import PROBLEMS
from lrgui.drawing.scene import Scene
from lrgui.export.animation.animation import Scenes
from lrgui.export.figure.captions import counter
from lrgui.export.figure.figure import Figure
from lrgui.export.figure.layout import arranged
from lrgui.text.language import translate
from lrgui.text.numbers import format_count, format_number


class ContactSheet(Figure):
    """A figure with a cell for each of `updates`, under one title and one legend.

    Text is as large as the options say, in the cells too: `FigureOptions.preset(size, panels=…)` suits it to as many
    plots as there are on the page. Raises `InvalidValue`.
    """

    def __init__(
        self, panels: Sequence[str], options: FigureOptions, view: View, updates: Sequence[int], scene_at: Scenes
    ) -> None:
        if not 1 <= len(updates) <= MOST_CELLS:
            raise InvalidValue("updates", len(updates), "between", low=1, high=MOST_CELLS)
        scene = scene_at(updates[-1])
        self._updates = [checks.integer("updates", update, 0, scene.experiment.length) for update in updates]
        self._scene_at = scene_at
        super().__init__(panels, replace(options, bleed=False, counter=False), view, scene)

    @property
    def recipe(self) -> Recipe:
        return replace(super().recipe, updates=tuple(self._updates))

    @property
    def caption(self) -> list[str]:
        return super().caption[:-1]  # the last item counts updates, as every cell does itself

    def _places(self, room: QRectF) -> list[QRectF]:
        heading = QFontMetricsF(self._font).height()
        cells = arranged(len(self._updates), room)
        return [place for cell in cells for place in arranged(len(self.panels), cell.adjusted(0, heading, 0, 0))]

    def _paint_content(self, painter: QPainter, room: QRectF) -> None:
        for update, cell in zip(self._updates, arranged(len(self._updates), room), strict=True):
            scene = self._scene_at(update)
            self.draw(scene)
            cell.setTop(self._paint_heading(painter, cell, scene))
            super()._paint_content(painter, cell)

    def _paint_heading(self, painter: QPainter, cell: QRectF, scene: Scene) -> float:
        """What a cell shows; returns where its plots begin."""
        metrics = QFontMetricsF(self._font)
        painter.setFont(self._font)
        painter.setPen(QColor(self.theme.text))
        text = self._heading(scene)
        left = max((cell.width() - metrics.horizontalAdvance(text)) / 2, 0.0)
        painter.drawText(QPointF(cell.left() + left, cell.top() + metrics.ascent()), text)
        return cell.top() + metrics.height()

    def _heading(self, scene: Scene) -> str:
        experiment, problem = scene.experiment, self._problem
        update = scene.update_of(problem)
        if not PROBLEMS[problem].on_data:
            return translate("Figure", "step {0}").format(format_count(update))
        if not experiment.clock(problem).uniform:
            return counter(scene, problem)
        epoch = format_number(update / experiment.updates_per_epoch(problem), 3)
        return translate("Figure", "update {0}, epoch {1}").format(format_count(update), epoch)
