"""A value as it was typed after an option, and the error that names both."""

from __future__ import annotations

import re
from typing import Any

from lrgui.cli.parser import option
from lrgui.core.model.counted import counted
from lrgui.core.model.errors import InvalidValue, shown
from lrgui.text.numbers import parse_list, parse_number, parse_pairs

_TEXT_FIELDS = (
    "problem", "data", "curve", "surface", "schedule", "optimizer", "precision", "loss_form", "evaluations",
    "loss_scale", "aligned",
)  # fmt: skip
_WHOLE_FIELDS = (
    "hidden_units", "updates", "epochs", "batch_size", "seed", "count", "seeds", "period_factor", "patience",
    "cooldown",
)  # fmt: skip
COMMA = re.compile("[,，、]")


def typed_value(field: str, text: Any) -> Any:
    """What was typed as text, or as a number as in the window: 1/3, 10^-3. Raises `InvalidValue` where it is none."""
    if field in _TEXT_FIELDS or isinstance(text, bool):
        return text
    if field in ("milestones", "rate_points"):
        try:
            return tuple(parse_list(text) if field == "milestones" else parse_pairs(text))
        except ValueError:
            raise InvalidValue(field, text, "number" if field == "milestones" else "pairs") from None
    whole = field in _WHOLE_FIELDS
    try:
        return int(text) if whole and text.isdecimal() else parse_number(text)
    except ValueError:
        raise InvalidValue(field, text, "integer" if whole else "number") from None


def typed_pair(name: str, text: str, fields: tuple[str, str], example: str) -> dict[str, float]:
    """The two numbers of an option, with a comma between them. Raises `InvalidValue`."""
    parts = COMMA.split(text)
    if len(parts) != 2:
        expected = f"two numbers with a comma between them, such as {example}"
        raise InvalidValue(name, text, "structure", expected=expected)
    return {field: typed_value(field, part.strip()) for field, part in zip(fields, parts, strict=True)}


def typed_wrongly(error: InvalidValue, given: dict[str, Any]) -> str:
    """The error with the option and the value as they were typed."""
    reason = error.explanation()
    if "run" in given and (meant := re.fullmatch(r"runs\[(\d+)\]", error.place)):
        text, key = given["run"][int(meant[1])], option(error.field)[2:]
        if f"{key}=" in text or error.field not in given:  # else it is what another option gives all runs
            return f"--run {text}: {key} {reason}"
    if error.field == "runs" and "run" in given:
        return f"--run {counted(int(error.value), 'time|times')}: there {reason} of them"
    if error.field == "runs":
        return f"--learning-rate with {error.value} values: there {reason} of them"
    if error.field in ("start_w1", "start_w2"):
        return f"--start-weights {given['start_weights']}: {error.field[-2:]} {reason}"
    if error.field in ("start_x", "start_y", "start_w", "start_b"):
        return f"--start {given['start']}: {error.field[-1]} {reason}"
    # Of several learning rates the error holds the one that is meant.
    field = "regression" if error.field == "points" else error.field
    typed = None if field == "learning_rate" else given.get(field)
    value = typed or ("" if typed == "" else shown(error.value)) or repr("")
    return f"{option(field)} {value}: {reason}"
