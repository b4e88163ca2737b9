"""A hatched region over the whole height: where there are no values, and why no curve is there."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import HatchRecord, Record
from lrgui.plot.transform import Transform

SPACING = 9.0  # pixels between two lines, along x


class Hatch(Mark):
    """A handle returned by `Plot.add_hatch`: lines and no pattern of pixels, so that figures have them too."""

    def __init__(self, canvas: Canvas, colour: str, ground: str, z: float) -> None:
        super().__init__(canvas, z)
        self._colour, self._ground = colour, ground
        self._ends: tuple[float, float] | None = None

    def show(self, start: float, end: float = math.inf) -> None:
        """From `start` to `end`, in data units; infinity is the edge of the plot."""
        if (start, end) != self._ends:
            self._ends = float(start), float(end)
            self.changed()

    def hide(self) -> None:
        """Show nothing."""
        if self._ends is not None:
            self._ends = None
            self.changed()

    def records(self) -> list[Record]:
        return [] if self._ends is None else [HatchRecord(*self._ends, self.canvas.theme.seen(self._colour))]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if self._ends is None:
            return
        left, right = (min(max(float(view.x_pixels(x)), 0.0), view.width) for x in self._ends)
        if right <= left:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.fillRect(QRectF(left, 0, right - left, view.height), self.canvas.colour(self._ground))
        pen = QPen(self.canvas.colour(self._colour), view.pen)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        # Lines rise to the right; each is cut where it enters and leaves the region.
        at = left - view.height + SPACING - (left - view.height) % SPACING
        while at < right:
            start, end = max(at, left), min(at + view.height, right)
            painter.drawLine(QPointF(start, view.height - (start - at)), QPointF(end, view.height - (end - at)))
            at += SPACING
