"""Wheels of all kinds: parts of notches add up to what whole notches do, in fields, sliders, lists and plots."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from lrgui.ui.widgets.choices import Choice
from lrgui.ui.widgets.fields import NumberField

WHOLE = (120,)
PARTS = {"eighths": (15,) * 8, "uneven": (7, 50, 3, 40, 20), "two notches at once": (240,), "one": (120,)}


def turn(widget: QWidget, *deltas: int) -> None:
    at = widget.rect().center()
    on_screen = widget.mapToGlobal(at)
    for delta in deltas:
        event = QWheelEvent(
            QPointF(at), QPointF(on_screen), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)


@pytest.fixture
def rate(user):
    field = user.run_box.rate
    field.setFocus()
    return field


@pytest.mark.parametrize("deltas", PARTS.values(), ids=PARTS)
def test_a_field_goes_a_step_for_a_notch_in_sum(user, rate, deltas):
    turn(rate, *(delta for delta in WHOLE * (sum(deltas) // 120)))
    whole = user.session.experiment.runs[0].learning_rate
    assert whole > 0.2
    user.session.edit_run(learning_rate=0.2)
    user.settle()
    turn(rate, *deltas)
    assert user.session.experiment.runs[0].learning_rate == whole


def test_what_was_begun_is_over_when_it_turns_back(user, rate):
    turn(rate, 60, -15, -15, -30, -45)
    assert user.session.experiment.runs[0].learning_rate == 0.2
    turn(rate, -15)
    assert user.session.experiment.runs[0].learning_rate < 0.2


def test_fields_of_whole_numbers_too(user):
    field = next(f for f in user.window.findChildren(NumberField) if f.isVisible() and f.text() == "50")
    field.setFocus()
    turn(field, *WHOLE * 2)
    there = user.session.experiment.epochs
    assert there > 50
    turn(field, *(-15,) * 16)
    assert user.session.experiment.epochs == 50
    turn(field, *(30,) * 8)
    assert user.session.experiment.epochs == there


def test_a_slider_goes_as_far_by_parts_as_by_notches(user):
    slider = user.run_box.slider
    slider.setFocus()
    places = []
    for deltas in (WHOLE, (15,) * 8, (5,) * 24):
        user.session.edit_run(learning_rate=0.2)
        user.settle()
        start = slider.value()
        turn(slider, *deltas)
        places.append(slider.value() - start)
    assert places[0] > 0
    assert places == places[:1] * 3


def test_a_list_never_changes_by_the_wheel(user):
    for choice in user.window.findChildren(Choice):
        before = choice.currentIndex()
        turn(choice, 120, -120, -120, *(-15,) * 20)
        assert choice.currentIndex() == before


def test_a_plot_zooms_as_far_by_parts_as_by_notches(user):
    plot = user.panel("boundary").plot
    spans = []
    for deltas in (WHOLE, (15,) * 8, (40,) * 3):
        user.key("Ctrl+0")
        user.settle()
        turn(plot.viewport(), *deltas)
        spans.append(plot.view.x[1] - plot.view.x[0])
    assert spans[1:] == pytest.approx(spans[:1] * 2)
