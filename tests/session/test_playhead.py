"""The player: so many updates in a second of real time, whatever a frame costs and however far a frame goes."""

import math
from types import SimpleNamespace

import pytest

from lrgui.session import playhead
from lrgui.session.playhead import FLAT_OUT_FRAMES, Player


class Clock:
    """A clock that only the test moves, and ticks of the player's timer as they would come."""

    def __init__(self, player: Player) -> None:
        self.now = 1000.0
        self.player = player
        self.moves: list[int] = []
        player.moved.connect(self.moves.append)

    def run(self, seconds: float, frame: float) -> int:
        """Lets frames of `frame` seconds follow each other; how many updates were made."""
        before = sum(self.moves)
        for _ in range(round(seconds / frame)):
            self.now += frame
            self.player._tick()
        return sum(self.moves) - before


@pytest.fixture
def clock(qtbot, monkeypatch):
    player = Player()
    clock = Clock(player)
    monkeypatch.setattr(playhead, "time", SimpleNamespace(perf_counter=lambda: clock.now))
    yield clock
    player.pause()


@pytest.mark.parametrize("frame", [0.001, 0.016, 0.05, 0.2])
@pytest.mark.parametrize("speed", [1.0, 2.4, 40.0, 1000.0, 10_000.0])
def test_speed_does_not_depend_on_what_a_frame_costs(clock, speed, frame):
    clock.player.set_speed(speed)
    clock.player.play()
    made = clock.run(20.0, frame)
    assert made == pytest.approx(20 * speed + 1, abs=1.01)  # and the first one, which comes at once


def test_uneven_frames_do_not_matter(clock):
    clock.player.set_speed(100.0)
    clock.player.play()
    made = sum(clock.run(frame, frame) for frame in [0.004, 0.1, 0.016, 0.07, 0.01] * 50)
    assert made == pytest.approx(100 * 10, abs=2)


def test_the_first_update_comes_with_the_first_frame(clock):
    clock.player.set_speed(1.0)
    clock.player.play()
    assert clock.run(0.016, 0.016) == 1
    assert clock.run(0.96, 0.016) == 0
    assert clock.run(0.064, 0.016) == 1


def test_no_frame_without_an_update(clock):
    clock.player.set_speed(2.0)
    clock.player.play()
    clock.run(5.0, 0.016)
    assert set(clock.moves) == {1}


def test_after_a_stall_it_goes_on_from_where_it_was_seen(clock):
    clock.player.set_speed(1000.0)
    clock.player.play()
    clock.run(0.16, 0.016)
    assert clock.run(60.0, 60.0) == 250


@pytest.mark.parametrize("length", [1, 40, 119, 8000, 1_000_000])
def test_flat_out_shows_the_whole_run_in_two_seconds(clock, length):
    clock.player.length = length
    clock.player.set_speed(math.inf)
    clock.player.play()
    made = clock.run(0.016 * 2 * FLAT_OUT_FRAMES, 0.016)
    assert made >= length
    assert max(clock.moves) <= max(1, length / FLAT_OUT_FRAMES)


@pytest.mark.parametrize("length", [12, 40, 2000, 8000, 200_000])
def test_a_whole_run_takes_twelve_seconds(clock, length):
    clock.player.length = length
    clock.player.play()
    assert clock.run(12.0, 0.016) == pytest.approx(length, abs=1.01)


def test_a_chosen_speed_holds_for_its_length_only(clock):
    clock.player.length = 40
    clock.player.set_speed(5.0)
    clock.player.length = 40
    assert clock.player.speed == 5.0
    clock.player.length = 6
    assert clock.player.speed == 1.0  # no slower than one update a second
    clock.player.length = 120
    assert clock.player.speed == 10.0


def test_slower_while_playing_does_not_jump(clock):
    clock.player.set_speed(10_000.0)
    clock.player.play()
    clock.run(0.5, 0.016)
    clock.player.set_speed(1.0)
    assert clock.run(0.5, 0.016) <= 1


def test_pausing_keeps_no_debt(clock):
    clock.player.set_speed(1000.0)
    clock.player.play()
    clock.run(0.2, 0.016)
    clock.player.pause()
    clock.now += 100.0
    clock.player.play()
    assert clock.run(0.016, 0.016) <= 18


def test_signals(qtbot):
    player = Player()
    with qtbot.waitSignal(player.playing_changed, check_params_cb=lambda on: on):
        player.play()
    with qtbot.waitSignal(player.moved, timeout=5000):
        pass
    with qtbot.waitSignal(player.playing_changed, check_params_cb=lambda on: not on):
        player.pause()
    with qtbot.assertNotEmitted(player.playing_changed):
        player.pause()
    with qtbot.waitSignal(player.speed_changed):
        player.set_speed(3.0)
    with qtbot.assertNotEmitted(player.speed_changed):
        player.set_speed(3.0)
