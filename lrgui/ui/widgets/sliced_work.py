"""Work that goes on in slices while the window lives, with its progress, until it is done or cancelled."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_SLICE = 0.03  # seconds of work between two looks at mouse and keyboard


class SlicedWork(QObject):
    """Steps through an iterator of shares.

    Signals: `progressed(share)`; `ended(error)` once at the end, None where all is done.
    """

    progressed = Signal(float)
    ended = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: list[Iterator[float]] = []
        work = self._work
        self.destroyed.connect(lambda: _stop(work))  # also where the window goes in the middle of it
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        return bool(self._work)

    def start(self, work: Iterator[float]) -> None:
        self._work.append(work)
        self._timer.start(0)

    def cancel(self) -> None:
        """Stops, and leaves nothing behind; `ended` is not emitted."""
        self._timer.stop()
        _stop(self._work)

    @Slot()
    def _step(self) -> None:
        deadline = time.perf_counter() + _SLICE
        try:
            while True:
                share = next(self._work[0])
                if time.perf_counter() > deadline:
                    break
        except StopIteration:
            self.cancel()
            self.ended.emit(None)
        except Exception as error:
            self.cancel()
            self.ended.emit(error)
        else:
            self.progressed.emit(share)


def _stop(work: list[Iterator[float]]) -> None:
    while work:
        iterator = work.pop()
        if isinstance(iterator, Generator):
            iterator.close()
