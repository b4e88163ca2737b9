"""Temporary files of programs that were killed: known by their names, and removed by the next one that comes by."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
import time
import zlib

_PATTERN = re.compile(r"\.lrgui-(?:([0-9a-f]{8})-(\d+)-([0-9a-f]{8})-)?[0-9a-f]{16}\.tmp")
_ABANDONED = 86_400.0  # seconds without a change, after which a file of another machine is nobody's
_HOST = f"{zlib.crc32(os.uname().nodename.encode()):08x}" if sys.platform != "win32" else "0" * 8
_START = secrets.token_hex(4)  # of this program: a container's next one may have the same number


def new_name() -> str:
    """A name for a temporary file, which says whose it is.

    It says nothing of the file that it will become, whose name may be as long as names can be.
    """
    return f".lrgui-{_HOST}-{os.getpid()}-{_START}-{secrets.token_hex(8)}.tmp"


def remove(folder: str) -> None:
    """Removes the temporary files in a folder whose programs are gone; what cannot be removed stays."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _PATTERN.fullmatch(entry.name)
            if found is not None and _is_abandoned(entry, *found.groups()):
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
