"""APNG: a PNG that moves where a program can show it, with the experiment inside; without any loss."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, BinaryIO

import numpy as np

from lrgui.core.files import embedding
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.encoder import Encoder, Frame, changed_box, picture

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SOURCE, _OVER = 0, 1  # a frame replaces what is under it, or lies over it
_MOST_PARTS = 900  # of a second: a frame of a minute and more must fit in 65,535 of them


class Apng(Encoder):
    """Writes an APNG that repeats for ever; seconds: how long each frame stays."""

    def __init__(
        self, file: BinaryIO, size: tuple[int, int], seconds: Sequence[float], dpi: int, experiment: bytes
    ) -> None:
        super().__init__()
        self._file, self._seconds, self._experiment = file, seconds, experiment
        self._size, self._dpi = size, dpi
        self._shown: Frame | None = None
        self._transparent = False
        self._added = self._chunks = 0

    def draw(self, figure: Figure) -> Any:
        self._transparent = figure.options.transparent
        return picture(figure, transparent=True) if self._transparent else super().draw(figure)

    def add(self, frame: Frame) -> None:
        if self._shown is None:
            self._file.write(self._header())
            self._write(frame, (0, 0), _SOURCE)
        else:
            changed = frame != self._shown
            left, top, right, bottom = changed_box(changed)
            inside = np.s_[top:bottom, left:right]
            if self._transparent:
                self._write(frame[inside], (left, top), _SOURCE)
            else:  # nothing over what stays as it is, which packs better than the same colours again
                self._write(np.where(changed[inside], frame[inside], 0), (left, top), _OVER)
        self._shown = frame
        self._added += 1

    def finish(self) -> None:
        self._file.write(_chunk(b"IEND", b""))

    def close(self) -> None:
        self._file.close()

    def _header(self) -> bytes:
        start = _SIGNATURE + _chunk(b"IHDR", struct.pack(">IIBBBBB", *self._size, 8, 6, 0, 0, 0))
        per_metre = round(self._dpi / 0.0254)
        resolution = _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
        return (
            embedding.embed_png(start, self._experiment)
            + resolution
            + _chunk(b"acTL", struct.pack(">II", len(self._seconds), 0))
        )

    def _write(self, pixels: Frame, at: tuple[int, int], blend: int) -> None:
        height, width = pixels.shape
        stay = Fraction(self._seconds[self._added]).limit_denominator(_MOST_PARTS)
        control = struct.pack(">IIIII", self._next(), width, height, *at)
        control += struct.pack(">HHBB", stay.numerator, stay.denominator, 0, blend)
        rows = np.zeros((height, 1 + 4 * width), np.uint8)  # each begins with its filter: none
        rows[:, 1:] = np.ascontiguousarray(pixels).view(np.uint8)
        data = zlib.compress(rows.data, 6)
        self._file.write(_chunk(b"fcTL", control))
        if self._added:
            self._file.write(_chunk(b"fdAT", struct.pack(">I", self._next()) + data))
        else:
            self._file.write(_chunk(b"IDAT", data))

    def _next(self) -> int:
        self._chunks += 1
        return self._chunks - 1


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
