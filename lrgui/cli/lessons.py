"""`lrgui lessons`: which lessons there are; checks files of one's own, and exports."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from lrgui.cli.complaints import FAILED, OK, Complaint, UsageError
from lrgui.cli.parser import Parser
from lrgui.core.files.lesson_files import ENDING, lesson_files, open_lesson, save_lesson
from lrgui.core.files.location import local_path
from lrgui.core.lessons.faults import LessonFaults
from lrgui.core.lessons.lesson import lessons
from lrgui.core.lessons.texts import text_in
from lrgui.resources import LANGUAGES


def add_arguments(parser: Parser) -> None:
    """What can be typed after `lrgui lessons`."""
    parser.description = "List the lessons: ids and titles. Check files of your own, or export these to start from."
    parser.add_argument("--language", metavar="{" + ",".join(LANGUAGES) + "}", default="en", help="(default: en)")
    what = parser.add_argument_group("files of lessons (.lrlesson)")
    what.add_argument("--check", metavar="FILE|FOLDER", help="one line for each fault; exit code 1 where there is one")
    what.add_argument("--export", metavar="FOLDER", help="write the lessons of the program into a folder")


def answer(typed: argparse.Namespace) -> int:
    """Does what is asked for and returns the exit code. Raises `Complaint`."""
    language = typed.language
    if language not in LANGUAGES:
        raise UsageError(f"--language {language}: must be one of {', '.join(LANGUAGES)}")
    if typed.check is not None and typed.export is not None:
        raise UsageError(f"--export {typed.export}: there is --check {typed.check} too, choose one of them")
    if typed.check is not None:
        return _check(typed.check, language)
    if typed.export is not None:
        return _export(typed.export)
    width = max(len(lesson.id) for lesson in lessons())
    for lesson in lessons():
        print(f"{lesson.id:<{width}}  {lesson.title[language]}")
    return OK


def _check(name: str, language: str) -> int:
    place = local_path(name)
    files = lesson_files(place) if place.is_dir() else [place]
    if not files:
        raise Complaint(f"--check {name}: there is no file that ends in {ENDING}")
    faulty = False
    for file in files:
        try:
            lesson = open_lesson(file)
        except LessonFaults as error:
            faulty = True
            for fault in error.faults:
                print(f"{file}: {fault}")
        except OSError as error:
            raise Complaint(f"--check {file}: {error.strerror or error}") from error
        else:
            count = len(lesson.stages)
            print(f"{file}: {text_in(lesson.title, language)}, {count} stage{'s' * (count > 1)}", file=sys.stderr)
    return FAILED if faulty else OK


def _export(name: str) -> int:
    folder = local_path(name)
    try:
        os.makedirs(folder, exist_ok=True)
        for number, lesson in enumerate(lessons(), 1):
            path = Path(folder) / f"{lesson.id}{ENDING}"
            if path.exists():
                raise Complaint(f"--export {name}: {path.name} is there already, nothing more was written")
            save_lesson(path, lesson, number)
            print(path)
    except OSError as error:
        raise Complaint(f"--export {name}: {error.strerror or error}") from error
    return OK
