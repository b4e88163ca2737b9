"""The playhead: which update is shown, and how it moves at a chosen speed, whatever a frame costs."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from lrgui.session.computation import Computation

FRAME_MS = 16
PLAY_SECONDS = 12.0  # what a whole run takes where nobody has chosen a speed
MIN_SPEED = 1.0  # updates per second
FLAT_OUT_FRAMES = 120  # flat out: the whole run in so many frames, two seconds
MAX_SPEED = 10_000.0  # updates per second; above it is flat out


class Player(QObject):
    """Emits `moved(updates)` at every frame in which the playhead has to advance.

    Speed is in updates per second of real time: a slow frame makes the next one move further. chosen: the speed that
    somebody wants, None where a whole run takes `PLAY_SECONDS`; it holds for runs of that length.
    """

    moved = Signal(int)
    playing_changed = Signal(bool)
    speed_changed = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen: float | None = None  # math.inf: flat out
        self._length = 1
        self._due = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def playing(self) -> bool:
        """Whether it moves by itself."""
        return self._timer.isActive()

    @property
    def speed(self) -> float:
        """Updates per second; `math.inf` is flat out."""
        return max(MIN_SPEED, self._length / PLAY_SECONDS) if self.chosen is None else self.chosen

    def set_speed(self, speed: float | None) -> None:
        """Updates per second, `math.inf` for flat out; None for the whole run in `PLAY_SECONDS`."""
        self._change(speed, self._length)

    @property
    def length(self) -> int:
        """The updates of a whole run; a speed that was chosen for another length is forgotten."""
        return self._length

    @length.setter
    def length(self, updates: int) -> None:
        if updates != self._length:
            self._change(None, updates)

    def _change(self, chosen: float | None, length: int) -> None:
        before = self.speed
        self.chosen, self._length = chosen, length
        if self.speed != before:
            self._due = min(self._due, 1.0)
            self.speed_changed.emit(self.speed)

    def play(self) -> None:
        """Starts to move, `speed` updates a second."""
        if not self.playing:
            self._last = time.perf_counter()
            # The first update follows at once: whoever presses play sees something move.
            self._due = 1.0
            self._timer.start()
            self.playing_changed.emit(True)

    @Slot()
    def pause(self) -> None:
        """Stops where it is."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        # After a stall (a dialog, a sleeping laptop) the playhead goes on from where it was seen last.
        elapsed = min(now - self._last, 0.25)
        self._last = now
        if math.isinf(self.speed):
            self.moved.emit(max(1, self._length // FLAT_OUT_FRAMES))
            return
        self._due += elapsed * self.speed
        whole = int(self._due)
        if whole:
            self._due -= whole
            self.moved.emit(whole)


class Playhead(QObject):
    """A cursor in the history that a computation has to show.

    update: where it is, or wants to be as soon as there are numbers; length: the last update that there will be; until:
    the last one that may be shown, None for all.

    Signals: `moved()` when another update is shown; `held_back()` where somebody wanted to see what may not be shown.
    """

    moved = Signal()
    held_back = Signal()

    def __init__(self, computation: Computation, length: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._computation = computation
        self._length = length
        self._seen: tuple[int, int] | None = None
        self.update = 0
        self.until: int | None = None
        self.player = Player(self)
        self.player.length = length
        self.player.moved.connect(self.advance)
        self.player.playing_changed.connect(self._on_playing)
        self._goal: int | None = None  # where playing is to stop

    @property
    def length(self) -> int:
        """The last update that it can come to."""
        return self._length

    @length.setter
    def length(self, updates: int) -> None:
        self._length = self.player.length = updates

    @property
    def last(self) -> int:
        """The last update that it can come to now."""
        return self._length if self.until is None else min(self.until, self._length)

    @property
    def position(self) -> int:
        """The update that is shown: where the playhead is, or the frontier of what is computed while it waits there."""
        computation = self._computation
        return min(self.update, computation.shown.frontier, computation.shown_experiment.length)

    @property
    def epoch_size(self) -> int:
        """Places on the timeline in an epoch of what is shown: the classifier's where there is one."""
        experiment = self._computation.shown_experiment
        problem = experiment.problems[-1]
        return experiment.place_of(problem, experiment.updates_per_epoch(problem))

    def seek(self, update: int) -> None:
        """Shows `update`, cut to what the experiment has."""
        self.update = max(0, min(int(update), self.last))
        self.tell()
        if self.last < min(int(update), self._length):
            self.held_back.emit()

    def tell(self) -> None:
        """Emits `moved` where something else is shown than when it was told last."""
        seen = (self.position, id(self._computation.shown))
        if seen != self._seen:
            self._seen = seen
            self.moved.emit()

    def told(self) -> None:
        """All that is shown was told by others."""
        self._seen = (self.position, id(self._computation.shown))

    def step(self, updates: int) -> None:
        """Moves by so many updates, backwards where negative; playing stops.

        Of two problems it is the one that makes the fewer updates which makes so many.
        """
        experiment = self._computation.shown_experiment
        self._step(updates, min(experiment.problems, key=experiment.total_updates), 1)

    def step_place(self, places: int) -> None:
        """Moves by so many places on the timeline, which are updates of the problem that makes the most."""
        self.player.pause()
        self.seek(self.position + places)

    def step_epoch(self, epochs: int) -> None:
        """Goes to the next (or a former) boundary of epochs; in the 1-D descent an epoch is one update."""
        problem = self._computation.shown_experiment.problems[-1]
        self._step(epochs, problem, self._computation.shown_experiment.updates_per_epoch(problem))

    def _step(self, count: int, problem: str, size: int) -> None:
        """To the boundary of so many updates of a problem that lies `count` on, or back; playing stops."""
        self.player.pause()
        experiment, here = self._computation.shown_experiment, self.position
        whole = experiment.update_at(problem, here) // size
        if count < 0 and here > experiment.place_of(problem, whole * size):
            whole += 1
        self.seek(experiment.place_of(problem, max(0, whole + count) * size))

    def go(self, update: int) -> None:
        """Goes to an update; playing stops."""
        self.player.pause()
        self.seek(update)

    def toggle_play(self) -> None:
        """Plays or pauses; at the end it starts over."""
        if self.player.playing:
            self.player.pause()
            return
        if self.position >= self.last < self._length:
            self.held_back.emit()
            return
        if self.position >= self._computation.shown_experiment.length:
            self.seek(0)
        self.player.play()

    def play_to(self, update: int, seconds: float) -> None:
        """Plays up to `update`, in about so many seconds, and stops there."""
        way = min(update, self.last) - self.position
        if way > 0:
            self._goal = None
            self.player.set_speed(way / seconds)
            self.player.play()
            self._goal = min(update, self.last)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        if not playing:
            self._goal = None

    @property
    def _stop(self) -> int:
        """Where playing ends."""
        return self.last if self._goal is None else min(self._goal, self.last)

    @Slot(int)
    def advance(self, updates: int) -> None:
        """Goes on playing by so many updates."""
        stop = self._stop
        self.seek(min(self.position + updates, stop))
        if self.update >= stop and self.position >= min(stop, self._computation.shown_experiment.length):
            self.player.pause()
        elif self.position < self.update:
            # At the frontier the playhead waits, like a film that is still loading.
            self.update = self.position
