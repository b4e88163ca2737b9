"""The theme that the window has: palette, font and style sheet in its colours."""

from __future__ import annotations

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from lrgui.colours.theme import Theme
from lrgui.colours.themes import LIGHT, THEMES
from lrgui.drawing import fonts
from lrgui.resources import resource_folder
from lrgui.ui.style_sheet import ICONS, style_sheet
from lrgui.ui.style_sheet import SCROLL_BAR as SCROLL_BAR

SYSTEM = "system"  # the theme that the desktop asks for
CHOICES = (SYSTEM, *THEMES)

TEXT_SIZES = {"normal": 1.0, "large": 1.2, "largest": 1.45}


class _Changes(QObject):
    """Signal: `changed()`, after the window has got another theme: what has colours of its own takes them anew."""

    changed = Signal()


CHANGES = _Changes()
_used = [LIGHT]


def now() -> Theme:
    """The window's theme. Figures have one of their own."""
    return _used[0]


def named(name: str) -> Theme:
    """The theme of this name, the desktop's for "system" and for what is none: light unless it asks for dark."""
    return THEMES[name] if name in THEMES else THEMES["dark" if _desktop_is_dark() else "light"]


def _desktop_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def seen(colour: str) -> QColor:
    """What a role, or the #rrggbb of a run, is in the window's theme."""
    return QColor(now().seen(colour))


def mark(widget: QWidget, name: str, value: str) -> None:
    """A property by which the style sheet tells what a widget looks like, such as a label's "tone"."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def palette(theme: Theme) -> QPalette:
    """Explicit colours on Fusion, whose own ones follow the desktop."""
    colours = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, theme.window),
        (roles.WindowText, theme.text),
        (roles.Base, theme.paper),
        (roles.AlternateBase, theme.window),
        (roles.Text, theme.text),
        (roles.Button, theme.paper),
        (roles.ButtonText, theme.text),
        (roles.BrightText, theme.on_fill),
        (roles.Highlight, theme.fill),
        (roles.HighlightedText, theme.on_fill),
        (roles.ToolTipBase, theme.tip),
        (roles.ToolTipText, theme.on_tip),
        (roles.PlaceholderText, theme.muted),
        (roles.Link, theme.accent),
        (roles.Accent, theme.fill),
        (roles.Mid, theme.border),
        (roles.Light, theme.paper),
        (roles.Dark, theme.border),
    ):
        colours.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        colours.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return colours


def scaled(pixels: float) -> int:
    """So many pixels at the normal text size, as many as they are at the one that is used now."""
    return max(1, round(pixels * QApplication.font().pixelSize() / fonts.PIXELS))


def apply(app: QApplication, text_size: str = "normal", theme: Theme = LIGHT) -> None:
    """Style, palette and font for the whole program; `apply_style_sheet` follows."""
    app.setStyle("Fusion")
    _take(app, theme)
    apply_font(app, text_size)


def _take(app: QApplication, theme: Theme) -> None:
    changed = theme is not now()
    _used[0] = theme
    app.setPalette(palette(theme))
    if changed:
        CHANGES.changed.emit()


def switch(app: QApplication, theme: Theme) -> None:
    """Another theme for the whole program, at once."""
    if theme is not now():
        _take(app, theme)
        apply_style_sheet(app)


def apply_font(app: QApplication, text_size: str) -> None:
    """Another text size; the style sheet, which measures in letters too, is to be applied anew."""
    app.setFont(fonts.sans(fonts.PIXELS * TEXT_SIZES.get(text_size, 1.0)))


def apply_style_sheet(app: QApplication) -> None:
    """For the whole program, once the window is put together: with a style sheet Qt styles a widget and all that is in
    it anew whenever it is placed in another one, which took a quarter of the time that making the window takes.
    """
    QDir.setSearchPaths(ICONS, [str(resource_folder() / "icons")])
    app.setStyleSheet(style_sheet(now(), scaled))
