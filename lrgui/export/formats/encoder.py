"""What writes the frames of an animation one after another."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from lrgui.core.model.types import Flags
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.raster import raster

# One number for each pixel: red, green, blue and alpha, red in the lowest byte.
Frame = npt.NDArray[np.uint32]
Box = tuple[int, int, int, int]  # left, top, right, bottom


AHEAD = 3  # frames that are drawn and wait for the encoder
_SHEETS = AHEAD + 2  # with the one that is drawn, and the one before, with which an encoder compares


class Encoder:
    """Writes frames. All but `draw` may be called in another thread than the one in which figures are drawn.

    A frame may be painted over when `AHEAD` + 1 others have been drawn.
    """

    samples = 0  # how many frames `learn` wants to see before the first `add`

    def __init__(self) -> None:
        self._sheets: deque[QImage] = deque(maxlen=_SHEETS)

    def draw(self, figure: Figure) -> Any:
        """What `add` wants of the figure as it is now."""
        # Memory that a program has not had before takes longer to get than a frame takes to paint.
        sheet = raster(figure, transparent=False, into=self._sheets.popleft() if len(self._sheets) == _SHEETS else None)
        self._sheets.append(sheet)
        return _opaque(sheet)

    def learn(self, frame: Any) -> None:
        """Looks at one of the frames that will come."""

    def add(self, frame: Any) -> None:
        """Writes the next frame."""
        raise NotImplementedError(type(self).__name__)

    def finish(self) -> None:
        """After the last frame: writes what is still to be written."""

    def close(self) -> None:
        """Lets go of files and processes, whether all was written or not; may be called while `add` runs."""


def picture(figure: Figure, *, transparent: bool = False) -> Frame:
    """The figure in pixels, on its paper unless the ground is to stay free."""
    image = raster(figure, transparent=transparent)
    if not transparent:
        return _opaque(image).copy()
    image.convertTo(QImage.Format.Format_RGBA8888)
    return _numbers(image).copy()


def _opaque(image: QImage) -> Frame:
    image.rgbSwap()
    return _numbers(image)


def _numbers(image: QImage) -> Frame:
    """The memory of a picture, which does not keep it alive."""
    return np.frombuffer(image.constBits(), "<u4").reshape(image.height(), image.width())


def changed_box(changed: Flags) -> Box:
    """The rectangle that holds every pixel that changed; one pixel where none did, for a frame cannot be empty."""
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):
        return 0, 0, 1, 1
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
