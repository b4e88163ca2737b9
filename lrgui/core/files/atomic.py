"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, BinaryIO

from lrgui.core.files import leftovers

Content = bytes | str | Iterable[str]
Target = str | os.PathLike[str]
_LOST = (errno.EIO, errno.ENOSPC, errno.EDQUOT)  # why data did not reach the disk; else a drive cannot be asked


class PendingFiles:
    """Files that wait under names of their own until all of them are there.

    `new` gives the name under which to write a file, `publish` puts all files in their places. What was not published
    is removed at the end of a `with` block, or by `discard`, so that the old files are there as they were. What a
    program that was killed left in a folder is removed with the next file that is written there.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[str, str]] = []
        self._folders: set[str] = set()

    def __enter__(self) -> PendingFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.discard()

    def new(self, path: Target) -> str:
        """The temporary name of the file that will be `path`: in the same folder, so that it can be moved there.

        A link stays a link: the file that it points to is replaced. Raises `OSError` where no file can be written.
        """
        target = os.path.abspath(path) if is_device(path) else os.path.realpath(path)
        if os.path.isdir(target):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
        if sys.platform == "win32" and _is_read_only(target):  # which cannot be replaced there, only found out late
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        folder = tempfile.gettempdir() if is_device(path) else os.path.dirname(target)
        if folder not in self._folders:
            self._folders.add(folder)
            leftovers.remove(folder)
        temporary = os.path.join(folder, leftovers.new_name())
        self._waiting.append((temporary, target))
        with open(temporary, "xb"):  # says at once where nothing can be written
            return temporary

    def write(self, path: Target, content: Content) -> None:
        """Writes a file that waits; a device is written to at once, and appended to.

        Standard output may be a file with something in it. Raises `OSError`.
        """
        with _device(path) if is_device(path) else open(self.new(path), "wb") as file:
            file.writelines(_pieces(content))

    def publish(self) -> None:
        """Every file to its place; none is touched until all are on the disk.

        Where one cannot be moved to its place, those before it are as they were. Raises `OSError`.
        """
        for temporary, target in self._waiting:
            with open(temporary, "rb+") as file:
                _sync(file.fileno())
            if not is_device(target):
                with contextlib.suppress(OSError):  # no file before, or a drive that knows no permissions
                    os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
        kept: dict[str, str] = {}  # where the files are that targets had before
        moved: list[str] = []
        notes: list[str] = []
        try:
            if len(self._waiting) > 1:
                notes = self._noted(kept)
            while self._waiting:
                temporary, target = self._waiting[0]
                if is_device(target):
                    with open(temporary, "rb") as source, _device(target) as sink:
                        shutil.copyfileobj(source, sink)
                    os.unlink(temporary)
                else:
                    os.replace(temporary, target)
                    moved.append(target)
                del self._waiting[0]
        except BaseException:
            for target in reversed(moved):
                _restore(target, kept.pop(target, None))
            raise
        finally:
            for folder in {os.path.dirname(target) for target in moved}:
                _sync_folder(folder)
            for name in (*notes, *kept.values()):  # the notes first: without them the files are those that are wanted
                with contextlib.suppress(OSError):
                    os.unlink(name)

    def _noted(self, kept: dict[str, str]) -> list[str]:
        """Keeps the files that are there now, and notes in every folder how to put them back. Raises `OSError`."""
        moves: dict[str, list[tuple[str, str, str | None]]] = {}
        for temporary, target in self._waiting:
            if not is_device(target):
                before = _kept(target)
                if before is not None:
                    kept[target] = before
                moves.setdefault(os.path.dirname(target), []).append((temporary, target, before))
        notes: list[str] = []
        try:
            for folder, here in moves.items():
                notes.append(leftovers.note(folder, here))
        except OSError:
            for name in notes:
                os.unlink(name)
            raise
        return notes

    def discard(self) -> None:
        """Removes what is still waiting."""
        for temporary, _ in self._waiting:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        self._waiting.clear()


def atomic_write(path: Target, content: Content) -> None:
    """Writes a file whole or not at all: after any failure the old file is there as it was.

    Text is written in UTF-8 with Unix line ends; an iterable of texts is written piece by piece. Raises `OSError`.
    """
    write_together({path: content})


def write_together(contents: Mapping[Any, Content]) -> None:
    """Writes several files (path → content) by `atomic_write`'s rule: none is touched until all can be."""
    with PendingFiles() as pending:
        for path, content in contents.items():
            pending.write(path, content)
        pending.publish()


def _pieces(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    else:
        for piece in [content] if isinstance(content, str) else content:
            yield piece.encode()


def _is_read_only(path: str) -> bool:
    try:
        return not os.stat(path).st_mode & stat.S_IWRITE
    except OSError:
        return False


def _device(path: Target) -> BinaryIO:
    """A device, to be appended to. Standard output goes on from where it is, so that others can go on after us.

    A pipe from which nobody reads is refused: one would wait for ever.
    """
    if os.path.abspath(path) == "/dev/stdout":
        return os.fdopen(os.dup(1), "ab")
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(handle, True)
    return os.fdopen(handle, "ab")


def is_device(path: Target) -> bool:
    """True for what must not be replaced by a file: standard output, whatever it is, /dev/null, pipes."""
    if re.match(r"/dev/(stdout|stderr|fd/)|/proc/self/fd/", os.path.abspath(path)):
        return True
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _sync(handle: int) -> None:
    """Has what was written on the disk, where the drive can be asked to. Raises `OSError` where data are lost."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in _LOST:
            raise


def _kept(target: str) -> str | None:
    """Another name of the file that is there now, None where there is none. Raises `OSError`."""
    if not os.path.lexists(target):
        return None
    name = os.path.join(os.path.dirname(target), leftovers.new_name())
    try:
        os.link(target, name)
    except OSError:  # a drive without links
        shutil.copy2(target, name)
    return name


def _restore(target: str, before: str | None) -> None:
    """Has a file as it was before."""
    with contextlib.suppress(OSError):
        if before is None:
            os.unlink(target)
        else:
            os.replace(before, target)


def _sync_folder(folder: str) -> None:
    """Makes the new name itself survive a power failure, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
