"""A monkey at the window: clicks, types, drags, scrolls, opens and closes whatever there is, and never tires.

    python tests/campaigns/monkey.py [--seeds 0:20] [--actions 5000]

After every action what must always hold is looked at, see `Monkey.check`. The same seed acts in the same way as far as
the machine's speed lets it. Exits 1 with the last actions where something was wrong.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QColor, QDrag, QInputMethodEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QColorDialog,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from shiboken6 import Shiboken

from lrgui.plot import PlayheadRecord
from lrgui.ui.presenter.presenter import Presenter
from tests.campaigns.watch import Watch, resident

LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier
MODIFIERS = (NONE, NONE, NONE, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
TEXTS = (
    *("0.1", "1/3", "1", "0.5", "2", "10", "0.01", "40", "3", "25", "100", "-3", "1e-300", "1e308", "inf", "nan", ""),
    *(
        "0",
        "-0",
        "1e18",
        "９．５",
        "0,5",
        "abc",
        "0.1 0.2",
        "\u200b7",
        "−2",
        "1e-5",
        "1/0",
        "学习率",
        "x" * 400,
        "1600",
    ),
)
KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_PageDown, Qt.Key.Key_F11),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_Backtab, Qt.Key.Key_Delete, Qt.Key.Key_1, Qt.Key.Key_L, Qt.Key.Key_Z, Qt.Key.Key_Y),
)
SIZES = ((1024, 700), (1280, 720), (1440, 900), (1920, 1080), (640, 560), (3000, 600))
UNTOUCHED = {"quit"}  # the window stays open
MOST_UPDATES = 20_000  # a longer experiment is taken back: a monkey has no patience
LONGEST = 1.0  # seconds of processor time for which the event loop may be away
_NESTED_MS = 40
_RESTING = 60.0  # seconds after which a window should have come to rest
_DRAGGING = 1.0  # seconds after which what Qt drags by itself, such as selected text, is let go


class Monkey:
    """Acts on a window of its own until told to stop. log: the last actions, in words."""

    def __init__(self, seed: int, folder: Path, watch: Watch) -> None:
        from lrgui.app import make_window

        self.chance = random.Random(seed)
        self.folder, self.watch = folder, watch
        self.log: deque[str] = deque(maxlen=25)
        self.actions, self.longest = 0, 0.0
        store = QSettings(str(folder / f"{seed}.ini"), QSettings.Format.IniFormat)
        store.setValue("language", "en")
        self.window = make_window(store, folder / "copies")
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(1280, 720)
        self.window.show()
        self.session = self.window.session
        self._acting, self._held, self._began = False, False, 0.0
        self._nested = QTimer()  # fires inside of an action that waits for an answer
        self._nested.setInterval(_NESTED_MS)
        # Not at once: a timer does not fire again within what it has begun, such as the next question.
        self._nested.timeout.connect(lambda: QTimer.singleShot(0, self._answer))
        self._nested.start()
        self._kinds: tuple[tuple[int, Callable[[], str]], ...] = (
            *((14, self._click), (6, self._type), (8, self._press_key), (9, self._trigger), (7, self._drag)),
            *((5, self._scroll), (3, self._right_click), (2, self._double_click), (6, self._slide), (4, self._choose)),
            *((2, self._resize), (2, self._dock), (2, self._separator), (2, self._hover), (1, self._wait)),
            *((1, self._language), (1, self._text_size), (1, self._drop), (2, self._lesson), (2, self._tab)),
        )

    # Acting

    def act(self) -> None:
        """One action, and what follows from it."""
        weights = [weight for weight, _ in self._kinds]
        kind = self.chance.choices([action for _, action in self._kinds], weights)[0]
        self._acting, self._began = True, time.monotonic()
        self.log.append(f"{self.actions}: {kind.__name__[1:]}")
        try:
            said = _in_loop(kind)
        finally:
            self._acting = self._held = False
        self.log[-1] += f" {said}"
        self.actions += 1
        self._look()
        _in_loop(self._tidy)

    def _look(self) -> None:
        for _ in range(self.chance.choice((1, 1, 2, 5))):
            _in_loop(lambda: None)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _tidy(self) -> None:
        """Dialogs do not stay for ever, nor do experiments that take minutes."""
        modal = QApplication.activeModalWidget()
        if modal is not None and self.chance.random() < 0.12:
            self.log.append(f"{self.actions}: closes {type(modal).__name__}")
            modal.close()
        popup = QApplication.activePopupWidget()
        if popup is not None and self.chance.random() < 0.5:
            popup.close()
        session = self.session
        if session.experiment.length > MOST_UPDATES or len(session.experiment.runs) > 8:
            self.log.append(f"{self.actions}: undoes what is too long")
            session.undo()
            if session.experiment.length > MOST_UPDATES or len(session.experiment.runs) > 8:
                session.load(type(session.experiment)())

    def _answer(self) -> None:
        """A question that an action waits for gets a random answer."""
        if not self._acting:
            return
        asked = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if self._held:
            # Qt drags by itself, such as selected text: who has the mouse in the hand can let go, and closes nothing.
            if time.monotonic() - self._began > _DRAGGING:
                QTest.keyClick((asked or self.window).window().windowHandle(), Qt.Key.Key_Escape)
        elif isinstance(asked, QMenu):
            left = [self.window.actions_by_name[name] for name in UNTOUCHED]
            possible = [a for a in asked.actions() if a.isEnabled() and not a.isSeparator() and a.menu() is None]
            possible = [a for a in possible if a not in left]
            if possible and self.chance.random() < 0.6:
                asked.setActiveAction(self.chance.choice(possible))
                QTest.keyClick(asked, Qt.Key.Key_Return)
            else:
                asked.close()
        elif isinstance(asked, QMessageBox):
            asked.button(asked.standardButton(self.chance.choice(asked.buttons())))
            self.chance.choice(asked.buttons()).click()
        elif asked is not None and self.chance.random() < 0.2:
            asked.close()

    # Where

    def _root(self) -> QWidget:
        """Whatever takes events: a pop-up, a dialog, the window, or a panel that floats."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is not None:
            return top
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog | Presenter) and w.isVisible()]
        floating = [dock for dock in self.window.docks.values() if dock.isFloating() and dock.isVisible()]
        return self.chance.choice([self.window, self.window, self.window, *windows, *floating])

    def _some(self, kind: type[Any] | tuple[type[Any], ...]) -> Any:
        root = self._root()
        kinds = kind if isinstance(kind, tuple) else (kind,)
        found = [widget for each in kinds for widget in root.findChildren(each)]
        found = [w for w in found if w.isVisible() and w.isEnabled() and not w.visibleRegion().isEmpty()]
        chosen = self.chance.choice(found) if found else None
        del found, root  # with the last look at a part of Qt's own, what lies in it cannot be looked at any more
        return chosen if chosen is not None and Shiboken.isValid(chosen) else None

    def _place(self, widget: QWidget) -> QPoint:
        size = widget.rect()
        return QPoint(self.chance.randrange(max(1, size.width())), self.chance.randrange(max(1, size.height())))

    # Actions: each gives a word about itself

    def _click(self) -> str:
        button = self._some(QAbstractButton)
        if button is None:
            return "nothing"
        said = f"{type(button).__name__} “{button.accessibleName() or button.text()}”"
        self._press(button, button.rect().center(), modifier=self.chance.choice(MODIFIERS))
        return said

    def _double_click(self) -> str:
        widget = self._some(QWidget)
        if widget is None:
            return "nothing"
        said = type(widget).__name__
        at = self._place(widget)
        self._press(widget, at)
        if Shiboken.isValid(widget):
            self._press(widget, at, QEvent.Type.MouseButtonDblClick)
        return said

    def _right_click(self) -> str:
        widget = self._some(QWidget)
        if widget is None:
            return "nothing"
        said = type(widget).__name__
        self._press(widget, self._place(widget), button=RIGHT)
        return said

    def _type(self) -> str:
        field = self._some((QLineEdit, QPlainTextEdit))
        if field is None:
            return "nothing"
        text = self.chance.choice(TEXTS)
        said = f"“{text[:20]}” into {type(field).__name__} “{field.accessibleName()}”"
        field.setFocus()
        field.selectAll()
        written = QInputMethodEvent()
        written.setCommitString(text)  # as Chinese is typed: single keys know ASCII only
        QApplication.sendEvent(field, written)
        if Shiboken.isValid(field) and self.chance.random() < 0.8:
            QTest.keyClick(field, self.chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape)))
        return said

    def _press_key(self) -> str:
        key, modifier = self.chance.choice(KEYS), self.chance.choice(MODIFIERS)
        QTest.keyClick(QApplication.focusWidget() or self._root(), key, modifier)
        return f"{key.name} {modifier.name}"

    def _trigger(self) -> str:
        if QApplication.activeModalWidget() is not None:
            return "nothing"
        names = [n for n, action in self.window.actions_by_name.items() if n not in UNTOUCHED and action.isEnabled()]
        name = self.chance.choice(names)
        self.window.actions_by_name[name].trigger()
        return name

    def _drag(self) -> str:
        widget = self._some(QWidget)
        if widget is None:
            return "nothing"
        said = type(widget).__name__
        start, end = self._place(widget), self._place(widget)
        self._mouse(widget, QEvent.Type.MouseButtonPress, start, held=True)
        for i in range(1, 5):
            if Shiboken.isValid(widget):
                self._held = True
                self._mouse(widget, QEvent.Type.MouseMove, start + (end - start) * (i / 4), held=True)
                self._held = False
                if self.chance.random() < 0.3:
                    QCoreApplication.processEvents()
        if Shiboken.isValid(widget):
            self._mouse(widget, QEvent.Type.MouseButtonRelease, end, held=False)
        return said

    def _press(
        self,
        widget: QWidget,
        at: QPoint,
        kind: QEvent.Type = QEvent.Type.MouseButtonPress,
        button: Qt.MouseButton = LEFT,
        modifier: Qt.KeyboardModifier = NONE,
    ) -> None:
        """Presses and lets go, where the widget is still there: a menu may have been opened and answered meanwhile,
        after which QTest would let go of what is gone.
        """
        self._mouse(widget, kind, at, held=True, pressed=button, modifier=modifier)
        if Shiboken.isValid(widget):
            self._mouse(widget, QEvent.Type.MouseButtonRelease, at, held=False, pressed=button, modifier=modifier)

    def _mouse(
        self,
        widget: QWidget,
        kind: QEvent.Type,
        at: QPoint,
        *,
        held: bool,
        pressed: Qt.MouseButton = LEFT,
        modifier: Qt.KeyboardModifier = NONE,
    ) -> None:
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else pressed
        down = pressed if held else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, QPointF(at), QPointF(widget.mapToGlobal(at)), button, down, modifier)
        QApplication.sendEvent(widget, event)

    def _hover(self) -> str:
        widget = self._some(QWidget)
        if widget is None:
            return "nothing"
        self._mouse(widget, QEvent.Type.MouseMove, self._place(widget), held=False)
        return type(widget).__name__

    def _scroll(self) -> str:
        widget = self._some(QWidget)
        if widget is None:
            return "nothing"
        at = self._place(widget)
        turn = self.chance.choice((15, 120, -120, 1200, -1200, 120_000, -120_000))
        for _ in range(self.chance.choice((1, 1, 3, 16))):
            event = QWheelEvent(
                *(QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton),
                *(self.chance.choice(MODIFIERS), Qt.ScrollPhase.NoScrollPhase, False),
            )
            QApplication.sendEvent(widget, event)
        return f"{turn} on {type(widget).__name__}"

    def _slide(self) -> str:
        slider = self._some(QAbstractSlider)
        if slider is None:
            return "nothing"
        slider.setSliderDown(True)
        for _ in range(3):
            slider.setSliderPosition(self.chance.randint(slider.minimum(), slider.maximum()))
        slider.setSliderDown(False)
        return f"{type(slider).__name__} “{slider.accessibleName()}”"

    def _choose(self) -> str:
        chooser = self._some((QComboBox, QAbstractItemView))
        if isinstance(chooser, QComboBox) and chooser.count():
            index = self.chance.randrange(chooser.count())
            chooser.setCurrentIndex(index)
            chooser.activated.emit(index)
            return f"{index} of “{chooser.accessibleName()}”"
        if isinstance(chooser, QAbstractItemView) and chooser.model() is not None and chooser.model().rowCount():
            row = self.chance.randrange(chooser.model().rowCount())
            chooser.setCurrentIndex(chooser.model().index(row, 0))
            return f"row {row} of “{chooser.accessibleName()}”"
        return "nothing"

    def _tab(self) -> str:
        bar = self._some(QTabBar)
        if bar is None or not bar.count():
            return "nothing"
        bar.setCurrentIndex(self.chance.randrange(bar.count()))
        return str(bar.currentIndex())

    def _resize(self) -> str:
        width, height = self.chance.choice(SIZES)
        root = self._root()
        root.resize(width, height)
        return f"{type(root).__name__} to {width} × {height}"

    def _dock(self) -> str:
        if QApplication.activeModalWidget() is not None:
            return "nothing"
        name = self.chance.choice(list(self.window.docks))
        deed = self.chance.choice(("float", "want", "maximise", "raise"))
        dock, places = self.window.docks[name], self.window.panel_layout
        if deed == "float" and places.maximised is None:
            dock.setFloating(not dock.isFloating())
        elif deed == "want":
            places.want(name, not places.wanted(name))
        elif deed == "maximise":
            places.maximise(name)
        else:
            places.raise_panel(name)
        return f"{deed} {name}"

    def _separator(self) -> str:
        """The mouse rests between two panels, or moves the line there."""
        dock = self.window.docks[self.chance.choice(list(self.window.docks))]
        edge = dock.geometry().bottomRight() + QPoint(1, -self.chance.randrange(1, max(2, dock.height())))
        for at in (edge, edge + QPoint(1, 0), edge + QPoint(2, 0)):
            self._mouse(self.window, QEvent.Type.MouseMove, at, held=False)
        if self.chance.random() < 0.5:
            self._mouse(self.window, QEvent.Type.MouseButtonPress, edge, held=True)
            self._mouse(self.window, QEvent.Type.MouseMove, edge + QPoint(self.chance.randint(-300, 300), 0), held=True)
            self._mouse(self.window, QEvent.Type.MouseButtonRelease, edge, held=False)
        return dock.objectName()

    def _language(self) -> str:
        code = self.chance.choice(("en", "zh_CN"))
        self.window.use_language(code)
        return code

    def _text_size(self) -> str:
        from lrgui.ui.theme import TEXT_SIZES

        name = self.chance.choice(list(TEXT_SIZES))
        self.window.use_text_size(name)
        return name

    def _lesson(self) -> str:
        from lrgui.core.lessons.lesson import lessons

        if QApplication.activeModalWidget() is not None:
            return "nothing"
        lesson = self.chance.choice(lessons())
        self.window.lessons.open(lesson.id)
        return lesson.id

    def _drop(self) -> str:
        """Opens a file: one of those that were saved here before, or one that is damaged."""
        if QApplication.activeModalWidget() is not None:
            return "nothing"
        files = sorted(path for path in self.folder.glob("*.*") if path.suffix != ".ini")
        if not files:
            return "nothing"
        path = self.chance.choice(files)
        self.window.files.open(path)
        return path.name

    def _wait(self) -> str:
        """Lets it compute and play for a moment."""
        until = time.monotonic() + self.chance.choice((0.0, 0.02, 0.1))
        while time.monotonic() < until:
            QCoreApplication.processEvents()
            time.sleep(0.001)
        return ""

    # What always holds

    def check(self) -> None:
        """Raises `AssertionError` where what can be seen is not what is."""
        session, window = self.session, self.window
        assert window.isVisible(), "the window stays"
        history, experiment = session.shown, session.shown_experiment
        assert history.experiment.length == experiment.length
        assert len(history.experiment.runs) == len(experiment.runs)
        assert 0 <= session.position <= experiment.length
        assert 0 <= session.selected < len(session.experiment.runs)
        presenter = window.presenting.presenter
        covered = presenter is not None and presenter.isVisible() and presenter.alone  # then the window draws nothing
        if session.computing or not window.frames.idle or covered:
            return
        runs = window.docks["runs"].panel
        if runs.isVisible() and not runs.pending:
            assert runs.table.model().rowCount() == len(experiment.runs), "the table has the runs that are shown"
        for chart in window.docks["curves"].panel.charts.values():
            if chart.plot.isVisible():
                self._check_chart(chart)

    def _check_chart(self, chart: Any) -> None:
        """Every past curve of a chart ends at the playhead."""
        trace = self.session.shown.traces[chart.quantity.problem_of(self.session.shown_experiment)]
        at = self.session.shown_experiment.update_at(trace.problem_name, self.session.position)
        unit = chart._unit_of(self.session.shown_experiment)
        shown = [record.x for record in chart.plot.marks().of(PlayheadRecord)]
        assert all(x != x or abs(x - at / unit) <= 1e-9 * max(1.0, at / unit) for x in shown), (shown, at / unit)

    def check_undo(self) -> None:
        """Undone and done again is the same."""
        session = self.session
        if session.can_undo and QApplication.activeModalWidget() is None:
            before = session.experiment
            session.undo()
            session.redo()
            assert session.experiment == before, "undo, then redo"

    def rest(self) -> None:
        """Closes what stands before the window, and begins with the first experiment: what is in memory then stays."""
        self._close_dialogs()
        if self.window.presenting.presenter is not None:
            self.window.presenting.presenter.close()
        self.window.documents.forget_changes()
        self.window.documents.new()
        until = time.monotonic() + _RESTING
        while self.session.computing or not self.window.frames.idle:
            QCoreApplication.processEvents()
            if time.monotonic() > until:
                break  # `check` will see that it does not come to rest
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.clipboard().clear()  # what was copied may be large
        gc.collect()

    @staticmethod
    def _close_dialogs() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog):
                widget.close()

    def close(self) -> None:
        """Closes everything; what is not saved goes."""
        self._nested.stop()
        self._close_dialogs()
        self.window.use_language("en")  # whoever comes after this in the same program speaks English
        self.window.use_text_size("normal")
        self.window.documents.forget_changes()
        self.window.close()
        for thing in (self.window, self.session, self.window.language):
            thing.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _in_loop(action: Callable[[], Any]) -> Any:
    """Acts where the program acts, within an event loop, and has what is waiting done before.

    Outside of all loops what is to be deleted later is deleted in the first one that begins: a question that waits
    within the answer to another would take that one away from under its own button.
    """
    loop = QEventLoop()
    ended: list[Any] = []
    raised: list[BaseException] = []

    def begin() -> None:
        try:
            ended.append(action())
        except BaseException as error:
            raised.append(error)
        loop.quit()

    QTimer.singleShot(0, begin)
    loop.exec()
    if raised:
        raise raised[0]
    return ended[0]


