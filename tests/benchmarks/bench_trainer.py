"""How fast training is, against the same training written as plain NumPy expressions, in the same process.

    python tests/benchmarks/bench_trainer.py [--repeats N] [--skip-million]

Recording every update is included on both sides. Plain and ours are measured in turns, so that a busy machine slows
both; what is printed are medians. Exits 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

# One thread: what is multiplied here is too small to share. NumPy reads it when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.datasets import built_in, epoch_order, split
from lrgui.core.training import memory
from lrgui.core.training.history import History
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.trace import Trace

EPOCHS, BATCH = 25, 10
UPDATES = EPOCHS * 160


def plain(rate: float = 0.5, seed: int = 0) -> tuple[float, np.ndarray]:
    """Logistic regression as one writes it from a textbook: seconds per update, and the final w and b."""
    data = built_in("school-district")
    index = split(built_in("school-district"), seed)[0]
    points, labels = data.points[index], data.labels[index]
    w, b = np.zeros(2), 0.0
    weights, biases = [], []
    start = time.perf_counter()
    for epoch in range(EPOCHS):
        order = epoch_order(seed, epoch, len(index))
        for i in range(0, len(index), BATCH):
            batch = order[i : i + BATCH]
            x, y = points[batch], labels[batch]
            p = 1 / (1 + np.exp(-(x @ w + b)))
            error = p - y
            w = w - rate * (x.T @ error) / len(batch)
            b = b - rate * np.mean(error)
            weights.append(w)
            biases.append(b)
    return (time.perf_counter() - start) / UPDATES, np.array([*w, b])


def plain_slices(rate: float = 0.5, seed: int = 0) -> tuple[float, np.ndarray]:
    """The same with the epoch permuted once and sliced, and arrays made beforehand: the careful textbook."""
    data = built_in("school-district")
    index = split(built_in("school-district"), seed)[0]
    points, labels = data.points[index], data.labels[index]
    w, b = np.zeros(2), 0.0
    record = np.empty((UPDATES, 3))
    n = 0
    start = time.perf_counter()
    for epoch in range(EPOCHS):
        order = epoch_order(seed, epoch, len(index))
        epoch_points, epoch_labels = points[order], labels[order]
        for i in range(0, len(index), BATCH):
            x, y = epoch_points[i : i + BATCH], epoch_labels[i : i + BATCH]
            p = 1 / (1 + np.exp(-(x @ w + b)))
            error = p - y
            w = w - rate * (x.T @ error) / len(y)
            b = b - rate * np.mean(error)
            record[n, :2] = w
            record[n, 2] = b
            n += 1
    return (time.perf_counter() - start) / UPDATES, record[-1]


def experiment(runs: int, optimizer: str = "gradient-descent") -> Experiment:
    rates = np.geomspace(0.5, 0.01, runs)
    return Experiment(
        problem="classifier",
        epochs=EPOCHS,
        runs=tuple(Run(learning_rate=float(rate), optimizer=optimizer) for rate in rates),
    )


def ours(settings: Experiment) -> tuple[float, np.ndarray]:
    """Seconds per update of `settings`, recording included, and the final parameters of the first run."""
    trace = Trace(settings, "classifier")
    start = time.perf_counter()
    while not trace.done:
        trace.advance(settings.checkpoint_times.interval)
    return (time.perf_counter() - start) / trace.total, trace.at(trace.total)[0]


def down(problem: str, updates: int = 20_000, **settings: object) -> float:
    """Seconds per update of six runs down a curve or a surface, recording included."""
    runs = tuple(Run(learning_rate=0.01 * (i + 1)) for i in range(6))
    trace = Trace(Experiment(problem=problem, start=2.0, updates=updates, runs=runs, **settings), problem)
    start = time.perf_counter()
    while not trace.done:
        trace.advance(256)
    return (time.perf_counter() - start) / updates


def by_hand(slope: Callable[[np.ndarray], np.ndarray], updates: int = 20_000) -> float:
    """The same with the slope as one writes it in NumPy."""
    w, rates = np.full((6, 1), 2.0), np.arange(1, 7)[:, None] * 0.01
    record = np.empty((updates, 6, 1))
    start = time.perf_counter()
    for n in range(updates):
        w = w - rates * slope(w)
        record[n] = w
    return (time.perf_counter() - start) / updates


# Curves as they are typed: what an update may cost, as a multiple of the parabola's, and f′ by hand.
CURVES: dict[str, tuple[float | None, Callable[[np.ndarray], np.ndarray]]] = {
    "(w+1)^2": (1.5, lambda w: 2 * w + 2),
    "w^4 - 3w^2 + w": (1.5, lambda w: 4 * w**3 - 6 * w + 1),
    "sin(3w) + 0.1w^2": (1.5, lambda w: 0.2 * w + 3 * np.cos(3 * w)),
    "e^(-w^2)": (1.5, lambda w: -2 * w * np.exp(-(w**2))),
    "ln(1 + w^2)": (1.5, lambda w: 2 * w / (w**2 + 1)),
    "w^2/5 + e^(-w^2)": (None, lambda w: 2 * w * (0.2 - np.exp(-(w**2)))),
    "w^2 + 3sin(2w) + cos(5w)": (None, lambda w: 2 * w - 5 * np.sin(5 * w) + 6 * np.cos(2 * w)),
}
SURFACES = {"bowl": 1.5, "hyperbola": None, "x^2 + 10y^2": 1.5}


def curves(table: Table, repeats: int) -> None:
    """What is typed, and surfaces, against the parabola of the program, and curves against the same by hand."""
    ratios: dict[str, list[float]] = {text: [] for text in (*CURVES, *SURFACES)}
    hands: dict[str, list[float]] = {text: [] for text in CURVES}
    times = []
    for _ in range(repeats):
        for text, measured in ratios.items():
            times.append(down("descent", curve="parabola"))
            seconds = down("descent", curve=text) if text in CURVES else down("surface", surface=text)
            measured.append(seconds / times[-1])
            if text in CURVES:
                hands[text].append(seconds / by_hand(CURVES[text][1]))
    table.row("the parabola, six runs: µs per update", 1e6 * float(np.median(times)))
    targets = {text: target for text, (target, _) in CURVES.items()} | SURFACES
    for text, target in targets.items():
        table.row(f"{text}, six runs: of the parabola", float(np.median(ratios[text])), target)
        if text in CURVES:
            table.row(f"{text}, six runs: of the same by hand", float(np.median(hands[text])))


def ours_evaluated(settings: Experiment) -> float:
    """Seconds per update with the evaluations at checkpoints."""
    history = History(settings)
    start = time.perf_counter()
    history.complete()
    return (time.perf_counter() - start) / settings.length


def worst_seek(history: History, name: str, seeks: int = 300) -> tuple[float, float]:
    """The worst and the median time of a jump to anywhere, in milliseconds; also to just before a keyframe."""
    trace = history.traces[name]
    random = np.random.RandomState(0)
    targets = [int(t) for t in random.randint(0, trace.total + 1, seeks)]
    if trace.stride > 1:
        targets += [int(k) * trace.stride - 1 for k in random.randint(1, trace.total // trace.stride, seeks)]
    times = []
    for target in targets:
        start = time.perf_counter()
        trace.at(target)
        if name == "classifier":
            history.evaluation(target)
        times.append(1e3 * (time.perf_counter() - start))
    return max(times), float(np.median(times))


def resident() -> float:
    """Megabytes that the process occupies; nan where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


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


