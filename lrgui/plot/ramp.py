"""Shading by a linear function over the plane, such as the probability that a linear classifier gives."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter

from lrgui.core.model.types import Array, Floats, Range
from lrgui.plot.canvas import Canvas, Mark
from lrgui.plot.records import RampRecord, Record
from lrgui.plot.transform import Transform

_STOPS = 33  # colours from the lowest to the highest score in sight, on either side of zero
_STEEP = 1e100  # beyond this a score could overflow
_FLAT = 1e-9  # scores that differ by less have one colour
_FAR = 12.0  # scores beyond have the last colour: a probability is 0 or 1 there, for the eye

Colours = Callable[[Floats], Array]


class Ramp(Mark):
    """A handle returned by `Plot.add_ramp`: the score w₁x + w₂y + b in colours, with an edge where it is zero.

    It is a gradient and no picture: exact at any size, in a figure too, and cheap. For linear axes.
    """

    def __init__(self, canvas: Canvas, z: float) -> None:
        super().__init__(canvas, z)
        self._score: tuple[float, float, float] | None = None
        self._colours: Colours | None = None
        self._x, self._y = (0.0, 1.0), (0.0, 1.0)

    def set_score(self, weights: tuple[float, float], bias: float, colours: Colours, x: Range, y: Range) -> None:
        """Shows the score within the ranges `x` and `y` (data units); all numbers finite.

        `colours` gives red, green and blue (n, 3) from 0 to 255 for scores (n,); it may jump at zero.
        """
        self._score, self._colours = (*weights, bias), colours
        self._x, self._y = x, y
        self.changed()

    def clear(self) -> None:
        """Show nothing."""
        if self._score is not None:
            self._score = None
            self.changed()

    def records(self) -> list[Record]:
        if self._score is None or self._colours is None:
            return []
        w1, w2, b = self._score
        return [RampRecord((w1, w2), b, self._x, self._y, self._colours)]

    def draw(self, painter: QPainter, view: Transform) -> None:
        if self._score is None:
            return
        (left, right), (bottom, top) = view.x_pixels(self._x), view.y_pixels(self._y)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brush(view, left, right, top, bottom))
        painter.drawRect(QRectF(left, top, right - left, bottom - top))

    def _brush(self, view: Transform, left: float, right: float, top: float, bottom: float) -> QBrush:
        assert self._score is not None
        w1, w2, b = (float(w) for w in self._score)
        largest = max(abs(w1), abs(w2), abs(b))
        if largest > _STEEP:  # nothing but the sign matters any more
            w1, w2, b = (w / largest * _STEEP for w in (w1, w2, b))
        # The score as a function of pixels: it grows along (a, c).
        a = w1 * (self._x[1] - self._x[0]) / (right - left)
        c = w2 * (self._y[1] - self._y[0]) / (top - bottom)
        corner = w1 * self._x[0] + w2 * self._y[1] + b  # at the left upper corner
        corners = [corner + a * dx + c * dy for dx in (0.0, right - left) for dy in (0.0, bottom - top)]
        low, high = max(min(corners), -_FAR), min(max(corners), _FAR)
        if high - low < _FLAT:
            return QBrush(self._colour(np.array([min(max(corner, -_FAR), _FAR)]))[0])
        steep = math.hypot(a, c)

        def place(score: float) -> QPointF:
            along = (score - corner) / steep
            return QPointF(left + a / steep * along, top + c / steep * along)

        gradient = QLinearGradient(place(low), place(high))
        parts = [np.linspace(low, high, _STOPS)]
        if low < 0 < high:  # both colours that meet at zero
            tiny = (high - low) * 1e-6
            parts = [np.linspace(low, -tiny, _STOPS), np.linspace(tiny, high, _STOPS)]
        scores = np.concatenate(parts)
        shares = np.clip((scores - low) / (high - low), 0.0, 1.0)
        gradient.setStops(list(zip(shares.tolist(), self._colour(scores), strict=True)))
        return QBrush(gradient)

    def _colour(self, scores: Floats) -> list[QColor]:
        assert self._colours is not None
        return [QColor(*rgb) for rgb in np.rint(self._colours(scores)).astype(int).tolist()]
