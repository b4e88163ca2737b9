"""A formula in symbols and in figures, in as many lines as it takes."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel

_GAP = "      "
_PADDING = 6, 10  # pixels above and below, left and right, as the style sheet has them


class FormulaLine(QLabel):
    """Symbols give way to the figures, and these are broken before a sign of their own, "=" first: never in a number.

    Once it has a second line it keeps it while the numbers change: the plot above must not jump.
    """

    def __init__(self) -> None:
        super().__init__()
        self._symbols, self._figures = "", ""
        self._lines = 1
        self._shown: tuple[object, ...] = ()
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setObjectName("formula")
        self.setMinimumWidth(0)
        self.setSizePolicy(self.sizePolicy().Policy.Ignored, self.sizePolicy().Policy.Fixed)

    def show_formula(self, symbols: str, figures: str) -> None:
        """No symbols: `figures` is a sentence."""
        self._symbols, self._figures = symbols, figures
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * _PADDING[1] - 10
        font = QFont(self.font())
        font.setBold(bool(self._symbols))
        shown = self._symbols, self._figures, room, font.key(), self._lines
        if shown == self._shown or room <= 0:
            return
        self._shown = shown
        bold, plain = QFontMetrics(font), self.fontMetrics()
        lines = _broken(self._figures, room, bold)
        beside = plain.horizontalAdvance(self._symbols + _GAP) + bold.horizontalAdvance(self._figures) <= room
        self._lines = max(self._lines, len(lines))
        figures = "<br>".join(lines)
        figures = f"<b>{figures}</b>" if self._symbols else figures
        gap = f'<span style="white-space: pre">{_GAP}</span>'
        self.setText(f"{self._symbols}{gap}{figures}" if beside and self._symbols else figures)
        self.setToolTip("" if beside else self._symbols)
        self.setFixedHeight(self._lines * bold.lineSpacing() + 2 * _PADDING[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lines = 1
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange) and hasattr(self, "_shown"):
            self._lines = 1
            self._fit()


def _broken(text: str, room: int, metrics: QFontMetrics) -> list[str]:
    """The text in lines: whole, broken before its "=", or before whatever sign has a blank before it."""
    if metrics.horizontalAdvance(text) <= room:
        return [text]
    before, sign, after = text.rpartition(" = ")
    if sign and all(metrics.horizontalAdvance(part) <= room for part in (before, f"= {after}")):
        return [before, f"= {after}"]
    lines = [""]
    for part in re.split(r" (?=[^\w\d.(])|(?<=[^\x00-\x7f]) (?=\w)|(?<=[a-z,:]) ", text):
        longer = f"{lines[-1]} {part}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines
