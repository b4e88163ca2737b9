"""What the selected run really does, beside what theory says of it."""

from __future__ import annotations

import math
import time
import weakref

from lrgui.core.analysis.convergence_time import Needed, needed
from lrgui.core.analysis.theory import regime
from lrgui.core.problems.function import Function
from lrgui.core.training.history import History
from lrgui.session.session import Session

_PLAYING_SECONDS = 0.08  # numbers that change faster cannot be read


class Observed:
    """Reads the shown history; what it found is kept while the same is asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._history: weakref.ref[History] | None = None
        self._run = 0
        self._needed: Needed | None = None
        self._at = -1
        self._curvature = math.nan
        self._read = 0.0

    def _attend(self) -> History:
        """The shown history; what was found in another one, or of another run, is forgotten."""
        history, run = self._session.shown, self._session.shown_selected
        if self._history is None or self._history() is not history or run != self._run:
            self._history, self._run = weakref.ref(history), run
            self._needed, self._at = None, -1
        return history

    def needed(self) -> Needed | None:
        """Updates that the function took; None while what is shown is not yet what the controls say."""
        session = self._session
        history = self._attend()
        if history.function is None or session.shown_experiment != session.known:
            return None
        self._needed = needed(history, self._run, self._needed)
        return self._needed

    def edge(self) -> float:
        """The rate from which steps grow, with the curvature at the playhead: on data, or of no quadratic function.

        nan where nobody knows, or the curve bends downwards.
        """
        session = self._session
        history = self._attend()
        trace = history.evaluated
        function = history.function
        if trace is None and function is not None and isinstance(function.problem, Function):
            trace = None if function.problem.quadratic else function
        if trace is None or session.selected != self._run:
            return math.nan
        update = session.shown_experiment.update_at(trace.problem_name, session.position)
        at, now = min(update, trace.computed), time.monotonic()
        if at != self._at and not (self._at >= 0 and session.player.playing and now - self._read < _PLAYING_SECONDS):
            self._at, self._read = at, now
            self._curvature = float(trace.problem.curvature_at(trace.at(at)[self._run : self._run + 1])[0])
        if not self._curvature > 0:
            return math.nan
        return regime(1.0, self._curvature, session.run.rule.key, session.run.momentum).bound
