"""How large an animation will be, judged by a few short pieces of it."""

from __future__ import annotations

import io
import time
from collections.abc import Generator, Iterator

from lrgui.export.animation.animation import VIDEOS, Scenes, animation_format, spread
from lrgui.export.animation.frame_files import NUMBERED
from lrgui.export.animation.frame_times import Film
from lrgui.export.figure.figure import Figure
from lrgui.export.formats import figure_files
from lrgui.export.formats.apng import Apng
from lrgui.export.formats.encoder import Encoder
from lrgui.export.formats.gif import Gif
from lrgui.export.steps import finished

_PIECE = 4  # frames: a GIF puts off small changes, so that the first one after a jump says little
_PLACES = (0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875)  # spread well, however many of them there is time for
_MOST_ADDED = 1 + _PIECE * len(_PLACES)
_LEARNED = 3  # frames of which a GIF's palette is made here
_SECONDS = 0.7  # after which no further piece is begun
_VIDEO, _VIDEO_FRAME = 0.14, 1000  # of the size of an APNG, and bytes for every frame, as measured


def estimate(path: str, figure: Figure, scene_at: Scenes, film: Film) -> int:
    """About how many bytes `write_animation` would write: within a factor of two, for video only roughly.

    Takes a second at most, unless a frame takes long. Raises `InvalidValue` as `write_animation` does.
    """
    return finished(estimated(path, figure, scene_at, film))


def estimated(path: str, figure: Figure, scene_at: Scenes, film: Film) -> Generator[float, None, int]:
    """The same, frame by frame: yields between them."""
    ending = animation_format(path, figure, film)
    updates = film.updates()
    if ending in NUMBERED:
        sizes = []
        for size in _frames(ending, figure, scene_at, updates):
            sizes.append(size)
            yield 0.0
        return len(updates) * sum(sizes) // len(sizes)
    out = io.BytesIO()
    encoder: Encoder
    if ending == ".gif":
        encoder = Gif(out, figure.options.pixels, [1] * (_MOST_ADDED + 1), figure.colours, b"")
        for update in spread(updates, _LEARNED):
            figure.draw(scene_at(update))
            encoder.learn(encoder.draw(figure))
            yield 0.0
    else:
        encoder = Apng(out, figure.options.pixels, [1.0] * _MOST_ADDED, figure.options.dpi, b"")
    figure.draw(scene_at(updates[0]))
    encoder.add(encoder.draw(figure))
    size = out.tell()
    changes = []
    for change in _changes(encoder, out, figure, scene_at, updates):
        if change is not None:
            changes.append(change)
        yield 0.0
    if changes:
        size += (len(updates) - 1) * sum(changes) // len(changes)
    return round(size * _VIDEO) + len(updates) * _VIDEO_FRAME if ending in VIDEOS else size


def _frames(ending: str, figure: Figure, scene_at: Scenes, updates: list[int]) -> Iterator[int]:
    """The sizes of some frames that are files of their own."""
    for start in _starts(len(updates), 1):
        figure.draw(scene_at(updates[start]))
        yield len(figure_files.FORMATS[ending](figure, b""))


def _changes(
    encoder: Encoder, out: io.BytesIO, figure: Figure, scene_at: Scenes, updates: list[int]
) -> Iterator[int | None]:
    """How much some frames add to a file that has the frame before; None for one that has not."""
    for start in _starts(len(updates), _PIECE):
        for i in range(start, min(start + _PIECE, len(updates))):
            figure.draw(scene_at(updates[i]))
            before = out.tell()
            encoder.add(encoder.draw(figure))
            yield out.tell() - before if i > start else None


def _starts(count: int, length: int) -> Iterator[int]:
    """Where pieces of `length` frames begin, of `count` frames, as long as there is time."""
    deadline = time.perf_counter() + _SECONDS
    for place in _PLACES:
        yield int(place * max(count - length, 0))
        if time.perf_counter() > deadline:
            return
