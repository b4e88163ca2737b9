"""The toolbar: every button and its key, the two sliders, and what they say, on the real window."""

import math
import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lrgui.core.lessons.lesson import lessons
from lrgui.core.model.experiment import Experiment
from lrgui.ui.widgets.frame_pacing import Frames

# Name of the button, its key, where it starts, where it ends: 160 iterations are an epoch, and the descent makes an
# update every 200.
WAYS = [
    ("reset", "Home", 500, 0),
    ("back", "Left", 500, 400),
    ("step", "Right", 500, 600),
    ("epoch", "Shift+Right", 500, 640),
    ("end", "End", 500, 8000),
]


def test_every_button_and_its_key(user):
    for name, key, start, end in WAYS:
        user.session.seek(start)
        user.click(user.buttons[name])
        assert user.session.position == end
        user.session.seek(start)
        user.key(key)
        assert user.session.position == end
        assert user.buttons[name].toolTip().endswith(f"({key})")


def test_an_epoch_back_has_a_key_and_a_menu(user):
    user.session.seek(500)
    user.key("Shift+Left")
    assert user.session.position == 480
    user.settle()
    user.menu("Run", "Epoch back").trigger()
    assert user.session.position == 320


def test_keys_pressed_faster_than_frames_are_not_lost(user):
    """Home and End too, right after the first step."""
    keys = ["Right"] * 5 + ["Left"] * 2
    for key in keys:
        QTest.keyClick(user.window, getattr(Qt.Key, f"Key_{key}"))
    assert user.session.position == 3 * 200
    user.key("Home")
    user.settle()
    QTest.keyClick(user.window, Qt.Key.Key_Right)
    QTest.keyClick(user.window, Qt.Key.Key_Home)
    assert user.session.position == 0


@pytest.mark.parametrize("by", ["button", "key"])
def test_play_and_pause(user, by):
    def press():
        user.click(user.buttons["play"]) if by == "button" else user.key("Space")

    assert user.buttons["play"].text() == "Play"
    press()
    assert user.session.player.playing
    assert user.buttons["play"].text() == "Pause"
    user.wait(lambda: user.session.position >= 3)
    press()
    assert not user.session.player.playing
    assert user.buttons["play"].text() == "Play"
    at = user.session.position
    user.settle()
    assert user.session.position == at


def test_playing_draws_what_it_says(user):
    user.session.player.set_speed(2000)
    user.key("Space")
    seen = set()

    def far_enough():
        seen.add(user.window.transport.position.text())
        return user.session.position > 1000 and len(seen) > 5

    user.wait(far_enough)
    user.key("Space")
    user.settle()
    at = user.session.position
    assert user.window.transport.timeline.value() == at
    assert user.window.transport.position.text() == f"step {at // 200} / 40 · epoch {at // 160} / 50"
    user.session.edit(problem="classifier")
    user.settle()
    said = f"iteration {at:,} / 8,000 · epoch {at // 160} / 50".replace(",", "\u202f")
    assert user.window.transport.position.text() == said


def test_single_iterations_have_keys_of_their_own(user):
    user.session.seek(500)
    user.key("Alt+Right")
    assert user.session.position == 501
    user.key("Alt+Left")
    user.key("Alt+Left")
    assert user.session.position == 499


def test_playing_ends_at_the_end(user):
    user.session.seek(7990)
    user.session.player.set_speed(1000)
    user.key("Space")
    user.wait(lambda: not user.session.player.playing)
    user.settle()
    assert user.session.position == 8000
    assert user.buttons["play"].text() == "Play"
    assert not user.buttons["end"].isEnabled()
    user.click(user.buttons["play"])
    assert user.session.position < 8000


def test_at_the_ends_there_is_nothing_to_press(user):
    buttons = user.buttons
    assert [name for name in buttons if not buttons[name].isEnabled()] == ["reset", "back"]
    user.key("End")
    user.settle()
    assert [name for name in buttons if not buttons[name].isEnabled()] == ["step", "epoch", "end"]


def test_the_hint_makes_nothing_jump_and_leads_to_the_first_lesson_in_one_click(user, open_window):
    strip = user.window.strip
    assert "Space" in strip.text.text()
    place = user.window.docks["descent"].geometry()
    user.key("Right")
    user.settle()
    assert strip.isVisible()
    assert user.window.docks["descent"].geometry() == place
    user.click(strip.begin)
    user.settle()
    assert user.session.lesson == lessons()[0].id
    user.window.close()
    assert not open_window().strip.isVisible()


def test_the_hint_can_be_put_away_by_hand(user):
    user.click(user.window.strip.close_button)
    assert not user.window.strip.isVisible()


