"""The only place where everything is put together."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from lrgui.core.files.location import local_path
from lrgui.core.model.experiment import Experiment
from lrgui.session.documents import offered
from lrgui.session.fault_log import FaultLog
from lrgui.session.faults import Faults
from lrgui.session.recovery import Recovery
from lrgui.session.session import Session
from lrgui.session.settings import TEXT_SIZE, THEME, Settings
from lrgui.ui import theme
from lrgui.ui.application import Application
from lrgui.ui.documents.openable import begins_wrong
from lrgui.ui.icons import app_icon
from lrgui.ui.language import Language
from lrgui.ui.widgets import spoken_slider
from lrgui.ui.window.main_window import MainWindow

_Places = QStandardPaths.StandardLocation
_IDLE_MS = 1500  # after the window was made: it is painted, and hardly anybody has done anything yet


def make_window(store: QSettings | None = None, copies: Path | None = None) -> MainWindow:
    """The window with the default experiment.

    store: where settings are remembered (tests have their own). copies: the folder for copies of what is not saved,
    none are kept where it is None.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = Settings(store)
    spoken_slider.install()
    theme.apply(app, settings.get(TEXT_SIZE), theme.named(settings.get(THEME)))
    language = Language(app)
    language.use(settings.language)
    session = Session(Experiment(), parent=app)
    window = MainWindow(session, settings, language, Recovery(copies) if copies is not None else None)
    window.setWindowIcon(app_icon())
    theme.apply_style_sheet(app)
    return window


def run_window(file: str | None = None, talk: Sequence[str] = ()) -> int:
    """Opens the window, with the experiment in `file` (a path or a URL), and runs until it is closed.

    talk: files (paths or URLs) that are presented one after another; if one of them cannot be opened nothing is.

    A file that cannot be opened is said in the window: who clicked on it sees no terminal. Returns the exit code,
    128 and the number of the signal that ended the program.
    """
    app = Application(sys.argv[:1])
    QCoreApplication.setApplicationName("lrgui")
    QCoreApplication.setOrganizationName("lrgui")
    app.setDesktopFileName("lrgui")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C until there is something to be kept, see `_hear_signals`
    faults = Faults(FaultLog(_folder(_Places.StateLocation)))
    faults.install()
    window = make_window(copies=_folder(_Places.AppLocalDataLocation) / "recovery")
    window.problems.hear(faults)
    parts = tuple(local_path(part) for part in talk)
    for part in parts:
        reason = begins_wrong(part)
        if reason is not None:
            print(f"lrgui: {part}: {reason}", file=sys.stderr)
            window.close()
            return 1
    app.commitDataRequest.connect(window.documents.keep)  # the desktop's session ends, perhaps
    app.file_asked.connect(window.files.open)
    window.show()
    QTimer.singleShot(0, window, resume_collection)
    QTimer.singleShot(0, window, lambda: _hear_signals(window))
    QTimer.singleShot(0, window, lambda: _begin(window, file, parts))
    QTimer.singleShot(_IDLE_MS, window, offered)  # the first edit asks whether what it made is one of them
    return app.exec()


def _folder(place: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(place))


def resume_collection() -> None:
    """Garbage is looked for from now on, but not in what is there already, which stays until the program ends: with it
    each search would keep the window from answering for as long as several frames.
    """
    gc.freeze()
    gc.enable()


def _begin(window: MainWindow, file: str | None, talk: tuple[Path, ...] = ()) -> None:
    """What is opened and asked first, in the window that can be seen."""
    if talk:
        window.presenting.give(talk, window.files.replace)
        return
    if file is not None:
        window.files.open(local_path(file))
    window.files.recovering.offer()


def _hear_signals(window: MainWindow) -> None:
    """Ctrl+C, `kill` and the like end the program, and what is not saved is kept."""
    from lrgui.session.end_signals import EndSignals  # not before something can be seen

    def end(number: int) -> None:
        window.end()
        QCoreApplication.exit(128 + number)

    EndSignals(window).received.connect(end)
