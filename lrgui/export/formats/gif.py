"""GIF: one palette for the whole film, and of every frame only what changed.

Written piece by piece, so that a film of thousands of frames takes no more memory than one of ten.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import GifImagePlugin, Image

from lrgui.core.model.types import Flags
from lrgui.export.formats.encoder import Encoder, Frame, changed_box
from lrgui.export.formats.palette import COLOURS, RGB, Palette

UNIT = 0.01  # seconds
FASTEST = 50.0  # frames per second: what is shorter than two units, browsers show ten times longer
TRANSPARENT = COLOURS  # the palette's entry for what stays as it is
_UNSEEN = (3, 3, 5)  # levels of 255 by which red, green and blue may be off until a pixel is drawn anew
_EXACT = (0, 0, 0)


class Gif(Encoder):
    """Writes a GIF that repeats for ever. keep: colours (#RRGGBB) that must be exact; comment: bytes to carry."""

    samples = 8

    def __init__(
        self, file: BinaryIO, size: tuple[int, int], durations: Sequence[int], keep: Sequence[str], comment: bytes
    ) -> None:
        super().__init__()
        self._file, self._size, self._durations, self._comment = file, size, durations, comment
        self._keep = [int(colour[5:7] + colour[3:5] + colour[1:3], 16) for colour in dict.fromkeys(keep)]
        self._counts: dict[int, int] = {}
        self._palette: Palette | None = None
        self._shown: Frame | None = None  # what is on the screen: the palette's colours, not the figure's
        self._added = 0

    def learn(self, frame: Frame) -> None:
        for colour, count in zip(*(a.tolist() for a in np.unique(frame & RGB, return_counts=True)), strict=True):
            self._counts[colour] = self._counts.get(colour, 0) + count

    def add(self, frame: Frame) -> None:
        if self._palette is None:
            self._palette = Palette(self._counts, self._keep)
            self._file.write(self._header(self._palette.bytes))
        duration = self._durations[self._added]
        if self._shown is None:
            index = self._palette.index(frame & RGB)
            self._shown = self._palette.colours[index]
            self._write(index, (0, 0), duration)
        else:
            at_end = self._added == len(self._durations) - 1  # the picture that is held is drawn as well as can be
            changed = _differs(frame, self._shown, _EXACT if at_end else _UNSEEN)
            left, top, right, bottom = changed_box(changed)
            inside = np.s_[top:bottom, left:right]
            index = np.full((bottom - top, right - left), TRANSPARENT, np.uint8)
            new = self._palette.index(frame[inside][changed[inside]] & RGB)
            index[changed[inside]] = new
            self._shown[inside][changed[inside]] = self._palette.colours[new]
            self._write(index, (left, top), duration)
        self._added += 1

    def finish(self) -> None:
        self._file.write(b";")

    def close(self) -> None:
        self._file.close()

    def _header(self, palette: bytes) -> bytes:
        screen = b"GIF89a" + struct.pack("<HHBBB", *self._size, 0xF7, 0, 0) + palette
        forever = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
        parts = [self._comment[i : i + 255] for i in range(0, len(self._comment), 255)]
        comment = b"!\xfe" + b"".join(bytes([len(part)]) + part for part in parts) + b"\0"
        return screen + forever + comment

    def _write(self, index: npt.NDArray[np.uint8], at: tuple[int, int], duration: int) -> None:
        image = Image.frombuffer("P", (index.shape[1], index.shape[0]), np.ascontiguousarray(index))
        control = b"!\xf9\x04" + struct.pack("<BHBB", 1 << 2 | 1, duration, TRANSPARENT, 0)  # it stays when it is over
        self._file.write(control + b"".join(GifImagePlugin.getdata(image, at, interlace=0)))


def _differs(a: Frame, b: Frame, levels: tuple[int, int, int]) -> Flags:
    """Where colours differ by more than so many levels of red, green or blue."""
    changed: Flags = ((a ^ b) & RGB) != 0
    a, b = a[changed], b[changed]
    off = np.zeros(len(a), bool)
    for shift, most in zip((0, 8, 16), levels, strict=True):
        off |= np.abs((a >> shift & 255).astype(np.int16) - (b >> shift & 255).astype(np.int16)) > most
    changed[changed] = off
    return changed
