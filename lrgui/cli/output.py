"""What all commands share: exit codes, complaints, and the files that they are to write."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from lrgui.cli.options import UsageError, option
from lrgui.core.files.atomic import is_device

OK, FAILED, USAGE, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
LONGEST_NAME = 255  # of a file, in bytes, on all usual systems


@dataclass(frozen=True)
class Output:
    """A file to write: what (the option that asks for it, such as "steps_csv"), of which problem, and where."""

    what: str
    problem: str
    path: str


def complain(sentence: str, code: int) -> int:
    """Says on standard error what is wrong, and returns the exit code `code`."""
    print(f"lrgui: {sentence}", file=sys.stderr)
    return code


def named(what: str, name: str) -> str:
    """An option and the file that it names, as a complaint begins. Raises `UsageError` where it can be no file."""
    where = f"{option(what)} {name or repr(name)}"
    if not name or name.endswith(("/", os.sep)) or os.path.isdir(name):
        raise UsageError(f"{where}: must be the name of a file, not of a folder")
    return where


def check(outputs: list[Output]) -> None:
    """Raises `UsageError` where a file cannot be written, before anything is computed."""
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
