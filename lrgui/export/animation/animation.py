"""Animations of a figure over a range of updates.

The work is a generator that draws a frame at a time, so that a window can go on with it whenever it has nothing else to
do and stops it by closing it; meanwhile another thread encodes. Qt's drawing and Python exclude each other, but packing
and writing go on beside them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import numpy as np

from lrgui.core.files.atomic import PendingFiles
from lrgui.core.model import checks
from lrgui.drawing.scene import Scene
from lrgui.export.animation.frame_files import NUMBERED
from lrgui.export.animation.frame_times import SLOWEST, Film
from lrgui.export.figure.figure import Figure
from lrgui.export.formats import gif
from lrgui.export.formats.apng import Apng
from lrgui.export.formats.encoder import AHEAD, Encoder
from lrgui.export.formats.gif import Gif
from lrgui.export.formats.numbered import Numbered
from lrgui.export.formats.video import Video, encoding

VIDEOS = (".mp4", ".webm")
FORMATS = (".gif", ".apng", *VIDEOS, *NUMBERED)
MOST_PIXELS = 20_000_000  # of a frame, of which several are in memory
_SETTLED = 300  # frames of which the widths of texts are known before the first one is drawn
_PAUSE = 0.02  # seconds for which the caller's thread waits for it at a time

Scenes = Callable[[int], Scene]


def animation_format(path: str, figure: Figure, film: Film) -> str:
    """The ending of `path`, where such a file can show the film. Raises `InvalidValue`."""
    ending = checks.choice("format", Path(path).suffix.lower(), FORMATS)
    if ending != ".pdf":
        figure.options.check_pixels(MOST_PIXELS)
    if ending == ".gif":
        checks.between("fps", film.fps, SLOWEST, gif.FASTEST)
    if ending in VIDEOS:
        encoding(ending)
    return ending


def write_animation(
    path: str, figure: Figure, scene_at: Scenes, film: Film, experiment: bytes, others: PendingFiles | None = None
) -> Generator[float, None, None]:
    """Writes the film as the ending of `path` says; yields the share that is done, at last 1.

    Of a `NUMBERED` format every frame is a file of its own: see `files_of`. The figure is drawn anew for every frame,
    and nothing else may draw on it meanwhile. Where the generator is closed or raises (`InvalidValue`, `OSError`), all
    files are as they were before. What cannot be written at all raises `InvalidValue` at once. others: files among
    which these wait to be published, instead of being so at the end.
    """
    return _written(path, animation_format(path, figure, film), figure, scene_at, film, experiment, others)


def _written(
    path: str,
    ending: str,
    figure: Figure,
    scene_at: Scenes,
    film: Film,
    experiment: bytes,
    others: PendingFiles | None,
) -> Generator[float, None, None]:
    pending = others if others is not None else PendingFiles()
    pool = ThreadPoolExecutor(1, "lrgui-encoder")
    waiting: deque[Future[None]] = deque()
    encoder: Encoder | None = None
    try:
        encoder = _encoder(pending, path, ending, figure, film, experiment)
        updates = film.updates()
        for update in spread(updates, _SETTLED):
            figure.settle(scene_at(update))
            yield 0.0
        samples = spread(updates, encoder.samples)
        parts = len(samples) + len(updates) + AHEAD  # the last ones: until the encoder has caught up
        for done, update in enumerate(samples + updates, 1):
            figure.draw(scene_at(update))
            for _ in figure.preparation():
                yield (done - 1) / parts
            take = encoder.learn if done <= len(samples) else encoder.add
            waiting.append(pool.submit(take, encoder.draw(figure)))
            yield done / parts
            while len(waiting) >= AHEAD:
                if not _next_done(waiting):
                    yield done / parts
        for last in (encoder.finish, encoder.close, *([pending.publish] if others is None else [])):
            waiting.append(pool.submit(last))
            while waiting:
                _next_done(waiting)
                yield parts / (parts + 1)
    finally:
        for future in waiting:
            future.cancel()
        try:
            if encoder is not None:
                encoder.close()  # a full disk may refuse what is still to be written
        finally:
            pool.shutdown()
            if others is None:
                pending.discard()
    yield 1.0


def _next_done(waiting: deque[Future[None]]) -> bool:
    """Waits a moment for the first of these; takes it off where it is done. Raises what it raised."""
    if not wait([waiting[0]], _PAUSE).done:
        return False
    waiting.popleft().result()
    return True


def _encoder(pending: PendingFiles, path: str, ending: str, figure: Figure, film: Film, experiment: bytes) -> Encoder:
    if ending in NUMBERED:
        return Numbered(pending, path, film, experiment)
    size = figure.options.pixels
    temporary = pending.new(path)
    if ending in VIDEOS:
        return Video(temporary, ending, size, film.fps, film.hold, figure.title)
    file = open(temporary, "wb")  # noqa: SIM115 (the encoder closes it)
    if ending == ".gif":
        return Gif(file, size, film.durations(gif.UNIT), figure.colours, experiment)
    seconds = [1 / film.fps] * len(film.updates())
    seconds[-1] += film.hold
    return Apng(file, size, seconds, figure.options.dpi, experiment)


def spread(updates: list[int], count: int) -> list[int]:
    """So many of the updates (fewer where there are not so many), the first and the last among them."""
    places = np.linspace(0, len(updates) - 1, min(count, len(updates)))
    return [updates[round(place)] for place in places.tolist()]
