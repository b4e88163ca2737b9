"""What a sweep costs: per update and run, as a ratio to a single run; the first picture; memory.

    python tests/benchmarks/bench_sweep.py [--repeats N]

The book's setting, 50 epochs of batch 10. Times are medians, memory is what NumPy and Python allocate at the peak.
Exits 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import tracemalloc
from pathlib import Path

# One thread: what is multiplied here is too small to share. NumPy reads it when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from lrgui.core.analysis.loss_surface import landscape
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.logistic import LogisticRegression
from lrgui.core.sweeps.batch_map import BatchMap
from lrgui.core.sweeps.rate_grid import RateGrid, rate_experiment
from lrgui.core.sweeps.rate_pass import RatePass
from lrgui.core.sweeps.rate_range import range_test
from lrgui.core.sweeps.start_map import StartMap
from lrgui.core.sweeps.summary import summary
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.training.trace import Trace

BOOK = Experiment(problem="classifier")
UPDATES = BOOK.total_updates("classifier")
LONG = BOOK.edited(epochs=500)


class Table:
    """Prints rows of name, target, measured; remembers whether all targets were met."""

    def __init__(self) -> None:
        self.met = True
        print(f"{'':62}{'target':>10}{'measured':>11}")

    def row(self, name: str, measured: float, target: float | None = None, unit: str = "") -> None:
        missed = target is not None and measured > target
        self.met &= not missed
        limit = "" if target is None else f"≤ {target:g}{unit}"
        print(f"{name:62}{limit:>10}{measured:>9.3g}{unit:3}{'  MISSED' if missed else ''}", flush=True)


def single() -> float:
    """Seconds of one run in a history, without its evaluations."""
    trace = Trace(BOOK.edited(runs=(Run(learning_rate=0.5),)), "classifier")
    start = time.perf_counter()
    while not trace.done:
        trace.advance(BOOK.checkpoint_times.interval)
    return time.perf_counter() - start


def training(rates: int) -> float:
    """Seconds of the updates of so many rates, without evaluations but the last."""
    values = np.geomspace(0.01, 1.0, rates)
    one = RatePass(rate_experiment(BOOK, Run(), values, 0), "classifier", 0.1, checkpoints=False)
    start = time.perf_counter()
    while not one.done:
        one.step()
    return time.perf_counter() - start


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def first_picture() -> None:
    sweep = Sweep(BOOK, "classifier")
    while sweep.snapshot().update < BOOK.iterations_per_epoch:
        sweep.advance(0.0)
    summary(sweep)


def peak(experiment: Experiment, grid: RateGrid, seeds: int = 1) -> float:
    """Megabytes that a sweep takes, at most; of a long one the first updates, after which it takes no more."""
    tracemalloc.start()
    sweep = Sweep(experiment, "classifier", grid=grid, seeds=seeds)
    for _ in range(4):
        sweep.advance(0.2)
    summary(sweep)
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return megabytes


def median(work, repeats: int) -> float:
    return float(np.median([work() for _ in range(repeats)]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    table = Table()
    alone = median(single, repeats)
    table.row("one run: µs per update", 1e6 * alone / UPDATES)
    for rates in (1, 8, 64, 512):
        seconds = median(lambda rates=rates: training(rates), repeats)
        table.row(f"{rates} rates: µs per update", 1e6 * seconds / UPDATES)
        table.row(f"{rates} rates: per rate, of a single run", seconds / alone / rates)
    for rates, target in ((64, 0.5), (512, None)):
        sweep = [timed(Sweep(BOOK, "classifier", grid=RateGrid(count=rates)).complete) for _ in range(repeats)]
        table.row(f"{rates} rates, the whole sweep with its figures", float(np.median(sweep)), target, " s")
    table.row(
        "64 rates, figures of the first epoch and summary", median(lambda: timed(first_picture), repeats), 0.1, " s"
    )
    whole = Sweep(BOOK, "classifier").complete()
    table.row("summary of the whole sweep", 1e3 * median(lambda: timed(lambda: summary(whole)), repeats), None, " ms")
    for name, experiment, rates, seeds in (
        ("64 rates", BOOK, 64, 1),
        ("64 rates, 20 seeds", BOOK, 64, 20),
        ("64 rates, 500 epochs", LONG, 64, 1),
        ("512 rates", BOOK, 512, 1),
        ("512 rates, 500 epochs", LONG, 512, 1),
    ):
        table.row(f"{name}: memory at the peak", peak(experiment, RateGrid(count=rates), seeds), 60, " MB")
    table.row("batch size × rate, 11 × 32", timed(BatchMap(BOOK, grid=RateGrid(count=32)).complete), None, " s")
    table.row("range test, 800 updates", 1e3 * timed(lambda: range_test(BOOK, "classifier")), None, " ms")
    model = LogisticRegression(BOOK)
    parameters = np.random.RandomState(0).normal(size=(64, 3))
    table.row(
        "curvature of 64 runs", 1e3 * median(lambda: timed(lambda: model.curvature_at(parameters)), repeats), 5, " ms"
    )
    axis = np.linspace(-60, 60, 60)
    for curve in ("quartic", "sin(3w) + 0.1w^2"):
        settings = Experiment(problem="descent", curve=curve, start=2.0, updates=200)
        seconds = median(lambda e=settings: timed(lambda: StartMap(e).complete()), 3)
        table.row(f"start × η, 300 × 400 × 200 updates, {curve}", seconds, 1.5, " s")
    for b, target in ((0.0, 0.1), (None, 0.6)):
        seconds = median(lambda b=b: timed(lambda: landscape(model, axis, axis, b)), repeats)
        table.row(f"landscape 60 × 60, {'best b' if b is None else 'one b'}", seconds, target, " s")
    return 0 if table.met else 1


if __name__ == "__main__":
    sys.exit(main())
