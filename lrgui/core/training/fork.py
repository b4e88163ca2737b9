"""A future that was given up: what a run would have done without the latest change."""

from __future__ import annotations

from dataclasses import dataclass

from lrgui.core.training.history import History


@dataclass(frozen=True, eq=False)
class Ghost:
    """Run `run` of `history` goes on, from `place` on the timeline on, where the shown run went another way."""

    history: History
    run: int
    place: int

    def begins(self, problem: str) -> int:
        """The update of `problem` from which on it went another way."""
        return self.history.experiment.update_at(problem, self.place)

    def reaches(self, problem: str, position: int) -> int | None:
        """The update of `problem` at which the ghost is when the playhead is at `position`.

        None where it is not beyond the fork, as in a problem that had ended before.
        """
        trace = self.history.traces.get(problem)
        if trace is None:
            return None
        at = min(self.history.experiment.update_at(problem, position), trace.computed)
        return at if at > self.begins(problem) else None
