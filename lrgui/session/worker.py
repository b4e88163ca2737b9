"""Computes histories ahead, in slices of a few milliseconds."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lrgui.core.history import History

SLICE_SECONDS = 0.004
# Painting holds the interpreter: while there is computing to do, report no more than 15 times a second.
REPORT_SECONDS = 0.066
PAINTING_SECONDS = 0.1  # longer than a frame: then the computation goes on whatever the window does


class Worker(QObject):
    """Lives in a QThread, or in the caller's thread in tests; there is one history at a time.

    A slice re-arms its own timer, so that `compute` and `stop` are ordinary queued slots between two slices: a newer
    history overtakes the running one without flags or locks.

    Whoever draws may hold `turn` meanwhile: two threads that want the interpreter at once are slower than one after the
    other, since a frame asks for it hundreds of times and waits up to 5 ms for each.

    Signals: `progressed(history)` now and then while computing, `finished(history)`, `failed(history, message)`.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.turn = threading.Lock()
        self._history: History | None = None
        self._reported = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @Slot(object)
    def compute(self, history: History) -> None:
        """Starts on `history`; what was being computed is left as it is."""
        self._history = history
        self._reported = time.perf_counter()
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        self._history = None
        self._timer.stop()

    @Slot()
    def _slice(self) -> None:
        history = self._history
        if history is None:
            return
        held = self.turn.acquire(timeout=PAINTING_SECONDS)
        try:
            done = history.advance(SLICE_SECONDS)
        except Exception as error:  # whatever it was, the window must say it and live on
            self._history = None
            self.failed.emit(history, f"{type(error).__name__}: {error}")
            return
        finally:
            if held:
                self.turn.release()
        if done:
            self._history = None
            self.finished.emit(history)
            return
        now = time.perf_counter()
        if now - self._reported >= REPORT_SECONDS:
            self._reported = now
            self.progressed.emit(history)
        self._timer.start()
