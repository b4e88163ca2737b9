"""What curves and surfaces are called: by a name, or as an expression that was typed."""

from __future__ import annotations

import re

from lrgui.core.expressions.parser import MOST_CHARACTERS

_LONGEST = 50  # characters of a formula beside an axis
# Meant as a name: no expression is one word, but for products of variables.
_WORD = re.compile("(?![wxye]+$)[a-z]{3,}(?<!sin|cos|tan|exp|log)", re.ASCII)


def meant_as_name(text: str) -> bool:
    """Whether a text can be nothing but a name."""
    return len(text) <= MOST_CHARACTERS and _WORD.fullmatch(text) is not None


def shortened(formula: str) -> str:
    """A formula that has room beside an axis."""
    return formula if len(formula) <= _LONGEST else formula[: _LONGEST - 1] + "…"
