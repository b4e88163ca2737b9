"""Rejected values, kept as data so that the window can say them in any language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar


def shown(value: Any) -> str:
    """A value as it was typed, cut where it is too long for one sentence; large whole numbers in groups of three."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    try:
        whole = isinstance(value, int) and not isinstance(value, bool)
        text = value if isinstance(value, str) else f"{value:,}" if whole and abs(value) >= 10_000 else repr(value)
    except ValueError:  # Python prints no whole numbers of more than 4,300 digits
        text = "a whole number of thousands of digits"
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"


class InvalidValue(ValueError):
    """A field of an experiment has a value that is not allowed.

    `field` is the field's name, `value` what was given, `rule` the name of the broken rule (a key of `RULES`) and
    `limits` the numbers that fill in the rule's sentence. `str(error)` is the English sentence.
    """

    RULES: ClassVar[dict[str, str]] = {
        "number": "must be a number",
        "integer": "must be a whole number",
        "flag": "must be true or false",
        "finite": "must be a finite number",
        "positive": "must be greater than 0",
        "between": "must be between {low} and {high}",
        "positive_up_to": "must be greater than 0 and at most {high}",
        "from_zero_below": "must be at least 0 and less than {high}",
        "one_of": "must be one of {choices}",
        "batch": "must not be larger than the {high} training samples",
        "warmup": "must not be longer than the {high} epochs of the run",
        "memory": "would make a history of {megabytes} MB; at most {high} MB are allowed",
        "updates": "would make {updates} updates; at most {high} are allowed",
        "float32": "cannot be represented in float32, whose positive numbers lie between {low} and {high}",
        "colour": "must be a colour written #RRGGBB",
        "unknown": "is not a known field; known are {choices}",
        "finished": "would change no update: the run ends here; go back, or choose changes from the start",
        "structure": "must be {expected}",
    }

    def __init__(self, field: str, value: Any, rule: str, **limits: Any) -> None:
        self.field = field
        self.value = value
        self.rule = rule
        self.limits = limits
        super().__init__(self.sentence(field, self.RULES[rule]))

    def sentence(self, field: str, rule: str, frame: str = "{0} = {1}: {2}", show: Callable[[Any], str] = shown) -> str:
        """The message, with `field`, `rule` and the `frame` that joins them in the reader's language.

        `show` writes the value and the limits.
        """
        limits = {key: self._listed(value, show) for key, value in self.limits.items()}
        return frame.format(field, show(self.value), rule.format(**limits))

    @staticmethod
    def _listed(value: Any, show: Callable[[Any], str]) -> str:
        return ", ".join(str(v) for v in value) if isinstance(value, list | tuple) else show(value)
