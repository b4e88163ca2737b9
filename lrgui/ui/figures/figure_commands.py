"""Pictures of what the window shows: exported, copied and dragged, from menu, keys and the panels themselves."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Slot
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QPixmap

from lrgui.export.figure.figure import Figure
from lrgui.ui.figures.animation_dialog import AnimationDialog
from lrgui.ui.figures.clipboard_picture import add_file, fine_enough, picture_of
from lrgui.ui.figures.figure_choices import remembered
from lrgui.ui.figures.figure_dialog import FigureDialog
from lrgui.ui.figures.figure_source import DOCKS, Source
from lrgui.ui.figures.pointed_panel import PointedPanel

if TYPE_CHECKING:
    from lrgui.ui.window.main_window import MainWindow

_UNDER_CURSOR = 160  # pixels: the width of the picture that goes along with the mouse


class Exporting(QObject):
    """Answers the window's actions and its docks' wishes for pictures."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.source = Source(window)
        self._window = window
        self._pointed = PointedPanel(window.docks.values(), self)
        self._folder: Path | None = None
        window.actions_by_name["export-figure"].triggered.connect(self.export)
        window.actions_by_name["copy-picture"].triggered.connect(self.copy_pointed)
        window.actions_by_name["export-animation"].triggered.connect(self.export_animation)
        for dock in window.docks.values():
            if dock.panel.name not in DOCKS:
                dock.offer_no_picture()
            dock.export_wanted.connect(self.export_panel)
            dock.copy_wanted.connect(self.copy_panel)
            dock.drag_wanted.connect(self.drag_panel)

    # The dialog

    @Slot()
    def export(self) -> None:
        """Opens the dialog with what was chosen last."""
        FigureDialog(self.source).open()

    @Slot()
    def export_animation(self) -> None:
        AnimationDialog(self.source).open()

    @Slot(str)
    def export_panel(self, dock: str) -> None:
        """Opens the dialog for one panel."""
        FigureDialog(self.source, self.source.panels_of(dock)).open()

    # Clipboard

    @Slot()
    def copy_pointed(self) -> None:
        """Copies the panel that is meant, of those that can be seen; of the steps, which are no picture, the table."""
        for dock in self._pointed.order():
            if dock.isVisible() and dock.panel.name == "steps":
                self._window.tables.copy("steps", "tsv")
                return
            if dock.isVisible() and self.source.panels_of(dock.panel.name):
                self.copy_panel(dock.panel.name)
                return

    @Slot(str)
    def copy_panel(self, dock: str) -> None:
        picture = self._picture(dock)
        QGuiApplication.clipboard().setMimeData(picture)
        size = _image(picture).size()
        text = self.tr("Copied “{0}” as a picture of {1} × {2} pixels.")
        self._window.say(text.format(self._window.docks[dock].panel.title(), size.width(), size.height()))

    def _picture(self, dock: str) -> QMimeData:
        """A panel as it would be exported, and fine enough for this screen."""
        source, panels = self.source, self.source.panels_of(dock)
        choices = replace(remembered(self._window.settings), panels=panels, separate=False)
        options = fine_enough(choices.options(source.language, len(panels)), self._window.docks[dock].width())
        with closing(Figure(panels, options, source.look(), source.scene())) as figure:
            return picture_of(figure, source.experiment_file())

    # Dragging

    @Slot(str)
    def drag_panel(self, dock: str) -> None:
        """A picture goes along with the mouse, until it is dropped."""
        picture = self._picture(dock)
        add_file(picture, self._temporary_folder() / f"{self.source.stem(self.source.panels_of(dock))}.png")
        drag = QDrag(self._window.docks[dock])
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
