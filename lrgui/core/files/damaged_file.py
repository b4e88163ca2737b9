"""Files that cannot be opened as an experiment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from lrgui.core.model.errors import InvalidValue, shown
from lrgui.core.model.marking import QT_TRANSLATE_NOOP


class DamagedFile(InvalidValue):
    """A file that cannot be opened as an experiment.

    `field` is the path inside the file, such as "runs[2].learning_rate"; empty where the rule says it all.
    """

    RULES: ClassVar = {
        **InvalidValue.RULES,
        "empty": QT_TRANSLATE_NOOP("Errors", "the file is empty"),
        "not_text": QT_TRANSLATE_NOOP(
            "Errors", "the file is neither text in UTF-8 nor a figure, so it holds no experiment"
        ),
        "too_large": QT_TRANSLATE_NOOP("Errors", "the file is larger than {high} MB, which no experiment is"),
        "not_json": QT_TRANSLATE_NOOP("Errors", "the file is not valid JSON: {problem} (line {line}, column {column})"),
        "nested": QT_TRANSLATE_NOOP("Errors", "the file is nested too deeply for an experiment"),
        "repeated": QT_TRANSLATE_NOOP("Errors", "the field {name} is given twice in the same place"),
        "not_experiment": QT_TRANSLATE_NOOP("Errors", "the file is valid JSON, but not an experiment of lrgui"),
        "format": QT_TRANSLATE_NOOP(
            "Errors", "the file is not an experiment of lrgui: its format is {format}, not {expected}"
        ),
        "newer": QT_TRANSLATE_NOOP(
            "Errors", "the file was written by a newer lrgui (version {version}; this one reads up to {high})"
        ),
        "missing": QT_TRANSLATE_NOOP("Errors", "the file holds no experiment: the field {name} is missing"),
        "bare_figure": QT_TRANSLATE_NOOP(
            "Errors", "this figure carries no experiment; only figures exported by lrgui do"
        ),
        "damaged_figure": QT_TRANSLATE_NOOP("Errors", "the experiment that this figure carries is damaged"),
    }

    _ENTRIES = ("run", "change", "changes")  # how an experiment calls an entry of a list as a whole

    @classmethod
    def of(cls, error: InvalidValue) -> DamagedFile:
        """The same error, with the place where the value stands in the file."""
        entry = not error.place or error.field in cls._ENTRIES
        path = error.place or error.field if entry else f"{error.place}.{error.field.rpartition('.')[2]}"
        return cls(path, error.value, error.rule, reason=error.reason, **error.limits)

    def sentence(
        self, field: str, reason: str, frame: str = "{0} = {1}: {2}", show: Callable[[Any], str] = shown
    ) -> str:
        """As `InvalidValue.sentence`; the reason alone where there is no field."""
        return super().sentence(field, reason, frame if self.field else "{2}", show)
