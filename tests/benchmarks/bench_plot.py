"""Frames per second of four plots that are drawn anew up to a moving playhead.

Usage: python -m tests.benchmarks.bench_plot [--frames N] [--size WIDTHxHEIGHT] [--picture FILE.png]
[--profile] Needs a display. Prints, per frame, the time spent on handing over data and on painting.
"""

from __future__ import annotations

import argparse
import cProfile
import math
import pstats
import sys
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

sys.path.insert(0, str(Path(__file__).parents[2]))

from lrgui.plot import Plot, grow, nice_range

COLOURS = ["#0072B2", "#C68400", "#009E73", "#D55E00", "#CC79A7", "#3399D6"]
RATES = [0.01, 0.1, 0.3, 0.5, 0.9, 1.02]
UPDATES, CHECKPOINTS, EPOCHS = 8000, 100, 50


class Bench(QWidget):
    """Losses, accuracies, a decision boundary and a descent, as in the real window."""

    def __init__(self) -> None:
        super().__init__()
        random = np.random.default_rng(0)
        layout = QGridLayout(self)
        self.loss, self.accuracy, self.boundary, self.parabola = plots = [Plot(name=n) for n in "abcd"]
        for i, plot in enumerate(plots):
            layout.addWidget(plot, i // 2, i % 2)
        self.make_curves(random)
        self.make_boundary(random)
        self.make_parabola()
        self.playheads = [self.loss.add_playhead(), self.accuracy.add_playhead()]
        self.show_update(UPDATES)

    def make_curves(self, random: np.random.Generator) -> None:
        self.epochs = np.linspace(0, EPOCHS, CHECKPOINTS)
        fall = np.array([0.6 * np.exp(-self.epochs * r / 8) + 0.03 for r in RATES])
        self.losses = fall * (1 + 0.04 * random.standard_normal(fall.shape))
        self.validation = fall * 1.1 * (1 + 0.04 * random.standard_normal(fall.shape))
        self.accuracies = np.clip(1 - fall / 4 + 0.01 * random.standard_normal(fall.shape), 0, 1)
        self.loss.set_titles("epoch", "loss")
        self.loss.set_log_y(True)
        self.loss.set_ranges((0, EPOCHS), nice_range(0.03, 0.7, log=True))
        self.loss.set_integers(x=True)
        self.accuracy.set_titles("epoch", "accuracy")
        self.accuracy.set_ranges((0, EPOCHS), nice_range(0.83, 1.0))
        self.train_curves = [self.loss.add_curve(c) for c in COLOURS]
        self.validation_curves = [self.loss.add_curve(c, 1.5, "dashed") for c in COLOURS]
        self.accuracy_curves = [self.accuracy.add_curve(c) for c in COLOURS]
        self.loss.set_hover(lambda x: [(None, f"epoch {x:.0f}")] + [(c, "loss 0.0486") for c in COLOURS], round)

    def make_boundary(self, random: np.random.Generator) -> None:
        plot = self.boundary
        plot.set_titles("x₁", "x₂")
        plot.set_ranges((0, 1), (0, 1))
        points = random.uniform(size=(2000, 2))
        above = points[:, 1] > points[:, 0]
        self.shading = plot.add_shading()
        plot.add_points("circle", "#3b76b3", 6).set_data(*points[~above].T)
        plot.add_points("plus", "#b9470f", 9).set_data(*points[above].T)
        grid = np.linspace(-1, 1, 128)
        self.shadings = []
        for k in range(16):
            p = 1 / (1 + np.exp(-(k + 1) * (grid[:, None] - grid[None, :])))
            rgba = np.full((128, 128, 4), 255, np.uint8)
            rgba[..., 0], rgba[..., 1], rgba[..., 2] = 220 + 35 * p, 232 - 12 * p, 246 - 36 * p
            self.shadings.append(rgba)
        self.lines = [plot.add_curve(c, 2.0, "solid" if i < 4 else "dashed") for i, c in enumerate(COLOURS)]
        tests = plot.add_points("diamond", "#ffffff", 12, z=35)
        tests.set_style("diamond", "#ffffff", 12, "#111820")
        tests.set_data([0.2, 0.4, 0.98], [0.8, 0.9, 0.5], ["1", "2", "3"])

    def make_parabola(self) -> None:
        plot = self.parabola
        plot.set_titles("w", "loss = (w + 1)²")
        plot.set_ranges((-8, 6), grow(None, (0, 40)))
        w = np.linspace(-9, 7, 200)
        plot.add_curve("#7d8791", 2.5).set_data(w, (w + 1) ** 2)
        self.paths = [-1 + 6 * (1 - 2 * r) ** np.arange(41) for r in RATES]
        self.path_curves = [plot.add_curve(c, 1.5) for c in COLOURS]
        self.path_points = [plot.add_points("circle", c, 5, z=31) for c in COLOURS]
        plot.add_edge_mark(COLOURS[5]).show("left", 39.0, "left the plot at step 18: |1 − ηL| = 1.02 > 1")
        plot.add_edge_mark(COLOURS[3]).show("top", 5.0, "left the plot at step 3: |1 − ηL| = 1.40 > 1")
        plot.add_edge_mark(COLOURS[4]).show("top", 4.5, "left the plot at step 7")

    def show_update(self, update: int) -> None:
        share = update / UPDATES
        n = 1 + int(share * (CHECKPOINTS - 1))
        x = self.epochs[:n]
        for curves, values in (
            (self.train_curves, self.losses),
            (self.validation_curves, self.validation),
            (self.accuracy_curves, self.accuracies),
        ):
            for curve, y in zip(curves, values, strict=True):
                curve.set_data(x, y[:n])
        for playhead in self.playheads:
            playhead.set_x(share * EPOCHS)
        self.shading.set_image(self.shadings[int(share * 300) % 16], (0, 1), (0, 1))
        for i, line in enumerate(self.lines):
            slope = 1 + 0.3 * math.sin(9 * share + i)
            line.set_data([0.0, 1.0], [0.02 * i, 0.02 * i + slope])
        steps = 1 + int(share * 40)
        for path, curve, points in zip(self.paths, self.path_curves, self.path_points, strict=True):
            curve.set_data(path[:steps], (path[:steps] + 1) ** 2)
            points.set_data(path[:steps], (path[:steps] + 1) ** 2)


class Painted(QObject):
    """Counts paint events of viewports: an event loop may well put several changes into one."""

    def __init__(self, viewports: list[QWidget]) -> None:
        super().__init__()
        self.waiting: set[QWidget] = set()
        for viewport in viewports:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.waiting.discard(watched)
        return False


def run(bench: Bench, frames: int, change: str) -> None:
    """Time `frames` frames; `change` is all or playhead. Time is that of the processor: waiting does not
    count.
    """
    plots = (
        [bench.loss, bench.accuracy, bench.boundary, bench.parabola]
        if change == "all"
        else [bench.loss, bench.accuracy]
    )
    viewports = [p.viewport() for p in plots]
    painted = Painted(viewports)
    handing, painting = [], []
    for i in range(frames):
        update = int(UPDATES * (i + 1) / frames)
        painted.waiting = set(viewports)
        start = time.process_time()
        if change == "all":
            bench.show_update(update)
        else:
            for playhead in bench.playheads:
                playhead.set_x(update / UPDATES * EPOCHS)
        middle = time.process_time()
        while painted.waiting:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        end = time.process_time()
        handing.append((middle - start) * 1e3)
        painting.append((end - middle) * 1e3)
    total = np.array(handing) + np.array(painting)
    size, scale = viewports[0].size(), viewports[0].devicePixelRatioF()
    print(
        f"{change:9s} hand over {np.mean(handing):5.2f} ms  paint {np.mean(painting):5.2f} ms  "
        f"total {total.mean():5.2f} ms (95 %: {np.percentile(total, 95):.2f})  "
        f"{1e3 / total.mean():.0f} frames/s  viewport {size.width()}x{size.height()} @ {scale:g}"
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=400)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--picture")
    parser.add_argument("--hold", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    bench = Bench()
    bench.resize(*map(int, options.size.split("x")))
    bench.show()
    for _ in range(20):
        app.processEvents()
        time.sleep(0.01)
    if options.hold:
        app.exec()
        return
    profile = cProfile.Profile()
    if options.profile:
        profile.enable()
    run(bench, options.frames, "all")
    run(bench, options.frames, "playhead")
    if options.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    if options.picture:
        bench.show_update(int(UPDATES * 0.7))
        app.processEvents()
        bench.grab().save(options.picture)


if __name__ == "__main__":
    main()
