"""What tests share: settings of their own, a session, the real window with a hand that clicks, and a look for leaks.

Nothing here is imported by the program. A test that passed must leave nothing running: see `nothing_is_left`.
"""

from __future__ import annotations

import gc
import os
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Both are read once, by NumPy and by Qt: before anything imports them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    # Else every Python that a test starts would compile the whole program first. It is kept where pytest keeps its own.
    _compiled = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ.setdefault("PYTHONPYCACHEPREFIX", _compiled)
    sys.pycache_prefix, sys.dont_write_bytecode = os.environ["PYTHONPYCACHEPREFIX"], False

import pytest

from lrgui.preflight import import_problem

if sys.platform == "linux" and (_problem := import_problem()):
    sys.exit(_problem)  # a sentence: whatever else is raised here ends in a traceback

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLocale,
    QObject,
    QSettings,
    QThread,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget
from shiboken6 import Shiboken

from lrgui.core.model.experiment import Experiment
from lrgui.session.session import Session
from tests import forked_window
from tests.first_window import english, shown_window
from tests.user import PATIENCE_MS, User

# Leaks

_started: dict[int, tuple[weakref.ref[Any], str]] = {}


def _noting_who_called(method: Callable[..., Any]) -> Callable[..., Any]:
    """`QTimer.start` or `QThread.start`, which notes the line that called it."""

    def start(self: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        _started[id(self)] = (weakref.ref(self), f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        return method(self, *args, **kwargs)

    return start


for _kind in (QTimer, QThread):
    _kind.start = _noting_who_called(_kind.start)  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[_PASSED] = report.passed
    return report


_PASSED = pytest.StashKey[bool]()


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """A collection while Qt's windows become Python's would take away some that are still to be looked at."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _owners(thing: QObject | None) -> Iterator[int]:
    """A thing, its parent, and so on, as what `before` holds of them."""
    while thing is not None:
        yield id(thing)
        thing = thing.parent()


@_nothing_collected()
def _left(before: set[int]) -> list[str]:
    """Threads that run, timers that are active, and windows that `before` did not have; each with its origin."""
    found = []
    for key, (reference, line) in list(_started.items()):
        thing = reference()
        if thing is None or not Shiboken.isValid(thing):
            del _started[key]
        elif isinstance(thing, QThread) and thing.isRunning():
            found.append(f"thread {thing.objectName() or type(thing).__name__}, started in {line}")
        elif isinstance(thing, QTimer) and thing.isActive() and before.isdisjoint(_owners(thing)):
            owner = type(thing.parent()).__name__ if thing.parent() is not None else "nobody"
            found.append(f"timer of {owner}, started in {line}")
    app = QCoreApplication.instance()
    if isinstance(app, QApplication):
        for widget in app.topLevelWidgets():
            # A tool tip is Qt's own, one for the whole program; pop-ups go with the widget that they belong to; and
            # pyqtgraph makes a menu without a parent for every plot, which Python collects later.
            own = widget.metaObject().className() == "QTipLabel" or widget.parentWidget() is not None
            own = own or (isinstance(widget, QMenu) and widget.isHidden())
            # Plots wait for the next figure; each comes with an empty widget of pyqtgraph's.
            own = own or widget.objectName() == "lrgui-figures"
            own = own or (type(widget) is QWidget and widget.isHidden() and not widget.children())
            if not own and id(widget) not in before:
                found.append(f"window {type(widget).__name__} “{widget.windowTitle()}”")
    return found


@pytest.fixture(autouse=True)
def nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that passed, no thread runs, no timer is active and no window is there that was not before."""
    app = QCoreApplication.instance()
    child = forked_window.child
    if child is not None:  # the window ends with the process; a thread that it has started must have ended
        before = {id(thing) for thing in child.ending}
    else:
        before = set()
        with _nothing_collected():
            if isinstance(app, QApplication):
                before = {id(widget) for widget in app.topLevelWidgets()}
        _started.clear()
    yield
    app = QCoreApplication.instance()
    if app is None or not request.node.stash.get(_PASSED, False):
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if _left(before):
        gc.collect()  # what only a cycle of references keeps alive is not left
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        left = _left(before)
        _started.clear()
        assert not left, "left after the test: " + "; ".join(left)


# Settings


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where a test forgets to give a store, it must not meet what whoever runs it has remembered."""
    folder = str(tmp_path_factory.mktemp("settings"))
    for layout in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(layout, QSettings.Scope.UserScope, folder)


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    """Settings of this test alone, empty at first. English, whatever the system speaks."""
    return english(tmp_path)


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard() -> Iterator[None]:
    """Where there is no desktop, Qt holds what was copied in a global of its own, which it deletes after Python has
    ended: with data that Python made, that is a segmentation fault.
    """
    yield
    if isinstance(QCoreApplication.instance(), QApplication):
        QApplication.clipboard().clear()


# The session


@pytest.fixture
def open_session(qapp: QApplication) -> Iterator[Callable[..., Session]]:
    """`open_session(experiment, threaded=False)`; sessions are closed at the end of the test."""
    opened: list[Session] = []

    def open_(experiment: Experiment | None = None, *, threaded: bool = True) -> Session:
        opened.append(Session(experiment or Experiment(), threaded=threaded))
        return opened[-1]

    yield open_
    for session in opened:
        session.close()
        session.deleteLater()


@pytest.fixture
def session(request: pytest.FixtureRequest, open_session: Callable[..., Session], qtbot: Any) -> Session:
    """The first experiment, all computed. With `indirect` parameters {"threaded": False} in the test's own thread."""
    options = getattr(request, "param", {})
    made = open_session(**options)
    qtbot.waitUntil(lambda: not made.computing, timeout=PATIENCE_MS)
    return made


# What is run, and where


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--exhaustive", action="store_true", help="every combination, not a sample of them")
    parser.addoption("--no-fork", action="store_true", help="a window is made anew for each test, in its own process")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "exhaustive: what only --exhaustive runs, see tests/sampling.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("exhaustive"):
        return
    left_out = [item for item in items if item.get_closest_marker("exhaustive")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("exhaustive")]


@pytest.fixture(scope="session")
def exhaustive(pytestconfig: pytest.Config) -> bool:
    """Whether a walk goes all its way."""
    return bool(pytestconfig.getoption("exhaustive"))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()  # thousands of tests, through which no collection has to look
    forked_window.start(session)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    return forked_window.run(item, nextitem)


def pytest_sessionfinish() -> None:
    forked_window.end()


# The window


@pytest.fixture
def open_window(qapp: QApplication, qtbot: Any, store: QSettings) -> Iterator[Callable[..., Any]]:
    """`open_window(width, height)`: the real window, shown and drawn, remembering in `store`; closed in the end. Where
    all that were opened are closed, they are deleted, as if the program had ended.

    `copies=folder` has it keep copies of what is not saved.
    """
    font, locale = qapp.font(), QLocale()
    opened: list[Any] = []

    def open_(width: int = 1440, height: int = 900, copies: Path | None = None) -> Any:
        child = forked_window.child
        if opened and not any(window.isVisible() for window in filter(Shiboken.isValid, opened)):
            # Else they would be styled anew with the next one, which takes longer than making that.
            for window in filter(Shiboken.isValid, opened):
                Shiboken.delete(window)
            qapp.setStyleSheet("")
        if child is not None and not opened and (width, height, copies) == (1440, 900, None):
            opened.append(child.remembering(store))
        else:
            opened.append(shown_window(store, width, height, copies))
        return opened[-1]

    yield open_
    QToolTip.hideText()
    for window in filter(Shiboken.isValid, opened):
        window.documents.forget_changes()  # nobody is there to answer whether they are to be saved
        window.close()
        if forked_window.child is not None and window in forked_window.child.ending:
            continue
        window.language.use("en")
        for thing in (window, window.session, window.language):
            if Shiboken.isValid(thing):
                thing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if forked_window.child is None:
        qapp.setStyleSheet("")
        qapp.setFont(font)
        QLocale.setDefault(locale)


@pytest.fixture
def window(open_window: Callable[..., Any]) -> Any:
    """The window of a first start: everything computed and drawn."""
    return open_window()


@pytest.fixture
def user(window: Any, qtbot: Any) -> User:
    """A hand for `window`."""
    return User(window, qtbot)
