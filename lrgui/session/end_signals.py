"""The signals by which a system ends a program: heard in the event loop, where there is time to keep what is open."""

from __future__ import annotations

import contextlib
import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # those that the system has


class EndSignals(QObject):
    """Ctrl+C, the end of the terminal or of the desktop session, and `kill`.

    Python hears a signal between two of its own instructions, of which there may be none for hours in Qt's loop; a
    socket wakes the loop. The same signal once more ends the program at once, in case that nobody listens any more.

    Signal: `received(number)`, in the event loop.
    """

    received = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)
        self._numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        for number in self._numbers:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup means it
                signal.signal(number, _hear)

    @Slot()
    def _on_woken(self) -> None:
        with contextlib.suppress(BlockingIOError):
            for number in self._reading.recv(64):
                if number in self._numbers:
                    self.received.emit(number)

    def close(self) -> None:
        """Signals do again what they did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number in self._numbers:
            if signal.getsignal(number) is _hear:
                signal.signal(number, signal.SIG_DFL)
        self._reading.close()
        self._writing.close()


def _hear(number: int, _frame: object) -> None:
    signal.signal(number, signal.SIG_DFL)
