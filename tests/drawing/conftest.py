"""What the tests of drawings share: a scene is drawn, and then looked at as a person does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.core.training.history import History
from lrgui.drawing.drawing import Drawing
from lrgui.drawing.scene import Scene, Swept
from lrgui.plot import HoverRecord, Marks, Plot


@pytest.fixture
def draw(qtbot: Any) -> Callable[..., Marks]:
    """`draw(drawing, scene)`: what can be seen then. The same drawing may be drawn again."""
    known = []

    def draw(drawing: Drawing, scene: Scene) -> Marks:
        if drawing not in known:
            known.append(drawing)
            qtbot.addWidget(drawing.plot)
            drawing.plot.resize(640, 480)
            drawing.plot.lay_out(640, 480)
        drawing.retitle()
        drawing.draw_history(scene)
        drawing.draw_position(scene)
        return drawing.plot.marks()

    return draw


def at(plot: Plot, x: float, y: float) -> QPointF:
    """Where a point of the data is, in the viewport."""
    inside = QPointF(float(plot.view.x_pixels(x)), float(plot.view.y_pixels(y)))
    return QPointF(plot.mapFromScene(plot.canvas.mapToScene(inside)))


@pytest.fixture
def pixel() -> Callable[..., QColor]:
    """`pixel(plot, x, y)`: the colour on the screen at a point of the data."""
    return lambda plot, x, y: plot.grab().toImage().pixelColor(at(plot, x, y).toPoint())


@pytest.fixture
def hover() -> Callable[..., HoverRecord | None]:
    """`hover(plot, x, y)`: what is read with the mouse at a point of the data."""

    def hover(plot: Plot, x: float, y: float) -> HoverRecord | None:
        place, none = at(plot, x, y), Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(plot.viewport(), event)
        return plot.marks().hover

    return hover


SWEPT_RUNS = (Run(), Run(learning_rate=0.9, colour=COLOURS[1]), Run(learning_rate=3.0, colour=COLOURS[2]))


@pytest.fixture(scope="session")
def swept() -> Callable[..., Scene]:
    """`swept(experiment, criterion=…)`: a scene with its sweep, everything computed; each computed once."""
    histories: dict[Experiment, History] = {}
    jobs: dict[Any, SweepJob] = {}

    def swept(experiment: Experiment, *, stale: bool = False, selected: int = 0, **question: Any) -> Scene:
        asked = SweepQuestion(**question)
        key = experiment, asked, selected
        if key not in jobs:
            jobs[key] = SweepJob(asked, experiment, selected).complete()
        history = histories.setdefault(experiment, History(experiment)).complete()
        return Scene(experiment, history, experiment.length, selected, sweep=Swept(jobs[key], stale))

    return swept


@pytest.fixture(scope="session")
def swept_descent() -> Experiment:
    return Experiment(problem="descent", runs=SWEPT_RUNS)


@pytest.fixture(scope="session")
def swept_both() -> Experiment:
    return Experiment(epochs=6, runs=SWEPT_RUNS)
