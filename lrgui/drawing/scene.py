"""What a drawing shows: an experiment, its history, the playhead, the selected run, and a sweep."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lrgui.core.model.experiment import Experiment
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History


@dataclass(frozen=True, eq=False)
class Swept:
    """The answer of a sweep, perhaps still growing. `stale`: it belongs to a former experiment."""

    job: SweepJob
    stale: bool = False

    @property
    def final(self) -> bool:
        """Whether what it says will stay so."""
        return self.job.done and not self.stale


@dataclass(frozen=True, eq=False)
class Scene:
    """`experiment` has the numbers of `history.experiment`, and perhaps newer colours. `rushing`: the playhead moves so
    fast that an eye cannot follow single updates. `ghost`: the future that an edit gave up, drawn beyond the fork.
    `sweep`: for the drawings that show one.
    """

    experiment: Experiment
    history: History
    position: int
    selected: int = 0
    rushing: bool = False
    ghost: Ghost | None = None
    sweep: Swept | None = None

    def with_sweep(self, sweep: Swept | None) -> Scene:
        return replace(self, sweep=sweep)

    def draw_order(self) -> list[int]:
        """The runs in the order in which they are drawn: the selected one last, over the others."""
        return sorted(range(len(self.experiment.runs)), key=lambda run: run == self.selected)
