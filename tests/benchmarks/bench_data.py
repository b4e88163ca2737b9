"""A million rows of one's own: how long they take to load, to be seen first and to be trained on, and what they take.

    python tests/benchmarks/bench_data.py [ROWS]

A full-batch update must not take more than 1.5 times as long as the same NumPy expression, and all of it not more than
12 times the memory of the numbers (two features and a label of 8 bytes each).
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.own_data.reading import Reading, read_bytes
from lrgui.core.problems.registry import make_problem
from lrgui.core.training.history import History
from lrgui.core.training.trainer import Trainer

MOST_TIME, MOST_MEMORY = 1.5, 12.0
UPDATES = 20


def table(path: Path, rows: int) -> None:
    random = np.random.RandomState(1)
    points = random.normal(size=(rows, 2)).round(4)
    labels = np.where(points.sum(axis=1) + random.normal(size=rows) > 0, "yes", "no")
    with open(path, "w", encoding="utf-8") as file:
        file.write("width,height,kind\n")
        for start in range(0, rows, 50_000):
            part = slice(start, start + 50_000)
            file.write("".join(f"{x},{y},{k}\n" for (x, y), k in zip(points[part].tolist(), labels[part], strict=True)))


def memory() -> float:
    """Megabytes that are in use now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def fastest(action, times: int) -> float:
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        found.append(time.perf_counter() - begin)
    return min(found)


def full_batch(experiment: Experiment) -> tuple[float, float]:
    """Seconds of an update of ours, and of the NumPy expression."""
    problem = make_problem("classifier", experiment)
    trainer, out = Trainer(experiment, "classifier", problem), np.empty((1, 1, 3))
    ours = fastest(lambda: trainer.advance(out), UPDATES)
    x, y, w = problem.train_x, problem.train_y, np.zeros(3)

    def plain() -> None:
        p = 1 / (1 + np.exp(-(x @ w)))
        w[:] = w - 0.5 * ((p - y) @ x / len(y))

    return ours, fastest(plain, UPDATES)


def first_picture(history: History) -> float:
    from PySide6.QtWidgets import QApplication

    from lrgui.drawing.boundary import BoundaryDrawing
    from lrgui.drawing.scene import Scene

    app = QApplication.instance() or QApplication([])
    begin = time.perf_counter()
    drawing = BoundaryDrawing()
    drawing.retitle()
    scene = Scene(history.experiment, history, 0)
    drawing.draw_history(scene)
    drawing.draw_position(scene)
    drawing.plot.resize(500, 500)
    drawing.plot.grab()
    seconds = time.perf_counter() - begin
    drawing.plot.deleteLater()
    del app
    return seconds


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    numbers = rows * 3 * 8 / 1e6
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        table(path, rows)
        gc.collect()
        before, begin = memory(), time.perf_counter()
        data = Reading(read_bytes(path), path.name, str(path)).complete()
        print(f"load {rows:,} rows, {path.stat().st_size / 1e6:.0f} MB: {time.perf_counter() - begin:.2f} s")
    size = int(rows * 0.8)
    experiment = Experiment(problem="classifier", data=data, batch_size=size, epochs=UPDATES, runs=(Run(0.5),))
    begin = time.perf_counter()
    history = History(experiment)
    print(f"until it can be trained: {time.perf_counter() - begin:.2f} s")
    begin = time.perf_counter()
    history.complete()
    print(f"{UPDATES} epochs in one batch, evaluated at each: {time.perf_counter() - begin:.2f} s")
    gc.collect()
    used = (memory() - before) / numbers
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"memory: {used:.1f} × the numbers ({numbers:.0f} MB); highest of the process {highest:.0f} MB")
    print(f"first picture: {first_picture(history):.2f} s")
    ours, plain = full_batch(experiment.edited(epochs=10 * UPDATES))
    print(f"full-batch update: {ours * 1e3:.1f} ms, NumPy expression {plain * 1e3:.1f} ms: {ours / plain:.2f} ×")
    if ours > MOST_TIME * plain or used > MOST_MEMORY:
        sys.exit("slower or larger than it may be")


if __name__ == "__main__":
    main()
