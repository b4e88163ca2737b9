"""A worker and the thread that it lives in."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QThread, Signal

from lrgui.session.worker import REPORT_SECONDS, Job, Worker


class WorkerThread(QObject):
    """Computes a job at a time in a thread of its own, in the caller's where `threaded` is false.

    name: of the thread, as debuggers show it. turn, first_seconds: see `Worker`. `thread_of_worker` is None where there
    is none.

    Signals: those of the worker, `progressed(job)`, `finished(job)` and `failed(job, message)`, in the thread of this
    object.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object, str)
    _requested = Signal(object)
    _dropped = Signal()

    def __init__(
        self,
        name: str,
        parent: QObject,
        *,
        threaded: bool = True,
        turn: threading.Lock | None = None,
        first_seconds: float = REPORT_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._worker = Worker(turn, first_seconds)
        self.thread_of_worker: QThread | None = None
        if threaded:
            self.start_thread(name)
        self._requested.connect(self._worker.compute)
        self._dropped.connect(self._worker.stop)
        self._worker.progressed.connect(self.progressed)
        self._worker.finished.connect(self.finished)
        self._worker.failed.connect(self.failed)

    def start_thread(self, name: str) -> None:
        """From here on the worker has a thread of its own; nothing may be being computed."""
        thread = self.thread_of_worker = QThread(self)
        thread.setObjectName(name)
        self._worker.moveToThread(thread)
        # The last thing the thread does: a timer can only be stopped where it was started.
        thread.finished.connect(self._worker.stop)
        thread.start()

    @property
    def turn(self) -> threading.Lock:
        """Held by the worker for each slice; a frame that holds it is drawn in one go."""
        return self._worker.turn

    def compute(self, job: Job) -> None:
        """Starts on `job`, or goes on with it, between two slices; what was being computed is left as it is."""
        self._requested.emit(job)

    def drop(self) -> None:
        """Leaves what is being computed."""
        self._dropped.emit()

    def close(self) -> None:
        """Stops the worker and waits for its thread: at most one slice."""
        if self.thread_of_worker is None:
            self._worker.stop()
        else:
            self.thread_of_worker.quit()
            self.thread_of_worker.wait()
