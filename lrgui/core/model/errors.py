"""Rejected values, kept as data so that the window can say them in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar


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

    `field` is the field's name, `value` what was given, `rule` the name of the broken rule (a key of `RULES`) and
    `limits` the numbers that fill in the rule's sentence. `str(error)` is the English sentence. `place` is the entry
    of a list that the field belongs to, such as "runs[2]"; empty where there is none, or where it is not known.
    """

    place = ""

    RULES: ClassVar[dict[str, str]] = {
        "number": "must be a number",
        "integer": "must be a whole number",
        "flag": "must be true or false",
        "finite": "must be a finite number",
        "positive": "must be greater than 0",
        "between": "must be between {low} and {high}",
        "positive_up_to": "must be greater than 0 and at most {high}",
        "from_zero_below": "must be at least 0 and less than {high}",
        "below": "must be less than {high}",
        "one_of": "must be one of {choices}",
        "batch": "must not be larger than the {high} training samples",
        "warmup": "must not be longer than the {high} epochs of the run",
        "pixels": "would make a picture of {width} × {height} pixels; at most {high} million are allowed",
        "frames": "would make {frames} frames; at most {high} are allowed",
        "memory": "would make a history of {megabytes} MB; at most {high} MB are allowed",
        "updates": "would make {updates} updates; at most {high} are allowed",
        "float32": "cannot be represented in float32, whose positive numbers lie between {low} and {high}",
        "colour": "must be a colour written #RRGGBB",
        "unknown": "is not a known field; known are {choices}",
        "finished": "would change no update: the run ends here; go back, or choose changes from the start",
        "structure": "must be {expected}",
        "ffmpeg": 'needs the program ffmpeg: install it, or run: pip install "lrgui[video]"',
        "ffmpeg_failed": "the program ffmpeg could not write it: {problem}",
        # Of files
        "at_most": "there must be at most {high}",
        "text": "must be a text of at most {high} characters",
        "ranges": "must be two ranges, of x and of y, each from a lower to a higher finite number",
        "empty": "the file is empty",
        "not_text": "the file is neither text in UTF-8 nor a figure, so it holds no experiment",
        "too_large": "the file is larger than {high} MB, which no experiment is",
        "not_json": "the file is not valid JSON: {problem} (line {line}, column {column})",
        "nested": "the file is nested too deeply for an experiment",
        "repeated": "the field {name} is given twice in the same place",
        "not_experiment": "the file is valid JSON, but not an experiment of lrgui",
        "format": "the file is not an experiment of lrgui: its format is {format}, not {expected}",
        "newer": "the file was written by a newer lrgui (version {version}; this one reads up to {high})",
        "missing": "the file holds no experiment: the field {name} is missing",
        "bare_figure": "this figure carries no experiment; only figures exported by lrgui do",
        "damaged_figure": "the experiment that this figure carries is damaged",
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


class DamagedFile(InvalidValue):
    """A file that cannot be opened as an experiment.

    `field` is the path inside the file, such as "runs[2].learning_rate"; empty where the rule says it all.
    """

    _ENTRIES = ("run", "change", "changes")  # how an experiment calls an entry of a list as a whole

    @classmethod
    def of(cls, error: InvalidValue) -> DamagedFile:
        """The same error, with the place where the value stands in the file."""
        entry = not error.place or error.field in cls._ENTRIES
        path = error.place or error.field if entry else f"{error.place}.{error.field.rpartition('.')[2]}"
        return cls(path, error.value, error.rule, **error.limits)

    def sentence(self, field: str, rule: str, frame: str = "{0} = {1}: {2}", show: Callable[[Any], str] = shown) -> str:
        return super().sentence(field, rule, frame if self.field else "{2}", show)


@contextmanager
def inside(place: str) -> Iterator[None]:
    """Notes `place`, such as "runs[2]", in an `InvalidValue` that is raised inside the block."""
    try:
        yield
    except InvalidValue as error:
        error.place = place
        raise
