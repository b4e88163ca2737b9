"""A hand that places the next w on the curve, or draws a loss curve; what it left stays beside what happens."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QMouseEvent

from lrgui.core.lessons.question import CURVE, NEXT_W
from lrgui.drawing.colours import PREDICTED
from lrgui.plot import Plot
from lrgui.session.session import Session
from lrgui.session.teaching import Teaching
from lrgui.text.language import translate
from lrgui.text.numbers import format_number

_DECIMALS = 2  # of a w that is placed


class PlotHand(QObject):
    """Watches the mouse over a plot while its question is open. name: of the plot, as a question calls it."""

    def __init__(self, plot: Plot, name: str, session: Session, teaching: Teaching) -> None:
        super().__init__(plot)
        self._plot, self._name, self._session, self._teaching = plot, name, session, teaching
        self._drawn = plot.add_curve(PREDICTED, 2.6, "dashed", z=46)
        self._point = plot.add_points("diamond", PREDICTED, 13, z=47)
        self._line = plot.add_upright(PREDICTED, 1.8, "dashed") if name == "descent" else None
        self._held = False
        plot.viewport().installEventFilter(self)
        for signal in (teaching.turned, teaching.answered, session.shown_changed):
            signal.connect(self.show_prediction)
        self.show_prediction()  # that was made where the plot was not yet

    @property
    def _kind(self) -> str:
        """What can be placed here by this stage's question; empty for nothing."""
        stage = self._teaching.stage
        ask = stage.ask if stage is not None else None
        if ask is None:
            return ""
        if ask.kind == NEXT_W and self._name == "descent":
            return NEXT_W
        return CURVE if ask.kind == CURVE and ask.chart == self._name else ""

    @Slot()
    def show_prediction(self) -> None:
        """What was placed or drawn, while its stage is open."""
        kind, placed = self._kind, self._teaching.prediction
        points = placed if kind == CURVE and placed is not None else []
        self._drawn.set_data([x for x, _ in points], [y for _, y in points])
        w = placed if kind == NEXT_W and placed is not None else None
        if self._session.shown.descent is None:
            w = None  # another problem is shown still
        if w is None:
            self._point.set_data([], [])
        else:
            self._point.set_data([w], self._session.shown.curve.loss_at(np.array([w])))
        if self._line is not None:
            if w is None:
                self._line.hide()
            else:
                self._line.show(w, translate("Lessons", "predicted {0}").format(format_number(w, 4)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and self._kind and self._teaching.asking:
            kind, left = event.type(), Qt.MouseButton.LeftButton
            if kind == QEvent.Type.MouseButtonPress and event.button() == left:
                self._held = True
                self._take(event, begins=True)
                return True
            if kind == QEvent.Type.MouseMove and self._held:
                self._take(event)
                return True
            if kind == QEvent.Type.MouseButtonRelease and self._held:
                self._held = False
                return True
            if kind == QEvent.Type.MouseMove:
                self._plot.viewport().setCursor(Qt.CursorShape.CrossCursor)
        return super().eventFilter(watched, event)

    def _take(self, event: QMouseEvent, *, begins: bool = False) -> None:
        view = self._plot.view
        place = self._plot.box.mapFromScene(self._plot.mapToScene(event.position().toPoint()))
        x, y = view.x_data(place.x()), view.y_data(place.y())
        if self._kind == NEXT_W:
            left, right = view.x_limits
            self._teaching.predict(round(min(max(x, left), right), _DECIMALS))
            return
        before = [] if begins else list(self._teaching.prediction or [])
        # A curve has one value at each update: going back wipes out what was there.
        self._teaching.predict([point for point in before if point[0] < x] + [(x, y)])
