"""The files that a command is to write: looked at before anything is computed, told of when they are there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lrgui.cli.complaints import INTERRUPTED, Complaint, UsageError
from lrgui.cli.parser import option
from lrgui.core.files.atomic import is_device

LONGEST_NAME = 255  # of a file, in bytes, on all usual systems


@dataclass(frozen=True)
class Output:
    """A file to write: what (the option that asks for it, such as "steps_csv"), of which problem, and where."""

    what: str
    problem: str
    path: str


@contextmanager
def writing(outputs: list[Output]) -> Iterator[None]:
    """Around the work that ends with these files: all of them are written, or none.

    Raises `UsageError` where one cannot be, before anything is computed, and `Complaint` where the work fails.
    """
    _check(outputs)
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise Complaint(f"no file was written: {where}{error.strerror or error}") from error
    except KeyboardInterrupt:
        raise Complaint("interrupted" + (", no file was written" if outputs else ""), INTERRUPTED) from None
    if outputs:
        print("wrote " + ", ".join(output.path for output in outputs), file=sys.stderr)


def named(what: str, name: str) -> str:
    """An option and the file that it names, as a complaint begins. Raises `UsageError` where it can be no file."""
    where = f"{option(what)} {name or repr(name)}"
    if not name or name.endswith(("/", os.sep)) or os.path.isdir(name):
        raise UsageError(f"{where}: must be the name of a file, not of a folder")
    return where


def _check(outputs: list[Output]) -> None:
    seen: dict[str, Output] = {}
    for output in outputs:
        where = f"{option(output.what)} {output.path}"
        target = os.path.realpath(output.path)
        folder = os.path.dirname(target)
        if os.path.isdir(target):
            raise UsageError(f"{where}: must be the name of a file, not of a folder")
        if os.path.exists(output.path) and not os.access(output.path, os.W_OK):
            raise UsageError(f"{where}: the file may not be written")
        if is_device(output.path):
            continue
        if not os.path.isdir(folder):
            raise UsageError(f"{where}: the folder {folder} does not exist")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UsageError(f"{where}: no file may be written in the folder {folder}")
        if len(os.fsencode(os.path.basename(target))) > LONGEST_NAME:
            raise UsageError(f"{where}: the name is longer than {LONGEST_NAME} bytes")
        if target in seen:
            raise UsageError(f"{where}: {option(seen[target].what)} names the same file")
        seen[target] = output
