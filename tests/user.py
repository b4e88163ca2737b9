"""A hand at mouse and keyboard, for tests of the window."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QScrollArea, QSlider, QWidget

LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 60_000  # for what takes well under a second where nobody else uses the machine


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
