"""Air around the cards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QToolBar


def add_margins(window: QMainWindow) -> None:
    """A main window has no margins that leave its bars alone, so empty bars make them."""
    window.addToolBarBreak()
    for area, pixels in (
        (Qt.ToolBarArea.TopToolBarArea, 6),
        (Qt.ToolBarArea.LeftToolBarArea, 8),
        (Qt.ToolBarArea.RightToolBarArea, 8),
        (Qt.ToolBarArea.BottomToolBarArea, 8),
    ):
        bar = QToolBar()
        bar.setObjectName(f"margin-{area.name}")
        bar.setProperty("margin", True)
        bar.setMovable(False)
        bar.toggleViewAction().setVisible(False)
        upright = area in (Qt.ToolBarArea.LeftToolBarArea, Qt.ToolBarArea.RightToolBarArea)
        bar.setFixedWidth(pixels) if upright else bar.setFixedHeight(pixels)
        window.addToolBar(area, bar)
