"""What would have been: the future that an edit "from here on" gave up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.core.training.fork import Ghost


class RunEnded(InvalidValue):
    """A setting that was to change from here on, where no update is left."""

    RULES: ClassVar = {
        "ended": QT_TRANSLATE_NOOP(
            "Errors", "would change no update: the run ends here; go back, or choose changes from the start"
        ),
    }


@dataclass(frozen=True)
class _Fork:
    before: Experiment
    after: Experiment
    ghost: Ghost


class Forks:
    """Remembers the last fork while the experiment is one of its two ends.

    With it undone there is no ghost to be seen, redone it is there again, and any other experiment lets go of it, and
    of its history.
    """

    def __init__(self) -> None:
        self._fork: _Fork | None = None

    def begin(self, before: Experiment, after: Experiment, ghost: Ghost) -> None:
        """An edit made `after` of `before`, whose numbers `ghost` has."""
        self._fork = _Fork(before, after, ghost)

    def go_on(self, now: Experiment, after: Experiment) -> None:
        """The same hand made `after` of `now`: what was given up is still what was there before it began."""
        if self._fork is not None and self._fork.after == now:
            self._fork = replace(self._fork, after=after)

    def arrive(self, experiment: Experiment) -> None:
        """The experiment is now this one."""
        if self._fork is not None and experiment not in (self._fork.before, self._fork.after):
            self._fork = None

    def dismiss(self) -> None:
        """Forgets the future that was given up."""
        self._fork = None

    def ghost(self, experiment: Experiment) -> Ghost | None:
        """The future that `experiment` gave up."""
        if self._fork is None or experiment != self._fork.after:
            return None
        return self._fork.ghost

    def kept(self, experiment: Experiment) -> Experiment | None:
        """`experiment` with what it gave up as one more run, in a colour of its own; None without a ghost."""
        ghost = self.ghost(experiment)
        if ghost is None or self._fork is None:
            return None
        new = len(experiment.runs)
        copied = self._fork.before.duplicating(ghost.run, experiment.next_colour())
        changes = tuple(change for change in copied.changes if change.run == new)
        return replace(experiment, runs=(*experiment.runs, copied.runs[new]), changes=(*experiment.changes, *changes))
