"""The panel of a line through points, which can be dragged, added and removed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QMouseEvent
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

_GRAB = 12  # pixels around a point in which it can be taken


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
        self._held: int | None = None
        self.plot.viewport().installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and self._mouse(event):
            return True
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseButtonPress and left:
            near = self._near(event)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._add_or_remove(near, event)
                return True
            if near is not None:
                self._held, self.drawing.steady = near, True
                return True
        elif kind == QEvent.Type.MouseMove and self._held is not None:
            points = list(self._points)
            if self._held < len(points):  # else it was undone under the hand
                points[self._held] = self._place(event)
                self._edit(points, "points")
            return True
        elif kind == QEvent.Type.MouseMove:
            at_point = self._near(event) is not None
            self.plot.viewport().setCursor(Qt.CursorShape.SizeAllCursor if at_point else Qt.CursorShape.ArrowCursor)
        elif kind == QEvent.Type.MouseButtonRelease and left and self._held is not None:
            self._release()
            return True
        return False

    @Slot()
    def _release(self) -> None:
        self._held, self.drawing.steady = None, False
        self.session.end_gesture()
        self.mark(history=True)
        self.wanted.emit()

    def _add_or_remove(self, near: int | None, event: QMouseEvent) -> None:
        points = list(self._points)
        if near is None:
            points.append(self._place(event))
        else:
            del points[near]
        self._edit(points, None)

    def _edit(self, points: list[tuple[float, float]], gesture: str | None) -> None:
        with suppress(InvalidValue):  # points through which no line is best stay as they were
            self.session.edit(gesture=gesture, points=tuple(points))

    def _place(self, event: QMouseEvent) -> tuple[float, float]:
        view, pixel = self.plot.view, self.plot.place_of(event)
        return (
            pointed_at(view.x_data(pixel.x()), view.x_limits),
            pointed_at(view.y_data(pixel.y()), view.y_limits),
        )

    def _near(self, event: QMouseEvent) -> int | None:
        """The point under the mouse."""
        view, pixel = self.plot.view, self.plot.place_of(event)
        distances = [
            abs(pixel.x() - float(view.x_pixels(x))) + abs(pixel.y() - float(view.y_pixels(y))) for x, y in self._points
        ]
        nearest = min(range(len(distances)), key=distances.__getitem__)
        return nearest if distances[nearest] <= _GRAB else None
