"""Copies of what is not saved yet, for the case that the program ends unexpectedly."""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from lrgui.core.files import document
from lrgui.core.files.atomic import atomic_write
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import Document
from lrgui.core.files.strict_json import LIMIT

_ENDING = ".recovery"
_LONGEST_PATH = 100_000  # bytes of the first line


@dataclass(frozen=True)
class Leftover:
    """What a program that is gone had not saved. path: the document's own file; time: when the copy was written."""

    document: Document
    path: Path | None
    time: float
    _copy: Path
    _lock: QLockFile

    def remove(self) -> None:
        """Deletes the copy: it is not needed any more."""
        with contextlib.suppress(OSError):
            self._copy.unlink()
        self._lock.unlock()

    def leave(self) -> None:
        """Keeps the copy for another start."""
        self._lock.unlock()


class Recovery:
    """One copy for each running program, in one folder. A lock beside it tells whether its program still runs.

    The first line of a copy is the path of the document's own file, the rest is an experiment file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copy = folder / f"{secrets.token_hex(8)}{_ENDING}"
        self._lock: QLockFile | None = None

    def keep(self, current: Document, path: Path | None) -> None:
        """Writes the copy whole or not at all, in the place of the last one. Raises `OSError`."""
        if self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = _lock_of(self._copy)
            if not lock.tryLock(0):
                raise PermissionError(f"no file can be locked in {self._folder}")
            self._lock = lock
        own = json.dumps(str(path) if path is not None else None)
        atomic_write(self._copy, own.encode() + b"\n" + document.write(current))

    def discard(self) -> None:
        """Nothing is unsaved: no copy stays."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._copy.unlink()
            self._lock.unlock()
            self._lock = None

    def leftovers(self) -> Iterator[Leftover]:
        """The copies of programs that are gone, the newest first, each locked until it is removed or left.

        A damaged one is deleted: nobody could do anything with it.
        """
        for copy in sorted(self._folder.glob(f"*{_ENDING}"), key=_time, reverse=True):
            if copy == self._copy:
                continue
            lock = _lock_of(copy)
            if not lock.tryLock(0):
                continue
            try:
                found, path = _read(copy)
            except DamagedFile:
                copy.unlink(missing_ok=True)
            except OSError:
                pass  # gone meanwhile, or not to be read: left as it is
            else:
                yield Leftover(found, path, _time(copy), copy, lock)
                continue
            lock.unlock()


def _lock_of(copy: Path) -> QLockFile:
    lock = QLockFile(str(copy.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # however old: only the end of its program frees it
    return lock


def _time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(copy: Path) -> tuple[Document, Path | None]:
    with open(copy, "rb") as file:
        head, _, data = file.read(_LONGEST_PATH + LIMIT + 2).partition(b"\n")
    found = document.read(data)
    try:
        path = json.loads(head)
    except ValueError:
        path = None
    return found, Path(path) if isinstance(path, str) and path else None
