"""A figure in pixels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from lrgui.core.files.figure_options import MM_PER_INCH, POINTS_PER_INCH
from lrgui.export.figure.figure import Figure


def raster(figure: Figure, *, transparent: bool | None = None, into: QImage | None = None) -> QImage:
    """The figure in pixels, on its paper unless the ground is to stay free (None: as its options say). Raises
    `MemoryError`. into: a picture made by this of the same figure, to be painted anew.

    On paper the picture has no alpha at all: premultiplied colours would have to be divided again, which takes as long
    as drawing them.
    """
    options = figure.options
    if transparent is None:
        transparent = options.transparent
    layout = QImage.Format.Format_ARGB32_Premultiplied if transparent else QImage.Format.Format_RGB32
    image = QImage(*options.pixels, layout) if into is None else into
    if image.isNull():
        raise MemoryError("for a picture of {} × {} pixels".format(*options.pixels))
    image.fill(QColor(Qt.GlobalColor.transparent) if transparent else QColor(figure.theme.paper))
    per_metre = round(options.dpi / MM_PER_INCH * 1000)
    image.setDotsPerMeterX(per_metre)
    image.setDotsPerMeterY(per_metre)
    with QPainter(image) as painter:
        painter.scale(options.dpi / POINTS_PER_INCH, options.dpi / POINTS_PER_INCH)
        figure.paint(painter)
    return image
