"""What every drawing is."""

from __future__ import annotations

from dataclasses import replace

from lrgui.colours.theme import Theme
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import WINDOW, Style
from lrgui.plot import Plot


class Drawing:
    """Draws scenes on its plot; it keeps no numbers but those that are on the plot.

    waits: whether something of the scene was not there yet, so that it should be drawn once more.

    `draw_history` is called when another history (or more of one), other runs or another selection are to be shown;
    `draw_position` at every move of the playhead, and after `draw_history`.
    """

    def __init__(self, style: Style = WINDOW) -> None:
        self.style = style
        self.waits = False
        self.plot = Plot()

    def retitle(self) -> None:
        """Sets the axes' texts and the accessible name, in the language that is spoken."""
        raise NotImplementedError(type(self).__name__)

    def forget(self) -> None:
        """Lets go of what was drawn last; the next scene is drawn as if it were the first."""

    def set_theme(self, theme: Theme) -> None:
        """Other colours, at once but for what is computed from them: that, when it is drawn the next time."""
        self.plot.set_theme(theme)

    def set_patterns(self, on: bool) -> None:
        """Whether runs have patterns and symbols; seen when the history is drawn the next time."""
        self.style = replace(self.style, patterns=on)

    def fit(self, scene: Scene) -> None:
        """After the plot was laid out for another size: what depends on that is drawn anew."""

    def draw_history(self, scene: Scene) -> None:
        """Draws what depends on the whole history."""
        raise NotImplementedError(type(self).__name__)

    def draw_position(self, scene: Scene) -> None:
        """Draws what depends on the playhead."""
        raise NotImplementedError(type(self).__name__)
