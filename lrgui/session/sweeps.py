"""What sweeps have come to: asked for by panels, computed in a thread of its own, and never out of date unnoticed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lrgui.core.files.view import SWEEP
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.session.session import Session
from lrgui.session.worker_thread import WorkerThread

FIRST_SECONDS = 0.01  # the first picture of a sweep is wanted soon, the others may wait
KEPT = 8  # answers that are not computed again when one comes back to their question


class Sweeps(QObject):
    """Answers the question of the view about the session's experiment, with runs like the selected one.

    A sweep is computed while somebody wants it (see `want`) and the session itself has nothing to compute; it waits
    while the session computes, and an edit that makes other numbers of it ends it at once. A moved η or another colour
    does not.

    `job` is the answer for the experiment as it is, perhaps still growing; None where nobody wants one. `shown` is what
    is to be drawn: the same as soon as there is something of it, until then what was there before (`stale`): a picture
    of that must say so. `error` says why there is no answer. While it is concealed there is none, and nobody computes
    one.

    Signal: `changed()` when any of that has changed.
    """

    changed = Signal()

    def __init__(self, session: Session, *, threaded: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.job: SweepJob | None = None
        self.shown: SweepJob | None = None
        self.error = ""
        self._wanted: set[str] = set()
        self._key: Hashable = None
        self._running = self._closed = False
        self._answers: OrderedDict[Hashable, SweepJob] = OrderedDict()
        self._threaded = threaded
        self._worker: WorkerThread | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._start)
        for signal in (session.experiment_changed, session.selection_changed, session.computing_changed):
            signal.connect(self._update)
        session.view_changed.connect(self._on_view)

    @property
    def question(self) -> SweepQuestion:
        """What is asked, as the view has it."""
        return self.session.view.sweep

    @property
    def turn(self) -> threading.Lock:
        """Held by the worker for each slice, as that of `Session`."""
        return self.session.turn

    # Asking

    def ask(self, **values: Any) -> None:
        """Changes fields of the question. Raises `InvalidValue`."""
        self.session.set_view(sweep=replace(self.question, **values))

    @Slot(object)
    def _on_view(self, names: frozenset[str]) -> None:
        if names & {"sweep", "concealed"}:
            self._update()

    def retry(self) -> None:
        """Computes again what failed."""
        if self.error:
            self._key = None
            self._update()

    def want(self, who: str, on: bool) -> None:
        """Somebody wants the answer, or does not any more."""
        if on != (who in self._wanted):
            (self._wanted.add if on else self._wanted.discard)(who)
            self._update()

    @property
    def stale(self) -> bool:
        """Whether `shown` belongs to another experiment than the present one."""
        return self.shown is not None and self.shown is not self.job

    @property
    def computing(self) -> bool:
        """Whether an answer is on its way."""
        return bool(self._wanted) and self.job is not None and self._key not in self._answers and not self.error

    # Computing

    @Slot()
    def _update(self) -> None:
        """Computes what is asked for, and nothing else."""
        if self._closed:
            return
        session = self.session
        if SWEEP in session.view.concealed:
            self._stop()
            if self.job is not None or self.shown is not None:
                self.job = self.shown = None
                self.changed.emit()
            return
        asked = SweepJob(self.question, session.known, session.selected)
        if not self._wanted:
            self._stop()
            if self.job is not None and asked.key != self._key:
                self.job = self.shown = None
                self.changed.emit()
            return
        if self.job is None or asked.key != self._key:
            self._begin(asked)
        elif asked.question != self.job.question or asked.experiment is not self.job.experiment:
            self._look_again(asked)
        if self.job is None or self.job.done or self.error or session.computing:
            self._stop()
        elif not self._running:
            self._soon.start()  # an edit is announced before the session begins to compute it

    def _begin(self, asked: SweepJob) -> None:
        """Another question: what was computed for the last one is dropped."""
        self._stop()
        if self.shown is not None:
            # Of another kind it would be another picture, and not the same one out of date.
            same = (self.shown.question.view, self.shown.problem) == (asked.question.view, asked.problem)
            self.shown = self.shown if same else None
        self.error = ""
        self._key = asked.key
        self.job = asked
        known = self._answers.get(self._key)
        if known is not None:
            self._answers.move_to_end(self._key)
            self._look_again(asked, known)
        elif asked.question.view == "range":
            # Of the sweep that is seen beside it there may be an answer already.
            twin = SweepJob(replace(asked.question, view="sweep"), asked.experiment, self.session.selected)
            if (swept := self._answers.get(twin.key)) is not None:
                asked.sweep = swept.sweep
        self.changed.emit()

    def _look_again(self, asked: SweepJob, known: SweepJob | None = None) -> None:
        """The same numbers, of an experiment that differs in what decides nothing about them."""
        found = known or self.job
        assert found is not None
        if found.done:
            asked.sweep, asked.map, asked.starts, asked.test = found.sweep, found.map, found.starts, found.test
            self.job = self.shown = asked
        else:
            found.question = asked.question
        self.changed.emit()

    @Slot()
    def _start(self) -> None:
        assert self.job is not None
        if self._worker is None:
            self._worker = self._make_worker()
        self._running = True
        self._worker.compute(self.job)

    @property
    def running(self) -> bool:
        """Whether a worker computes the answer now; it does not while the session itself computes."""
        return self._running

    def _stop(self) -> None:
        self._soon.stop()
        if self._running:
            self._running = False
            assert self._worker is not None
            self._worker.drop()

    def _make_worker(self) -> WorkerThread:
        """Only now: most windows are opened and closed without a sweep."""
        worker = WorkerThread(
            "lrgui-sweeps", self, threaded=self._threaded, turn=self.turn, first_seconds=FIRST_SECONDS
        )
        worker.progressed.connect(self._on_progressed)
        worker.finished.connect(self._on_finished)
        worker.failed.connect(self._on_failed)
        return worker

    def close(self) -> None:
        """Stops the worker and waits for its thread: at most one slice."""
        self._closed = True
        self._running = False
        self._soon.stop()
        if self._worker is not None:
            self._worker.close()

    @Slot(object)
    def _on_progressed(self, job: SweepJob) -> None:
        if job is self.job:
            self.shown = job
            self.changed.emit()

    @Slot(object)
    def _on_finished(self, job: SweepJob) -> None:
        if job is not self.job:
            return
        self._running = False
        self.shown = job
        self._answers[self._key] = job
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)
        self.changed.emit()

    @Slot(object, str)
    def _on_failed(self, job: SweepJob, message: str) -> None:
        if job is self.job:
            self._running = False
            self.shown = None
            self.error = message.partition(": ")[2] or message
            self.changed.emit()
