"""Frames as files of their own, PDF or PNG, and the line by which LaTeX's package `animate` plays them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from lrgui.core.files.atomic import PendingFiles
from lrgui.core.files.authorship import LATEX_MARK
from lrgui.core.files.document import read, write
from lrgui.export.animation.frame_files import frame_numbers, frame_paths, latex_path
from lrgui.export.animation.frame_times import Film
from lrgui.export.figure.figure import Figure
from lrgui.export.formats import figure_files
from lrgui.export.formats.encoder import Encoder
from lrgui.export.formats.raster import raster


def latex_line(path: str, film: Film) -> str:
    """The line for a document in the same folder as the frames that are written for `path`."""
    numbers = frame_numbers(film)
    return f"\\animategraphics[loop,controls]{{{film.fps:g}}}{{{Path(path).stem}-}}{{{numbers[0]}}}{{{numbers[-1]}}}"


def latex_file(path: str, film: Film) -> str:
    """The line, and what it needs, for `\\input`."""
    return f"{LATEX_MARK}. In the preamble: \\usepackage{{animate}}\n{latex_line(path, film)}%\n"


class Numbered(Encoder):
    """Writes every frame to a file that carries the experiment at its update, and at last the line for LaTeX."""

    def __init__(self, pending: PendingFiles, path: str, film: Film, experiment: bytes) -> None:
        super().__init__()
        self._pending, self._path, self._film = pending, path, film
        self._document = read(experiment)
        self._ending = Path(path).suffix.lower()
        self._frames = iter(frame_paths(path, film))

    def draw(self, figure: Figure) -> Any:
        view = replace(self._document.view, position=figure.position)
        inside = write(replace(self._document, view=view))
        if self._ending == ".pdf":
            return figure_files.pdf(figure, inside)
        return raster(figure), inside

    def add(self, frame: Any) -> None:
        content = frame if self._ending == ".pdf" else figure_files.packed(*frame)
        self._write(next(self._frames), content)

    def finish(self) -> None:
        self._write(latex_path(self._path), latex_file(self._path, self._film).encode())

    def _write(self, path: str, content: bytes) -> None:
        Path(self._pending.new(path)).write_bytes(content)
