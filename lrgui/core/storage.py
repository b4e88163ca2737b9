"""Files: written whole or not at all, and the tables that `lrgui run` and the window's export write.

Numbers in CSV are the shortest text that reads back as the same number (of the experiment's precision), nan
and inf spelled so. Tables in Markdown are rounded for reading.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lrgui.core.errors import InvalidValue
from lrgui.core.history import History, Trace
from lrgui.core.problems import LogisticRegression, Parabola
from lrgui.core.regimes import verdict

Content = bytes | str | Iterable[str]
Target = str | os.PathLike[str]

ROWS = 8192  # rows of CSV made at a time: what is in memory stays small however long the run

STEPS = {
    "descent": ("run", "step", "epoch", "learning_rate", "w", "loss", "gradient"),
    "classifier": ("run", "step", "epoch", "learning_rate", "w1", "w2", "b"),
}
FIGURES = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
CURVES = ("run", "step", "epoch", *FIGURES)
_BEST = ("best_step", "best_w1", "best_w2", "best_b", "sample1", "sample2", "sample3")
TABLE = {
    "descent": ("run", "learning_rate", "w", "loss", "state"),
    "classifier": ("run", "learning_rate", *FIGURES, "w1", "w2", "b", *_BEST, "state"),
}
FORMATS = ("csv", "md")
DECIMALS = {"w": 4, "train_accuracy": 4, "validation_accuracy": 4, "sample1": 3, "sample2": 3, "sample3": 3}


# Files


def atomic_write(path: Target, content: Content) -> None:
    """Writes a file whole or not at all: after any failure the old file is there as it was.

    Text is written in UTF-8 with "\\n"; an iterable of texts is written piece by piece.
    """
    write_together({path: content})


def write_together(contents: Mapping[Any, Content]) -> None:
    """Writes several files (path → content) by `atomic_write`'s rule: none is touched until all can be."""
    waiting: list[tuple[str, str]] = []
    try:
        for path, content in contents.items():
            target = os.path.realpath(path)  # a link stays a link; the file that it points to is replaced
            if is_device(path):
                with open(path, "ab") as file:  # standard output may be a file with something in it
                    file.writelines(_pieces(content))
                continue
            # The name says nothing of the target's, which may be as long as names can be.
            temporary = os.path.join(os.path.dirname(target), f".lrgui-{secrets.token_hex(8)}.tmp")
            waiting.append((temporary, target))
            with open(temporary, "xb") as file:
                file.writelines(_pieces(content))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileNotFoundError):
                os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
        while waiting:
            os.replace(*waiting[0])
            _sync_folder(os.path.dirname(waiting.pop(0)[1]))
    except BaseException:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise


