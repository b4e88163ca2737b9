"""One line that says what the curves of a plot mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from lrgui.plot import STYLES
from lrgui.ui import theme

_SAMPLE, _GAP, _BESIDE = 22, 6, 16  # pixels

Entry = tuple[str, str, str]  # text, colour, pattern


class LineLegend(QWidget):
    """What has no room is left out, the last ones first."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self.setSizePolicy(self.sizePolicy().Policy.Ignored, self.sizePolicy().Policy.Fixed)
        theme.CHANGES.changed.connect(self.update)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        if list(entries) != self._entries:
            self._entries = list(entries)
            self.setAccessibleName(", ".join(text for text, _, _ in entries))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().lineSpacing() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, metrics = theme.now(), self.fontMetrics()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x, middle = 6.0, self.height() / 2
            for text, colour, pattern in self._entries:
                width = metrics.horizontalAdvance(text)
                if x + _SAMPLE + _GAP + width > self.width():
                    break
                pen = QPen(QColor(now.seen(colour)), 2.0)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                if (dashes := STYLES[pattern]) is not None:
                    pen.setDashPattern(dashes)
                painter.setPen(pen)
                painter.drawLine(QPointF(x, middle), QPointF(x + _SAMPLE, middle))
                painter.setPen(QColor(now.text))
                painter.drawText(QPointF(x + _SAMPLE + _GAP, middle + metrics.ascent() / 2 - 1), text)
                x += _SAMPLE + _GAP + width + _BESIDE
