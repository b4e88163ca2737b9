"""The logarithmic slider of the learning rate."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from lrgui.ui.sliders import JumpSlider

LOWEST, HIGHEST = 1e-4, 1e2
PER_DECADE = 240
_STEPS = round(PER_DECADE * math.log10(HIGHEST / LOWEST))


def _grid(mantissa: float) -> float:
    return 0.05 if mantissa < 2 else 0.1 if mantissa < 5 else 0.2


def nice_rate(rate: float) -> float:
    """The nearest rate with a mantissa that people say: 1, 1.05 … 2, 2.1 … 5, 5.2 … 10.

    So that a slider of a thousand places can meet 0.5 or 0.3 exactly.
    """
    exponent = math.floor(math.log10(rate))
    mantissa = rate / 10.0**exponent
    grid = _grid(mantissa)
    # Through decimal text, so that 0.3 is the same number as a typed 0.3.
    return float(f"{round(mantissa / grid) * grid:.2f}e{exponent}")


def stepped_rate(rate: float, steps: int) -> float:
    """`rate` moved along the mantissas of `nice_rate`: what the arrow keys do."""
    if not 1e-300 < rate < 1e300:
        return rate  # at the ends of the numbers there are no neighbours to go to
    for _ in range(abs(steps)):
        # Looking a hair in the direction of the step, so that 2 goes up by 0.1 and down by 0.05.
        looking = rate * (1.0 + math.copysign(1e-9, steps))
        exponent = math.floor(math.log10(looking))
        grid = _grid(looking / 10.0**exponent) * 10.0**exponent
        rate = float(f"{(round(rate / grid) + math.copysign(1, steps)) * grid:.12g}")
    return rate


class RateSlider(JumpSlider):
    """Signals: `dragged(rate)` while a hand or a key moves it, `released()` when it lets go."""

    dragged = Signal(float)
    released = Signal()
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
        self.setRange(0, _STEPS)
        self.setPageStep(PER_DECADE // 2)
        self.moved.connect(self._on_moved)
        self.sliderReleased.connect(self.released)

    def set_rate(self, rate: float) -> None:
        """Shows a rate; what lies beyond the ends is shown at the end (the field has the number)."""
        self._rate = rate
        self.show_value(round(math.log10(min(max(rate, LOWEST), HIGHEST) / LOWEST) * PER_DECADE))

    @Slot(int)
    def _on_moved(self, place: int) -> None:
        self.dragged.emit(nice_rate(LOWEST * 10.0 ** (place / PER_DECADE)))
        if not self.isSliderDown():
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # From rate to rate, not from place to place: there and back again is where one was.
            self.dragged.emit(stepped_rate(self._rate, 1 if event.key() == Qt.Key.Key_Right else -1))
            self.released.emit()
        else:
            super().keyPressEvent(event)
