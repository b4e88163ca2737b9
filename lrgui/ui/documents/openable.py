"""Whether a file can be opened, found out before anything is asked."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.lesson_files import is_lesson_file, open_lesson
from lrgui.core.files.unread_data import unread_data
from lrgui.core.lessons.faults import LessonFaults
from lrgui.session.documents import read_file
from lrgui.text.language import translate
from lrgui.text.names import error_sentence


def error_of(path: Path) -> str | None:
    """Why a file cannot be opened; None where it can be."""
    try:
        if is_lesson_file(path):
            open_lesson(path)
        else:
            read_file(path)
    except LessonFaults as error:
        return error_sentence(error.faults[0])
    except DamagedFile as error:
        return error_sentence(error)
    except OSError as error:
        reasons = {
            errno.ENOENT: translate("Files", "there is no such file"),
            errno.EACCES: translate("Files", "it may not be read"),
            errno.EISDIR: translate("Files", "it is a folder"),
        }
        return reasons.get(error.errno or 0, error.strerror or str(error))
    return None


def begins_wrong(path: Path) -> str | None:
    """The same, but large data are not read, which takes long: whether there are any is all that is looked for."""
    data = unread_data(path)
    return None if data is not None and data.there else error_of(path)


def is_gone(path: Path) -> bool:
    """Whether there is surely no such file; one in a folder that may not be entered may be there."""
    try:
        path.stat()
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.ENOTDIR)
    return False


def missing_data(path: Path) -> DamagedFile | None:
    """What is wrong with the file of an experiment's large data, if that is why it cannot be opened."""
    with contextlib.suppress(OSError, LessonFaults):
        try:
            read_file(path)
        except DamagedFile as error:
            return error if error.rule in ("no_file", "changed") else None
    return None
