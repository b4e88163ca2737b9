"""The files of an animation: one, or for LaTeX one of every frame and one with the line that plays them."""

from __future__ import annotations

from pathlib import Path

from lrgui.export.animation.frame_times import Film

NUMBERED = (".pdf", ".png")  # of which every frame is a file of its own


def files_of(path: str, film: Film) -> list[str]:
    """All files that an animation with the name `path` becomes, in the order in which they are written."""
    if Path(path).suffix.lower() not in NUMBERED:
        return [path]
    return [*frame_paths(path, film), latex_path(path)]


def frame_numbers(film: Film) -> list[str]:
    """The numbers of the frames from 0 on, all of one length, so that any list of files has them in their order."""
    count = len(film.updates())
    digits = len(str(count - 1))
    return [f"{i:0{digits}}" for i in range(count)]


def frame_paths(path: str, film: Film) -> list[str]:
    """name-00.pdf, name-01.pdf … for name.pdf."""
    whole = Path(path)
    return [str(whole.with_name(f"{whole.stem}-{number}{whole.suffix.lower()}")) for number in frame_numbers(film)]


def latex_path(path: str) -> str:
    """The file with the line for LaTeX: written last, it is the one on which a Makefile can depend."""
    whole = Path(path)
    return str(whole.with_name(f"{whole.stem}-animate.tex"))
