"""What a screen reader is told of a slider: what its place means, and not which of so many places it is at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueInterface
from PySide6.QtWidgets import QAccessibleWidget

from lrgui.ui.widgets.sliders import JumpSlider


class SpokenSlider(QAccessibleWidget, QAccessibleValueInterface):
    """Role, text and value of a slider for assistive technology."""

    def __init__(self, slider: JumpSlider) -> None:
        QAccessibleWidget.__init__(self, slider, QAccessible.Role.Slider)
        QAccessibleValueInterface.__init__(self)
        self._slider = slider

    def text(self, t: QAccessible.Text) -> str:
        return self._slider.spoken if t == QAccessible.Text.Value else super().text(t)

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        return self if t == QAccessible.InterfaceType.ValueInterface else super().interface_cast(t)

    def currentValue(self) -> float:
        return self._slider.meaning

    def setCurrentValue(self, value: Any) -> None:
        self._slider.mean(float(value))

    def minimumValue(self) -> float:
        return self._slider.meanings[0]

    def maximumValue(self) -> float:
        return self._slider.meanings[1]

    def minimumStepSize(self) -> float:
        return 0.0  # no two steps of η are alike


def _interface(_key: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, JumpSlider):
        return None
    thing.accessible = SpokenSlider(thing)  # Python forgets what it does not hold
    return thing.accessible


_installed: list[bool] = []


def install() -> None:
    """From now on sliders are spoken so."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface)
