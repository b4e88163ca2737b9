"""What a campaign looks at while it acts: exceptions, Qt's warnings, how long the event loop is away, memory."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QtMsgType, qInstallMessageHandler

# What the platform without a screen says of itself.
_OF_THE_PLATFORM = ("This plugin does not support", "QFont::setPointSize", "Could not connect", "propagateSizeHints")
_TICK_MS = 5


def resident() -> float:
    """The memory of this process, in MB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * 4096 / 1e6


class Watch(QObject):
    """faults: what went wrong, in words. longest: seconds of processor time that the event loop was away at most.

    Processor time of this thread, since other programs may have the machine.
    """

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.longest = 0.0
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

    def report(self, kind: Any, error: Any, trace: Any) -> None:
        self.faults.append("".join(traceback.format_exception(kind, error, trace)))

    def _message(self, kind: QtMsgType, _context: Any, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(f"Qt: {text}", file=sys.stderr, flush=True)  # nobody will ask any more
        elif kind != QtMsgType.QtDebugMsg and not any(known in text for known in _OF_THE_PLATFORM):
            self.faults.append(f"Qt: {text}")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Everything that nobody catches is noted, and what Qt warns of."""
        hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
        before = qInstallMessageHandler(self._message)
        sys.excepthook = self.report
        sys.unraisablehook = lambda args: self.report(args.exc_type, args.exc_value, args.exc_traceback)
        threading.excepthook = lambda args: self.report(args.exc_type, args.exc_value, args.exc_traceback)
        self._timer.start()
        self.rest()
        try:
            yield
        finally:
            self._timer.stop()
            sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
            qInstallMessageHandler(before)
