"""A line of items that gives way where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class GivingLine(QLabel):
    """Items that do not fit are left out, the last ones first; none is ever cut, for half a number is a wrong one."""

    def __init__(self, between: str = " · ", side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__()
        self._between, self._full = between, ""
        self.setObjectName("muted")
        self.setTextFormat(Qt.TextFormat.PlainText)  # names of files and of classes are no markup
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().height())

    @property
    def full_text(self) -> str:
        """All items, those too that have no room now."""
        return self._full

    def show_text(self, text: str) -> None:
        """Shows as much of it as there is room for."""
        if text != self._full:
            self._full = text
            self._fit()

    def _fit(self) -> None:
        items = self._full.split(self._between)
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        while items and metrics.horizontalAdvance(self._between.join(items)) > room:
            items.pop()
        self.setText(self._between.join(items))
        self.setToolTip("" if self.text() == self._full else self._full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_full"):
            self._fit()
