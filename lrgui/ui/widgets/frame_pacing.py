"""Paces the drawing: however often the state changes, panels are drawn once a frame."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

FRAME_MS = 15.0
_TURN_SECONDS = 0.01  # a slice takes less; if not, the frame is drawn beside it
BREATH = 0.35  # after a frame that cost c, at least c times this is left to clicks, keys and computing


class Frames(QObject):
    """`request()` asks for a frame; `due` is emitted for it, at most once a frame time, at once when none was lately.

    While a frame is drawn and painted it holds `turn`, so that the worker does not compete for the interpreter.

    The cost of a frame is taken to last until the event loop is reached again, painting included: on a slow machine
    or a dense screen frames are dropped, and what they show is always the latest state.
    """

    due = Signal()

    def __init__(self, turn: threading.Lock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._held = False
        self._began = 0.0
        self._free_at = 0.0
        self._resting = self._missed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._draw)
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(0)
        self._after.timeout.connect(self._painted)

    @property
    def idle(self) -> bool:
        """Whether no frame is asked for, drawn or painted now."""
        return not (self._timer.isActive() or self._after.isActive())

    def rest(self, on: bool) -> None:
        """Nothing is drawn while nobody can see it; a frame that was asked for meanwhile follows."""
        self._resting = on
        if not on and self._missed:
            self._missed = False
            self.request()

    @Slot()
    def request(self) -> None:
        if self._resting:
            self._missed = True
        elif not self._timer.isActive():
            self._timer.start(max(0, round((self._free_at - time.perf_counter()) * 1000)))

    @Slot()
    def _draw(self) -> None:
        if not self._held:
            self._held = self._turn.acquire(timeout=_TURN_SECONDS)
        self._began = time.perf_counter()
        self._free_at = self._began + FRAME_MS / 1000
        self.due.emit()
        self._after.start()

    def hold(self) -> None:
        """Nothing is computed until the next frame is painted: a window is there before its numbers are."""
        self._held = self._held or self._turn.acquire(blocking=False)

    def release(self) -> None:
        """Lets the worker compute again."""
        if self._held:
            self._held = False
            self._turn.release()

    @Slot()
    def _painted(self) -> None:
        self.release()
        now = time.perf_counter()
        self._free_at = max(self._free_at, now + BREATH * (now - self._began))
