"""The learning rates of the selected run, as far as they are known."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.types import Floats
from lrgui.core.training.rates import rates_at
from lrgui.session.computation import same_numbers
from lrgui.session.session import Session


def known_rates(session: Session, problem: str, t: Floats) -> Floats:
    """Those of the updates `t` (n,), whole numbers in ascending order, of the run's own: (n,).

    nan where they depend on what is not computed yet.
    """
    known, shown = session.known, session.shown
    if problem in shown.traces and same_numbers(known, shown.experiment):
        return shown.traces[problem].rates_of(session.selected, t)
    return rates_at(known.alone(session.selected), problem, t, _of_the_start)[:, 0]


def known_until(session: Session) -> int:
    """The place on the timeline up to which they are known."""
    known = session.known.alone(session.selected)
    stages = ((problem, at) for problem in known.problems for at in (0, *known.breakpoints(problem)))
    if not any(known.runs_at(at, problem)[0].pace.reduces for problem, at in stages):
        return known.length
    return session.shown.frontier if same_numbers(session.known, session.shown.experiment) else 0


def _of_the_start(_run: int, t: Floats) -> Floats:
    return np.where(t > 0, np.nan, 1.0)
