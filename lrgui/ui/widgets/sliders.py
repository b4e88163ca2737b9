"""A slider whose handle comes to where one clicks, and whose arrow keys are its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider


class JumpSlider(QSlider):
    """Signal: `moved(value)` when a hand or a key moves it, never when the program does.

    spoken: what a screen reader says of its place, the number where it is empty. accessible: how it is asked.

    `own_keys` are the keys that move it while it has the focus (by Tab); the others go to the playhead.
    """

    moved = Signal(int)
    own_keys: tuple[Qt.Key, ...] = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

    accessible: object = None

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._said = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.valueChanged.connect(self.moved)

    @property
    def spoken(self) -> str:
        return self._said or str(self.value())

    def say(self, text: str) -> None:
        """What is said of its place from now on."""
        self._said = text

    @property
    def meaning(self) -> float:
        """What its place stands for."""
        return float(self.value())

    @property
    def meanings(self) -> tuple[float, float]:
        """What its ends stand for."""
        return float(self.minimum()), float(self.maximum())

    def mean(self, value: float) -> None:
        """Goes to where that is, as a hand does."""
        self.setValue(round(value))

    def show_value(self, value: int) -> None:
        """Shows what the program has, unless a hand holds the handle."""
        if not self.isSliderDown():
            with QSignalBlocker(self):
                self.setValue(value)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            handle = self.style().subControlRect(
                QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
            )
            if not handle.contains(event.position().toPoint()):
                x = round(event.position().x()) - handle.width() // 2
                span = max(1, self.width() - handle.width())
                # Down first: what follows is part of the drag that begins here.
                self.setSliderDown(True)
                self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), x, span))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.isSliderDown():  # pressed beside the handle: Qt does not know that it went down
            self.setSliderDown(False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in self.own_keys and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.accept()
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # scrolling past it must not move it
