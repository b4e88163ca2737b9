"""The points of a schedule that is drawn by hand, in the units of a plot of η, and what becomes of them by a hand."""

from __future__ import annotations

import math
from contextlib import suppress

from lrgui.core.model.errors import InvalidValue
from lrgui.core.training.schedules.drawn import DRAWN
from lrgui.core.training.schedules.schedule import exact_updates
from lrgui.session.session import Session

Place = tuple[float, float]

_DIGITS = 3  # of a share that a hand draws


def is_drawn(session: Session) -> bool:
    """Whether the selected run has such a schedule at the playhead."""
    return session.run.schedule == DRAWN.code


class DrawnRates:
    """Those of the selected run at the playhead, whose schedule is drawn (`is_drawn`).

    problem: whose epochs they are in; unit: updates in one unit of the plot's x axis. All places are x and η.
    """

    def __init__(self, session: Session, problem: str, unit: float) -> None:
        self._session, self._unit = session, unit
        self._run = session.run
        alone = session.known.alone(session.selected)
        self._per_epoch = alone.updates_per_epoch(problem)
        self._begin = self._run.schedule_from + math.ceil(exact_updates(self._run.warmup_epochs, self._per_epoch))
        self._left = max(1, alone.total_updates(problem) - self._begin)  # updates that it may be drawn for

    @property
    def places(self) -> list[Place]:
        """Where the points are."""
        return [
            ((self._begin + epoch * self._per_epoch) / self._unit, share * self._run.learning_rate)
            for epoch, share in self._run.rate_points
        ]

    @property
    def end(self) -> float:
        """Where the run ends, on the x axis."""
        return (self._begin + self._left) / self._unit

    def move(self, number: int, x: float, rate: float) -> None:
        """A hand that holds point number `number` is at a place; it stays between its neighbours."""
        points, apart = list(self._run.rate_points), 1 / self._per_epoch
        epoch, share = self._point(x, rate)
        low = points[number - 1][0] + apart if number else 0.0
        high = points[number + 1][0] - apart if number + 1 < len(points) else math.inf
        points[number] = (min(max(epoch, low), high), share)
        self._edit(points, gesture="rate_points")

    def add(self, x: float, rate: float) -> None:
        """One more, at a place."""
        self._edit(sorted([*self._run.rate_points, self._point(x, rate)]))

    def remove(self, number: int) -> None:
        """One less; the last one stays."""
        points = list(self._run.rate_points)
        del points[number]
        self._edit(points)

    def _point(self, x: float, rate: float) -> Place:
        epoch = min(max(0.0, x * self._unit - self._begin), self._left) / self._per_epoch
        share = max(0.0, rate / self._run.learning_rate)
        return round(epoch, 3 if self._per_epoch > 1 else 0), float(f"{share:.{_DIGITS}g}")

    def _edit(self, points: list[Place], gesture: str | None = None) -> None:
        with suppress(InvalidValue):  # two in one place, or too many: they stay as they were
            self._session.edit_run(gesture=gesture, rate_points=tuple(points))
