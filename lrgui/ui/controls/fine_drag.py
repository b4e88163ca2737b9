"""Fine steps of the learning rate: a hand that drags the ruler moves it by a fraction of what it would the slider."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from lrgui.ui.controls.rate_slider import FINE, HIGHEST, LOWEST, RateSlider
from lrgui.ui.controls.stability_ruler import StabilityRuler
from lrgui.ui.widgets.rates import fine_rate


class FineDrag(QObject):
    """From where η is, by as little as one likes: 0.98 and 1.02 lie eight pixels apart.

    Signals: `dragged(rate)` while the hand moves, `released()` when it lets go.
    """

    dragged = Signal(float)
    released = Signal()

    def __init__(self, ruler: StabilityRuler, slider: RateSlider) -> None:
        super().__init__(ruler)
        self._ruler, self._slider = ruler, slider
        self._start: tuple[float, float] | None = None  # of the hand, in pixels, and of η
        self._moved = False
        ruler.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and not self._ruler.placing:
            kind = event.type()
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                self._start, self._moved = (event.position().x(), self._slider.meaning), False
                return True
            if kind == QEvent.Type.MouseMove and self._start is not None:
                self._go(event.position().x())
                return True
            if kind == QEvent.Type.MouseButtonRelease and self._start is not None:
                self._start = None
                if self._moved:
                    self.released.emit()
                return True
        return super().eventFilter(watched, event)

    def _go(self, x: float) -> None:
        assert self._start is not None
        begin, rate = self._start
        share = (x - begin) / FINE / max(1.0, self._slider.travel)
        wanted = fine_rate(min(max(rate, LOWEST), HIGHEST) * (HIGHEST / LOWEST) ** share)
        wanted = min(max(wanted, LOWEST), HIGHEST)
        if self._moved or not math.isclose(wanted, rate):
            self._moved = True
            self.dragged.emit(wanted)
