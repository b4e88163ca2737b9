"""What a drawing shows: an experiment, its history, the playhead, the selected run, and a sweep."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from lrgui.core.analysis.averaged_weights import AveragedWeights, averaged_weights
from lrgui.core.files.view import STATE, THEORY, View
from lrgui.core.model.experiment import Experiment
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History


@dataclass(frozen=True, eq=False)
class Swept:
    """The answer of a sweep, perhaps still growing. `stale`: it belongs to a former experiment."""

    job: SweepJob
    stale: bool = False

    @classmethod
    def of(cls, job: SweepJob | None, *, stale: bool) -> Swept | None:
        """What there is to be drawn; None where there is nothing."""
        return None if job is None else cls(job, stale)

    @property
    def final(self) -> bool:
        """Whether what it says will stay so."""
        return self.job.done and not self.stale


@dataclass(frozen=True, eq=False)
class Scene:
    """`experiment` has the numbers of `history.experiment`, and perhaps newer colours. `position`: a place on the
    timeline. `rushing`: the playhead moves so fast that an eye cannot follow single updates. `ghost`: the future that
    an edit gave up, drawn beyond the fork. `sweep`: for the drawings that show one. `concealed`: facts that nothing may
    tell, see `View`. `hidden`: the runs that are not drawn. `way`: while a picture of a step moves, the place where it
    began and the share that is done. averaging: the factor of averaged weights, None where they are not to be seen;
    patience: for how many seconds one waits for them.
    """

    experiment: Experiment
    history: History
    position: int
    selected: int = 0
    rushing: bool = False
    ghost: Ghost | None = None
    sweep: Swept | None = None
    concealed: frozenset[str] = frozenset()
    hidden: frozenset[int] = frozenset()
    way: tuple[int, float] | None = None
    averaging: float | None = None
    patience: float = math.inf

    @classmethod
    def of(cls, history: History, view: View) -> Scene:
        """What a view shows of a history that is computed."""
        experiment, seen = history.experiment, view.within(history.experiment)
        position = experiment.length if seen.position is None else seen.position
        hidden = seen.not_drawn(len(experiment.runs))
        return cls(
            experiment,
            history,
            position,
            seen.selected,
            concealed=seen.concealed,
            hidden=hidden,
            averaging=seen.average,
        )

    @property
    def tells_why(self) -> bool:
        """Whether it may be said why a run does what can be seen."""
        return not self.concealed & {THEORY, STATE}

    def at(self, position: int) -> Scene:
        """The same with the playhead at another update."""
        return replace(self, position=position)

    def on_the_way(self, place: int, share: float) -> Scene:
        """The same, still moving from a place to the playhead's."""
        return replace(self, way=(place, share))

    def update_of(self, problem: str) -> int:
        """How many updates of a problem there are to be seen: each goes by a clock of its own."""
        return self.experiment.update_at(problem, self.position)

    def made(self, problem: str) -> int:
        """How many updates of a problem the selected run has made of those."""
        return self.experiment.clock(problem).made(self.selected, self.update_of(problem))

    def averages(self, problem: str, *, whole: bool = False) -> AveragedWeights | None:
        """The averaged weights of a problem, where there are some to be seen of the selected run.

        whole: as far as the run is computed, and not just up to the playhead. None, too, where they are not known so
        far yet: then they are `awaited`.
        """
        if not self.averages_are_seen(problem):
            return None
        assert self.averaging is not None
        found = averaged_weights(self.history, problem, self.averaging)
        last = self.history.traces[problem].computed if whole else self._last_of(problem)
        return found if found.advance(self.patience, last) else None

    def averages_are_seen(self, problem: str) -> bool:
        """Whether the averaged weights of a problem are to be seen."""
        return self.averaging is not None and problem in self.history.traces and self.selected_is_drawn

    def awaited(self, problem: str) -> bool:
        """Whether averaged weights are to be seen at the playhead that are not known yet."""
        if not self.averages_are_seen(problem) or self.averaging is None:
            return False
        return averaged_weights(self.history, problem, self.averaging).done < self._last_of(problem)

    def _last_of(self, problem: str) -> int:
        """The last update of which something is to be seen: on the way back it is still that where it began."""
        at, part = self.progress(problem)
        return max(self.update_of(problem), at + (part > 0))

    def progress(self, problem: str) -> tuple[int, float]:
        """How many updates of a problem there are to be seen, and the share of one more (0 … 1, without 1)."""
        end = self.update_of(problem)
        if self.way is None:
            return end, 0.0
        place, share = self.way
        begin = self.experiment.update_at(problem, place)
        part, whole = math.modf(begin + share * (end - begin))
        return int(whole), part

    def with_sweep(self, sweep: Swept | None) -> Scene:
        return replace(self, sweep=sweep)

    def draw_order(self) -> list[int]:
        """The runs that are drawn, in their order: the selected one last, over the others."""
        drawn = (run for run in range(len(self.experiment.runs)) if run not in self.hidden)
        return sorted(drawn, key=lambda run: run == self.selected)

    @property
    def selected_is_drawn(self) -> bool:
        return self.selected not in self.hidden
