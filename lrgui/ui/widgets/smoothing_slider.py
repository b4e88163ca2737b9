"""A slider for the factor of an exponential moving average."""

from __future__ import annotations

from lrgui.ui.widgets.sliders import JumpSlider

_TENTHS = 10  # places for each time that 1 − β becomes ten times smaller
_MOST = 30  # β = 0.999


class SmoothingSlider(JumpSlider):
    """Its places are β = 0, and 1 − 10^(−k/10): as many values are averaged, roughly, as 1/(1 − β)."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, _MOST)
        self.setMinimumWidth(60)

    @property
    def factor(self) -> float:
        """What its place stands for."""
        return round(1 - 10 ** (-self.value() / _TENTHS), 4)

    @staticmethod
    def place_of(factor: float) -> int:
        """The nearest place."""
        return min(range(_MOST + 1), key=lambda k: abs(1 - 10 ** (-k / _TENTHS) - factor))

    @property
    def meaning(self) -> float:
        return self.factor

    @property
    def meanings(self) -> tuple[float, float]:
        return 0.0, 1 - 10 ** (-_MOST / _TENTHS)

    def mean(self, value: float) -> None:
        self.setValue(self.place_of(value))
