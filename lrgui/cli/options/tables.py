"""The options of data and of points: of the program, or of a table in text."""

from __future__ import annotations

import os
from typing import Any

from lrgui.cli.complaints import UsageError
from lrgui.cli.progress import complete
from lrgui.core.files.location import local_path
from lrgui.core.problems.generated import MAKERS
from lrgui.core.problems.labelled import is_rule
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.layout import Columns, column_number
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.own_data.reading import Reading, read_bytes
from lrgui.core.problems.point_table import PointTable
from lrgui.core.problems.points import POINT_SETS, Points

COLUMN_OPTIONS = {
    "x": "the first feature, or the x of points",
    "x2": "the second feature",
    "label": "the label, which has two values",
}


def data_of(given: dict[str, Any]) -> str | OwnData:
    """The data of --data: one of the program's own, or those of a file, in the columns that are named."""
    name = given["data"]
    path = local_path(name)
    if name in MAKERS or (not path.exists() and (is_rule(name) or not path.suffix)):
        for option_name in COLUMN_OPTIONS:
            if option_name in given:
                raise UsageError(f"--{option_name} {given[option_name]}: only data of a file have columns to choose")
        return str(name)
    reading = Reading(read_bytes(path), path.name, os.path.abspath(path))
    chosen = {field: column_number(given[field], reading.names, field) for field in COLUMN_OPTIONS if field in given}
    found = reading.columns
    if found is None and len(chosen) < len(COLUMN_OPTIONS):
        raise DataFault("data", path.name, "no_choice")
    reading.columns = Columns(**{**(vars(found) if found is not None else {}), **chosen})
    complete(reading)
    return reading.result()


def points_of(given: dict[str, Any]) -> str | Points:
    """The points of --regression: of the program, or those of a file, in the columns that are named."""
    name = given["regression"]
    path = local_path(name)
    if name in POINT_SETS or not (path.suffix or path.exists()):
        for option_name in ("x", "y"):
            if option_name in given:
                raise UsageError(f"--{option_name} {given[option_name]}: only points of a file have columns to choose")
        return str(name)
    try:
        return PointTable(read_bytes(path), path.name).points(given.get("x"), given.get("y"))
    except DataFault as error:
        raise error if error.field in ("x", "y") else error.renamed("points", name) from None
