"""Copies of what is not saved yet, for the case that the program ends unexpectedly."""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QLockFile

from lrgui.core.files import document
from lrgui.core.files.atomic import atomic_write
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import Document
from lrgui.core.files.strict_json import LIMIT
from lrgui.core.files.unread_data import unread_in
from lrgui.core.problems.own_data.large import LargeData

_ENDING = ".recovery"
_LATER = ("newer", "no_file", "changed", "unreadable")  # what may be well with a copy another time
_LONGEST_PATH = 100_000  # bytes of the first line


@dataclass(frozen=True)
class Leftover:
    """What a program that is gone had not saved.

    path: the document's own file; time: when the copy was written; data: large ones, which are to be read with patience
    before `document` is asked for.
    """

    path: Path | None
    time: float
    data: LargeData | None
    _content: bytes
    _copy: Path
    _lock: QLockFile

    @cached_property
    def document(self) -> Document:
        """The document. Raises `DamagedFile`."""
        return document.read(self._content)

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

        A damaged one is deleted: nobody could do anything with it. One whose large data are not there now, or that a
        newer program has written, is left.
        """
        for copy in sorted(self._folder.glob(f"*{_ENDING}"), key=_time, reverse=True):
            if copy == self._copy:
                continue
            lock = _lock_of(copy)
            if not lock.tryLock(0):
                continue
            try:
                content, path = _read(copy)
                found = Leftover(path, _time(copy), unread_in(content), content, copy, lock)
                if found.data.there if found.data is not None else found.document:
                    yield found
                    continue
            except DamagedFile as error:
                if error.rule not in _LATER:
                    copy.unlink(missing_ok=True)
            except OSError:
                pass  # gone meanwhile, or not to be read: left as it is
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


def _read(copy: Path) -> tuple[bytes, Path | None]:
    """The experiment file in a copy, and the path of the document's own file."""
    with open(copy, "rb") as file:
        head, _, content = file.read(_LONGEST_PATH + LIMIT + 2).partition(b"\n")
    try:
        path = json.loads(head)
    except ValueError:
        path = None
    return content, Path(path) if isinstance(path, str) and path else None
