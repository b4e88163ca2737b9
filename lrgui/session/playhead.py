"""Moves the playhead at a chosen speed, whatever a frame costs."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

FRAME_MS = 16
FLAT_OUT_FRAMES = 120  # flat out: the whole run in so many frames, two seconds
MAX_SPEED = 10_000.0  # updates per second; above it is flat out


class Player(QObject):
    """Emits `moved(updates)` at every frame in which the playhead has to advance.

    Speed is in updates per second of real time: a slow frame makes the next one move further.
    """

    moved = Signal(int)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speed = 40.0  # math.inf: flat out
        self.length = 1
        self._due = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def set_speed(self, speed: float) -> None:
        """Updates per second; `math.inf` is flat out."""
        if speed != self.speed:
            self.speed = speed
            self._due = min(self._due, 1.0)
            self.speed_changed.emit(speed)

    def play(self) -> None:
        if not self.playing:
            self._last = time.perf_counter()
            # The first update follows at once: whoever presses play sees something move.
            self._due = 1.0
            self._timer.start()
            self.playing_changed.emit(True)

    @Slot()
    def pause(self) -> None:
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        # After a stall (a dialog, a sleeping laptop) the playhead goes on from where it was seen last.
        elapsed = min(now - self._last, 0.25)
        self._last = now
        if math.isinf(self.speed):
            self.moved.emit(max(1, self.length // FLAT_OUT_FRAMES))
            return
        self._due += elapsed * self.speed
        whole = int(self._due)
        if whole:
            self._due -= whole
            self.moved.emit(whole)
