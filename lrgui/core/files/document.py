"""Document and the experiment file `.lrgui`: an experiment, what the window shows of it, and notes, as JSON.

The file is meant to be read by people too, and the same document always makes the same bytes. Files of older
versions are opened; what is not understood is refused in one sentence that says where it stands.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lrgui.core.files import embedding
from lrgui.core.files.atomic import atomic_write
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.older_versions import from_version_0, from_version_1, from_version_2
from lrgui.core.files.recipe import Recipe
from lrgui.core.files.strict_json import LIMIT, parse
from lrgui.core.files.view import View
from lrgui.core.lessons.lesson import headings
from lrgui.core.model.checks import checked_keys, integer
from lrgui.core.model.errors import InvalidValue, shown
from lrgui.core.model.experiment import Experiment

FORMAT = embedding.FORMAT
VERSION = 3
MAX_NOTES = 100_000
FIGURE_LIMIT_MB = 100
LINE = 100  # what fits in so many characters is written on one line

_FIELDS = ("format", "version", "experiment", "view", "notes", "lesson", "figure")


@dataclass(frozen=True)
class Document:
    """What an experiment file holds.

    The view is cut to what the experiment has; lesson: the id of the lesson that the experiment came from, None where
    there is no such lesson; figure: how the figure was made that carries this, None in a file of its own. Raises
    `InvalidValue`.
    """

    experiment: Experiment
    view: View = field(default_factory=View)
    notes: str = ""
    lesson: str | None = None
    figure: Recipe | None = None

    def __post_init__(self) -> None:
        if not _is_text(self.notes) or len(self.notes) > MAX_NOTES:
            raise InvalidValue("notes", self.notes, "text", high=MAX_NOTES)
        if self.lesson is not None and not isinstance(self.lesson, str):
            raise InvalidValue("lesson", self.lesson, "structure", expected="the id of a lesson")
        if self.lesson not in [heading.id for heading in headings()]:
            object.__setattr__(self, "lesson", None)
        object.__setattr__(self, "view", self.view.within(self.experiment))


def _is_text(value: Any) -> bool:
    """Whether this is text that a file can hold: JSON can spell halves of characters."""
    try:
        return isinstance(value, str) and value.encode() is not None
    except UnicodeEncodeError:
        return False


# Writing


def write(document: Document) -> bytes:
    """The content of the document's file."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "experiment": document.experiment.to_dict(),
        "view": document.view.to_dict(),
        "notes": document.notes,
        "lesson": document.lesson,
        "figure": None if document.figure is None else document.figure.to_dict(),
    }
    text = _text(data) + "\n"
    for character in "\ufffe\uffff":  # XML, in which a figure carries this text, has no such characters
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode()


def _text(value: Any, indent: str = "") -> str:
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if not isinstance(value, dict | list) or len(line) <= LINE:
        return line
    inner = indent + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + _text(v, inner) for v in value) + f"\n{indent}]"
    parts = [f"{inner}{json.dumps(name)}: {_text(v, inner)}" for name, v in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"


def save_file(path: str | os.PathLike[str], document: Document) -> None:
    """Writes the document's file whole or not at all. Raises `OSError`."""
    atomic_write(path, write(document))


# Reading


def open_file(path: str | os.PathLike[str], data_path: str | None = None) -> Document:
    """The document in an experiment file, or in a figure that carries one. Raises `DamagedFile` and `OSError`.

    data_path: where the file is now that the experiment keeps its large data in; None: where it was.
    """
    with open(path, "rb") as file:
        return read_file(file, data_path)


def read_file(file: BinaryIO, data_path: str | None = None) -> Document:
    """The same of an open file. Raises `DamagedFile` and `OSError`."""
    return read(content_of(file), data_path)


def content_of(file: BinaryIO) -> bytes:
    """What is in an experiment file, or what a figure carries. Raises `DamagedFile` and `OSError`."""
    data = file.read(LIMIT + 1)
    if not embedding.is_figure(data):
        return data
    data += file.read(FIGURE_LIMIT_MB * 1_000_000 + 1 - len(data))
    if len(data) > FIGURE_LIMIT_MB * 1_000_000:
        raise DamagedFile("", None, "too_large", high=FIGURE_LIMIT_MB)
    payload = embedding.extract(data)
    if payload is None:
        raise DamagedFile("", None, "bare_figure")
    return payload


def read(data: bytes, data_path: str | None = None) -> Document:
    """The document that the content of an experiment file describes. Raises `DamagedFile`."""
    try:
        current = checked_keys("file", _upgraded(parse(data)), _FIELDS)
        if "experiment" not in current:
            raise DamagedFile("", None, "missing", name="experiment")
        return Document(
            Experiment.from_dict(current["experiment"], data_path),
            View.from_dict(current.get("view", {})),
            current.get("notes", ""),
            current.get("lesson"),
            None if current.get("figure") is None else Recipe.from_dict(current["figure"]),
        )
    except DamagedFile:
        raise
    except InvalidValue as error:
        raise DamagedFile.of(error) from None


# Older versions


def _upgraded(data: Any) -> dict[str, Any]:
    """The fields of a file of this version, whatever version `data` is of."""
    if not isinstance(data, dict):
        raise DamagedFile("", None, "not_experiment")
    if "format" in data:
        upgrade = {1: from_version_1, 2: from_version_2}.get(_checked_version(data))
        return data if upgrade is None else upgrade(data)
    if "runs" in data or "problem" in data:
        return from_version_0(data)
    raise DamagedFile("", None, "not_experiment")


def _checked_version(data: dict[str, Any]) -> int:
    if data["format"] != FORMAT:
        raise DamagedFile("", None, "format", format=shown(data["format"]), expected=FORMAT)
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise DamagedFile("", None, "newer", version=version, high=VERSION)
    return integer("version", version, 1, VERSION)
