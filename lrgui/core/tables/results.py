"""Tables of results, as numbers: what every run has come to, and every update of one run.

A table holds what was computed, unrounded; `lrgui.core.tables.formats` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np

from lrgui.core.analysis.verdicts import verdict
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array
from lrgui.core.problems.registry import kind_of
from lrgui.core.tables.columns import FIGURES, epoch_of, run_columns, step_columns
from lrgui.core.training.history import History
from lrgui.core.training.trace import Trace

Row = tuple[Any, ...]

BLOCK = 2048  # rows made at a time, of all runs together: what is in memory stays small however long the run


@dataclass(frozen=True)
class Table:
    """Rows of numbers of the experiment's precision, whole numbers and texts, under the codes of their columns."""

    columns: tuple[str, ...]
    rows: Sequence[Row]


def trace_of(history: History, problem: str | None) -> Trace:
    """The trace of a problem; None where the experiment has only one. Raises `InvalidValue`."""
    name = history.experiment.problem if problem is None else problem
    if name not in history.traces:
        raise InvalidValue("problem", name, "one_of", choices=tuple(history.traces))
    return history.traces[name]


def figure(name: str, values: Any, trace: Trace) -> Array:
    """Losses are computed in the experiment's precision, shares of correct predictions always in float64."""
    return in_precision(values, trace) if name.endswith("loss") else np.asarray(values, np.float64)


def in_precision(values: Any, trace: Trace) -> Array:
    """Numbers of float64 in the experiment's precision; what is too large for it is inf."""
    with np.errstate(over="ignore"):
        return np.asarray(values).astype(trace.problem.dtype)


# What the runs have come to


def runs_table(history: History, problem: str | None = None, update: int | None = None) -> Table:
    """One row for each run: what it has come to after `update` updates (None: after the last computed one)."""
    trace = trace_of(history, problem)
    end = trace.computed if update is None else min(update, trace.computed)
    rows = _rows_on_data(history, trace, end) if trace.problem.on_data else _rows_of_function(history, trace, end)
    experiment = history.experiment
    columns = columns_of(experiment, trace.problem_name, end)
    if own := own_fields(experiment, trace.problem_name):
        told = [_own_values(each, own) for each in experiment.each]
        rows = [(*row[:2], *more, *row[2:]) for row, more in zip(rows, told, strict=True)]
    if "changes" in columns:
        last = _last(experiment, trace.problem_name, end)
        here = 2 + len(own)
        texts = [_changes(experiment, trace.problem_name, i, last) for i in range(len(rows))]
        rows = [(*row[:here], text, *row[here:]) for row, text in zip(rows, texts, strict=True)]
    if "name" in columns:
        rows = [(row[0], run.name, *row[1:]) for row, run in zip(rows, experiment.runs, strict=True)]
    return Table(columns, rows)


def columns_of(experiment: Experiment, problem: str, update: int) -> tuple[str, ...]:
    """The columns of `runs_table` after `update` updates of a problem."""
    named = any(run.name for run in experiment.runs)
    own, changed = own_fields(experiment, problem), is_changed(experiment, problem, update)
    return run_columns(kind_of(problem, experiment), own=own, changed=changed, named=named)


def own_fields(experiment: Experiment, problem: str) -> tuple[str, ...]:
    """The fields of a problem that some run has of its own."""
    names = {name for run in experiment.runs for name in run.own}
    return tuple(name for name in kind_of(problem, experiment).fields if name in names)


def _own_values(alone: Experiment, names: Sequence[str]) -> list[Any]:
    return [alone.order_seed if name == "seed" else getattr(alone, name) for name in names]


def is_changed(experiment: Experiment, problem: str, update: int) -> bool:
    """Whether some run goes on with other settings than it began with, after `update` updates of a problem."""
    last = _last(experiment, problem, update)
    return any(_changes_until(experiment, problem, run, last) for run in {c.run for c in experiment.changes})


def _last(experiment: Experiment, problem: str, update: int) -> int:
    """The last update of a problem whose settings can be those of a run that has made `update` updates."""
    return min(update, experiment.total_updates(problem) - 1)


def _changes(experiment: Experiment, problem: str, run: int, last: int) -> str:
    """The changes of a run as codes; nothing where it has none."""
    made = _changes_until(experiment, problem, run, last)
    return "; ".join([f"{name} = {value} at step {c.at}" for c in made for name, value in c.values])


def _changes_until(experiment: Experiment, problem: str, run: int, last: int) -> list[Change]:
    """The changes of a run of a problem up to update `last`, by updates of its own."""
    made = experiment.clock(problem).made(run, last)
    return [change for change in experiment.changes_of(problem) if change.run == run and change.at <= made]


def _rows_of_function(history: History, trace: Trace, end: int) -> list[Row]:
    here = trace.at(end)
    loss = trace.problem.evaluate(here).train_loss
    return [
        (i + 1, run.learning_rate, *here[i], loss[i], str(verdict(history, trace.problem_name, i, end)))
        for i, run in enumerate(history.experiment.runs)
    ]


