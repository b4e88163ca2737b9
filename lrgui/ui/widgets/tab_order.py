"""In which order Tab goes through a window: as an eye reads it, whatever was made first and wherever panels are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

_REGIONS = (QToolBar, QDockWidget, QTabBar, QScrollArea)
_OVERLAP = 2  # pixels by which neighbours may overlap
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
    ordered = _read(list(regions), lambda region: _place(region, window))
    return [widget for region in ordered for widget in _read(regions[region], lambda w: _place(w, window))]


def go(window: QWidget, *, forward: bool) -> bool:
    """To the next of them, or the one before; from the last to the first."""
    order = stops(window)
    if not order:
        return False
    here = QApplication.focusWidget()
    next_one, outer = (1, 0) if forward else (-1, -1)
    at = (order.index(here) + next_one) % len(order) if here in order else outer
    order[at].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    around = order[at].parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(order[at])
        around = around.parentWidget()
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
    """The toolbar or panel that it belongs to, else itself; none for what is in a panel behind another one."""
    region = widget
    parent: QWidget | None = widget
    while parent is not None and parent is not window:
        if isinstance(parent, _REGIONS):
            region = parent
        parent = parent.parentWidget()
    return None if region.visibleRegion().isEmpty() else region


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _read(items: Sequence[Item], place: Callable[[Item], QRect]) -> list[Item]:
    """Row by row, and where no line goes between rows, column by column; so again in each of them."""
    if len(items) < 2:
        return list(items)
    for start, end in ((QRect.top, QRect.bottom), (QRect.left, QRect.right)):
        groups = _cut([(start(place(item)), end(place(item)), item) for item in items])
        if len(groups) > 1:
            return [item for group in groups for item in _read(group, place)]
    return sorted(items, key=lambda item: (place(item).top(), place(item).left()))


def _cut(items: Sequence[tuple[int, int, Item]]) -> list[list[Item]]:
    """What overlaps along an axis stays together. items: with their first and last pixel there."""
    groups: list[list[Item]] = []
    reached = 0
    for start, end, item in sorted(items, key=lambda each: each[0]):
        if groups and start <= reached - _OVERLAP:
            groups[-1].append(item)
            reached = max(reached, end)
        else:
            groups.append([item])
            reached = end
    return groups
