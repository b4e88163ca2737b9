"""The next update of the selected run as arrows: what the gradient wants, what is remembered, what is done."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lrgui.core.analysis.update_vectors import Directions
from lrgui.core.training.optimizers import RULES
from lrgui.drawing.colours import TEXT
from lrgui.drawing.style import Style
from lrgui.plot import Arrow, Plot
from lrgui.text.language import translate, translate_marked
from lrgui.text.numbers import format_number

GRADIENT, VELOCITY, STEP = "gradient", "velocity", TEXT
_PARTS = (("gradient", GRADIENT, 2.0, "dashed"), ("velocity", VELOCITY, 2.0, "dotted"), ("step", STEP, 4.0, "solid"))
_LONGEST, _SHORTEST = 0.24, 0.06  # shares of the plot; a longer or shorter arrow is drawn in another scale
_ROWS = 13.0  # pixels between arrows that lie one below the other
_Z = 44


@dataclass(frozen=True)
class Entry:
    """What one arrow means: in letters, in a word; how it is drawn, and how many times as long as it is."""

    symbol: str
    word: str
    colour: str
    pattern: str
    scale: float

    @property
    def short(self) -> str:
        """The letters, or the word where there are none; without the scale."""
        return self.symbol or self.word

    @property
    def text(self) -> str:
        """Letters and word."""
        return self._scaled(self._whole)

    @property
    def text_in_plane(self) -> str:
        """The text where arrows of the same meaning are drawn in another plot, in their own length."""
        return self._scaled(self._whole, "w₁, w₂: ")

    @property
    def _whole(self) -> str:
        return translate("Arrows", "{0}: {1}").format(self.symbol, self.word) if self.symbol else self.word

    def _scaled(self, text: str, where: str = "") -> str:
        return text if self.scale == 1 else f"{text} ({where}× {format_number(self.scale)})"


class Arrows:
    """Three arrows. In the plane they are enlarged where they would be too short to be seen, which `entries` say; those
    that make up the step together are enlarged alike. `level`: they lie one below the other under the point, as long as
    they are.

    entries: what the arrows mean; none where the step is just −η·g.
    """

    def __init__(self, plot: Plot, style: Style, *, level: bool = False) -> None:
        self._plot, self._style, self.level = plot, style, level
        self._marks = {
            # The step is thick and lies under the others: where they run together, its edges are seen.
            part: Arrow(plot.canvas, colour, width, pattern if style.grey else "solid", _Z - i, halo=part == "step")
            for i, (part, colour, width, pattern) in enumerate(_PARTS)
        }
        self.entries: list[Entry] = []
        self._scales: dict[str, float] = {}

    def forget(self) -> None:
        """The next arrows are scaled as if they were the first."""
        self._scales.clear()

    def show(self, found: Directions | None, at: tuple[float, float], optimizer: str) -> None:
        """The arrows of an update that begins at the point `at`; none where there is no such update."""
        vectors: dict[str, np.ndarray | None] = {}
        if found is not None and not RULES[optimizer].plain and all(map(math.isfinite, at)):
            vectors = {"gradient": found.gradient, "velocity": found.velocity, "step": found.step}
        shown = {part: v for part, v in vectors.items() if v is not None and np.isfinite(v).all()}
        scales = self._scaled(optimizer, shown)
        for row, (part, mark) in enumerate(self._marks.items()):
            if part not in shown:
                mark.hide()
                continue
            dx, dy = self._flat(shown[part]) * scales[part]
            drop = _ROWS * (row + 1) if self.level else 0.0
            room = _ROWS * (len(self._marks) - row) - 4.0
            mark.show(at, (at[0] + dx, at[1] + dy), drop=drop, room=room)
        spoken = words(optimizer) if not RULES[optimizer].plain else {}
        self.entries = [
            Entry(*spoken[part], colour, pattern if self._style.grey else "solid", scales.get(part, 1.0))
            for part, colour, _, pattern in _PARTS
            if part in spoken
        ]

    def _flat(self, vector: np.ndarray) -> np.ndarray:
        """What of a vector lies in the plot: w₁ and w₂, or the one w of the descent."""
        return np.array([vector[0], 0.0]) if len(vector) == 1 else vector[:2]

    def _scaled(self, optimizer: str, shown: dict[str, np.ndarray]) -> dict[str, float]:
        if self.level:
            return dict.fromkeys(shown, 1.0)
        view = self._plot.view
        spans = np.array([view.x[1] - view.x[0], view.y[1] - view.y[0]])
        lengths = {part: float(np.hypot(*(self._flat(vector) / spans))) for part, vector in shown.items()}
        groups = (("gradient", "velocity"), ("step",)) if RULES[optimizer].rescales else (tuple(self._marks),)
        for group in groups:
            longest = max((lengths[part] for part in group if part in lengths), default=0.0)
            for part in group:
                self._scales[part] = _scale(longest, self._scales.get(part, 1.0))
        return self._scales


def legend(drawn: Sequence[Arrows]) -> list[tuple[str, str, str]]:
    """Text, colour and pattern of what the arrows in several plots mean, each colour once, the enlarged ones first."""
    entries: dict[str, tuple[str, str, str]] = {}
    for arrows in sorted(drawn, key=lambda arrows: arrows.level):
        for entry in arrows.entries:
            text = entry.text if len(drawn) == 1 else entry.text_in_plane
            entries.setdefault(entry.colour, (text, entry.colour, entry.pattern))
    return list(entries.values())


def _scale(length: float, before: float) -> float:
    """How many times as long a vector is drawn: 1, 2, 5, 10 …; as before, while that is good."""
    if not 0 < length < _LONGEST:
        return 1.0
    if _SHORTEST <= length * before <= _LONGEST:
        return before
    wanted = min(_LONGEST / length, 1e12)
    power = 10.0 ** math.floor(math.log10(wanted))
    return power * max(m for m in (1.0, 2.0, 5.0) if m * power <= wanted * (1 + 1e-9))


def words(optimizer: str) -> dict[str, tuple[str, str]]:
    """Letters and word for each arrow that an optimizer has."""
    found = {"gradient": ("−η·g", translate("Arrows", "gradient"))}
    if memory := RULES[optimizer].memory:
        found["velocity"] = (memory.letters, translate_marked("Arrows", memory.word))
    return {**found, "step": ("", translate("Arrows", "step"))}
