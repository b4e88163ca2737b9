"""Panels hide, float, fill the window, and come back where they were."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHoverEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.registry import PROBLEMS
from lrgui.ui.panels.panel_dock import PanelDock

PANELS = ("descent", "boundary", "curves", "runs")


def places(user) -> dict[str, tuple]:
    return {
        name: user.window.docks[name].geometry().getRect() for name in PANELS if user.window.docks[name].isVisible()
    }


def close_to(a: dict[str, tuple], b: dict[str, tuple], pixels: int = 3) -> bool:
    return a.keys() == b.keys() and all(
        abs(x - y) <= pixels for name in a for x, y in zip(a[name], b[name], strict=True)
    )


def panel_action(user, name):
    return user.window.menus.panels[name]


@pytest.fixture
def still(user):
    """The hint is away and the docks have their places."""
    user.click(user.window.strip.close_button)
    user.settle()
    user.qtbot.waitUntil(lambda: len(places(user)) == 4)
    user.qtbot.wait(1)
    user.settle()
    return user


def test_maximise_and_back(still):
    user, before = still, places(still)
    for name in PANELS:
        header = user.window.docks[name].header
        user.click(header.maximise_button)
        user.settle()
        assert set(places(user)) == {name}
        user.wait(lambda n=name: user.window.docks[n].width() > 0.9 * user.window.width())
        assert not user.window.controls.isVisible()
        assert not header.close_button.isVisible()
        user.click(header.maximise_button)
        user.settle()
        assert user.window.controls.isVisible()
        user.wait(lambda: close_to(places(user), before))


def test_maximise_by_key(still):
    before = places(still)
    for i, name in enumerate(PANELS, 1):
        still.key(f"Ctrl+{i}")
        still.settle()
        assert set(places(still)) == {name}
        still.key(f"Ctrl+{i}")
        still.wait(lambda: close_to(places(still), before))


@pytest.mark.parametrize("problem", ["descent", "surface", "regression"])
def test_every_panel_of_a_problem_has_a_digit_of_its_own(user, problem):
    user.session.load(Experiment(problem=problem))
    user.settle()
    there = {name: action for name, action in user.window.menus.maximise.items() if action.isEnabled()}
    assert {"curves", "runs", "steps", "sweep", "lens", *PROBLEMS[problem].panels} == there.keys()
    assert len({action.shortcut().toString() for action in there.values()}) == len(there)
    for name in PROBLEMS[problem].panels:
        user.key(there[name].shortcut().toString())
        user.settle()
        assert user.session.view.maximised == name


def test_maximise_by_double_click_on_the_title(still):
    header = still.window.docks["curves"].header
    QTest.mouseDClick(header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(30, 10))
    still.settle()
    assert set(places(still)) == {"curves"}
    QTest.mouseDClick(header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(30, 10))
    still.settle()
    assert set(places(still)) == set(PANELS)


def test_a_maximised_panel_is_drawn_while_playing_and_the_others_catch_up(still):
    still.key("Ctrl+1")
    still.settle()
    still.key("End")
    still.settle()
    still.key("Ctrl+1")
    still.settle()
    chart = still.panel("curves").charts["loss"]
    assert len(chart.plot.marks().curves[0].x) == still.session.shown.records.groups[0].count


def test_hide_and_show(still):
    user, before = still, places(still)
    for name in PANELS:
        user.click(user.window.docks[name].header.close_button)
        user.settle()
        assert name not in places(user)
        assert not panel_action(user, name).isChecked()
        panel_action(user, name).trigger()
        user.settle()
        assert panel_action(user, name).isChecked()
        user.wait(lambda: close_to(places(user), before, 40))


def test_a_hidden_panel_stays_hidden_in_the_next_window(still, open_window):
    still.click(still.window.docks["curves"].header.close_button)
    panel_action(still, "controls").trigger()
    still.window.close()
    again = open_window()
    assert not again.docks["curves"].isVisible()
    assert not again.controls.isVisible()
    assert not again.menus.panels["controls"].isChecked()
    assert again.docks["runs"].isVisible()


def test_hidden_panels_are_not_drawn(still, monkeypatch):
    still.click(still.window.docks["curves"].header.close_button)
    still.settle()
    drawn = []
    monkeypatch.setattr(still.panel("curves"), "draw_position", lambda: drawn.append(1))
    still.key("Right")
    still.settle()
    assert not drawn


def test_float_and_put_back(still):
    user, before = still, places(still)
    dock = user.window.docks["boundary"]
    user.click(dock.header.float_button)
    user.settle()
    assert dock.isFloating()
    assert dock.isWindow()
    user.key("Right", user.window)
    user.settle()
    assert user.session.position == 200
    user.click(dock.header.float_button)
    user.settle()
    assert not dock.isFloating()
    user.wait(lambda: close_to(places(user), before, 40))


def test_the_desktop_moves_a_floating_panel_where_programs_may_not(still, monkeypatch):
    moved = []
    monkeypatch.setattr(QApplication, "platformName", lambda: "wayland")
    monkeypatch.setattr(QWindow, "startSystemMove", lambda window: moved.append(window))
    dock = still.window.docks["boundary"]
    title = dock.header.title.geometry().center()
    still.drag(dock.header, title, title + QPoint(3, 0))  # in the window: docks can place what is in it
    assert not moved
    still.click(dock.header.float_button)
    still.settle()
    still.drag(dock.header, title, title)
    assert not moved  # a click
    still.drag(dock.header, title, title + QPoint(60, 40))
    assert moved == [dock.windowHandle()]


def test_keys_of_the_playhead_work_in_a_floating_panel(still):
    dock = still.window.docks["boundary"]
    still.click(dock.header.float_button)
    dock.activateWindow()
    still.wait(dock.isActiveWindow)
    QTest.keyClick(dock, Qt.Key.Key_Right)
    assert still.session.position == 200


def test_reset_layout(still):
    user, before = still, places(still)
    user.click(user.window.docks["descent"].header.float_button)
    user.click(user.window.docks["curves"].header.close_button)
    panel_action(user, "controls").trigger()
    user.settle()
    user.menu("View", "Reset layout").trigger()
    user.settle()
    assert user.window.controls.isVisible()
    assert not user.window.docks["descent"].isFloating()
    user.wait(lambda: close_to(places(user), before))


def test_reset_layout_while_one_fills_the_window(still):
    before = places(still)
    still.key("Ctrl+2")
    still.settle()
    still.menu("View", "Reset layout").trigger()
    still.wait(lambda: close_to(places(still), before))


def test_places_are_remembered(still, open_window):
    user = still
    descent = user.window.docks["descent"].geometry()
    line = QPoint(descent.right() + 4, descent.center().y())
    user.press(user.window, line)
    user.move(user.window, line - QPoint(80, 0))
    user.wait(lambda: user.window.docks["descent"].width() < 500)
    user.release(user.window, line - QPoint(80, 0))
    user.wait(lambda: user.window.panel_layout.by_hand)
    before = places(user)
    user.window.close()
    again = open_window()
    docks = {name: again.docks[name].geometry().getRect() for name in PANELS}
    assert close_to(docks, before, 6)


def test_closing_while_one_fills_the_window_remembers_all(still, open_window):
    still.key("Ctrl+3")
    still.settle()
    still.window.close()
    again = open_window()
    assert {name for name in PANELS if again.docks[name].isVisible()} == set(PANELS)


def test_a_lesson_of_one_problem_while_the_other_panel_fills_the_window(still):
    """There must be something to see."""
    still.key("Ctrl+2")
    still.settle()
    still.window.lessons.open("eta-0.2")
    still.settle()
    assert places(still)
    still.window.lessons.open("six-rates")
    still.settle()
    assert places(still)


def test_damaged_places_do_not_harm(open_window, store):
    for key in ("state", "state/both", "state/one", "geometry"):
        store.setValue(key, b"nonsense")
    store.setValue("text-size", "gigantic")
    store.setValue("speed", "quick")
    window = open_window()
    assert all(window.docks[name].isVisible() for name in PANELS)
    assert window.session.player.speed >= 1


def test_full_screen_and_back(still):
    still.key("F11")
    assert still.window.isFullScreen()
    still.key("F11")
    assert not still.window.isFullScreen()


def test_a_narrow_window_keeps_the_position_readable(open_window):
    window = open_window(1024, 640)
    assert window.transport.position.width() >= window.transport.position.fontMetrics().horizontalAdvance(
        window.transport.position.text()
    )
    window.resize(1800, 900)
    window.transport.buttons["step"].repaint()
    assert window.transport.buttons["step"].toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


# What the mouse has meanwhile

REARRANGEMENTS = {
    "one problem": lambda window: window.session.edit(problem="descent"),
    "reset": lambda window: window.panel_layout.reset(),
    "a panel that floats": lambda window: window.docks["runs"].header.float_button.click(),
    "maximised and back": lambda window: [window.panel_layout.maximise("curves") for _ in range(2)],
    "a lesson": lambda window: window.lessons.open("around-one"),
}


def hover(window, at: QPoint) -> None:
    where = QPointF(at), QPointF(window.mapToGlobal(at)), QPointF(0, 0)
    QApplication.sendEvent(window, QHoverEvent(QEvent.Type.HoverMove, *where))


def rest_on_a_line(window) -> None:
    """Between the two upper panels."""
    left, right = (window.docks[name].geometry() for name in ("descent", "boundary"))
    for x in range(left.right(), right.left() + 1):
        hover(window, QPoint(x, left.center().y()))
        if window.cursor().shape() == Qt.CursorShape.SplitHCursor:
            return
    raise AssertionError("there is no line")


@pytest.mark.parametrize("what", REARRANGEMENTS)
def test_a_line_on_which_the_mouse_rests_is_forgotten(user, what):
    """Qt looks it up when the mouse moves again, and crashes where it is not any more."""
    rest_on_a_line(user.window)
    REARRANGEMENTS[what](user.window)
    assert user.window.cursor().shape() == Qt.CursorShape.ArrowCursor
    for at in (QPoint(600, 300), QPoint(10, 10), QPoint(900, 600)):
        hover(user.window, at)
    user.settle()


def drag_out(user, name: str) -> PanelDock:
    """A panel under the mouse, whose button is still held."""
    dock, at = user.window.docks[name], QPoint(60, 10)
    user.press(dock.header, at)
    for i in range(1, 8):
        user.move(QWidget.mouseGrabber() or dock.header, at + QPoint(12 * i, 8 * i))
    assert QWidget.mouseGrabber() is dock
    return dock


@pytest.mark.parametrize("what", REARRANGEMENTS)
def test_a_panel_that_is_dragged_is_let_go(user, what):
    """Else Qt puts it back into an arrangement that is gone: a double free."""
    dock = drag_out(user, "descent")
    REARRANGEMENTS[what](user.window)
    assert QWidget.mouseGrabber() is None
    user.release(dock.header, QPoint(60, 10))
    user.window.panel_layout.reset()
    user.settle()
    assert not dock.isFloating()
    assert dock.isVisible() or what in ("a lesson", "one problem")


def test_the_rate_is_seen_and_typed_in_a_panel_that_fills_the_window(user):
    before = user.window.grab().toImage()
    beside = user.window.column.beside
    assert not beside.isVisible()
    user.window.panel_layout.maximise("descent")
    user.settle()
    assert beside.isVisible()
    assert beside.window() is user.window
    assert (beside.rate.text(), beside.verdict.text()) == ("0.2", "converges")
    user.key("Ctrl+L")
    assert beside.rate.hasFocus()
    user.enter(beside.rate, "1.05")
    user.settle()
    assert user.session.run.learning_rate == 1.05
    assert beside.verdict.text() == "diverges"
    user.window.panel_layout.maximise("weights")
    user.settle()
    user.key("Ctrl+Z")
    user.settle()
    user.window.panel_layout.maximise("weights")
    user.window.panel_layout.want("weights", False)
    user.settle()
    assert not beside.isVisible()
    user.window.setFocus()
    assert user.window.grab().toImage() == before
