"""What is wrong with an expression or a rule while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Collection

from lrgui.core.expressions.parser import parse
from lrgui.core.expressions.unknowns import Unknowns
from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.labelled import rule
from lrgui.text.names import error_reason


def complaint(unknowns: Unknowns, names: Collection[str]) -> Callable[[str], str]:
    """What says what is wrong with an expression while it is typed, unless it is one of `names`."""

    def said(text: str) -> str:
        try:
            if text not in names:
                parse(text, unknowns)
        except InvalidValue as error:
            return error_reason(error)
        return ""

    return said


def rule_complaint(text: str) -> str:
    """What is wrong with a rule while it is typed; nothing where there is none."""
    try:
        if text.strip():
            rule(text)
    except InvalidValue as error:
        return error_reason(error)
    return ""
