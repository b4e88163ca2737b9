"""SIGTERM and Ctrl+C: what is computed ends at once, what Qt draws at the next moment at which it can.

An exception out of the middle of Qt's painting, which calls back into Python, would take the whole process down.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from lrgui.cli.complaints import TERMINATED

_deferring = False
_came: int | None = None


@contextmanager
def answered() -> Iterator[None]:
    """While it lasts both signals end the program in order, so that half-written files are removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in (signal.SIGTERM, signal.SIGINT) if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, _on_signal) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def deferred() -> Iterator[None]:
    """While it lasts a signal waits for `check`, or for the end."""
    global _deferring
    _deferring = True
    try:
        yield
    finally:
        _deferring = False
    check()


def check() -> None:
    """Answers a signal that came meanwhile. Raises `SystemExit` and `KeyboardInterrupt`."""
    global _came
    came, _came = _came, None
    if came == signal.SIGTERM:
        raise SystemExit(TERMINATED)
    if came is not None:
        raise KeyboardInterrupt


def _on_signal(number: int, _frame: FrameType | None) -> None:
    global _came
    _came = number
    if not _deferring:
        check()
