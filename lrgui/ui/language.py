"""The language of the window: switched at once, without a restart."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QWidget

from lrgui.resources import resource_folder
from lrgui.session.settings import LANGUAGES

NAMES = {"en": "English", "zh_CN": "中文"}


class Language(QObject):
    """Holds the translators that are installed, for Qt does not keep them alive."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.code = "en"
        self._translator: QTranslator | None = None

    def use(self, code: str) -> None:
        """Switches to "en" or "zh_CN"; every widget is sent a LanguageChange event by Qt."""
        if code not in LANGUAGES:
            raise ValueError(f"language = {code}: must be one of {', '.join(LANGUAGES)}")
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        self.code = code
        QLocale.setDefault(QLocale(code))
        if code != "en":
            translator = QTranslator(self)
            path = resource_folder() / "i18n" / f"lrgui_{code}.qm"
            if not translator.load(str(path)):
                raise FileNotFoundError(f"The translation {path.name} is missing from the program's resources.")
            QCoreApplication.installTranslator(translator)
            self._translator = translator


class Translated(QWidget):
    """A widget whose texts are all set in `retranslate`, called at the end of construction and at every switch."""

    def retranslate(self) -> None:
        """Sets every text of the widget."""
        raise NotImplementedError(type(self).__name__)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
