"""The language of the window: switched at once, without a restart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QWidget

from lrgui.resources import LANGUAGES
from lrgui.text import language


class Language(QObject):
    """Holds the translators that are installed, for Qt does not keep them alive."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.code = "en"
        self._translators: list[QTranslator] = []
        self._qt: dict[str, QTranslator] = {}

    def use(self, code: str) -> None:
        """Switches to "en" or "zh_CN"; every widget is sent a LanguageChange event by Qt."""
        if code not in LANGUAGES:
            raise ValueError(f"language = {code}: must be one of {', '.join(LANGUAGES)}")
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
        self.code = code
        QLocale.setDefault(QLocale(code))
        if code != "en":
            # Qt's own dialogs and context menus, where Qt was installed with its translations.
            self._translators.append(self._of_qt(code))
            self._translators.append(language.translator(code))  # asked first, since it is installed last
            for translator in self._translators:
                QCoreApplication.installTranslator(translator)

    def _of_qt(self, code: str) -> QTranslator:
        """Made once: it is kept as long as the window, however often its language is switched."""
        if code not in self._qt:
            found = self._qt[code] = QTranslator(self)
            found.load(str(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{code}.qm"))
        return self._qt[code]


class Translated(QWidget):
    """A widget whose texts are all set in `retranslate`, called at the end of construction and at every switch."""

    def retranslate(self) -> None:
        """Sets every text of the widget."""
        raise NotImplementedError(type(self).__name__)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
