"""Which updates an animation shows, and for how long each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from lrgui.core.model import checks
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.marking import QT_TRANSLATE_NOOP

MOST_FRAMES = 5_000
SLOWEST, FASTEST = 0.1, 60.0  # frames per second
LONGEST_HOLD = 60.0  # seconds
SPACINGS = ("auto", "even", "log")


class TooManyFrames(InvalidValue):
    """A step so small that no animation would hold its frames."""

    RULES: ClassVar = {
        "frames": QT_TRANSLATE_NOOP(
            "Errors", "would make {frames} {frames:frame|frames}; at most {high} {high:is|are} allowed"
        )
    }


@dataclass(frozen=True)
class Film:
    """A range of an experiment's updates at a number of frames per second.

    length: the experiment's last update; last: the end of the range, None for the experiment's; step: updates from one
    frame to the next; count: so many frames spread over the range instead, both ends among them; hold: the seconds for
    which the last frame stays once its own time is over; spacing: of `count` frames, "log" for steps that grow like a
    power, "auto" for what `spacing.suited` chooses (even until then). Raises `InvalidValue`, which names the field.
    """

    length: int
    first: int = 0
    last: int | None = None
    step: int = 1
    fps: float = 10.0
    hold: float = 0.0
    count: int | None = None
    spacing: str = "even"

    def __post_init__(self) -> None:
        first = checks.integer("first", self.first, 0, self.length)
        last = checks.integer("last", self.length if self.last is None else self.last, first, self.length)
        step = checks.integer("step", self.step, 1, max(self.length, 1))
        if self.count is not None:
            object.__setattr__(self, "count", checks.integer("frames", self.count, 2, MOST_FRAMES))
        for name, value in (("first", first), ("last", last), ("step", step)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "fps", checks.between("fps", self.fps, SLOWEST, FASTEST))
        object.__setattr__(self, "hold", checks.between("hold", self.hold, 0, LONGEST_HOLD))
        checks.choice("spacing", self.spacing, SPACINGS)
        frames = -((first - last) // step) + 1
        if self.count is None and frames > MOST_FRAMES:
            raise TooManyFrames("step", step, "frames", frames=frames, high=MOST_FRAMES)

    def updates(self) -> list[int]:
        """The updates in their order; the last one of the range is always among them."""
        assert self.last is not None
        span = self.last - self.first
        if self.count is not None:  # where there are fewer updates than frames, each once
            parts = self.count - 1
            if self.spacing == "log":
                return [self.first + step for step in _growing(span, parts)]
            return sorted({self.first + (2 * i * span + parts) // (2 * parts) for i in range(self.count)})
        return [*range(self.first, self.last, self.step), self.last]

    @property
    def leaps(self) -> bool:
        """Whether there are updates between its frames, so that their spacing is to be seen."""
        assert self.last is not None
        return self.count is not None and self.count <= self.last - self.first

    def durations(self, unit: float) -> list[int]:
        """How long each frame stays, in `unit` seconds: rounded so that the film as a whole keeps its speed."""
        count = len(self.updates())
        starts = [round(i / self.fps / unit) for i in range(count + 1)]
        lasting = [end - start for start, end in pairwise(starts)]
        lasting[-1] += round(self.hold / unit)
        return lasting


def _growing(span: int, parts: int) -> list[int]:
    """From 0 to `span` in so many steps, each about as many times as long as the one before; whole and at least 1."""
    places = [0]
    for left in range(min(parts, span), 0, -1):
        at = places[-1]
        longer = round(at * (span / max(at, 1)) ** (1 / left)) if left > 1 else span
        places.append(min(max(at + 1, longer), span - left + 1))
    return places
