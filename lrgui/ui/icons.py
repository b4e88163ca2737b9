"""Icons from the resources, in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lrgui.resources import read_text
from lrgui.ui import theme


def _drawn(svg: str, pixels: int) -> QPixmap:
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
    return pixmap


@lru_cache(maxsize=128)
def icon(name: str, colour: str = theme.TEXT) -> QIcon:
    """The icon `resources/icons/<name>.svg`, whose black is replaced by `colour`."""
    svg = read_text(f"icons/{name}.svg")
    result = QIcon()
    for pixels in (14, 16, 18, 20, 24, 26, 48):
        result.addPixmap(_drawn(svg.replace("#000", colour), pixels))
        result.addPixmap(_drawn(svg.replace("#000", "#A9B2BB"), pixels), QIcon.Mode.Disabled)
    return result


@lru_cache(maxsize=64)
def swatch(colour: str, pixels: int = 14) -> QIcon:
    """A filled circle in the colour of a run."""
    circle = f'<circle cx="7" cy="7" r="5.5" fill="{colour}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 14 14">{circle}</svg>'
    result = QIcon()
    for size in (pixels, 2 * pixels):
        for mode in (
            QIcon.Mode.Normal,
            QIcon.Mode.Selected,
        ):  # a selected row must not tint the colour of its run
            result.addPixmap(_drawn(svg, size), mode)
    return result


def app_icon() -> QIcon:
    svg = read_text("icons/app.svg")
    result = QIcon()
    for pixels in (16, 32, 64, 128, 256):
        result.addPixmap(_drawn(svg, pixels))
    return result
