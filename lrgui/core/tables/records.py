"""Every step and every evaluation of all runs as CSV, for other programs.

Numbers are the shortest text that reads back as the same number (of the experiment's precision), nan and inf
spelled so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from lrgui.core.analysis.averaged_weights import averaged_weights
from lrgui.core.analysis.batch_noise import seen_at
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.types import Array
from lrgui.core.problems.datasets import dataset_of
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.registry import problems_on_data
from lrgui.core.tables.cells import exact_text
from lrgui.core.tables.columns import AVERAGED, EVALUATIONS, FIGURES, NOISE, epoch_of, trajectory_columns
from lrgui.core.tables.noise import noise_table
from lrgui.core.tables.results import figure, in_precision, trace_of
from lrgui.core.training.history import History

ROWS = 8192  # rows of CSV made at a time: what is in memory stays small however long the run


def steps_csv(history: History, problem: str | None = None) -> Iterator[str]:
    """Every update of every run as pieces of CSV.

    The row of step 0 is the start, without a learning rate; the row of step k holds the rate of the update
    that led to it. problem: which one, where the experiment has both.
    """
    trace = trace_of(history, problem)
    yield ",".join(trajectory_columns(type(trace.problem))) + "\n"
    name, clock = trace.problem_name, trace.clock
    for run in range(len(history.experiment.runs)):
        alone, made = history.experiment.alone(run), trace.made(run, trace.computed)
        per_epoch = alone.updates_per_epoch(name)
        rows = max(1, ROWS * clock.totals[run] // clock.length)
        for first in range(0, made + 1, rows):
            last = min(first + rows - 1, made)
            states = trace.states_of(run, first, last)
            used = trace.rates_of(run, np.arange(max(first - 1, 0), last, dtype=np.float64))
            rates = _texts(in_precision(used, trace))
            log = trace.problem.log(states)
            columns = [rates if first else ["", *rates], *(_texts(log[name]) for name in trace.problem.logged)]
            yield _lines(run, range(first, last + 1), per_epoch, columns)


def curves_csv(history: History, average: float | None = None) -> Iterator[str]:
    """The evaluations at every checkpoint of every run on data, as pieces of CSV. Raises `InvalidValue`.

    Beside them what training saw: the mean loss of the batches since the epoch began, as Keras prints it, and the
    length of the gradient that led there; nothing at the start. average: the factor of averaged weights, whose
    evaluations there are, too.
    """
    trace = history.evaluated
    if trace is None:
        raise InvalidValue("problem", history.experiment.problem, "one_of", choices=problems_on_data())
    averages = None if average is None else averaged_weights(history, trace.problem_name, average)
    yield ",".join(EVALUATIONS if averages is None else (*EVALUATIONS, *AVERAGED)) + "\n"
    for run in range(len(history.experiment.runs)):
        checkpoints = history.checkpoints_of(run)
        per_epoch = history.experiment.alone(run).updates_per_epoch(trace.problem_name)
        values = checkpoints.values(checkpoints.count)
        averaged = None if averages is None else averages.curve(run, checkpoints.times)
        if averaged is not None:
            averaged.advance(math.inf, checkpoints.count)
        for first in range(0, checkpoints.count, ROWS):
            rows = slice(first, min(first + ROWS, checkpoints.count))
            figures = [figure(name, v[rows], trace) for name, v in zip(FIGURES, values, strict=True)]
            steps = checkpoints.times.steps(rows.start, rows.stop).tolist()
            texts = [_texts(values) for values in figures]
            for seen in seen_at(trace, run, [step for step in steps if step]):
                texts.append([*([] if steps[0] else [""]), *_texts(in_precision(seen, trace))])
            if averaged is not None:
                values_there = averaged.values(rows.stop)
                texts += [_texts(figure(n, v[rows], trace)) for n, v in zip(FIGURES, values_there, strict=True)]
            yield _lines(run, steps, per_epoch, texts)


def noise_csv(history: History, smoothing: float) -> Iterator[str]:
    """What the batch of every update of every run on data says, as pieces of CSV. Raises `InvalidValue`.

    smoothing: the factor of the moving averages.
    """
    trace = history.evaluated
    if trace is None:
        raise InvalidValue("problem", history.experiment.problem, "one_of", choices=problems_on_data())
    yield ",".join(("run", *NOISE)) + "\n"
    for run in range(len(history.experiment.runs)):
        for row in noise_table(trace, run, smoothing).rows:
            yield ",".join([str(run + 1), *map(exact_text, row)]) + "\n"


def noise_rows(history: History) -> int:
    """The rows of `noise_csv`, that of the codes included."""
    runs = range(len(history.experiment.runs))
    return 1 + sum(len(noise_table(trace, run, 0).rows) for trace in [history.evaluated] if trace for run in runs)


def data_csv(experiment: Experiment) -> Iterator[str]:
    """The data that the classifier is trained and validated on, in the user's units, as pieces of CSV.

    A row for each point: x₁, x₂, and the label as it was read; 0 or 1 of the program's own data.
    """
    data, own = dataset_of(experiment), experiment.data
    columns, classes = (own.columns, own.classes) if isinstance(own, OwnData) else (("x1", "x2", "label"), ("0", "1"))
    yield ",".join(map(_quoted, columns)) + "\n"
    names = [_quoted(name) for name in classes]
    for first in range(0, data.size, ROWS):
        rows = slice(first, first + ROWS)
        points, labels = data.points[rows].tolist(), data.labels[rows].astype(int).tolist()
        yield "".join([f"{x},{y},{names[label]}\n" for (x, y), label in zip(points, labels, strict=True)])


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set('",\n\r#; \t') else text


def _texts(values: Array) -> list[str]:
    """The shortest text of each number that reads back as the same number of the same precision."""
    return [str(v) for v in (values.tolist() if values.dtype == np.float64 else values)]


def _lines(run: int, steps: Sequence[int], per_epoch: int, columns: list[list[str]]) -> str:
    number = str(run + 1)
    epochs = [str(epoch_of(s, per_epoch)) for s in steps]
    rows = zip(map(str, steps), epochs, *columns, strict=True)
    return "".join([f"{number},{','.join(row)}\n" for row in rows])
