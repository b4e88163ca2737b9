"""The panel of the classifier with a mouse that draws points."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lrgui.core.files.document import Document, read, write
from lrgui.core.model.experiment import Experiment
from lrgui.drawing import boundary


def click(user, panel, x, y, button):
    """A real click at a place of the plane."""
    user.settle()
    view, viewport = panel.plot.view, panel.plot.viewport()
    inside = panel.plot.box.mapToScene(0, 0)
    at = panel.plot.mapFromScene(inside.x() + float(view.x_pixels(x)), inside.y() + float(view.y_pixels(y)))
    QTest.mouseClick(viewport, button, pos=QPoint(at.x(), at.y()))
    user.settle()


def test_points_are_drawn_with_both_buttons_and_taken_back(user):
    session, panel = user.session, user.panel("boundary")
    session.load(Experiment(problem="classifier", epochs=3))
    user.settle()
    assert not panel.anew.isVisible()
    click(user, panel, 0.5, 0.5, Qt.MouseButton.LeftButton)
    assert session.experiment.data == "school-district"  # it is no pen yet
    user.click(panel.draw_button)
    user.click(panel.anew)
    user.settle()
    assert session.experiment.data.points.tolist() == [[-0.5, -0.5], [0.5, 0.5]]
    extent = panel.drawing.extent
    click(user, panel, 0.25, -0.5, Qt.MouseButton.LeftButton)
    click(user, panel, -0.75, 0.75, Qt.MouseButton.RightButton)
    data = session.experiment.data
    assert data.points[2:] == pytest.approx(np.array([[0.25, -0.5], [-0.75, 0.75]]), abs=0.02)
    assert data.labels.tolist() == [0, 1, 1, 0]
    assert panel.drawing.extent == extent  # the plane stands still
    assert session.experiment.batch_size == session.experiment.training_size == 3
    assert read(write(Document(session.experiment))).experiment == session.experiment
    session.undo()
    assert len(session.experiment.data.labels) == 3
    session.undo()
    session.undo()
    assert session.experiment.data == "school-district"
    user.click(panel.draw_button)
    click(user, panel, 0.5, 0.5, Qt.MouseButton.LeftButton)
    assert session.experiment.data == "school-district"


def test_what_is_to_be_known_of_the_points_is_always_said(user, monkeypatch):
    monkeypatch.setattr(boundary, "MOST_POINTS", 200)  # of 320
    user.session.load(Experiment(problem="classifier", data="badly-scaled", standardised=True, epochs=2))
    user.settle()
    panel = user.panel("boundary")
    items = ["160 of 320 shown", "trained on standardised features"]
    assert panel.legend.text().split("   ")[:4] == ["✚ class 1", "● class 0", *items]
    panel.legend.hide()  # as where it is low
    user.session.seek(1)
    user.settle()
    assert panel.subtitle.split(" · ")[:2] == items


def test_points_are_added_to_the_data_that_are_there(user):
    session, panel = user.session, user.panel("boundary")
    session.load(Experiment(problem="classifier", data="clouds", epochs=3))
    user.settle()
    user.click(panel.draw_button)
    click(user, panel, 0.0, 0.0, Qt.MouseButton.RightButton)
    data = session.experiment.data
    assert (len(data.labels), data.labels[-1], data.classes) == (401, 0, ("0", "1"))
    assert session.experiment.batch_size == 10
