"""What a campaign looks at while it acts: exceptions, Qt's warnings, how long the event loop is away, memory."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QtMsgType, qInstallMessageHandler

# What the platform without a screen says of itself.
_OF_THE_PLATFORM = ("This plugin does not support", "QFont::setPointSize", "Could not connect", "propagateSizeHints")
_TICK_MS = 5
_LOOK_S = 0.05
_FRAMES = 14  # of the calls that led to where it is


def resident() -> float:
    """The memory of this process, in MB, without what the C library keeps; 0 where the system does not say."""
    with suppress(OSError, AttributeError):  # other systems have another library
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * 4096 / 1e6


class Watch(QObject):
    """faults: what went wrong, in words. longest: seconds of processor time that the event loop was away at most.
    doing: where the program was when it had been away for half of `patience`, and twice as long, and so on.

    Processor time of this thread, since other programs may have the machine.
    """

    def __init__(self, patience: float = 1.0) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.longest = 0.0
        self.doing: list[str] = []
        self._patience, self._over = patience, threading.Event()
        self._watched = threading.get_ident()
        self._last = time.thread_time()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def _tick(self) -> None:
        now = time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def rest(self) -> None:
        """What comes before this call is no gap."""
        self._last = time.thread_time()
        self.doing.clear()

    def _look(self) -> None:
        """In a thread of its own: writes down what the watched thread does while it is away for long."""
        clock = time.pthread_getcpuclockid(self._watched)
        since, limit = self._last, self._patience / 2
        while not self._over.wait(_LOOK_S):
            if self._last != since:
                since, limit = self._last, self._patience / 2
            elif time.clock_gettime(clock) - since > limit:
                limit *= 2
                frame = sys._current_frames().get(self._watched)
                if frame is not None:
                    self.doing.append("".join(traceback.format_stack(frame)[-_FRAMES:]))

    def report(self, kind: Any, error: Any, trace: Any) -> None:
        self.faults.append("".join(traceback.format_exception(kind, error, trace)))

    def _message(self, kind: QtMsgType, _context: Any, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(f"Qt: {text}", file=sys.stderr, flush=True)  # nobody will ask any more
        elif kind != QtMsgType.QtDebugMsg and not any(known in text for known in _OF_THE_PLATFORM):
            self.faults.append(f"Qt: {text}")

    def _warning(self, message: Any, category: Any, file: str, line: int, *_: Any) -> None:
        where = "".join(traceback.format_stack()[-_FRAMES:])
        self.faults.append(f"{where}{file}:{line}: {category.__name__}: {message}")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Everything that nobody catches is noted, and what Qt warns of."""
        hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
        before = qInstallMessageHandler(self._message)
        sys.excepthook = self.report
        sys.unraisablehook = lambda args: self.report(args.exc_type, args.exc_value, args.exc_traceback)
        threading.excepthook = lambda args: self.report(args.exc_type, args.exc_value, args.exc_traceback)
        shown, warnings.showwarning = warnings.showwarning, self._warning
        self._timer.start()
        self.rest()
        self._over.clear()
        looking = threading.Thread(target=self._look, daemon=True)
        looking.start()
        try:
            yield
        finally:
            self._timer.stop()
            self._over.set()
            looking.join()
            sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
            warnings.showwarning = shown
            qInstallMessageHandler(before)
