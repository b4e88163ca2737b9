"""Pictures of what the window shows: exported, copied and dragged, from menu, keys and the panels themselves.

Dialogs and all that writes files are imported when they are asked for: the window opens without them.
"""

from __future__ import annotations

import shutil
import tempfile
import time
import weakref
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QDrag, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QWidget

from lrgui.core.model.errors import InvalidValue
from lrgui.drawing.quantities import computing
from lrgui.text.names import error_sentence
from lrgui.ui.figures.drawing_bar import drawn
from lrgui.ui.figures.figure_choices import remember, remembered
from lrgui.ui.figures.figure_source import PICTURED, Source
from lrgui.ui.figures.pointed_panel import PointedPanel
from lrgui.ui.panels.panel_dock import PanelDock
from lrgui.ui.widgets import destination
from lrgui.ui.widgets.progress_dialog import WAIT_MS

if TYPE_CHECKING:
    from lrgui.ui.figures.export_dialog import PictureDialog

_TABLES = ("runs", "steps")  # panels
_UNDER_CURSOR = 160  # pixels: the width of the picture that goes along with the mouse


class Exporting(QObject):
    """Answers the window's actions and its docks' wishes for pictures.

    Signals: `said(sentence)`; `table_wanted(panel)` where the panel that is meant is a table to be copied.
    """

    said = Signal(str)
    table_wanted = Signal(str)

    def __init__(
        self, window: QWidget, source: Source, actions: dict[str, QAction], docks: dict[str, PanelDock]
    ) -> None:
        super().__init__(window)
        self.source = source
        self._window, self._docks = window, docks
        self._pointed = PointedPanel(docks.values(), self)
        self._folder: Path | None = None
        actions["export-figure"].triggered.connect(self.export)
        actions["copy-picture"].triggered.connect(self.copy_pointed)
        actions["export-animation"].triggered.connect(self.export_animation)
        for dock in docks.values():
            if dock.panel.name not in PICTURED:
                dock.offer_no_picture()
            dock.export_wanted.connect(self.export_panel)
            dock.copy_wanted.connect(self.copy_panel)
            dock.drag_wanted.connect(self.drag_panel)
        source.session.set_view(figure_language=remembered(source.settings).language or None)
        source.session.view_changed.connect(self._on_view)

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        """A file may speak of another language for figures, which is then remembered."""
        if "figure_language" in names:
            remember(self.source.settings, self.source.choices)

    # The dialog

    @Slot()
    def export(self) -> None:
        """Opens the dialog with what was chosen last."""
        from lrgui.ui.figures.figure_dialog import FigureDialog

        self._open(FigureDialog(self._window, self.source))

    @Slot()
    def export_animation(self) -> None:
        from lrgui.ui.figures.animation_dialog import AnimationDialog

        self._open(AnimationDialog(self._window, self.source))

    @Slot(str)
    def export_panel(self, panel: str) -> None:
        """Opens the dialog for one panel."""
        from lrgui.ui.figures.figure_dialog import FigureDialog

        # Of a panel that has nothing to show yet, those that can be seen.
        self._open(FigureDialog(self._window, self.source, self.source.plots_of(panel) or self.source.shown_plots()))

    def _open(self, dialog: PictureDialog) -> None:
        dialog.said.connect(self.said)
        dialog.open()

    # Clipboard

    @Slot()
    def copy_pointed(self) -> None:
        """Copies the panel that is meant, of those that can be seen: a table as a table, all others as a picture."""
        for dock in self._pointed.order():
            if dock.isVisible() and dock.panel.name in _TABLES:
                self.table_wanted.emit(dock.panel.name)
                return
            if dock.isVisible() and self.source.plots_of(dock.panel.name):
                self.copy_panel(dock.panel.name)
                return

    @Slot(str)
    def copy_panel(self, panel: str) -> None:
        picture = self._picture(panel)
        if picture is None:
            return
        QGuiApplication.clipboard().setMimeData(picture)
        size = _image(picture).size()
        text = self.tr("Copied “{0}” as a picture of {1} × {2} pixels.")
        self.said.emit(text.format(self._docks[panel].panel.title(), size.width(), size.height()))

    def _picture(self, panel: str) -> QMimeData | None:
        """A panel as it would be exported, and fine enough for this screen; None, and said why, where it cannot be."""
        from lrgui.export.figure.figure import Figure
        from lrgui.ui.figures.clipboard_picture import fine_enough, picture_in_steps

        source, plots = self.source, self.source.plots_of(panel)
        if not plots:
            self.said.emit(self.tr("“{0}” has nothing to show yet.").format(self._docks[panel].panel.title()))
            return None
        choices = replace(source.choices, panels=plots, separate=False)
        options = fine_enough(choices.options(source.language, len(plots)), self._docks[panel].width())

        # As it is now: it may play on while the picture is drawn.
        scene, view, document = source.scene(), source.view, source.document()

        def work() -> Generator[float, None, QMimeData]:
            yield from computing(plots, scene.history, scene.draw_order())
            with closing(Figure(plots, options, view, scene)) as figure:
                return (yield from picture_in_steps(figure, figure.file(document)))

        try:
            return drawn(self._window, self.tr("Picture"), work(), self.said.emit)
        except InvalidValue as error:
            self.said.emit(error_sentence(error))
        return None

    # Dragging

    @Slot(str)
    def drag_panel(self, panel: str) -> None:
        """A picture goes along with the mouse, until it is dropped."""
        from lrgui.ui.figures.clipboard_picture import add_file

        began = time.monotonic()
        picture = self._picture(panel)
        if picture is None:
            return
        if time.monotonic() - began > WAIT_MS / 1000 and not QGuiApplication.mouseButtons():
            return  # nobody drags any more
        path = self._temporary_folder() / f"{self.source.stem(self.source.plots_of(panel))}.png"
        try:
            add_file(picture, path)
        except OSError as error:  # programs that take no files have the picture all the same
            self.said.emit(destination.failure(error, path))
        drag = QDrag(self._docks[panel])
        drag.setMimeData(picture)
        small = _image(picture).scaledToWidth(_UNDER_CURSOR, Qt.TransformationMode.SmoothTransformation)
        drag.setPixmap(QPixmap.fromImage(small))
        drag.exec(Qt.DropAction.CopyAction)

    def _temporary_folder(self) -> Path:
        """Of this program; it goes when the program does, for whoever took a file may read it late."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="lrgui-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder


def _image(picture: QMimeData) -> QImage:
    image = picture.imageData()
    assert isinstance(image, QImage)
    return image
