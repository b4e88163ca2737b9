"""What was trained as plain arrays, to plot or to compute with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.types import Array, Floats
from lrgui.core.training.checkpoints import Checkpoints
from lrgui.core.training.trace import Trace


@dataclass(frozen=True, eq=False)
class Curves:
    """All runs of one problem at k moments: every update of a function, the checkpoints of a problem on data.

    updates: (k,), how many updates were made. epochs: (k,), the same in epochs. parameters: (k, runs, d), in the
    precision of the experiment. loss, accuracy, validation_loss, validation_accuracy: (k, runs); accuracies are shares
    0 … 1, and nan stands where a problem has no such figure (a function has a loss only) or a run has overflown.
    """

    updates: NDArray[np.int64]
    epochs: Floats
    parameters: Array
    loss: Array
    accuracy: Array
    validation_loss: Array
    validation_accuracy: Array


def curves_of(trace: Trace, checkpoints: Checkpoints | None) -> Curves:
    """The curves of `trace` as far as it is computed; `checkpoints` are those of a problem on data, else None."""
    if checkpoints is not None:
        updates = checkpoints.steps(checkpoints.count)
        parameters = np.array([trace.at(int(update)) for update in updates])
        figures = type(found := checkpoints.values(checkpoints.count))(*(values.copy() for values in found))
    else:
        updates = np.arange(trace.computed + 1, dtype=np.int64)
        parameters = trace.states(0, trace.computed).copy()
        shape = parameters.shape
        with np.errstate(all="ignore"):
            found = trace.problem.evaluate(parameters.reshape(-1, shape[-1]))
        figures = type(found)(*(values.reshape(shape[:-1]) for values in found))
    per_epoch = trace.experiment.updates_per_epoch(trace.problem_name)
    return Curves(updates, updates / per_epoch, parameters, *figures)
