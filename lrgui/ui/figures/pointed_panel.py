"""Which panel is meant where nobody says so: the one that the mouse is at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

from lrgui.plot import Plot
from lrgui.ui.panels.panel_dock import PanelDock


class PointedPanel(QObject):
    """Watches where the mouse is and where it was pressed last.

    A label whose text is selected keeps its own Ctrl+C, as fields for text do of themselves.
    """

    def __init__(self, docks: Iterable[PanelDock], parent: QObject) -> None:
        super().__init__(parent)
        self._docks = tuple(docks)
        self._over: PanelDock | None = None
        self._clicked: PanelDock | None = None
        for dock in self._docks:
            viewports = [area.viewport() for area in dock.findChildren(QAbstractScrollArea)]
            labels = [label for label in dock.findChildren(QLabel) if _selectable(label)]
            for part in (dock, dock.header, *viewports, *labels):
                part.installEventFilter(self)
            dock.panel.plot_added.connect(self._watch)

    @Slot(object)
    def _watch(self, plot: Plot) -> None:
        """A plot that was made later."""
        plot.viewport().installEventFilter(self)

    def order(self) -> list[PanelDock]:
        """All docks: the one that the mouse is over first, then the one clicked last, then the others."""
        first = [dock for dock in (self._over, self._clicked) if dock is not None]
        return list(dict.fromkeys([*first, *self._docks]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._clicked = _dock_of(watched)
        elif kind == QEvent.Type.Enter and isinstance(watched, PanelDock):
            self._over = watched
        elif kind == QEvent.Type.Leave and watched is self._over:
            self._over = None
        elif kind == QEvent.Type.ShortcutOverride and isinstance(watched, QLabel) and watched.hasSelectedText():
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        return super().eventFilter(watched, event)


def _selectable(label: QLabel) -> bool:
    return bool(label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse)


def _dock_of(part: QObject) -> PanelDock | None:
    widget = part if isinstance(part, QWidget) else None
    while widget is not None and not isinstance(widget, PanelDock):
        widget = widget.parentWidget()
    return widget
