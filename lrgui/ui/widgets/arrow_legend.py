"""One line that says what the arrows of a plot mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from lrgui.drawing.arrows import Entry
from lrgui.text.numbers import format_number
from lrgui.ui import theme

_GAP = 4 * "\u00a0"  # between two entries


class ArrowLine(QLabel):
    """Hidden while there are no arrows; words give way to letters where there is no room for both."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setContentsMargins(6, 0, 6, 0)
        self.setSizePolicy(self.sizePolicy().Policy.Ignored, self.sizePolicy().Policy.Fixed)
        theme.CHANGES.changed.connect(self._fit)
        self.hide()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.setVisible(bool(entries))
        if list(entries) != self._entries:
            self._entries = list(entries)
            self._fit()

    @Slot()
    def _fit(self) -> None:
        long = [entry.text for entry in self._entries]
        plain = _GAP.join(f"→ {text}" for text in long)
        fits = self.fontMetrics().horizontalAdvance(plain) <= self.width() - 12
        texts = long if fits else _shortened(self._entries)
        seen = theme.now().seen
        parts = (
            f'<span style="color: {seen(entry.colour)}; font-weight: bold">→</span>&nbsp;{text.replace(" ", "&nbsp;")}'
            for entry, text in zip(self._entries, texts, strict=True)
        )
        self.setText(_GAP.join(parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _shortened(entries: Sequence[Entry]) -> list[str]:
    """Letters only, and the scale once for all neighbours that share it."""
    following = [*(entry.scale for entry in entries[1:]), 0.0]
    return [
        entry.short if entry.scale in (1.0, after) else f"{entry.short} (× {format_number(entry.scale)})"
        for entry, after in zip(entries, following, strict=True)
    ]
