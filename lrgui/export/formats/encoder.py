"""What writes the frames of an animation one after another."""

from __future__ import annotations

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


class Encoder:
    """Writes frames. All but `draw` may be called in another thread than the one in which figures are drawn."""

    samples = 0  # how many frames `learn` wants to see before the first `add`

    def draw(self, figure: Figure) -> Any:
        """What `add` wants of the figure as it is now."""
        return picture(figure)

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
    image.convertTo(QImage.Format.Format_RGBA8888 if transparent else QImage.Format.Format_RGBX8888)
    return np.frombuffer(image.constBits(), "<u4").reshape(image.height(), image.width()).copy()


def changed_box(changed: Flags) -> Box:
    """The rectangle that holds every pixel that changed; one pixel where none did, for a frame cannot be empty."""
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):
        return 0, 0, 1, 1
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
