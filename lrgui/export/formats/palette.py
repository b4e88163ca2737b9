"""The colours of a GIF: those few that cover a whole film best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from lrgui.core.model.types import Floats
from lrgui.export.formats.encoder import Frame

COLOURS = 255
RGB = np.uint32(0xFFFFFF)
_CANDIDATES = 40_000  # of more colours the most frequent ones are looked at
_PIXELS = 200_000  # of the picture from which the first choice is made
_ROUNDS = 8
# How much of red, green and blue the eye sees.
_SEEN = np.sqrt(np.array([0.30, 0.55, 0.15], np.float32) * 3)


class Palette:
    """The colours that cover a film best, without dithering: dots that change from frame to frame would flicker.

    counts: how often each colour occurs in a part of the film; keep: colours that must be exact.
    """

    def __init__(self, counts: Mapping[int, int], keep: Sequence[int]) -> None:
        kept = np.array(list(dict.fromkeys(keep))[: COLOURS // 2], np.uint32)
        colours = np.fromiter(counts.keys(), np.uint32)
        times = np.fromiter(counts.values(), np.int64)
        most = np.argsort(-times, kind="stable")[:_CANDIDATES]
        chosen = np.concatenate([kept, _chosen(colours[most], times[most].astype(np.float64) ** 0.5, kept)])
        self.colours = np.zeros(COLOURS + 1, np.uint32)
        self.colours[: len(chosen)] = chosen
        self._entries = _channels(chosen)
        self._nearest = np.full(1 << 24, -1, np.int16)  # of every colour that was asked for

    @property
    def bytes(self) -> bytes:
        """Red, green and blue of every entry."""
        return _rgb(self.colours).tobytes()

    def index(self, colours: Frame) -> npt.NDArray[np.uint8]:
        """The nearest entry for every colour."""
        found = self._nearest[colours]
        missing = found < 0
        if missing.any():
            new = np.unique(colours[missing])
            self._nearest[new] = _nearest(_channels(new), self._entries)
            found = self._nearest[colours]
        return found.astype(np.uint8)


def _chosen(colours: Frame, weights: Floats, kept: Frame) -> Frame:
    """The colours that together with `kept` are nearest to `colours`.

    Weights: the root of how often a colour occurs, so that small things, at which one looks, are not lost in large
    areas. The first choice is the usual median cut; then every entry moves to the middle of those that it stands for.
    """
    room = COLOURS - len(kept)
    if len(colours) <= room:
        return colours
    times = np.ceil(weights / weights.sum() * _PIXELS).astype(np.int64)
    pixels = _rgb(np.repeat(colours, times))
    cut = Image.frombuffer("RGB", (len(pixels), 1), pixels.tobytes()).quantize(room, Image.Quantize.MEDIANCUT)
    places = _channels(colours)
    entries = np.concatenate([_channels(kept), np.array(cut.getpalette(), np.float32).reshape(-1, 3)[:room] * _SEEN])
    for _ in range(_ROUNDS):
        nearest = _nearest(places, entries)
        total = np.bincount(nearest, weights, len(entries))
        moving = np.flatnonzero(total > 0)
        moving = moving[moving >= len(kept)]
        for channel in range(3):
            middle = np.bincount(nearest, weights * places[:, channel], len(entries))
            entries[moving, channel] = middle[moving] / total[moving]
    levels = np.clip(np.rint(entries[len(kept) :] / _SEEN), 0, 255).astype(np.uint32)
    return np.asarray(levels[:, 0] | levels[:, 1] << 8 | levels[:, 2] << 16)


def _nearest(places: npt.NDArray[np.float32], entries: npt.NDArray[np.float32]) -> npt.NDArray[np.intp]:
    """The nearest of the entries for every place."""
    # |p − e|² = |p|² − 2 p·e + |e|², of which |p|² is the same for all entries.
    squares = (entries**2).sum(axis=1)
    parts = np.array_split(places, len(places) // 4096 + 1)
    return np.concatenate([(squares - 2 * (part @ entries.T)).argmin(axis=1) for part in parts])


def _rgb(colours: Frame) -> npt.NDArray[np.uint8]:
    return np.ascontiguousarray(colours.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3])


def _channels(colours: Frame) -> npt.NDArray[np.float32]:
    """Places in a space in which distances are about as the eye sees them."""
    return _rgb(colours).astype(np.float32) * _SEEN
