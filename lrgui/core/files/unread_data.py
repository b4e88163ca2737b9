"""The large data that a file is about, to be read with patience before it is opened."""

from __future__ import annotations

import os
from contextlib import suppress

from lrgui.core.files.document import content_of
from lrgui.core.files.strict_json import parse
from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.own_data.large import LargeData, is_large


def unread_data(path: str | os.PathLike[str], data_path: str | None = None) -> LargeData | None:
    """What opening an experiment, a lesson or a figure would have to read besides; None for all that has no such data.

    Opening finds it read then, and says what is wrong with any of them. data_path: as of `open_file`.
    """
    with suppress(OSError, ValueError, InvalidValue):
        if not os.path.isfile(path):  # a pipe would have to be waited for
            return None
        with open(path, "rb") as file:
            return unread_in(content_of(file), data_path)
    return None


def unread_in(content: bytes, data_path: str | None = None) -> LargeData | None:
    """The same of what is in such a file."""
    with suppress(ValueError, InvalidValue):
        found = parse(content)
        experiment = found.get("experiment", found) if isinstance(found, dict) else None
        data = experiment.get("data") if isinstance(experiment, dict) else None
        if isinstance(data, dict) and is_large(data):
            large = LargeData(data, data_path)
            return None if large.known else large
    return None
