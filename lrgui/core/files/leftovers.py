"""Temporary files of programs that were killed: known by their names, and removed by the next one that comes by.

A set of files that was only half replaced is put back as it was.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import sys
import time
import zlib
from collections.abc import Sequence

_PATTERN = re.compile(r"\.lrgui-(?:([0-9a-f]{8})-(\d+)-([0-9a-f]{8})-)?[0-9a-f]{16}\.(?:tmp|undo)")
_ABANDONED = 86_400.0  # seconds without a change, after which a file of another machine is nobody's
_HOST = f"{zlib.crc32(os.uname().nodename.encode()):08x}" if sys.platform != "win32" else "0" * 8
_START = secrets.token_hex(4)  # of this program: a container's next one may have the same number


def new_name(ending: str = "tmp") -> str:
    """A name for a temporary file, which says whose it is.

    It says nothing of the file that it will become, whose name may be as long as names can be.
    """
    return f".lrgui-{_HOST}-{os.getpid()}-{_START}-{secrets.token_hex(8)}.{ending}"


def note(folder: str, moves: Sequence[tuple[str, str, str | None]]) -> str:
    """Notes that files in `folder` are about to be replaced together, so that they can be put back; returns the note.

    moves: (the new file, its place, another name of the file that is there now or None). As long as the note is there
    the set of files is not whole, and whoever comes by when the program is gone has them all as they were.
    """
    path = os.path.join(folder, new_name("undo"))
    found = [
        (os.path.basename(place), before and os.path.basename(before), _identity(new)) for new, place, before in moves
    ]
    with open(path, "x", encoding="utf-8") as file:
        json.dump(found, file)
        file.flush()
        os.fsync(file.fileno())
    return path


def _identity(path: str) -> list[int]:
    """By which a file is known whatever it is called."""
    found = os.stat(path, follow_symlinks=False)
    return [found.st_ino, found.st_size, found.st_mtime_ns]


def _put_back(folder: str, note: str) -> None:
    """Undoes what a killed program had begun; what somebody else has written since stays."""
    if hasattr(os, "getuid") and os.stat(note, follow_symlinks=False).st_uid != os.getuid():
        return  # in a folder of many users
    with open(note, encoding="utf-8") as file:
        moves = json.load(file)
    for name, before, identity in moves:
        place = os.path.join(folder, os.path.basename(name))
        with contextlib.suppress(FileNotFoundError):
            if _identity(place) == identity:
                if before is None:
                    os.unlink(place)
                else:
                    os.replace(os.path.join(folder, os.path.basename(before)), place)


def remove(folder: str) -> None:
    """Removes the temporary files in a folder whose programs are gone; what cannot be removed stays."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        known = [(entry, _PATTERN.fullmatch(entry.name)) for entry in entries]
        gone = [entry for entry, found in known if found is not None and _is_abandoned(entry, *found.groups())]
        for entry in sorted(gone, key=lambda entry: not entry.name.endswith(".undo")):  # notes first
            with contextlib.suppress(OSError, ValueError, TypeError):  # a note may be cut off: then nothing was moved
                if entry.name.endswith(".undo"):
                    _put_back(folder, entry.path)
            with contextlib.suppress(OSError):
                os.unlink(entry.path)


def _is_abandoned(entry: os.DirEntry[str], host: str | None, number: str | None, start: str | None) -> bool:
    if host == _HOST and number is not None and sys.platform != "win32":  # there one cannot ask for a number
        if int(number) == os.getpid():
            return start != _START
        return not _runs(int(number))
    try:
        return time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED
    except OSError:
        return False


def _runs(number: int) -> bool:
    """Whether there is a process with this number."""
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    return True
