"""Lessons in files, `.lrlesson`: one's own, and those of the program that were exported."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from lrgui.core.files.atomic import atomic_write
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.strict_json import LIMIT, parse
from lrgui.core.lessons.faults import LessonFaults
from lrgui.core.lessons.lesson import Lesson
from lrgui.core.lessons.reading import is_lesson, read_lesson
from lrgui.core.lessons.writing import lesson_data

ENDING = ".lrlesson"


def open_lesson(path: str | os.PathLike[str]) -> Lesson:
    """The lesson in a file, under the name of the file. Raises `LessonFaults` and `OSError`."""
    try:
        data = _parsed(path)
    except DamagedFile as error:
        raise LessonFaults([error]) from None
    return Lesson.of(Path(path).stem, read_lesson(data), own=True)


def is_lesson_file(path: str | os.PathLike[str]) -> bool:
    """Whether a file means to be a lesson, by its name or by its content. Raises `OSError`."""
    if "\0" in str(path) or not Path(path).is_file():  # no pipe is waited for
        return False
    if Path(path).suffix.lower() == ENDING:
        return True
    if Path(path).suffix.lower() != ".json":
        return False
    try:
        return is_lesson(_parsed(path))
    except DamagedFile:
        return False


def _parsed(path: str | os.PathLike[str]) -> Any:
    with open(path, "rb") as file:
        return parse(file.read(LIMIT + 1))


def save_lesson(path: str | os.PathLike[str], lesson: Lesson, order: float = 0.0) -> None:
    """Writes a lesson's file whole or not at all. Raises `OSError`."""
    text = json.dumps(lesson_data(lesson, order), ensure_ascii=False, allow_nan=False, indent=2)
    atomic_write(path, (text + "\n").encode())


def lesson_files(folder: str | os.PathLike[str]) -> list[Path]:
    """The files of a folder that are named as lessons, by name; none where there is no such folder."""
    try:
        return sorted(path for path in Path(folder).iterdir() if path.suffix.lower() == ENDING and path.is_file())
    except OSError:
        return []
