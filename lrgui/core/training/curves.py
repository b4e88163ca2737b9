"""What was trained as plain arrays, to plot or to compute with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lrgui.core.model.types import Array, Floats
from lrgui.core.problems.problem import Evaluation
from lrgui.core.training.records import Records
from lrgui.core.training.trace import Trace


@dataclass(frozen=True, eq=False)
class Curves:
    """Runs of one problem at k moments: every update of a function, the checkpoints of a problem on data.

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


def curves_of(trace: Trace, records: Records | None, runs: list[int]) -> Curves:
    """The curves of those `runs` of `trace` that make their updates together, as far as they are computed.

    records: those of a problem on data, else None.
    """
    if records is not None:
        own = [records.of(run) for run in runs]
        count = own[0].count
        updates = own[0].steps(count)
        moments = trace.clock.moment_of(runs[0], updates)
        parameters = np.array([trace.at(int(moment))[runs] for moment in moments])
        values = [each.values(count) for each in own]
        figures = Evaluation(*(np.stack(columns, axis=1) for columns in zip(*values, strict=True)))
    else:
        updates = np.arange(trace.computed + 1, dtype=np.int64)
        parameters = trace.states(0, trace.computed)[:, runs]
        shape = parameters.shape
        with np.errstate(all="ignore"):
            found = trace.problem.evaluate(parameters.reshape(-1, shape[-1]))
        figures = Evaluation(*(values.reshape(shape[:-1]) for values in found))
    per_epoch = trace.experiment.alone(runs[0]).updates_per_epoch(trace.problem_name)
    return Curves(updates, updates / per_epoch, parameters, *figures)
