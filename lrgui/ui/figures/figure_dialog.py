"""The dialog that exports figures: to files, or to the clipboard."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.model.errors import InvalidValue
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.figure_files import FORMATS, figure_in_steps
from lrgui.export.steps import part
from lrgui.ui.figures.clipboard_picture import MOST_COPIED, picture_in_steps
from lrgui.ui.figures.export_dialog import PictureDialog
from lrgui.ui.figures.figure_source import Source
from lrgui.ui.widgets import destination


class FigureDialog(PictureDialog):
    def __init__(self, window: QWidget, source: Source, panels: tuple[str, ...] = ()) -> None:
        super().__init__(window, source, panels, together=False)
        self.setWindowTitle(self.tr("Export figure"))
        self.export = self.add_button(self.tr("Export…"), primary=True)
        self.copy = self.add_button(self.tr("Copy"))
        self.close_button = self.add_button(self.tr("Close"))
        self.export.clicked.connect(self._on_export)
        self.copy.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.reject)
        source.session.position_changed.connect(self.follow)

    def make_figures(self, options: FigureOptions) -> Iterator[Figure]:
        choices, view, scene = self.form.choices, self.source.view, self.source.scene()
        sets = [(panel,) for panel in choices.panels] if choices.separate else [choices.panels]
        return (Figure(panels, options, view, scene) for panels in sets)

    def enable(self) -> None:
        choices, right = self.form.choices, not self.problem
        self.export.setEnabled(right)
        several = choices.separate and len(choices.panels) > 1
        self.copy.setEnabled(right and not several)
        self.copy.setToolTip(
            self.tr("The clipboard holds one picture; choose “In one picture”.")
            if several
            else self.tr("Copies the picture for other programs.")
        )

    def _ready(self) -> bool:
        """Takes what was typed last, and draws what the session shows now."""
        self.form.typed.finish()
        self.refresh()
        return not self.problem

    @Slot()
    def _on_copy(self) -> None:
        if not self._ready():
            return
        figure = self.figures[0]
        try:
            figure.options.check_pixels(MOST_COPIED)
        except InvalidValue as error:
            self.say(self.form.in_words(error), bad=True)
            return
        picture = self.done_in_steps(picture_in_steps(figure, figure.file(self.source.document())))
        if picture is not None:
            QGuiApplication.clipboard().setMimeData(picture)
            self.say(self.tr("Copied as a picture of {0} × {1} pixels.").format(*figure.options.pixels))

    @Slot()
    def _on_export(self) -> None:
        if not self._ready():
            return
        choices = self.form.choices
        several = len(self.figures) > 1
        name = self.source.stem(() if several else choices.panels) + choices.format
        settings = self.source.settings
        path = destination.ask_path(self, self.windowTitle(), settings.folder / name, tuple(FORMATS), several=several)
        if path is None:
            return
        settings.folder = path.parent
        self.form.choices = replace(choices, format=path.suffix.lower())
        targets = self._targets(path)
        if several and not destination.may_replace(self, list(targets)):
            return
        contents = self.done_in_steps(self._contents(targets))
        if contents is None:
            return
        problem = destination.write_all(contents)
        if problem:
            self.say(problem, bad=True)
            return
        self.said.emit(destination.wrote(list(targets)))
        self.accept()

    def _contents(self, targets: dict[Path, Figure]) -> Generator[float, None, dict[Path, bytes]]:
        """What the files will hold."""
        document = self.source.document()
        contents: dict[Path, bytes] = {}
        for done, (to, figure) in enumerate(targets.items()):
            work = figure_in_steps(figure, str(to), figure.file(document))
            contents[to] = yield from part(work, done / len(targets), (done + 1) / len(targets))
        return contents

    def _targets(self, path: Path) -> dict[Path, Figure]:
        """Which figure goes where: of several each one's name ends with its panel's."""
        if len(self.figures) == 1:
            return {path: self.figures[0]}
        return {path.with_name(f"{path.stem}-{figure.panels[0]}{path.suffix}"): figure for figure in self.figures}
