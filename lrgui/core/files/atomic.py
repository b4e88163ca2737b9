"""Files: written whole or not at all, and every step of every run as CSV.

Numbers in CSV are the shortest text that reads back as the same number (of the experiment's precision), nan
and inf spelled so.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from lrgui.core.model.types import Array
from lrgui.core.problems.problem import Parabola
from lrgui.core.tables.results import FIGURES, figure, trace_of
from lrgui.core.training.history import History

Content = bytes | str | Iterable[str]
Target = str | os.PathLike[str]

ROWS = 8192  # rows of CSV made at a time: what is in memory stays small however long the run

STEP_COLUMNS = {
    "descent": ("run", "step", "epoch", "learning_rate", "w", "loss", "gradient"),
    "classifier": ("run", "step", "epoch", "learning_rate", "w1", "w2", "b"),
}
CURVE_COLUMNS = ("run", "step", "epoch", *FIGURES)


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
    trace = trace_of(history, problem)
    yield ",".join(STEP_COLUMNS[trace.problem_name]) + "\n"
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
    trace, checkpoints = trace_of(history, "classifier"), history.checkpoints
    assert checkpoints is not None
    yield ",".join(CURVE_COLUMNS) + "\n"
    per_epoch = history.experiment.updates_per_epoch("classifier")
    values = checkpoints.values(checkpoints.count)
    for run in range(len(history.experiment.runs)):
        for first in range(0, checkpoints.count, ROWS):
            rows = slice(first, min(first + ROWS, checkpoints.count))
            figures = [figure(name, v[rows, run], trace) for name, v in zip(FIGURES, values, strict=True)]
            steps = [i * checkpoints.interval for i in range(rows.start, rows.stop)]
            yield _lines(run, steps, per_epoch, [_texts(values) for values in figures])


def _texts(values: Array) -> list[str]:
    """The shortest text of each number that reads back as the same number of the same precision."""
    return [str(v) for v in (values.tolist() if values.dtype == np.float64 else values)]


def _lines(run: int, steps: Sequence[int], per_epoch: int, columns: list[list[str]]) -> str:
    number = str(run + 1)
    epochs = [str(s // per_epoch) if s % per_epoch == 0 else str(s / per_epoch) for s in steps]
    rows = zip(map(str, steps), epochs, *columns, strict=True)
    return "".join([f"{number},{','.join(row)}\n" for row in rows])