def tame(patch: Callable[[Any, str, Any], Any], folder: Path, chance: random.Random) -> None:
    """Dialogs of the system answer at once, and no drag waits for a mouse. patch(object, name, value) sets it."""

    def save_name(*_: Any, **__: Any) -> tuple[str, str]:
        endings = (".lrgui", ".png", ".svg", ".pdf", ".csv", ".py", ".gif", "", ".tex", ".zzz")
        name = chance.choice(("one", "two", "三", "x" * 300, "")) + chance.choice(endings)
        return (str(folder / name) if name else "", "")

    def open_name(*_: Any, **__: Any) -> tuple[str, str]:
        files = sorted(map(str, folder.glob("*.*")))
        return (chance.choice([*files, "", str(folder / "nowhere.lrgui")]), "")

    patch(QFileDialog, "getSaveFileName", staticmethod(save_name))
    patch(QFileDialog, "getOpenFileName", staticmethod(open_name))
    patch(QColorDialog, "getColor", staticmethod(lambda *_, **__: QColor(chance.choice(("#123456", "#ffffff")))))
    patch(QDrag, "exec", _refused)


def _refused(drag: QDrag, *_: Any) -> Qt.DropAction:
    """Nobody takes what is dragged; then it goes, as after Qt's own `exec`, with the picture that it carries."""
    drag.deleteLater()
    return Qt.DropAction.IgnoreAction


