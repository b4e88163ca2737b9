"""Where an optimizer would go and where it goes: the next update of a run, taken apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrgui.core.model.types import Floats
from lrgui.core.training.history import Trace
from lrgui.core.training.optimizers import ADAM_BETAS
from lrgui.core.training.trainer import Group, Snapshot

WITH_VELOCITY = ("momentum", "nesterov", "adam")
RESCALING = ("adagrad", "rmsprop", "adam")  # each parameter has a learning rate of its own


@dataclass(frozen=True)
class Directions:
    """One update of one run; all of shape (d,), in the units of the parameters.

    gradient: −η·g of the batch that the update uses, the step that gradient descent would make there.
    velocity: what the optimizer remembers, as a part of the step or on its way to it; None where there is no memory:
    momentum −η·μ·v, v the velocity before the update, and Nesterov −η·μ·v, v the one after it (each is the step but
    for −η·g, so that both arrows together make the step); Adam −η·m̂, m̂ the mean of gradients in which old ones
    fade, corrected for its start at 0 (the step is that, each parameter divided by its √v̂).
    step: what the parameters change by, the difference of two neighbouring states to the last bit.
    """

    optimizer: str
    gradient: Floats
    velocity: Floats | None
    step: Floats


def directions(trace: Trace, run: int, update: int) -> Directions | None:
    """Update number `update` (from 0) of `run`; None at the end, where there is no next one."""
    if update >= trace.total:
        return None
    gradients, before, after = trace.next_update(update)
    rate = float(trace.rates(update, update + 1)[0, run])
    group, row = _group(after, run)
    here, there = before.parameters[run], after.parameters[run]
    with np.errstate(all="ignore"):
        gradient: Floats = -rate * gradients[run].astype(np.float64)
        velocity = _velocity(before, group, run, row, rate) if group.optimizer in WITH_VELOCITY else None
        return Directions(group.optimizer, gradient, velocity, (there - here).astype(np.float64))


def _group(snapshot: Snapshot, run: int) -> tuple[Group, int]:
    """The group of a run, and its row there."""
    runs = np.arange(len(snapshot.parameters))
    for group in snapshot.groups:
        rows = np.flatnonzero(runs[group.rows] == run)
        if len(rows):
            return group, int(rows[0])
    raise IndexError(f"there is no run {run}")


def _velocity(before: Snapshot, after: Group, run: int, row: int, rate: float) -> Floats:
    if after.optimizer == "adam":
        mean: Floats = -rate * after.state[0][row].astype(np.float64) / (1.0 - ADAM_BETAS[0] ** after.state[2][row])
        return mean
    memory = after.state[0][row]
    if after.optimizer == "momentum":
        group, old_row = _group(before, run)
        # An edit "from here on" that has just brought the optimizer brings it without memory.
        memory = group.state[0][old_row] if group.optimizer == "momentum" else np.zeros_like(memory)
    velocity: Floats = -rate * after.momentum[row].astype(np.float64) * memory.astype(np.float64)
    return velocity
