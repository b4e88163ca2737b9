"""Where an optimizer would go and where it goes: the next update of a run, taken apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrgui.core.model.types import Floats
from lrgui.core.training.optimizers.optimizer import Memory
from lrgui.core.training.trace import Trace
from lrgui.core.training.trainer import Group, Snapshot


@dataclass(frozen=True)
class Directions:
    """One update of one run; all of shape (d,), in the units of the parameters.

    gradient: −η·g of the batch that the update uses, the step that gradient descent would make there.
    velocity: what the optimizer remembers, as a part of the step or on its way to it; None where there is no memory:
    momentum and Nesterov −η·μ·v (the step but for −η·g, so that both arrows together make the step); Adam −η·m̂ (the
    step is that, each parameter divided by its √v̂). See the optimizer's `Memory`.
    step: what the parameters change by, the difference of two neighbouring states to the last bit.
    """

    optimizer: str
    gradient: Floats
    velocity: Floats | None
    step: Floats


def directions(trace: Trace, run: int, update: int) -> Directions | None:
    """Update number `update` (from 0) of `run`; None at the end, where there is no next one, or none to be known."""
    if update >= trace.until or trace.following(run, update) is None:
        return None
    gradients, before, after, place = trace.next_update(update, run)
    rate = float(trace.rates(update, update + 1)[0, run])
    group, row = group_of(after, place)
    here, there = before.parameters[place], after.parameters[place]
    with np.errstate(all="ignore"):
        gradient: Floats = -rate * gradients[place].astype(np.float64)
        rule = trace.experiment.runs_at(update, trace.problem_name)[run].rule
        memory = rule.memory
        velocity = None if memory is None else _velocity(memory, before, group, place, row, rate)
        return Directions(rule.key, gradient, velocity, (there - here).astype(np.float64))


def group_of(snapshot: Snapshot, run: int) -> tuple[Group, int]:
    """The group of a run, and its row there."""
    for group in snapshot.groups:
        rows = np.flatnonzero(group.rows == run)
        if len(rows):
            return group, int(rows[0])
    raise IndexError(f"there is no run {run}")


def _velocity(memory: Memory, before: Snapshot, after: Group, run: int, row: int, rate: float) -> Floats:
    group, old_row = group_of(before, run)
    now = tuple(part[row].astype(np.float64) for part in after.state)
    if group.optimizer.code == after.optimizer.code:
        then = tuple(part[old_row].astype(np.float64) for part in group.state)
    else:  # an edit "from here on" that has just brought the optimizer brings it without memory
        then = tuple(np.zeros_like(part) for part in now)
    return memory.vector(rate, then, now, tuple(float(values[row, 0]) for values in after.values))
