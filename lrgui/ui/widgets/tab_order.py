"""In which order Tab goes through a window: as an eye reads it, whatever was made first and wherever panels are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDockWidget,
    QScrollArea,
    QTabBar,
    QToolBar,
    QWidget,
)

from lrgui.ui.theme import scaled

_REGIONS = (QToolBar, QDockWidget, QTabBar, QScrollArea)
_LEVEL = 45  # pixels of the text's normal size: tops of regions that differ by less are beside each other
Item = TypeVar("Item")


class EyeDialog(QDialog):
    """A dialog through which Tab goes in this order."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go(self, forward=forward) or super().focusNextPrevChild(forward)


def stops(window: QWidget) -> list[QWidget]:
    """Everything in the window that the keyboard can be with: region by region, and in each line by line."""
    regions: dict[QWidget, list[QWidget]] = {}
    for widget in window.findChildren(QWidget):
        if _is_stop(widget, window):
            region = _region(widget, window)
            if region is not None:
                regions.setdefault(region, []).append(widget)

    def place(region: QWidget) -> QRect:
        """Of the window itself that of what is in no other region."""
        if region is not window:
            return _place(region, window)
        rects = [_place(widget, window) for widget in regions[region]]
        return reduce(QRect.united, rects)

    ordered = _lines(list(regions), place, scaled(_LEVEL))
    return [widget for region in ordered for widget in _lines(regions[region], lambda w: _place(w, window))]


def go(window: QWidget, *, forward: bool) -> bool:
    """To the next of them, or the one before; from the last to the first."""
    order = stops(window)
    if not order:
        return False
    here = QApplication.focusWidget()
    next_one, outer = (1, 0) if forward else (-1, -1)
    at = (order.index(here) + next_one) % len(order) if here in order else outer
    order[at].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _is_stop(widget: QWidget, window: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return False
    if not widget.isVisibleTo(window) or not widget.isEnabled() or widget.window() is not window:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive() or group.checkedButton() is None:
        return True
    return widget is group.checkedButton()  # the arrows go on from there


def _region(widget: QWidget, window: QWidget) -> QWidget | None:
    """The toolbar or panel that it belongs to, else the window; none for what is in a panel behind another one."""
    region = window
    parent: QWidget | None = widget
    while parent is not None and parent is not window:
        if isinstance(parent, _REGIONS):
            region = parent
        parent = parent.parentWidget()
    return None if region.visibleRegion().isEmpty() else region


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _lines(items: Sequence[Item], place: Callable[[Item], QRect], level: int | None = None) -> list[Item]:
    """From left to right, line by line. level: how far the tops of a line may differ; without it, a line is what has
    its middle at the height of the first.
    """
    places = {id(item): place(item) for item in items}

    def height(item: Item) -> int:
        rect = places[id(item)]
        return rect.top() if level is not None else rect.center().y()

    lines: list[list[Item]] = []
    for item in sorted(items, key=height):
        first = places[id(lines[-1][0])] if lines else QRect()
        limit = first.top() + level if level is not None else first.bottom()
        if lines and height(item) <= limit:
            lines[-1].append(item)
        else:
            lines.append([item])
    return [item for line in lines for item in sorted(line, key=lambda item: places[id(item)].left())]
