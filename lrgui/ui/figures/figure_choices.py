"""What was chosen for figures, remembered from one to the next."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

from lrgui.core.files.figure_options import (
    ENDINGS,
    MM_PER_INCH,
    PRESETS,
    THEMES,
    FigureOptions,
    Preset,
    suitable_line,
    suitable_text,
)
from lrgui.core.files.recipe import Recipe
from lrgui.core.files.view import PLOTS, current_name
from lrgui.core.model.errors import InvalidValue
from lrgui.resources import LANGUAGES
from lrgui.session.settings import FIGURES, Settings

UNITS = ("mm", "in", "px")
_FLAGS = ("legend", "caption", "transparent", "grey", "as_text", "counter")
_SHARED = (*_FLAGS, "language", "theme")  # with options, under the same names


@dataclass(frozen=True)
class FigureChoices:
    """panels: none for those that the window shows; own: the size is `width` × `height` millimetres, not the preset's.

    text, line, dpi, bleed: None for what suits the size. language: "" for the window's. The words of a title are not
    remembered: they belong to one figure.
    """

    panels: tuple[str, ...] = ()
    separate: bool = False
    preset: str = "slide"
    own: bool = False
    width: float = PRESETS["slide"].width
    height: float = PRESETS["slide"].height
    unit: str = "mm"
    text: float | None = None
    line: float | None = None
    dpi: float | None = None
    titled: bool = False
    title: str = ""
    legend: bool = True
    caption: bool = False
    transparent: bool = False
    grey: bool = False
    as_text: bool = False
    bleed: bool | None = None
    counter: bool = False
    language: str = ""
    theme: str = THEMES[0]
    format: str = ".pdf"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        if self.own:
            return self.width, self.height
        return PRESETS[self.preset].width, PRESETS[self.preset].height

    @property
    def _model(self) -> Preset:
        """The preset, or for another size the one that is most like it: where it is seen decides about its text."""
        if not self.own:
            return PRESETS[self.preset]

        def difference(preset: Preset) -> float:
            pairs = ((preset.width, self.width), (preset.height, self.height))
            return sum(abs(math.log(side / own)) for side, own in pairs)

        return min(PRESETS.values(), key=difference)

    @property
    def bleeds(self) -> bool:
        """Whether plots reach the edge of the page."""
        return self.bleed if self.bleed is not None else not self.own and PRESETS[self.preset].bleed

    @property
    def resolution(self) -> float:
        """Pixels per inch."""
        return self.dpi if self.dpi is not None else self._model.dpi

    def options(self, language: str, panels: int) -> FigureOptions:
        """What a figure of so many panels is to look like; `language` is the window's. Raises `InvalidValue`."""
        width, height = self.size
        FigureOptions(width=width, height=height)  # what cannot be has no text that suits it
        model = self._model
        page = Preset(width, height, model.text, model.line, model.dpi)
        together = 1 if self.separate else panels
        return FigureOptions(
            width=width,
            height=height,
            text=self.text if self.text is not None else suitable_text(page, together),
            line=self.line if self.line is not None else suitable_line(page, together),
            dpi=self.resolution,  # type: ignore[arg-type]  # checked there: it may have been typed
            title=self.title.strip() if self.titled else None,
            bleed=self.bleeds,
            **{name: getattr(self, name) for name in _SHARED} | {"language": self.language or language},
        )

    def with_size(self, width: float | None = None, height: float | None = None) -> FigureChoices:
        """With one side or both in millimetres; the number of pixels in an inch stays what it was."""
        width = self.size[0] if width is None else width
        height = self.size[1] if height is None else height
        return replace(self, own=True, width=width, height=height, dpi=self.resolution, bleed=self.bleeds)

    def with_preset(self, preset: str) -> FigureChoices:
        """With a preset's size, and what suits it: text that was chosen for a slide is none for a column."""
        return replace(self, preset=preset, own=False, text=None, line=None, dpi=None, bleed=None)

    def made_as(self, recipe: Recipe) -> FigureChoices:
        """With what makes a figure as it was made; what suits its size follows it further on."""
        made = recipe.options
        alike = {name: getattr(made, name) for name in ("text", "line", "dpi", "bleed", *_SHARED)}
        choices = replace(
            self,
            panels=recipe.panels,
            separate=False,
            own=True,
            width=made.width,
            height=made.height,
            titled=made.title is not None,
            title=made.title or "",
            **alike,
        )
        easier: list[dict[str, Any]] = [{"preset": name, "own": False, "dpi": None} for name in PRESETS]
        easier += [{"preset": name, "own": False} for name in PRESETS]
        easier += [{"text": None}, {"line": None}, {"dpi": None}, {"bleed": None}]
        for change in easier:
            changed = replace(choices, **change) if choices.own or "own" not in change else choices
            with suppress(InvalidValue):  # of another preset the picture would be too large, perhaps
                if changed.options("", len(recipe.panels)) == made:
                    choices = changed
        return choices

    def in_unit(self, millimetres: float) -> float:
        """A length as the chosen unit counts it."""
        if self.unit == "px":
            return round(millimetres / MM_PER_INCH * self.resolution)
        return millimetres / MM_PER_INCH if self.unit == "in" else millimetres

    def limits_as_typed(self, name: str, error: InvalidValue) -> dict[str, Any]:
        """The limits of an error about the field `name`, in the unit in which it was typed."""
        limits = dict(error.limits)
        if error.field in ("width", "height") and "low" in limits:
            if name == "dpi":  # so many pixels would be too small or too large on paper
                side = self.size[error.field == "height"] * self.resolution
                low, high = side / limits["high"], side / limits["low"]
            else:
                per = {"mm": 1.0, "in": 1 / MM_PER_INCH, "px": self.resolution / MM_PER_INCH}[self.unit]
                low, high = limits["low"] * per, limits["high"] * per
            limits = {"low": math.ceil(100 * low) / 100, "high": math.floor(100 * high) / 100}
        return limits

    def in_millimetres(self, length: float) -> float:
        """A length that was typed in the chosen unit."""
        if self.unit == "px":
            return length / self.resolution * MM_PER_INCH
        return length * MM_PER_INCH if self.unit == "in" else length


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "panels": lambda value: isinstance(value, list) and all(current_name(panel) in PLOTS for panel in value),
    "preset": lambda value: value in tuple(PRESETS),
    "width": _is_number,
    "height": _is_number,
    "unit": lambda value: value in UNITS,
    "dpi": lambda value: value is None or _is_number(value),
    "text": lambda value: value is None or _is_number(value),
    "line": lambda value: value is None or _is_number(value),
    "bleed": lambda value: value is None or _is_flag(value),
    "language": lambda value: value in ("", *LANGUAGES),
    "theme": lambda value: value in THEMES,
    "format": lambda value: value in ENDINGS,
    **dict.fromkeys(("own", "separate", "titled", *_FLAGS), _is_flag),
}


def remembered(settings: Settings) -> FigureChoices:
    """What was chosen last; of a damaged memory what is whole."""
    try:
        data = json.loads(settings.get(FIGURES))
    except (ValueError, RecursionError):
        data = {}
    choices = FigureChoices()
    # The size first: without it numbers that suit it would be refused.
    for name, check in _CHECKS.items():
        if isinstance(data, dict) and name in data and check(data[name]):
            value: Any = tuple(map(current_name, data[name])) if name == "panels" else data[name]
            changed = replace(choices, **{name: value})
            with suppress(InvalidValue, OverflowError):
                replace(changed, own=True).options("en", 1)
                choices = changed
    return choices


def remember(settings: Settings, choices: FigureChoices) -> None:
    data = asdict(choices)
    del data["title"]
    settings.set(FIGURES, json.dumps(data))
