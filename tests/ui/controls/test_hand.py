"""What a lecturer's hand does: races by typing, names, a change that is seen, fine steps, keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run


def rates(user):
    return [run.learning_rate for run in user.session.experiment.runs]


@pytest.mark.parametrize(
    ("typed", "race"),
    [
        ("0.01, 0.1, 0.5", [0.01, 0.1, 0.5]),
        ("0,01; 0,1", [0.01, 0.1]),
        ("1/3, 1e-3, 0.2, 1/3", [1 / 3, 1e-3, 0.2]),
        ("0,5", [0.5]),
    ],
)
def test_several_rates_in_the_field_race(user, typed, race):
    user.enter(user.run_box.rate, typed)
    user.settle()
    assert rates(user) == race
    assert user.session.selected == 0
    assert len({run.colour for run in user.session.experiment.runs}) == len(race)
    user.session.undo()  # one step
    assert rates(user) == [0.2]


def test_a_list_with_something_else_in_it_changes_nothing(user):
    user.enter(user.run_box.rate, "0.1, quick")
    assert rates(user) == [0.2]
    assert user.run_box.rate.property("invalid")
    user.enter(user.run_box.rate, "0.1, -3")
    assert rates(user) == [0.2]


def test_a_race_from_here_on_begins_together(user):
    user.session.load(Experiment(problem="descent"))
    user.settle()
    user.session.seek(3)
    user.session.set_from_here(True)
    user.enter(user.run_box.rate, "0.9, 0.5")
    user.settle()
    trace = user.session.shown.descent
    assert trace.at(3)[0] == trace.at(3)[1]
    assert trace.at(4)[0] != trace.at(4)[1]


def test_a_change_from_here_on_is_said_and_does_not_stay_on(user):
    user.session.load(Experiment(problem="descent"))
    user.settle()
    assert not user.run_box.jump.isVisible()
    user.session.seek(3)
    user.session.set_from_here(True)
    user.enter(user.run_box.rate, "0.9")
    user.settle()
    assert user.run_box.jump.text() == "0.2 → 0.9 at step 3"
    user.session.edit_run(name="bold")
    assert user.session.ghost is not None  # a name gives nothing up
    user.window.lessons.open("six-rates")
    user.settle()
    assert not user.session.from_here


def test_a_jump_is_drawn_as_a_jump(user):
    user.session.load(Experiment(problem="descent").with_change(3, 0, learning_rate=0.9))
    user.session.set_view(charts={"descent": ("rate",)})
    user.session.to_end()
    user.settle()
    [curve] = [c for c in user.window.curves.charts["rate"].plot.marks().curves if c.pattern == "solid"]
    x, y = curve.x.tolist(), curve.y.tolist()
    assert [v for u, v in zip(x, y, strict=True) if u < 3] == [0.2] * 4
    assert max(u for u, v in zip(x, y, strict=True) if v == 0.2) == pytest.approx(3, abs=1e-5)


def test_a_run_is_named_by_key_and_is_called_so(user):
    user.key("F2")
    dialog = user.window.findChild(QInputDialog)
    dialog.setTextValue("  careful ")
    dialog.accept()
    user.settle()
    assert user.session.run.name == "careful"
    assert user.cell(0, "learning_rate") == "careful: 0.2"
    user.session.duplicate_run(0)
    assert user.session.experiment.runs[1].name == ""
    user.session.undo()
    user.session.undo()
    assert user.session.run.name == ""


def test_with_shift_the_slider_moves_in_fine_steps(user):
    slider = user.run_box.slider
    user.session.edit_run(learning_rate=1.0)
    user.settle()
    handle = QPoint(round(slider.place_of(1.0)), slider.height() // 2)
    seen = []
    slider.dragged.connect(seen.append)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, shift, handle)
    for x in (0, -2, -4, 0, 2, 4, 6):
        event = QPoint(handle.x() + x, handle.y())
        move(slider, event, shift)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, shift, handle)
    assert 0.98 in seen
    assert 1.02 in seen


def move(widget, place, modifiers):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    where = QPointF(place)
    button = Qt.MouseButton.LeftButton
    event = QMouseEvent(QEvent.Type.MouseMove, where, widget.mapToGlobal(where), button, button, modifiers)
    QApplication.sendEvent(widget, event)


def test_the_slider_speaks_the_rate(user):
    user.session.edit_run(learning_rate=0.3)
    user.settle()
    spoken = QAccessible.queryAccessibleInterface(user.run_box.slider)
    assert (spoken.role(), spoken.text(QAccessible.Text.Value)) == (QAccessible.Role.Slider, "η = 0.3")
    assert spoken.text(QAccessible.Text.Name) == "Learning rate, logarithmic"
    value = spoken.valueInterface()
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (1e-4, 0.3, 100.0)
    value.setCurrentValue(0.98)
    user.settle()
    assert user.session.run.learning_rate == value.currentValue() == 0.98
    value.setCurrentValue(1e9)
    assert user.session.run.learning_rate == 100.0


def test_speed_and_timeline_speak_as_they_are_labelled(user):
    user.session.seek(40)
    user.settle()
    transport = user.window.transport
    for slider, label in ((transport.speed, transport.speed_text), (transport.timeline, transport.position)):
        spoken = QAccessible.queryAccessibleInterface(slider)
        assert spoken.text(QAccessible.Text.Value) == label.text() != ""
    place = QAccessible.queryAccessibleInterface(transport.timeline).valueInterface()
    place.setCurrentValue(80)
    user.settle()
    assert user.session.position == 80


def test_a_step_is_told_in_a_sentence(user):
    user.session.load(Experiment(problem="descent", runs=(Run(0.3),)))
    user.settle()
    user.session.seek(3)
    user.wait(lambda: user.window.spoken.said.startswith("step 3"))
    assert user.window.spoken.said == "step 3, w −0.616, loss 0.1475, converging"


def test_f10_goes_to_the_menus(user):
    user.key("F10")
    assert user.window.menuBar().activeAction() is user.window.menuBar().actions()[0]
    user.key("Escape", user.window.menuBar())


def test_every_menu_has_a_letter_of_its_own(user):
    for language in ("en", "zh_CN"):
        user.window.use_language(language)
        titles = [action.text() for action in user.window.menuBar().actions()]
        letters = [title[title.index("&") + 1] for title in titles]
        assert len(set(letters)) == len(titles) == 6


def test_a_view_that_is_left_widens_in_stages_of_ten(user):
    user.session.load(Experiment(problem="descent", runs=(Run(1.1),)))
    user.settle()
    panel = user.panel("descent")
    home = panel.plot.home
    stages = []
    for at in range(41):
        user.session.seek(at)
        user.look()
        (left, right), _ = panel.plot.home
        w = user.session.shown.descent.at(at)[0, 0]
        assert left <= w <= right
        stages.append(panel.drawing.stage)
        factor = (right - left) / (home[0][1] - home[0][0])
        assert factor == pytest.approx(10.0 ** stages[-1])
    assert stages == sorted(stages)
    assert set(stages) == {0, 1, 2, 3, 4}
    assert panel.ticker.text() == "×10\u202f000  ·  |w + 1| × 1.2 each step"
    user.session.set_view(follow=False)
    user.look()
    assert panel.plot.home == home
    assert user.edge_texts(panel.plot)
    user.session.seek(0)
    user.session.set_view(follow=True)
    user.look()
    assert panel.plot.home == home


def test_what_is_zoomed_out_to_is_not_marked_at_the_edge(user):
    user.session.load(Experiment(problem="descent", runs=(Run(1.1),)))
    user.session.set_view(follow=False)
    user.settle()
    user.session.seek(6)
    user.look()
    plot = user.panel("descent").plot
    assert user.edge_texts(plot)
    plot.look_at((-60.0, 60.0), (-100.0, 400.0))
    user.session.set_view(zoom={"descent": ((-60.0, 60.0), (-100.0, 400.0))})
    user.look()
    assert not user.edge_texts(plot)
