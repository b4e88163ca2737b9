"""A step that an eye can follow: the picture moves from one place of the playhead to the next."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QVariantAnimation, Signal, Slot

from lrgui.drawing.scene import Scene

STEP_MS = 400


class Glide(QObject):
    """Signal: `moved()` whenever the picture is to be drawn a little further on, and when it has arrived."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.on = True
        self._place = 0
        self._way = QVariantAnimation(self)
        self._way.setStartValue(0.0)
        self._way.setEndValue(1.0)
        self._way.setDuration(STEP_MS)
        self._way.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._way.valueChanged.connect(self.moved)
        self._way.finished.connect(self.moved)

    @property
    def moving(self) -> bool:
        return self._way.state() != QAbstractAnimation.State.Stopped

    def begin(self, place: int) -> None:
        """From this place to where the playhead is now."""
        self.stop()
        if self.on:
            self._place = place
            self._way.start()

    @Slot()
    def stop(self) -> None:
        """It is there at once."""
        self._way.stop()

    def scene(self, scene: Scene) -> Scene:
        """What there is to be seen of a scene by now."""
        return scene.on_the_way(self._place, self._way.currentValue()) if self.moving else scene
