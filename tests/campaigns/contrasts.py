"""How well texts are read on their grounds as they are really painted: every label, field, button and cell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableView, QWidget

from lrgui.colours.contrast import contrast
from tests.campaigns.sizes import named, seen

_FRAME = 4  # pixels of a field or button that are its edge
_SMALLEST = QSize(6, 6)
_BRIEF = 2  # a text of fewer pixels than so many squared is none
_ratio = lru_cache(maxsize=None)(contrast)


def faint_texts(window: QWidget, least: float) -> tuple[int, list[str]]:
    """How many texts were measured, and those whose contrast to their ground is less; each in a line."""
    picture, count, found = pixels(window.grab().toImage()), 0, []
    for widget, area in _texts(window):
        corner = widget.mapTo(window, area.topLeft())
        part = picture[corner.y() : corner.y() + area.height(), corner.x() : corner.x() + area.width()]
        measured = painted_contrast(part)
        if measured is not None:
            count += 1
            if measured < least:
                found.append(f"{named(widget)} at {area.getRect()}: {measured:.2f}")
    return count, found


def pixels(picture: QImage) -> np.ndarray:
    """0xRRGGBB of every pixel, of shape (height, width)."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), picture.bytesPerLine() // 4)
    return np.array(flat[:, : picture.width()] & 0xFFFFFF)


def painted_contrast(part: np.ndarray) -> float | None:
    """Between the commonest colour and that which differs most from it; None where there is nothing but ground."""
    colours, counts = np.unique(part, return_counts=True)
    if len(colours) < _BRIEF:
        return None
    ground = colours[np.argmax(counts)]
    return max(_ratio(f"#{ground:06x}", f"#{colour:06x}") for colour in colours.tolist())


def _texts(window: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """Everything that can be seen and is not switched off, with where its text is."""
    for widget in seen(window):
        if not widget.isEnabled() or widget.visibleRegion().isEmpty():
            continue
        shown = widget.visibleRegion().boundingRect()
        for area in _areas(widget):
            area = area.intersected(shown)
            if area.width() >= _SMALLEST.width() and area.height() >= _SMALLEST.height():
                yield widget, area


def _areas(widget: QWidget) -> Iterator[QRect]:
    inner = widget.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
    if isinstance(widget, QLabel):
        if widget.text().strip() and widget.pixmap().isNull():
            yield widget.contentsRect()
    elif isinstance(widget, QAbstractButton):
        if widget.text().strip() and widget.icon().isNull():
            yield inner
    elif isinstance(widget, QComboBox):
        if widget.currentText():
            yield inner.adjusted(0, 0, -inner.height(), 0)  # without its arrow
    elif isinstance(widget, QLineEdit):
        if widget.displayText():
            yield inner
    elif isinstance(widget, QTableView):
        for row in range(widget.model().rowCount()):
            for column in range(widget.model().columnCount()):
                index = widget.model().index(row, column)
                cell = widget.visualRect(index).adjusted(1, 1, -1, -2)
                if str(index.data() or "").strip() and widget.viewport().rect().contains(cell):
                    yield QRect(widget.viewport().mapTo(widget, QPoint(0, 0)) + cell.topLeft(), cell.size())
