"""A row of controls of which some give way where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class GivingRow(QWidget):
    """Those that give way can be reached elsewhere too, in a menu; the last ones go first.

    It places them itself: a layout would ask for the room of all of them.
    """

    def __init__(self, spacing: int = 2) -> None:
        super().__init__()
        self._spacing = spacing
        self._giving: dict[QWidget, bool] = {}  # every widget, and whether it gives way
        self._unwanted: set[QWidget] = set()

    def add(self, widget: QWidget, *, gives_way: bool = False) -> None:
        """At the right of the others."""
        widget.setParent(self)
        self._giving[widget] = gives_way

    def want(self, widget: QWidget, on: bool) -> None:
        """Whether a widget is of any use now."""
        if on == (widget in self._unwanted):
            (self._unwanted.discard if on else self._unwanted.add)(widget)
            self._changed()

    def _width(self, *, least: bool) -> int:
        shown = [w for w, gives in self._giving.items() if w not in self._unwanted and not (least and gives)]
        return sum(w.sizeHint().width() for w in shown) + self._spacing * max(0, len(shown) - 1)

    def sizeHint(self) -> QSize:
        return QSize(self._width(least=False), max(w.sizeHint().height() for w in self._giving))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(least=True), self.sizeHint().height())

    def _changed(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        room, x = self.width() - self._width(least=True), 0
        for widget, gives in self._giving.items():
            size = widget.sizeHint()
            if gives and widget not in self._unwanted:
                room -= size.width() + self._spacing
            shown = widget not in self._unwanted and not (gives and room < 0)
            widget.setVisible(shown)
            if shown:
                widget.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
                x += size.width() + self._spacing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # one of them has another size
            self._changed()
        return super().event(event)