def _rows_on_data(history: History, trace: Trace, end: int) -> list[Row]:
    figures = [figure(n, v, trace) for n, v in zip(FIGURES, history.evaluation(end), strict=True)]
    here, best = trace.at(end), history.best(end)
    samples, best_samples = trace.problem.samples(here), trace.problem.samples(best.parameters)
    rows, named = [], len(trace.problem.parameters)
    for i, run in enumerate(history.experiment.runs):
        numbers = [*(values[i] for values in figures), *here[i][:named], *samples[i]]
        chosen = [int(best.steps[i]), *best.parameters[i][:named], *best_samples[i]]
        state = str(verdict(history, trace.problem_name, i, end))
        rows.append((i + 1, run.learning_rate, *numbers, *chosen, state))
    return rows


# Every step of a run


def steps_table(history: History, problem: str | None, run: int, first: int = 1, last: int | None = None) -> Table:
    """A row for every update of a function or every checkpoint of a problem on data, of run number `run`.

    Rows `first` … `last`, counted from 1, both included, as far as they are computed; without `last` the table
    grows while the history does. Of a function the number of a row is that of its update; on data the first row is
    the start. Rows are made when they are asked for, so that ten million of them cost nothing. An optimizer has the
    direction that it went in, of which w after is w before − η × direction; 0 where η is.
    """
    trace = trace_of(history, problem)
    experiment, name = history.experiment, trace.problem_name
    settings = (experiment.runs_at(at, name)[run] for at in (0, *experiment.breakpoints(name)))
    plain = all(each.rule.plain for each in settings)
    return Table(step_columns(type(trace.problem), plain=plain), _Steps(history, trace, run, first, last, plain))


class _Steps(Sequence[Row]):
    """The rows of `steps_table`."""

    def __init__(self, history: History, trace: Trace, run: int, first: int, last: int | None, plain: bool) -> None:
        self._history = history
        self._plain = plain
        self._trace = trace
        self._run = run
        self._first = max(first, 1)
        self._last = last

    def __len__(self) -> int:
        there = self._trace.computed
        if self._trace.problem.on_data:
            there = self._history.checkpoints_of(self._run).count
        return max(0, (there if self._last is None else min(there, self._last)) - self._first + 1)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        there = range(len(self))[index]
        if isinstance(there, int):
            return self._made(there, there + 1)[0]
        if not there:
            return []
        low, high = min(there), max(there)
        return self._made(low, high + 1)[:: there.step]

    def __iter__(self) -> Iterator[Row]:
        block = BLOCK // len(self._history.experiment.runs) + 1  # a trace is read for all its runs
        count = len(self)
        for start in range(0, count, block):
            yield from self._made(start, min(start + block, count))

    def _made(self, start: int, stop: int) -> list[Row]:
        """The rows number `start` … `stop` − 1, counted from 0."""
        start, stop = start + self._first, stop + self._first
        if self._trace.problem.on_data:
            return self._checkpoints(start - 1, stop - 1)
        return self._updates(start, stop - 1)

    def _updates(self, first: int, last: int) -> list[Row]:
        problem = self._trace.problem
        log = problem.log(self._trace.states(first - 1, last)[:, self._run])
        rates = in_precision(self._trace.rates(first - 1, last)[:, self._run], self._trace)
        columns = [log[name][:-1] for name in (*problem.parameters, *problem.gradients())]
        after = [log[name][1:] for name in problem.parameters]
        if not self._plain:
            columns += [_direction(log[name], rates) for name in problem.parameters]
        columns += after
        steps, loss = range(first, last + 1), log["loss"]
        return list(zip(steps, rates, *columns, loss[:-1], loss[1:], strict=True))

    def _checkpoints(self, start: int, stop: int) -> list[Row]:
        trace, run, checkpoints = self._trace, self._run, self._history.checkpoints_of(self._run)
        per_epoch = self._history.experiment.alone(run).updates_per_epoch(trace.problem_name)
        figures = [figure(n, v[start:stop], trace) for n, v in zip(FIGURES, checkpoints.values(stop), strict=True)]
        rows, named = [], len(trace.problem.parameters)
        for i, step in enumerate(checkpoints.times.steps(start, stop).tolist()):
            moment = trace.clock.moment_of(run, step)
            rate = in_precision(trace.rates(moment - 1, moment)[0, run], trace)[()] if step else ""
            rows.append(
                (
                    step,
                    epoch_of(step, per_epoch),
                    rate,
                    *trace.at(moment)[run][:named],
                    *(values[i] for values in figures),
                )
            )
        return rows


def _direction(values: Array, rates: Array) -> Array:
    """What each update subtracts, divided by its rate: (n,), of n + 1 values and n rates."""
    with np.errstate(all="ignore"):
        taken: Array = np.where(rates == 0, rates, (values[:-1] - values[1:]) / rates)
    return taken
