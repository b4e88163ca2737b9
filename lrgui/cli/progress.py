"""A progress bar for a terminal: percent, bar and time left, on one line that disappears at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol, TextIO

WIDTH = 30
WAIT = 0.3  # seconds until the whole time can be estimated
WORTH_SHOWING = 1.0  # seconds: what is done sooner needs no bar
INTERVAL = 0.1  # seconds between two drawings
SLICE = 0.1  # seconds of computing between two looks at the bar


class Work(Protocol):
    """What is computed in slices: a history, a sweep."""

    @property
    def progress(self) -> float: ...

    def advance(self, seconds: float) -> bool: ...


class Progress:
    """Draws on `stream` only where that is a terminal and the work takes more than a second."""

    def __init__(self, label: str, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._label = label
        self._stream = stream
        self._clock = clock
        self._enabled = stream.isatty()
        self._start = clock()
        self._drawn_at = float("-inf")
        self._length = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Erases the bar."""
        if self._length:
            self._stream.write("\r" + " " * self._length + "\r")
            self._stream.flush()
            self._length = 0

    def show(self, share: float) -> None:
        """share: how much is done, 0 … 1."""
        now = self._clock()
        elapsed = now - self._start
        if not self._enabled or share <= 0 or elapsed < WAIT or now - self._drawn_at < INTERVAL:
            return
        if elapsed / share < WORTH_SHOWING:
            return
        left = elapsed / share - elapsed
        filled = round(share * WIDTH)
        bar = "#" * filled + "-" * (WIDTH - filled)
        line = f"{self._label} {share:4.0%} [{bar}] {_clock_time(left)} left"
        self._stream.write("\r" + line.ljust(self._length))
        self._stream.flush()
        self._length = max(self._length, len(line))
        self._drawn_at = now

    def through(self, pieces: Iterable[str], lines: int) -> Iterator[str]:
        """Hands on pieces of text of `lines` lines in all, and shows how far it is."""
        done = 0
        for piece in pieces:
            yield piece
            done += piece.count("\n")
            self.show(done / lines)


def complete(work: Work) -> None:
    """Computes it to its end, with a bar."""
    with Progress("computing", sys.stderr) as progress:
        while not work.advance(SLICE):
            progress.show(work.progress)


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
