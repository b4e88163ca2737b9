"""Points of one's own, as an experiment holds them: small data whole, large ones by the place of their file."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import Any

import numpy as np

from lrgui.core.model.checks import checked_keys, checked_list, number
from lrgui.core.model.counted import counted
from lrgui.core.model.errors import InvalidValue, inside, shown
from lrgui.core.model.types import Array, Axes
from lrgui.core.problems.own_data.faults import DataFault

MOST_WHOLE = 20_000  # rows that an experiment file holds; of more it holds the place of their file
FEWEST = 2  # points, one to train on and one to validate
FARTHEST = 1e9  # what a number may be
_FIELDS = ("name", "columns", "classes", "points", "path", "sha256", "rows", "layout", "chosen", "plane")


class Source:
    """Where the file of large data is, and how it was read. sha256: of its bytes."""

    def __init__(self, path: str, sha256: str, layout: dict[str, Any], chosen: tuple[int, int, int]) -> None:
        self.path, self.sha256, self.layout, self.chosen = path, sha256, layout, chosen


class OwnData:
    """Labelled points in the plane; two of them with the same numbers and names are equal.

    name: what they are called, such as a file's name; columns: the names of x₁, x₂ and the label; classes: the labels
    of class 0 and class 1 as they were read; points: (n, 2) float64; labels: (n,) float64, 0 or 1; source: None where
    an experiment file holds them whole; plane: what is seen of the plane at least, None for what the points need.
    Raises `InvalidValue`.
    """

    def __init__(
        self,
        name: str,
        columns: tuple[str, str, str],
        classes: tuple[str, str],
        points: Array,
        labels: Array,
        source: Source | None = None,
        plane: Axes | None = None,
    ) -> None:
        self.name, self.columns, self.classes, self.source, self.plane = name, columns, classes, source, plane
        self.points = np.ascontiguousarray(points, np.float64)
        self.labels = np.ascontiguousarray(labels, np.float64)
        for array in (self.points, self.labels):
            array.setflags(write=False)
        if len(self.labels) < FEWEST:
            raise DataFault("data", name, "few_rows", count=len(self.labels), low=FEWEST)

    @cached_property
    def _digest(self) -> tuple[Any, ...]:
        parts = (self.points, self.labels)
        hashes = tuple(hashlib.sha256(part.tobytes()).hexdigest() for part in parts)
        return self.name, self.columns, self.classes, self.plane, hashes

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, OwnData) and self._digest == other._digest)

    def __hash__(self) -> int:
        return hash((self.name, len(self.labels)))

    def __deepcopy__(self, _memo: object) -> OwnData:
        return self  # it never changes

    def __repr__(self) -> str:
        return f"<OwnData {self.name!r}, {counted(len(self.labels), 'point|points')}>"

    __str__ = __repr__

    @property
    def exported_name(self) -> str:
        """The name of a file to export them to, in which scripts look for them."""
        stem = re.sub(r"[^\w.-]+", "_", self.name.rsplit(".", 1)[0]).strip("._") or "data"
        return f"{stem}_data.csv"

    # To and from plain data

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = {
            "name": self.name,
            "columns": list(self.columns),
            "classes": list(self.classes),
        }
        if self.source is None:
            rows = zip(self.points.tolist(), self.labels.astype(int).tolist(), strict=True)
            if self.plane is not None:
                data["plane"] = [list(side) for side in self.plane]
            return {**data, "points": [[x, y, label] for (x, y), label in rows]}
        source = self.source
        return {
            **data,
            "path": source.path,
            "sha256": source.sha256,
            "rows": len(self.labels),
            "layout": source.layout,
            "chosen": list(source.chosen),
        }


def whole(data: Any) -> OwnData:
    """What `OwnData.to_dict` wrote of small data. Raises `InvalidValue`."""
    parts = checked_keys("data", data, _FIELDS)
    name, columns, classes = described(parts)
    rows = checked_list("data.points", parts.get("points"))
    if len(rows) > MOST_WHOLE:
        raise DataFault("data", name, "too_many_rows", high=MOST_WHOLE)
    points, labels = np.empty((len(rows), 2)), np.empty(len(rows))
    for i, row in enumerate(rows):
        place = f"data.points[{i}]"
        if not isinstance(row, list) or len(row) != 3 or row[2] not in (0, 1):
            raise InvalidValue(place, row, "structure", expected="[x1, x2, 0 or 1]")
        with inside(place):
            points[i] = [_coordinate("x1", row[0]), _coordinate("x2", row[1])]
            labels[i] = row[2]
    return OwnData(name, columns, classes, points, labels, plane=_plane(parts.get("plane")))


def _plane(data: Any) -> Axes | None:
    if data is None:
        return None
    if (
        not isinstance(data, list)
        or len(data) != 2
        or not all(isinstance(side, list) and len(side) == 2 for side in data)
    ):
        raise InvalidValue("data.plane", data, "ranges")
    (left, right), (bottom, top) = ([_coordinate("data.plane", end) for end in side] for side in data)
    if not (left < right and bottom < top):
        raise InvalidValue("data.plane", data, "ranges")
    return (left, right), (bottom, top)


def _coordinate(name: str, value: Any) -> float:
    x = number(name, value)
    if abs(x) > FARTHEST:
        raise InvalidValue(name, value, "between", low=-FARTHEST, high=FARTHEST)
    return x


def described(parts: Any) -> tuple[str, tuple[str, str, str], tuple[str, str]]:
    """The names in plain data. Raises `InvalidValue`."""
    texts: list[tuple[str, ...]] = []
    for field, count, expected in (("columns", 3, "three texts"), ("classes", 2, "two texts")):
        values = parts.get(field)
        if not isinstance(values, list) or len(values) != count or not all(_is_name(value) for value in values):
            raise InvalidValue(f"data.{field}", values, "structure", expected=expected)
        texts.append(tuple(values))
    name = parts.get("name", "data")
    if not _is_name(name):
        raise InvalidValue("data.name", shown(name), "structure", expected="a text")
    (x1, x2, label), (first, last) = texts
    return name, (x1, x2, label), (first, last)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 1000
