"""A theme: every colour that is seen, named by what it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lrgui.colours.contrast import mixed, told_apart
from lrgui.core.model.run import COLOURS, MORE_COLOURS

_PALE = "pale "
_OWN = re.compile("#[0-9a-f]{6}", re.ASCII)


def pale(colour: str) -> str:
    """What is not there (yet, or any more) in this colour: mixed with the ground, whatever that is."""
    return _PALE + colour


@dataclass(frozen=True, eq=False)
class Theme:
    """Colours are #rrggbb. A name that ends in _back is a ground for the text or line that is named like it.

    What is drawn is given a colour by role, which is the name of a field, or by the #rrggbb of a run; `seen` says what
    that is here.
    """

    # The window
    window: str
    paper: str  # of cards, fields and plots
    text: str
    muted: str
    disabled: str
    border: str  # between things that are told apart without it, too
    edge: str  # of fields and buttons
    hover: str
    pressed: str
    selected: str
    accent: str  # of text and lines
    fill: str  # the ground of what is switched on
    fill_hover: str
    on_fill: str
    focus: str  # around what the keyboard is with
    focus_on_fill: str
    tip: str
    on_tip: str
    neutral_back: str
    good: str
    good_back: str
    warn: str
    warn_back: str
    bad: str
    bad_back: str

    # The ruler's stretches, and the patterns on them
    crawls: str
    crawls_back: str
    approaches: str
    approaches_back: str
    stable: str
    stable_back: str
    diverges: str
    diverges_back: str

    # The presenter's lower bar
    bar: str
    on_bar: str
    quiet_on_bar: str
    bar_line: str
    bar_pill: str

    # Plots
    axis: str
    grid: str
    playhead: str
    middle: str  # the curve that is gone down, edits
    predicted: str  # and nothing else in a lesson has this colour
    gradient: str
    velocity: str
    class_0: str
    class_0_back: str
    class_1: str
    class_1_back: str
    unsettled: str  # what is not final
    quartiles: str
    near_best: str
    hatch: str
    hatch_back: str
    failure: str  # where training diverges
    low_back: str  # of a landscape, and its contour lines
    high_back: str
    low_line: str
    high_line: str
    ramp: tuple[str, ...]  # of a heat map, from bad to good

    runs: tuple[str, ...]  # the usual colours of runs, in their order
    least: float  # contrast of another run's line to the paper
    read: float  # contrast of texts: 4.5 (WCAG 2.2, 1.4.3) or, better, 7 (1.4.6)
    pale_share: float  # how much of a colour a pale one has
    line: float = 1.0  # how many times as thick lines are in the window
    ring: int = 2  # pixels around what the keyboard is with

    @lru_cache(maxsize=512)  # noqa: B019 (themes live as long as the program)
    def seen(self, colour: str) -> str:
        """The #rrggbb of a role, of a run's colour, or of a pale one of either."""
        if colour.startswith(_PALE):
            return mixed(self.seen(colour.removeprefix(_PALE)), self.paper, self.pale_share)
        own = colour.lower()
        if not _OWN.fullmatch(own):
            return str(getattr(self, colour)).lower()
        if own in _USUAL:
            return self.runs[_USUAL[own]].lower()
        return told_apart(own, self.paper, self.least)

    @lru_cache(maxsize=512)  # noqa: B019
    def read_as(self, colour: str) -> str:
        """The same for a text, which has to differ more from the paper than a line."""
        return told_apart(self.seen(colour), self.paper, self.read)

    def on_the_bar(self, colour: str) -> str:
        """A run's colour as a text on the presenter's bar."""
        return told_apart(self.seen(colour), self.bar, self.read)


_USUAL = {colour.lower(): i for i, colour in enumerate(COLOURS + MORE_COLOURS)}
