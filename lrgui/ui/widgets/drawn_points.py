"""The points of a schedule that is drawn by hand, in a plot of η: to be moved, added and removed there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from lrgui.drawing.colours import ACCENT, MIDDLE
from lrgui.plot import Plot
from lrgui.session.drawn_rates import DrawnRates
from lrgui.session.session import Session
from lrgui.ui.widgets.point_handles import PointHandles

_SIZE = 9.0  # pixels


class DrawnPoints(QObject):
    """`drawn` gives them as they are at the playhead, None where there are none to be shown.

    Signals: `taken()` when a hand holds one, `released()`.
    """

    taken = Signal()
    released = Signal()

    def __init__(self, session: Session, plot: Plot, drawn: Callable[[], DrawnRates | None]) -> None:
        super().__init__(plot)
        self._session, self._plot, self._drawn = session, plot, drawn
        self._guide = plot.add_curve(MIDDLE, 1.0, "dotted", z=7)  # where η goes beyond the playhead
        self._marks = plot.add_points("circle", ACCENT, _SIZE, z=40)
        handles = PointHandles(plot, self._places)
        handles.taken.connect(self.taken)
        handles.moved.connect(self._on_moved)
        handles.released.connect(self._on_released)
        handles.added.connect(self._on_added)
        handles.removed.connect(self._on_removed)

    def _places(self) -> list[tuple[float, float]]:
        drawn = self._drawn()
        return [] if drawn is None else drawn.places

    @property
    def highest(self) -> float:
        """The highest η of a point, 0 where there is none."""
        return max((rate for _, rate in self._places()), default=0.0)

    def draw(self) -> None:
        """Shows them."""
        places = self._places()
        x, rates = [x for x, _ in places], [rate for _, rate in places]
        if places:
            self._marks.set_style("circle", self._session.run.colour, _SIZE)
        self._marks.set_data(x, rates)
        if (drawn := self._drawn()) is not None:  # as it stays after the last of them, to the end of the run
            x, rates = [*x, max(x[-1], drawn.end)], [*rates, rates[-1]]
        self._guide.set_data(x, rates)

    @Slot(int, float, float)
    def _on_moved(self, number: int, x: float, rate: float) -> None:
        if (drawn := self._drawn()) is not None:
            drawn.move(number, x, rate)

    @Slot()
    def _on_released(self) -> None:
        self._session.end_gesture()
        self.released.emit()

    @Slot(float, float)
    def _on_added(self, x: float, rate: float) -> None:
        if (drawn := self._drawn()) is not None:
            drawn.add(x, rate)

    @Slot(int)
    def _on_removed(self, number: int) -> None:
        if (drawn := self._drawn()) is not None:
            drawn.remove(number)