def campaign(seed: int, actions: int, folder: Path, watch: Watch, growth: Callable[[int, float], None]) -> list[str]:
    """Acts and looks; gives what was wrong, in words. growth(actions, MB at rest) is told every thousand actions."""
    monkey = Monkey(seed, folder, watch)
    watch.rest()  # making the window is not acting
    wrong: dict[str, str] = {}  # by their last line: a fault that stays is one
    for i in range(actions):
        try:
            monkey.act()
            monkey.check()
            if i % 25 == 0:
                monkey.check_undo()
        except Exception:
            watch.report(*sys.exc_info())
        if watch.faults:
            last = watch.faults[-1].strip().splitlines()[-1]
            wrong.setdefault(last, "\n".join([f"seed {seed}, after", *monkey.log, *watch.faults]))
            watch.faults.clear()
        if watch.longest > LONGEST:
            said = f"seed {seed}: the event loop was away for {watch.longest:.2f} s"
            wrong.setdefault(f"away: {monkey.log[-1]}", "\n".join([said, *list(monkey.log)[-4:], *watch.doing]))
        watch.doing.clear()
        monkey.longest, watch.longest = max(monkey.longest, watch.longest), 0.0
        if i % 1000 == 999:
            monkey.rest()
            growth(i + 1, resident())
            watch.rest()
    watch.longest = monkey.longest
    monkey.close()
    return list(wrong.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="0:20", help="first:last, the last one is left out")
    parser.add_argument("--actions", type=int, default=5000)
    typed = parser.parse_args()
    first, last = map(int, typed.seeds.split(":"))
    app = QApplication.instance() or QApplication(["lrgui"])
    watch, wrong = Watch(), 0
    for seed in range(first, last):
        with tempfile.TemporaryDirectory() as name:
            tame(setattr, Path(name), random.Random(seed))
            memory: list[float] = []
            watch.longest = 0.0
            with watch.watching():
                found = campaign(seed, typed.actions, Path(name), watch, lambda _, size, m=memory: m.append(size))
            for story in found:
                print(story, flush=True)
            wrong += len(found)
            sizes = " ".join(f"{size:.0f}" for size in memory)
            print(f"seed {seed}: {typed.actions} actions, {len(found)} faults, away {watch.longest:.2f} s, MB {sizes}")
            sys.stdout.flush()
    app.clipboard().clear()  # what Python made must not outlive it
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
