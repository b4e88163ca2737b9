"""Draws the figures and animations of `lrgui run`: with Qt, but without a display."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from lrgui.cli import interruptions
from lrgui.cli.figure_options import FigureError, FigurePlan, Wanted, spacing_of
from lrgui.core.files.atomic import PendingFiles
from lrgui.core.files.document import Document
from lrgui.core.model.errors import InvalidValue
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.training.history import History
from lrgui.preflight import import_problem

if TYPE_CHECKING:
    from lrgui.drawing.scene import Scene
    from lrgui.export.figure.figure import Figure


def write_all(
    history: History,
    document: Document,
    plan: FigurePlan,
    sweep: SweepJob | None,
    pending: PendingFiles,
    show: Callable[[float], None],
) -> None:
    """Writes all pictures among the files that wait; `show` is told how much of them is done, 0 … 1.

    sweep: the one that is to be seen. Raises `FigureError` and `OSError`.
    """
    from lrgui.drawing.scene import Scene, Swept
    from lrgui.export.formats.figure_files import figure_bytes

    scene = Scene.of(history, plan.view).with_sweep(Swept.of(sweep, stale=False))

    for i, wanted in enumerate(plan.pictures):
        with _figure(scene, plan, wanted) as figure:
            inside = figure.file(document)
            if wanted.film:
                for share in _animation(scene, plan, wanted, figure, inside, pending):
                    show((i + share) / len(plan.pictures))
                    interruptions.check()
            else:
                pending.write(wanted.path, figure_bytes(figure, wanted.path, inside))
        interruptions.check()


def _animation(
    scene: Scene, plan: FigurePlan, wanted: Wanted, figure: Figure, inside: bytes, pending: PendingFiles
) -> Iterator[float]:
    """Yields the share that is done."""
    from lrgui.export.animation.animation import write_animation

    try:
        film, _ = spacing_of(plan, wanted, scene.history)
        with closing(write_animation(wanted.path, figure, scene.at, film, inside, pending)) as work:
            yield from work
    except InvalidValue as error:  # a format that cannot be written here
        raise FigureError(f"--animation {wanted.said}: {error}") from error


@contextmanager
def _figure(scene: Scene, plan: FigurePlan, wanted: Wanted) -> Iterator[Figure]:
    from lrgui.export.animation.contact_sheet import ContactSheet
    from lrgui.export.figure.figure import Figure

    panels, options = wanted.panels, plan.options(len(wanted.panels), film=wanted.film)
    try:
        if wanted.updates:
            figure: Figure = ContactSheet(panels, options, plan.view, wanted.updates, scene.at)
        else:
            figure = Figure(panels, options, plan.view, scene)
    except InvalidValue as error:
        raise FigureError(f"{'--animation' if wanted.film else '--figure'} {wanted.said}: {error}") from error
    try:
        yield figure
    finally:
        figure.close()


@contextmanager
def drawing() -> Iterator[None]:
    """While it lasts one can draw, and signals wait. Raises `FigureError` where Qt's libraries are missing."""
    with interruptions.deferred(), _application():
        yield


@contextmanager
def _application() -> Iterator[None]:
    problem = import_problem()
    if problem is not None:
        raise FigureError(problem)
    from PySide6.QtWidgets import QApplication

    app = None
    if QApplication.instance() is None:
        # Never the user's display: pictures are the same wherever they are drawn.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = QApplication(["lrgui"])
    yield
    del app
