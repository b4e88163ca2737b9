"""What went wrong inside the program, kept in two files of bounded length."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_LONGEST = 200_000  # bytes of a file, after which the next one begins
_TAIL = 20_000  # characters that are read again


class FaultLog:
    """A log in `folder`, which is made with the first entry. Nothing here raises: who writes has trouble enough."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "faults.log"
        self._before = folder / "faults.log.1"

    def write(self, entry: str) -> None:
        """Appends an entry; the oldest ones go."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size > _LONGEST:
                os.replace(self.path, self._before)
            with open(self.path, "a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(entry[:_TAIL].rstrip("\n") + "\n\n")

    def tail(self) -> str:
        """The latest entries; empty where there are none."""
        text = ""
        for path in (self._before, self.path):
            with contextlib.suppress(OSError):
                text += path.read_text("utf-8", errors="replace")
        return text[-_TAIL:].strip()
