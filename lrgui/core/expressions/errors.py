"""What can be wrong with an expression, each with the place where it is."""

from __future__ import annotations

from typing import ClassVar

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.marking import QT_TRANSLATE_NOOP


class InvalidExpression(InvalidValue):
    """An expression that cannot be read. The limit "position" counts characters from 1, where a place is known."""

    RULES: ClassVar[dict[str, str]] = {
        "empty": QT_TRANSLATE_NOOP("Errors", "must be an expression in {variables}, such as {example}"),
        "no_name": QT_TRANSLATE_NOOP("Errors", "must be one of {choices}, or an expression in {variables}"),
        "not_text": QT_TRANSLATE_NOOP("Errors", "must be a name or an expression in {variables}"),
        "too_long": QT_TRANSLATE_NOOP("Errors", "must not be longer than {high} {high:character|characters}"),
        "too_deep": QT_TRANSLATE_NOOP("Errors", "is nested more than {high} deep at position {position}"),
        "too_large": QT_TRANSLATE_NOOP("Errors", "has derivatives of more than {high} {high:operation|operations}"),
        "character": QT_TRANSLATE_NOOP("Errors", "“{found}” at position {position} cannot be read"),
        "unknown_name": QT_TRANSLATE_NOOP(
            "Errors", "“{found}” at position {position} is not known; known are {variables}, π, e and {choices}"
        ),
        "bracket_after": QT_TRANSLATE_NOOP("Errors", "“{found}” needs a bracket after it, at position {position}"),
        "unclosed": QT_TRANSLATE_NOOP("Errors", "what is opened at position {position} is not closed"),
        "unopened": QT_TRANSLATE_NOOP("Errors", "what is closed at position {position} was not opened"),
        "missing": QT_TRANSLATE_NOOP("Errors", "something is missing at position {position}"),
        "comma": QT_TRANSLATE_NOOP("Errors", "the comma at position {position}: decimal numbers have a point, as 0.5"),
        "number_range": QT_TRANSLATE_NOOP("Errors", "the number at position {position} is too large or too small"),
        "no_value": QT_TRANSLATE_NOOP("Errors", "what stands at position {position} has no value"),
        "exponent": QT_TRANSLATE_NOOP(
            "Errors", "the exponent at position {position} must be between −{high} and {high}"
        ),
        "no_w": QT_TRANSLATE_NOOP("Errors", "is the same everywhere: there must be a w in it"),
        "no_xy": QT_TRANSLATE_NOOP("Errors", "is the same everywhere: there must be an x or a y in it"),
        "no_slope": QT_TRANSLATE_NOOP("Errors", "has no derivative that is a real number"),
    }