def _pieces(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    else:
        for piece in [content] if isinstance(content, str) else content:
            yield piece.encode()


def is_device(path: Target) -> bool:
    """True for what must not be replaced by a file: standard output, whatever it is, /dev/null, pipes."""
    if re.match(r"/dev/(stdout|stderr|fd/)|/proc/self/fd/", os.path.abspath(path)):
        return True
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _sync_folder(folder: str) -> None:
    """Makes the new name itself survive a power failure, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# CSV


def steps_csv(history: History, problem: str | None = None) -> Iterator[str]:
    """Every update of every run as pieces of CSV.

    The row of step 0 is the start, without a learning rate; the row of step k holds the rate of the update
    that led to it. problem: which one, where the experiment has both.
    """
    trace = _trace(history, problem)
    yield ",".join(STEPS[trace.problem_name]) + "\n"
    per_epoch = history.experiment.updates_per_epoch(trace.problem_name)
    dtype = trace.problem.dtype
    for run in range(len(history.experiment.runs)):
        for first in range(0, trace.computed + 1, ROWS):
            last = min(first + ROWS - 1, trace.computed)
            states = trace.states(first, last)[:, run]
            rates = _texts(trace.rates(max(first - 1, 0), last)[:, run].astype(dtype))
            columns = [
                rates if first else ["", *rates],
                *(_texts(states[:, i]) for i in range(states.shape[1])),
            ]
            if isinstance(trace.problem, Parabola):
                w = states[:, 0]
                columns += [_texts(trace.problem.loss(w)), _texts(trace.problem.gradient(w))]
            yield _lines(run, range(first, last + 1), per_epoch, columns)


def curves_csv(history: History) -> Iterator[str]:
    """The classifier's evaluations at every checkpoint of every run, as pieces of CSV."""
    trace, checkpoints = _trace(history, "classifier"), history.checkpoints
    assert checkpoints is not None
    yield ",".join(CURVES) + "\n"
    per_epoch = history.experiment.updates_per_epoch("classifier")
    values = checkpoints.values(checkpoints.count)
    for run in range(len(history.experiment.runs)):
        for first in range(0, checkpoints.count, ROWS):
            rows = slice(first, min(first + ROWS, checkpoints.count))
            figures = [_figure(name, v[rows, run], trace) for name, v in zip(FIGURES, values, strict=True)]
            steps = [i * checkpoints.interval for i in range(rows.start, rows.stop)]
            yield _lines(run, steps, per_epoch, [_texts(figure) for figure in figures])


def _trace(history: History, problem: str | None) -> Trace:
    name = history.experiment.problem if problem is None else problem
    if name not in history.traces:
        raise InvalidValue("problem", name, "one_of", choices=tuple(history.traces))
    return history.traces[name]


def _figure(name: str, values: Any, trace: Trace) -> NDArray[np.floating]:
    """Losses are computed in the experiment's precision, shares of correct predictions always in float64."""
    return np.asarray(values).astype(trace.problem.dtype if name.endswith("loss") else np.float64)


def _texts(values: NDArray[np.floating]) -> list[str]:
    """The shortest text of each number that reads back as the same number of the same precision."""
    return [str(v) for v in (values.tolist() if values.dtype == np.float64 else values)]


def _lines(run: int, steps: Sequence[int], per_epoch: int, columns: list[list[str]]) -> str:
    number = str(run + 1)
    epochs = [str(s // per_epoch) if s % per_epoch == 0 else str(s / per_epoch) for s in steps]
    rows = zip(map(str, steps), epochs, *columns, strict=True)
    return "".join([f"{number},{','.join(row)}\n" for row in rows])


# The table of final results


def table(history: History, form: str, problem: str | None = None) -> str:
    """One row for each run: what it has come to. form: "csv" (exact) or "md" (rounded, aligned)."""
    if form not in FORMATS:
        raise InvalidValue("format", form, "one_of", choices=FORMATS)
    trace = _trace(history, problem)
    header = TABLE[trace.problem_name]
    rows = _descent_rows(history, trace) if trace.problem_name == "descent" else _classifier_rows(history, trace)
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *([_exact(v) for v in row] for row in rows)])
        return out.getvalue()
    shown = [[_rounded(name, v) for name, v in zip(header, row, strict=True)] for row in rows]
    return _aligned(header, shown)


def _descent_rows(history: History, trace: Trace) -> list[list[Any]]:
    assert isinstance(trace.problem, Parabola)
    final = trace.at(trace.computed)[:, 0]
    loss = trace.problem.loss(final)
    return [
        [i + 1, run.learning_rate, final[i], loss[i], str(verdict(history, "descent", i, trace.computed))]
        for i, run in enumerate(history.experiment.runs)
    ]


def _classifier_rows(history: History, trace: Trace) -> list[list[Any]]:
    assert isinstance(trace.problem, LogisticRegression)
    end = trace.computed
    figures = [_figure(n, v, trace) for n, v in zip(FIGURES, history.evaluation(end), strict=True)]
    final, best = trace.at(end), history.best(end)
    samples = trace.problem.predict(best.parameters, trace.problem.data.samples)
    rows = []
    for i, run in enumerate(history.experiment.runs):
        numbers = [*(figure[i] for figure in figures), *final[i]]
        chosen = [int(best.steps[i]), *best.parameters[i], *samples[i]]
        state = str(verdict(history, "classifier", i, end))
        rows.append([i + 1, run.learning_rate, *numbers, *chosen, state])
    return rows


def _exact(value: Any) -> str:
    return str(value.item() if isinstance(value, np.float64) else value)


def _rounded(name: str, value: Any) -> str:
    """Losses with four digits, accuracies with four decimals, parameters as the book prints them."""
    if isinstance(value, int | str):
        return str(value)
    x = float(value)
    if name.endswith("loss"):
        return f"{x:#.4g}".rstrip(".") if x else "0"
    if name == "learning_rate":
        return f"{x:.6g}"
    if abs(x) >= 1e6:  # nan and inf are spelled by any format
        return f"{x:.3e}"
    text = f"{x:.{DECIMALS.get(name, 2)}f}"
    return text if text.strip("-0.") else text.lstrip("-")


def _aligned(header: Sequence[str], rows: list[list[str]]) -> str:
    """A Markdown table that lines up as plain text too: numbers to the right, the state to the left."""
    widths = [max(len(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    last = len(header) - 1

    def line(cells: Sequence[str]) -> str:
        padded = [c.ljust(w) if i == last else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))]
        return "| " + " | ".join(padded) + " |\n"

    rule = ["-" * w if i == last else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
    return line(header) + line(rule) + "".join(line(row) for row in rows)
