"""Zoomed plots and the view's ranges, held together."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from lrgui.core.model.types import Axes
from lrgui.plot import Plot
from lrgui.session.session import Session


class ZoomBinding(QObject):
    """Writes into the view where somebody has zoomed to, and shows what the view says.

    A plot gets the ranges of the view once it has drawn the whole history: only then is its home range what it was.
    One that cannot be seen waits for that until it can.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._plots: dict[str, Plot] = {}
        self._held: dict[str, Axes] = {}  # the ranges in which plot and view agree
        self._showing = False  # what the view says, which is not to be written into it again
        session.view_changed.connect(self._on_view)

    def add(self, name: str, plot: Plot) -> None:
        """A plot, and its name in a view."""
        self._plots[name] = plot
        plot.box.sigRangeChangedManually.connect(partial(self._on_moved, name))
        plot.view_changed.connect(partial(self._on_away, name))

    def _on_moved(self, name: str, *_: object) -> None:
        self._write(name, _axes(self._plots[name]))

    def _on_away(self, name: str, away: bool) -> None:
        if self._showing:
            return
        if away:
            self._on_moved(name)
        elif self._session.view.zoom.get(name) == self._held.get(name):  # else the view knows better
            self._write(name, None)

    def _write(self, name: str, axes: Axes | None) -> None:
        # A logarithmic axis can be moved beyond the largest number: then no numbers say where the plot is.
        usable = axes is not None and all(0 < high - low < float("inf") for low, high in axes)
        zoom = {other: ranges for other, ranges in self._session.view.zoom.items() if other != name}
        self._held.pop(name, None)
        if axes is not None and usable:
            zoom[name] = self._held[name] = axes
        self._session.set_view(zoom=zoom)

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        if "zoom" not in names:
            return
        zoom = self._session.view.zoom
        for name, plot in self._plots.items():
            if zoom.get(name) != self._held.get(name):
                self._held.pop(name, None)
                if plot.away:
                    plot.reset_view()

    def follow(self) -> bool:
        """To be called after every frame: shows the ranges that wait. Returns whether there were any."""
        zoom, moved = self._session.view.zoom, False
        for name, plot in self._plots.items():
            axes = zoom.get(name)
            if axes is None or axes == self._held.get(name) or self._session.computing or not plot.isVisible():
                continue
            self._held[name] = axes
            self._showing = True
            plot.look_at(*axes)
            self._showing, moved = False, True
        return moved


def _axes(plot: Plot) -> Axes:
    return plot.view.x_limits, plot.view.y_limits
