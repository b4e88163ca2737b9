"""`lrgui lessons`: which lessons there are."""

from __future__ import annotations

import argparse

from lrgui.cli.complaints import OK, UsageError
from lrgui.cli.parser import Parser
from lrgui.core.lessons.lesson import lessons
from lrgui.resources import LANGUAGES


def add_arguments(parser: Parser) -> None:
    """What can be typed after `lrgui lessons`."""
    parser.description = "List the lessons: their ids and titles."
    parser.add_argument("--language", metavar="{" + ",".join(LANGUAGES) + "}", default="en", help="(default: en)")


def answer(typed: argparse.Namespace) -> int:
    """Lists them and returns the exit code. Raises `UsageError`."""
    language = typed.language
    if language not in LANGUAGES:
        raise UsageError(f"--language {language}: must be one of {', '.join(LANGUAGES)}")
    width = max(len(lesson.id) for lesson in lessons())
    for lesson in lessons():
        print(f"{lesson.id:<{width}}  {lesson.title[language]}")
    return OK
