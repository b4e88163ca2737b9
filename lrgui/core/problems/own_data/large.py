"""Data as an experiment file has them: small ones whole, large ones in a file of their own, which is read again."""

from __future__ import annotations

import hashlib
import os
from typing import Any

from lrgui.core.model.checks import checked_keys
from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.layout import DECIMALS, DELIMITERS, ENCODINGS, Columns, Layout
from lrgui.core.problems.own_data.own_data import OwnData, described, whole
from lrgui.core.problems.own_data.reading import Reading, read_bytes

# What was read last: a file that is opened is looked at before anything is asked, and its data are wanted again then.
_known: dict[tuple[Any, ...], OwnData] = {}


def from_dict(data: Any, moved_to: str | None = None) -> OwnData:
    """What `OwnData.to_dict` wrote; of large data the file is read again. Raises `InvalidValue`.

    moved_to: where that file is now; None: where it was.
    """
    return LargeData(data, moved_to).complete() if is_large(data) else whole(data)


def is_large(data: Any) -> bool:
    """Whether what `OwnData.to_dict` wrote names a file."""
    return isinstance(data, dict) and "path" in data


class LargeData:
    """The file that an experiment file names for its large data, on its way: `advance` until all is known.

    Raises `InvalidValue` where that is badly described, and in `advance` where the file is none, or another one.
    """

    def __init__(self, data: dict[str, Any], moved_to: str | None = None) -> None:
        name, self._columns, self._classes = described(data)
        path, layout, chosen = data["path"], data.get("layout"), data.get("chosen")
        if not isinstance(path, str) or not path:
            raise InvalidValue("data.path", path, "structure", expected="the path of a file")
        parts = checked_keys("data.layout", layout, ("encoding", "delimiter", "decimal", "header"))
        known = {"encoding": ENCODINGS, "delimiter": DELIMITERS, "decimal": DECIMALS, "header": (True, False)}
        for field, values in known.items():
            if parts.get(field) not in values:
                raise InvalidValue(f"data.layout.{field}", parts.get(field), "one_of", choices=tuple(map(repr, values)))
        if not isinstance(chosen, list) or len(chosen) != 3 or not all(type(i) is int and i >= 0 for i in chosen):
            raise InvalidValue("data.chosen", chosen, "structure", expected="the numbers of three columns")
        sha256 = data.get("sha256")
        if not isinstance(sha256, str):
            raise InvalidValue("data.sha256", sha256, "structure", expected="the checksum of the file")
        self.name, self._path, self._sha256 = name, moved_to or path, sha256
        self._layout, self._chosen = Layout(**parts), tuple(chosen)
        written, self.size = _stamp(self._path)
        self._key = (self._path, name, sha256, self._layout, self._chosen, written, self.size)
        self._reading: Reading | None = None

    @property
    def known(self) -> bool:
        """Whether they are read."""
        return self._key in _known

    @property
    def there(self) -> bool:
        """Whether there is a file."""
        return "\0" not in self._path and os.path.isfile(self._path)  # a pipe would have to be waited for

    @property
    def progress(self) -> float:
        """The share that is read, 0 … 1, roughly."""
        return float(self.known) if self._reading is None else self._reading.progress

    def advance(self, seconds: float) -> bool:
        """Reads for about `seconds`; True when all is there. Raises `InvalidValue`."""
        if self.known:
            return True
        if self._reading is None:
            self._reading = self._begun()
        if not self._reading.advance(seconds):
            return False
        _known.clear()
        _known[self._key] = self._reading.result()
        return True

    def complete(self) -> OwnData:
        """Reads to the end. Raises `InvalidValue`."""
        while not self.advance(1.0):
            pass
        found = _known[self._key]
        return OwnData(self.name, self._columns, self._classes, found.points, found.labels, found.source)

    def _begun(self) -> Reading:
        if not self.there:
            raise DataFault("data", self.name, "no_file", path=[self._path])
        content = read_bytes(self._path)
        if hashlib.sha256(content).hexdigest() != self._sha256:
            raise DataFault("data", self.name, "changed", path=[self._path])
        reading = Reading(content, self.name, self._path, self._layout, Columns(*self._chosen))
        if max(self._chosen) >= len(reading.names):
            raise InvalidValue("data.chosen", list(self._chosen), "structure", expected="the numbers of three columns")
        return reading


def _stamp(path: str) -> tuple[int, int]:
    """What is another one where a file was written since; whether it can be read is found out later."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return 0, 0
    return status.st_mtime_ns, status.st_size
