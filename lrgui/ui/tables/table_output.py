"""Tables to the clipboard and into files."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lrgui.core.files.atomic import PendingFiles
from lrgui.core.model.errors import InvalidValue
from lrgui.drawing.scene import Scene
from lrgui.session.settings import Settings
from lrgui.text.language import translate
from lrgui.text.names import error_sentence
from lrgui.text.numbers import format_count, format_number
from lrgui.ui.tables.table_choice import SUFFIXES, ChosenTable
from lrgui.ui.widgets import destination
from lrgui.ui.widgets.progress_dialog import Stopped, wait_for

MOST_ROWS_OF_HTML = 20_000
MOST_COPIED = 20_000_000  # characters: other programs hang over more on the clipboard


def size_text(characters: int) -> str:
    """A size as people say it."""
    for unit, size in (("MB", 1e6), ("KB", 1e3)):
        if characters >= size:
            return f"{format_number(characters / size, 2 if characters < 100 * size else 3)} {unit}"
    return translate("Tables", "{0} {0:character|characters}").format(format_count(characters))


def copy_table(parent: QWidget, chosen: ChosenTable, scene: Scene) -> str:
    """Copies the text of a table; returns a sentence that says so, or why not."""
    size = chosen.estimate(scene)
    if size > MOST_COPIED:
        text = translate("Tables", "The table has about {0}, too much for the clipboard: export it to a file.")
        return text.format(size_text(size))
    count, pieces = chosen.count(scene), list[str]()
    try:
        wait_for(parent, _title(), translate("Tables", "Copying the table…"), _collected(chosen, scene, pieces))
    except Stopped:
        return translate("Tables", "Stopped: nothing was copied.")
    except InvalidValue as error:
        return error_sentence(error)
    copied = QMimeData()
    copied.setText("".join(pieces))
    if chosen.form == "tsv" and count <= MOST_ROWS_OF_HTML:
        copied.setHtml("".join(chosen.html(scene)))
    QGuiApplication.clipboard().setMimeData(copied)
    return translate("Tables", "Copied a table: {0} {0:row|rows}").format(format_count(count))


def save_table(parent: QWidget, chosen: ChosenTable, scene: Scene, settings: Settings, stem: str) -> str:
    """Asks for a file, whose ending decides about the format, and writes it; returns what happened, if anything."""
    suffixes = [SUFFIXES[form] for form in chosen.forms()]
    start = settings.folder / (stem + SUFFIXES[chosen.form])
    path = destination.ask_path(parent, _title(), start, suffixes)
    if path is None:
        return ""
    form = next(form for form, suffix in SUFFIXES.items() if suffix == path.suffix.lower())
    settings.folder = path.parent
    return _write(parent, replace(chosen, form=form), scene, path)


def _title() -> str:
    return translate("Tables", "Export table")


def _collected(chosen: ChosenTable, scene: Scene, pieces: list[str]) -> Generator[float, None, None]:
    """Appends the text of a table to `pieces`; yields the share that is done."""
    for piece, share in chosen.pieces(scene):
        pieces.append(piece)
        yield share


def _written(chosen: ChosenTable, scene: Scene, path: Path) -> Generator[float, None, None]:
    """Writes the text of a table, whole or not at all; yields the share that is done."""
    with PendingFiles() as pending:
        with open(pending.new(path), "wb") as file:
            for piece, share in chosen.pieces(scene):
                file.write(piece.encode())
                yield share
        pending.publish()


def _write(parent: QWidget, chosen: ChosenTable, scene: Scene, path: Path) -> str:
    said = translate("Tables", "Writing {0}…").format(path.name)
    try:
        wait_for(parent, _title(), said, _written(chosen, scene, path))
    except Stopped:
        return translate("Tables", "Stopped: {0} was not written.").format(path)
    except OSError as error:
        return destination.failure(error, path)
    except InvalidValue as error:
        return error_sentence(error)
    return destination.wrote([path])
