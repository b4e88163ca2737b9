"""Where the panels stand: beside and below one another, and in a low window behind one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar

from lrgui.core.problems.registry import PROBLEMS
from lrgui.ui.panels.panel_dock import PanelDock
from lrgui.ui.widgets.dock_window import DockWindow

# Pixels at the normal text size without which a plot, or a table, shows nothing.
_PLOT, _TABLE = 170, 120
_TWO_COLUMNS, _THREE_COLUMNS, _TWO_ROWS = 400, 620, 410  # pixels at the normal text size
_TABLES = ("runs", "steps")
BEHIND_CURVES = ("sweep", "lens", "noise")  # panels that share the place of the curves
_BEHIND = ("steps", "runs", "curves", *BEHIND_CURVES)  # of what was in front they are raised first, others cover them


@dataclass(frozen=True)
class Stacking:
    """What gives way in a low window, where panels that stand below one another would have no room.

    left, right: the panels of that column stand one behind the other, of two problems the weights behind the
    classifier; beside: curves and tables stand side by side, the steps behind the runs; whole: all panels stand one
    behind the other; even: the two rows of two problems are equally high.
    """

    left: bool = False
    right: bool = False
    beside: bool = False
    whole: bool = False
    even: bool = False


def stacking(seen: Collection[str], problems: tuple[str, ...], width: float, height: float) -> Stacking:
    """What gives way where these panels share a width and a height, in pixels at the normal text size."""
    if len(problems) != 1:
        low = height < _TWO_ROWS
        return Stacking(left="weights" in seen and width < _THREE_COLUMNS, beside=low and "steps" in seen, even=low)
    left = sum(panel in seen for panel in PROBLEMS[problems[0]].panels)
    tables = sum(table in seen for table in _TABLES)
    curves = bool({"curves", *BEHIND_CURVES} & set(seen))
    if width < _TWO_COLUMNS and left + curves + tables > 1:
        return Stacking(left=True, right=True, whole=True)
    tight = curves + tables > 1 and height < _PLOT * curves + _TABLE * tables
    return Stacking(
        left=left > 1 and height < _PLOT * left,
        right=tight and left > 0,
        beside=tight and left == 0 and curves,
    )


def place(window: DockWindow, controls: QDockWidget, docks: Mapping[str, PanelDock], both: bool, how: Stacking) -> None:
    """Puts every dock to its place; none is seen afterwards."""
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, controls)
    for dock in docks.values():
        if dock.isFloating():
            dock.setFloating(False)
        window.removeDockWidget(dock)  # else the tabs of its former place would stay
    for dock in docks.values():
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    beside, below = Qt.Orientation.Horizontal, Qt.Orientation.Vertical

    def put(first: str, second: str, along: Qt.Orientation, *, behind: bool = False) -> None:
        if behind:
            window.tabifyDockWidget(docks[first], docks[second])
        else:
            window.splitDockWidget(docks[first], docks[second], along)

    put("descent", "curves", below if both else beside, behind=how.whole)
    put("descent", "boundary", beside, behind=how.whole)
    put("descent", "surface", below, behind=how.whole)
    put("surface", "cut", below, behind=how.left)
    put("surface" if how.left else "cut", "line", below, behind=how.whole)
    put("line", "bowl", below, behind=how.left)
    put("curves", "runs", beside if both or how.beside else below, behind=how.right)
    put("runs", "steps", below, behind=how.right or how.beside)
    for name in BEHIND_CURVES:
        put("curves", name, beside, behind=True)  # side by side, both would be too small
    put("boundary", "weights", beside if both else below, behind=how.left)


def place_newer(window: DockWindow, docks: Mapping[str, PanelDock], both: bool, state: QByteArray) -> None:
    """Puts panels to their places that there were not yet when an arrangement was remembered."""

    def split(known: str, new: str, along: Qt.Orientation) -> None:
        if not state.contains(docks[new].objectName().encode("utf-16-be")):
            window.splitDockWidget(docks[known], docks[new], along)

    below = Qt.Orientation.Vertical
    split("runs", "steps", below)
    for known, new in pairwise(("descent", "surface", "cut", "line", "bowl")):
        split(known, new, below)
    for name in BEHIND_CURVES:
        if not state.contains(docks[name].objectName().encode("utf-16-be")):
            window.tabifyDockWidget(docks["curves"], docks[name])
    split("boundary", "weights", Qt.Orientation.Horizontal if both else below)


def raise_in_front(docks: dict[str, PanelDock], front: Collection[str], large: str | None) -> None:
    """Of panels that stand one behind the other: `large` comes in front, else one of `front`."""
    ordered = [*_BEHIND, *(name for name in reversed(docks) if name not in _BEHIND)]
    for name in (*ordered, large):
        if name is not None and not docks[name].isHidden() and (name in front or name == large):
            docks[name].raise_()


def height_for_panels(window: QMainWindow) -> int:
    """Pixels that the bars leave."""
    bars = [
        bar
        for bar in window.findChildren(QToolBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if bar.isVisible() and window.toolBarArea(bar) == Qt.ToolBarArea.TopToolBarArea
    ]
    top = max((bar.geometry().bottom() for bar in bars), default=0)
    return window.statusBar().geometry().top() - top
