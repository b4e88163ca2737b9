"""A figure as other programs take it from the clipboard, or from under the mouse."""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from lrgui.core.files.figure_options import MM_PER_INCH, FigureOptions
from lrgui.core.model.errors import InvalidValue
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.figure_files import pdf, png_in_steps, svg

_SOON_PACKED = 12_000_000  # pixels: a third of a second
MOST_COPIED = 24_000_000  # pixels of a picture whose size was chosen: whoever takes it takes a hundred megabytes


def picture_in_steps(figure: Figure, experiment: bytes) -> Generator[float, None, QMimeData]:
    """The figure in pixels and as vectors, of which whoever takes it chooses; yields the share that is done."""
    yield from figure.preparation()
    image, content = yield from png_in_steps(figure, experiment)
    picture = QMimeData()
    picture.setImageData(image)
    picture.setData("image/png", content)
    picture.setData("image/svg+xml", svg(figure, experiment))
    picture.setData("application/pdf", pdf(figure, experiment))
    return picture


def add_file(picture: QMimeData, path: Path) -> None:
    """The picture as a file too, for file managers and for programs that take only files."""
    path.write_bytes(picture.data("image/png").data())
    picture.setUrls([QUrl.fromLocalFile(str(path))])


def fine_enough(options: FigureOptions, screen: int) -> FigureOptions:
    """With two pixels or more for each of the `screen` pixels that the panel is wide, if so many are soon packed."""
    wanted = max(options.dpi, math.ceil(2 * screen / options.width * MM_PER_INCH))
    most = math.floor(MM_PER_INCH * math.sqrt(_SOON_PACKED / (options.width * options.height)))
    with suppress(InvalidValue):  # more than can be is not needed
        return replace(options, dpi=min(wanted, most))
    return options
