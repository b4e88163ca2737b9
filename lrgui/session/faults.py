"""Exceptions that nobody caught, wherever they were raised: none ends the program, and none goes by unseen."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from lrgui import __version__
from lrgui.session.fault_log import FaultLog

_KINDS = 200  # of faults that are counted


class Faults(QObject):
    """Takes what reaches `sys.excepthook`, `threading.excepthook` and `sys.unraisablehook` from `install` on.

    Each goes to the terminal and to `log`. A fault that comes again (with every frame, perhaps) is told when it has
    come once, twice, four times and so on, so that neither the log nor the window is flooded.

    Signal: `told(what)`, the kind and the message, emitted in whichever thread the fault was in: who hears it asks for
    a queued connection, since a fault may come from the middle of painting.
    """

    told = Signal(str)

    def __init__(self, log: FaultLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = log
        self._counts: dict[tuple[object, ...], int] = {}

    def install(self) -> None:
        """From now on faults come here."""
        sys.excepthook = self.report
        threading.excepthook = self._in_a_thread
        sys.unraisablehook = self._unraisable

    @staticmethod
    def uninstall() -> None:
        """Faults go where Python sends them."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    def report(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Tells of an exception; raises none itself."""
        with contextlib.suppress(Exception):
            count = self._count(kind, trace)
            if count & (count - 1):  # not 1, 2, 4 …
                return
            what = _what(kind, error)
            story = "".join(traceback.format_exception(kind, error, trace))
            if sys.stderr is not None:  # there is none without a terminal on Windows
                with contextlib.suppress(OSError, ValueError):
                    sys.stderr.write(story)
            again = f", for the {count}th time" if count > 1 else ""
            place = f"thread {threading.current_thread().name}"
            when = time.strftime("%Y-%m-%d %H:%M:%S")
            self.log.write(f"{when} · lrgui {__version__} · {place}{again}\n{story}")
            self.told.emit(what)

    def _count(self, kind: type[BaseException], trace: TracebackType | None) -> int:
        """How often this exception has come from this line."""
        line: tuple[object, ...] = ()
        while trace is not None:
            line, trace = (trace.tb_frame.f_code.co_filename, trace.tb_lineno), trace.tb_next
        if len(self._counts) > _KINDS:
            self._counts.clear()
        self._counts[kind, *line] = count = self._counts.get((kind, *line), 0) + 1
        return count

    def _in_a_thread(self, args: threading.ExceptHookArgs) -> None:
        self.report(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        self.report(args.exc_type, args.exc_value, args.exc_traceback)


def _what(kind: type[BaseException], error: BaseException | None) -> str:
    """The kind of an exception and its message, in one line."""
    text = ""
    with contextlib.suppress(Exception):  # a message may be an error itself
        text = " ".join(str(error).split())[:200]
    return f"{kind.__name__}: {text}" if text else kind.__name__
