"""A figure in pixels."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from lrgui.core.files.figure_options import MM_PER_INCH, POINTS_PER_INCH
from lrgui.export.figure.figure import Figure
from lrgui.export.steps import finished

_STRIP = 6_000_000  # pixels that are painted at once: in a tenth of a second
_NUDGE = 1e-3  # pixels down: Qt rounds where texts stand, and halves are not to be rounded differently in two strips


def raster(figure: Figure, *, transparent: bool | None = None, into: QImage | None = None) -> QImage:
    """The figure in pixels, on its paper unless the ground is to stay free (None: as its options say). Raises
    `MemoryError`. into: a picture made by this of the same figure, to be painted anew.

    On paper the picture has no alpha at all: premultiplied colours would have to be divided again, which takes as long
    as drawing them.
    """
    return finished(painting(figure, transparent=transparent, into=into))


def painting(
    figure: Figure, *, transparent: bool | None = None, into: QImage | None = None
) -> Generator[float, None, QImage]:
    """The same in steps, strip after strip from the top where it is large; yields the share that is done."""
    options = figure.options
    if transparent is None:
        transparent = options.transparent
    layout = QImage.Format.Format_ARGB32_Premultiplied if transparent else QImage.Format.Format_RGB32
    image = QImage(*options.pixels, layout) if into is None else into
    if image.isNull():
        raise MemoryError("for a picture of {} × {} pixels".format(*options.pixels))
    ground = QColor(Qt.GlobalColor.transparent) if transparent else QColor(figure.theme.paper)
    per_metre = round(options.dpi / MM_PER_INCH * 1000)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    width, height = options.pixels
    rows = max(1, _STRIP // width)
    if rows >= height:
        _paint(figure, image, ground, 0.0)
        return image
    for top in range(0, height, rows):
        strip = QImage(width, min(rows, height - top), layout)
        _paint(figure, strip, ground, _NUDGE - top)
        with QPainter(image) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(0, top, strip)
        yield (top + strip.height()) / height
    return image


def _paint(figure: Figure, image: QImage, ground: QColor, down: float) -> None:
    """Paints the figure so many pixels further down."""
    image.fill(ground)
    with QPainter(image) as painter:
        painter.translate(0, down)
        painter.scale(figure.options.dpi / POINTS_PER_INCH, figure.options.dpi / POINTS_PER_INCH)
        figure.paint(painter)