# Timeline


def test_clicking_the_timeline_goes_there(user):
    timeline = user.window.transport.timeline
    for share in (0.25, 0.9, 0.5):
        user.click(timeline, QPoint(round(timeline.width() * share), timeline.height() // 2))
        assert user.session.position == pytest.approx(8000 * share, abs=8000 * 20 / timeline.width())
        user.settle()


def test_dragging_the_timeline_follows_the_hand(user):
    timeline = user.window.transport.timeline
    seen = []
    user.session.position_changed.connect(lambda: seen.append(user.session.position))
    start = user.handle(timeline)
    user.drag(timeline, start, QPoint(timeline.width() // 2, start.y()))
    assert len(seen) >= 6
    assert seen == sorted(seen)
    assert user.session.position == pytest.approx(4000, abs=150)
    user.settle()
    user.drag(timeline, user.handle(timeline), QPoint(-50, start.y()))
    assert user.session.position == 0


def test_taking_the_timeline_ends_playing(user):
    user.key("Space")
    timeline = user.window.transport.timeline
    user.click(timeline, QPoint(timeline.width() // 2, timeline.height() // 2))
    assert not user.session.player.playing


def test_the_timeline_can_be_moved_by_keys(user):
    timeline = user.window.transport.timeline
    timeline.setFocus()
    user.key("PgUp", timeline)
    assert user.session.position == 160
    user.key("Up", timeline)
    assert user.session.position == 161


# Speed


def test_the_speed_slider(user):
    speed = user.window.transport.speed
    text = user.window.transport.speed_text
    user.click(speed, QPoint(speed.width() - 2, speed.height() // 2))
    assert math.isinf(user.session.player.speed)
    assert text.text() == "flat out"
    user.drag(speed, user.handle(speed), QPoint(-20, speed.height() // 2))
    assert user.session.player.speed == 1.0
    assert text.text() == "1 it/s"


def test_speed_by_keys(user):
    before = user.session.player.speed
    user.key("Ctrl+Up")
    faster = user.session.player.speed
    assert faster > before
    user.key("Ctrl+Down")
    assert user.session.player.speed == pytest.approx(before, rel=0.2)
    for _ in range(30):
        user.key("Ctrl+Down")
    assert user.session.player.speed == 1.0
    for _ in range(30):
        user.key("Ctrl+Up")
    assert math.isinf(user.session.player.speed)


def test_a_whole_run_takes_twelve_seconds_until_a_speed_is_chosen_for_its_length(user):
    session, text = user.session, user.window.transport.speed_text
    for problem, length in (("descent", 40), ("classifier", 8000)):
        session.edit(problem=problem)
        user.settle()
        assert session.player.speed == pytest.approx(length / 12)
    assert text.text() == "667 it/s"
    session.player.set_speed(1000.0)
    session.edit(seed=4)
    session.edit_run(learning_rate=0.1)
    user.settle()
    assert session.player.speed == 1000.0
    session.edit(epochs=10)
    user.settle()
    assert session.player.speed == pytest.approx(1600 / 12)
    assert text.text() == "133 it/s"


# While a long experiment is computed


def test_a_long_computation_shows_its_progress_and_can_be_walked_in(user):
    progress = user.window.transport.progress
    user.session.edit(epochs=6000)
    user.wait(progress.isVisible)
    user.wait(lambda: user.session.shown.frontier > 3)
    QTest.mouseClick(user.buttons["step"], Qt.MouseButton.LeftButton)
    assert user.session.playhead == 24_000  # of 960,000, beside one of 40
    user.session.load(Experiment())
    user.settle()
    assert not progress.isVisible()


def test_both_problems_end_together_whichever_makes_more_updates(user):
    user.session.load(Experiment(epochs=2, updates=1000))
    user.settle()
    for position, epoch in ((0, 0), (499, 0), (500, 1), (999, 1), (1000, 2)):
        user.session.seek(position)
        user.settle()
        said = user.window.transport.position.text().replace("\u202f", "")
        assert said == f"step {position} / 1000 · epoch {epoch} / 2"


def test_the_window_is_there_before_its_numbers_and_then_they_are_computed(qapp, qtbot):
    """What computes waits until the first frame is painted, and has its turn again after each."""
    turn = threading.Lock()
    frames = Frames(turn, qapp)
    frames.hold()
    assert turn.locked()
    held = []
    frames.due.connect(lambda: held.append(turn.locked()))
    for number in (1, 2):
        frames.request()
        qtbot.waitUntil(lambda number=number: len(held) == number and frames.idle)
        assert held[-1]
        assert not turn.locked()
    frames.deleteLater()
