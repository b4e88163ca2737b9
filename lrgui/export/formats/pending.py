"""Files that take a while to write: under names of their own until all of them are there."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import tempfile

from lrgui.core.files.atomic import is_device


class Pending:
    """`new` gives the name under which to write a file, `publish` puts all files in their places.

    `discard` removes what was not published, so that the old files are there as they were.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[str, str]] = []

    def new(self, path: str) -> str:
        """The temporary name of the file that will be `path`: in the same folder, so that it can be moved there."""
        target = path if is_device(path) else os.path.realpath(path)
        if os.path.isdir(target):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        folder = tempfile.gettempdir() if is_device(path) else os.path.dirname(target)
        temporary = os.path.join(folder, f".lrgui-{secrets.token_hex(8)}.tmp")
        with open(temporary, "xb"):  # says at once where nothing can be written
            self._waiting.append((temporary, target))
        return temporary

    def publish(self) -> None:
        """Every file to its place; none is touched until all are on the disk."""
        for temporary, target in self._waiting:
            with open(temporary, "rb+") as file:
                os.fsync(file.fileno())
            with contextlib.suppress(FileNotFoundError):
                os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
        while self._waiting:
            temporary, target = self._waiting[0]
            if is_device(target):
                with open(temporary, "rb") as source, open(target, "ab") as sink:
                    shutil.copyfileobj(source, sink)
                os.unlink(temporary)
            else:
                os.replace(temporary, target)
            del self._waiting[0]

    def discard(self) -> None:
        """Removes what is still waiting."""
        for temporary, _ in self._waiting:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        self._waiting.clear()
