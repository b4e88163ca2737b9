"""What a drawing shows: an experiment, its history, the playhead and the selected run."""

from __future__ import annotations

from dataclasses import dataclass

from lrgui.core.experiment import Experiment
from lrgui.core.history import History


@dataclass(frozen=True, eq=False)
class Scene:
    """`experiment` has the numbers of `history.experiment`, and perhaps newer colours. `rushing`: the playhead moves so
    fast that an eye cannot follow single updates.
    """

    experiment: Experiment
    history: History
    position: int
    selected: int = 0
    rushing: bool = False

    def draw_order(self) -> list[int]:
        """The runs in the order in which they are drawn: the selected one last, over the others."""
        return sorted(range(len(self.experiment.runs)), key=lambda run: run == self.selected)
