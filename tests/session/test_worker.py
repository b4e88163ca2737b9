"""The worker: slices, so that whatever is asked of it meanwhile is done between two of them."""

import time
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal, Slot

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.session import worker as worker_module
from lrgui.session.worker import SLICE_SECONDS, Worker

SHORT = Experiment(problem="descent", updates=40)
HUGE = Experiment(problem="classifier", epochs=60_000, runs=(Run(), Run(learning_rate=0.5)))  # minutes


class Heard:
    """What a worker says, in order."""

    def __init__(self, worker: Worker) -> None:
        self.log: list[tuple[str, History]] = []
        worker.progressed.connect(lambda h: self.log.append(("progressed", h)))
        worker.finished.connect(lambda h: self.log.append(("finished", h)))
        worker.failed.connect(lambda h, _m: self.log.append(("failed", h)))


@pytest.fixture
def worker(qapp):
    """In the test's own thread: its slices are turns of the event loop."""
    worker = Worker()
    yield worker
    worker.stop()


def test_computes_to_the_end(worker, qtbot):
    history = History(Experiment(epochs=2))
    with qtbot.waitSignal(worker.finished) as finished:
        worker.compute(history)
    assert finished.args == [history]
    assert history.done
    assert not worker._timer.isActive()


def test_same_numbers_as_in_one_go(worker, qtbot):
    experiment = Experiment(epochs=3, runs=(Run(optimizer="adam"), Run(schedule="cosine")))
    history = History(experiment)
    with qtbot.waitSignal(worker.finished):
        worker.compute(history)
    whole = History(experiment).complete()
    for name in ("descent", "classifier"):
        last = whole.traces[name].total
        assert history.traces[name].states(0, last).tobytes() == whole.traces[name].states(0, last).tobytes()


def test_works_in_slices(worker, qtbot, monkeypatch):
    asked = []
    advance = History.advance
    monkeypatch.setattr(History, "advance", lambda self, seconds: (asked.append(seconds), advance(self, seconds))[1])
    with qtbot.waitSignal(worker.finished):
        worker.compute(History(Experiment(epochs=20)))
    assert set(asked) == {SLICE_SECONDS}
    assert len(asked) > 1


def test_the_newest_overtakes_between_two_slices(worker, qtbot, monkeypatch):
    """By the order of slices: after the newer one was handed over, the older one gets not a single slice more."""
    slices = []
    advance = History.advance
    monkeypatch.setattr(History, "advance", lambda self, seconds: (slices.append(self), advance(self, seconds))[1])
    heard = Heard(worker)
    old, new = History(HUGE), History(SHORT)
    worker.compute(old)
    qtbot.waitUntil(lambda: len(slices) >= 3)
    worker.compute(new)
    before = len(slices)
    qtbot.waitUntil(lambda: new.done)
    assert all(history is new for history in slices[before:])
    assert [h for what, h in heard.log if what == "finished"] == [new]
    assert not old.done


def test_a_slice_is_short(qapp):
    """Of the processor's time, since another program may hold the processor; median, since Python collects garbage."""
    history = History(HUGE)
    took = []
    for _ in range(30):
        began = time.thread_time()
        history.advance(SLICE_SECONDS)
        took.append(time.thread_time() - began)
    assert sorted(took)[15] < 0.025


def test_reports_progress_now_and_then(worker, qtbot, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(worker_module, "time", SimpleNamespace(perf_counter=lambda: now[0]))

    class Slow(History):
        def advance(self, seconds):
            now[0] += 0.01
            return now[0] > 1.0

    heard = Heard(worker)
    with qtbot.waitSignal(worker.finished):
        worker.compute(Slow(SHORT))
    assert [what for what, _ in heard.log].count("progressed") == pytest.approx(1.0 / 0.07, abs=2)


def test_stopped_is_silent(worker, qtbot):
    heard = Heard(worker)
    history = History(HUGE)
    worker.compute(history)
    qtbot.waitUntil(lambda: history.frontier > 0)
    worker.stop()
    at = history.frontier
    QCoreApplication.processEvents()
    QCoreApplication.processEvents()
    assert history.frontier == at
    assert [what for what, _ in heard.log if what != "progressed"] == []


def test_a_failure_is_told_and_survived(worker, qtbot, monkeypatch):
    advance = History.advance

    def failing(self, seconds):
        raise MemoryError("no room for 3 GB")

    monkeypatch.setattr(History, "advance", failing)
    bad = History(SHORT)
    with qtbot.waitSignal(worker.failed) as failed:
        worker.compute(bad)
    assert failed.args == [bad, "MemoryError: no room for 3 GB"]
    monkeypatch.setattr(History, "advance", advance)
    with qtbot.waitSignal(worker.finished):
        worker.compute(History(SHORT))


def test_a_fault_in_the_report_is_told_and_survived(worker, qtbot, monkeypatch):
    """Outside the computation itself: it must neither be silent nor go on for ever."""
    monkeypatch.setattr(worker_module, "time", SimpleNamespace(perf_counter=lambda: 0.0))
    worker.compute(History(SHORT))
    monkeypatch.setattr(worker_module, "time", None)
    bad = History(HUGE)
    with qtbot.waitSignal(worker.failed) as failed:
        worker._job = bad
    assert failed.args[0] is bad
    assert "AttributeError" in failed.args[1]
    assert not worker._timer.isActive()


class Hand(QObject):
    """Asks a worker in another thread, and hears it: only methods of a QObject run in the thread of that object."""

    request = Signal(object)

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self.heard_in: list[QThread] = []
        self.request.connect(worker.compute)
        worker.finished.connect(self.hear)

    @Slot(object)
    def hear(self, _history: History) -> None:
        self.heard_in.append(QThread.currentThread())


def test_in_a_thread_of_its_own(qtbot):
    worker, thread = Worker(), QThread()
    worker.moveToThread(thread)
    computed_in = []

    class Asking(History):
        def advance(self, seconds):
            computed_in.append(QThread.currentThread())
            return super().advance(seconds)

    hand = Hand(worker)
    thread.start()
    hand.request.emit(Asking(SHORT))
    qtbot.waitUntil(lambda: bool(hand.heard_in))
    thread.quit()
    assert thread.wait(5000)
    assert set(computed_in) == {thread}
    assert hand.heard_in == [QCoreApplication.instance().thread()]