def speed(table: Table, repeats: int) -> None:
    cases = {
        "one run": (experiment(1), 0.5),
        "six runs": (experiment(6), 0.7),
        "64 runs": (experiment(64), 1.6),
        "100 runs": (experiment(100), None),
        "six runs, Adam": (experiment(6, "adam"), None),
    }
    mixed = tuple(Run(learning_rate=0.1, optimizer=name) for name in tuple(OPTIMIZERS)[:6])
    cases["six runs, six optimizers"] = (experiment(1).edited(runs=mixed), 1.6)
    # Each of the plain loop's updates beside one and nearly one more of larger batches, and beside far fewer.
    for sizes in ((10, 11, 12), (10, 100, 1600)):
        several = tuple(Run(learning_rate=0.1 / (i + 1), batch_size=sizes[i % 3]) for i in range(6))
        cases[f"six runs, batches of {', '.join(map(str, sizes))}"] = (experiment(1).edited(runs=several), 2.0)
    times: dict[str, list[float]] = {name: [] for name in ("plain", "slices", "evaluated", *cases)}
    for _ in range(repeats):
        for name, (settings, _) in cases.items():
            # A plain measurement beside each of ours.
            seconds, final = plain()
            times["plain"].append(seconds)
            seconds, ours_final = ours(settings)
            times[name].append(seconds)
            if name == "one run":
                assert np.abs(final - ours_final).max() < 1e-12, "they do not compute the same"
        times["slices"].append(plain_slices()[0])
        times["evaluated"].append(ours_evaluated(cases["six runs"][0]))
    median = {name: float(np.median(values)) for name, values in times.items()}
    table.row("plain NumPy, one run, batch 10, fancy index: µs per update", 1e6 * median["plain"])
    table.row("plain NumPy, one run, batch 10, slices: µs per update", 1e6 * median["slices"])
    for name, (_, target) in cases.items():
        table.row(f"{name}: µs per update", 1e6 * median[name])
        table.row(f"{name}: of the plain time", median[name] / median["plain"], target)
        if target is not None:
            table.row(f"{name}: of the plain time with slices", median[name] / median["slices"], target)
    share = 1 - median["six runs"] / median["evaluated"]
    table.row("share of the checkpoints' evaluations, six runs", 100 * share, None, " %")


def million(table: Table, optimizers: tuple[str, ...], dense_bytes: int) -> None:
    """A history of a million updates of six runs of both problems; with keyframes if it exceeds `dense_bytes`."""
    memory.DENSE_BYTES = dense_bytes
    settings = Experiment(
        runs=tuple(Run(learning_rate=0.01 * (i + 1), optimizer=name) for i, name in enumerate(optimizers)),
        updates=1_000_000,
        epochs=6_250,
    )
    before = resident()
    start = time.perf_counter()
    history = History(settings).complete()
    seconds = time.perf_counter() - start
    grown = resident() - before
    kept = {trace.stride for trace in history.traces.values()}
    table.row(f"10⁶ × 6 {'/'.join(dict.fromkeys(optimizers))}, stride {kept}: s", seconds)
    for name in history.traces:
        worst, median = worst_seek(history, name)
        table.row(f"  worst seek, {name}", worst, 50, " ms")
        table.row(f"  median seek, {name}", median, None, " ms")
    announced = sum(settings.memory_plan(name).bytes for name in settings.problems) / 1e6
    table.row("  memory of the history, announced", announced, 400, " MB")
    table.row("  memory of the history, by which the process grew", grown, 400, " MB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--skip-million", action="store_true", help="leave out the histories of 10⁶ updates")
    arguments = parser.parse_args()
    table = Table()
    speed(table, arguments.repeats)
    curves(table, arguments.repeats)
    if not arguments.skip_million:
        million(table, ("gradient-descent",) * 6, memory.DENSE_BYTES)
        million(table, ("adam",) * 6, 0)
    return 0 if table.met else 1


if __name__ == "__main__":
    sys.exit(main())
