"""The theme that was chosen, or what the desktop asks for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from lrgui.session.settings import THEME, Settings
from lrgui.ui import theme
from lrgui.ui.icons import follow_theme


class ThemeChoice(QObject):
    """Remembers what is chosen, and follows the desktop where that is left to it."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_desktop)

    @property
    def name(self) -> str:
        """One of `theme.CHOICES`."""
        chosen = self._settings.get(THEME)
        return chosen if chosen in theme.CHOICES else theme.SYSTEM

    @Slot(str)
    def use(self, name: str) -> None:
        """Switches the whole program at once, and remembers it."""
        self._settings.set(THEME, name)
        self._show()

    @Slot()
    def _on_desktop(self) -> None:
        if self.name == theme.SYSTEM:
            self._show()

    def _show(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.switch(app, theme.named(self.name))
        follow_theme()
