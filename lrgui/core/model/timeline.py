"""The timeline: where the problems of an experiment stand while somebody looks at them.

Its places are the updates of the problem that makes the most. Where there are two, each goes by a clock of its own, so
that they run side by side and end together: at place p of the timeline's L a problem of T updates has made ⌊p·T/L⌋ of
them. All of it is in whole numbers, and nothing that is computed depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Timeline:
    """totals: problem → T, how many updates it makes in all; of any that may be asked about.

    length: L, the last place, where all problems of the experiment have ended.
    """

    totals: Mapping[str, int]
    length: int

    def update_at(self, problem: str, place: int) -> int:
        """How many updates `problem` has made at a place."""
        return min(place, self.length) * self.totals[problem] // self.length

    def place_of(self, problem: str, update: int) -> int:
        """The first place at which `problem` has made so many updates."""
        return -(-update * self.length // self.totals[problem])
