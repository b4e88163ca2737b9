"""The places on a function that a line search looked at before it took a step."""

from __future__ import annotations

import numpy as np

from lrgui.core.model.types import Floats
from lrgui.core.training.optimizers.searches import ARMIJO, tries
from lrgui.core.training.trace import Trace
from lrgui.core.training.trainer import Here


def rejected_places(trace: Trace, run: int, update: int) -> Floats:
    """Where update number `update` (from 0) of `run` did not go, as the loss had not fallen enough: (k, d), in order.

    None of a rule that tries nothing, and of an update that is not computed.
    """
    experiment, name = trace.experiment, trace.problem_name
    nowhere = np.empty((0, trace.at(0).shape[1]))
    if update >= trace.until or experiment.runs_at(update, name)[run].rule is not ARMIJO:
        return nowhere
    gradients, before, _, place = trace.next_update(update, run)
    row = slice(place, place + 1)
    here, slope = before.parameters[row], gradients[row]
    rate = np.full_like(here, trace.rates(update, update + 1)[0, run])
    with np.errstate(all="ignore"):
        _, tried = tries(Here(trace.problem, experiment).at(here, before.update), slope, rate)
        places = [(here - each * slope)[0].astype(np.float64) for each in tried[:-1]]
    return np.array(places) if places else nowhere
