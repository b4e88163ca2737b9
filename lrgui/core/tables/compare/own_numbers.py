"""Our numbers, for those of a printed text: of one run, in one precision, at the updates that are asked for."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from lrgui.core.model.types import Array
from lrgui.core.problems.classifier import stable_loss
from lrgui.core.problems.datasets import epoch_order
from lrgui.core.problems.problem import Evaluation
from lrgui.core.tables.results import in_precision
from lrgui.core.training.history import History
from lrgui.core.training.trace import Trace

TOGETHER = 1024  # updates that are read at a time where the wanted ones lie close together

Values = dict[str, dict[int, float]]  # by column and update


def end_of(history: History, problem: str) -> int:
    """The update that a finished run ends with: on data the last of the book's checkpoints; −1 before it has."""
    trace = history.traces[problem]
    if not trace.done:
        return -1
    interval = history.experiment.checkpoint_times.interval if trace.problem.on_data else 1
    return trace.total // interval * interval


def own_numbers(history: History, problem: str, run: int, wanted: Iterable[int], columns: set[str]) -> Values:
    """The `columns` of run number `run` after the updates `wanted`, as far as they are computed.

    Beside those of `lrgui.core.tables.results`: best_… of the checkpoint with the lowest validation loss so far, and
    mean_train_… of the epoch that ends there: as Keras adds them up, batch by batch, each before its update.
    """
    trace = history.traces[problem]
    needed = sorted(u for u in set(wanted) if 0 <= u <= trace.computed)
    if not needed:
        return {}
    # An update is told with what was before it.
    updates = sorted({u for update in needed for u in (update, update - 1) if u >= 0})
    parameters, rates = _states(trace, run, updates)
    values: Values = {"learning_rate": rates}
    if not trace.problem.on_data:
        for name, column in trace.problem.log(parameters).items():
            values[name] = values[name + "_after"] = dict(zip(updates, column.tolist(), strict=True))
            values[name + "_before"] = {u + 1: x for u, x in values[name].items()}
        return values
    values.update(_parameters(trace, run, updates, parameters, columns))
    checkpoints = history.checkpoints_of(run)
    indices = {u: checkpoints.index(u) for u in needed}
    there = {u: i for u, i in indices.items() if i is not None}
    for name, figures in zip(Evaluation._fields, checkpoints.values(checkpoints.count), strict=True):
        values[name] = {u: float(figures[i]) for u, i in there.items()}
    if any(column.startswith("best_") for column in columns):
        steps = {u: checkpoints.best_step(u) for u in needed}
        distinct = sorted(set(steps.values()))
        at_best = _parameters(trace, run, distinct, _states(trace, run, distinct)[0], columns)
        for name, of_step in at_best.items():
            values["best_" + name] = {u: of_step[step] for u, step in steps.items()}
    if any(column.startswith("mean_") for column in columns):
        per_epoch = history.experiment.updates_per_epoch(problem)
        means = {u: _epoch_means(history, run, u // per_epoch) for u in needed if u and u % per_epoch == 0}
        values["mean_train_loss"] = {u: mean[0] for u, mean in means.items()}
        values["mean_train_accuracy"] = {u: mean[1] for u, mean in means.items()}
    return values


def _states(trace: Trace, run: int, updates: list[int]) -> tuple[Array, dict[int, float]]:
    """The parameters (n, d) after the ascending `updates`, and the learning rate of each."""
    states, rates, i = [], {}, 0
    while i < len(updates):
        first, j = updates[i], i
        while j < len(updates) and updates[j] < first + TOGETHER:
            j += 1
        chosen = np.array(updates[i:j])
        last = int(chosen[-1])
        states.append(trace.states(first, last)[chosen - first, run])
        made = in_precision(trace.rates(max(first - 1, 0), last)[:, run], trace)
        rates.update({u: float(made[u - 1 - max(first - 1, 0)]) for u in updates[i:j] if u})
        i = j
    return np.concatenate(states), rates


def _parameters(trace: Trace, run: int, updates: list[int], parameters: Array, columns: set[str]) -> Values:
    """The parameters and, if they are among the columns, the predictions of the test samples."""
    made = trace.problem.log(parameters)
    if any("sample" in column for column in columns):
        made.update(zip(trace.problem.predicted, trace.problem.samples(parameters).T, strict=True))
    return {name: dict(zip(updates, column.tolist(), strict=True)) for name, column in made.items()}


def _epoch_means(history: History, run: int, epoch: int) -> tuple[float, float]:
    """Loss and accuracy over the samples of the epoch that ends as number `epoch`, each before its update."""
    experiment, model, trace = history.experiment.alone(run), history.model, history.evaluated
    assert trace is not None
    per_epoch = experiment.iterations_per_epoch
    order = epoch_order(experiment.order_seed, epoch - 1, experiment.training_size)
    before = trace.states((epoch - 1) * per_epoch, epoch * per_epoch - 1)[:, run]
    w = np.repeat(before, experiment.batch_size, axis=0)[: len(order)]
    y = model.train_y[order]
    with np.errstate(all="ignore"):
        z = np.einsum("ij,ij->i", model.train_x[order], w)
        loss = float(stable_loss(z, y)) + float(np.mean(model.penalty(w)))
        return loss, float(np.mean((z > 0) == (y > 0.5)))
