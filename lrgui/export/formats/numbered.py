"""Frames as files of their own, PDF or PNG, and the line by which LaTeX's package `animate` plays them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from lrgui.core.files import embedding
from lrgui.core.files.atomic import PendingFiles
from lrgui.export.animation.frame_times import Film
from lrgui.export.figure.figure import Figure
from lrgui.export.figure.options import FigureOptions
from lrgui.export.formats import figure_files
from lrgui.export.formats.encoder import Encoder, Frame, picture


def latex_line(path: str, film: Film) -> str:
    """The line for a document in the same folder as the frames that are written for `path`."""
    options = "[loop,controls]"
    last = len(film.updates()) - 1
    return f"\\animategraphics{options}{{{film.fps:g}}}{{{Path(path).stem}-}}{{0}}{{{last}}}"


def latex_file(path: str, film: Film) -> str:
    """The line, and what it needs, for `\\input`."""
    return f"% In the preamble: \\usepackage{{animate}}\n{latex_line(path, film)}%\n"


def png_bytes(frame: Frame, options: FigureOptions, experiment: bytes) -> bytes:
    """A frame as a PNG that carries the experiment."""
    height, width = frame.shape
    image = Image.frombuffer("RGBA", (width, height), frame)
    out = io.BytesIO()
    image = image if options.transparent else image.convert("RGB")
    image.save(out, "PNG", dpi=(options.dpi, options.dpi))
    return embedding.embed_png(out.getvalue(), experiment)


class Numbered(Encoder):
    """Writes name-0.pdf, name-1.pdf … (or .png) for name.pdf, and name.tex with the line for LaTeX."""

    def __init__(self, pending: PendingFiles, path: str, film: Film, experiment: bytes) -> None:
        self._pending, self._path, self._film, self._experiment = pending, path, film, experiment
        self._stem, self._ending = str(Path(path).with_suffix("")), Path(path).suffix.lower()
        self._added = 0

    def draw(self, figure: Figure) -> Any:
        if self._ending == ".pdf":
            return figure_files.pdf(figure, self._experiment)
        return picture(figure, transparent=figure.options.transparent), figure.options

    def add(self, frame: Any) -> None:
        if self._ending == ".pdf":
            content = frame
        else:
            pixels, options = frame
            content = png_bytes(pixels, options, self._experiment)
        self._write(f"{self._stem}-{self._added}{self._ending}", content)
        self._added += 1

    def finish(self) -> None:
        self._write(f"{self._stem}.tex", latex_file(self._path, self._film).encode())

    def _write(self, path: str, content: bytes) -> None:
        Path(self._pending.new(path)).write_bytes(content)
