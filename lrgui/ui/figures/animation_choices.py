"""What was chosen for animations, remembered from one to the next."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from lrgui.core.files.recipe import MOST_CELLS
from lrgui.core.model import checks
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.limits import MAX_UPDATES
from lrgui.export.animation.animation import VIDEOS
from lrgui.export.animation.frame_times import MOST_FRAMES, SLOWEST, SPACINGS, Film
from lrgui.export.formats.gif import FASTEST
from lrgui.export.formats.video import ffmpeg_path
from lrgui.session.settings import FILM_EVENLY, FILM_KIND, FILM_NUMBERS, FILM_SPACING, Settings

SHEET = "sheet"  # a contact sheet, which is a figure
KINDS = (".gif", ".apng", ".mp4", ".webm", ".pdf", ".png", SHEET)


@dataclass(frozen=True)
class FilmChoices:
    """last: None for the experiment's end; evenly: `count` frames spread over the range (as `spacing` says), else every
    `step` updates; cells: how many frames a contact sheet shows.
    """

    kind: str = FILM_KIND.default
    first: float = 0
    last: float | None = None
    evenly: bool = FILM_EVENLY.default
    count: float = FILM_NUMBERS["count"].default
    cells: float = FILM_NUMBERS["cells"].default
    step: float = FILM_NUMBERS["step"].default
    fps: float = FILM_NUMBERS["fps"].default
    hold: float = FILM_NUMBERS["hold"].default
    spacing: str = FILM_SPACING.default

    def film(self, length: int) -> Film:
        """Raises `InvalidValue`, also where a kind of file cannot have it."""
        values: dict[str, Any] = {name: getattr(self, name) for name in ("first", "last", "fps", "hold", "spacing")}
        if self.kind == SHEET:
            values["count"] = checks.integer("frames", self.cells, 2, MOST_CELLS)
        elif self.evenly:
            values["count"] = self.count
        else:
            step = checks.integer("step", self.step, 1, MAX_UPDATES)
            values["step"] = min(step, max(length, 1))
        if self.kind == ".gif":
            checks.between("fps", self.fps, SLOWEST, FASTEST)
        return Film(length, **values)

    def fitting(self, length: int) -> FilmChoices:
        """The same for an experiment with so many updates: a range that it has, and not too many frames."""
        first = min(self.first, length)
        last = None if self.last is None or not first <= self.last < length else self.last
        return replace(self, first=first, last=last, step=max(self.step, math.ceil(length / (MOST_FRAMES - 1))))

    def with_kind(self, kind: str) -> FilmChoices:
        """Another kind of file, with a speed that it can have."""
        return replace(self, kind=kind, fps=min(self.fps, FASTEST) if kind == ".gif" else self.fps)


def remembered_film(settings: Settings) -> FilmChoices:
    """What was chosen last, as far as it is whole; the range is of one experiment, and begins anew."""
    choices = FilmChoices()
    for name, setting in FILM_NUMBERS.items():
        changes: dict[str, Any] = {name: settings.get(setting)}
        changed = replace(choices, **changes)
        with suppress(InvalidValue, OverflowError):
            # Each where it matters; a step may be as long as any experiment.
            replace(changed, kind=SHEET if name == "cells" else ".apng", evenly=name != "step").film(10**9)
            choices = changed
    kind = settings.get(FILM_KIND)
    if kind in KINDS and not (kind in VIDEOS and ffmpeg_path() is None):
        choices = choices.with_kind(kind)
    spacing = settings.get(FILM_SPACING)
    if spacing in SPACINGS:
        choices = replace(choices, spacing=spacing)
    return replace(choices, evenly=settings.get(FILM_EVENLY))


def remember_film(settings: Settings, choices: FilmChoices) -> None:
    settings.set(FILM_KIND, choices.kind)
    settings.set(FILM_EVENLY, choices.evenly)
    settings.set(FILM_SPACING, choices.spacing)
    for name, setting in FILM_NUMBERS.items():
        settings.set(setting, getattr(choices, name))
