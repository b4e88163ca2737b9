"""What can be wrong with a file of data, each with the row and the column where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from lrgui.core.model.errors import InvalidValue, shown
from lrgui.core.model.marking import QT_TRANSLATE_NOOP


class DataFault(InvalidValue):
    """Data that cannot be used. Limits "row" (the line in the file, from 1) and "column" where a place is known."""

    RULES: ClassVar[dict[str, str]] = {
        "one_of": InvalidValue.RULES["one_of"],
        "structure": InvalidValue.RULES["structure"],
        "no_rule": QT_TRANSLATE_NOOP("Errors", "must have one sign < or > between two expressions, as x2 > sin(3 x1)"),
        "one_side": QT_TRANSLATE_NOOP("Errors", "has all points of the square −1 … 1 on one side"),
        "no_data": QT_TRANSLATE_NOOP("Errors", "there is nothing in it"),
        "no_file": QT_TRANSLATE_NOOP("Errors", "there is no such file: {path}"),
        "unreadable": QT_TRANSLATE_NOOP("Errors", "cannot be read: {problem}"),
        "changed": QT_TRANSLATE_NOOP("Errors", "is not the file that it was, its checksum is another one: {path}"),
        "spreadsheet": QT_TRANSLATE_NOOP("Errors", "is a spreadsheet or an archive; save it as CSV first"),
        "zero_byte": QT_TRANSLATE_NOOP("Errors", "row {row}: there is a zero byte, so this is no table in text"),
        "encoding": QT_TRANSLATE_NOOP("Errors", "row {row}: the text is neither UTF-8 nor GB18030"),
        "not_encoded": QT_TRANSLATE_NOOP("Errors", "row {row}: the text is not in {encoding}"),
        "too_large": QT_TRANSLATE_NOOP("Errors", "is larger than {high} MB"),
        "too_wide": QT_TRANSLATE_NOOP("Errors", "row {row}: there are more than {high} {high:column|columns}"),
        "too_many_rows": QT_TRANSLATE_NOOP("Errors", "there are more than {high} {high:row|rows}"),
        "too_many_pasted": QT_TRANSLATE_NOOP(
            "Errors",
            "there are more than {high} {high:row|rows}: of so many the experiment keeps the file, so save them as one",
        ),
        "long_cell": QT_TRANSLATE_NOOP("Errors", "row {row}: a cell has more than {high} {high:character|characters}"),
        "quote": QT_TRANSLATE_NOOP("Errors", "row {row}: a quotation mark is opened and not closed"),
        "few_columns": QT_TRANSLATE_NOOP(
            "Errors",
            "row {row}: there {count:is|are} {count} {count:column|columns}, and three are needed",
        ),
        "one_column": QT_TRANSLATE_NOOP("Errors", "row {row}: there is one column, and two are needed"),
        "no_pair": QT_TRANSLATE_NOOP("Errors", "no two columns of numbers could be found: choose the columns"),
        "same_column_twice": QT_TRANSLATE_NOOP("Errors", "is chosen twice; x and y are two columns"),
        "few_rows": QT_TRANSLATE_NOOP(
            "Errors", "there {count:is|are} {count} {count:row|rows}, and at least {low} {low:is|are} needed"
        ),
        "cells": QT_TRANSLATE_NOOP(
            "Errors", "row {row}: there {count:is|are} {count} {count:cell|cells}, and not {expected} as before"
        ),
        "no_column": QT_TRANSLATE_NOOP("Errors", "there is no such column; there are {choices}"),
        "two_columns": QT_TRANSLATE_NOOP(
            "Errors", "is the name of {count} {count:column|columns}; give its number, from 1"
        ),
        "same_column": QT_TRANSLATE_NOOP("Errors", "is chosen twice; two features and a label are three columns"),
        "no_choice": QT_TRANSLATE_NOOP(
            "Errors", "no two columns of numbers and one of two labels could be found: choose the columns"
        ),
        "no_number": QT_TRANSLATE_NOOP("Errors", "row {row}, column {column}: a number is missing"),
        "not_number": QT_TRANSLATE_NOOP("Errors", "row {row}, column {column}: “{cell}” is not a number"),
        "decimal_comma": QT_TRANSLATE_NOOP(
            "Errors", "row {row}, column {column}: “{cell}” has a decimal comma, and the numbers before a point"
        ),
        "decimal_point": QT_TRANSLATE_NOOP(
            "Errors", "row {row}, column {column}: “{cell}” has a decimal point, and the numbers before a comma"
        ),
        "not_finite": QT_TRANSLATE_NOOP("Errors", "row {row}, column {column}: “{cell}” is not a finite number"),
        "too_far": QT_TRANSLATE_NOOP(
            "Errors", "row {row}, column {column}: “{cell}” is too large; numbers reach from −{high} to {high}"
        ),
        "no_label": QT_TRANSLATE_NOOP("Errors", "row {row}, column {column}: a label is missing"),
        "third_label": QT_TRANSLATE_NOOP(
            "Errors", "row {row}, column {column}: “{cell}” is a third label, after “{first}” and “{second}”"
        ),
        "one_label": QT_TRANSLATE_NOOP("Errors", "column {column}: all rows have the label “{cell}”; two are needed"),
    }

    def sentence(
        self, field: str, reason: str, frame: str = "{0} = {1}: {2}", show: Callable[[Any], str] = shown
    ) -> str:
        """As `InvalidValue.sentence`: the value, which is the name of the data, and the reason."""
        return super().sentence(field, reason, "{1}: {2}", show)
