"""The open experiment, its history, the playhead and undo: the one object that the window talks to."""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History
from lrgui.session.edit_history import UndoStack
from lrgui.session.forks import Forks, RunEnded
from lrgui.session.opened import Opened
from lrgui.session.playhead import Player
from lrgui.session.worker import Worker

# A result that is there this soon replaces the old picture at once; a longer computation is shown as it grows.
PATIENCE_SECONDS = 0.15
# While a value is dragged, a computation may go on so long before a newer value overtakes it: else nothing would ever
# be finished under a moving hand. Every other edit overtakes at once.
DRAG_PATIENCE_SECONDS = 0.3

# What new runs begin with: rates that tell different stories.
RACING_RATES = (0.5, 0.05, 0.9, 0.01, 1.0, 0.1)


@dataclass(frozen=True)
class State:
    """What undo brings back."""

    experiment: Experiment
    opened: Opened  # the document that the experiment belongs to
    selected: int = 0
    lesson: str | None = None  # the lesson that the experiment came from, while it has its problem


class Session(QObject):
    """State of the program; every change goes through its methods and is announced by a signal without arguments
    (but `failed`, which says why).

    `experiment` is what the controls edit; `shown` (an experiment and its history) is what the panels draw: it follows
    as soon as its numbers are there. `position` is the update that the panels show: the playhead, or the frontier of
    what is computed while the playhead waits there.

    Edits raise `InvalidValue` and change nothing when a value is not allowed.
    """

    experiment_changed = Signal()
    shown_changed = Signal()
    position_changed = Signal()
    selection_changed = Signal()
    computing_changed = Signal()
    from_here_changed = Signal()
    failed = Signal(str)
    _requested = Signal(object)
    _dropped = Signal()

    def __init__(self, experiment: Experiment, *, threaded: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._undo = UndoStack(State(experiment, Opened(experiment)))
        self._playhead = 0
        self._seen: tuple[int, int] | None = None
        self.from_here = False
        self._forks = Forks()
        self._gesture: Hashable = None
        self._gesture_at = 0
        self.shown_experiment = experiment
        self.shown = History(experiment)
        self._pending: History | None = self.shown
        self._requested_at = time.perf_counter()
        self._held: Experiment | None = None
        self._finished: State | None = None
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.timeout.connect(self._release)

        self.player = Player(self)
        self.player.length = experiment.length
        self.player.moved.connect(self._on_moved)

        self._worker = Worker()
        self._thread: QThread | None = None
        if threaded:
            self._thread = QThread(self)
            self._thread.setObjectName("lrgui-worker")
            self._worker.moveToThread(self._thread)
            # The last thing the thread does: a timer can only be stopped where it was started.
            self._thread.finished.connect(self._worker.stop)
            self._thread.start()
        self._requested.connect(self._worker.compute)
        self._dropped.connect(self._worker.stop)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.finished.connect(self._on_finished)
        self._worker.failed.connect(self._on_failed)
        self._requested.emit(self.shown)

    @property
    def turn(self) -> threading.Lock:
        """Held by the worker for each slice; a frame that holds it is drawn in one go."""
        return self._worker.turn

    def close(self) -> None:
        """Stops the player and the worker, and waits for its thread: at most one slice."""
        self.player.pause()
        self._hold.stop()
        self._pending = self._held = None
        if self._thread is None:
            self._worker.stop()
        else:
            self._thread.quit()
            self._thread.wait()

    # Reading

    @property
    def experiment(self) -> Experiment:
        return self._undo.value.experiment

    @property
    def selected(self) -> int:
        """The number of the selected run."""
        return self._undo.value.selected

    @property
    def lesson(self) -> str | None:
        """The id of the lesson that is open."""
        return self._undo.value.lesson

    @property
    def opened(self) -> Opened:
        """The document that the experiment belongs to."""
        return self._undo.value.opened

    @property
    def shown_selected(self) -> int:
        """The selected run among those shown, which may still be fewer."""
        return min(self.selected, len(self.shown_experiment.runs) - 1)

    @property
    def run(self) -> Run:
        """The selected run with the settings of the next update."""
        return self.experiment.runs_at(self.position)[self.selected]

    @property
    def playhead(self) -> int:
        """Where the playhead is, or wants to be as soon as there are numbers."""
        return self._playhead

    @property
    def position(self) -> int:
        return min(self._playhead, self.shown.frontier, self.shown_experiment.length)

    @property
    def computing(self) -> bool:
        return self._pending is not None

    @property
    def computing_for(self) -> float:
        """Seconds since the running computation was asked for."""
        return time.perf_counter() - self._requested_at if self._pending is not None else 0.0

    @property
    def progress(self) -> float:
        """The computed share of what is being computed, 0 … 1."""
        return self._pending.progress if self._pending is not None else 1.0

    # The playhead

    def seek(self, update: int) -> None:
        """Shows `update`, cut to what the experiment has."""
        self._playhead = max(0, min(int(update), self.experiment.length))
        self._tell_position()

    def step(self, updates: int) -> None:
        """Moves the playhead by so many updates, backwards where negative; playing stops."""
        self.player.pause()
        self.seek(self.position + updates)

    def step_epoch(self, epochs: int) -> None:
        """Goes to the next (or a former) boundary of epochs; in the 1-D descent an epoch is one update."""
        self.player.pause()
        size = self.epoch_size
        at = self.position
        whole = at // size if epochs > 0 or at % size == 0 else at // size + 1
        self.seek((whole + epochs) * size)

    @property
    def epoch_size(self) -> int:
        """Updates in an epoch of what is shown: the classifier's where there is one."""
        experiment = self.shown_experiment
        return experiment.updates_per_epoch(experiment.problems[-1])

    def to_start(self) -> None:
        self.player.pause()
        self.seek(0)

    def to_end(self) -> None:
        self.player.pause()
        self.seek(self.experiment.length)

    def toggle_play(self) -> None:
        """Plays or pauses; at the end it starts over."""
        if self.player.playing:
            self.player.pause()
            return
        if self.position >= self.shown_experiment.length:
            self.seek(0)
        self.player.play()

    @Slot(int)
    def _on_moved(self, updates: int) -> None:
        at = self.position
        self.seek(at + updates)
        if self._playhead >= self.experiment.length and self.position >= self.shown_experiment.length:
            self.player.pause()
        elif self.position < self._playhead:
            # At the frontier the playhead waits, like a film that is still loading.
            self._playhead = self.position

    def _tell_position(self) -> None:
        seen = (self.position, id(self.shown))
        if seen != self._seen:
            self._seen = seen
            self.position_changed.emit()

    # Edits

    def edit_run(self, index: int | None = None, *, gesture: Hashable = None, **values: Any) -> None:
        """Gives run `index` (the selected one where None) other settings, from the start or from here on."""
        run = self.selected if index is None else index
        at, forks = 0, self.from_here and "colour" not in values
        begins = gesture is None or gesture != self._gesture
        if forks:
            if begins:
                self._gesture_at = self.position
            at = self._gesture_at
            if at >= self.shown_experiment.length:
                name, value = next(iter(values.items()))
                raise RunEnded(name, value, "ended")
        edited = self.experiment.with_change(at, run, **values)
        if edited == self.experiment:
            return
        self._gesture = gesture
        if forks and not begins:
            self._forks.go_on(self.experiment, edited)
        elif forks and _same_numbers(self.experiment, self.shown.experiment):
            self._forks.begin(self.experiment, edited, Ghost(self.shown, run, at))
        self._set(edited, gesture=gesture)

    def edit(self, *, gesture: Hashable = None, **values: Any) -> None:
        """Changes what all runs share; always from the start, since it decides which data are seen when."""
        self._set(self.experiment.edited(**values), gesture=gesture)

    def end_gesture(self) -> None:
        """The hand let go: the next edit is another undo step, and the last value is computed at once."""
        self._gesture = None
        self._undo.end_gesture()
        self._release()

    @property
    def ghost(self) -> Ghost | None:
        """The future that the latest edit "from here on" gave up, while nothing else was edited."""
        return self._forks.ghost(self.experiment)

    def keep_fork(self) -> None:
        """Makes the future that was given up a run of its own."""
        kept = self._forks.kept(self.experiment)
        if kept is not None:
            self._set(kept)

    def dismiss_fork(self) -> None:
        """Forgets the future that was given up."""
        self._forks.dismiss()
        self._announce()

    def load(
        self,
        experiment: Experiment,
        lesson: str | None = None,
        *,
        opened: Opened | None = None,
        position: int = 0,
        selected: int = 0,
    ) -> None:
        """Opens another experiment; undo brings the old one back.

        opened: the document that it belongs to, a new one where None. The playhead waits until `position` is computed.
        """
        self.player.pause()
        self._playhead = max(0, min(position, experiment.length))
        if opened is not None or (experiment, lesson) != (self.experiment, self.lesson):
            self._undo.push(State(experiment, opened or Opened(experiment), selected, lesson))
            self._after_edit()
        else:
            self.select(selected)
            self._tell_position()

    def add_run(self) -> None:
        """A run like the selected one, but with a learning rate and in a colour that no run has yet."""
        experiment = self.experiment
        taken = {run.learning_rate for run in experiment.runs}
        rate = next((r for r in RACING_RATES if r not in taken), max(taken) * 1.5)
        run = replace(experiment.runs[self.selected], learning_rate=rate, colour=experiment.next_colour())
        self._set(experiment.adding(run), selected=len(experiment.runs))

    def duplicate_run(self, index: int) -> None:
        experiment = self.experiment
        self._set(experiment.duplicating(index, experiment.next_colour()), selected=len(experiment.runs))

    def remove_run(self, index: int) -> None:
        """Removes a run; the last one stays."""
        experiment = self.experiment
        if len(experiment.runs) > 1:
            selected = self.selected - (self.selected > index or self.selected == len(experiment.runs) - 1)
            self._set(experiment.removing(index), selected=max(0, selected))

    def select(self, index: int) -> None:
        if index != self.selected and 0 <= index < len(self.experiment.runs):
            # Selecting is no edit: undo does not step through it.
            self._undo.value = replace(self._undo.value, selected=index)
            self._undo.end_gesture()
            self.selection_changed.emit()

    def set_from_here(self, on: bool) -> None:
        """Whether edits of a run apply from the playhead on instead of from the start."""
        if on != self.from_here:
            self.from_here = on
            self.from_here_changed.emit()

    @property
    def can_undo(self) -> bool:
        return self._undo.can_undo

    @property
    def can_redo(self) -> bool:
        return self._undo.can_redo

    def undo(self) -> None:
        if self._undo.can_undo:
            self._undo.undo()
            self._after_edit()

    def redo(self) -> None:
        if self._undo.can_redo:
            self._undo.redo()
            self._after_edit()

    def _set(self, experiment: Experiment, *, selected: int | None = None, gesture: Hashable = None) -> None:
        chosen = self.selected if selected is None else selected
        if experiment != self.experiment or chosen != self.selected:
            # With another problem a lesson's explanation would speak of what cannot be seen.
            lesson = self.lesson if experiment.problem == self.experiment.problem else None
            self._undo.push(State(experiment, self.opened, chosen, lesson), gesture)
            self._after_edit(dragging=gesture is not None)

    def _after_edit(self, *, dragging: bool = False) -> None:
        self.player.length = self.experiment.length
        self._forks.arrive(self.experiment)
        self.experiment_changed.emit()
        self._compute(dragging=dragging)

    # Computing

    def cancel(self) -> None:
        """Gives up a computation that takes too long: back to the last experiment that was computed to its end."""
        if self._pending is None or self._finished is None:
            return
        before = self._undo.before
        if before is not None and before.experiment == self._finished.experiment:
            self.undo()
        else:
            self._undo.push(self._finished)
            self._after_edit()

    @property
    def can_cancel(self) -> bool:
        return self._pending is not None and self._finished is not None

    def _compute(self, *, dragging: bool) -> None:
        if self.shown.done and _same_numbers(self.experiment, self.shown.experiment) and self._pending is not None:
            # An undo came back to what is there already: what was begun since is not wanted.
            self._pending = None
            self._hold.stop()
            self._dropped.emit()
            self.computing_changed.emit()
        latest = self._pending.experiment if self._pending is not None else self.shown.experiment
        if _same_numbers(self.experiment, latest) and (self._pending is not None or self.shown.done):
            # Only colours differ from what is there or on its way.
            self._held = None
            if self._pending is None or self._pending is self.shown:
                self.shown_experiment = self.experiment
                self._announce()
            return
        left = self._requested_at + DRAG_PATIENCE_SECONDS - time.perf_counter()
        if dragging and self._pending is not None and left > 0:
            self._held = self.experiment
            if not self._hold.isActive():
                self._hold.start(int(left * 1000))
            return
        self._request(self.experiment)

    def _request(self, experiment: Experiment) -> None:
        self._held = None
        self._hold.stop()
        was = self.computing
        self._requested_at = time.perf_counter()
        self._pending = History(experiment)
        self._requested.emit(self._pending)
        if not was:
            self.computing_changed.emit()

    @Slot()
    def _release(self) -> None:
        if self._held is not None:
            self._request(self._held)

    @Slot(object)
    def _on_progressed(self, history: History) -> None:
        if history is not self._pending:
            return
        if history is self.shown or time.perf_counter() - self._requested_at > PATIENCE_SECONDS:
            self._show(history)
        self.computing_changed.emit()

    @Slot(object)
    def _on_finished(self, history: History) -> None:
        if history is not self._pending:
            return
        self._pending = None
        if _same_numbers(self.experiment, history.experiment):
            self._finished = self._undo.value
        self._show(history)
        if self._held is not None:
            self._release()
        else:
            self.computing_changed.emit()

    @Slot(object, str)
    def _on_failed(self, history: History, message: str) -> None:
        if history is self._pending:
            self._pending = None
            self.player.pause()
            self.computing_changed.emit()
            self.failed.emit(message)

    def _show(self, history: History) -> None:
        self.shown = history
        same = _same_numbers(self.experiment, history.experiment)
        self.shown_experiment = self.experiment if same else history.experiment
        self._announce()

    def _announce(self) -> None:
        self._seen = (self.position, id(self.shown))
        self.shown_changed.emit()


def _same_numbers(a: Experiment, b: Experiment) -> bool:
    """Whether two experiments differ in nothing but colours."""
    if a is b or a == b:
        return True
    if len(a.runs) != len(b.runs):
        return False
    colourless = [replace(run, colour=other.colour) for run, other in zip(a.runs, b.runs, strict=True)]
    return replace(a, runs=tuple(colourless)) == b
