"""η over the run, under the fields of its schedule; where it is drawn by hand, its points can be taken there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Slot

from lrgui.drawing.colours import ACCENT
from lrgui.plot import Plot, nice_range
from lrgui.session.drawn_rates import DrawnRates, is_drawn
from lrgui.session.known_rates import known_rates, known_until
from lrgui.session.session import Session
from lrgui.ui import theme
from lrgui.ui.widgets.drawn_points import DrawnPoints

_POINTS = 1000
_AIR = 0.03  # of the run, at both ends, for points there to be whole
_HEIGHT = 104  # pixels at the normal text size


class RatePreview(Plot):
    """Shows the selected run as it is at the playhead."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._steady = False  # under a moving hand axes stand still
        self._shown: object = None
        self.box.setMouseEnabled(x=False, y=False)
        self._curve = self.add_curve(ACCENT, 2.0)
        self.set_theme(theme.now())
        self._fit_text()
        self._points = DrawnPoints(session, self, self._drawn)
        self._points.taken.connect(self._on_taken)
        self._points.released.connect(self._on_released)

    def _fit_text(self) -> None:
        self.setFixedHeight(theme.scaled(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_curve"):
            self._fit_text()

    def _drawn(self) -> DrawnRates | None:
        if not is_drawn(self._session):
            return None
        experiment = self._session.known.alone(self._session.selected)
        problem = experiment.problems[-1]
        return DrawnRates(self._session, problem, experiment.updates_per_epoch(problem))

    @Slot()
    def _on_taken(self) -> None:
        self._steady = True

    @Slot()
    def _on_released(self) -> None:
        self._steady = False
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """η over the run of the problem shown last, "from here on" edits included; as far as it is known."""
        session = self._session
        far = known_until(session)
        if (session.known, session.selected, far) == self._shown:
            return
        self._shown = (session.known, session.selected, far)
        experiment = session.known.alone(session.selected)
        flat = session.run.pace.constant and not experiment.changes
        self.setVisible(not flat)
        if flat:
            return
        problem = experiment.problems[-1]
        total, per_epoch = experiment.total_updates(problem), experiment.updates_per_epoch(problem)
        t = np.unique(np.linspace(0, total - 1, min(total, _POINTS)).round())
        rates = known_rates(session, problem, t)
        rates = np.where(np.isfinite(rates), rates, np.nan)
        top = float(np.nanmax(rates)) if np.isfinite(rates).any() else 1.0
        if not self._steady:
            end, highest = total / per_epoch, self._points.highest
            air = _AIR * end if highest else 0.0
            self.set_ranges((-air, end + air), nice_range(0, max(top, highest)))
        self._curve.set_data(t / per_epoch, rates)
        self._points.draw()
