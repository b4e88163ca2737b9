"""The computation of the open experiment's history: what is wanted, what is on its way, what there is to be shown."""

from __future__ import annotations

import threading
import time
from dataclasses import fields
from operator import attrgetter

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.session.worker import failure
from lrgui.session.worker_thread import WorkerThread

# A result that is there this soon replaces the old picture at once; a longer computation is shown as it grows.
PATIENCE_SECONDS = 0.15
# While a value is dragged, what is seen is computed first and shown at once, and the rest when the hand rests. Until it
# is shown a newer value waits, but no longer than this; every other edit overtakes at once.
DRAG_PATIENCE_SECONDS = 0.3


class Computation(QObject):
    """Computes the history of the experiment that is wanted, in a thread of its own unless `threaded` is false.

    `shown` and `shown_experiment` are what there is to be seen: the experiment that is wanted as soon as its numbers
    are there, until then the one before. `until` is the last update that is computed, None for all; edits that come
    after it are not known here. `failure` says why they will not be there: it stays until something else is
    computed, or until what is wanted is what is shown.

    Signals: `shown_changed()`; `changed()` when it begins, goes on, ends or fails; `finished(history)` before the
    history is shown; `failed(message)`.
    """

    shown_changed = Signal()
    changed = Signal()
    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, experiment: Experiment, *, threaded: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = self.shown_experiment = experiment
        self.shown = History(experiment)
        self.pending: History | None = self.shown
        self.until: int | None = None
        self.held: Experiment | None = None  # wanted, but not asked for yet
        self._seen = 0  # what is looked at then
        self.failure = ""
        self._requested_at = time.perf_counter()
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.timeout.connect(self.release)
        self._worker = WorkerThread("lrgui-worker", self, threaded=threaded)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.finished.connect(self._on_finished)
        self._worker.failed.connect(self._on_failed)
        self._worker.compute(self.shown)

    @property
    def turn(self) -> threading.Lock:
        """Held by the worker for each slice; a frame that holds it is drawn in one go."""
        return self._worker.turn

    def close(self) -> None:
        """Stops the worker, and waits for its thread: at most one slice."""
        self._hold.stop()
        self.pending = self.held = None
        self._worker.close()

    @property
    def seconds(self) -> float:
        """Since the running computation was asked for."""
        return time.perf_counter() - self._requested_at if self.pending is not None else 0.0

    @property
    def progress(self) -> float:
        """The computed share of what is being computed, 0 … 1."""
        return self.pending.progress if self.pending is not None else 1.0

    def want(self, experiment: Experiment, *, seen: int | None = None) -> None:
        """Another experiment is wanted. seen: the update looked at while a hand moves and others will follow."""
        self._wanted = experiment = experiment.known_until(self.until)
        if self.shown.done and self._has(self.shown, experiment) and self.pending is not None:
            # An undo came back to what is there already: what was begun since is not wanted.
            self.pending = None
            self._hold.stop()
            self._worker.drop()
            self.changed.emit()
        latest = self.pending if self.pending is not None else self.shown
        if self._has(latest, experiment) and (self.pending is not None or self.shown.done):
            # Only colours or names differ from what is there or on its way.
            self.held = None
            self._forget_failure()
            if self.pending is None or self.pending is self.shown:
                self.shown_experiment = experiment
                self.shown_changed.emit()
            return
        left = self._requested_at + DRAG_PATIENCE_SECONDS - time.perf_counter()
        unseen = self.pending is not None and not (self.pending is self.shown and self.shown.presentable)
        if seen is not None and unseen and left > 0:
            self.held, self._seen = experiment, seen
            if not self._hold.isActive():
                self._hold.start(int(left * 1000))
            return
        self._request(experiment, seen)

    def _has(self, history: History, experiment: Experiment) -> bool:
        """Whether a history has the numbers of an experiment, or will have them, as far as they may be known."""
        return history.until == self.until and same_numbers(experiment, history.experiment)

    def _request(self, experiment: Experiment, seen: int | None = None) -> None:
        self.held = None
        self._hold.stop()
        computing = self.pending is not None
        self._requested_at = time.perf_counter()
        try:
            self.pending = History(experiment, seen, until=self.until)
        except Exception as error:  # there is no memory for it, perhaps
            self._worker.drop()
            self._fail(failure(error))
            return
        self._worker.compute(self.pending)
        self._forget_failure()
        if not computing:
            self.changed.emit()

    def retry(self) -> None:
        """Computes again what failed."""
        if self.failure:
            self._request(self._wanted)

    def _forget_failure(self) -> None:
        if self.failure:
            self.failure = ""
            self.changed.emit()

    def _fail(self, message: str) -> None:
        self.pending = None
        self.failure = message
        self.changed.emit()
        self.failed.emit(message)

    @Slot()
    def release(self) -> None:
        """What is held is asked for at once."""
        if self.held is not None:
            self._request(self.held, self._seen)

    @Slot(object)
    def _on_progressed(self, history: History) -> None:
        if history is not self.pending:
            return
        if history is self.shown or history.presentable or self.seconds > PATIENCE_SECONDS:
            self._show(history)
        if self.held is not None and history.presentable:
            self.release()
        else:
            self.changed.emit()

    @Slot(object)
    def _on_finished(self, history: History) -> None:
        if history is not self.pending:
            return
        self.pending = None
        self.finished.emit(history)
        self._show(history)
        if self.held is not None:
            self.release()
        else:
            self.changed.emit()

    @Slot(object, str)
    def _on_failed(self, history: History, message: str) -> None:
        if history is not self.pending:
            return
        self._fail(message)
        self.release()  # what is wanted since may be possible

    def _show(self, history: History) -> None:
        self.shown = history
        same = same_numbers(self._wanted, history.experiment)
        self.shown_experiment = self._wanted if same else history.experiment
        self.shown_changed.emit()


def same_numbers(a: Experiment, b: Experiment) -> bool:
    """Whether two experiments differ in nothing but colours and names."""
    if a is b:
        return True
    alike = len(a.runs) == len(b.runs) and a.shared == b.shared
    return alike and all(x is y or _of_run(x) == _of_run(y) for x, y in zip(a.runs, b.runs, strict=True))


_of_run = attrgetter(*(field.name for field in fields(Run) if field.name not in ("colour", "name")))
