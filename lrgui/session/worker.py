"""Computes histories ahead, and what else takes long, in slices of a few milliseconds."""

from __future__ import annotations

import threading
import time
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

SLICE_SECONDS = 0.004
# Painting holds the interpreter: while there is computing to do, report no more than 15 times a second.
REPORT_SECONDS = 0.066
PAINTING_SECONDS = 0.1  # longer than a frame: then the computation goes on whatever the window does


class Job(Protocol):
    """Something that is computed bit by bit: a history, a sweep."""

    @property
    def presentable(self) -> bool:
        """Whether what is looked at is there, so that it is worth a report at once."""
        ...

    def advance(self, seconds: float) -> bool:
        """Computes for about so long; True when all is there."""
        ...


def failure(error: Exception) -> str:
    """Why something was not computed, as far as a program can say it."""
    try:
        text = str(error)
    except Exception:  # a message may be an error itself
        text = ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


class Worker(QObject):
    """Lives in a QThread, or in the caller's thread in tests; there is one job at a time.

    A slice re-arms its own timer, so that `compute` and `stop` are ordinary queued slots between two slices: a newer
    job overtakes the running one without flags or locks.

    Whoever draws may hold `turn` meanwhile: two threads that want the interpreter at once are slower than one after the
    other, since a frame asks for it hundreds of times and waits up to 5 ms for each. Workers may share it.

    first_seconds: of computing, before the first report of a job.

    Signals: `progressed(job)` now and then while computing, and as soon as it is presentable; `finished(job)`;
    `failed(job, message)`.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object, str)

    def __init__(self, turn: threading.Lock | None = None, first_seconds: float = REPORT_SECONDS) -> None:
        super().__init__()
        self.turn = threading.Lock() if turn is None else turn
        self._until_first = first_seconds
        self._job: Job | None = None
        self._reported = 0.0
        self._presented = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @Slot(object)
    def compute(self, job: Job) -> None:
        """Starts on `job`, or goes on with it; what was being computed is left as it is."""
        self._job = job
        self._presented = job.presentable  # then there is no news in it
        self._reported = time.perf_counter() - REPORT_SECONDS + self._until_first
        self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Leaves what is being computed as it is."""
        self._job = None
        self._timer.stop()

    @Slot()
    def _slice(self) -> None:
        job = self._job
        if job is None:
            return
        try:
            done = self._advance(job)
            now = time.perf_counter()
            if done:
                self._job = None
                self.finished.emit(job)
            elif now - self._reported >= REPORT_SECONDS or (job.presentable and not self._presented):
                self._reported, self._presented = now, job.presentable
                self.progressed.emit(job)
        except Exception as error:  # whatever it was and wherever, the window must say it and live on
            self._job = None
            self.failed.emit(job, failure(error))
        else:
            if not done:
                self._timer.start()

    def _advance(self, job: Job) -> bool:
        held = self.turn.acquire(timeout=PAINTING_SECONDS)
        try:
            return job.advance(SLICE_SECONDS)
        finally:
            if held:
                self.turn.release()
