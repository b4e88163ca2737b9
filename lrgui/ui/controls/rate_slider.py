"""The logarithmic slider of the learning rate."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from lrgui.text.numbers import format_rate
from lrgui.ui.widgets.rates import fine_rate, mantissa_step, nice_rate
from lrgui.ui.widgets.sliders import JumpSlider

LOWEST, HIGHEST = 1e-4, 1e2
PER_DECADE = 240
FINE = 10.0  # with Shift the handle goes so many times slower than the hand
_PLACES = round(PER_DECADE * math.log10(HIGHEST / LOWEST))


def stepped_rate(rate: float, steps: int) -> float:
    """`rate` moved along the mantissas of `nice_rate`: what the arrow keys do."""
    if not 1e-300 < rate < 1e300:
        return rate  # at the ends of the numbers there are no neighbours to go to
    for _ in range(abs(steps)):
        # Looking a hair in the direction of the step, so that 2 goes up by 0.1 and down by 0.05.
        looking = rate * (1.0 + math.copysign(1e-9, steps))
        exponent = math.floor(math.log10(looking))
        grid = mantissa_step(looking / 10.0**exponent) * 10.0**exponent
        rate = float(f"{(round(rate / grid) + math.copysign(1, steps)) * grid:.12g}")
    return rate


class RateSlider(JumpSlider):
    """Signals: `dragged(rate)` while a hand or a key moves it, `released()` when it lets go, `resized()`."""

    dragged = Signal(float)
    released = Signal()
    resized = Signal()
    own_keys = (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )

    def __init__(self) -> None:
        super().__init__()
        self._rate = 1.0
        self._fine: tuple[float, int] | None = None  # where a fine drag began: the hand, and the slider's value
        self.setRange(0, _PLACES)
        self.setPageStep(PER_DECADE // 2)
        self.moved.connect(self._on_moved)
        self.sliderReleased.connect(self.released)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def set_rate(self, rate: float) -> None:
        """Shows a rate; what lies beyond the ends is shown at the end (the field has the number)."""
        self._rate = rate
        self.say(f"η = {format_rate(rate)}")
        self.show_value(round(math.log10(min(max(rate, LOWEST), HIGHEST) / LOWEST) * PER_DECADE))

    @property
    def meaning(self) -> float:
        return self._rate

    @property
    def meanings(self) -> tuple[float, float]:
        return LOWEST, HIGHEST

    def mean(self, value: float) -> None:
        self.dragged.emit(min(max(value, LOWEST), HIGHEST))
        self.released.emit()

    def place_of(self, rate: float) -> float:
        """The middle of the handle for a rate, in pixels from the left; rates beyond the ends are at the ends."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, handle = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
        width = self.style().subControlRect(control, option, handle, self).width()
        share = math.log10(min(max(rate, LOWEST), HIGHEST) / LOWEST) / math.log10(HIGHEST / LOWEST)
        return width / 2 + share * (self.width() - width)

    def rate_at(self, x: float) -> float:
        """A short number near the rate whose handle would stand at `x`: what `place_of` turns round."""
        left, right = self.place_of(LOWEST), self.place_of(HIGHEST)
        share = min(max((x - left) / (right - left), 0.0), 1.0)
        return nice_rate(LOWEST * (HIGHEST / LOWEST) ** share)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """With Shift the handle goes `FINE` times slower than the hand: 0.98 and 1.02 lie a pixel apart without."""
        if not (self.isSliderDown() and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self._fine = None
            super().mouseMoveEvent(event)
            return
        x = event.position().x()
        if self._fine is None:
            self._fine = x, self.value()
        start, value = self._fine
        self.setValue(round(value + (x - start) / FINE / max(1.0, self.travel) * (self.maximum() - self.minimum())))

    @property
    def travel(self) -> float:
        """Pixels from one end to the other."""
        return self.place_of(HIGHEST) - self.place_of(LOWEST)

    @Slot(int)
    def _on_moved(self, place: int) -> None:
        rate = LOWEST * 10.0 ** (place / PER_DECADE)
        rate = nice_rate(rate) if self._fine is None else fine_rate(rate)
        if rate != self._rate:  # as of several places beside each other
            self.dragged.emit(rate)
        if not self.isSliderDown():
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # From rate to rate, not from place to place: there and back again is where one was.
            self.dragged.emit(stepped_rate(self._rate, 1 if event.key() == Qt.Key.Key_Right else -1))
            self.released.emit()
        else:
            super().keyPressEvent(event)
