"""Averaged weights are switched on in the controls, and how long they remember is a slider."""

from PySide6.QtCore import QPoint

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run


def named(user, panel):
    return [text for points in user.panel(panel).plot.marks().points for text in points.texts if "averaged" in text]


def test_the_switch_and_the_slider(user):
    user.session.load(Experiment(problem="classifier", epochs=4, runs=(Run(2.0),)))
    user.settle()
    user.session.seek(500)
    user.settle()
    box = user.window.controls.averaging_box
    assert not box.factor.isVisible()
    assert not named(user, "boundary")
    computed = user.session.shown
    user.click(box.switch)
    user.settle()
    assert user.session.view.average == 0.99
    assert named(user, "boundary") == ["averaged, d = 0.99"]
    assert "averaged weights: loss " in user.panel("boundary").subtitle
    user.click(box.factor, QPoint(box.factor.width() // 3, box.factor.height() // 2))
    user.settle()
    assert user.session.view.average == box.factor.factor < 0.98
    assert named(user, "boundary") == [f"averaged, {box.factor.spoken}"]
    user.click(box.switch)
    user.settle()
    assert user.session.view.average is None
    assert not named(user, "boundary")
    assert user.session.shown is computed  # nothing was trained for it
