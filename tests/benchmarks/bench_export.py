"""How long figures and animations take, and how large they are.

Usage: python -m tests.benchmarks.bench_export [--frames N] [--panels NAME,NAME…] [--formats .gif,.mp4,…]

Each is compared with the plain way of making the same in the same run: for a figure painting its pixels alone, for an
animation painting every frame and handing all of them to Pillow. Also prints the longest time for which the window
would have stood still, which is that between two yields, and how far the colours of the GIF's middle and last frames
are from those of the figure (CIE 1976, where 2.3 is what an eye can just tell apart).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PIL import Image
from PySide6.QtWidgets import QApplication

from lrgui.core.files.document import Document, write
from lrgui.core.files.figure_options import MM_PER_INCH, FigureOptions
from lrgui.core.files.view import View
from lrgui.core.lessons.lesson import lesson
from lrgui.core.training.history import History
from lrgui.drawing.scene import Scene
from lrgui.export.animation.animation import write_animation
from lrgui.export.animation.frame_times import Film
from lrgui.export.animation.size_estimate import estimate
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.encoder import picture
from lrgui.export.formats.figure_files import FORMATS
from lrgui.export.formats.raster import raster

SIZE = (1280, 720)
DPI = 96


def timed(work: Callable[[], object], times: int = 5) -> float:
    """The least seconds that it took."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of sRGB colours from 0 to 255."""
    linear = np.where(rgb > 10.3, ((rgb / 255 + 0.055) / 1.055) ** 2.4, rgb / 255 / 12.92)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = linear @ to_xyz.T / [0.9505, 1.0, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def plain_gif(path: str, frames: list[Image.Image]) -> None:
    """What one writes without thinking: every frame with colours of its own."""
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=50, loop=0)


def colour_error(path: str, frame: int, figure: Figure) -> str:
    """How far a frame of the GIF is from the figure as it is drawn now."""
    with Image.open(path) as image:
        image.seek(frame)
        shown = np.asarray(image.convert("RGB")).astype(float)
    true = picture(figure).view(np.uint8).reshape(*shown.shape[:2], 4)[..., :3].astype(float)
    distance = np.sqrt(((lab(shown) - lab(true)) ** 2).sum(axis=-1))
    at = ", ".join(f"{share} % ≤ {np.percentile(distance, share):.1f}" for share in (50, 90, 99, 99.9))
    return f"mean {distance.mean():.2f}, {at}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--panels", default="boundary")
    parser.add_argument("--formats", default=".gif,.apng")
    arguments = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    experiment = lesson("six-rates").experiment
    history = History(experiment).complete()
    payload = write(Document(experiment))
    width, height = (side / DPI * MM_PER_INCH for side in SIZE)
    options = FigureOptions(width=width, height=height, text=15, line=2, dpi=DPI)
    figure = Figure(arguments.panels.split(","), options, View(), Scene(experiment, history, experiment.length))

    def scene_at(update: int) -> Scene:
        return Scene(experiment, history, update)

    print(f"Figure of {arguments.panels}, {SIZE[0]} × {SIZE[1]}")
    baseline = timed(lambda: raster(figure))
    print(f"  pixels alone {baseline * 1e3:6.1f} ms")
    for ending, make in FORMATS.items():
        seconds = timed(lambda make=make: make(figure, payload))
        size = len(make(figure, payload))
        print(f"  {ending:12} {seconds * 1e3:6.1f} ms  {seconds / baseline:5.2f} ×  {size / 1e3:7.0f} kB")

    film = Film(experiment.length, count=arguments.frames, fps=20)
    updates = film.updates()
    print(f"Animation of {len(updates)} frames")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        frames = []
        for update in updates:
            figure.draw(scene_at(update))
            pixels = picture(figure)
            frames.append(Image.frombuffer("RGBA", SIZE, pixels).convert("RGB"))
        painted = time.perf_counter() - start
        path = os.path.join(folder, "plain.gif")
        plain_gif(path, frames)
        plain, plain_size = time.perf_counter() - start, os.path.getsize(path)
        del frames
        print(f"  plain GIF {plain:6.1f} s (of which painting {painted:.1f} s) {plain_size / 1e6:7.2f} MB")
        for ending in arguments.formats.split(","):
            path = os.path.join(folder, f"film{ending}")
            start = time.perf_counter()
            guess = estimate(path, figure, scene_at, film)
            guessing = time.perf_counter() - start
            start = last = time.perf_counter()
            longest = 0.0
            for _ in write_animation(path, figure, scene_at, film, payload):
                now = time.perf_counter()
                longest, last = max(longest, now - last), now
            seconds = time.perf_counter() - start
            size = sum(file.stat().st_size for file in Path(folder).glob("film*"))
            print(
                f"  {ending:9} {seconds:6.1f} s ({seconds / plain:.2f} ×) {size / 1e6:9.2f} MB "
                f"({size / plain_size:.2f} ×); at most {longest * 1e3:.0f} ms at a time; "
                f"estimated {guess / 1e6:.2f} MB in {guessing:.1f} s"
            )
            if ending == ".gif":
                for i in (len(updates) // 2, len(updates) - 1):
                    figure.draw(scene_at(updates[i]))
                    print(f"    colours of frame {i} off by {colour_error(path, i, figure)}")
            for file in Path(folder).glob("film*"):
                file.unlink()
    figure.close()
    app.processEvents()


if __name__ == "__main__":
    main()
