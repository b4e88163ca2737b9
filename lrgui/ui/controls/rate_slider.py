"""The logarithmic slider of the learning rate."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QSlider

LOWEST, HIGHEST = 1e-4, 1e2
PER_DECADE = 240
_STEPS = round(PER_DECADE * math.log10(HIGHEST / LOWEST))
_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


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
    for _ in range(abs(steps)):
        # Looking a hair in the direction of the step, so that 2 goes up by 0.1 and down by 0.05.
        looking = rate * (1.0 + math.copysign(1e-9, steps))
        exponent = math.floor(math.log10(looking))
        grid = _grid(looking / 10.0**exponent) * 10.0**exponent
        rate = float(f"{(round(rate / grid) + math.copysign(1, steps)) * grid:.12g}")
    return rate


class RateSlider(QSlider):
    """Signals: `dragged(rate)` while the hand moves it, `released()` when it lets go."""

    dragged = Signal(float)
    released = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, _STEPS)
        self.setSingleStep(PER_DECADE // 20)
        self.setPageStep(PER_DECADE // 2)
        self.valueChanged.connect(self._on_value)
        self.sliderReleased.connect(self.released)

    def set_rate(self, rate: float) -> None:
        """Shows a rate; what lies beyond the ends is shown at the end (the field has the number)."""
        if not self.isSliderDown():
            place = round(math.log10(min(max(rate, LOWEST), HIGHEST) / LOWEST) * PER_DECADE)
            with QSignalBlocker(self):
                self.setValue(place)
                self.setSliderPosition(place)

    @Slot(int)
    def _on_value(self, place: int) -> None:
        self.dragged.emit(nice_rate(LOWEST * 10.0 ** (place / PER_DECADE)))
        if not self.isSliderDown():
            self.released.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in _KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.accept()  # with the focus on it, these keys move the slider and not the playhead
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
