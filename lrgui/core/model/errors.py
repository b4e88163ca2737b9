"""Rejected values, kept as data so that the window can say them in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Self

from lrgui.core.model.counted import Counted
from lrgui.core.model.marking import QT_TRANSLATE_NOOP


def shown(value: Any) -> str:
    """A value as it was typed, cut where it is too long for one sentence; large whole numbers in groups of three."""
    if isinstance(value, list | dict) and value:  # may be millions of values, or nested deeper than Python can print
        return "[…]" if isinstance(value, list) else "{…}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    try:
        whole = isinstance(value, int) and not isinstance(value, bool)
        text = value if isinstance(value, str) else f"{value:,}" if whole and abs(value) >= 10_000 else repr(value)
    except ValueError:  # Python prints no whole numbers of more than 4,300 digits
        text = "a whole number of thousands of digits"
    text = " ".join(text[:1000].split())
    text = text if len(text) <= 60 else text[:57] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


class InvalidValue(ValueError):
    """A field of an experiment has a value that is not allowed.

    `field` is the field's name, `value` what was given, `rule` the name of the broken rule (a key of `RULES`), `reason`
    that rule's English sentence, marked for translation, and `limits` the numbers that fill it in. `str(error)` is
    the English sentence. `place` is the entry of a list that the field belongs to, such as "runs[2]"; empty where there
    is none, or where it is not known. Who checks more than this package does derives a class with `RULES` of its own;
    an error of one class that is said by another brings its reason along.
    """

    place = ""

    RULES: ClassVar[dict[str, str]] = {
        "number": QT_TRANSLATE_NOOP("Errors", "must be a number"),
        "integer": QT_TRANSLATE_NOOP("Errors", "must be a whole number"),
        "flag": QT_TRANSLATE_NOOP("Errors", "must be true or false"),
        "finite": QT_TRANSLATE_NOOP("Errors", "must be a finite number"),
        "positive": QT_TRANSLATE_NOOP("Errors", "must be greater than 0"),
        "between": QT_TRANSLATE_NOOP("Errors", "must be between {low} and {high}"),
        "positive_up_to": QT_TRANSLATE_NOOP("Errors", "must be greater than 0 and at most {high}"),
        "from_zero_below": QT_TRANSLATE_NOOP("Errors", "must be at least 0 and less than {high}"),
        "below": QT_TRANSLATE_NOOP("Errors", "must be less than {high}"),
        "ascending": QT_TRANSLATE_NOOP(
            "Errors", "must be at most {high} {high:number|numbers}, each greater than the last"
        ),
        "one_of": QT_TRANSLATE_NOOP("Errors", "must be one of {choices}"),
        "batch": QT_TRANSLATE_NOOP("Errors", "must not be larger than the {high} training {high:sample|samples}"),
        "warmup": QT_TRANSLATE_NOOP("Errors", "must not be longer than the {high} {high:epoch|epochs} of the run"),
        "pairs": QT_TRANSLATE_NOOP("Errors", "must be pairs of an epoch and a share of η, such as 0:1, 20:0.1"),
        "points": QT_TRANSLATE_NOOP("Errors", "must be at least one point, and no more than {high}"),
        "later": QT_TRANSLATE_NOOP("Errors", "must be points of which each is later than the last"),
        "reducing": QT_TRANSLATE_NOOP(
            "Errors", "must be less than 1 where it is to reduce the learning rate on a plateau"
        ),
        "quadratic": QT_TRANSLATE_NOOP(
            "Errors",
            "needs a parabola, a bowl or a line through points, whose lowest place along a line is known",
        ),
        "no_script": QT_TRANSLATE_NOOP(
            "Errors",
            "looks at the loss, as no optimizer of Keras does: it is written for NumPy and PyTorch only",
        ),
        "memory": QT_TRANSLATE_NOOP("Errors", "would make a history of {megabytes} MB; at most {high} MB are allowed"),
        "updates": QT_TRANSLATE_NOOP(
            "Errors", "would make {updates} {updates:update|updates}; at most {high} {high:is|are} allowed"
        ),
        "float32": QT_TRANSLATE_NOOP(
            "Errors", "cannot be represented in float32, whose positive numbers lie between {low} and {high}"
        ),
        "colour": QT_TRANSLATE_NOOP("Errors", "must be a colour written #RRGGBB"),
        "unknown": QT_TRANSLATE_NOOP("Errors", "is not a known field; known are {choices}"),
        "structure": QT_TRANSLATE_NOOP("Errors", "must be {expected}"),
        "at_most": QT_TRANSLATE_NOOP("Errors", "there must be at most {high}"),
        "text": QT_TRANSLATE_NOOP("Errors", "must be a text of at most {high} {high:character|characters}"),
        "ranges": QT_TRANSLATE_NOOP(
            "Errors", "must be two ranges, of x and of y, each from a lower to a higher finite number"
        ),
    }

    def __init__(self, field: str, value: Any, rule: str, *, reason: str | None = None, **limits: Any) -> None:
        self.field = field
        self.value = value
        self.rule = rule
        self.limits = limits
        self.reason = self.RULES[rule] if reason is None else reason
        super().__init__(self.sentence(field, self.reason))

    def renamed(self, field: str, value: Any, limits: dict[str, Any] | None = None) -> Self:
        """The same error of a field and a value as they are called elsewhere, for instance in a dialog."""
        limits = self.limits if limits is None else limits
        return type(self)(field, value, self.rule, reason=self.reason, **limits)

    def explanation(self, reason: str | None = None, show: Callable[[Any], str] = shown) -> str:
        """The reason alone, by default the English one, with its limits as `show` writes them."""
        limits = {key: Counted(self._listed(value, show)) for key, value in self.limits.items()}
        return (self.reason if reason is None else reason).format(**limits)

    def sentence(
        self, field: str, reason: str, frame: str = "{0} = {1}: {2}", show: Callable[[Any], str] = shown
    ) -> str:
        """The message, with `field`, `reason` and the `frame` that joins them in the reader's language.

        `show` writes the value and the limits.
        """
        return frame.format(field, show(self.value), self.explanation(reason, show))

    @staticmethod
    def _listed(value: Any, show: Callable[[Any], str]) -> str:
        return ", ".join(str(v) for v in value) if isinstance(value, list | tuple) else show(value)


@contextmanager
def inside(place: str) -> Iterator[None]:
    """Notes `place`, such as "runs[2]", in an `InvalidValue` that is raised inside the block."""
    try:
        yield
    except InvalidValue as error:
        error.place = place
        raise
