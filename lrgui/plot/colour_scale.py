"""What the colours of a heat map mean: a strip of them with a number at either end, in the plot's upper left corner,
above the data: whoever shows it leaves `height` free there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.obstacles import Obstacles
from lrgui.plot.records import ColourScaleRecord, Record
from lrgui.plot.transform import Transform

_STRIP = 84.0  # pixels
_HEIGHT = 10.0
_PADDING = 6.0
_AWAY = 8.0  # pixels from the corner


class ColourScale(Mark):
    """Made on the canvas of a plot."""

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self.title, self.first, self.last = "", "", ""
        self._colours: tuple[QColor, ...] = ()

    def show(self, title: str, first: str, last: str, colours: Sequence[tuple[int, int, int]]) -> None:
        """A strip of `colours` with the texts of its ends, under a title. Without colours nothing is shown."""
        self.title, self.first, self.last = title, first, last
        self._colours = tuple(QColor(*rgb) for rgb in colours)
        self.changed()

    @property
    def height(self) -> float:
        """Pixels that it needs at the upper edge, with air; 0 where nothing is shown."""
        return 2 * QFontMetricsF(self.canvas.font).height() + _PADDING + 2 * _AWAY if self._colours else 0.0

    def occupy(self, obstacles: Obstacles, view: Transform) -> None:
        if self._colours:
            obstacles.add_box(QRectF(0, 0, view.width, self.height))

    def records(self) -> list[Record]:
        if not self._colours:
            return []
        colours = tuple((c.red(), c.green(), c.blue()) for c in self._colours)
        return [ColourScaleRecord(self.title, self.first, self.last, colours)]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if not self._colours:
            return
        metrics = QFontMetricsF(self.canvas.font)
        left, right = metrics.horizontalAdvance(self.first), metrics.horizontalAdvance(self.last)
        width = max(left + right + _STRIP + 12, metrics.horizontalAdvance(self.title)) + 2 * _PADDING
        box = QRectF(_AWAY, _AWAY, width, 2 * metrics.height() + _PADDING)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(self.canvas.colour("edge"), view.pen))
        painter.setBrush(self.canvas.colour("paper"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self.canvas.font)
        painter.setPen(self.canvas.colour("text"))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = QRectF(box.left() + _PADDING, box.top() + _PADDING / 2, width, metrics.height())
        painter.drawText(title, align, self.title)
        row = title.translated(0, metrics.height())
        painter.drawText(row, align, self.first)
        strip = row.left() + left + 6
        painter.drawText(QRectF(strip + _STRIP + 6, row.top(), right + 2, row.height()), align, self.last)
        each = _STRIP / len(self._colours)
        top = row.center().y() - _HEIGHT / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for i, colour in enumerate(self._colours):
            overlap = 0.3 if i + 1 < len(self._colours) else 0.0  # no seam between two colours
            painter.fillRect(QRectF(strip + i * each, top, each + overlap, _HEIGHT), colour)
