"""The experiment that is begun from: an experiment file, or a figure that carries one."""

from __future__ import annotations

import argparse
import os
import sys

from lrgui.cli.complaints import UsageError
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import Document, open_file, read_file
from lrgui.core.files.location import local_path


def opened(typed: argparse.Namespace) -> Document | None:
    """The document of --experiment, if that was given. Raises `UsageError`."""
    name = typed.experiment
    if name is None:
        return None
    if typed.lesson is not None:
        raise UsageError(f"--experiment {name}: there is --lesson {typed.lesson} too, choose one of them")
    try:
        return read_file(sys.stdin.buffer) if name == "-" else _opened(name, typed)
    except DamagedFile as error:
        hint = "; --data FILE says where it is now" if error.rule == "no_file" else ""
        raise UsageError(f"--experiment {name}: {error}{hint}") from error
    except OSError as error:
        raise UsageError(f"--experiment {name}: {error.strerror or error}") from error


def _opened(name: str, typed: argparse.Namespace) -> Document:
    """An experiment file, whose large data may lie where --data says now."""
    try:
        return open_file(local_path(name))
    except DamagedFile as error:
        if error.rule != "no_file" or typed.data is None:
            raise
    document = open_file(local_path(name), os.path.abspath(local_path(typed.data)))
    typed.data = None  # it is the experiment's
    return document
