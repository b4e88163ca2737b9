"""How a figure is to look: its size, text and lines in points, language, and what stands around the plots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from lrgui.core.model import checks
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.resources import LANGUAGES

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72.0
POINTS_PER_MM = POINTS_PER_INCH / MM_PER_INCH
LARGEST_TEXT = 100.0  # points
MOST_PIXELS = 200_000_000
ENDINGS = (".pdf", ".svg", ".png")  # of figures' files, see `lrgui.export.formats.figure_files`
MOST_TITLE = 1000  # characters
THEMES = ("light", "dark", "contrast", "projector")  # what they are: `lrgui.colours.themes`


@dataclass(frozen=True)
class Preset:
    """A size in millimetres, with text and lines (points) and pixels per inch that suit where it is seen.

    bleed: whether it is the whole of what is seen, and plots reach its edge.
    """

    width: float
    height: float
    text: float
    line: float
    dpi: int
    bleed: bool = False


_SLIDE = 40 / 3 * MM_PER_INCH, 7.5 * MM_PER_INCH, 20, 3

# Slides are read from the last row: text of 1/27 of the height. Paper is read from 40 cm: text as in captions.
PRESETS: Mapping[str, Preset] = {
    "slide": Preset(*_SLIDE, 144),
    "half": Preset(20 / 3 * MM_PER_INCH, 7.5 * MM_PER_INCH, 18, 3, 144),
    "beamer": Preset(160, 90, 10, 1.5, 300, bleed=True),
    "beamer-half": Preset(80, 90, 9, 1.5, 300),
    "beamer-text": Preset(140, 65, 9, 1.3, 300),  # \textwidth of 16:9, under a title
    "beamer-column": Preset(68, 65, 8, 1.2, 300),  # two of them beside each other
    "a4-column": Preset(84, 70, 8, 1.0, 300),
    "a4-full": Preset(170, 105, 9, 1.2, 300),
    "square": Preset(120, 120, 10, 1.5, 300),
    "720p": Preset(*_SLIDE, 96),  # 1280 × 720 pixels, and those that are seen as large
    "1080p": Preset(*_SLIDE, 144),
    "2160p": Preset(*_SLIDE, 288),
}


def suitable_text(preset: Preset, panels: int) -> float:
    """The preset's text size, smaller where several plots share the page and each needs room for its own numbers."""
    panels = max(1, panels)
    columns: int = max(1, round((panels * preset.width / preset.height / 1.35) ** 0.5))
    rows = -(-panels // columns)
    share = min(1.0, 2.0 / columns, 1.5 / rows)
    return round(2 * preset.text * max(share, 0.5)) / 2


def suitable_line(preset: Preset, panels: int) -> float:
    """The preset's width of lines, finer where the text is smaller, but not by as much."""
    line: float = round(preset.line * (suitable_text(preset, panels) / preset.text) ** 0.5, 1)
    return line


class TooManyPixels(InvalidValue):
    """A resolution at which a picture would be too large."""

    RULES: ClassVar = {
        "pixels": QT_TRANSLATE_NOOP(
            "Errors", "would make a picture of {width} × {height} pixels; at most {high} million are allowed"
        ),
    }


@dataclass(frozen=True)
class FigureOptions:
    """Sizes in millimetres, text and lines in points (of 1/72 inch); `dpi` is for pictures made of pixels.

    line: the width of every run's curve; axes and grid are half as wide. title: None for none, "" for the usual one.
    as_text: whether SVG has text as text, which only browsers show in the right font, and not as outlines. bleed: plots
    reach the edge of the page, and only text keeps away from it. counter: the step or the epoch stands above the plots.
    theme: its colours, whatever those of the window are.
    Raises `InvalidValue`, which names the field.
    """

    width: float = PRESETS["slide"].width
    height: float = PRESETS["slide"].height
    text: float = PRESETS["slide"].text
    line: float = PRESETS["slide"].line
    dpi: int = PRESETS["slide"].dpi
    language: str = "en"
    title: str | None = None
    legend: bool = True
    caption: bool = False
    transparent: bool = False
    grey: bool = False
    as_text: bool = False
    bleed: bool = False
    counter: bool = False
    theme: str = THEMES[0]

    def __post_init__(self) -> None:
        for name in ("width", "height"):
            object.__setattr__(self, name, checks.between(name, getattr(self, name), 20, 2000))
        object.__setattr__(self, "text", checks.between("text", self.text, 3, LARGEST_TEXT))
        object.__setattr__(self, "line", checks.between("line", self.line, 0.1, 20))
        object.__setattr__(self, "dpi", checks.integer("dpi", self.dpi, 36, 2400))
        checks.choice("language", self.language, LANGUAGES)
        checks.choice("theme", self.theme, THEMES)
        self.check_pixels(MOST_PIXELS)

    def check_pixels(self, most: int) -> None:
        """Raises `TooManyPixels` where a picture would have more than `most`."""
        width, height = self.pixels
        if width * height > most:
            raise TooManyPixels("dpi", self.dpi, "pixels", width=width, height=height, high=most // 10**6)

    @classmethod
    def preset(cls, size: str | Preset, panels: int = 1, **others: Any) -> FigureOptions:
        """The options of a preset (by its name in `PRESETS`, or one of your own) for a figure of so many panels.

        `others` are fields with other values.
        """
        if isinstance(size, str):
            size = PRESETS[checks.choice("size", size, tuple(PRESETS))]
        suitable = {"text": suitable_text(size, panels), "line": suitable_line(size, panels)}
        return cls(**{**vars(size), **suitable, **others})

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width * POINTS_PER_MM, self.height * POINTS_PER_MM

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return round(self.width / MM_PER_INCH * self.dpi), round(self.height / MM_PER_INCH * self.dpi)
