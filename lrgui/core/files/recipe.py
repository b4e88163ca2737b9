"""How a figure was made, which it carries inside: drawn again from it, it is the same file."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields
from typing import Any

from lrgui.core.files.figure_options import MOST_TITLE, FigureOptions
from lrgui.core.files.view import PLOTS
from lrgui.core.model.checks import checked_keys, checked_list, choice, integer
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.limits import MAX_UPDATES

MOST_CELLS = 30  # of a contact sheet

_OPTIONS = tuple(f.name for f in fields(FigureOptions))


@dataclass(frozen=True)
class Recipe:
    """panels: the plots, in their order; updates: those of a contact sheet's cells, none for any other figure.

    What else decides about a figure is the experiment and the view. Raises `InvalidValue`.
    """

    panels: tuple[str, ...]
    options: FigureOptions
    updates: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for panel in self.panels:
            choice("figure.panels", panel, PLOTS)
        if not self.panels or len(set(self.panels)) < len(self.panels):
            raise InvalidValue("figure.panels", self.panels, "structure", expected="names of plots, each once")
        if len(self.updates) > MOST_CELLS:
            raise InvalidValue("figure.updates", len(self.updates), "at_most", high=MOST_CELLS)
        for update in self.updates:
            integer("figure.updates", update, 0, MAX_UPDATES)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` gives an equal recipe back."""
        return {"panels": list(self.panels), **vars(self.options), "updates": list(self.updates)}

    @classmethod
    def from_dict(cls, data: Any) -> Recipe:
        """Reads what `to_dict` wrote; missing options have their defaults. Raises `InvalidValue`."""
        values = dict(checked_keys("figure", data, ("panels", *_OPTIONS, "updates")))
        panels = tuple(checked_list("figure.panels", values.pop("panels", [])))
        updates = tuple(checked_list("figure.updates", values.pop("updates", [])))
        for name, value in values.items():
            if isinstance(getattr(FigureOptions, name), bool) and not isinstance(value, bool):
                raise InvalidValue(f"figure.{name}", value, "flag")
        if not _is_title(values.get("title")):
            raise InvalidValue("figure.title", values["title"], "text", high=MOST_TITLE)
        try:
            options = FigureOptions(**values)
        except InvalidValue as error:
            raise error.renamed(f"figure.{error.field}", error.value) from None
        return cls(panels, options, updates)


def _is_title(value: Any) -> bool:
    """Whether this is a line of text, without signs that control something and halves of characters, or none."""
    if value is None:
        return True
    return (
        isinstance(value, str)
        and len(value) <= MOST_TITLE
        and not any(unicodedata.category(char) in ("Cc", "Cs") for char in value)
    )
