"""The panel of a line through points, which can be dragged, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from lrgui.core.model.errors import InvalidValue
from lrgui.core.problems.points import Points, points_of
from lrgui.core.problems.regression import LineFit
from lrgui.drawing.averaged import averaged_words
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.line import LineDrawing
from lrgui.session.session import Session
from lrgui.text.numbers import format_count, format_number
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.places import pointed_at
from lrgui.ui.widgets.point_handles import PointHandles


class LinePanel(Panel):
    """Left button on a point and drag: it moves. With Shift a click adds a point, or removes the one that is there."""

    name = "line"
    options = frozenset({"averaged", "averaging"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawing = LineDrawing()
        self.plot = self.drawing.plot
        self.hint = QLabel()
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        self._layout.addWidget(self.plot, 1)
        self.add_plot(self.plot, self.name)
        self._layout.addWidget(self.hint)
        handles = PointHandles(self.plot, lambda: self._points)
        handles.taken.connect(self._on_taken)
        handles.moved.connect(self._on_moved)
        handles.released.connect(self._on_released)
        handles.added.connect(self._on_added)
        handles.removed.connect(self._on_removed)
        self.retranslate()

    def title(self) -> str:
        return self.tr("Line through points")

    def retranslate(self) -> None:
        self.drawing.retitle()
        self.hint.setText(self.tr("Drag a point to move it. Shift and a click add a point, or remove one."))
        super().retranslate()

    def drawings_shown(self) -> Sequence[Drawing]:
        return (self.drawing,)

    def draw_history(self) -> None:
        self.drawing.draw_history(self.scene())

    def draw_position(self) -> None:
        trace = self.session.shown.traces.get(LineFit.code)
        if trace is None:
            return
        self.drawing.draw_position(self.scene())
        at, problem = self.scene().update_of(LineFit.code), self.session.shown.regression
        values = *problem.in_units(trace.at(at)[self.session.shown_selected].astype(float)), *problem.best
        text = self.tr("step {0} · y = {1}x + {2} · best: y = {3}x + {4}")
        said = text.format(format_count(at), *(format_number(value, 3) for value in values))
        self.set_subtitle(" · ".join([said, *averaged_words(self.scene(), LineFit.code)]))

    # Points can be moved, added and removed

    @property
    def _points(self) -> Points:
        return points_of(self.session.experiment.points)

    @Slot()
    def _on_taken(self) -> None:
        self.drawing.steady = True

    @Slot(int, float, float)
    def _on_moved(self, number: int, x: float, y: float) -> None:
        points = list(self._points)
        points[number] = self._rounded(x, y)
        self._edit(points, "points")

    @Slot()
    def _on_released(self) -> None:
        self.drawing.steady = False
        self.session.end_gesture()
        self.mark(history=True)
        self.wanted.emit()

    @Slot(float, float)
    def _on_added(self, x: float, y: float) -> None:
        self._edit([*self._points, self._rounded(x, y)], None)

    @Slot(int)
    def _on_removed(self, number: int) -> None:
        points = list(self._points)
        del points[number]
        self._edit(points, None)

    def _edit(self, points: list[tuple[float, float]], gesture: str | None) -> None:
        with suppress(InvalidValue):  # points through which no line is best stay as they were
            self.session.edit(gesture=gesture, points=tuple(points))

    def _rounded(self, x: float, y: float) -> tuple[float, float]:
        view = self.plot.view
        return pointed_at(x, view.x_limits), pointed_at(y, view.y_limits)
