"""Tab goes through the window as an eye reads it, and whatever it comes to is seen to have the keyboard."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QScrollArea, QTabBar, QToolBar

from lrgui.colours.themes import THEMES
from tests.campaigns.contrasts import pixels
from tests.campaigns.sizes import DIALOGS, opened_dialog


@pytest.fixture
def full(user):
    """The window with every panel."""
    for name in ("weights", "steps", "sweep"):
        user.window.panel_layout.want(name, True)
    user.settle()
    user.window.activateWindow()
    user.window.setFocus()
    return user


def walk(user, key):
    """What has the focus, key by key, until it comes round."""
    return walk_by(lambda: user.key(key, QApplication.focusWidget()))


def walk_by(press):
    found = []
    for _ in range(200):
        press()
        now = QApplication.focusWidget()
        if found and now is found[0]:
            return found
        if not found or now is not found[-1]:  # a text with a link has it twice
            found.append(now)
    raise AssertionError("Tab does not come round")


def place(widget, window):
    at = widget.mapTo(window, QPoint(0, 0))
    return at.x(), at.y(), at.y() + widget.height()


def region(widget):
    while not isinstance(widget, QToolBar | QDockWidget | QTabBar):
        widget = widget.parentWidget()
    return widget


def test_tab_follows_the_eye_comes_round_and_goes_the_same_way_back(full):
    found = walk(full, "Tab")
    full.window.setFocus()
    assert walk(full, "Shift+Tab")[::-1] == found
    window = full.window
    regions = list(dict.fromkeys(map(region, found)))
    assert len(regions) == len({id(r) for r in regions})
    shown = [dock for dock in window.docks.values() if dock.isVisible() and not dock.visibleRegion().isEmpty()]
    assert len(shown) >= 5
    assert set(shown) <= set(regions)
    # Region by region, and in each from the top to the bottom and from the left to the right.
    assert [id(region(w)) for w in found] == sorted((id(region(w)) for w in found), key=[id(r) for r in regions].index)
    for before, after in pairwise(found):
        (x, top, bottom), (next_x, next_top, next_bottom) = place(before, window), place(after, window)
        if region(before) is region(after):
            beside = top <= (next_top + next_bottom) / 2 <= bottom or next_top <= (top + bottom) / 2 <= next_bottom
            assert next_x > x if beside else next_top >= bottom - 2, (before, after)
        assert not after.visibleRegion().isEmpty() or region(after) is window.panel_layout.controls_dock
    lefts = [place(dock, window)[:2] for dock in regions if dock in shown]
    upper = [x for x, y in lefts if y < 200]
    assert upper == sorted(upper)
    assert [y for _, y in lefts[: len(upper)]] == [y for _, y in lefts if y < 200]


def pixels_of(widget, colours):
    wanted = [int(colour[1:], 16) for colour in colours]
    return int(np.isin(pixels(widget.grab().toImage()), wanted).sum())


def test_whatever_has_the_keyboard_is_ringed(full, exhaustive):
    """In every theme; the ordinary run looks at every second kind of widget in turn."""
    kinds = {(type(w).__name__, w.objectName(), getattr(w, "isChecked", bool)()): w for w in walk(full, "Tab")}
    assert len(kinds) >= 12
    for i, (name, theme) in enumerate(THEMES.items()):
        full.window.theme.use(name)
        full.settle()
        ring = {theme.seen("focus"), theme.seen("focus_on_fill")}
        first, step = (0, 1) if exhaustive else (i % 2, 2)
        for kind, widget in list(kinds.items())[first::step]:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            ringed = pixels_of(widget, ring)
            widget.clearFocus()
            assert ringed - pixels_of(widget, ring) > 40, (name, kind)


def test_a_panel_behind_another_one_is_no_stop(full):
    full.window.panel_layout.raise_panel("sweep")
    full.settle()
    behind = full.window.docks["curves"]
    assert behind not in {region(widget) for widget in walk(full, "Tab")}


def test_tab_goes_through_every_dialog_as_an_eye_does(user):
    user.settle()
    ring = {THEMES["light"].seen("focus"), THEMES["light"].seen("focus_on_fill")}
    for command in DIALOGS:
        dialog = opened_dialog(user.window, command)
        dialog.activateWindow()
        dialog.setFocus()
        found = walk_by(lambda d=dialog: QTest.keyClick(QApplication.focusWidget() or d, Qt.Key.Key_Tab))
        for before, after in pairwise(found):
            (x, top, bottom), (next_x, next_top, next_bottom) = place(before, dialog), place(after, dialog)
            column = next_x >= x + before.width() and scrolled(before) is not scrolled(after)
            beside = top <= (next_top + next_bottom) / 2 <= bottom or next_top <= (top + bottom) / 2 <= next_bottom
            assert column or (next_x > x if beside else next_top >= bottom - 2), (command, before, after)
        kinds = {(type(w).__name__, w.objectName(), getattr(w, "isChecked", bool)()): w for w in found}
        for kind, widget in kinds.items():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            ringed = pixels_of(widget, ring)
            widget.clearFocus()
            assert ringed - pixels_of(widget, ring) > 40, (command, kind)
        dialog.close()
        user.settle()


def scrolled(widget):
    """The column that it is in, which can be scrolled."""
    while widget is not None and not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    return widget
