"""What tests share: settings of their own, a session, the real window with a hand that clicks, and a look for leaks.

Nothing here is imported by the program. A test that passed must leave nothing running: see `nothing_is_left`.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import time
import weakref
from collections.abc import Callable, Iterator
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
    QEventLoop,
    QLocale,
    QPoint,
    QPointF,
    QSettings,
    Qt,
    QThread,
    QTimer,
)
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QScrollArea, QSlider, QToolTip, QWidget
from shiboken6 import Shiboken

from lrgui.core.model.experiment import Experiment
from lrgui.core.training.history import History
from lrgui.session import computation
from lrgui.session.session import Session

LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 60_000  # for what takes well under a second where nobody else uses the machine


# Leaks

_started: dict[int, tuple[weakref.ref[Any], str]] = {}


def _noting_who_called(method: Callable[..., Any]) -> Callable[..., Any]:
    """`QTimer.start` or `QThread.start`, which notes the line that called it."""

    def start(self: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        _started[id(self)] = (weakref.ref(self), f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        return method(self, *args, **kwargs)

    return start


@pytest.fixture(scope="session", autouse=True)
def _notes() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    for kind in (QTimer, QThread):
        patch.setattr(kind, "start", _noting_who_called(kind.start))
    yield
    patch.undo()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[_PASSED] = report.passed
    return report


_PASSED = pytest.StashKey[bool]()


def _left(before: set[int]) -> list[str]:
    """Threads that run, timers that are active, and windows that `before` did not have; each with its origin."""
    found = []
    for key, (reference, line) in list(_started.items()):
        thing = reference()
        if thing is None or not Shiboken.isValid(thing):
            del _started[key]
        elif isinstance(thing, QThread) and thing.isRunning():
            found.append(f"thread {thing.objectName() or type(thing).__name__}, started in {line}")
        elif isinstance(thing, QTimer) and thing.isActive():
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
    before = {id(w) for w in app.topLevelWidgets()} if isinstance(app, QApplication) else set()
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
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    return settings


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


# The window


class User:
    """A hand at mouse and keyboard: events go where they would go on a screen, and only to what can be seen there."""

    def __init__(self, window: Any, qtbot: Any) -> None:
        self.window, self.qtbot = window, qtbot
        self.session = window.session
        self.run_box = window.controls.run_box
        self.experiment_box = window.controls.experiment_box
        self.buttons = window.transport.buttons
        self.actions = window.actions_by_name

    # Waiting

    def wait(self, condition: Callable[[], Any]) -> None:
        """Runs the event loop until `condition()` holds: asked after every turn, where qtbot asks every 10 ms."""
        wake = QTimer()
        wake.start(10)  # the loop must not sleep for longer, whatever happens in other threads
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not condition():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            # Which `exec` does, and this does not: what is to be deleted later is.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            assert time.monotonic() < deadline, "waited in vain"

    def settle(self) -> None:
        """Until everything is computed and drawn."""
        self.wait(lambda: not self.session.computing and self.drawn)

    def look(self) -> None:
        """Until what is drawn is the latest state: nobody is quicker than a frame."""
        if not self.session.player.playing:
            self.wait(lambda: self.drawn)

    @property
    def drawn(self) -> bool:
        """Whether all that can be seen shows the latest state."""
        return self.window.frames.idle and not self.panel("runs").pending

    # Looking

    def panel(self, name: str) -> Any:
        return self.window.docks[name].panel

    def cell(self, run: int, column: str) -> str:
        """A text of the runs table, as it is on the screen."""
        panel = self.panel("runs")
        model = panel.table.model()
        return str(model.index(run, model.columns.index(column)).data())

    def edge_texts(self, plot: Any) -> list[str]:
        """What the marks at the edge of a plot say."""
        return [edge.text for edge in plot.marks().edges]

    # Mouse

    def reach(self, widget: QWidget, at: QPoint | None = None) -> QPoint:
        """Scrolls to a widget, and gives the place to click: it must be one that the eye sees too."""
        self.look()
        assert widget.isVisible(), f"{describe(widget)} cannot be seen"
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        at = at if at is not None else widget.rect().center()
        assert widget.visibleRegion().contains(at), f"{describe(widget)} is covered at {at.toTuple()}"
        return at

    def click(self, widget: QWidget, at: QPoint | None = None, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        at = self.reach(widget, at)
        assert widget.isEnabled(), f"{describe(widget)} is disabled"
        QTest.mouseClick(widget, LEFT, modifier, at)

    def mouse(self, widget: QWidget, kind: QEvent.Type, at: QPoint, *, held: bool) -> None:
        """One mouse event with the left button."""
        place = QPointF(at)
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        down = LEFT if held else Qt.MouseButton.NoButton
        glob = QPointF(widget.mapToGlobal(at))
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(widget, QMouseEvent(kind, place, glob, button, down, none))

    def press(self, widget: QWidget, at: QPoint) -> None:
        self.mouse(widget, QEvent.Type.MouseButtonPress, self.reach(widget, at), held=True)

    def move(self, widget: QWidget, at: QPoint, *, held: bool = True) -> None:
        self.mouse(widget, QEvent.Type.MouseMove, at, held=held)

    def release(self, widget: QWidget, at: QPoint) -> None:
        self.mouse(widget, QEvent.Type.MouseButtonRelease, at, held=False)

    def drag(self, widget: QWidget, start: QPoint, end: QPoint, moves: int = 8) -> None:
        """Press, moves in equal parts, release."""
        self.press(widget, start)
        for i in range(1, moves + 1):
            self.move(widget, start + (end - start) * (i / moves))
        self.release(widget, end)

    def handle(self, slider: QSlider, value: int | None = None) -> QPoint:
        """Where the handle of a slider is, or would be with `value`."""
        from PySide6.QtWidgets import QStyle, QStyleOptionSlider

        option = QStyleOptionSlider()
        slider.initStyleOption(option)
        if value is not None:
            option.sliderPosition = value
        control, handle = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
        return slider.style().subControlRect(control, option, handle, slider).center()

    def choose(self, combo: QComboBox, index: int) -> None:
        """Opens a drop-down list and clicks a line of it."""
        self.click(combo)
        view = combo.view()
        self.wait(view.isVisible)
        place = view.visualRect(combo.model().index(index, 0))
        view.scrollTo(combo.model().index(index, 0))
        place = view.visualRect(combo.model().index(index, 0))
        self.qtbot.wait(0)
        QTest.mouseMove(view.viewport(), place.center())
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place.center())
        if view.isVisible():  # Qt ignores a click that follows the opening too soon, as a bounce
            QTest.keyClick(view, Qt.Key.Key_Return)
        self.wait(lambda: not view.isVisible())

    def menu_called(self, *titles: str) -> QMenu:
        """A menu of the window by its title, or one of its titles."""
        plain = {menu: re.sub(r"\(&.\)|&", "", menu.title()) for menu in self.window.findChildren(QMenu)}
        return next(menu for menu, title in plain.items() if title in titles)

    def menu(self, title: str, text: str) -> QAction:
        """The action of a menu that says `text`; it must be enabled."""
        # Not by QAction.menu(): PySide deletes the menu together with what that returns.
        menu = self.menu_called(title)
        action = next((action for action in menu.actions() if action.text() == text), None)
        assert action is not None, f"no “{text}” among {[action.text() for action in menu.actions()]}"
        assert action.isEnabled(), f"“{text}” is disabled"
        return action

    # Keyboard

    def key(self, keys: str, widget: QWidget | None = None) -> None:
        """One key with its modifiers, such as "Shift+Left", to whatever has the focus."""
        self.look()
        combination = QKeySequence(keys)[0]
        target = widget or QApplication.focusWidget() or self.window
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def enter(self, field: QLineEdit, text: str, end: str = "Return") -> None:
        """Clicks into a field, replaces its text and presses `end` (nothing where empty)."""
        self.click(field)
        field.selectAll()
        QTest.keyClicks(field, text)
        if end:
            self.key(end, field)


def describe(widget: QWidget) -> str:
    """A widget in words, for messages."""
    text = getattr(widget, "text", None)
    said = text() if callable(text) else ""
    return f"{type(widget).__name__} “{widget.accessibleName() or said or widget.objectName()}”"


class _Known(History):
    """What a window computes first, the same in every test: once for all of them, then it is there at the first look.

    Whatever a test changes is computed as ever; the first computation itself is tested with a session.
    """

    _first: History | None = None

    def advance(self, seconds: float) -> bool:
        if _Known._first is None:
            _Known._first = History(self.experiment).complete()
        assert _Known._first.experiment == self.experiment
        for mine, first in [
            *zip(self.traces.values(), _Known._first.traces.values(), strict=True),
            (self.records, _Known._first.records),
        ]:
            mine.__dict__.update(first.__dict__)
        return True


@pytest.fixture
def open_window(qapp: QApplication, qtbot: Any, store: QSettings) -> Iterator[Callable[..., Any]]:
    """`open_window(width, height)`: the real window, shown and drawn, remembering in `store`; closed in the end.

    `copies=folder` has it keep copies of what is not saved.
    """
    from lrgui.app import make_window

    font, locale = qapp.font(), QLocale()
    opened: list[Any] = []

    def open_(width: int = 1440, height: int = 900, copies: Path | None = None) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(computation, "History", _Known)
            window = make_window(store, copies)
        opened.append(window)
        # The offscreen platform's screen is 800 pixels wide, for which the window would fill it.
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        User(window, qtbot).settle()
        return window

    yield open_
    QToolTip.hideText()
    for window in opened:
        window.documents.forget_changes()  # nobody is there to answer whether they are to be saved
        window.close()
        window.language.use("en")
        for thing in (window, window.session, window.language):
            if Shiboken.isValid(thing):
                thing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
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
