"""The options of `lrgui run` that ask for figures and animations, and what they mean: without Qt, which draws them."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lrgui.core.files.document import Document
from lrgui.core.files.figure_options import (
    LARGEST_TEXT,
    MM_PER_INCH,
    POINTS_PER_MM,
    PRESETS,
    THEMES,
    FigureOptions,
    Preset,
)
from lrgui.core.files.recipe import Recipe
from lrgui.core.files.view import PLOTS, View, plots_of
from lrgui.core.model.errors import InvalidValue
from lrgui.core.training.history import History
from lrgui.export.animation.frame_times import MOST_FRAMES, Film
from lrgui.export.animation.spacing import suited
from lrgui.export.figure.panels import ALL_CHARTS, chosen, counted_problem
from lrgui.text.numbers import parse_number

FIGURES = (".pdf", ".svg", ".png")
FILMS = (".gif", ".apng", ".mp4", ".webm", ".pdf", ".png")
STYLES: dict[str, dict[str, Any]] = {  # words for choices
    "title": {"title": ""},
    "caption": {"caption": True},
    "no-legend": {"legend": False},
    "grey": {"grey": True},
    "transparent": {"transparent": True},
    "text": {"as_text": True},
    "bleed": {"bleed": True},
    "counter": {"counter": True},
    "no-counter": {"counter": False},
    "plain": {},
}
_OPTIONS: dict[str, tuple[str, str]] = {  # option: (metavar, help)
    "--figure-size": (
        "SIZE",
        f"{', '.join(PRESETS)}, or WIDTHxHEIGHT with mm, in or px, such as 84x60mm (default: slide)",
    ),
    "--figure-language": ("{en,zh_CN}", "(default: the experiment file's, or en)"),
    "--figure-style": (
        "WORD[,WORD…]",
        f"any of {', '.join(STYLES)}; text: SVG with text as text, not as outlines; bleed: plots reach the page's edge,"
        " as with --figure-size beamer; counter: the step or epoch above the plots, as in animations without no-counter"
        "; plain: nothing of these",
    ),
    "--figure-title": ("TEXT", "a title of your own; with --figure-style title it is the usual one"),
    "--figure-theme": (f"{{{','.join(THEMES)}}}", "colours, such as dark for dark slides (default: light)"),
    "--figure-text": ("PT", "size of the text in points (default: what suits the size)"),
    "--figure-line": ("PT", "width of the curves in points (default: what suits the size)"),
    "--figure-dpi": ("N", "pixels per inch (default: 144 for slides, else 300)"),
    "--update": ("N", "the update that figures show (default: the experiment file's, or the last)"),
    "--frames": ("N", "pictures of an animation, spread over the whole run (default: 60)"),
    "--spacing": (
        "{auto,even,log}",
        "how they are spread; auto: log where most of the loss falls in the first tenth, which is said (default: auto)",
    ),
    "--fps": ("N", "pictures per second of an animation (default: 10)"),
    "--hold": ("S", "seconds for which its last picture stays besides (default: 2)"),
}
_OWN = ("bleed", "counter")  # styles that follow the size, and the kind of picture, where nobody says otherwise
_UNITS = {"mm": 1.0, "in": MM_PER_INCH}
_PIXELS_DPI = 144  # for a size given in pixels
_TEXT_SHARE = 1 / 27  # of the height, for a size that is no preset; as on a slide


class FigureError(Exception):
    """What was asked for cannot be drawn; the message is one sentence."""


@dataclass(frozen=True)
class Wanted:
    """A picture to be drawn: its panels, where it goes, and whether it is an animation; `said` is how it was typed.

    updates: those that a contact sheet shows, none for any other picture.
    """

    panels: tuple[str, ...]
    path: str
    film: bool
    said: str
    updates: tuple[int, ...] = ()


@dataclass(frozen=True)
class FigurePlan:
    """All pictures, and how they look; `view` is the document's, at the update that figures show.

    size: None where none was typed: that of the figure that was `made` and is drawn again, or of a slide.
    """

    pictures: tuple[Wanted, ...]
    made: Recipe | None
    size: str | None
    settings: dict[str, Any]
    view: View
    film: Film

    def options(self, panels: int, *, film: bool = False) -> FigureOptions:
        """For a figure of so many panels, or a film of it."""
        settings = {"counter": True, **self.settings} if film else self.settings
        try:
            if self.size is None and self.made is not None:
                return replace(self.made.options, **settings)
            return _options(self.size or "slide", panels, settings)
        except InvalidValue as error:
            option = {"width": "--figure-size", "height": "--figure-size"}.get(error.field, f"--figure-{error.field}")
            reason = str(error).partition(": ")[2]
            said = self.size if option == "--figure-size" else self.settings.get(error.field, error.value)
            field = f"the {error.field} in millimetres " if option == "--figure-size" else ""
            raise FigureError(f"{option} {said}: {field}{reason}") from error


def spacing_of(plan: FigurePlan, wanted: Wanted, history: History) -> tuple[Film, str]:
    """The film of a picture, and what is to be said of its frames where nobody said how they are spread."""
    film = suited(plan.film, history, counted_problem(wanted.panels, history.experiment, plan.view))
    if plan.film.spacing != "auto" or not film.leaps:
        return film, ""
    if film.spacing == "log":
        return (
            film,
            f"{wanted.path}: frames spaced logarithmically, as the loss falls early (or --spacing even)",
        )
    return film, f"{wanted.path}: frames spaced evenly, as the loss does not fall early (or --spacing log)"


def add_figure_arguments(parser: argparse.ArgumentParser) -> None:
    """The group of options for pictures."""
    group = parser.add_argument_group("figures, which need no display")
    several = "PANEL[+PANEL…]=FILE"
    group.add_argument(
        "--figure",
        metavar=several,
        action="append",
        help=f"draw panels ({', '.join((*PLOTS, ALL_CHARTS))}) as .pdf, .svg or .png; may be given several times;"
        " where --experiment is a figure, FILE alone draws it again, as it was made as far as no option says otherwise",
    )
    group.add_argument(
        "--animation",
        metavar=several,
        action="append",
        help="the same as .gif, .apng, .mp4 or .webm; as .pdf or .png for LaTeX, where NAME.pdf becomes NAME-00.pdf …"
        " and NAME-animate.tex, which plays them and is written last",
    )
    for name, (metavar, text) in _OPTIONS.items():
        group.add_argument(name, metavar=metavar, help=text)


def plan_of(typed: argparse.Namespace, document: Document) -> FigurePlan:
    """What is to be drawn of the document. Raises `FigureError`."""
    experiment, view, made = document.experiment, document.view, document.figure
    pictures = [_wanted("--figure", said, document, film=False) for said in typed.figure or ()]
    pictures += [_wanted("--animation", said, document, film=True) for said in typed.animation or ()]
    language = view.figure_language if made is None else made.options.language
    settings: dict[str, Any] = {"language": typed.figure_language or language or "en"}
    settings |= _style(typed.figure_style, made)
    if typed.figure_title is not None:
        settings["title"] = typed.figure_title
    for name, field in (("--figure-text", "text"), ("--figure-line", "line"), ("--figure-dpi", "dpi")):
        said = getattr(typed, name[2:].replace("-", "_"))
        if said is not None:
            settings[field] = _number(name, said)
    settings["theme"] = typed.figure_theme or (THEMES[0] if made is None else made.options.theme)
    last = experiment.length
    at = last if view.position is None else view.position
    view = replace(view, position=at if typed.update is None else _whole("--update", typed.update, 0, last))
    count, fps = _whole("--frames", typed.frames or "60", 2, MOST_FRAMES), _number("--fps", typed.fps or "10")
    try:
        hold, spacing = _number("--hold", typed.hold or "2", low=True), typed.spacing or "auto"
        film = Film(last, count=count, fps=fps, hold=hold, spacing=spacing)
    except InvalidValue as error:
        said = getattr(typed, error.field)
        raise FigureError(f"--{error.field} {said}: {str(error).partition(': ')[2]}") from error
    plan = FigurePlan(tuple(pictures), made, typed.figure_size, settings, view, film)
    plan.options(1)  # says now what is wrong with it
    return plan


def _style(typed: str | None, made: Recipe | None) -> dict[str, Any]:
    """What the words mean that were typed; without any it is that of the figure that is drawn again."""
    styled = [field for words in STYLES.values() for field in words if field not in _OWN]
    settings: dict[str, Any] = {}
    if typed:
        settings = {field: getattr(FigureOptions, field) for field in styled}
        for word in typed.split(","):
            if word not in STYLES:
                raise FigureError(f"--figure-style {word}: must be any of {', '.join(STYLES)}")
            settings |= STYLES[word]
    elif made is not None:
        settings = {field: getattr(made.options, field) for field in styled}
    if made is not None and settings["title"] is not None:  # its own words
        settings["title"] = made.options.title or ""
    return settings


def _wanted(option: str, said: str, document: Document, *, film: bool) -> Wanted:
    experiment, view, made = document.experiment, document.view, document.figure
    names, equals, path = said.partition("=")
    updates: tuple[int, ...] = ()
    if made is not None and said and not equals:  # as it was
        names, path = "+".join(made.panels), said
        updates = () if film else made.updates
    if not names or not path:
        raise FigureError(f"{option} {said}: must be PANEL=FILE, such as curves=loss.pdf")
    if any(update > experiment.length for update in updates):
        raise FigureError(
            f"{option} {said}: the figure has update {max(updates)}, and here {experiment.length} is the last"
        )
    endings = FILMS if film else FIGURES
    if Path(path).suffix.lower() not in endings:
        raise FigureError(f"{option} {said}: the file's name must end in {', '.join(endings)}")
    try:
        return Wanted(chosen(names.split("+"), experiment, view), path, film, said, updates)
    except InvalidValue as error:
        choices = ", ".join((*plots_of(experiment), ALL_CHARTS))
        raise FigureError(f"{option} {said}: {error.value} must be one of {choices}") from error


def _options(size: str, panels: int, settings: dict[str, Any]) -> FigureOptions:
    if size in PRESETS:
        return FigureOptions.preset(size, panels, **settings)
    typed = re.fullmatch(r"([\d.]+)[x×]([\d.]+)(mm|in|px)", size)
    if typed is None:
        raise FigureError(
            f"--figure-size {size}: must be one of {', '.join(PRESETS)},"
            " or WIDTHxHEIGHT with mm, in or px, such as 84x60mm"
        )
    dpi = settings.get("dpi", _PIXELS_DPI if typed[3] == "px" else 300)
    unit = MM_PER_INCH / dpi if typed[3] == "px" else _UNITS[typed[3]]
    width, height = (_number("--figure-size", side) * unit for side in typed.groups()[:2])
    text = min(max(6.0, round(2 * height * POINTS_PER_MM * _TEXT_SHARE) / 2), LARGEST_TEXT)
    own = Preset(width, height, text, text / 7, int(dpi))
    return FigureOptions.preset(own, panels, **{**settings, "dpi": own.dpi})


def _number(option: str, said: str, *, low: bool = False) -> float:
    """low: whether 0 is one, too."""
    try:
        value = parse_number(said)
    except ValueError:
        raise FigureError(f"{option} {said}: must be a number") from None
    if not (0 < value < 1e6 or (low and value == 0)):
        least = "0 or more" if low else "greater than 0"
        raise FigureError(f"{option} {said}: must be {least} and less than a million")
    return value


def _whole(option: str, said: str, low: int, high: int) -> int:
    try:
        value = parse_number(said)
    except ValueError:
        value = float("nan")
    if not value.is_integer():
        raise FigureError(f"{option} {said}: must be a whole number")
    if not low <= value <= high:
        raise FigureError(f"{option} {said}: must be between {low} and {high}")
    return int(value)
