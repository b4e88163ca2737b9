"""Icons from the resources, in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication
from shiboken6 import Shiboken

from lrgui.resources import read_text
from lrgui.ui import theme

_PLACED = "placed-icon"  # a property: its name and the role of its colour


def _drawn(svg: str, pixels: int) -> QPixmap:
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
    return pixmap


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `resources/icons/<name>.svg`, whose black is replaced by the colour of a role."""
    return _icon(name, theme.now().seen(role), theme.now().disabled)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    svg = read_text(f"icons/{name}.svg")
    result = QIcon()
    for pixels in (14, 16, 18, 20, 24, 26, 48):
        result.addPixmap(_drawn(svg.replace("#000", colour), pixels))
        result.addPixmap(_drawn(svg.replace("#000", disabled), pixels), QIcon.Mode.Disabled)
    return result


def put_icon(target: QAction | QAbstractButton, name: str, role: str = "text") -> None:
    """Gives it an icon that follows the theme."""
    target.setProperty(_PLACED, f"{name} {role}")
    target.setIcon(icon(name, role))


def follow_theme() -> None:
    """All icons that were put anywhere, in the colours of the theme that there is now."""
    targets: list[QAction | QAbstractButton] = []
    for top in QApplication.topLevelWidgets():
        targets += top.findChildren(QAbstractButton)
        targets += top.findChildren(QAction)
    for target in targets:
        placed = Shiboken.isValid(target) and target.property(_PLACED)  # an icon may replace an action of Qt's own
        if placed:
            target.setIcon(icon(*placed.split()))


@lru_cache(maxsize=64)
def swatch(colour: str, pixels: int = 14) -> QIcon:
    """A filled circle in the colour of a run, as the theme has it."""
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
