"""The mouse on the pictures of many learning rates: the dots of runs can be taken, and a click on a map goes there."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from lrgui.core.model.errors import InvalidValue
from lrgui.drawing.run_marks import RunMarks
from lrgui.drawing.start_map import StartMapDrawing
from lrgui.plot import Plot
from lrgui.session.session import Session
from lrgui.ui.widgets.rates import nice_rate

_STILL = 4.0  # pixels that a mouse may move between press and release of a click
_PLACE = "{:.3g}"  # of a start that was clicked


class _Drawn(Protocol):
    """What is under the mouse."""

    @property
    def plot(self) -> Plot: ...
    @property
    def runs(self) -> RunMarks: ...


class SweepHand(QObject):
    """Watches the plots of a panel, see `watch`. `drawing` gives the one that is seen.

    Signal: `moved()` when what is drawn is to be drawn anew.
    """

    moved = Signal()

    def __init__(self, session: Session, drawing: Callable[[], _Drawn], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._drawing = session, drawing
        self._held: int | None = None
        self._pressed = math.inf, math.inf

    def watch(self, plot: Plot) -> None:
        plot.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and self._takes(event):
            return True
        if event.type() == QEvent.Type.Resize:
            self.moved.emit()  # what stands at an edge stands elsewhere now
        return super().eventFilter(watched, event)

    def _takes(self, event: QMouseEvent) -> bool:
        """Whether the event is no business of the plot's."""
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseButtonPress and left:
            run = self._run_at(event)
            if run is not None and run < len(self._session.experiment.runs):
                self._held = run
                self._session.select(run)
                return True
            self._pressed = self._place(event)
        elif kind == QEvent.Type.MouseMove:
            if self._held is not None:
                self._drag(event, self._held)
                return True
            shape = Qt.CursorShape.ArrowCursor if self._run_at(event) is None else Qt.CursorShape.SizeHorCursor
            self._drawing().plot.viewport().setCursor(shape)
        elif kind == QEvent.Type.MouseButtonRelease and self._held is not None:
            self._held = self._drawing().runs.held = None
            self._session.end_gesture()
            self.moved.emit()
            return True
        elif kind == QEvent.Type.MouseButtonRelease and left and self._is_click(event):
            self._go_to(*self._pressed)
        return False

    def _is_click(self, event: QMouseEvent) -> bool:
        return math.dist(self._pressed, self._place(event)) <= _STILL

    def _place(self, event: QMouseEvent) -> tuple[float, float]:
        inside = self._drawing().plot.place_of(event)
        return inside.x(), inside.y()

    def _run_at(self, event: QMouseEvent) -> int | None:
        return self._drawing().runs.near(*self._place(event))

    def _drag(self, event: QMouseEvent, run: int) -> None:
        drawing = self._drawing()
        left, right = drawing.plot.view.x_limits
        rate = nice_rate(min(max(drawing.plot.view.x_data(self._place(event)[0]), left), right))
        with suppress(InvalidValue):  # at the end of a run nothing can be changed "from here on"
            self._session.edit_run(run, gesture=("sweep", run), learning_rate=rate)
            drawing.runs.held = run, rate
            self.moved.emit()

    def _go_to(self, x: float, y: float) -> None:
        """On the map of starts a click sets both, as one edit."""
        drawing = self._drawing()
        pair = drawing.pair_at(x, y) if isinstance(drawing, StartMapDrawing) else None
        if pair is not None:
            rate, start = nice_rate(pair[0]), float(_PLACE.format(pair[1]))
            gesture = "start map", rate, start
            with suppress(InvalidValue):
                self._session.edit(gesture=gesture, start=start)
                self._session.edit_run(gesture=gesture, learning_rate=rate)
            self._session.end_gesture()
