"""Draws the figures and animations of `lrgui run`: with Qt, but without a display."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lrgui.cli.figure_options import FigureError, FigurePlan, Wanted
from lrgui.core.files.document import Document, write
from lrgui.core.model.errors import InvalidValue
from lrgui.core.training.history import History
from lrgui.preflight import import_problem

if TYPE_CHECKING:
    from lrgui.export.figure.figure import Figure


def figures(history: History, document: Document, plan: FigurePlan) -> dict[str, bytes]:
    """The contents of the figures' files by their names. Raises `FigureError`."""
    from lrgui.export.formats.figure_files import figure_bytes

    inside = write(document)
    contents = {}
    for wanted in plan.pictures:
        if not wanted.film:
            with _figure(history, plan, wanted) as figure:
                contents[wanted.path] = figure_bytes(figure, wanted.path, inside)
    return contents


def animations(history: History, document: Document, plan: FigurePlan, show: Callable[[float], None]) -> None:
    """Writes the animations, each whole or not at all; `show` is told how much of them is done, 0 … 1."""
    from lrgui.drawing.scene import Scene
    from lrgui.export.animation.animation import write_animation

    scene_at = Scene.of(history, plan.view).at

    films = [wanted for wanted in plan.pictures if wanted.film]
    for i, wanted in enumerate(films):
        with _figure(history, plan, wanted) as figure:
            try:
                for share in write_animation(wanted.path, figure, scene_at, plan.film, write(document)):
                    show((i + share) / len(films))
            except InvalidValue as error:  # a format that cannot be written here
                raise FigureError(f"--animation {wanted.said}: {error}") from error


@contextmanager
def _figure(history: History, plan: FigurePlan, wanted: Wanted) -> Iterator[Figure]:
    from lrgui.drawing.scene import Scene
    from lrgui.export.figure.figure import Figure

    figure = Figure(wanted.panels, plan.options(len(wanted.panels)), plan.view, Scene.of(history, plan.view))
    try:
        yield figure
    finally:
        figure.close()


@contextmanager
def drawing() -> Iterator[None]:
    """While it lasts one can draw. Raises `FigureError` where Qt's libraries are missing."""
    problem = import_problem()
    if problem is not None:
        raise FigureError(problem)
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is not None:
        yield
        return
    # Never the user's display: pictures are the same wherever they are drawn.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["lrgui"])
    yield
    del app
