"""The only place where everything is put together."""

from __future__ import annotations

import signal
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

from lrgui.core.experiment import Experiment
from lrgui.session.session import Session
from lrgui.session.settings import Settings
from lrgui.ui import theme
from lrgui.ui.icons import app_icon
from lrgui.ui.language import Language
from lrgui.ui.main_window import MainWindow


def make_window(store: QSettings | None = None) -> MainWindow:
    """The window with the default experiment; `store` is where settings are remembered (tests have their own)."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = Settings(store)
    theme.apply(app, settings.text("text-size", "normal"))
    language = Language(app)
    language.use(settings.language)
    session = Session(Experiment(), parent=app)
    window = MainWindow(session, settings, language)
    window.setWindowIcon(app_icon())
    return window


def run_window(argv: list[str]) -> int:
    """Opens the window and runs until it is closed; returns the exit code."""
    app = QApplication([*sys.argv[:1], *argv])
    QCoreApplication.setApplicationName("lrgui")
    QCoreApplication.setOrganizationName("lrgui")
    app.setDesktopFileName("lrgui")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends it; Qt would never return to Python
    window = make_window()

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A fault of ours must neither end the lecture nor go by unseen."""
        traceback.print_exception(kind, error, trace)
        window.say(f"{kind.__name__}: {error}")

    sys.excepthook = report
    window.show()
    return app.exec()
